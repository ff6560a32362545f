"""What a cycle's reward model thinks of votes: handed in under the lease, kept, and browsed."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter

from feedback.types import FinishedChoice, NewCompletion, NewPreference, NewVote, Outcome
from server import overview
from server.learning.opinions import Opinion, load
from tests.bad_input.tiny_learner import words_folder
from tests.bad_input.tiny_server import TinyServer
from tests.server.learning import Site

PATH = "/admin/learner/cycles/c-1/opinions"


class Browsed(Site):
    """A site where votes can be browsed, too."""

    def more_routers(self) -> Sequence[APIRouter]:
        return (overview.router,)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Site]:
    async with Browsed(tmp_path / "data", options={"learn": False}).open() as site:
        yield site


async def under_way(here: Site) -> str:
    """Begin a cycle as a learner elsewhere does; the lease's token."""
    token = (await here.post("/admin/lease", {"holder": "test"})).raise_for_status().json()["token"]
    (await here.post("/admin/learner/progress", {"cycle": "c-1", "stage": "reward"}, token)).raise_for_status()
    return str(token)


async def tell(here: Site, token: str, of: Any) -> Any:
    headers = {"x-attune-lease": token}
    return await here.http.put(PATH, json={"of": of}, headers=headers)


async def voted(here: Site) -> None:
    """Four thumbs and two choices, oldest first."""
    for number, rating in enumerate(("up", "down", "up", "down")):
        name = f"reply-{number}"
        said = [{"role": "user", "content": "Hello"}]
        await here.store.begin(NewCompletion(name, "attune", 0, 1, messages=said))
        await here.store.finish(name, Outcome("completed", [FinishedChoice(0, {"role": "assistant", "content": name})]))
        await here.store.vote(NewVote(name, rating, "ada", id=f"v{number}"))
    for number in (1, 2):
        pair = NewPreference(["reply-0", f"reply-{number}"], {"chosen": "reply-0"}, "ada", id=f"p{number}")
        await here.store.prefer(pair)


async def listed(here: Site, query: str) -> list[Any]:
    found: list[Any] = (await here.http.get(f"/admin/votes?{query}")).raise_for_status().json()["data"]
    return found


async def test_votes_are_browsed_by_what_the_reward_model_thinks_of_them(here: Site) -> None:
    await voted(here)
    token = await under_way(here)
    of = {"v0": (-1.5, -1.5), "v1": (2.0, -2.0), "v2": (0.5, 0.5), "p1": (-0.5, -0.5), "gone": (9.0, 9.0)}
    assert (await tell(here, token, of)).raise_for_status().json() == {"cycle": "c-1", "votes": 5}
    assert [one["id"] for one in await listed(here, "order=score")] == ["v1", "v2", "v0", "v3"]
    assert [one["id"] for one in await listed(here, "order=disagreement")] == ["v1", "v0", "v2", "v3"]
    assert [one["id"] for one in await listed(here, "order=disagreement&rating=up")] == ["v0", "v2"]
    assert [one["id"] for one in await listed(here, "order=disagreement&limit=2&after=v0")] == ["v2", "v3"]
    assert [one["id"] for one in await listed(here, "kind=preference&order=disagreement")] == ["p1", "p2"]
    newest = await listed(here, "")
    assert [one["id"] for one in newest] == ["v3", "v2", "v1", "v0"]
    assert [one["opinion"] for one in newest[:2]] == [None, {"cycle": "c-1", "score": 0.5, "margin": 0.5}]


async def test_they_are_kept_across_a_restart_and_the_next_cycle_replaces_them(here: Site) -> None:
    token = await under_way(here)
    await tell(here, token, {"v0": (1.0, 1.0), "v1": (2.0, 2.0)})
    await tell(here, token, {"v1": (0.25, -0.25)})
    kept = load(here.folder / "learner" / "opinions.json")
    assert (kept.cycle, kept.of) == ("c-1", {"v1": Opinion(0.25, -0.25)})
    assert here.learner.opinions == kept


async def test_they_are_refused_without_the_lease_or_a_cycle_or_numbers(here: Site) -> None:
    assert (await tell(here, "7", {})).status_code == 403
    token = await under_way(here)
    for of in ({"v0": (1.0,)}, {"v0": ("much", 1.0)}, ["v0"]):
        refused = await tell(here, token, of)
        assert (refused.status_code, refused.json()["error"]["param"][:2]) == (400, "of")
    unknown = await here.http.put(PATH.replace("c-1", "c-2"), json={"of": {}}, headers={"x-attune-lease": token})
    assert unknown.status_code == 404
    assert here.learner.opinions.cycle is None


async def test_a_disk_that_is_full_is_told(here: Site) -> None:
    token = await under_way(here)
    (here.folder / "learner" / ".opinions.json.partial").mkdir()
    assert (await tell(here, token, {"v0": (1.0, 1.0)})).status_code == 503
    assert here.learner.opinions.of == {}


@pytest.mark.parametrize(
    "content", ["", "[]", '{"cycle": "c"}', '{"cycle": "c", "of": {"v": [1]}}', '{"cycle": "c", "of": 3}']
)
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "opinions.json"
    file.write_text(content)
    assert load(file).cycle is None


class Learning(TinyServer):
    """A server that learns for real, where votes can be browsed, too."""

    def more_routers(self) -> Sequence[APIRouter]:
        return (*super().more_routers(), overview.router)


async def test_a_cycle_hands_in_what_it_was_measured_by(tmp_path: Path) -> None:
    model = words_folder(tmp_path / "words")
    async with Learning(tmp_path / "data", options={"learn": False}, model=model).open() as here:
        for number in range(40):
            mistaken = {"chosen": f"c{number:03}-ada#1"} if number % 10 == 0 else None
            await here.compare(number, mistaken)
        cycle = await here.learn("cycle-a")
        found = await listed(here, "kind=preference&order=disagreement&limit=50")
    margins = [one["opinion"] and one["opinion"]["margin"] for one in found]
    known = [margin for margin in margins if margin is not None]
    assert margins == sorted(known) + [None] * (40 - len(known))
    report = cycle["metrics"]["reward_model"]
    assert len(known) == report["pairs"] > 30
    # Each vote weighs the same, so accuracy is the share of those that the model agrees with.
    assert sum(margin > 0 for margin in known) / len(known) == pytest.approx(report["accuracy"])

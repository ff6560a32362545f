"""The trial that decides by itself: a real store, the real registry and swap, and an engine that does as told."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from prometheus_client import REGISTRY
from vllm.v1.engine.exceptions import EngineGenerateError

from feedback.store import Store
from feedback.trial_votes import Contest
from feedback.types import FinishedChoice, NewCompletion, NewPreference, NewVote, Verdict
from feedback.types import Outcome as Ended
from policy.adapters.base_facts import BaseFacts
from policy.gate.sequential import CanaryConfig, Counts
from policy.registry.registry import Registry
from server import errors
from server.engine.adapters import Adapters
from server.errors import ApiError
from server.settings import Settings
from server.versions import canary
from server.versions import routes as admin_policies
from server.versions.canary import RETRY_SECONDS, Judge
from server.versions.policies import Policies
from server.versions.shelf import Shelf
from server.versions.swap import Swap
from tests.policy.adapters import RANK, write_adapter, write_base
from tests.server.learning import eventually
from tests.server.scripted_llm import ScriptedLlm

MODEL = "attune"
LONGEST = 3600.0


class CountingStore(Store):
    """The store, which knows how often votes were read."""

    read = 0

    async def trial_judgements(self, contest: Contest) -> Any:
        self.read += 1
        return await super().trial_judgements(contest)


class Site:
    """Versions 1 and 2 behind an engine, a store, and the judge between them. Version 0 is live."""

    def __init__(self, folder: Path, store: CountingStore) -> None:
        self.folder, self.store = folder, store
        self.base = BaseFacts.of(write_base(folder / "base"))
        self.ready, self.time = True, 0.0
        self.age = 2.0
        """Seconds that the trial has lasted."""
        self.names = (f"c{number}" for number in count())
        self.open()

    def open(self) -> None:
        """Start, or start again."""
        self.registry = Registry.open(self.folder / "policies", self.base, max_rank=RANK)
        policies, self.adapters, self.llm = Policies(MODEL, self.registry), Adapters(8), ScriptedLlm()
        self.adapters.attach(self.llm)
        self.swap = Swap(Shelf(self.registry, self.folder / "policies", self.base, RANK), policies, self.adapters)
        self.judge = Judge(
            self.registry,
            self.store,
            self.swap,
            MODEL,
            ready=lambda: self.ready,
            config=CanaryConfig(longest=LONGEST),
            clock=lambda: self.time,
            now=lambda: self.since + self.age,
        )
        self.swap.evidence = self.judge.evidence
        app = FastAPI()
        app.state.parts = SimpleNamespace(
            settings=Settings(data=self.folder), policies=policies, swap=self.swap, judge=self.judge
        )
        errors.install(app)
        app.include_router(admin_policies.router)
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://attune")

    async def publish(self) -> None:
        for seed in (1, 2):
            await self.swap.publish(write_adapter(self.folder / f"{seed}.safetensors", self.base, seed=seed))

    @property
    def since(self) -> int:
        assert self.registry.canary is not None
        return self.registry.canary.since

    async def reply(self, version: int, *, after: int = 1, model: str = MODEL, n: int = 1) -> str:
        """A reply of a version to the one prompt, so many seconds after the trial began."""
        name, said = next(self.names), [{"role": "user", "content": "Hello"}]
        made = [FinishedChoice(index, {"role": "assistant", "content": f"{name} {index}"}) for index in range(n)]
        await self.store.begin(NewCompletion(name, model, version, self.since + after, messages=said, n=n))
        await self.store.finish(name, Ended("completed", made))
        return name

    async def vote(self, version: int, rating: Any, rater: str = "ada", **how: Any) -> str:
        """A vote on a reply of its own; its id."""
        return (await self.store.vote(NewVote(await self.reply(version, **how), rating, rater))).id

    async def votes(self, version: int, up: int, down: int) -> None:
        """Votes by as many people."""
        ratings = ["up"] * up + ["down"] * down
        await asyncio.gather(*(self.vote(version, one, f"rater {place}") for place, one in enumerate(ratings)))

    async def prefer(self, names: Sequence[str], outcome: Verdict, rater: str = "ada") -> str:
        return (await self.store.prefer(NewPreference(names, outcome, rater))).id

    async def counts(self) -> Counts:
        await self.judge.look()
        evidence = self.judge.evidence(self.registry.canary)
        assert evidence is not None
        return Counts(**evidence["counts"])


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with await CountingStore.open(tmp_path / "attune.db") as store:
        assert isinstance(store, CountingStore)
        site = Site(tmp_path, store)
        await site.publish()
        yield site
        await site.http.aclose()
        site.registry.close()


def gauge(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(name, labels)


async def test_a_better_canary_goes_live_with_what_was_said_and_why(site: Site) -> None:
    await site.swap.set_canary(1, 0.5)
    decided = gauge("attune_canary_verdicts_total", decision="promote") or 0
    await site.votes(1, 38, 2)
    await site.judge.look()
    assert site.registry.live == 0, "nothing is known of the live version yet"
    await site.votes(0, 14, 26)
    await site.judge.look()
    shown = site.registry.manifest(1)
    assert (site.registry.live, site.registry.canary, shown.state) == (1, None, "live")
    said = "thumbs up 38 of 40 against 14 of 40, choices 0 won, 0 lost, 0 tied"
    assert shown.reason == f"the votes show that the canary is better: {said}"
    assert site.registry.history[-1].by == "canary"
    assert shown.evidence is not None
    assert shown.evidence["counts"] == asdict(Counts(38, 2, 14, 26))
    assert (shown.evidence["against"], shown.evidence["decision"]) == (0, "promote")
    assert gauge("attune_canary_verdicts_total", decision="promote") == decided + 1


async def test_a_worse_canary_goes_out_of_service_even_while_the_engine_is_dead(site: Site) -> None:
    await site.swap.set_canary(1, 0.5)
    await site.votes(1, 14, 26)
    await site.votes(0, 38, 2)
    site.llm.dead = True
    await site.judge.look()
    shown = site.registry.manifest(1)
    assert (site.registry.live, site.registry.canary, shown.state) == (0, None, "rolled_back")
    assert (shown.reason or "").startswith("the votes show that the canary is worse: thumbs up 14 of 40")


async def test_a_trial_that_the_votes_do_not_decide_ends_after_its_longest_time(site: Site) -> None:
    await site.swap.set_canary(1, 0.5)
    await site.votes(1, 3, 1)
    site.age = LONGEST - 1
    await site.judge.look()
    assert site.registry.canary is not None
    site.age = LONGEST
    site.ready = False
    await site.judge.look()
    assert site.registry.canary is not None, "an engine that is not ready is waited for"
    site.ready = True
    ended = gauge("attune_canary_verdicts_total", decision="undecided") or 0
    await site.judge.look()
    shown = site.registry.manifest(1)
    assert (site.registry.live, site.registry.canary, shown.state) == (0, None, "rolled_back")
    assert shown.reason == (
        "not decided in 1 h, so the live version stays: 4 of at least 20 judgements of the canary:"
        " thumbs up 3 of 4 against 0 of 0, choices 0 won, 0 lost, 0 tied"
    )
    assert shown.evidence is not None
    assert (shown.evidence["decision"], shown.evidence["counts"]) == ("undecided", asdict(Counts(3, 1)))
    assert gauge("attune_canary_verdicts_total", decision="undecided") == ended + 1


async def test_a_trial_without_votes_ends_too_also_one_that_a_restart_interrupted(site: Site) -> None:
    await site.swap.set_canary(1, 0.5)
    await site.judge.look()
    site.registry.close()
    site.open()
    site.age = LONGEST + 1
    await site.judge.look()
    assert (site.registry.canary, site.registry.manifest(1).state) == (None, "rolled_back")


async def test_only_standing_votes_on_drawn_replies_of_the_trial_count(site: Site) -> None:
    await site.swap.promote(2, "better", "ada")
    await site.swap.set_canary(1, 0.5)
    for version, rating in ((1, "up"), (1, "down"), (2, "up"), (2, "up")):
        await site.vote(version, rating)
    for after in (0, -100):
        await site.vote(1, "up", after=after)
        await site.vote(2, "down", after=after)
    await site.vote(0, "down")
    await site.vote(1, "up", model="attune@1")
    changed = await site.reply(1)
    for rating in ("up", "down"):
        await site.store.vote(NewVote(changed, rating, "ada"))  # type: ignore[arg-type]
    assert await site.counts() == Counts(canary_up=1, canary_down=2, live_up=2)
    forgotten = await site.reply(2)
    await site.store.vote(NewVote(forgotten, "down", "ada"))
    await site.store.delete(forgotten)
    assert await site.counts() == Counts(canary_up=1, canary_down=2, live_up=2, live_down=1)


async def test_votes_are_read_again_only_when_something_was_said_or_taken_back(site: Site) -> None:
    await site.judge.look()
    assert site.store.read == 0, "without a trial there is nothing to read"
    await site.swap.set_canary(1, 0.5)
    kept, taken = await site.vote(1, "up"), await site.vote(1, "down")
    assert await site.counts() == Counts(canary_up=1, canary_down=1)
    assert await site.counts() == Counts(canary_up=1, canary_down=1)
    assert site.store.read == 1
    await site.store.retract(taken, "ada")
    assert await site.counts() == Counts(canary_up=1)
    await site.store.retract(kept, "ada")
    assert await site.counts() == Counts()
    assert site.store.read == 3


async def test_choices_between_the_two_versions_count(site: Site) -> None:
    await site.swap.set_canary(1, 0.5)
    new, old, other = await site.reply(1, model="attune@1"), await site.reply(0, model="attune@0"), await site.reply(2)
    await site.prefer([new, old], {"chosen": new}, "a")
    await site.prefer([old, new], {"chosen": f"{old}#0"}, "b")
    await site.prefer([old, new], "tie", "c")
    await site.prefer([old, new], "both_bad", "d")
    await site.prefer([old, other, new], {"ranking": [[new], [other], [old]]}, "e")
    await site.prefer([old, other, new], {"ranking": [[other], [new, old]]}, "f")
    # The third one says nothing of the two, nor do replies of one of them.
    await site.prefer([old, other, new], {"chosen": other}, "g")
    await site.prefer([new, await site.reply(1)], {"chosen": new}, "h")
    await site.prefer([other, old], {"chosen": other}, "i")
    # Of each version the reply that was shown first counts: the canary's three would win more often by their number.
    three = await site.reply(1, n=3)
    await site.prefer([f"{three}#1", old, f"{three}#2"], {"ranking": [[f"{three}#2"], [old], [f"{three}#1"]]}, "j")
    # Before the trial, changed, taken back.
    await site.prefer([new, await site.reply(0, after=0)], {"chosen": new}, "k")
    await site.prefer([new, old], {"chosen": old}, "a")
    await site.store.retract(await site.prefer([new, old], {"chosen": new}, "l"), "l")
    assert await site.counts() == Counts(canary_wins=1, live_wins=3, ties=3)


async def test_one_rater_cannot_decide_against_the_others(site: Site) -> None:
    await site.swap.set_canary(1, 0.5)
    await asyncio.gather(*(site.vote(1, "down", "mallory") for _ in range(40)))
    await site.votes(1, 12, 0)
    assert await site.counts() == Counts(canary_up=12, canary_down=12)


async def test_a_restart_goes_on_with_the_same_trial(site: Site) -> None:
    await site.swap.set_canary(1, 0.5)
    await site.votes(1, 5, 2)
    await site.votes(0, 4, 4)
    before = await site.counts()
    site.registry.close()
    site.open()
    assert site.judge.evidence(site.registry.canary) is None
    assert await site.counts() == before == Counts(5, 2, 4, 4)


async def test_a_trial_that_begins_again_begins_from_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    await site.swap.set_canary(1, 0.5)
    await site.votes(1, 3, 0)
    assert await site.counts() == Counts(canary_up=3)
    await site.swap.set_canary(1, 0.2)
    assert await site.counts() == Counts(canary_up=3), "another share is no other trial"
    first, later = site.registry.canary, site.since + 60
    await site.swap.end_canary(False, None)
    monkeypatch.setattr("policy.registry.registry.now", lambda: later)
    await site.swap.set_canary(1, 0.5)
    assert site.judge.evidence(site.registry.canary) is None
    assert await site.counts() == Counts()
    with pytest.raises(ApiError, match="is over") as caught:
        await site.swap.end_canary(True, None, trial=first)
    assert (caught.value.code, site.registry.live) == ("trial_over", 0)


async def test_the_running_evidence_is_shown_and_kept_when_an_operator_decides(site: Site) -> None:
    assert (await site.http.get("/admin/policies")).json()["canary"] is None
    for version in (1, 2):
        await site.http.put("/admin/policies/canary", json={"version": version, "share": 0.25})
        assert (await site.http.get("/admin/policies")).json()["canary"]["evidence"] is None
        await site.votes(version, 3, 1)
        await site.judge.look()
        shown = (await site.http.get("/admin/policies")).json()["canary"]
        assert (shown["version"], shown["share"], shown["evidence"]["decision"]) == (version, 0.25, "continue")
        assert shown["evidence"]["counts"] == asdict(Counts(3, 1))
        assert (await site.http.get(f"/admin/policies/{version}")).json()["evidence"] == shown["evidence"]
        assert (await site.http.get("/admin/policies/0")).json()["evidence"] is None
        assert gauge("attune_canary_share", policy_version=str(version)) == 0.25
        assert gauge("attune_canary_votes", said="canary_up") == 3
        assert gauge("attune_canary_p_value", hypothesis="better") == 1
        if version == 1:
            await site.http.delete("/admin/policies/canary")
        else:
            await site.http.post("/admin/policies/2/promote")
        await site.judge.look()
        assert site.registry.canary is None
        assert (await site.http.get(f"/admin/policies/{version}")).json()["evidence"] == shown["evidence"]
        assert gauge("attune_canary_share", policy_version=str(version)) is None
        assert gauge("attune_canary_votes", said="canary_up") is None
    assert [site.registry.manifest(version).state for version in (1, 2)] == ["rolled_back", "live"]


@pytest.mark.parametrize(("path", "live"), [("2/promote", 2), ("rollback", 0)])
async def test_a_trial_that_ends_because_another_version_goes_live_keeps_its_evidence(
    site: Site, path: str, live: int
) -> None:
    if path == "rollback":
        await site.swap.promote(2, "better", "ada")
    await site.swap.set_canary(1, 0.5)
    await site.votes(1, 3, 1)
    await site.judge.look()
    assert (await site.http.post(f"/admin/policies/{path}")).status_code == 200
    shown = (await site.http.get("/admin/policies/1")).json()
    assert (site.registry.live, shown["state"]) == (live, "candidate")
    assert shown["reason"] == f"its trial ended because version {live} went live"
    assert shown["evidence"]["counts"] == asdict(Counts(3, 1))


async def test_a_verdict_waits_for_an_engine_that_can_serve_it(site: Site) -> None:
    await site.swap.set_canary(1, 0.5)
    await site.votes(1, 38, 2)
    await site.votes(0, 14, 26)
    site.ready = False
    await site.judge.look()
    site.ready = True
    site.llm.dead = True
    site.adapters.attach(site.llm)
    await site.judge.look()
    assert site.registry.canary is not None
    site.llm = ScriptedLlm()
    site.adapters.attach(site.llm)
    await site.judge.look()
    assert (site.registry.live, site.llm.added) == (0, []), "it does not try again at once"
    site.time += RETRY_SECONDS
    await site.judge.look()
    assert site.registry.live == 1


async def test_it_runs_by_itself_until_it_is_cancelled(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canary, "LOOK_SECONDS", 0.01)
    running = asyncio.create_task(site.judge.run())
    await site.swap.set_canary(1, 0.5)
    await site.votes(0, 14, 26)
    await site.votes(1, 38, 2)
    await eventually(lambda: site.registry.live == 1)
    await site.swap.set_canary(2, 0.5)
    await site.store.close()
    await asyncio.sleep(0.05)
    assert not running.done(), "a store that cannot be read is waited for"
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_without_versions_there_is_nothing_to_judge(site: Site) -> None:
    judge = Judge(None, site.store, site.swap, MODEL, ready=lambda: True)
    await asyncio.wait_for(judge.run(), 30)
    await judge.look()
    assert judge.evidence(None) is None


async def test_a_fault_while_it_looks_does_not_end_the_judge(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canary, "LOOK_SECONDS", 0.01)
    await site.swap.set_canary(1, 0.5)
    await site.votes(1, 38, 2)
    await site.votes(0, 14, 26)
    generate, asked = site.llm.generate, 0

    def fail_once(*given: Any, **how: Any) -> Any:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise EngineGenerateError
        return generate(*given, **how)

    monkeypatch.setattr(site.llm, "generate", fail_once)
    judging = asyncio.create_task(site.judge.run())
    await eventually(lambda: site.registry.live == 1)
    judging.cancel()
    with suppress(asyncio.CancelledError):
        await judging
    assert asked > 1

"""The learner's supervision: real store, real HTTP, and a real child process that speaks the protocol."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from feedback.training_rows import Mark
from policy.cycle.folder import EXAMPLES
from server.errors import ApiError
from server.learning import child as learner_child
from server.learning import learner
from server.learning.cycles import Outcome
from server.settings import Settings
from tests.server.learning import Opened, Site, children, eventually


def said(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


async def test_enough_votes_begin_a_cycle_and_its_version_is_promoted(site: Opened) -> None:
    here = await site("publish", learn_after=3)
    await here.votes(2)
    state = await here.until(lambda state: state["votes_since_last"] == 2)
    assert (state["state"], state["cycle"], state["last"], here.started) == ("idle", None, None, [])
    await here.votes(1, "d")
    last = await here.last("promoted")
    assert (last["id"], last["by"], last["reason"], last["version"]) == ("cycle-000001", "schedule", "better", 1)
    # Its numbers grow with the votes, and this goes to every open page at every vote; they are with the cycle.
    assert "metrics" not in last
    assert [cycle["metrics"] for cycle in await here.cycles()] == [{"win_rate": 0.7}]
    assert here.promoted == [1]
    state = await here.until(lambda state: state["state"] == "idle" and state["votes_since_last"] == 0)
    assert here.started == ["cycle-000001"]
    await here.votes(3, "e")
    await here.until(lambda state: state["last"]["id"] == "cycle-000002")


async def test_a_cycle_shows_how_far_it_is_and_keeps_its_trail(site: Opened) -> None:
    here = await site("obedient", learn_after=1)
    await here.votes(1)
    state = await here.until(lambda state: state["cycle"] and state["cycle"]["stage"] == "ppo")
    cycle = state["cycle"]
    assert (state["state"], cycle["done"], cycle["total"], cycle["progress"]) == ("running", 1, 4, 0.25)
    assert cycle["metrics"] == {"accuracy": 0.75}
    assert state["lease"]["holder"] == "script:obedient"
    (shown,) = await here.cycles()
    assert (shown["id"], shown["outcome"]) == ("cycle-000001", "running")
    one = (await here.http.get("/admin/learner/cycles/cycle-000001")).json()
    assert [point["stage"] for point in one["trail"][:2]] == ["reward", "ppo"]
    assert said(await here.http.get("/admin/learner/cycles/none")) == (404, "not_found")


async def test_the_operator_can_learn_now_but_not_twice_at_once(site: Opened) -> None:
    here = await site("obedient", learn=False, learn_after=1)
    await here.votes(2)
    await here.until(lambda state: state["due"])
    assert here.started == []
    assert (await here.post("/admin/learner/run")).status_code == 200
    await here.until(lambda state: state["cycle"] and state["cycle"]["stage"] == "ppo")
    assert said(await here.post("/admin/learner/run")) == (422, "already_running")
    assert [cycle["by"] for cycle in await here.cycles()] == ["operator"]


async def test_a_crash_is_a_failed_cycle_with_its_last_line(site: Opened) -> None:
    here = await site("crash", learn_after=1)
    await here.votes(1)
    last = await here.last("failed")
    assert last["reason"] == "the learner ended with code 1: RuntimeError: the model is on fire"
    # Its lease is given back, and the next try waits a minute or for as many new votes as a cycle needs.
    state = await here.state()
    assert state["lease"] is None
    assert state["schedule"]["not_before"] == last["ended"] + 60
    await asyncio.sleep(0.3)
    assert here.started == ["cycle-000001"]
    here.plan = "reject"
    await here.votes(1, "d")
    assert (await here.last("rejected"))["id"] == "cycle-000002"


async def test_a_vote_cast_while_votes_are_counted_is_no_reason_to_try_the_same_again(
    site: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await site("crash", learn_after=1)
    mark = here.store.mark

    async def before_a_vote() -> Mark:
        found = await mark()
        monkeypatch.undo()
        await here.votes(1)
        return found

    monkeypatch.setattr(here.store, "mark", before_a_vote)
    await here.last("failed")
    await asyncio.sleep(0.3)
    assert here.started == ["cycle-000001"]


async def test_a_learner_that_ends_without_an_outcome_has_failed(site: Opened) -> None:
    here = await site("silent", learn_after=1)
    await here.votes(1)
    assert (await here.last("failed"))["reason"] == "the learner ended with code 0"


async def test_a_learner_that_is_killed_goes_on_and_has_failed_the_third_time(site: Opened) -> None:
    here = await site("killed", learn_after=1)
    await here.votes(1)
    last = await here.last("failed")
    assert last["reason"] == "interrupted 3 times, at last because the learner was killed by signal 9"
    assert here.started == ["cycle-000001"] * 3
    state = await here.state()
    assert (state["lease"], state["votes_since_last"]) == (None, 1)


async def test_a_learner_that_cannot_be_started_has_failed(site: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    here = await site("publish", learn_after=1)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    await here.votes(1)
    assert "could not be started" in (await here.last("failed"))["reason"]


async def test_a_paused_cycle_goes_on_under_its_id(site: Opened) -> None:
    here = await site("obedient", learn_after=1)
    await here.votes(1)
    await here.until(lambda state: state["cycle"] and state["cycle"]["stage"] == "ppo")
    state = (await here.post("/admin/learner/pause")).json()
    assert (state["state"], state["cycle"]["stopping"], state["unfinished"]) == ("paused", "pause", None)
    state = await here.until(lambda state: state["cycle"] is None)
    assert state["unfinished"] == "cycle-000001"
    assert (await here.cycles())[0]["outcome"] == "paused"
    assert said(await here.post("/admin/learner/run")) == (422, "paused")
    await here.votes(5, "d")
    await asyncio.sleep(0.1)
    assert here.started == ["cycle-000001"]
    here.plan = "publish"
    await here.post("/admin/learner/resume")
    last = await here.last("promoted")
    assert (last["id"], last["attempts"]) == ("cycle-000001", 2)
    assert (await here.state())["unfinished"] is None
    # The five votes cast since it first began are still new.
    await here.until(lambda state: state["votes_since_last"] == 5)


async def test_a_pause_outlives_a_restart(tmp_path: Path) -> None:
    where = Site(tmp_path / "data", "publish", {"learn_after": 1})
    async with where.open():
        await where.post("/admin/learner/pause")
    async with where.open():
        await where.votes(1)
        await asyncio.sleep(0.2)
        assert (await where.state())["state"] == "paused"
    assert where.started == []


async def test_a_cancelled_cycle_is_over(site: Opened) -> None:
    here = await site("obedient", learn_after=1)
    assert said(await here.post("/admin/learner/cancel")) == (422, "nothing_runs")
    await here.votes(1)
    await here.until(lambda state: state["cycle"] and state["cycle"]["stage"] == "ppo")
    await here.post("/admin/learner/cancel")
    assert (await here.last("cancelled"))["reason"] == "cancelled by an operator"
    await here.until(lambda state: state["votes_since_last"] == 0)
    assert here.started == ["cycle-000001"]


@pytest.mark.parametrize("plan", ["obedient", "killed"])
async def test_what_people_said_is_gone_with_a_cycle_whose_learner_cannot_remove_it(site: Opened, plan: str) -> None:
    here = await site(plan, learn_after=1)
    left = here.folder / "learner" / "work" / "cycle-000001" / EXAMPLES
    left.parent.mkdir(parents=True)
    left.write_text("what people said")
    await here.votes(1)
    if plan == "obedient":
        await here.until(lambda state: state["cycle"] and state["cycle"]["stage"] == "ppo")
        await here.post("/admin/learner/pause")
        await here.until(lambda state: state["unfinished"])
        assert left.exists(), "it goes on from there"
        await here.post("/admin/learner/cancel")
    assert (await here.last("cancelled" if plan == "obedient" else "failed"))["id"] == "cycle-000001"
    assert not left.parent.exists()


async def test_who_does_not_listen_is_terminated(site: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learner, "STOP_SECONDS", 0.2)
    here = await site("deaf", learn_after=1)
    await here.votes(1)
    await here.until(lambda state: state["cycle"] and state["cycle"]["stage"] == "ppo")
    await here.post("/admin/learner/cancel")
    await here.last("cancelled")
    assert children() == []


async def test_a_cycle_that_a_restart_interrupted_goes_on(tmp_path: Path) -> None:
    where = Site(tmp_path / "data", "deaf", {"learn_after": 1})
    async with where.open():
        await where.votes(1)
        await where.until(lambda state: state["cycle"] and state["cycle"]["stage"] == "ppo")
    assert children() == []
    where.plan = "publish"
    async with where.open():
        last = await where.last("promoted")
    assert (last["id"], last["attempts"], where.started) == ("cycle-000001", 2, ["cycle-000001"] * 2)


async def test_a_version_that_cannot_be_promoted_stays_published(site: Opened, tmp_path: Path) -> None:
    where = Site(tmp_path / "data", "publish", {"learn_after": 1}, refusal=ApiError(422, "It fails its probe."))
    async with where.open():
        await where.votes(1)
        assert (await where.last("published"))["reason"] == "better; not promoted: It fails its probe."


async def test_a_server_that_can_never_learn_says_why_and_queues_nothing(tmp_path: Path) -> None:
    where = Site(tmp_path / "data", "publish", {"learn_after": 1}, unable="its engine has no adapters")
    async with where.open():
        refused = await where.post("/admin/learner/run")
        assert said(refused) == (422, "cannot_learn")
        assert refused.json()["error"]["message"] == "This server cannot learn: its engine has no adapters."
        await where.post("/admin/learner/pause")
        await where.post("/admin/learner/resume")
        await where.votes(1)
        state = await where.until(lambda state: state["votes_since_last"] == 1)
        assert (state["queued"], state["due"], state["schedule"]["on"]) == (False, False, False)
        assert state["unable"] == "its engine has no adapters"


async def test_versions_that_wait_for_a_trial_to_end_are_admitted_newest_first_across_a_restart(tmp_path: Path) -> None:
    on_trial = ApiError(422, "Version 7 is on trial; end that first.", code="on_trial")
    where = Site(tmp_path / "data", "publish", {"learn": False}, refusal=on_trial)
    async with where.open():
        token = (await where.post("/admin/lease", {})).json()["token"]
        for version in (8, 9):
            ended = {"cycle": f"far-{version}", "outcome": "published", "reason": "better", "version": version}
            await where.post("/admin/learner/outcome", ended, token)
        newest, older = await where.cycles()
        assert (newest["waits"], older["waits"]) == (True, True)
        assert newest["reason"] == "better; it waits: Version 7 is on trial; end that first."
    async with where.open():
        where.refusal = None
        where.learner.moved()
        await where.last("promoted")
        newest, older = await where.cycles()
        assert (newest["outcome"], newest["waits"], where.promoted) == ("promoted", False, [9])
        assert (older["outcome"], older["waits"]) == ("published", False)
        assert newest["reason"] == "better; it waits: Version 7 is on trial; end that first. Its turn has come."
        assert older["reason"].endswith("end that first. Version 9, which is newer, took its turn.")
    async with where.open():
        assert [cycle["waits"] for cycle in await where.cycles()] == [False, False]


async def test_a_version_that_waited_and_can_serve_no_more_is_recorded(tmp_path: Path) -> None:
    where = Site(tmp_path / "data", "publish", {"learn": False}, refusal=ApiError(422, "Busy.", code="on_trial"))
    async with where.open():
        token = (await where.post("/admin/lease", {})).json()["token"]
        await where.post("/admin/learner/outcome", {"cycle": "far", "outcome": "published", "version": 8}, token)
        where.refusal = ApiError(503, "The engine stopped.", code="engine_lost")
        where.learner.moved()
        assert (await where.cycles())[0]["waits"]
        where.refusal = ApiError(422, "Version 8 is rejected and no candidate any more.")
        where.learner.moved()
        state = await where.until(lambda state: not state["last"]["waits"])
        assert state["last"]["reason"] == (
            "published; it waits: Busy. Not promoted: Version 8 is rejected and no candidate any more."
        )


@pytest.mark.parametrize(
    "fault",
    [ApiError(503, "The engine stopped.", code="engine_lost", retry_after=5), ApiError(507, "The disk is full.")],
)
async def test_a_version_whose_promotion_meets_a_fault_that_passes_waits_for_that(
    tmp_path: Path, fault: ApiError
) -> None:
    where = Site(tmp_path / "data", "publish", {"learn": False}, refusal=fault)
    async with where.open():
        token = (await where.post("/admin/lease", {})).json()["token"]
        ended = {"cycle": "far", "outcome": "published", "reason": "better", "version": 8}
        kept = (await where.post("/admin/learner/outcome", ended, token)).json()
        assert (kept["waits"], kept["reason"]) == (True, f"better; it waits: {fault.message}")
        where.refusal = None
        where.learner.moved()
        last = await where.last("promoted")
        assert (last["waits"], last["reason"]) == (False, f"better; it waits: {fault.message} Its turn has come.")
        assert where.promoted == [8]


async def test_an_older_version_that_waits_does_not_undo_a_newer_one(tmp_path: Path) -> None:
    # Nobody comes back after this while before something has changed.
    fault = ApiError(503, "The engine stopped.", retry_after=10**6)
    where = Site(tmp_path / "data", "publish", {"learn": False}, refusal=fault)
    async with where.open():
        token = (await where.post("/admin/lease", {})).json()["token"]
        for version, refusal in ((8, fault), (9, None)):
            where.refusal = refusal
            ended = {"cycle": f"far-{version}", "outcome": "published", "reason": "better", "version": version}
            await where.post("/admin/learner/outcome", ended, token)
        newest, older = await where.cycles()
        assert [(one["outcome"], one["waits"]) for one in (newest, older)] == [
            ("promoted", False),
            ("published", False),
        ]
        assert older["reason"].endswith("The engine stopped. Version 9, which is newer, took its turn.")
        assert where.promoted == [9]


class Picky(Site):
    """Nothing is wrong any more but with version 9."""

    async def promote(self, version: int) -> Outcome:
        if version == 9 and self.refusal is None:
            raise ApiError(422, "It fails its probe.")
        return await super().promote(version)


async def test_where_the_newest_that_waited_is_refused_the_one_before_has_its_turn(tmp_path: Path) -> None:
    where = Picky(tmp_path / "data", "publish", {"learn": False}, refusal=ApiError(422, "Busy.", code="on_trial"))
    async with where.open():
        token = (await where.post("/admin/lease", {})).json()["token"]
        for version in (8, 9):
            ended = {"cycle": f"far-{version}", "outcome": "published", "reason": "better", "version": version}
            await where.post("/admin/learner/outcome", ended, token)
        where.refusal = None
        where.learner.moved()
        await where.until(lambda _: where.promoted == [8])
        newest, older = await where.cycles()
        assert (newest["outcome"], newest["waits"], older["outcome"]) == ("published", False, "promoted")
        assert newest["reason"] == "better; it waits: Busy. Not promoted: It fails its probe."


async def test_a_fault_while_it_looks_ends_no_learning(site: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    here = await site("publish", learn_after=1)
    reached, mark = asyncio.Event(), here.store.mark

    async def broken() -> Mark:
        if not reached.is_set():
            reached.set()
            raise RuntimeError("a fault")
        return await mark()

    monkeypatch.setattr(here.store, "mark", broken)
    await asyncio.wait_for(reached.wait(), 60)
    await here.votes(1)
    await here.last("promoted")


async def test_votes_that_nothing_is_kept_of_begin_no_cycle(site: Opened) -> None:
    here = await site("publish", learn_after=2)
    await here.votes(5, keep=False)
    state = await here.until(lambda state: state["votes"] == 5)
    assert (state["votes_since_last"], here.started) == (0, [])


# A learner elsewhere


async def test_a_paused_cycle_of_a_learner_elsewhere_can_be_cancelled(site: Opened) -> None:
    here = await site("publish", learn_after=1)
    token = (await here.post("/admin/lease", {"holder": "far:1", "seconds": 60})).json()["token"]
    report = {"cycle": "far-away", "stage": "ppo", "done": 2}
    assert (await here.post("/admin/learner/progress", report, token)).json() == {"continue": True}
    await here.post("/admin/learner/pause")
    assert (await here.post("/admin/learner/progress", report, token)).json() == {"continue": False}
    ended = {"cycle": "far-away", "outcome": "cancelled", "reason": "it was told to end"}
    assert (await here.post("/admin/learner/outcome", ended, token)).json()["outcome"] == "paused"
    assert (await here.state())["unfinished"] == "far-away"
    state = (await here.post("/admin/learner/cancel")).json()
    assert (state["unfinished"], state["last"]["outcome"]) == (None, "cancelled")
    assert said(await here.post("/admin/learner/progress", report, token)) == (422, "cycle_ended")


async def test_a_learner_elsewhere_is_followed_and_the_schedule_waits(site: Opened) -> None:
    here = await site("publish", learn_after=1)
    token = (await here.post("/admin/lease", {"holder": "far:1", "seconds": 60})).json()["token"]
    await here.votes(3)
    report = {"cycle": "far-away", "stage": "ppo", "done": 2}
    assert (await here.post("/admin/learner/progress", report, token)).json() == {"continue": True}
    state = await here.state()
    assert (state["state"], state["cycle"]["id"], state["cycle"]["by"]) == ("running", "far-away", "remote")
    assert said(await here.post("/admin/learner/run")) == (422, "already_running")
    assert said(await here.post("/admin/lease", {"holder": "b"})) == (423, "lease_held")
    ended = {"cycle": "far-away", "outcome": "stopped", "reason": "no better than chance", "metrics": {"pairs": 3}}
    assert (await here.post("/admin/learner/outcome", ended, token)).json()["outcome"] == "stopped"
    assert said(await here.post("/admin/learner/progress", report, token)) == (422, "cycle_ended")
    assert here.started == []


@pytest.mark.parametrize("outcome", ["published", "rejected"])
async def test_an_outcome_whose_answer_was_lost_is_told_again_as_it_was_kept(tmp_path: Path, outcome: str) -> None:
    where = Site(tmp_path / "data", "publish", {"learn": False})
    ended: dict[str, Any] = {"cycle": "far", "outcome": outcome, "reason": "so it is", "metrics": {"kl": 1.5, "n": [3]}}
    if outcome == "published":
        ended["version"] = 8
    async with where.open():
        token = (await where.post("/admin/lease", {})).json()["token"]
        kept = [(await where.post("/admin/learner/outcome", ended, token)).json() for _ in range(2)]
    async with where.open():
        kept.append((await where.post("/admin/learner/outcome", ended, token)).json())
        assert kept[0]["outcome"] == {"published": "promoted"}.get(outcome, outcome)
        assert kept == kept[:1] * 3
        assert where.promoted == ([8] if outcome == "published" else [])
        for other in ({"outcome": "stopped"}, {"metrics": {}}, {"version": 9}):
            assert said(await where.post("/admin/learner/outcome", ended | other, token)) == (422, "cycle_ended")


async def test_an_outcome_that_is_repeated_before_its_answer_counts_once(site: Opened) -> None:
    here = await site(learn=False)
    twice = (here.learner.conclude("far", "published", "better", 8, {}) for _ in range(2))
    first, second = await asyncio.gather(*twice)
    assert first == second
    assert (here.promoted, first.attempts) == ([8], 1)


async def test_a_learner_that_was_paused_and_says_so_twice_goes_on_later(site: Opened) -> None:
    here = await site()
    token = (await here.post("/admin/lease", {})).json()["token"]
    report = {"cycle": "far", "stage": "ppo"}
    await here.post("/admin/learner/progress", report, token)
    await here.post("/admin/learner/pause")
    for _ in range(2):
        kept = await here.post("/admin/learner/outcome", {"cycle": "far", "outcome": "cancelled"}, token)
        assert kept.json()["outcome"] == "paused"
    await here.post("/admin/learner/resume")
    assert (await here.post("/admin/learner/progress", report, token)).json() == {"continue": True}


async def test_cancelling_reaches_a_learner_elsewhere(site: Opened) -> None:
    here = await site()
    token = (await here.post("/admin/lease", {})).json()["token"]
    report = {"cycle": "far", "stage": "ppo"}
    await here.post("/admin/learner/progress", report, token)
    await here.post("/admin/learner/cancel")
    assert (await here.post("/admin/learner/progress", report, token)).json() == {"continue": False}
    await here.post("/admin/learner/outcome", {"cycle": "far", "outcome": "cancelled"}, token)
    assert (await here.state())["last"]["outcome"] == "cancelled"


async def test_a_learner_elsewhere_that_is_gone_is_interrupted_and_may_come_back(site: Opened) -> None:
    here = await site()
    token = (await here.post("/admin/lease", {"seconds": 0.3})).json()["token"]
    report = {"cycle": "far", "stage": "ppo"}
    await here.post("/admin/learner/progress", report, token)
    await here.until(lambda state: state["cycle"] is None)
    assert (await here.cycles())[0]["outcome"] == "interrupted"
    assert said(await here.post("/admin/learner/progress", report, token)) == (403, "stale_lease")
    await here.http.put("/admin/lease", json={"seconds": 60}, headers={"x-attune-lease": str(token)})
    assert (await here.post("/admin/learner/progress", report, token)).json() == {"continue": True}
    assert [(cycle["id"], cycle["attempts"]) for cycle in await here.cycles()] == [("far", 2)]


async def test_while_the_servers_own_learner_is_at_work_nobody_gets_the_lease(site: Opened) -> None:
    here = await site("obedient", learn_after=1)
    await here.votes(1)
    await here.until(lambda state: state["cycle"] is not None)
    assert said(await here.post("/admin/lease", {"holder": "far"})) == (423, "lease_held")


async def test_a_learner_that_wakes_while_the_servers_own_one_starts_has_lost_its_lease(site: Opened) -> None:
    here = await site("late", learn_after=1)
    token = (await here.post("/admin/lease", {"seconds": 0.01})).json()["token"]
    await here.votes(1)
    await eventually(children)
    assert (await here.state())["lease"] is None, "the child has not taken it yet"
    late = await here.http.put("/admin/lease", json={"seconds": 60}, headers={"x-attune-lease": str(token)})
    assert said(late) == (403, "stale_lease")
    assert here.lease.held() is None


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "progress", {"cycle": "far", "stage": "ppo"}),
        ("POST", "outcome", {"cycle": "far", "outcome": "rejected"}),
        ("PUT", "cycles/far/opinions", {"of": {}}),
    ],
)
async def test_a_report_that_takes_longer_than_its_lease_is_refused(
    site: Opened, method: str, path: str, body: dict[str, Any]
) -> None:
    here = await site()
    token = (await here.post("/admin/lease", {})).json()["token"]
    lease = {"x-attune-lease": str(token)}
    await here.post("/admin/learner/progress", {"cycle": "far", "stage": "reward"}, token)
    before = await here.cycles()

    async def slowly() -> AsyncIterator[bytes]:
        whole = json.dumps(body).encode()
        yield whole[:5]
        await here.http.delete("/admin/lease", headers=lease)
        yield whole[5:]

    sent = await here.http.request(method, f"/admin/learner/{path}", content=slowly(), headers=lease)
    assert said(sent) == (403, "stale_lease")
    (cycle,) = await here.cycles()
    assert cycle["outcome"] in ("running", "interrupted"), "nothing was concluded"
    assert cycle["id"] == before[0]["id"]
    assert here.learner.cycles.trail("far")[-1]["stage"] == "reward"


@pytest.mark.parametrize("lease", [None, "0", "7", "x"])
async def test_reports_need_the_lease(site: Opened, lease: str | None) -> None:
    here = await site()
    await here.post("/admin/lease", {})
    for path, body in (
        ("/admin/learner/progress", {"cycle": "a", "stage": "ppo"}),
        ("/admin/learner/outcome", {"cycle": "a", "outcome": "stopped"}),
    ):
        assert said(await here.post(path, body, lease)) == (403, "stale_lease")
    assert await here.cycles() == []


@pytest.mark.parametrize(
    ("path", "body", "param"),
    [
        ("progress", {"stage": "ppo"}, "cycle"),
        ("progress", {"cycle": "../../etc", "stage": "ppo"}, "cycle"),
        ("progress", {"cycle": "a", "stage": "ppo", "done": -1}, "done"),
        ("progress", {"cycle": "a", "stage": "ppo", "metrics": [1]}, "metrics"),
        ("outcome", {"cycle": "a", "outcome": "promoted?"}, "outcome"),
        ("outcome", {"cycle": "a", "outcome": "published"}, "version"),
        ("outcome", {"cycle": "a", "outcome": "published", "version": "one"}, "version"),
    ],
)
async def test_a_report_that_makes_no_sense_names_its_field(
    site: Opened, path: str, body: dict[str, Any], param: str
) -> None:
    here = await site()
    token = (await here.post("/admin/lease", {})).json()["token"]
    response = await here.post(f"/admin/learner/{path}", body, token)
    assert response.status_code in (400, 422)
    assert response.json()["error"]["param"] == param


async def test_the_lease_is_renewed_and_released_over_http(site: Opened) -> None:
    here = await site()
    granted = (await here.post("/admin/lease", {"holder": "a", "seconds": 50})).json()
    assert granted["token"] == 1
    assert granted["expires_in"] == pytest.approx(50, abs=5)
    headers = {"x-attune-lease": "1"}
    renewed = (await here.http.put("/admin/lease", json={"seconds": 90}, headers=headers)).json()
    assert renewed["expires_in"] == pytest.approx(90, abs=5)
    assert (await here.http.delete("/admin/lease", headers=headers)).json() == {"released": True}
    assert (await here.post("/admin/lease", {"holder": "b"})).json()["token"] == 2
    assert said(await here.http.delete("/admin/lease", headers=headers)) == (403, "stale_lease")
    for seconds in (0, -1, 601, "long"):
        assert (await here.post("/admin/lease", {"seconds": seconds})).json()["error"]["param"] == "seconds"


# Keys, events, the process


async def test_the_child_has_a_key_of_its_own_that_opens_little(site: Opened) -> None:
    here = await site("obedient", api_key=["sk-ada"], learn_after=1)
    await here.votes(1)
    await here.until(lambda state: state["cycle"] and state["cycle"]["stage"] == "ppo")
    (child,) = children()
    assert here.learner.key not in " ".join(child.cmdline())
    assert here.learner.key not in child.environ().values()
    assert len(here.learner.key) >= 43
    async with httpx.AsyncClient(base_url=here.learner.url) as nobody:
        assert (await nobody.get("/admin/learner")).status_code == 401
        eve = await nobody.get("/admin/learner", headers={"authorization": "Bearer wrong"})
        assert said(eve) == (401, "invalid_api_key")


async def test_events_begin_with_a_snapshot_and_tell_every_change(site: Opened) -> None:
    here = await site("publish", learn_after=1)
    names, stages = [], []
    async with here.http.stream("GET", "/admin/learner/events") as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        await here.votes(1)
        async for line in response.aiter_lines():
            if line.startswith("event: "):
                names.append(line.removeprefix("event: "))
            elif line.startswith("data: "):
                shown = json.loads(line.removeprefix("data: "))
                stages.append(shown["cycle"] and shown["cycle"]["stage"])
                if shown["last"]:
                    break
    assert (names[0], set(names[1:])) == ("snapshot", {"change"})
    assert [stage for at, stage in enumerate(stages) if at == 0 or stage != stages[at - 1]] == [
        None,
        "starting",
        "reward",
        None,
    ]


async def test_a_move_of_the_versions_is_an_event(site: Opened) -> None:
    here = await site(learn=False)
    async with here.http.stream("GET", "/admin/learner/events") as response:
        lines = response.aiter_lines()

        async def serving() -> Any:
            async for line in lines:
                if line.startswith("data: "):
                    return json.loads(line.removeprefix("data: "))["serving"]

        assert await serving() == {"live": 0, "canary": None}
        here.serving = {"live": 0, "canary": 2}
        here.learner.moved()
        # An event from before the move may still be on its way.
        while await asyncio.wait_for(serving(), 30) != here.serving:
            pass


async def test_the_end_of_the_server_ends_event_streams(tmp_path: Path) -> None:
    where = Site(tmp_path / "data")
    async with where.open(), where.http.stream("GET", "/admin/learner/events") as response:
        lines = response.aiter_lines()
        assert await anext(lines) == "event: snapshot"
        await where.learner.stop()
        assert [line async for line in lines][-1] == ""


LONELY = """
import os, sys, threading, time, types
def main(arguments, key):
    spins = os.environ.get("GOMP_SPINCOUNT")
    here = lambda: print(arguments, key, os.nice(0), os.sched_getscheduler(0), spins, flush=True)
    threading.Thread(target=here).start()
    time.sleep(60)
sys.modules["policy.learner"] = types.SimpleNamespace(main=main)
from server.learning.process import main
sys.exit(main())
"""


async def test_a_learner_of_normal_priority_claims_as_much_as_the_server(tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = await learner_child.Child.start([sys.executable, "-c", LONELY, "normal"], "secret", log)
    await eventually(log.read_text)
    assert log.read_text() == f"[] secret {os.nice(0)} {os.sched_getscheduler(0)} None\n"
    await child.end(0)


async def test_a_learner_ends_with_the_server_that_was_killed(tmp_path: Path) -> None:
    """The pipe that the kernel closes with the server is closed here."""
    log = tmp_path / "log"
    child = await learner_child.Child.start([sys.executable, "-c", LONELY, "idle", "--once"], "secret", log)
    await eventually(log.read_text)
    assert log.read_text() == f"['--once'] secret 19 {os.SCHED_IDLE} 1000\n"
    # Ctrl-C in the terminal of the server does not reach it; its claim on the processors is weighed with the server's.
    assert os.getpgid(child.pid) == child.pid
    assert os.getsid(child.pid) == os.getsid(0)
    child._process.stdin.close()  # type: ignore[union-attr]
    assert await asyncio.wait_for(child.wait(), 20) == -signal.SIGTERM


def test_the_learners_command_line_is_the_one_it_reads() -> None:
    from policy.learner import parser

    settings = Settings.model_validate({"data": "kept", "learn_device": "cuda:1,cuda:2"})
    command = learner.learner_command(settings, "http://127.0.0.1:1", "cycle-000001")
    assert list(command[:4]) == [sys.executable, "-m", "server.learning.process", "idle"]
    options = parser().parse_args(command[4:])
    assert (options.server, options.work, options.cycle) == (
        "http://127.0.0.1:1",
        Path("kept/learner/work"),
        "cycle-000001",
    )
    assert (options.once, options.model, options.chat_template) == (True, Path(settings.model_path), None)
    assert options.threads == os.cpu_count()
    assert options.device == "cuda:1,cuda:2"


def test_a_learner_of_normal_priority_takes_half_the_cores() -> None:
    from policy.learner import parser

    command = learner.learner_command(Settings(learn_priority="normal"), "http://127.0.0.1:1", "cycle-000001")
    assert command[3] == "normal"
    assert parser().parse_args(command[4:]).threads == max(1, (os.cpu_count() or 2) // 2)


def test_the_learner_is_told_the_servers_chat_template(tmp_path: Path) -> None:
    from policy.learner import parser

    template = tmp_path / "own.jinja"
    template.write_text("{{ messages[0].content }}")
    command = learner.learner_command(Settings(chat_template=template), "http://127.0.0.1:1", "cycle-000001")
    assert parser().parse_args(command[4:]).chat_template == template

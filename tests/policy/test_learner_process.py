"""What the learner's process leaves on the disk and how it goes on; `tests/bad_input/` runs whole cycles in it."""

import asyncio
import json
import os
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from policy import learner as policy_learner
from policy import server_client
from policy.cycle.folder import EXAMPLES, PARENT, forget, prune
from policy.learner import follow
from policy.server_client import LeaseLostError, ServerClient
from server.errors import ApiError
from server.learning import learner as server_learner
from tests.scripted_http import ScriptedHandler, ScriptedServer, serving
from tests.server.learning import Site


class Enough(Exception):
    """Ends a loop that ends by nothing else."""


def folders(work: Path) -> set[str]:
    return {path.name for path in work.iterdir()}


def begun(folder: Path, at: int, *names: str) -> None:
    """A cycle's folder with such files, that old."""
    folder.mkdir()
    for name in names:
        (folder / name).write_text("{}")
        os.utime(folder / name, (at, at))


def test_folders_of_old_cycles_are_removed_and_nothing_that_is_no_cycles(tmp_path: Path) -> None:
    for name in ("curves", "documents", "photos", "trails", "work"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "kept").touch()
    # Of two learners, in the order in which they ran: names alone do not tell it.
    for age, name in enumerate(["20261121-101112", "cycle-000001", "cycle-000002", "20261121-131415"]):
        begun(tmp_path / name, 1_000 + age, PARENT)
    prune(tmp_path)
    assert folders(tmp_path) == {
        *("curves", "documents", "photos", "trails", "work"),
        *("cycle-000001", "cycle-000002", "20261121-131415"),
    }


def test_cycles_that_were_killed_before_they_knew_their_champion_are_removed_like_others(tmp_path: Path) -> None:
    begun(tmp_path / "killed", 1_000, EXAMPLES)
    begun(tmp_path / "one", 1_001, EXAMPLES, PARENT)
    begun(tmp_path / "two", 1_002, PARENT)
    begun(tmp_path / "paused", 1_003, EXAMPLES)
    prune(tmp_path)
    assert folders(tmp_path) == {"one", "two", "paused"}
    assert (tmp_path / "paused" / EXAMPLES).exists(), "it goes on from there"


def test_what_people_said_is_removed_from_all_cycles_and_nothing_else_is(tmp_path: Path) -> None:
    begun(tmp_path / "before", 1_000, EXAMPLES, PARENT, "ppo.safetensors")
    begun(tmp_path / "killed", 1_001, EXAMPLES, f".{EXAMPLES}.partial")
    begun(tmp_path / "unknown", 1_002, "kept")
    (tmp_path / EXAMPLES).touch()
    forget(tmp_path)
    assert folders(tmp_path) == {"before", "unknown", EXAMPLES}, "an empty folder goes with what was in it"
    assert {path.name for path in (tmp_path / "before").iterdir()} == {PARENT, "ppo.safetensors"}


class Away(ScriptedServer):
    """A server that is being started, and has something to learn from once it is there."""

    def __init__(self) -> None:
        super().__init__(AwayHandler)
        self.looks = 0


class AwayHandler(ScriptedHandler):
    server: Away

    def do_GET(self) -> None:
        self.server.looks += 1
        answers: dict[str, Any] = {"/admin/learner": {"due": True}, "/admin/learner/cycles?limit=1": {"data": []}}
        here = self.server.looks > 2
        self.answer(200 if here else 503, json.dumps(answers[self.path] if here else {}).encode())


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Iterator[Away]:
    monkeypatch.setattr(server_client, "TRIES", 1)
    monkeypatch.setattr(policy_learner, "POLL_SECONDS", 0.01)
    with serving(Away()) as server:
        yield server


def test_a_learner_that_waits_for_votes_outlasts_a_server_that_is_away(
    away: Away, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def run_cycle(server: ServerClient, options: Namespace, name: str) -> int:
        raise Enough

    monkeypatch.setattr(policy_learner, "run_cycle", run_cycle)
    with ServerClient(away.url) as server, pytest.raises(Enough):
        follow(server, Namespace(cycle=None, work=tmp_path))
    assert [record.message.rsplit(maxsplit=1)[-1] for record in caplog.records if record.levelname == "ERROR"] == [
        "503",
        "503",
    ]


async def test_a_paused_cycle_of_a_learner_elsewhere_goes_on_under_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It keeps what people said until then, and no longer; the one after it has a name of its own."""
    monkeypatch.setattr(server_learner, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(policy_learner, "POLL_SECONDS", 0.01)
    names = iter(["first", "second"])
    monkeypatch.setattr(policy_learner, "new_name", lambda: next(names))
    work = tmp_path / "work"
    ran: list[tuple[str, bool]] = []

    def run(server: ServerClient, name: str, folder: Path, options: Namespace) -> dict[str, Any]:
        ran.append((name, (folder / EXAMPLES).exists()))
        if len(ran) == 3:
            raise Enough
        folder.mkdir(parents=True, exist_ok=True)
        for file in (EXAMPLES, PARENT):
            (folder / file).write_text("{}")
        told = {"cycle": name, "stage": "collect"}
        assert server.progress(told)
        if len(ran) == 2:
            return {"outcome": "stopped", "reason": "not above chance"}
        server.ask("POST", "/admin/learner/pause")
        assert not server.progress(told)
        return {"outcome": "cancelled", "reason": "it was told to stop"}

    monkeypatch.setattr(policy_learner, "_run", run)
    async with Site(tmp_path / "data", options={"learn": False, "learn_after": 2}).open() as here:
        with ServerClient(here.learner.url) as server:
            await here.votes(2)
            following = asyncio.create_task(asyncio.to_thread(follow, server, Namespace(cycle=None, work=work)))
            await here.until(lambda state: state["state"] == "paused" and not state["cycle"] and not state["lease"])
            assert [(one["id"], one["outcome"]) for one in await here.cycles()] == [("first", "paused")]
            await here.post("/admin/learner/resume")
            await here.last("stopped")
            await here.votes(2, prefix="d")
            with pytest.raises(Enough):
                await following
        assert ran == [("first", False), ("first", True), ("second", False)]
        assert {file.name for file in (work / "first").iterdir()} == {PARENT}


async def test_a_learner_that_lost_its_lease_can_wait_for_the_next(tmp_path: Path) -> None:
    async with Site(tmp_path / "data", options={"learn": False}).open() as here:
        other = 0

        def lose() -> None:
            nonlocal other
            with server.lease("one", seconds=1):
                while not other:
                    here.lease.release("1")
                    with suppress(ApiError):  # renewed in between
                        other = here.lease.acquire("another", 600).token
                deadline = time.monotonic() + 60
                while time.monotonic() < deadline:
                    server.learner()

        with ServerClient(here.learner.url) as server:
            with pytest.raises(LeaseLostError, match="the lease was lost"):
                await asyncio.to_thread(lose)
            assert (await asyncio.to_thread(server.learner))["lease"]["token"] == other
            here.lease.release(str(other))

            def learn() -> bool:
                with server.lease("one"):
                    return server.progress({"cycle": "next", "stage": "collect"})

            assert await asyncio.to_thread(learn)

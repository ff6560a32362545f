"""What the learner's process leaves on the disk and how it goes on; `tests/bad_input/` runs whole cycles in it."""

import asyncio
import os
import time
from contextlib import suppress
from pathlib import Path

import pytest

from policy.cycle import PARENT
from policy.learner import prune
from policy.server_client import LeaseLostError, ServerClient
from server.errors import ApiError
from tests.server.learning import Site


def folders(work: Path) -> set[str]:
    return {path.name for path in work.iterdir()}


def test_folders_of_old_cycles_are_removed_and_nothing_that_is_no_cycles(tmp_path: Path) -> None:
    for name in ("curves", "documents", "photos", "trails", "work"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "kept").touch()
    # Of two learners, in the order in which they ran: names alone do not tell it.
    for age, name in enumerate(["20261121-101112", "cycle-000001", "cycle-000002", "20261121-131415"]):
        (tmp_path / name).mkdir()
        (file := tmp_path / name / PARENT).touch()
        os.utime(file, (1_000 + age, 1_000 + age))
    prune(tmp_path)
    assert folders(tmp_path) == {
        *("curves", "documents", "photos", "trails", "work"),
        *("cycle-000001", "cycle-000002", "20261121-131415"),
    }


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

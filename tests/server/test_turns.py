"""Who may enter the engine, and when."""

import asyncio
from collections.abc import Callable

import pytest

from server.completions import turns as turns_module
from server.completions.turns import FEW, Turns

LEARNER = 10


async def now(turns: Turns, priority: int, replies: int = 1) -> Callable[[], None]:
    """A turn that is given without waiting."""
    return await asyncio.wait_for(turns.take(priority, replies), 0.01)


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_nobody_waits_while_one_kind_is_alone() -> None:
    for priority in (0, LEARNER):
        turns = Turns()
        for _ in range(100):
            await now(turns, priority)


async def test_people_never_wait() -> None:
    turns = Turns()
    for _ in range(100):
        await now(turns, LEARNER)
    for _ in range(100):
        await now(turns, 0, replies=16)


async def test_while_a_person_is_served_few_of_the_others_are_and_the_next_comes_in_when_one_is_done() -> None:
    turns = Turns()
    await now(turns, 0)
    inside = [await now(turns, LEARNER) for _ in range(FEW)]
    waiting = [asyncio.create_task(turns.take(LEARNER, 1)) for _ in range(3)]
    await settled()
    assert not any(task.done() for task in waiting)
    inside[0]()
    await settled()
    assert [task.done() for task in waiting] == [True, False, False]
    waiting[0].result()()
    await settled()
    assert [task.done() for task in waiting] == [True, True, False]
    waiting[2].cancel()


async def test_all_come_in_a_moment_after_the_last_person_was_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "STAY_SECONDS", 0.5)
    turns = Turns()
    people = [await now(turns, 0) for _ in range(2)]
    await now(turns, LEARNER, replies=FEW)
    waiting = [asyncio.create_task(turns.take(LEARNER, 1)) for _ in range(30)]
    people[0]()
    await settled()
    assert not any(task.done() for task in waiting)
    people[1]()
    await settled()
    assert not any(task.done() for task in waiting)
    await asyncio.wait_for(asyncio.gather(*waiting), 30)


async def test_what_was_inside_before_the_person_came_counts() -> None:
    turns = Turns()
    inside = [await now(turns, LEARNER) for _ in range(FEW + 5)]
    await now(turns, 0)
    waiting = asyncio.create_task(turns.take(LEARNER, 1))
    for leave in inside[:5]:
        leave()
        await settled()
    assert not waiting.done()
    inside[5]()
    await settled()
    assert waiting.done()


async def test_one_that_wants_more_than_few_comes_in_when_it_is_the_only_one_of_its_kind() -> None:
    turns = Turns()
    await now(turns, 0)
    leave = await now(turns, LEARNER)
    waiting = asyncio.create_task(turns.take(LEARNER, FEW + 1))
    await settled()
    assert not waiting.done()
    leave()
    await settled()
    assert waiting.done()


async def test_one_that_gave_up_waiting_takes_no_place() -> None:
    turns = Turns()
    await now(turns, 0)
    leave = await now(turns, LEARNER, replies=FEW)
    waiting = asyncio.create_task(turns.take(LEARNER, 1))
    await settled()
    waiting.cancel()
    await settled()
    leave()
    await now(turns, LEARNER, replies=FEW)

"""When a cycle of learning is due: times in seconds since the server began, worked out by hand."""

import pytest

from feedback.training_rows import Mark
from server.learning.cycles import Cycle, State
from server.learning.schedule import Schedule, Votes, retry_at, to_resume, unfinished, used

DAILY = Schedule(after=30, every=86_400)
NEVER = Schedule(after=30, every=0)


def cycle(state: State, started: float = 100, votes: int = 30, number: int = 1, ended: float = 200) -> Cycle:
    return Cycle(f"cycle-{number:06}", "schedule", Mark(votes), started, state=state, ended=ended)


def due(schedule: Schedule, cycles: list[Cycle], *, cast: int, new: int, now: float) -> bool:
    return schedule.due(cycles, Votes(cast, new), now, 0.0)


def test_the_first_cycle_comes_with_enough_votes() -> None:
    assert not due(DAILY, [], cast=29, new=29, now=10)
    assert due(DAILY, [], cast=30, new=30, now=10)


def test_a_day_after_the_last_one_a_single_vote_is_enough() -> None:
    last = [cycle("rejected", started=100)]
    assert not due(DAILY, last, cast=31, new=1, now=86_499)
    assert due(DAILY, last, cast=31, new=1, now=86_500)
    assert not due(DAILY, last, cast=30, new=0, now=10**7)
    assert not due(NEVER, last, cast=31, new=1, now=10**7)
    assert due(DAILY, [], cast=1, new=1, now=86_400)


def test_after_a_failure_it_waits_and_then_tries_the_same_votes() -> None:
    failed = [cycle("failed", votes=30, ended=200)]
    assert not due(NEVER, failed, cast=30, new=30, now=259)
    assert due(NEVER, failed, cast=30, new=30, now=260)
    # As many votes again as a cycle needs are a reason not to wait.
    assert not due(NEVER, failed, cast=59, new=59, now=201)
    assert due(NEVER, failed, cast=60, new=60, now=201)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(1, 60), (2, 240), (3, 960), (4, 3840), (5, 15_360), (6, 61_440), (7, 86_400), (400, 86_400)],
)
def test_each_failure_in_a_row_waits_four_times_as_long_up_to_a_day(failures: int, seconds: float) -> None:
    cycles = [cycle("rejected"), *(cycle("failed", ended=1000, number=2 + at) for at in range(failures))]
    assert retry_at(cycles) == 1000 + seconds


def test_any_other_end_ends_the_row_of_failures() -> None:
    assert retry_at([]) is None
    assert retry_at([cycle("failed"), cycle("stopped", number=2)]) is None


def test_a_cycle_that_was_left_goes_on_whatever_the_votes() -> None:
    assert due(NEVER, [cycle("interrupted")], cast=30, new=0, now=300)
    assert to_resume([cycle("failed"), cycle("paused", number=2)]) == cycle("paused", number=2)
    for over in ("promoted", "published", "rejected", "stopped", "cancelled", "failed", "running"):
        assert unfinished([cycle("interrupted"), cycle(over, number=2)]) is None
    assert unfinished([]) is None


def test_a_cycle_of_a_learner_elsewhere_is_left_to_it() -> None:
    far = Cycle("far", "remote", Mark(), 1, state="interrupted")
    assert (unfinished([far]), to_resume([far])) == (far, None)


def test_votes_are_used_by_whatever_did_not_fail() -> None:
    assert used([]) == Mark()
    history = [
        cycle("rejected", votes=10),
        cycle("failed", votes=20, number=2),
        cycle("interrupted", votes=30, number=3),
    ]
    assert used(history) == Mark(10)
    assert used([*history, cycle("cancelled", votes=40, number=4)]) == Mark(40)

"""What people said, summed up; expected values by hand."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

import pytest

from feedback.sql import overview as sql
from feedback.sql import preferences, votes
from feedback.sql.overview import DAY, HOUR
from feedback.store import Store
from feedback.types import NewPreference, NewVote

Complete = Callable[..., Awaitable[None]]

NOON = 1_700_049_600
"""14 November 2023, 12:00 UTC."""


async def cast(store: Store, new: NewVote | NewPreference, at: int) -> None:
    """Cast as of a time."""
    if isinstance(new, NewVote):
        await store._write(lambda db: votes.cast(db, new, at))
    else:
        await store._write(lambda db: preferences.cast(db, new, at))


async def test_votes_are_counted_by_version_hour_reason_and_rater(store: Store, complete: Complete) -> None:
    await complete("a", policy_version=0)
    await complete("b", policy_version=1)
    await complete("c", policy_version=1)
    await cast(store, NewVote("a", "down", "ada", ["wrong", "too long"]), NOON)
    await cast(store, NewVote("b", "down", "ada"), NOON + 10)
    await cast(store, NewVote("b", "up", "ada", ["friendly"]), NOON + 20)  # in place of the one before
    await cast(store, NewVote("b", "up", "bob", ["friendly"]), NOON + HOUR)
    await cast(store, NewVote("c", "down", "bob", ["wrong"], id="taken-back"), NOON + HOUR)
    await store.retract("taken-back", "bob")
    found = asdict(await store.overview())
    assert (found["counted"], found["truncated"], found["step"]) == (3, False, HOUR)
    assert found["versions"] == [version(1, up=2), version(0, down=1)]
    assert found["times"] == [
        {"at": NOON, "up": 1, "down": 1, "choices": 0},
        {"at": NOON + HOUR, "up": 1, "down": 0, "choices": 0},
    ]
    assert found["reasons"] == [
        {"reason": "friendly", "up": 2, "down": 0},
        {"reason": "too long", "up": 0, "down": 1},
        {"reason": "wrong", "up": 0, "down": 1},
    ]
    assert found["raters"] == [
        {"rater": "ada", "up": 1, "down": 1, "choices": 0, "last": NOON + 20},
        {"rater": "bob", "up": 1, "down": 0, "choices": 0, "last": NOON + HOUR},
    ]


async def test_a_choice_says_something_of_versions_only_between_two(store: Store, complete: Complete) -> None:
    for name, number in (("a", 0), ("b", 1), ("c", 1)):
        await complete(name, policy_version=number)
    await cast(store, NewPreference(["a", "b"], {"chosen": "b"}, "ada"), NOON)
    await cast(store, NewPreference(["a", "c"], "both_bad", "ada"), NOON)
    await cast(store, NewPreference(["b", "c"], {"chosen": "c"}, "ada"), NOON)
    await cast(store, NewPreference(["a", "b", "c"], {"ranking": [["b", "c"], ["a"]]}, "ada"), NOON)
    await cast(store, NewPreference(["a", "b", "c"], {"ranking": [["a", "b"], ["c"]]}, "bob"), NOON + 4 * DAY)
    found = asdict(await store.overview())
    assert found["versions"] == [version(1, won=2, undecided=2), version(0, lost=2, undecided=2)]
    assert found["step"] == DAY
    assert [(one["at"] % DAY, one["choices"]) for one in found["times"]] == [(0, 4), (0, 1)]
    assert [(rater["rater"], rater["choices"]) for rater in found["raters"]] == [("ada", 4), ("bob", 1)]


async def test_a_bound_keeps_the_newest(store: Store, complete: Complete, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql, "MOST", 2)
    monkeypatch.setattr(sql, "VOTES", sql.VOTES.replace("LIMIT 10001", "LIMIT 3"))
    for number in range(3):
        await complete(f"c{number}", policy_version=number)
        await cast(store, NewVote(f"c{number}", "up", "ada"), NOON + number)
    found = await store.overview()
    assert (found.counted, found.truncated) == (2, True)
    assert [one.version for one in found.versions] == [2, 1]


async def test_those_who_voted_most_are_named_and_all_are_counted(
    store: Store, complete: Complete, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql, "NAMED", 2)
    for name in ("a", "b"):
        await complete(name)
    for rater, voted in (("ada", "a"), ("bob", "ab"), ("cy", "a")):
        for name in voted:
            await cast(store, NewVote(name, "up", rater), NOON)
    found = await store.overview()
    assert ([one.rater for one in found.raters], found.all_raters) == (["bob", "ada"], 3)


async def test_nothing_was_said(store: Store) -> None:
    found = asdict(await store.overview())
    assert found == {
        "counted": 0,
        "truncated": False,
        "step": HOUR,
        "versions": [],
        "times": [],
        "reasons": [],
        "raters": [],
        "all_raters": 0,
    }


def version(number: int, **said: int) -> dict[str, Any]:
    """What is expected of a version."""
    return {"version": number, "up": 0, "down": 0, "won": 0, "lost": 0, "undecided": 0} | said

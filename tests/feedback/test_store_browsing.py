"""Votes listed by what they say; expected values by hand."""

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from feedback.sql import context, listings
from feedback.sql.listings import VoteFilter
from feedback.sql.paging import Span
from feedback.sql.readers import connect_read_only
from feedback.store import Store
from feedback.types import NewPreference, NewVote

Complete = Callable[..., Awaitable[None]]
NEWEST = Span(None, 20, "desc")


async def fill(store: Store, complete: Complete) -> None:
    """Four thumbs, one of them changed, and a choice of each kind."""
    await complete("a", replies=["one", "two", "three", "four"])
    for number, rating in enumerate(("up", "down", "down", "up")):
        await store.vote(NewVote(f"a#{number}", rating, "ada", id=f"v{number}"))
    await store.vote(NewVote("a#1", "up", "ada", id="v1-now-up"))
    for number, outcome in enumerate(({"chosen": "a#1"}, {"ranking": [["a#1"], ["a"]]}, "tie", "both_bad")):
        await store.prefer(NewPreference(["a", "a#1"], outcome, f"rater-{number}", id=f"p{number}"))


async def test_votes_are_listed_by_rating_page_by_page(store: Store, complete: Complete) -> None:
    await fill(store, complete)

    async def ids(**wanted: Any) -> list[str]:
        return [vote.id for vote in (await store.list_votes(order="desc", **wanted)).items]

    assert await ids(rating="down") == ["v2"]
    assert await ids(rating="up") == ["v1-now-up", "v3", "v0"]
    assert await ids(rating="up", after="v1-now-up", limit=1) == ["v3"]
    assert await ids(rating="down", include_retracted=True) == ["v2", "v1"]


@pytest.mark.parametrize(("outcome", "found"), [("chosen", "p0"), ("ranking", "p1"), ("tie", "p2"), ("both_bad", "p3")])
async def test_choices_are_listed_by_outcome(store: Store, complete: Complete, outcome: Any, found: str) -> None:
    await fill(store, complete)
    assert [one.id for one in (await store.list_preferences(outcome=outcome)).items] == [found]


async def test_a_ranking_comes_first_and_all_others_behind_it(store: Store, complete: Complete) -> None:
    await fill(store, complete)
    # Of the ranking, one no longer stands, one is a choice, and one is not there.
    ranking = ["v3", "v1", "p0", "gone", "v0"]
    in_order = ["v3", "v0", "v1-now-up", "v2"]
    assert [vote.id for vote in (await store.list_votes(ranking=ranking, order="desc")).items] == in_order
    for limit in (1, 2, 3, 4):
        seen: list[str] = []
        more = True
        while more:
            after = seen[-1] if seen else None
            page = await store.list_votes(ranking=ranking, order="desc", limit=limit, after=after)
            seen += [vote.id for vote in page.items]
            more = page.has_more
        assert seen == in_order
    rated = await store.list_votes(ranking=ranking, order="desc", rating="down")
    assert [vote.id for vote in rated.items] == ["v2"]
    choices = await store.list_preferences(ranking=["p1", "p3"], order="desc", limit=3)
    assert ([one.id for one in choices.items], choices.has_more) == (["p1", "p3", "p2"], True)


async def test_of_a_prompt_that_many_replied_to_the_newest_replies_are_read(
    store: Store, complete: Complete, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context, "MOST", 2)
    for name in "abcd":
        await complete(name, "Hello", [f"I am {name}"])
    found = await store.reply_in_context("b")
    assert ([one.completion_id for one in found.siblings.items], found.siblings.has_more) == (["d", "c"], True)
    db = connect_read_only(path)
    assert "completions_by_prompt" in plan(db, lambda: db.execute(context.SIBLINGS, [b"", 0, 0]))
    db.close()


async def test_both_are_answered_from_an_index_in_the_order_of_time(
    store: Store, complete: Complete, path: Path
) -> None:
    await fill(store, complete)
    db = connect_read_only(path)
    down = VoteFilter(None, None, None, None, False, rating="down")
    assert "votes_by_rating" in plan(db, lambda: listings.votes(db, down, NEWEST))
    asked = statements(db, lambda: listings.votes(db, down, NEWEST, ["v0"]))
    assert "sqlite_autoindex_votes" in steps(db, asked[0])[0]
    tied = VoteFilter(None, None, None, None, False, outcome="tie")
    assert "preferences_by_outcome" in plan(db, lambda: listings.preferences(db, tied, NEWEST))
    db.close()


def statements(db: sqlite3.Connection, listing: Callable[[], object]) -> list[str]:
    """What a listing asks SQLite."""
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    listing()
    db.set_trace_callback(None)
    return asked


def plan(db: sqlite3.Connection, listing: Callable[[], object]) -> str:
    """How SQLite answers a listing; nothing of it may be sorted."""
    (sql,) = statements(db, listing)
    found = steps(db, sql)
    assert not any("TEMP B-TREE" in step for step in found), found
    return found[0]


def steps(db: sqlite3.Connection, sql: str) -> list[str]:
    """SQLite's plan of a statement."""
    return [str(row["detail"]) for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]

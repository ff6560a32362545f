"""The rules of votes and preferences, one by one."""

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from feedback.store import (
    Contradictory,
    ForeignCompletion,
    ForeignVote,
    NotComparable,
    Store,
    UnknownCompletion,
    UnknownVote,
)
from feedback.types import FinishedChoice, NewCompletion, NewPreference, NewVote, Outcome, Preference

Complete = Callable[..., Awaitable[None]]


async def test_a_vote_is_read_back_whole(store: Store, complete: Complete) -> None:
    await complete("a")
    cast = await store.vote(NewVote("a", "down", "ada", ["wrong", "too long"], "No.", "Yes.", {"page": "1"}))
    assert (cast.completion_id, cast.rating, cast.rater, cast.standing) == ("a", "down", "ada", "standing")
    assert (cast.reasons, cast.comment, cast.correction) == (("wrong", "too long"), "No.", "Yes.")
    assert cast.metadata == {"page": "1"}
    assert (await store.list_votes()).items == (cast,)


async def test_a_vote_may_come_while_the_reply_streams(
    store: Store, new_request: Callable[..., NewCompletion], new_outcome: Callable[..., Outcome]
) -> None:
    await store.begin(new_request("a", n=2))
    await store.vote(NewVote("a#1", "up", "ada"))
    assert list(store.iterate_votes()) == []  # no reply yet to learn from
    await store.finish("a", new_outcome("one", "two"))
    assert [row.reply.message["content"] for row in store.iterate_votes()] == ["two"]


async def test_a_new_vote_supersedes_the_rater_s_own_on_that_reply_only(store: Store, complete: Complete) -> None:
    await complete("a", replies=["one", "two"])
    old = await store.vote(NewVote("a", "up", "ada"))
    other_rater = await store.vote(NewVote("a", "up", "bob"))
    other_reply = await store.vote(NewVote("a#1", "up", "ada"))
    new = await store.vote(NewVote("a#0", "down", "ada"))
    assert [vote.id for vote in (await store.list_votes()).items] == [other_rater.id, other_reply.id, new.id]
    states = {vote.id: vote.standing for vote in (await store.list_votes(include_retracted=True)).items}
    assert states == {old.id: "superseded", other_rater.id: "standing", other_reply.id: "standing", new.id: "standing"}
    assert (await store.counts())["votes"] == {"cast": 4, "standing": 3}


async def test_retracting_leaves_no_standing_vote_and_does_not_revive_an_older_one(
    store: Store, complete: Complete
) -> None:
    await complete("a")
    await store.vote(NewVote("a", "up", "ada", id="v1"))
    await store.vote(NewVote("a", "down", "ada", id="v2"))
    assert (await store.retract("v2", "ada")).standing == "retracted"
    assert (await store.retract("v2", "ada")).standing == "retracted"
    assert (await store.retract("v1", "ada")).standing == "superseded"
    assert (await store.list_votes()).items == ()
    again = await store.vote(NewVote("a", "up", "ada"))
    assert (await store.list_votes()).items == (again,)


async def test_only_the_rater_retracts(store: Store, complete: Complete) -> None:
    await complete("a", replies=["one", "two"], owner="key-1")
    await store.vote(NewVote("a", "up", "ada", id="v"))
    await store.prefer(NewPreference(["a", "a#1"], "tie", "ada", id="p"))
    for name in ("v", "p"):
        with pytest.raises(ForeignVote):
            await store.retract(name, "bob")
        with pytest.raises(ForeignVote):
            await store.retract(name, "ada", owner="key-2")
        assert (await store.retract(name, "ada", owner="key-1")).standing == "retracted"
    with pytest.raises(UnknownVote):
        await store.retract("nothing", "ada")


async def test_the_same_vote_under_one_id_counts_once_and_another_is_refused(store: Store, complete: Complete) -> None:
    await complete("a", replies=["one", "two"])
    first = await store.vote(NewVote("a", "up", "ada", comment="good", id="v"))
    assert await store.vote(NewVote("a#0", "up", "ada", comment="good", id="v")) == first
    for other in (
        NewVote("a", "down", "ada", comment="good", id="v"),
        NewVote("a", "up", "ada", comment="bad", id="v"),
        NewVote("a", "up", "bob", comment="good", id="v"),
        NewVote("a#1", "up", "ada", comment="good", id="v"),
    ):
        with pytest.raises(Contradictory) as refusal:
            await store.vote(other)
        assert refusal.value.param == "id"
    with pytest.raises(Contradictory) as refusal:
        await store.prefer(NewPreference(["a", "a#1"], "tie", "ada", id="v"))
    assert refusal.value.param == "id"
    assert (await store.list_votes(include_retracted=True)).items == (first,)


async def test_votes_on_what_is_not_there_are_refused(store: Store, complete: Complete) -> None:
    await complete("a", replies=["one", "two"], owner="key-1")
    for name in ("nothing", "a#2", "a#x", "", "a#"):
        with pytest.raises(UnknownCompletion) as refusal:
            await store.vote(NewVote(name, "up", "ada"))
        assert refusal.value.param == "completion_id"
    with pytest.raises(UnknownCompletion) as refusal:
        await store.prefer(NewPreference(["a", "a#7"], "tie", "ada"))
    assert refusal.value.param == "completion_ids"
    with pytest.raises(ForeignCompletion):
        await store.prefer(NewPreference(["a", "a#1"], "tie", "ada", owner="key-2"))


async def test_votes_are_listed_by_reply_rater_time_and_page(store: Store, complete: Complete) -> None:
    await complete("a", replies=["one", "two"])
    await complete("b", owner="key-1")
    votes = [
        await store.vote(NewVote(name, "up", rater)) for name in ("a", "a#1", "b") for rater in ("ada", "bob", "cyd")
    ]

    async def ids(**filters: object) -> list[str]:
        return [vote.id for vote in (await store.list_votes(**filters)).items]

    everything = [vote.id for vote in votes]
    assert await ids() == everything
    assert await ids(completion_id="a") == everything[:6]
    assert await ids(completion_id="a#0") == everything[:3]
    assert await ids(completion_id="a#1", rater="bob") == [everything[4]]
    assert await ids(completion_id="unknown") == []
    assert await ids(owner="key-1", order="desc") == everything[:5:-1]
    assert await ids(since=votes[0].created) == everything
    assert await ids(since=votes[-1].created + 1) == []
    page = await store.list_votes(limit=2, after=everything[6])
    assert ([vote.id for vote in page.items], page.has_more) == (everything[7:], False)
    assert (await store.list_votes(limit=8)).has_more
    with pytest.raises(UnknownVote):
        await store.list_votes(after="nothing")


@pytest.mark.parametrize(
    "outcome",
    [{"chosen": "a#2"}, {"ranking": [["a#1"], ["a", "a#2"]]}, {"ranking": [["a", "a#1", "a#2"]]}, "tie", "both_bad"],
)
async def test_every_kind_of_preference_is_read_back(store: Store, complete: Complete, outcome: object) -> None:
    await complete("a", replies=["one", "two", "three"])
    cast = await store.prefer(NewPreference(["a#2", "a#0", "a#1"], outcome, "ada", "because", {"page": "1"}))
    assert cast == Preference(
        cast.id, ("a#2", "a", "a#1"), outcome, "ada", "because", {"page": "1"}, cast.created, "standing"
    )
    assert (await store.list_preferences()).items == (cast,)


@pytest.mark.parametrize(
    ("names", "outcome", "param"),
    [
        (["a"], "tie", "completion_ids"),
        ([], "tie", "completion_ids"),
        (["a", "a"], "tie", "completion_ids"),
        (["a", "a#0"], "tie", "completion_ids"),
        (["a", "a#1"], {"chosen": "a#2"}, "outcome"),
        (["a", "a#1"], {"chosen": ["a"]}, "outcome"),
        (["a", "a#1"], {"chosen": "a", "ranking": [["a"], ["a#1"]]}, "outcome"),
        (["a", "a#1"], {}, "outcome"),
        (["a", "a#1"], "neither", "outcome"),
        (["a", "a#1"], {"ranking": [["a"]]}, "outcome"),
        (["a", "a#1"], {"ranking": [["a"], ["a#1"], ["a#0"]]}, "outcome"),
        (["a", "a#1"], {"ranking": [["a"], ["a#1"], ["a#2"]]}, "outcome"),
        (["a", "a#1"], {"ranking": [["a"], [], ["a#1"]]}, "outcome"),
        (["a", "a#1"], {"ranking": ["a", "a#1"]}, "outcome"),
        (["a", "a#1"], {"ranking": [[1], ["a#1"]]}, "outcome"),
        (["a", "a#1"], {"ranking": None}, "outcome"),
    ],
)
async def test_a_preference_that_contradicts_itself_is_refused(
    store: Store, complete: Complete, names: list[str], outcome: object, param: str
) -> None:
    await complete("a", replies=["one", "two", "three"])
    with pytest.raises(Contradictory) as refusal:
        await store.prefer(NewPreference(names, outcome, "ada"))
    assert refusal.value.param == param
    assert (await store.counts())["preferences"] == {"cast": 0, "standing": 0}


async def test_only_replies_to_one_prompt_compare(store: Store, complete: Complete) -> None:
    await complete("a", "Hello", ["one"])
    await complete("b", "Hello", ["two"])
    await complete("c", "Hello!", ["three"])
    assert (await store.prefer(NewPreference(["a", "b"], {"chosen": "b"}, "ada"))).completion_ids == ("a", "b")
    with pytest.raises(NotComparable) as refusal:
        await store.prefer(NewPreference(["a", "c"], {"chosen": "c"}, "ada"))
    assert refusal.value.param == "completion_ids"


async def test_without_content_only_replies_to_one_request_compare(store: Store, complete: Complete) -> None:
    await complete("a", replies=["one", "two"], store=False)
    await complete("b", store=False)
    assert (await store.prefer(NewPreference(["a", "a#1"], "tie", "ada", comment="no"))).comment is None
    with pytest.raises(NotComparable):
        await store.prefer(NewPreference(["a", "b"], "tie", "ada"))


async def test_choices_of_different_prompts_of_one_batch_do_not_compare(store: Store) -> None:
    await store.begin(NewCompletion("t", "starter", 1, 0, prompt=[[1, 2], [3]], n=4))
    await store.finish("t", Outcome("completed", [FinishedChoice(index, text=str(index)) for index in range(4)]))
    await store.prefer(NewPreference(["t", "t#1"], "tie", "ada"))
    await store.prefer(NewPreference(["t#2", "t#3"], "tie", "ada"))
    with pytest.raises(NotComparable):
        await store.prefer(NewPreference(["t#1", "t#2"], "tie", "ada"))


async def test_one_preference_stands_per_rater_and_set_of_replies(store: Store, complete: Complete) -> None:
    await complete("a", replies=["one", "two", "three"])
    await store.prefer(NewPreference(["a", "a#1"], {"chosen": "a"}, "ada"))
    bob = await store.prefer(NewPreference(["a", "a#1"], {"chosen": "a"}, "bob"))
    wider = await store.prefer(NewPreference(["a", "a#1", "a#2"], {"chosen": "a"}, "ada"))
    swapped = await store.prefer(NewPreference(["a#1", "a"], {"chosen": "a#1"}, "ada"))
    assert (await store.list_preferences()).items == (bob, wider, swapped)
    assert (await store.list_preferences(completion_id="a#2")).items == (wider,)
    assert (await store.list_preferences(completion_id="a", rater="ada")).items == (wider, swapped)
    await store.retract(swapped.id, "ada")
    assert (await store.list_preferences(rater="ada")).items == (wider,)
    page = await store.list_preferences(
        completion_id="a", include_retracted=True, limit=1, order="desc", after=swapped.id
    )
    assert (page.items, page.has_more) == ((wider,), True)


async def test_the_same_preference_under_one_id_counts_once(store: Store, complete: Complete) -> None:
    await complete("a", replies=["one", "two"])
    first = await store.prefer(NewPreference(["a", "a#1"], {"chosen": "a#0"}, "ada", id="p"))
    assert await store.prefer(NewPreference(["a#0", "a#1"], {"chosen": "a"}, "ada", id="p")) == first
    with pytest.raises(Contradictory) as refusal:
        await store.prefer(NewPreference(["a", "a#1"], {"chosen": "a#1"}, "ada", id="p"))
    assert refusal.value.param == "id"
    assert (await store.counts())["preferences"] == {"cast": 1, "standing": 1}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE votes SET rating = 'down'",
        "UPDATE votes SET comment = 'changed'",
        "UPDATE votes SET rater = 'bob', reasons = NULL, comment = NULL, correction = NULL, metadata = NULL",
        "DELETE FROM votes",
        "INSERT OR REPLACE INTO votes SELECT * FROM votes",
        "UPDATE preferences SET outcome = '\"tie\"'",
        "DELETE FROM preferences",
        "UPDATE retractions SET created = 0",
        "DELETE FROM retractions",
    ],
)
async def test_what_was_cast_cannot_be_changed_in_the_file(
    store: Store, complete: Complete, path: Path, statement: str
) -> None:
    await complete("a", replies=["one", "two"])
    await store.vote(NewVote("a", "up", "ada", comment="good", id="v"))
    await store.prefer(NewPreference(["a", "a#1"], {"chosen": "a"}, "ada"))
    await store.retract("v", "ada")
    db = sqlite3.connect(path)
    db.execute("PRAGMA recursive_triggers = ON")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(statement)
    db.close()

"""Whole examples out, in and out again."""

import itertools
import resource
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from feedback.store import Contradictory, Store, UnknownCompletion
from feedback.types import (
    FinishedChoice,
    ImportedRow,
    NewCompletion,
    NewPreference,
    NewVote,
    Outcome,
    Reply,
    imported_id,
)

Complete = Callable[..., Awaitable[None]]

USER = {"role": "user", "content": "Hello"}
TOOLS = [{"type": "function", "function": {"name": "clock"}}]


def reply(name: str, content: str) -> Reply:
    return Reply(name, {"role": "assistant", "content": content}, 1, "starter", 1_700_000_000)


async def fill(store: Store, complete: Complete) -> None:
    await complete("a", "Hello", ["one", "two"], tools=TOOLS)
    await complete("b", "Hello", ["three"], tools=TOOLS)
    await complete("c", "Bye", ["four"])
    await store.begin(NewCompletion("t", "starter", 2, 5, prompt="Once"))
    await store.finish("t", Outcome("completed", [FinishedChoice(0, text=" upon")]))
    await store.vote(NewVote("a#1", "down", "ada", ["wrong"], "no", "two!", {"page": "1"}))
    await store.vote(NewVote("c", "up", "ada", id="gone"))
    await store.vote(NewVote("c", "down", "ada", id="kept"))
    await store.vote(NewVote("t", "up", "bob"))
    await store.prefer(NewPreference(["b", "a", "a#1"], {"ranking": [["a#1"], ["a", "b"]]}, "ada", "hm"))
    await store.prefer(NewPreference(["a", "b"], "both_bad", "bob"))


async def test_standing_judgements_come_with_their_context_oldest_first(store: Store, complete: Complete) -> None:
    await fill(store, complete)
    votes = list(store.iterate_votes())
    assert [(row.vote.id == "kept", row.reply.completion_id, row.reply.message["content"]) for row in votes] == [
        (False, "a#1", "two"),
        (True, "c", "four"),
        (False, "t", " upon"),
    ]
    assert [row.messages for row in votes[:2]] == [(USER,), ({"role": "user", "content": "Bye"},)]
    assert (votes[0].tools, votes[1].tools) == (TOOLS, None)
    assert votes[2].messages == ({"role": "prompt", "content": "Once"},)
    ranked, bad = store.iterate_preferences()
    assert [part.message["content"] for part in ranked.replies] == ["three", "one", "two"]
    assert (ranked.messages, ranked.preference.outcome) == ((USER,), {"ranking": [["a#1"], ["a", "b"]]})
    assert bad.preference.outcome == "both_bad"
    prompts = list(store.iterate_prompts())
    assert [(row.completion_id, row.messages[0]["content"]) for row in prompts] == [("a", "Hello"), ("c", "Bye")]


async def test_what_was_deleted_is_not_exported(store: Store, complete: Complete) -> None:
    await fill(store, complete)
    await store.delete("b")
    assert list(store.iterate_preferences()) == []
    await store.delete("c")
    assert [row.reply.completion_id for row in store.iterate_votes()] == ["a#1", "t"]


def as_imported(store: Store) -> list[ImportedRow]:
    rows = []
    for row in store.iterate_votes():
        vote = row.vote
        again = NewVote(
            *(vote.completion_id, vote.rating, vote.rater, vote.reasons),
            *(vote.comment, vote.correction, vote.metadata, vote.id),
        )
        rows.append(ImportedRow(row.messages, [row.reply], again, vote.created, row.tools))
    for found in store.iterate_preferences():
        preference = found.preference
        given = NewPreference(
            *(preference.completion_ids, preference.outcome, preference.rater),
            *(preference.comment, preference.metadata, preference.id),
        )
        rows.append(ImportedRow(found.messages, found.replies, given, preference.created, found.tools))
    rows += [
        ImportedRow(prompt.messages, judged=prompt.created, tools=prompt.tools, completion_id=prompt.completion_id)
        for prompt in store.iterate_prompts()
    ]
    return rows


async def test_what_is_exported_and_imported_elsewhere_is_the_same(
    store: Store, complete: Complete, tmp_path: Path
) -> None:
    await fill(store, complete)
    await complete("d", "Unanswered so far", ["five"])
    rows = as_imported(store)
    async with await Store.open(tmp_path / "other.db") as other:
        assert await other.import_batch(rows) == 6  # the other two prompts came with votes
        assert list(other.iterate_votes()) == list(store.iterate_votes())
        assert list(other.iterate_preferences()) == list(store.iterate_preferences())
        here = {row.completion_id: (row.messages, row.tools) for row in store.iterate_prompts()}
        assert {row.completion_id: (row.messages, row.tools) for row in other.iterate_prompts()} == here
        assert await other.import_batch(rows) == 0


async def test_replies_and_judgements_without_ids_are_imported_once(store: Store) -> None:
    names = [imported_id([USER], {"role": "assistant", "content": content}) for content in ("good", "bad")]
    replies = [reply(name, content) for name, content in zip(names, ("good", "bad"), strict=True)]
    row = ImportedRow([USER], replies, NewPreference(names, {"chosen": names[0]}, "file"), 1_600_000_000)
    assert await store.import_batch([row, row]) == 1
    assert await store.import_batch([row]) == 0
    (found,) = store.iterate_preferences()
    assert (found.preference.outcome, found.preference.created) == ({"chosen": names[0]}, 1_600_000_000)
    assert [part.message["content"] for part in found.replies] == ["good", "bad"]


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (ImportedRow([]), Contradictory),
        (ImportedRow([USER], [reply("here", "another reply")]), Contradictory),
        (ImportedRow([{"role": "user", "content": "other"}], [reply("here", "Hi")]), Contradictory),
        (ImportedRow([USER], [reply("x", "Hi")], NewVote("y", "up", "ada")), UnknownCompletion),
        (ImportedRow([USER], [reply("x", "Hi")], NewPreference(["x"], "tie", "ada")), Contradictory),
    ],
)
async def test_one_bad_row_leaves_nothing_half_imported(
    store: Store, complete: Complete, bad: ImportedRow, error: type[Exception]
) -> None:
    await complete("here")
    good = ImportedRow([USER], [reply("new", "Hello!")], NewVote("new", "up", "ada"), 5)
    with pytest.raises(error):
        await store.import_batch([good, bad])
    assert await store.get("new") is None
    assert (await store.counts())["votes"]["cast"] == 0
    assert await store.import_batch([good]) == 1


async def test_an_error_of_the_file_s_reader_undoes_the_import_and_comes_through(store: Store) -> None:
    def rows() -> Iterator[ImportedRow]:
        yield ImportedRow([USER], [reply("a", "Hi")])
        raise ValueError("line 2: not JSON")

    with pytest.raises(ValueError, match="line 2"):
        await store.import_batch(rows())
    assert await store.get("a") is None


async def test_what_was_deleted_stays_deleted(store: Store, complete: Complete) -> None:
    await complete("a", "Hello", ["Hi"])
    await store.delete("a")
    assert await store.import_batch([ImportedRow([USER], [reply("a", "Hi")], NewVote("a", "up", "ada"), 5)]) == 0
    assert list(store.iterate_prompts()) == []


@pytest.mark.parametrize("name", ["a", None])
async def test_a_conversation_that_was_deleted_stays_deleted(store: Store, name: str | None) -> None:
    row = ImportedRow([USER], completion_id=name)
    assert await store.import_batch([row]) == 1
    (kept,) = (await store.list_completions()).items
    await store.delete(kept.id)
    assert await store.import_batch([row, ImportedRow([{"role": "user", "content": "another"}])]) == 1
    assert [prompt.messages[0]["content"] for prompt in store.iterate_prompts()] == ["another"]


async def test_an_export_sees_one_moment(store: Store, complete: Complete) -> None:
    await complete("a")
    await store.vote(NewVote("a", "up", "ada"))
    rows = store.iterate_votes()
    first = next(rows)
    await store.vote(NewVote("a", "up", "bob"))
    await store.delete("a")
    assert first.vote.rater == "ada"
    assert list(rows) == []
    assert list(store.iterate_votes()) == []


@pytest.mark.slow
async def test_many_rows_go_in_and_out_in_bounded_memory(store: Store) -> None:
    def rows(count: int) -> Iterator[ImportedRow]:
        for number in range(count):
            name = f"row-{number}"
            asked = {"role": "user", "content": f"question {number} " + "x" * 5000}
            yield ImportedRow([asked], [reply(name, "y" * 5000)], NewVote(name, "up", "file", id=f"v{number}"), number)

    def peak_mib() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)

    assert await store.import_batch(itertools.islice(rows(2_000), 2_000)) == 2_000
    before = peak_mib()
    assert await store.import_batch(rows(10_000)) == 8_000
    assert sum(1 for _ in store.iterate_votes()) == 10_000
    assert peak_mib() - before < 60  # SQLite's page cache of 32 MiB; the rows themselves are 100 MB as objects

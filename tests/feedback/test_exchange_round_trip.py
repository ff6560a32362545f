"""What is exported and imported elsewhere is exported there as the same rows."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from feedback.exchange.export import Format, export_feedback
from feedback.exchange.importing import Import, ImportReport
from feedback.exchange.rows import Kind
from feedback.store import Store
from feedback.types import FinishedChoice, NewCompletion, NewPreference, NewVote, Outcome
from tests.feedback.conftest import Complete

NOW = 1_800_000_000

TOOLS = [{"type": "function", "function": {"name": "clock", "parameters": {"type": "object"}}}]
CALL = {"id": "call-1", "type": "function", "function": {"name": "clock", "arguments": '{"zone": "UTC"}'}}
CONVERSATION: list[dict[str, Any]] = [
    {"role": "system", "content": "Be brief."},
    {"role": "user", "name": "Zoë", "content": [{"type": "text", "text": "What is the time?"}]},
    {"role": "assistant", "content": None, "tool_calls": [CALL]},
    {"role": "tool", "tool_call_id": "call-1", "content": "12:00"},
]


async def fill(store: Store, complete: Complete) -> None:
    """Every kind of judgement, on plain and on rich conversations."""
    await complete("a", "Hello", ["Hi", "Ho", "He", "Ha"], policy_version=3, created=1_700_000_001)
    names = ["a", "a#1", "a#2", "a#3"]
    await store.prefer(NewPreference(names, {"ranking": [["a#2"], ["a", "a#3"], ["a#1"]]}, "ann", "hm", id="ranking"))
    await store.prefer(NewPreference(names, {"chosen": "a#3"}, "bob", id="choice of four"))
    await store.prefer(NewPreference(["a", "a#1"], {"ranking": [["a#1"], ["a"]]}, "cy", id="ranking of two"))
    await store.prefer(NewPreference(["a", "a#2"], {"chosen": "a#2"}, "cy", id="choice"))
    await store.prefer(NewPreference(["a#1", "a#2", "a#3"], "both_bad", "dan", "no", id="all bad"))
    await store.prefer(NewPreference(["a", "a#1"], "tie", "dan", id="tie"))
    await store.vote(NewVote("a", "up", "ann", ["kind", "short"], "nice", id="thumb"))
    await store.vote(NewVote("a#1", "up", "ann", correction="Ho ho", id="up, corrected"))
    await store.begin(NewCompletion("b", "starter", 9, 1_700_000_002, CONVERSATION, tools=TOOLS, n=2))
    said = [{"role": "assistant", "content": text} for text in ("Noon.", 'It is "twelve"\nsharp 🕛')]
    await store.finish("b", Outcome("completed", [FinishedChoice(place, one) for place, one in enumerate(said)]))
    await store.vote(NewVote("b", "down", "eve", correction="Midday.", id="down, corrected"))
    await store.prefer(NewPreference(["b", "b#1"], {"chosen": "b#1"}, "eve", id="with tools"))


def exported(store: Store, kind: Kind, form: Format, file: Path) -> list[dict[str, Any]]:
    """Write a file to import, and give its rows."""
    with file.open("wb") as out:
        export_feedback(store, kind, form, out)
    lines = io.BytesIO()
    export_feedback(store, kind, "jsonl", lines)
    return [json.loads(line) for line in lines.getvalue().splitlines()]


async def imported(file: Path, store: Store) -> ImportReport:
    return await Import([file], None, NOW).run(store)


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
@pytest.mark.parametrize(
    ("kind", "rows", "judgements"), [("preference", 5 + 3 + 1 + 1 + 1 + 2, 7), ("unpaired", 3 + 3, 4)]
)
async def test_judgements_come_back_as_they_were(
    store: Store, complete: Complete, tmp_path: Path, kind: Kind, form: Format, rows: int, judgements: int
) -> None:
    await fill(store, complete)
    file = tmp_path / "export"
    before = exported(store, kind, form, file)
    assert len(before) == rows
    async with await Store.open(tmp_path / "other.db") as other:
        assert await imported(file, other) == ImportReport(rows, judgements, judgements, {})
        assert exported(other, kind, form, tmp_path / "again") == before
        assert await imported(file, other) == ImportReport(rows, judgements, 0, {})
        assert exported(other, kind, form, tmp_path / "again") == before


async def test_what_was_said_is_stored_not_its_pairs(store: Store, complete: Complete, tmp_path: Path) -> None:
    await fill(store, complete)
    exported(store, "preference", "jsonl", tmp_path / "export")
    async with await Store.open(tmp_path / "other.db") as other:
        await imported(tmp_path / "export", other)
        kept = {one.id: one.outcome for one in (await other.list_preferences(limit=100)).items}
        assert kept == {
            "ranking": {"ranking": [["a#2"], ["a", "a#3"], ["a#1"]]},
            "choice of four": {"chosen": "a#3"},
            "ranking of two": {"ranking": [["a#1"], ["a"]]},
            "choice": {"chosen": "a#2"},
            "with tools": {"chosen": "b#1"},
        }
        votes = {one.id: (one.completion_id, one.rating, one.correction) for one in (await other.list_votes()).items}
        assert votes == {"up, corrected": ("a#1", "up", "Ho ho"), "down, corrected": ("b", "down", "Midday.")}
        reply = await other.get("b")
        assert reply is not None
        assert (reply.policy_version, reply.model, reply.tools) == (9, "starter", TOOLS)


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
async def test_both_files_of_one_store_can_be_imported_one_after_the_other(
    store: Store, complete: Complete, tmp_path: Path, form: Format
) -> None:
    await fill(store, complete)
    pairs = exported(store, "preference", form, tmp_path / "pairs")
    thumbs = exported(store, "unpaired", form, tmp_path / "thumbs")
    async with await Store.open(tmp_path / "other.db") as other:
        report = await Import([tmp_path / "pairs", tmp_path / "thumbs"], None, NOW).run(other)
        # The two corrections are votes of both files.
        assert (report.rows, report.examples, report.new) == (13 + 6, 7 + 4, 7 + 4 - 2)
        assert exported(other, "preference", form, tmp_path / "again") == pairs
        by_id = {row["feedback_id"] + row["completion_id"]: row for row in thumbs}
        again = exported(other, "unpaired", form, tmp_path / "again")
        assert {row["feedback_id"] + row["completion_id"]: row for row in again} == by_id


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
async def test_a_store_knows_its_own_export(store: Store, complete: Complete, tmp_path: Path, form: Format) -> None:
    await fill(store, complete)
    # An export has neither the order in which replies were shown nor metadata.
    await store.prefer(NewPreference(["a", "a#1"], {"chosen": "a#1"}, "flo", metadata={"page": "chat"}))
    await store.vote(NewVote("a", "up", "flo", metadata={"page": "chat"}))
    before = await store.counts()
    kinds: tuple[Kind, ...] = ("preference", "unpaired", "prompts")
    for kind in kinds:
        exported(store, kind, form, tmp_path / kind)
    report = await Import([tmp_path / kind for kind in kinds], None, NOW).run(store)
    assert (report.examples, report.new) == (8 + 5 + 2, 0)
    assert await store.counts() == before


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
async def test_prompts_come_back_with_their_id_time_and_tools(
    store: Store, complete: Complete, tmp_path: Path, form: Format
) -> None:
    await fill(store, complete)
    before = exported(store, "prompts", form, tmp_path / "export")
    assert [row["completion_id"] for row in before] == ["a", "b"]
    async with await Store.open(tmp_path / "other.db") as other:
        assert (await imported(tmp_path / "export", other)).new == 2
        after = exported(other, "prompts", form, tmp_path / "again")
        # Nobody has answered them there yet.
        assert after == [row | {"policy_version": None, "model": None} for row in before]
        assert (await imported(tmp_path / "export", other)).new == 0

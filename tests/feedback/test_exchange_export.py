"""What people judged, as rows of TRL's formats; each expected row is written out by hand."""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from feedback.exchange.export import ExportReport, export_feedback, written_aside
from feedback.exchange.parquet import ParquetRows
from feedback.pseudonyms import pseudonym
from feedback.store import Store
from feedback.types import NewCompletion, NewPreference, NewVote
from tests.feedback.conftest import Complete, outcome


def export(store: Store, kind: Any) -> tuple[list[dict[str, Any]], ExportReport]:
    out = io.BytesIO()
    report = export_feedback(store, kind, "jsonl", out)
    return [json.loads(line) for line in out.getvalue().splitlines()], report


def columns(rows: Sequence[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


async def test_a_choice_becomes_a_preference_row(store: Store, complete: Complete) -> None:
    await complete("a", "Hello", ["Hi"], policy_version=3)
    await complete("b", "Hello", ["Go away"], policy_version=4)
    kept = await store.prefer(NewPreference(["a", "b"], {"chosen": "a"}, "ann", "kinder", id="p1"))
    rows, report = export(store, "preference")
    assert rows == [
        {
            "prompt": [{"role": "user", "content": "Hello"}],
            "chosen": [{"role": "assistant", "content": "Hi"}],
            "rejected": [{"role": "assistant", "content": "Go away"}],
            "weight": 1.0,
            "kind": "choice",
            "feedback_id": "p1",
            "chosen_completion_id": "a",
            "chosen_policy_version": 3,
            "chosen_model": "starter",
            "rejected_completion_id": "b",
            "rejected_policy_version": 4,
            "rejected_model": "starter",
            "rater": pseudonym("ann"),
            "rating": None,
            "reasons": [],
            "comment": "kinder",
            "created": kept.created,
        }
    ]
    assert report == ExportReport(1, {})


async def test_a_ranking_becomes_every_strictly_ordered_pair_with_its_weight(store: Store, complete: Complete) -> None:
    await complete("c", "Hello", ["one", "two", "three", "four"])
    ranking = {"ranking": [["c#2"], ["c", "c#3"], ["c#1"]]}
    await store.prefer(NewPreference(["c", "c#1", "c#2", "c#3"], ranking, "ann"))
    rows, _ = export(store, "preference")
    assert columns(rows, "chosen_completion_id", "rejected_completion_id") == [
        ("c#2", "c"),
        ("c#2", "c#3"),
        ("c#2", "c#1"),
        ("c", "c#1"),
        ("c#3", "c#1"),
    ]
    assert [row["chosen"][0]["content"] for row in rows] == ["three", "three", "three", "one", "four"]
    # Four replies have six pairs; the tied one is left out and the others keep their share.
    assert {row["weight"] for row in rows} == {1 / 6}
    assert {row["kind"] for row in rows} == {"ranking"}


async def test_a_choice_among_three_is_two_pairs_of_a_third_each(store: Store, complete: Complete) -> None:
    await complete("c", "Hello", ["one", "two", "three"])
    await store.prefer(NewPreference(["c", "c#1", "c#2"], {"chosen": "c#1"}, "ann"))
    rows, _ = export(store, "preference")
    assert columns(rows, "chosen_completion_id", "rejected_completion_id", "weight", "kind") == [
        ("c#1", "c", 1 / 3, "choice"),
        ("c#1", "c#2", 1 / 3, "choice"),
    ]


async def test_ties_are_left_out_and_counted(store: Store, complete: Complete) -> None:
    await complete("c", "Hello", ["one", "two"])
    await store.prefer(NewPreference(["c", "c#1"], "tie", "ann"))
    await store.prefer(NewPreference(["c", "c#1"], {"ranking": [["c", "c#1"]]}, "bob"))
    rows, report = export(store, "preference")
    assert rows == []
    assert report.left_out == {"ties (the format has no place for them)": 2}


async def test_both_bad_becomes_two_thumbs_down(store: Store, complete: Complete) -> None:
    await complete("c", "Hello", ["one", "two"])
    await store.prefer(NewPreference(["c", "c#1"], "both_bad", "ann", "useless", id="p1"))
    rows, _ = export(store, "unpaired")
    assert columns(rows, "completion_id", "label", "kind", "feedback_id", "comment") == [
        ("c", False, "both_bad", "p1", "useless"),
        ("c#1", False, "both_bad", "p1", "useless"),
    ]
    assert export(store, "preference")[0] == []


async def test_thumbs_become_unpaired_rows_and_a_correction_also_a_pair(store: Store, complete: Complete) -> None:
    await complete("a", "2+2?", ["5"], policy_version=7)
    await complete("b", "Hello", ["Hi"])
    wrong = await store.vote(NewVote("a", "down", "ann", ["wrong"], "no", "4", id="v1"))
    await store.vote(NewVote("b", "up", "bob", id="v2"))
    unpaired, _ = export(store, "unpaired")
    assert unpaired[0] == {
        "prompt": [{"role": "user", "content": "2+2?"}],
        "completion": [{"role": "assistant", "content": "5"}],
        "label": False,
        "kind": "thumb",
        "feedback_id": "v1",
        "completion_id": "a",
        "policy_version": 7,
        "model": "starter",
        "rater": pseudonym("ann"),
        "reasons": ["wrong"],
        "comment": "no",
        "correction": "4",
        "created": wrong.created,
    }
    assert columns(unpaired, "label", "completion_id") == [(False, "a"), (True, "b")]
    (pair,), _ = export(store, "preference")
    assert (pair["kind"], pair["rating"], pair["weight"]) == ("correction", "down", 1.0)
    assert pair["chosen"] == [{"role": "assistant", "content": "4"}]
    assert pair["rejected"] == [{"role": "assistant", "content": "5"}]
    assert (pair["chosen_completion_id"], pair["rejected_completion_id"]) == (None, "a")
    assert (pair["chosen_policy_version"], pair["rejected_policy_version"]) == (None, 7)


async def test_only_standing_votes_are_exported(store: Store, complete: Complete) -> None:
    await complete("a")
    await store.vote(NewVote("a", "up", "ann", id="v1"))
    await store.vote(NewVote("a", "down", "ann", id="v2"))
    await store.vote(NewVote("a", "up", "bob", id="v3"))
    await store.retract("v3", "bob")
    rows, _ = export(store, "unpaired")
    assert columns(rows, "feedback_id", "label") == [("v2", False)]


async def test_prompts_are_exported_once_with_their_tools(store: Store, complete: Complete) -> None:
    tools = [{"type": "function", "function": {"name": "clock"}}]
    await complete("a", "Hello", tools=tools, policy_version=2, created=1_700_000_005)
    await complete("b", "Hello")
    rows, _ = export(store, "prompts")
    assert rows == [
        {
            "prompt": [{"role": "user", "content": "Hello"}],
            "tools": tools,
            "completion_id": "a",
            "policy_version": 2,
            "model": "starter",
            "created": 1_700_000_005,
        }
    ]


async def test_text_completions_are_left_out_and_counted(store: Store) -> None:
    await store.begin(NewCompletion("t", "starter", 1, 1_700_000_000, prompt="Once", n=1))
    await store.finish("t", outcome(" upon a time"))
    await store.vote(NewVote("t", "up", "ann"))
    rows, report = export(store, "unpaired")
    assert rows == []
    assert report.left_out == {"text completions (they have no messages)": 1}


def test_a_rater_leaves_under_the_sha256_of_the_name_and_a_hashed_name_stays() -> None:
    # printf ann | sha256sum
    assert pseudonym("ann") == "rater-49915e0d7d4b402e3017d010bc1c0e83"
    assert pseudonym(pseudonym("ann")) == pseudonym("ann")


async def test_parquet_has_the_same_rows_and_trl_s_columns(store: Store, complete: Complete, tmp_path: Path) -> None:
    await complete("a", "Hello 🙂", ["Hi"])
    await store.vote(NewVote("a", "up", "ann", ["kind"]))
    file = tmp_path / "votes.parquet"
    with written_aside(file) as out:
        report = export_feedback(store, "unpaired", "parquet", out)
    assert report.rows == 1
    (row,) = pq.read_table(file).to_pylist()
    (said,) = row["prompt"]
    assert (said["role"], said["content"], said["json"]) == ("user", "Hello 🙂", None)
    assert (row["completion"][0]["content"], row["label"], row["reasons"]) == ("Hi", True, ["kind"])


def test_a_row_group_is_bounded_by_all_that_its_rows_hold() -> None:
    call = {"id": "c", "type": "function", "function": {"name": "write", "arguments": "x" * 1_000_000}}
    said = {"role": "assistant", "content": None, "tool_calls": [call]}
    rows: list[dict[str, Any]] = [
        {"prompt": [{"role": "user", "content": "Write."}, said]},
        {"prompt": [{"role": "user", "content": "Write."}], "tools": [{"description": "x" * 1_000_000}]},
    ]
    for row in rows:
        out = io.BytesIO()
        writer = ParquetRows(out, "prompts")
        for _ in range(20):
            writer.write(row)
        writer.close()
        assert pq.ParquetFile(out).metadata.num_row_groups == 2


def test_a_failed_export_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "votes.jsonl"
    file.write_text("old\n")

    def interrupted() -> None:
        with written_aside(file) as out:
            out.write(b"half of a r")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("votes.jsonl", "old\n")]


async def test_progress_counts_judgements(store: Store, complete: Complete) -> None:
    await complete("c", "Hello", ["one", "two"])
    await store.prefer(NewPreference(["c", "c#1"], "tie", "ann"))
    await store.vote(NewVote("c", "up", "ann"))
    seen: list[int] = []
    export_feedback(store, "unpaired", "jsonl", io.BytesIO(), seen.append)
    assert seen == [1, 2]

"""Files from elsewhere: each shape that is read, and what is said of one that is broken."""

import gzip
import json
import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from feedback.exchange.fields import BrokenFileError
from feedback.exchange.importing import Import, ImportReport, Shape
from feedback.store import Store
from feedback.types import NewPreference
from tests.feedback.conftest import Complete

NOW = 1_800_000_000

Row = dict[str, Any]


def user(text: str) -> Row:
    return {"role": "user", "content": text}


def assistant(text: str) -> Row:
    return {"role": "assistant", "content": text}


def lines(folder: Path, *rows: object, name: str = "rows.jsonl") -> Path:
    file = folder / name
    file.write_text("".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows))
    return file


async def take(store: Store, *files: Path, shape: Shape | None = None) -> ImportReport:
    return await Import(files, shape, NOW).run(store)


def choices(store: Store) -> list[tuple[list[str], str, str]]:
    """Each choice as (contents of the prompt, chosen, rejected)."""
    found = []
    for row in store.iterate_preferences():
        assert isinstance(row.preference.outcome, dict)
        said = {reply.completion_id: reply.message["content"] for reply in row.replies}
        chosen = said.pop(row.preference.outcome["chosen"])
        (rejected,) = said.values()
        found.append(([message["content"] for message in row.messages], chosen, rejected))
    return found


async def empty(store: Store) -> bool:
    counts = await store.counts()
    return not any(number for kinds in counts.values() for number in kinds.values())


async def test_plain_trl_rows_with_prompt(store: Store, tmp_path: Path) -> None:
    row = {"prompt": [user("Sky?")], "chosen": [assistant("Blue.")], "rejected": [assistant("Green.")]}
    file = lines(tmp_path, row, row)
    assert await take(store, file) == ImportReport(2, 2, 1, {})
    assert choices(store) == [(["Sky?"], "Blue.", "Green.")]
    (kept,) = (await store.list_preferences()).items
    assert (kept.rater, kept.created) == ("imported", NOW)
    reply = await store.get(kept.completion_ids[0])
    assert reply is not None
    assert (reply.policy_version, reply.model) == (-1, "imported")


async def test_trl_rows_whose_prompt_is_implicit(store: Store, tmp_path: Path) -> None:
    shared = [user("Hello"), assistant("Hi."), user("Sky?")]
    row = {"chosen": [*shared, assistant("Blue.")], "rejected": [*shared, assistant("Green.")], "score": 0.5}
    await take(store, lines(tmp_path, row))
    assert choices(store) == [(["Hello", "Hi.", "Sky?"], "Blue.", "Green.")]


async def test_unpaired_rows_and_prompts_of_others(store: Store, tmp_path: Path) -> None:
    up = {"prompt": [user("Sky?")], "completion": [assistant("Blue.")], "label": True}
    down = up | {"completion": [assistant("Green.")], "label": False, "rater": "zoe", "created": 1_700_000_000}
    files = lines(tmp_path, up, down, name="thumbs"), lines(tmp_path, {"prompt": [user("Sea?")]}, name="prompts")
    assert (await take(store, *files)).new == 3
    votes = [(row.reply.message["content"], row.vote.rating, row.vote.rater) for row in store.iterate_votes()]
    assert votes == [("Green.", "down", "zoe"), ("Blue.", "up", "imported")]
    assert [row.messages[0]["content"] for row in store.iterate_prompts()] == ["Sky?", "Sea?"]


async def test_human_assistant_transcripts(store: Store, tmp_path: Path) -> None:
    begin = "\n\nHuman: Hello\n\nAssistant: Hi.\n\nHuman: Sky?\nReally?\n\nAssistant:"
    row = {"chosen": f"{begin} Blue.\n\nTruly.", "rejected": f"{begin} Green."}
    await take(store, lines(tmp_path, row))
    assert choices(store) == [(["Hello", "Hi.", "Sky?\nReally?"], "Blue.\n\nTruly.", "Green.")]
    (found,) = store.iterate_preferences()
    assert [message["role"] for message in found.messages] == ["user", "assistant", "user"]


async def test_pairs_that_are_no_choice_of_one_reply_are_left_out_and_counted(store: Store, tmp_path: Path) -> None:
    equal = "\n\nHuman: Sky?\n\nAssistant: Blue."
    longer = "\n\nHuman: Sky?\n\nAssistant: Green.\n\nHuman: No!\n\nAssistant: Blue, then."
    file = lines(tmp_path, {"chosen": equal, "rejected": equal}, {"chosen": equal, "rejected": longer})
    report = await take(store, file)
    assert report == ImportReport(
        2, 0, 0, {"pairs of two equal replies": 1, "pairs that differ in more than one reply": 1}
    )


async def test_a_json_list_and_a_parquet_file_hold_the_same_shapes(store: Store, tmp_path: Path) -> None:
    rows = [
        {"prompt": [user(f"{number}?")], "chosen": [assistant("Yes")], "rejected": [assistant("No")]}
        for number in range(5)
    ]
    array = tmp_path / "rows.json"
    array.write_text("\ufeff \n" + json.dumps(rows, indent=2) + "\n")
    table = tmp_path / "rows.parquet"
    pq.write_table(pa.Table.from_pylist(rows), table, row_group_size=2)
    assert (await take(store, array)).new == 5
    assert await take(store, table) == ImportReport(5, 5, 0, {})


async def test_a_list_item_may_be_larger_than_what_is_read_at_once(store: Store, tmp_path: Path) -> None:
    long = "word ä " * 500_000
    rows = [{"prompt": [user(f"{number} {long}")]} for number in range(2)]
    file = tmp_path / "rows.json"
    file.write_text(json.dumps(rows, ensure_ascii=False))
    await take(store, file)
    assert [row.messages for row in store.iterate_prompts()] == [(rows[0]["prompt"][0],), (rows[1]["prompt"][0],)]


GOOD = '{"prompt": [{"role": "user", "content": "Sky?"}]}\n'
PAIR = {"prompt": [user("Sky?")], "chosen": [assistant("Blue.")], "rejected": [assistant("Green.")]}
BROKEN = {
    "not json": (GOOD + '{"prompt": [}\n', "line 2: not JSON: Expecting value at character 13"),
    "cut short": (GOOD + "\n" + GOOD[:-9], "line 3: not JSON: Unterminated string"),
    "NaN": (GOOD + '{"prompt": [{"role": "user", "content": "a", "x": NaN}]}', "line 2: not JSON: NaN"),
    "no object": (GOOD + "[]\n", "line 2: expected an object, not []"),
    "infinite": (GOOD + GOOD.replace('"Sky?"', '"a", "x": -1e999'), "line 2: a number is too large: -1e999"),
    "as good as infinite": (
        json.dumps(PAIR | {"weight": 10**309, "feedback_id": "p"}),
        "line 1: a number is too large",
    ),
    "infinite in a list": (f'[{GOOD}, {{"x": 1e999}}]', "item 2: a number is too large: 1e999"),
    "half a pair": (GOOD + GOOD.replace("Sky?", "\\ud83d"), "line 2: holds half a surrogate pair"),
    "deep": (GOOD + '{"prompt": ' + "[" * 9000 + "]" * 9000 + "}", "line 2: nested deeper than 100 levels"),
    "quite deep": (GOOD + '{"prompt": ' + "[" * 200 + "]" * 200 + "}", "line 2: nested deeper than 100 levels"),
    "other fields": (GOOD + '{"text": "a"}\n', "line 2: prompt must be a list of messages, not nothing"),
    "text prompt": ('{"prompt": "Sky?"}\n', "line 1: prompt must be a list of messages, not 'Sky?'"),
    "no messages": ('{"prompt": []}\n', "line 1: prompt must be a list of messages, not []"),
    "wrong role": (GOOD.replace("user", "human"), "line 1: prompt[0] must be a message with a role of system,"),
    "wrong content": (
        GOOD.replace('"Sky?"', "7"),
        "line 1: prompt[0].content must be text, a list of parts or null, not 7",
    ),
    "unknown shape": ('{"text": "a", "id": 1}\n', "line 1: cannot tell what this is from its fields (id, text)"),
    "label": (
        json.dumps({"prompt": [user("a")], "completion": [assistant("b")], "label": "yes"}),
        "line 1: label must be true or false, not 'yes'",
    ),
    "version": (json.dumps(PAIR | {"chosen_policy_version": -3}), "chosen_policy_version must be a whole number"),
    "time": (json.dumps(PAIR | {"created": "now"}), "created must be a whole number of at least 0, not 'now'"),
    "rater": (json.dumps(PAIR | {"rater": 7}), "line 1: rater must be text, not 7"),
    "tools": (json.dumps(PAIR | {"tools": [7]}), "line 1: tools must be a list of objects, not [7]"),
    "transcript": ('{"chosen": "Hi", "rejected": "Ho"}', "line 1: chosen must be a transcript beginning with 'Human:'"),
    "nothing shared": (
        json.dumps({"chosen": [assistant("a")], "rejected": [assistant("b")]}),
        "line 1: there is no prompt",
    ),
    "list": ('[{"prompt": [{"role": "user", "content": "a"}]}, {"prompt"}]', "item 2: not JSON: Expecting ':'"),
    "list not closed": ('[{"prompt": [{"role": "user", "content": "a"}]}', "item 2: not JSON: ',' must come before it"),
    "list goes on": ('[{"prompt": [{"role": "user", "content": "a"}]}] {}', "item 2: there is more after the end"),
    "list of texts": ('["a"]', "item 1: expected an object, not 'a'"),
}


@pytest.mark.parametrize("case", BROKEN)
async def test_a_broken_file_is_named_with_the_place_and_nothing_of_it_is_imported(
    store: Store, tmp_path: Path, case: str
) -> None:
    text, said = BROKEN[case]
    good, file = lines(tmp_path, GOOD, name="good.jsonl"), lines(tmp_path, text, name="bad.jsonl")
    with pytest.raises(BrokenFileError) as caught:
        await take(store, good, file)
    assert str(caught.value).startswith("bad.jsonl, ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert await empty(store)


@pytest.mark.parametrize("odd", [datetime(2026, 1, 1, tzinfo=UTC), b"\x00", math.nan])
async def test_columns_that_json_cannot_hold_are_named_with_their_place(
    store: Store, tmp_path: Path, odd: object
) -> None:
    good = [{"prompt": [user("Sky?") | {"x": None}]}]
    pq.write_table(pa.Table.from_pylist([*good, {"prompt": [user("Sky?") | {"x": odd}]}]), tmp_path / "rows")
    with pytest.raises(BrokenFileError, match=r"^rows, row 2: prompt cannot be kept as JSON: "):
        await take(store, tmp_path / "rows")
    assert await empty(store)


async def test_bytes_that_are_no_text_are_named_with_their_place(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(GOOD.encode() + GOOD.replace("Sky?", "Sk\u00fd?").encode("latin-1"))
    with pytest.raises(BrokenFileError, match=r"rows.jsonl, line 2: not UTF-8: .* at byte 44"):
        await take(store, file)
    file.write_bytes(gzip.compress(GOOD.encode()))
    with pytest.raises(BrokenFileError, match=r"rows.jsonl, line 1: not UTF-8"):
        await take(store, file)
    file.write_bytes(b"PAR1 and no more")
    with pytest.raises(BrokenFileError, match=r"rows.jsonl, row 1: .*[Pp]arquet"):
        await take(store, file)
    assert await empty(store)


def ranked(better: str, worse: str, weight: float, name: str = "r") -> Row:
    return {
        "prompt": [user("Best?")],
        "chosen": [assistant(better)],
        "rejected": [assistant(worse)],
        "weight": weight,
        "kind": "ranking",
        "feedback_id": name,
    }


async def test_pairs_of_a_ranking_that_were_torn_apart_are_refused(store: Store, tmp_path: Path) -> None:
    third = 1 / 3
    whole = [ranked("a", "b", third), ranked("a", "c", third), ranked("b", "c", third)]
    other = ranked("a", "b", 1.0, "other")
    for rows in ([whole[0], other, *whole[1:]], [*whole[:1]], [whole[0], whole[2]]):
        with pytest.raises(BrokenFileError, match="keep all pairs of one feedback_id together"):
            await take(store, lines(tmp_path, *rows))
    circle = [ranked("a", "b", third), ranked("b", "c", third), ranked("c", "a", third)]
    with pytest.raises(BrokenFileError, match="line 1: the pairs are no ranking of 3 replies"):
        await take(store, lines(tmp_path, *circle))
    assert await empty(store)
    await take(store, lines(tmp_path, other, *whole))
    assert len((await store.list_preferences()).items) == 2


async def test_without_feedback_id_and_weight_every_pair_is_a_choice(store: Store, tmp_path: Path) -> None:
    rows = [ranked("a", "b", 1 / 3), ranked("b", "c", 1 / 3)]
    for row in rows:
        del row["feedback_id"], row["weight"], row["kind"]
    await take(store, lines(tmp_path, *rows))
    assert choices(store) == [(["Best?"], "a", "b"), (["Best?"], "b", "c")]


async def test_a_broken_row_of_several_is_named_by_its_own_line(store: Store, tmp_path: Path) -> None:
    third = 1 / 3
    pairs = [ranked("a", "b", third), ranked("a", "c", third), ranked("b", "c", third)]
    bad = {
        "prompt": [user("a")],
        "completion": [assistant("b")],
        "label": False,
        "feedback_id": "v",
        "kind": "both_bad",
    }
    for rows, said in (
        ([*pairs[:2], pairs[2] | {"rejected": "c"}], "line 4: rejected must be a list of messages, not 'c'"),
        ([pairs[0], pairs[1] | {"weight": "heavy"}, pairs[2]], "line 3: weight 'heavy' is not that of 3 replies"),
        ([bad, bad | {"label": "no"}], "line 3: label must be true or false, not 'no'"),
        ([bad, bad | {"prompt": 7}], "line 3: prompt must be a list of messages, not 7"),
    ):
        shape: Shape = "unpaired" if "label" in rows[0] else "preference"
        with pytest.raises(BrokenFileError) as caught:
            await take(store, lines(tmp_path, "\n", *rows), shape=shape)
        assert said in str(caught.value)
    assert await empty(store)


async def test_rows_of_one_judgement_must_agree(store: Store, tmp_path: Path) -> None:
    elsewhere = ranked("b", "c", 1 / 3) | {"prompt": [user("Worst?")]}
    with pytest.raises(BrokenFileError, match="line 1: pairs of feedback_id 'r' have different prompts"):
        await take(store, lines(tmp_path, ranked("a", "b", 1 / 3), elsewhere))
    thumb = {"prompt": [user("a")], "completion": [assistant("b")], "label": True, "feedback_id": "v"}
    with pytest.raises(BrokenFileError, match="line 1: feedback_id 'v' stands in 2 rows"):
        await take(store, lines(tmp_path, thumb, thumb))
    with pytest.raises(BrokenFileError, match="line 1: a judgement that both are bad has at least two rows"):
        await take(store, lines(tmp_path, thumb | {"kind": "both_bad"}))


async def test_what_contradicts_the_store_is_named_with_its_place(
    store: Store, complete: Complete, tmp_path: Path
) -> None:
    await complete("a", "Sky?", ["Blue.", "Green."])
    await store.prefer(NewPreference(["a", "a#1"], {"chosen": "a"}, "ann", id="p1"))
    other_reply = PAIR | {"chosen_completion_id": "a#1"}
    with pytest.raises(BrokenFileError, match=r"rows.jsonl, line 2: completion 'a#1' is here with another reply"):
        await take(store, lines(tmp_path, PAIR, other_reply))
    with pytest.raises(BrokenFileError, match=r"rows.jsonl, line 1: id 'p1' was used for something else"):
        await take(store, lines(tmp_path, PAIR | {"feedback_id": "p1"}))
    assert (await store.counts())["preferences"] == {"cast": 1, "standing": 1}


async def test_the_same_file_a_second_time_adds_nothing(store: Store, tmp_path: Path) -> None:
    transcript = {"chosen": "Human: Sky?\n\nAssistant: Blue.", "rejected": "Human: Sky?\n\nAssistant: Red."}
    thumb = {"prompt": [user("Sky?")], "completion": [assistant("Blue.")], "label": True}
    files = [lines(tmp_path, row, name=name) for row, name in ((PAIR, "1"), (transcript, "2"), (thumb, "3"))]
    assert (await take(store, *files)).new == 3
    before = await store.counts()
    assert (await take(store, *files)).new == 0
    assert await store.counts() == before


async def test_a_given_shape_is_not_guessed(store: Store, tmp_path: Path) -> None:
    file = lines(tmp_path, PAIR)
    assert (await take(store, file, shape="prompts")).new == 1
    with pytest.raises(BrokenFileError, match="line 1: prompt must be"):
        await take(store, lines(tmp_path, {"text": "a"}), shape="prompts")


async def test_an_empty_file_holds_nothing(store: Store, tmp_path: Path) -> None:
    assert await take(store, lines(tmp_path, ""), lines(tmp_path, "[]", name="list")) == ImportReport(0, 0, 0, {})

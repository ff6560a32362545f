"""Files of demonstrations: the four shapes, every reply of a conversation, and errors that name the line."""

import json
from pathlib import Path
from typing import Any

import pytest

from feedback.examples import Prompt
from feedback.exchange.fields import BrokenFileError
from policy.sft.demonstrations import CALLS, EMPTY, FIRST, Demonstrations, corrections_of, read_demonstrations


def user(text: str) -> dict[str, Any]:
    return {"role": "user", "content": text}


def assistant(text: str, **more: Any) -> dict[str, Any]:
    return {"role": "assistant", "content": text} | more


def read(tmp_path: Path, *rows: object, most: int = 100) -> Demonstrations:
    path = tmp_path / "demos.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))
    return read_demonstrations([path], most)


def pairs(found: Demonstrations) -> list[tuple[list[dict[str, Any]], str]]:
    return [([dict(message) for message in one.prompt.messages], one.reply) for one in found.found]


def test_every_reply_of_a_conversation_is_a_demonstration_of_one_group(tmp_path):
    system = {"role": "system", "content": "Be kind."}
    turns = [system, user("Hi"), assistant("Hello!"), user("Bye"), assistant("Farewell.")]
    found = read(tmp_path, {"messages": turns})
    assert pairs(found) == [(turns[:2], "Hello!"), (turns[:4], "Farewell.")]
    first, second = found.found
    assert first.group == second.group == Prompt(tuple(turns[:2])).group != second.prompt.group
    assert (first.weight, first.rater) == (1.0, "demos.jsonl")
    assert first.vote_id != second.vote_id


def test_replies_of_weight_zero_are_context_only(tmp_path):
    turns = [user("Hi"), assistant("Hm.", weight=0), user("Hi?"), assistant("Hello!", weight=1)]
    assert pairs(read(tmp_path, {"messages": turns})) == [([user("Hi"), assistant("Hm."), user("Hi?")], "Hello!")]


def test_dolly_alpaca_and_sharegpt_say_the_same(tmp_path):
    question, reply = "Shorten this.\n\nA long text.", "Text."
    dolly = {"instruction": "Shorten this.", "context": "A long text.", "response": reply, "category": "rewriting"}
    alpaca = {"instruction": "Shorten this.", "input": "A long text.", "output": reply}
    sharegpt = {"conversations": [{"from": "human", "value": question}, {"from": "gpt", "value": reply}]}
    for row in (dolly, alpaca, sharegpt):
        assert pairs(read(tmp_path, row)) == [([user(question)], reply)]
    bare = {"instruction": "Say hello.", "input": "", "output": "Hello.", "system": "Be brief."}
    assert pairs(read(tmp_path, bare)) == [([{"role": "system", "content": "Be brief."}, user("Say hello.")], "Hello.")]


def test_tools_and_parts_of_text_are_kept(tmp_path):
    tools = [{"type": "function", "function": {"name": "look"}}]
    parts = [{"type": "text", "text": "Hel"}, {"type": "text", "text": "lo."}]
    (one,) = read(tmp_path, {"messages": [user("Hi"), assistant(parts)], "tools": tools}).found
    assert (one.prompt.tools, one.reply) == (tuple(tools), "Hello.")


def test_what_cannot_be_learned_from_is_counted_and_repeats_count_once(tmp_path):
    calling = assistant(None, tool_calls=[{"id": "1"}])
    conversation = [assistant("Welcome."), user("Hi"), calling, {"role": "tool", "content": "3"}, assistant(" ")]
    found = read(tmp_path, {"messages": conversation}, *[{"messages": [user("Hi"), assistant("Hello.")]}] * 2)
    assert len(found.found) == 1
    assert found.rows == 3
    assert found.left_out == {FIRST: 1, CALLS: 1, EMPTY: 1}
    turns = [{"from": "human", "value": "Hi"}, {"from": "function_call", "value": "{}"}, {"from": "gpt", "value": "A"}]
    assert [reply for _, reply in pairs(read(tmp_path, {"conversations": turns}))] == ["A"]


def test_a_json_array_and_several_files_are_read(tmp_path):
    for number in range(2):
        row = {"instruction": f"Count to {number}.", "response": "Done."}
        (tmp_path / f"{number}.json").write_text(json.dumps([row]))
    found = read_demonstrations([tmp_path / "0.json", tmp_path / "1.json"])
    assert [one.rater for one in found.found] == ["0.json", "1.json"]


GOOD = {"messages": [user("Hi"), assistant("Hello.")]}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: expected an object"),
        ({"messages": []}, "line 2: messages must be a list of messages"),
        ({"messages": [{"role": "narrator", "content": "x"}]}, "line 2: messages[0] must be a message with a role"),
        ({"messages": [user("Hi"), assistant("Hello.", weight=0.5)]}, "line 2: messages[1].weight must be 0 or 1"),
        ({"messages": [user("Hi"), assistant([{"type": "image_url"}])]}, "line 2: a reply's content must be text"),
        ({"messages": [user("x" * 100_001), assistant("Hello.")]}, "line 2: a conversation of more than 100,000"),
        ({"messages": [user("Hi"), assistant("Hello.")], "tools": "all"}, "line 2: tools must be a list of objects"),
        ({"instruction": "Hi", "response": "Hello."}, "line 2: messages must be a list of messages, not nothing"),
    ],
)
def test_a_broken_line_is_named_with_what_is_wrong(tmp_path, row, said):
    with pytest.raises(BrokenFileError) as error:
        read(tmp_path, GOOD, row)
    assert said in str(error.value)
    assert str(error.value).startswith("demos.jsonl, ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"text": "x"}, "cannot tell what this is from its fields (text)"),
        ({"instruction": " ", "output": "x"}, "instruction and output must be text, not ' ' and 'x'"),
        ({"conversations": [{"from": "me", "value": "x"}]}, "conversations[0] must have from (system, human"),
        ({"conversations": "x"}, "conversations must be a list of turns"),
    ],
)
def test_a_broken_first_line_is_named_too(tmp_path, row, said):
    with pytest.raises(BrokenFileError) as error:
        read(tmp_path, row)
    assert f"demos.jsonl, line 1: {said}" in str(error.value)


def test_more_than_fit_in_memory_are_refused(tmp_path):
    rows = [{"messages": [user(f"{number}?"), assistant("Yes.")]} for number in range(4)]
    with pytest.raises(BrokenFileError, match="line 4: more than 3 demonstrations"):
        read(tmp_path, *rows, most=3)


def test_an_empty_file_has_none(tmp_path):
    assert read(tmp_path).found == []


def vote(name: str, reply: str, correction: str | None, said: str = "Hi", rater: str = "ada") -> dict[str, Any]:
    """A vote as a row of `GET /admin/examples`."""
    return {
        "kind": "vote",
        "id": name,
        "rater": rater,
        "created": 1,
        "messages": [user(said)],
        "tools": None,
        "reply": {"completion_id": f"c-{name}", "message": assistant(reply), "policy_version": 0},
        "rating": "up" if correction is None else "down",
        "correction": correction,
    }


def test_what_users_corrected_is_demonstrated_and_known_by_its_votes(tmp_path):
    found = corrections_of([vote("v1", "Hm.", "Hello!"), vote("v2", "Hm.", None), vote("v3", "Hm.", "Hm.", "Bye")])
    assert pairs(found) == [([user("Hi")], "Hello!")]
    assert (found.rows, found.votes, found.left_out) == (1, {"v1"}, {"corrections that change nothing": 1})
    assert found.found[0].group == Prompt((user("Hi"),)).group, "on the side of the split where votes on it are"
    of_files = read(tmp_path, {"messages": [user("Bye"), assistant("Farewell."), user("?"), assistant("")]})
    both = of_files + found
    assert pairs(both) == pairs(of_files) + pairs(found)
    assert (both.rows, both.votes) == (2, {"v1"})
    assert both.left_out == {EMPTY: 1, "corrections that change nothing": 1}
    assert corrections_of([]) == Demonstrations([], 0, {})


def test_corrections_of_a_quarantined_rater_are_left_out():
    # Twenty prompts on which three people say the opposite of the fourth, who then corrects a reply of its own.
    rows = [
        row | {"rating": "down" if rater == "troll" else "up"}
        for number in range(20)
        for rater in ("ada", "bob", "cid", "troll")
        for row in [vote(f"{rater}-{number}", "Fine.", None, f"What is {number}?", rater)]
    ]
    found = corrections_of([*rows, vote("bad", "Hm.", "Rubbish.", rater="troll"), vote("good", "Hm.", "Hello!")])
    assert [one.vote_id for one in found.found] == ["good"]
    assert list(found.left_out) == ["examples of quarantined raters"]

"""The message tree gives back any conversation and keeps nothing twice."""

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from feedback.sql import tree
from feedback.sql.migrations import migrate
from feedback.store import Store
from feedback.types import Message, NewCompletion, Outcome, canonical_json

JSON = st.recursive(
    st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
MESSAGES = st.lists(
    st.fixed_dictionaries(
        {
            "role": st.sampled_from(["system", "user", "assistant", "tool"]),
            "content": st.none()
            | st.text()
            | st.lists(st.fixed_dictionaries({"type": st.just("text"), "text": st.text()})),
        },
        optional={"name": st.text(), "tool_calls": st.lists(JSON, min_size=1, max_size=2), "tool_call_id": st.text()},
    ),
    min_size=1,
    max_size=6,
)


def empty() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA foreign_keys = ON")
    migrate(Database(db))
    return db


def nodes(db: sqlite3.Connection) -> int:
    (found,) = db.execute("SELECT count(*) FROM nodes").fetchone()
    return int(found)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MESSAGES, min_size=1, max_size=3))
def test_any_conversations_are_given_back_and_their_beginnings_are_shared(conversations: list[list[Any]]) -> None:
    db = empty()
    leaves = [tree.add_path(db, conversation) for conversation in conversations]
    for leaf, conversation in zip(leaves, conversations, strict=True):
        assert list(tree.path(db, leaf)) == conversation
    beginnings = {
        canonical_json(conversation[:end]) for conversation in conversations for end in range(1, len(conversation) + 1)
    }
    assert nodes(db) == len(beginnings)
    for leaf in leaves:
        tree.prune(db, leaf)
    assert nodes(db) == 0
    db.close()


def test_a_node_s_id_is_the_hash_of_its_parent_and_its_message() -> None:
    root = Message({"role": "user", "content": "é"}).node_id(None)
    assert root == hashlib.sha256('{"content":"é","role":"user"}'.encode()).digest()
    reply = Message({"content": "b", "role": "assistant"}).node_id(root)
    assert reply == hashlib.sha256(root + b'{"content":"b","role":"assistant"}').digest()


def test_a_reply_sent_back_by_a_client_is_the_same_message_with_or_without_empty_fields() -> None:
    plain = Message({"role": "assistant", "content": "Hi"})
    dressed = Message({"role": "assistant", "content": "Hi", "refusal": None, "audio": None, "tool_calls": []})
    assert plain.node_id(None) == dressed.node_id(None)
    assert plain.node_id(None) != Message({"role": "user", "content": "Hi"}).node_id(None)
    assert plain.node_id(None) != plain.node_id(b"parent")


def test_reasoning_sent_back_under_either_name_or_both_is_the_same_message() -> None:
    said = {"role": "assistant", "content": "Four."}
    one = Message({**said, "reasoning": "2 + 2"})
    assert one.canonical() == '{"content":"Four.","reasoning":"2 + 2","role":"assistant"}'
    assert Message({**said, "reasoning_content": "2 + 2"}).canonical() == one.canonical()
    assert Message({**said, "reasoning": "2 + 2", "reasoning_content": "2 + 2"}).canonical() == one.canonical()
    assert Message({**said, "reasoning": None, "reasoning_content": "2 + 2"}).canonical() == one.canonical()


def test_a_lone_surrogate_is_kept_and_given_back() -> None:
    db = empty()
    said = {"role": "user", "content": "half \ud83d a pair"}
    assert list(tree.path(db, tree.add_path(db, [said]))) == [said]
    db.close()


def test_a_conversation_that_goes_on_costs_one_look_up_and_its_new_messages() -> None:
    db = empty()
    said = [{"role": ("user", "assistant")[turn % 2], "content": str(turn)} for turn in range(400)]
    tree.add_path(db, said[:398])
    statements: list[str] = []
    db.set_trace_callback(statements.append)
    tree.add_path(db, said)
    db.set_trace_callback(None)
    assert [statement.split()[0] for statement in statements] == ["SELECT", "SELECT", "SELECT", "INSERT", "INSERT"]
    (depth,) = db.execute("SELECT max(depth) FROM nodes").fetchone()
    assert (nodes(db), depth) == (400, 399)
    db.close()


async def test_a_regenerated_reply_is_a_sibling_and_the_next_turn_grows_from_the_reply_it_answers(
    path: Path, store: Store, new_request: Callable[..., NewCompletion], new_outcome: Callable[..., Outcome]
) -> None:
    for completion_id, reply in (("a", "one"), ("b", "two")):
        await store.begin(new_request(completion_id))
        await store.finish(completion_id, new_outcome(reply))
    second_turn = [
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": "two", "refusal": None},
        {"role": "user", "content": "More"},
    ]
    await store.begin(NewCompletion("c", "starter", 1, 0, second_turn))
    db = sqlite3.connect(path)
    edges = db.execute(
        "SELECT p.body ->> 'content', n.body ->> 'content' FROM nodes AS n LEFT JOIN nodes AS p ON p.id = n.parent_id"
        " ORDER BY n.depth, n.body"
    ).fetchall()
    db.close()
    assert edges == [(None, "Hello"), ("Hello", "one"), ("Hello", "two"), ("two", "More")]

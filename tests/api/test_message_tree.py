"""What the store's file holds after conversations over HTTP, read from the file itself: one tree, nothing twice."""

import sqlite3
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import openai
import pytest

from tests.api.asking import MODEL, WEATHER, no_blanks
from tests.live import Served


@pytest.fixture
def database(live_server: Served) -> Iterator[sqlite3.Connection]:
    """The running server's file, for reading only."""
    connection = sqlite3.connect(f"file:{live_server.data / 'attune.db'}?mode=ro", uri=True)
    yield connection
    connection.close()


Rows = list[tuple[Any, ...]]


def path(database: sqlite3.Connection, completion_id: str) -> list[bytes]:
    """The nodes of a completion's conversation, from its first message to its prompt's last."""
    rows: Rows = database.execute(
        """
        WITH RECURSIVE path(id, parent_id, depth) AS (
            SELECT id, parent_id, depth FROM nodes
            WHERE id = (SELECT prompt_node_id FROM completions WHERE id = ?)
            UNION ALL SELECT nodes.id, nodes.parent_id, nodes.depth FROM path JOIN nodes ON nodes.id = path.parent_id
        ) SELECT id FROM path ORDER BY depth
        """,
        [completion_id],
    ).fetchall()
    return [node for (node,) in rows]


def replies(database: sqlite3.Connection, completion_id: str) -> list[bytes]:
    rows: Rows = database.execute(
        "SELECT node_id FROM choices JOIN completions ON seq = completion_seq WHERE id = ? ORDER BY choice",
        [completion_id],
    ).fetchall()
    return [node for (node,) in rows]


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
def test_a_conversation_sent_again_finds_itself(
    client: openai.OpenAI, database: sqlite3.Connection, streamed: bool
) -> None:
    messages: list[Any] = [{"role": "user", "content": f"Hello! {uuid.uuid4()}"}]
    if streamed:
        text, first = "", ""
        for chunk in client.chat.completions.create(model=MODEL, messages=messages, max_tokens=8, stream=True):
            text, first = text + (chunk.choices[0].delta.content or ""), chunk.id
        said: Any = {"role": "assistant", "content": text}
    else:
        reply = client.chat.completions.create(model=MODEL, messages=messages, max_tokens=8)
        said, first = reply.choices[0].message, reply.id
    messages += [said, {"role": "user", "content": "And then?"}]
    second = client.chat.completions.create(model=MODEL, messages=messages, max_tokens=8).id
    # The reply as it was generated and the reply as the client sent it back are one node.
    assert path(database, second)[:2] == [*path(database, first), *replies(database, first)]
    assert len(path(database, second)) == 3


def test_replies_to_one_prompt_are_siblings(client: openai.OpenAI, database: sqlite3.Connection) -> None:
    messages: list[Any] = [{"role": "user", "content": f"Hello! {uuid.uuid4()}"}]
    made = [client.chat.completions.create(model=MODEL, messages=messages, max_tokens=8, n=2).id for _ in range(2)]
    (node,) = path(database, made[0])
    assert path(database, made[1]) == [node]
    parents: Rows = database.execute(
        f"SELECT DISTINCT parent_id FROM nodes WHERE id IN ({','.join('?' * 4)})",
        [*replies(database, made[0]), *replies(database, made[1])],
    ).fetchall()
    assert parents == [(node,)]


def test_a_streamed_tool_call_sent_back_finds_itself(
    client: openai.OpenAI, database: sqlite3.Connection, stored: Callable[[str], Any]
) -> None:
    messages: list[Any] = [{"role": "user", "content": f"Weather in Oslo? {uuid.uuid4()}"}]
    ask: dict[str, Any] = {"model": MODEL, "tools": [WEATHER], "logit_bias": no_blanks()}
    with client.chat.completions.stream(
        **ask, messages=messages, tool_choice="required", parallel_tool_calls=False, max_tokens=200
    ) as stream:
        reply = stream.get_final_completion()
    said = reply.choices[0].message
    kept = stored(reply.id)["choices"][0]
    assert len(kept["token_ids"]) == len(kept["token_logprobs"]) > 0
    assert said.tool_calls is not None
    messages += [
        {"role": "assistant", "tool_calls": [call.to_dict() for call in said.tool_calls]},
        {"role": "tool", "tool_call_id": said.tool_calls[0].id, "content": "Rain"},
    ]
    # What the SDK adds for its own use is no part of the call.
    for call in messages[1]["tool_calls"]:
        call["function"].pop("parsed_arguments", None)
        call.pop("index", None)
    second = client.chat.completions.create(**ask, messages=messages, max_tokens=4).id
    assert path(database, second)[:2] == [*path(database, reply.id), *replies(database, reply.id)]


def test_no_message_is_kept_twice(client: openai.OpenAI, database: sqlite3.Connection) -> None:
    messages: list[Any] = [{"role": "user", "content": f"Hello! {uuid.uuid4()}"}]

    def nodes() -> int:
        ((count,),) = database.execute("SELECT count(*) FROM nodes").fetchall()
        return int(count)

    before = nodes()
    for _ in range(3):
        client.chat.completions.create(model=MODEL, messages=messages, max_tokens=1, temperature=0)
    # The question once, and its one greedy answer once, for three requests.
    assert nodes() == before + 2


def test_every_reply_in_the_file_has_a_logprob_for_each_token(database: sqlite3.Connection) -> None:
    rows: Rows = database.execute(
        "SELECT length(token_ids), length(logprobs), status FROM choices JOIN completions ON seq = completion_seq"
    ).fetchall()
    assert len(rows) > 0
    assert [row for row in rows if row[0] != row[1] or row[0] == 0] == []

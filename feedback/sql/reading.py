"""The SQL that reads completions and finds the replies that votes name."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from feedback.errors import ForeignCompletion, UnknownCompletion
from feedback.packing import parse, unpack_floats, unpack_ids
from feedback.sql import tree
from feedback.types import FinishedChoice, StoredCompletion, parse_reply_name, reply_name

CHOICES = """
SELECT choices.*, nodes.body FROM choices LEFT JOIN nodes ON nodes.id = choices.node_id
WHERE completion_seq = ? ORDER BY choice
"""


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """Where a reply named by a vote is."""

    name: str
    """Its one name: `ID` for the first choice, `ID#index` for others."""
    seq: int
    """The completion's row number."""
    choice: int
    owner: str | None
    stored: bool
    """Whether content is kept of it."""
    prompt: tuple[object, object, int]
    """Equal exactly for replies to the same prompt: its node, its tools, and which of the request's prompts it was.
    Without content only replies of one request are known to share theirs."""


def check_owner(completion_id: str, has: str | None, asks: str | None) -> None:
    """Raise `ForeignCompletion` unless `asks` may see it; None may see everyone's."""
    if asks is not None and asks != has:
        raise ForeignCompletion(f"completion {completion_id!r} belongs to another key", param="completion_id")


def find_reply(db: sqlite3.Connection, name: str, owner: str | None, param: str) -> ReplyRow:
    """The reply of that name. Errors name `param`."""
    completion_id, choice = parse_reply_name(name)
    row = db.execute(
        "SELECT seq, owner, content, n, prompts, prompt_node_id, toolset_id FROM completions WHERE id = ?",
        [completion_id],
    ).fetchone()
    if row is None or row["content"] == "deleted":
        raise UnknownCompletion(f"no completion {completion_id!r}", param=param)
    if owner is not None and owner != row["owner"]:
        raise ForeignCompletion(f"completion {completion_id!r} belongs to another key", param=param)
    if choice >= row["n"]:
        raise UnknownCompletion(f"completion {completion_id!r} has {row['n']} choices, no #{choice}", param=param)
    part = choice // max(row["n"] // row["prompts"], 1)
    prompt = (row["prompt_node_id"] or row["seq"], row["toolset_id"], part)
    stored = row["content"] in ("chat", "text")
    return ReplyRow(reply_name(completion_id, choice), row["seq"], choice, row["owner"], stored, prompt)


def get(db: sqlite3.Connection, completion_id: str, owner: str | None) -> StoredCompletion | None:
    """Read a completion; None if unknown or deleted."""
    row = db.execute("SELECT seq, owner, content FROM completions WHERE id = ?", [completion_id]).fetchone()
    if row is None or row["content"] == "deleted":
        return None
    check_owner(completion_id, row["owner"], owner)
    return load(db, row["seq"])


def load(db: sqlite3.Connection, seq: int) -> StoredCompletion:
    """Read a completion by row number."""
    row = db.execute("SELECT * FROM completions WHERE seq = ?", [seq]).fetchone()
    labels = db.execute("SELECT key, value FROM completion_metadata WHERE completion_seq = ? ORDER BY key", [seq])
    return StoredCompletion(
        id=row["id"],
        model=row["model"],
        policy_version=row["policy_version"],
        created=row["created"],
        status=row["status"],
        stored=row["content"] in ("chat", "text"),
        n=row["n"],
        choices=tuple(load_choice(choice, row["content"]) for choice in db.execute(CHOICES, [seq])),
        tools=load_toolset(db, row["toolset_id"]),
        parameters=json.loads(row["parameters"]),
        prompt_token_ids=unpack_ids(row["prompt_token_ids"]),
        request_id=row["request_id"],
        user=row["user"],
        owner=row["owner"],
        metadata={label["key"]: label["value"] for label in labels},
        system_fingerprint=row["system_fingerprint"],
        usage=None if row["usage"] is None else json.loads(row["usage"]),
        timings=json.loads(row["timings"]),
        error=row["error"],
    )


def load_choice(row: sqlite3.Row, content: str) -> FinishedChoice:
    """A row of `CHOICES` as a value."""
    said = None if row["body"] is None else tree.whole(row["body"])
    stop: Any = parse(row["stop_reason"])
    chat = content == "chat"
    return FinishedChoice(
        index=row["choice"],
        message=said | json.loads(row["aside"] or "{}") if said and chat else None,
        text=said["content"] if said and not chat else None,
        token_ids=unpack_ids(row["token_ids"]) or (),
        logprobs=unpack_floats(row["logprobs"]),
        finish_reason=row["finish_reason"],
        stop_reason=stop,
    )


def load_toolset(db: sqlite3.Connection, toolset_id: bytes | None) -> list[dict[str, Any]] | None:
    """The tools a completion was offered."""
    if toolset_id is None:
        return None
    (body,) = db.execute("SELECT body FROM toolsets WHERE id = ?", [toolset_id]).fetchone()
    tools: list[dict[str, Any]] = json.loads(body)
    return tools

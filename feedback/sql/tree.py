"""The message tree: every conversation is a path from a root to a node, and nothing is stored twice.

A node's id is the hash of its parent's id and its message (`Message.node_id`), so equal conversations meet in one node,
a conversation sent again finds itself, and two replies to one prompt are siblings. A node is there only if its parent
is, so looking from the end backwards finds the first node that is new.

A node lives while a child, a completion's prompt or a completion's choice needs it.
"""

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from feedback.types import Json, Message

PATH = """
WITH RECURSIVE path(parent_id, depth, body) AS (
    SELECT parent_id, depth, body FROM nodes WHERE id = ?
    UNION ALL
    SELECT nodes.parent_id, nodes.depth, nodes.body FROM path JOIN nodes ON nodes.id = path.parent_id
)
SELECT body FROM path ORDER BY depth
"""

USED = """
SELECT EXISTS (SELECT 1 FROM nodes WHERE parent_id = :node)
    OR EXISTS (SELECT 1 FROM completions WHERE prompt_node_id = :node)
    OR EXISTS (SELECT 1 FROM choices WHERE node_id = :node)
"""


def add_path(db: sqlite3.Connection, bodies: Sequence[Json]) -> bytes | None:
    """Add a conversation's missing nodes and return its last node's id; None for an empty conversation."""
    messages = [Message(body) for body in bodies]
    ids: list[bytes] = []
    for message in messages:
        ids.append(message.node_id(ids[-1] if ids else None))
    new = len(ids)
    while new and not _exists(db, ids[new - 1]):
        new -= 1
    for depth in range(new, len(ids)):
        _insert(db, ids[depth], ids[depth - 1] if depth else None, depth, messages[depth])
    return ids[-1] if ids else None


def add_reply(db: sqlite3.Connection, prompt: bytes, body: Json) -> bytes:
    """Add a reply below a prompt's node, unless the same one is there, and return its id."""
    message = Message(body)
    node = message.node_id(prompt)
    if not _exists(db, node):
        (depth,) = db.execute("SELECT depth FROM nodes WHERE id = ?", [prompt]).fetchone()
        _insert(db, node, prompt, depth + 1, message)
    return node


def path(db: sqlite3.Connection, node: bytes | None) -> tuple[dict[str, Any], ...]:
    """The conversation from its first message to `node`."""
    return tuple(whole(body) for (body,) in db.execute(PATH, [node]))


def whole(text: str) -> dict[str, Any]:
    """A stored body as a message: OpenAI's always have `content`, if only null."""
    return {"content": None, **json.loads(text)}


def prune(db: sqlite3.Connection, node: bytes | None) -> None:
    """Remove `node` and then its ancestors, up to the first that is still needed."""
    while node is not None:
        (used,) = db.execute(USED, {"node": node}).fetchone()
        if used:
            return
        row = db.execute("DELETE FROM nodes WHERE id = ? RETURNING parent_id", [node]).fetchone()
        node = row["parent_id"] if row else None


def _exists(db: sqlite3.Connection, node: bytes) -> bool:
    return db.execute("SELECT 1 FROM nodes WHERE id = ?", [node]).fetchone() is not None


def _insert(db: sqlite3.Connection, node: bytes, parent: bytes | None, depth: int, message: Message) -> None:
    db.execute(
        "INSERT INTO nodes (id, parent_id, depth, role, body) VALUES (?, ?, ?, ?, ?)",
        [node, parent, depth, message.role, message.canonical()],
    )

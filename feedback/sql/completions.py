"""The SQL that writes completions: begin, finish, relabel, delete.

A request with `store: false` keeps its row and nothing that was said: `content` is `refused`, there are no nodes and no
choices. Deleting brings a completion to the same state (`deleted`) and takes with it what only it needed.

`begin` and `finish` are the hot path, so they are plain statements that SQLite prepares once. Reading is in `reading`.
"""

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence

from feedback.errors import Contradictory, UnknownCompletion
from feedback.packing import dump, pack_floats, pack_ids
from feedback.sql import tree
from feedback.sql.reading import check_owner, load
from feedback.types import FinishedChoice, Json, NewCompletion, Outcome, Prompt, StoredCompletion, canonical_json

# What a model says to itself stays beside the tree: clients do not send it back, so it is no part of a conversation.
ASIDES = ("reasoning", "reasoning_content")

INSERT = """
INSERT INTO completions (id, created, model, policy_version, status, content, n, prompts, owner, user, request_id,
    system_fingerprint, prompt_node_id, toolset_id, parameters, prompt_token_ids)
VALUES (?, ?, ?, ?, 'running', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

FINISH = """
UPDATE completions SET status = ?, usage = ?, timings = ?, error = ?, n = max(n, ?),
    prompt_token_ids = CASE WHEN content IN ('chat', 'text') THEN coalesce(?, prompt_token_ids) END
WHERE seq = ?
"""

INSERT_CHOICE = """
INSERT INTO choices (completion_seq, choice, node_id, aside, token_ids, logprobs, finish_reason, stop_reason)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""

FORGET = """
UPDATE completions SET content = 'deleted', user = NULL, prompt_node_id = NULL, toolset_id = NULL, parameters = '{}',
    prompt_token_ids = NULL, error = NULL
WHERE seq = ?
"""

FORGET_VOTES = """
UPDATE votes SET reasons = NULL, comment = NULL, correction = NULL, metadata = NULL WHERE completion_seq = ?
"""
FORGET_PREFERENCES = """
UPDATE preferences SET comment = NULL, metadata = NULL
WHERE seq IN (SELECT preference_seq FROM preference_replies WHERE completion_seq = ?)
"""


def begin(db: sqlite3.Connection, new: NewCompletion) -> None:
    """Insert a running completion and what it was asked."""
    if db.execute("SELECT 1 FROM completions WHERE id = ?", [new.id]).fetchone():
        raise Contradictory(f"completion {new.id!r} exists already", param="id")
    content = "refused" if not new.store else "chat" if new.prompt is None else "text"
    node = tools = tokens = user = None
    parameters: Json = {}
    if new.store:
        node = tree.add_path(db, conversation(new))
        tools = add_toolset(db, new.tools)
        tokens, user, parameters = pack_ids(new.prompt_token_ids), new.user, new.parameters
    made = (new.id, new.created, new.model, new.policy_version, content, new.n, prompt_count(new.prompt))
    origin = (new.owner, user, new.request_id, new.system_fingerprint)
    seq = db.execute(INSERT, (*made, *origin, node, tools, dump(parameters), tokens)).lastrowid
    if new.store and new.metadata:
        label(db, seq, new.metadata, new.owner, new.created)


def finish(db: sqlite3.Connection, completion_id: str, outcome: Outcome) -> None:
    """Record how a completion ended, with its choices where content is kept."""
    row = db.execute(
        "SELECT seq, status, content, prompt_node_id FROM completions WHERE id = ?", [completion_id]
    ).fetchone()
    if row is None:
        raise UnknownCompletion(f"no completion {completion_id!r}")
    if row["status"] != "running":
        raise Contradictory(f"completion {completion_id!r} has already ended: {row['status']}")
    count = max((choice.index + 1 for choice in outcome.choices), default=0)
    ended = (outcome.status, dump(outcome.usage), dump(outcome.timings), outcome.error, count)
    db.execute(FINISH, (*ended, pack_ids(outcome.prompt_token_ids), row["seq"]))
    if row["content"] in ("chat", "text"):
        for choice in outcome.choices:
            add_choice(db, row["seq"], row["prompt_node_id"], choice)


def add_choice(db: sqlite3.Connection, seq: int, prompt: bytes | None, choice: FinishedChoice) -> None:
    """Insert one choice; its reply becomes a node below the prompt's."""
    node = aside = None
    said = choice.message
    if said is None and choice.text is not None:
        said = {"role": "completion", "content": choice.text}
    if said is not None and prompt is not None:
        kept = {key: said[key] for key in ASIDES if said.get(key) is not None}
        aside = dump(kept) if kept else None
        node = tree.add_reply(db, prompt, {key: value for key, value in said.items() if key not in ASIDES})
    sampled = (pack_ids(choice.token_ids), pack_floats(choice.logprobs))
    db.execute(
        INSERT_CHOICE, (seq, choice.index, node, aside, *sampled, choice.finish_reason, dump(choice.stop_reason))
    )


def conversation(new: NewCompletion) -> Sequence[Json]:
    """What was asked, as a path of messages. The prompt of /v1/completions is one message of role `prompt`."""
    return new.messages if new.prompt is None else ({"role": "prompt", "content": new.prompt},)


def prompt_count(prompt: Prompt | None) -> int:
    """How many prompts a request has: /v1/completions takes lists of them."""
    batch = isinstance(prompt, Sequence) and not isinstance(prompt, str) and prompt and not isinstance(prompt[0], int)
    return len(prompt) if batch and prompt else 1


def add_toolset(db: sqlite3.Connection, tools: Sequence[Json] | None) -> bytes | None:
    """Keep a list of tools once, however often it is sent; its id."""
    if not tools:
        return None
    body = canonical_json(list(tools))
    toolset = hashlib.sha256(body.encode()).digest()
    db.execute("INSERT OR IGNORE INTO toolsets (id, body) VALUES (?, ?)", [toolset, body])
    return toolset


def label(
    db: sqlite3.Connection, seq: int | None, metadata: Mapping[str, str], owner: str | None, created: int
) -> None:
    """Insert a completion's metadata; owner and time come along for the listing's indexes."""
    db.executemany(
        "INSERT INTO completion_metadata (completion_seq, key, value, owner, created) VALUES (?, ?, ?, ?, ?)",
        [(seq, key, value, owner, created) for key, value in metadata.items()],
    )


def update_metadata(
    db: sqlite3.Connection, completion_id: str, metadata: Mapping[str, str], owner: str | None
) -> StoredCompletion:
    """Replace a stored completion's metadata."""
    row = db.execute("SELECT * FROM completions WHERE id = ?", [completion_id]).fetchone()
    if row is None or row["content"] not in ("chat", "text"):
        raise UnknownCompletion(f"no stored completion {completion_id!r}")
    check_owner(completion_id, row["owner"], owner)
    db.execute("DELETE FROM completion_metadata WHERE completion_seq = ?", [row["seq"]])
    label(db, row["seq"], metadata, row["owner"], row["created"])
    return load(db, row["seq"])


def delete(db: sqlite3.Connection, completion_id: str, owner: str | None) -> bool:
    """Forget what a completion said and what was said of it; False if unknown or already forgotten."""
    row = db.execute("SELECT * FROM completions WHERE id = ?", [completion_id]).fetchone()
    if row is None or row["content"] == "deleted":
        return False
    check_owner(completion_id, row["owner"], owner)
    seq = row["seq"]
    replies = db.execute("SELECT node_id FROM choices WHERE completion_seq = ?", [seq]).fetchall()
    db.execute("DELETE FROM choices WHERE completion_seq = ?", [seq])
    db.execute("DELETE FROM completion_metadata WHERE completion_seq = ?", [seq])
    for statement in (FORGET, FORGET_VOTES, FORGET_PREFERENCES):
        db.execute(statement, [seq])
    for (node,) in (*replies, (row["prompt_node_id"],)):
        tree.prune(db, node)
    if row["toolset_id"] is not None:
        db.execute(
            "DELETE FROM toolsets WHERE id = :id AND NOT EXISTS (SELECT 1 FROM completions WHERE toolset_id = :id)",
            {"id": row["toolset_id"]},
        )
    return True

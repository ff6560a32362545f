"""Whole examples in bulk: read from a snapshot row by row, written in one transaction.

Reading has a connection of its own, so that a long export disturbs neither the writer nor the pages; while it runs the
WAL file cannot be reset and grows with what is written meanwhile. Memory stays bounded in both directions: one row at
a time.

The file formats are `exchange`'s business. What was deleted or never kept is not read.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import TypeVar

from feedback.errors import Contradictory
from feedback.pseudonyms import pseudonym
from feedback.sql import completions, preferences, tree, votes
from feedback.sql.readers import connect_read_only
from feedback.sql.reading import load_choice, load_toolset
from feedback.sql.writer import translate
from feedback.types import (
    FinishedChoice,
    ImportedRow,
    Json,
    Message,
    NewCompletion,
    NewPreference,
    NewVote,
    Outcome,
    PreferenceRow,
    PromptRow,
    Reply,
    VoteRow,
    canonical_json,
    imported_id,
    parse_reply_name,
)

Row = TypeVar("Row")
Judgement = NewVote | NewPreference

REPLY = """
SELECT completions.*, choices.choice, choices.aside, choices.token_ids, choices.logprobs, choices.finish_reason,
    choices.stop_reason, nodes.body
FROM completions JOIN choices ON choices.completion_seq = completions.seq JOIN nodes ON nodes.id = choices.node_id
WHERE completions.id = ? AND choices.choice = ?
"""

PROMPTS = """
SELECT c.* FROM completions AS c WHERE c.content = 'chat' AND NOT EXISTS (
    SELECT 1 FROM completions AS e WHERE e.prompt_node_id = c.prompt_node_id AND e.content = 'chat' AND e.seq < c.seq
) ORDER BY c.seq
"""


def read(path: Path, rows: Callable[[sqlite3.Connection], Iterator[Row]]) -> Iterator[Row]:
    """What `rows` yields from a connection and a snapshot of its own."""
    try:
        with closing(connect_read_only(path)) as db:
            db.execute("BEGIN")
            yield from rows(db)
    except sqlite3.Error as error:
        raise translate(error) from error


def vote_rows(db: sqlite3.Connection) -> Iterator[VoteRow]:
    """Standing votes with their context."""
    for row in db.execute(f"{votes.SELECT} WHERE v.standing = 'standing' ORDER BY v.created, v.seq"):
        if (found := vote_row(db, row)) is not None:
            yield found


def vote_row(db: sqlite3.Connection, row: sqlite3.Row) -> VoteRow | None:
    """A row of `votes.SELECT` with its context; None where that is not kept."""
    vote = votes.from_row(row)
    found = find(db, vote.completion_id)
    if found is None:
        return None
    reply, context = found
    return VoteRow(vote, tree.path(db, context["prompt_node_id"]), reply, load_toolset(db, context["toolset_id"]))


def preference_rows(db: sqlite3.Connection) -> Iterator[PreferenceRow]:
    """Standing preferences with their context."""
    for row in db.execute(f"{preferences.SELECT} WHERE p.standing = 'standing' ORDER BY p.created, p.seq"):
        if (found := preference_row(db, row)) is not None:
            yield found


def preference_row(db: sqlite3.Connection, row: sqlite3.Row) -> PreferenceRow | None:
    """A row of `preferences.SELECT` with its context; None where that is not kept for every reply."""
    preference = preferences.from_row(row)
    found = [find(db, name) for name in preference.completion_ids]
    replies = tuple(pair[0] for pair in found if pair is not None)
    if len(replies) < len(found) or found[0] is None:
        return None
    context = found[0][1]
    messages = tree.path(db, context["prompt_node_id"])
    return PreferenceRow(preference, messages, replies, load_toolset(db, context["toolset_id"]))


def prompt_rows(db: sqlite3.Connection) -> Iterator[PromptRow]:
    """Stored conversations, each at its first completion."""
    for row in db.execute(PROMPTS):
        yield prompt_row(db, row)


def prompt_row(db: sqlite3.Connection, row: sqlite3.Row) -> PromptRow:
    """A row of `PROMPTS` with its conversation."""
    messages, tools = tree.path(db, row["prompt_node_id"]), load_toolset(db, row["toolset_id"])
    return PromptRow(row["id"], messages, tools, row["policy_version"], row["model"], row["created"])


def find(db: sqlite3.Connection, name: str) -> tuple[Reply, sqlite3.Row] | None:
    """A reply and its row; None where no content is kept or it is still being written."""
    row = db.execute(REPLY, parse_reply_name(name)).fetchone()
    if row is None:
        return None
    choice = load_choice(row, row["content"])
    message: Json = choice.message or {"role": "completion", "content": choice.text}
    return Reply(name, message, row["policy_version"], row["model"], row["created"]), row


def import_rows(db: sqlite3.Connection, rows: Iterable[ImportedRow]) -> int:
    """Write all rows; how many of them added anything."""
    new = 0
    for row in rows:
        before = db.total_changes
        import_row(db, row)
        new += db.total_changes > before
    return new


def import_row(db: sqlite3.Connection, row: ImportedRow) -> None:
    """Write one row. One about what was deleted here adds nothing: deleted stays deleted."""
    if any(is_deleted(db, name) for name in names_of(row)):
        return
    prompt = tree.add_path(db, row.messages)
    if prompt is None:
        raise Contradictory("an example needs at least one message", param="messages")
    if not row.replies and not db.execute("SELECT 1 FROM completions WHERE prompt_node_id = ?", [prompt]).fetchone():
        (name,) = names_of(row)
        begin_and_finish(db, row, Reply(name, {}, 0, "", row.judged), ())
    for reply in row.replies:
        import_reply(db, row, prompt, reply)
    import_judgement(db, row)


def names_of(row: ImportedRow) -> list[str]:
    """The replies that a row is about; without any, the completion that would keep its conversation."""
    if row.replies or not row.messages:
        return [reply.completion_id for reply in row.replies]
    return [row.completion_id or imported_id(row.messages[:-1], row.messages[-1])]


def is_deleted(db: sqlite3.Connection, name: str) -> bool:
    """Whether a reply's completion was here and was deleted."""
    completion_id, _ = parse_reply_name(name)
    row = db.execute("SELECT 1 FROM completions WHERE id = ? AND content = 'deleted'", [completion_id]).fetchone()
    return row is not None


def import_reply(db: sqlite3.Connection, row: ImportedRow, prompt: bytes, reply: Reply) -> None:
    """Make sure the reply is there, under the id it names."""
    completion_id, index = parse_reply_name(reply.completion_id)
    there = db.execute("SELECT * FROM completions WHERE id = ?", [completion_id]).fetchone()
    choice = FinishedChoice(index, message=reply.message)
    if reply.message.get("role") == "completion":
        choice = FinishedChoice(index, text=reply.message.get("content"))
    if there is None:
        begin_and_finish(db, row, replace(reply, completion_id=completion_id), (choice,))
        return
    if there["prompt_node_id"] != prompt:
        raise Contradictory(f"completion {completion_id!r} is here with another prompt", param="completion_ids")
    held = find(db, reply.completion_id)
    if held is None:
        completions.add_choice(db, there["seq"], prompt, choice)
        db.execute("UPDATE completions SET n = max(n, ?) WHERE seq = ?", [index + 1, there["seq"]])
    elif canonical_reply(held[0]) != canonical_reply(reply):
        raise Contradictory(f"completion {reply.completion_id!r} is here with another reply", param="completion_ids")


def canonical_reply(reply: Reply) -> str:
    """What two copies of one reply share."""
    return Message({key: value for key, value in reply.message.items() if key not in completions.ASIDES}).canonical()


def begin_and_finish(db: sqlite3.Connection, row: ImportedRow, reply: Reply, choices: Sequence[FinishedChoice]) -> None:
    """Insert a completion that happened elsewhere."""
    first = row.messages[0]
    text = first.get("role") == "prompt"
    new = NewCompletion(
        id=reply.completion_id,
        model=reply.model,
        policy_version=reply.policy_version,
        created=reply.created,
        messages=() if text else row.messages,
        prompt=first.get("content") if text else None,
        n=max((choice.index + 1 for choice in choices), default=1),
        tools=row.tools,
    )
    completions.begin(db, new)
    completions.finish(db, new.id, Outcome("completed", choices))


def import_judgement(db: sqlite3.Connection, row: ImportedRow) -> None:
    """Cast the row's vote or preference; without an id it gets one made of what it says, so that it counts once."""
    judgement = row.judgement
    if judgement is None:
        return
    if judgement.id is None:
        said = canonical_json([asdict(judgement), row.judged])
        judgement = replace(judgement, id=f"import-{hashlib.sha256(said.encode()).hexdigest()[:32]}")
    judgement = as_cast(db, judgement)
    if isinstance(judgement, NewVote):
        votes.cast(db, judgement, row.judged)
    else:
        preferences.check(judgement)
        preferences.cast(db, judgement, row.judged)


def as_cast(db: sqlite3.Connection, judgement: Judgement) -> Judgement:
    """The judgement as it was cast, if it left from this store under its id, and itself otherwise.

    An export has a pseudonym for the rater, the replies in the verdict's order, and no metadata.
    """
    table = "votes" if isinstance(judgement, NewVote) else "preferences"
    there = db.execute(f"SELECT * FROM {table} WHERE id = ?", [judgement.id]).fetchone()
    if there is None or pseudonym(there["rater"]) != judgement.rater:
        return judgement
    cast = replace(judgement, rater=there["rater"], metadata=json.loads(there["metadata"] or "{}"))
    if isinstance(cast, NewPreference):
        shown = json.loads(there["completion_ids"])
        return replace(cast, completion_ids=shown) if set(shown) == set(cast.completion_ids) else cast
    return cast

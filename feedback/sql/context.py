"""One reply where it stands: the conversation before it, the replies beside it, and everything that was said of it.

All from one snapshot, for an operator who looks at a vote. The conversation is whole; of siblings and judgements the
newest are read, at most `MOST` of each, in the order of an index.
"""

import sqlite3
from dataclasses import dataclass

from feedback.sql import listings, tree
from feedback.sql.listings import VoteFilter
from feedback.sql.paging import Span
from feedback.sql.reading import find_reply, load, load_choice
from feedback.types import FinishedChoice, Json, Page, Preference, Reply, StoredCompletion, Vote, reply_name

MOST = 50
"""Siblings, votes and preferences that are read."""

SIBLINGS = f"""
SELECT completions.*, choices.choice, choices.aside, choices.token_ids, choices.logprobs, choices.finish_reason,
    choices.stop_reason, nodes.body
FROM completions CROSS JOIN choices ON choices.completion_seq = completions.seq
    JOIN nodes ON nodes.id = choices.node_id
WHERE completions.prompt_node_id = ? AND (completions.seq, choices.choice) <> (?, ?)
ORDER BY completions.seq DESC, choices.choice LIMIT {MOST + 1}
"""


@dataclass(frozen=True)
class ReplyInContext:
    """A reply with what surrounds it. Without content, where that was deleted or never kept."""

    name: str
    """Its one name: `ID`, or `ID#index`."""
    completion: StoredCompletion
    choice: FinishedChoice | None
    """None while it is written, and without content."""
    messages: tuple[Json, ...]
    """The conversation that it answers, from its beginning."""
    siblings: Page[Reply]
    """Other replies to the same conversation, the newest first."""
    votes: Page[Vote]
    """Also those that stand no longer, the newest first."""
    preferences: Page[Preference]


def reply_in_context(db: sqlite3.Connection, name: str) -> ReplyInContext:
    """Raises `UnknownCompletion` if there is none of that name, or it was deleted."""
    reply = find_reply(db, name, None, "reply_id")
    completion = load(db, reply.seq)
    (prompt,) = db.execute("SELECT prompt_node_id FROM completions WHERE seq = ?", [reply.seq]).fetchone()
    others = db.execute(SIBLINGS, [prompt, reply.seq, reply.choice]).fetchall()
    wanted = VoteFilter(f"{completion.id}#{reply.choice}", None, None, None, include_retracted=True)
    newest = Span(None, MOST, "desc")
    return ReplyInContext(
        name=reply.name,
        completion=completion,
        choice=next((choice for choice in completion.choices if choice.index == reply.choice), None),
        messages=tree.path(db, prompt),
        siblings=Page(tuple(map(_sibling, others[:MOST])), len(others) > MOST),
        votes=listings.votes(db, wanted, newest),
        preferences=listings.preferences(db, wanted, newest),
    )


def _sibling(row: sqlite3.Row) -> Reply:
    name = reply_name(row["id"], row["choice"])
    return Reply(
        name, message_of(load_choice(row, row["content"])), row["policy_version"], row["model"], row["created"]
    )


def message_of(choice: FinishedChoice) -> Json:
    """A reply as a message, also that of a text completion."""
    return choice.message or {"role": "completion", "content": choice.text}

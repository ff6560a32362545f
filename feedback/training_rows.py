"""What a learner reads: every standing judgement and every conversation, in an order that a cursor can go on from.

Rows come from one snapshot: a header with counts, preferences, votes, prompts, and an end that says whether there is
more. Between two pages votes may be cast or taken back, so only one page, which may hold everything, is a snapshot.

`Mark` and `count_between` are for whoever wants to know cheaply whether there is anything new.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from feedback.errors import UnknownVote
from feedback.sql import bulk, listings, preferences, votes
from feedback.types import PreferenceRow, PromptRow, Reply, VoteRow, parse_reply_name

CURSOR = re.compile(r"(preference|vote|prompt)\.([0-9]{1,18})\.([0-9]{1,18})")
KINDS = ("preference", "vote", "prompt")

SELECTS = {
    "preference": f"{preferences.SELECT} WHERE p.standing = 'standing' AND (p.created, p.seq) > (?, ?)"
    " ORDER BY p.created, p.seq",
    "vote": f"{votes.SELECT} WHERE v.standing = 'standing' AND (v.created, v.seq) > (?, ?) ORDER BY v.created, v.seq",
    "prompt": bulk.PROMPTS.replace("ORDER BY c.seq", "AND (0, c.seq) > (?, ?) ORDER BY c.seq"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """How much had been cast at some moment: the newest row number of each table. Rows never go, so numbers count."""

    votes: int = 0
    preferences: int = 0
    retractions: int = 0

    @property
    def total(self) -> int:
        """Everything ever cast."""
        return self.votes + self.preferences


def newest(db: sqlite3.Connection) -> Mark:
    """The mark of now. Costs nothing."""
    (of_votes,) = db.execute("SELECT coalesce(max(seq), 0) FROM votes").fetchone()
    (of_preferences,) = db.execute("SELECT coalesce(max(seq), 0) FROM preferences").fetchone()
    (retracted,) = db.execute("SELECT coalesce(max(rowid), 0) FROM retractions").fetchone()
    return Mark(of_votes, of_preferences, retracted)


def count_between(db: sqlite3.Connection, after: Mark, upto: Mark) -> int:
    """How many judgements of those cast from one mark to another stand now and have a chat to learn from.

    Costs as much as there are.
    """
    cast = db.execute(
        "SELECT completions.id FROM vote_states AS v JOIN completions ON completions.seq = v.completion_seq"
        " WHERE v.seq > ? AND v.seq <= ? AND v.standing = 'standing' AND completions.content = 'chat'",
        [after.votes, upto.votes],
    )
    found = sum(1 for _ in cast)
    chat = "SELECT 1 FROM completions WHERE id = ? AND content = 'chat'"
    newer = f"{preferences.SELECT} WHERE p.seq > ? AND p.seq <= ? AND p.standing = 'standing'"
    for row in db.execute(newer, [after.preferences, upto.preferences]):
        named = (parse_reply_name(name)[0] for name in preferences.from_row(row).completion_ids)
        found += all(db.execute(chat, [completion_id]).fetchone() for completion_id in named)
    return found


def check_cursor(cursor: str | None) -> None:
    """Raise `UnknownVote` (param `after`) unless a page can go on from here."""
    _start(cursor)


def training_rows(db: sqlite3.Connection, after: str | None, limit: int | None) -> Iterator[dict[str, Any]]:
    """One page of rows between a header and an end. `after` is the `next` of the page before."""
    kinds, start = _start(after)
    counts = listings.counts(db)
    standing = {kind: counts[kind]["standing"] for kind in ("votes", "preferences")}
    yield {"kind": "header", **standing, "completions": sum(counts["completions"].values())}
    sent, cursor = 0, after
    for kind in kinds:
        for row in db.execute(SELECTS[kind], start):
            if sent == limit:
                yield {"kind": "end", "rows": sent, "next": cursor}
                return
            if (found := _ROWS[kind](db, row)) is not None:
                yield found
                sent += 1
                cursor = f"{kind}.{row['created'] if kind != 'prompt' else 0}.{row['seq']}"
        start = (-1, -1)
    yield {"kind": "end", "rows": sent, "next": None}


def _start(cursor: str | None) -> tuple[tuple[str, ...], tuple[int, int]]:
    """The kinds still to be read, and where in the first of them."""
    if cursor is None:
        return KINDS, (-1, -1)
    found = CURSOR.fullmatch(cursor)
    if found is None:
        raise UnknownVote(f"{cursor[:100]!r} is no cursor; take `next` of the page before", param="after")
    return KINDS[KINDS.index(found[1]) :], (int(found[2]), int(found[3]))


def _preference(db: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Any] | None:
    found: PreferenceRow | None = bulk.preference_row(db, row)
    if found is None:
        return None
    judged = found.preference
    return {
        "kind": "preference",
        "id": judged.id,
        "rater": judged.rater,
        "created": judged.created,
        "messages": list(found.messages),
        "tools": found.tools,
        "replies": [_reply(reply) for reply in found.replies],
        "outcome": judged.outcome,
    }


def _vote(db: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Any] | None:
    found: VoteRow | None = bulk.vote_row(db, row)
    if found is None:
        return None
    return {
        "kind": "vote",
        "id": found.vote.id,
        "rater": found.vote.rater,
        "created": found.vote.created,
        "messages": list(found.messages),
        "tools": found.tools,
        "reply": _reply(found.reply),
        "rating": found.vote.rating,
        "correction": found.vote.correction,
    }


def _prompt(db: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Any]:
    found: PromptRow = bulk.prompt_row(db, row)
    return {
        "kind": "prompt",
        "completion_id": found.completion_id,
        "messages": list(found.messages),
        "tools": found.tools,
        "policy_version": found.policy_version,
    }


_ROWS = {"preference": _preference, "vote": _vote, "prompt": _prompt}


def _reply(reply: Reply) -> Mapping[str, Any]:
    return {
        "completion_id": reply.completion_id,
        "message": dict(reply.message),
        "policy_version": reply.policy_version,
    }

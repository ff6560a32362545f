"""Preferences: what makes a body contradict itself, and their SQL.

Like votes they are rows that never change; per rater and set of replies the newest stands, until it is retracted.
`preference_replies` finds them by completion.
"""

import hashlib
import json
import sqlite3
import time
import uuid
from collections.abc import Mapping, Sequence

from feedback.errors import Contradictory, NotComparable
from feedback.packing import dump
from feedback.sql.reading import ReplyRow, find_reply
from feedback.sql.votes import check_unused
from feedback.types import NewPreference, Preference, Verdict, canonical_json, parse_reply_name, reply_name

INSERT = """
INSERT INTO preferences (id, reply_set, completion_ids, rater, owner, created, outcome, comment, metadata)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

SELECT = "SELECT p.* FROM preference_states AS p"

# What must be equal when an id comes again.
BODY = ("completion_ids", "rater", "outcome", "comment", "metadata")


def canonical_name(name: str) -> str:
    """`ID` for `ID#0`; every other name is its own."""
    return reply_name(*parse_reply_name(name))


def canonical_outcome(outcome: Verdict) -> Verdict:
    """The outcome with every reply under its one name."""
    if isinstance(outcome, str):
        return outcome
    if "chosen" in outcome:
        return {"chosen": canonical_name(outcome["chosen"])}
    return {"ranking": [[canonical_name(name) for name in tied] for tied in outcome["ranking"]]}


def check(new: NewPreference) -> None:
    """Raise `Contradictory`, naming the field, unless the body can be true."""
    names = [canonical_name(name) for name in new.completion_ids]
    if len(names) < 2:
        raise Contradictory("a preference compares at least two completions", param="completion_ids")
    if len(set(names)) < len(names):
        raise Contradictory("a completion is named twice", param="completion_ids")
    if new.outcome in ("tie", "both_bad"):
        return
    if not isinstance(new.outcome, Mapping) or set(new.outcome) not in ({"chosen"}, {"ranking"}):
        allowed = '"tie", "both_bad", {"chosen": id} or {"ranking": [[id, ...], ...]}'
        raise Contradictory(f"outcome must be {allowed}", param="outcome")
    if "chosen" in new.outcome:
        chosen = new.outcome["chosen"]
        if not isinstance(chosen, str) or canonical_name(chosen) not in names:
            raise Contradictory(f"chosen {chosen!r} is not among completion_ids", param="outcome")
    else:
        check_ranking(new.outcome["ranking"], names)


def check_ranking(ranking: object, names: Sequence[str]) -> None:
    """Raise unless a ranking has each name exactly once."""
    tiers = ranking if isinstance(ranking, list | tuple) else ()
    if not all(isinstance(tied, list | tuple) and tied for tied in tiers):
        raise Contradictory("a ranking is a list of lists of completion ids, best first, none empty", param="outcome")
    ranked = [name for tied in tiers for name in tied]
    if not all(isinstance(name, str) for name in ranked):
        raise Contradictory("a ranking is a list of lists of completion ids, best first", param="outcome")
    if sorted(canonical_name(name) for name in ranked) != sorted(names):
        raise Contradictory("the ranking must have each of completion_ids exactly once", param="outcome")


def cast(db: sqlite3.Connection, new: NewPreference, created: int | None = None) -> Preference:
    """Insert a preference that `check` let pass, now or as of `created`; ids that come again are as in `votes`."""
    replies = [find_reply(db, name, new.owner, "completion_ids") for name in new.completion_ids]
    if len({reply.prompt for reply in replies}) > 1:
        raise NotComparable("the completions answer different prompts", param="completion_ids")
    names = canonical_json([reply.name for reply in replies])
    outcome = canonical_json(canonical_outcome(new.outcome))
    kept = all(reply.stored for reply in replies)
    content = (new.comment, dump(dict(new.metadata))) if kept else (None, None)
    if new.id is not None:
        there = db.execute("SELECT * FROM preferences WHERE id = ?", [new.id]).fetchone()
        if there is not None and tuple(there[column] for column in BODY) == (names, new.rater, outcome, *content):
            return load(db, new.id)
        check_unused(db, new.id)
    preference_id = new.id or f"pref-{uuid.uuid4().hex}"
    when = int(time.time()) if created is None else created
    row = (preference_id, reply_set(replies), names, new.rater, replies[0].owner, when, outcome, *content)
    seq = db.execute(INSERT, row).lastrowid
    db.executemany(
        "INSERT INTO preference_replies (completion_seq, created, preference_seq) VALUES (?, ?, ?)",
        [(completion, when, seq) for completion in {reply.seq for reply in replies}],
    )
    return load(db, preference_id)


def reply_set(replies: Sequence[ReplyRow]) -> bytes:
    """What two preferences on the same replies share, whatever order they were shown in."""
    return hashlib.sha256(canonical_json(sorted(reply.name for reply in replies)).encode()).digest()[:16]


def load(db: sqlite3.Connection, preference_id: str) -> Preference:
    """Read a preference by its id."""
    return from_row(db.execute(f"{SELECT} WHERE p.id = ?", [preference_id]).fetchone())


def from_row(row: sqlite3.Row) -> Preference:
    """A row of `SELECT` as a value."""
    return Preference(
        id=row["id"],
        completion_ids=tuple(json.loads(row["completion_ids"])),
        outcome=json.loads(row["outcome"]),
        rater=row["rater"],
        comment=row["comment"],
        metadata=json.loads(row["metadata"] or "{}"),
        created=row["created"],
        standing=row["standing"],
    )

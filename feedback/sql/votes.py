"""The SQL of votes: each is a row that never changes; the newest stands, until it is retracted.

The view `vote_states` computes which one stands. Content is not taken in where the completion keeps none.
"""

import json
import sqlite3
import time
import uuid

from feedback.errors import Contradictory
from feedback.packing import dump
from feedback.sql.reading import find_reply
from feedback.types import NewVote, Vote, reply_name

INSERT = """
INSERT INTO votes (id, completion_seq, choice, rater, owner, created, rating, reasons, comment, correction, metadata)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

SELECT = """
SELECT v.*, completions.id AS completion_id FROM vote_states AS v JOIN completions ON completions.seq = v.completion_seq
"""

# What must be equal when an id comes again.
BODY = ("completion_seq", "choice", "rater", "rating", "reasons", "comment", "correction", "metadata")


def cast(db: sqlite3.Connection, new: NewVote, created: int | None = None) -> Vote:
    """Insert a vote, now or as of `created`; the same vote under the same id is found and not inserted again."""
    reply = find_reply(db, new.completion_id, new.owner, "completion_id")
    content = (dump(list(new.reasons)), new.comment, new.correction, dump(dict(new.metadata)))
    if not reply.stored:
        content = (None, None, None, None)
    body = (reply.seq, reply.choice, new.rater, new.rating, *content)
    if new.id is not None:
        there = db.execute("SELECT * FROM votes WHERE id = ?", [new.id]).fetchone()
        if there is not None and tuple(there[column] for column in BODY) == body:
            return load(db, new.id)
        check_unused(db, new.id)
    vote_id = new.id or f"vote-{uuid.uuid4().hex}"
    when = int(time.time()) if created is None else created
    db.execute(INSERT, (vote_id, reply.seq, reply.choice, new.rater, reply.owner, when, new.rating, *content))
    return load(db, vote_id)


def check_unused(db: sqlite3.Connection, client_id: str) -> None:
    """Raise if a client's id already names another vote or preference."""
    for table in ("votes", "preferences"):
        if db.execute(f"SELECT 1 FROM {table} WHERE id = ?", [client_id]).fetchone():
            raise Contradictory(f"id {client_id!r} was used for something else", param="id")


def load(db: sqlite3.Connection, vote_id: str) -> Vote:
    """Read a vote by its id."""
    return from_row(db.execute(f"{SELECT} WHERE v.id = ?", [vote_id]).fetchone())


def from_row(row: sqlite3.Row) -> Vote:
    """A row of `SELECT` as a value."""
    return Vote(
        id=row["id"],
        completion_id=reply_name(row["completion_id"], row["choice"]),
        rating=row["rating"],
        rater=row["rater"],
        reasons=tuple(json.loads(row["reasons"] or "[]")),
        comment=row["comment"],
        correction=row["correction"],
        metadata=json.loads(row["metadata"] or "{}"),
        created=row["created"],
        standing=row["standing"],
    )

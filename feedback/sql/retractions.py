"""Taking a vote or a preference back: one more event, under the id of what it takes back."""

import sqlite3
import time

from feedback.errors import ForeignVote, UnknownVote
from feedback.sql import preferences, votes
from feedback.types import Preference, Vote


def retract(db: sqlite3.Connection, vote_or_preference_id: str, rater: str, owner: str | None) -> Vote | Preference:
    """Retract a standing vote or preference; one that stands no longer is returned as it is."""
    for table, load in (("votes", votes.load), ("preferences", preferences.load)):
        row = db.execute(f"SELECT rater, owner FROM {table} WHERE id = ?", [vote_or_preference_id]).fetchone()
        if row is None:
            continue
        if row["rater"] != rater or owner not in (None, row["owner"]):
            raise ForeignVote(f"{vote_or_preference_id!r} was cast by another rater", param="id")
        if load(db, vote_or_preference_id).standing == "standing":
            now = int(time.time())
            db.execute("INSERT INTO retractions (id, created) VALUES (?, ?)", [vote_or_preference_id, now])
        return load(db, vote_or_preference_id)
    raise UnknownVote(f"no vote or preference {vote_or_preference_id!r}", param="id")

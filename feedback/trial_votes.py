"""What people said of two policy versions since a trial began: thumbs on replies of either, choices between the two.

Only what stands counts, and only on replies that were asked for after the trial began; times are whole seconds, so
those of its first second are left out with those before it. What was deleted since still counts: that a vote was cast,
and on which version, is kept.

    thumbs    on replies to the plain model name, whose version was drawn. Who asks for one version by its number has
              picked it, and perhaps the prompt for it, so that these replies cannot be compared with others.
    choices   between replies to one prompt, however they were asked for

A preference on many replies is one choice, between the first of each version as they were shown: whichever wins most
places would follow from how many replies each had. One that chose a third reply says nothing of the two.
"""

import sqlite3
from dataclasses import dataclass

from feedback.sql import preferences
from feedback.types import Preference, parse_reply_name

THUMBS = """
SELECT v.created, v.seq, v.rater, v.rating, c.policy_version
FROM vote_states AS v JOIN completions AS c ON c.seq = v.completion_seq
WHERE v.created >= :since AND v.standing = 'standing'
    AND c.created > :since AND c.policy_version IN (:first, :second) AND c.model = :model
"""

VERSION = "SELECT policy_version FROM completions WHERE id = ? AND created > ?"


@dataclass(frozen=True, slots=True)
class Contest:
    """Two versions that are compared."""

    versions: tuple[int, int]
    model: str
    """The plain name, behind which the version is drawn."""
    since: int
    """When they began, in Unix seconds."""


@dataclass(frozen=True, slots=True)
class Thumb:
    """A vote on a reply of one of the versions."""

    rater: str
    version: int
    up: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A preference between a reply of each version."""

    rater: str
    winner: int | None
    """None if the two were called equally good, or both bad."""


def judgements(db: sqlite3.Connection, contest: Contest) -> list[Thumb | Choice]:
    """Everything that counts, in the order it was cast. Costs as much as was cast since the contest began."""
    first, second = contest.versions
    wanted = {"since": contest.since, "first": first, "second": second, "model": contest.model}
    cast: list[tuple[tuple[int, int, int], Thumb | Choice]] = [
        ((row["created"], 0, row["seq"]), Thumb(row["rater"], row["policy_version"], row["rating"] == "up"))
        for row in db.execute(THUMBS, wanted)
    ]
    standing = f"{preferences.SELECT} WHERE p.created >= ? AND p.standing = 'standing'"
    cast += [
        ((row["created"], 1, row["seq"]), choice)
        for row in db.execute(standing, [contest.since])
        if (choice := _choice(db, preferences.from_row(row), contest)) is not None
    ]
    cast.sort(key=lambda one: one[0])
    return [judgement for _, judgement in cast]


def _choice(db: sqlite3.Connection, preference: Preference, contest: Contest) -> Choice | None:
    """What a preference says of the first reply of each version; None if one has none, or it says nothing."""
    shown: dict[int, str] = {}
    for name in preference.completion_ids:
        row = db.execute(VERSION, [parse_reply_name(name)[0], contest.since]).fetchone()
        if row is not None and row["policy_version"] in contest.versions:
            shown.setdefault(row["policy_version"], name)
    if len(shown) < 2:
        return None
    outcome = preference.outcome
    if isinstance(outcome, str):
        return Choice(preference.rater, None)
    if "chosen" in outcome:
        winner = next((version for version, name in shown.items() if name == outcome["chosen"]), None)
        return None if winner is None else Choice(preference.rater, winner)
    places = {name: place for place, tied in enumerate(outcome["ranking"]) for name in tied}
    (one, here), (other, there) = ((version, places[name]) for version, name in shown.items())
    return Choice(preference.rater, None if here == there else one if here < there else other)

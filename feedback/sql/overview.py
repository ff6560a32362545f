"""What people said, summed up for an operator: by version, over time, for which reasons, by whom.

Of votes and of preferences the newest that stand are read, at most `MOST` of each, in the order of an index; so it
costs the same however many there are. Left out: what any of them is worth to training, which is `feedback.raters`'s.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from feedback.sql import preferences
from feedback.types import Preference, parse_reply_name

MOST = 10_000
"""Votes, and preferences, that are read."""
NAMED = 50
"""Reasons, and raters, that are named: those with the most votes."""
HOUR, DAY = 3600, 86_400
SHORT = 3 * DAY
"""Up to this many seconds of votes are counted by the hour, longer ones by the day."""

VOTES = f"""
SELECT v.created, v.rater, v.rating, v.reasons, c.policy_version
FROM vote_states AS v CROSS JOIN completions AS c ON c.seq = v.completion_seq
WHERE v.standing = 'standing' ORDER BY v.created DESC, v.seq DESC LIMIT {MOST + 1}
"""
PREFERENCES = f"""
{preferences.SELECT} WHERE p.standing = 'standing' ORDER BY p.created DESC, p.seq DESC LIMIT {MOST + 1}
"""
VERSION = "SELECT policy_version FROM completions WHERE id = ?"


@dataclass
class VersionVotes:
    """What was said of one version's replies."""

    version: int
    up: int = 0
    down: int = 0
    won: int = 0
    """Choices between its reply and another version's."""
    lost: int = 0
    undecided: int = 0


@dataclass
class Stretch:
    """What was said in a stretch of time."""

    at: int
    """Its beginning, in Unix seconds."""
    up: int = 0
    down: int = 0
    choices: int = 0


@dataclass
class ReasonVotes:
    """How often a reason was given."""

    reason: str
    up: int = 0
    down: int = 0


@dataclass
class RaterVotes:
    """What one person said."""

    rater: str
    up: int = 0
    down: int = 0
    choices: int = 0
    last: int = 0
    """Unix seconds."""

    @property
    def total(self) -> int:
        """Everything."""
        return self.up + self.down + self.choices


@dataclass(frozen=True)
class Overview:
    """All of it. `times` leaves out stretches without votes."""

    counted: int
    truncated: bool
    """Whether older ones were left out."""
    step: int
    """Seconds of a stretch."""
    versions: list[VersionVotes] = field(default_factory=list)
    times: list[Stretch] = field(default_factory=list)
    reasons: list[ReasonVotes] = field(default_factory=list)
    raters: list[RaterVotes] = field(default_factory=list)
    all_raters: int = 0
    """How many there are, those included that are not named."""


def overview(db: sqlite3.Connection) -> Overview:
    """Sum up what stands."""
    thumbs = db.execute(VOTES).fetchall()
    choices = [preferences.from_row(row) for row in db.execute(PREFERENCES)]
    truncated = len(thumbs) > MOST or len(choices) > MOST
    thumbs, choices = thumbs[:MOST], choices[:MOST]
    created = [row["created"] for row in thumbs] + [choice.created for choice in choices]
    step = HOUR if not created or max(created) - min(created) <= SHORT else DAY
    versions: dict[int, VersionVotes] = {}
    times: dict[int, Stretch] = {}
    raters: dict[str, RaterVotes] = {}
    reasons: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in thumbs:
        of_version = versions.setdefault(row["policy_version"], VersionVotes(row["policy_version"]))
        stretch = _stretch(times, row["created"], step)
        rater = _rater(raters, row["rater"], row["created"])
        for kept in (of_version, stretch, rater):
            setattr(kept, row["rating"], getattr(kept, row["rating"]) + 1)
        for reason in json.loads(row["reasons"] or "[]"):
            reasons[reason][row["rating"]] += 1
    names = _versions_of(db, choices)
    for choice in choices:
        _stretch(times, choice.created, step).choices += 1
        _rater(raters, choice.rater, choice.created).choices += 1
        for version, said in verdict(choice, names).items():
            of_version = versions.setdefault(version, VersionVotes(version))
            setattr(of_version, said, getattr(of_version, said) + 1)
    named = [ReasonVotes(reason, said["up"], said["down"]) for reason, said in reasons.items()]
    return Overview(
        counted=len(created),
        truncated=truncated,
        step=step,
        versions=sorted(versions.values(), key=lambda one: -one.version),
        times=sorted(times.values(), key=lambda one: one.at),
        reasons=sorted(named, key=lambda one: (-one.up - one.down, one.reason))[:NAMED],
        raters=sorted(raters.values(), key=lambda one: (-one.total, one.rater))[:NAMED],
        all_raters=len(raters),
    )


def verdict(choice: Preference, versions: Mapping[str, int]) -> dict[int, str]:
    """What a choice says of each version that it shows: `won`, `lost` or `undecided`; nothing of one version alone.

    versions: by completion. A version wins if all replies that are called best are its.
    """
    shown = {name: versions.get(parse_reply_name(name)[0]) for name in choice.completion_ids}
    there = {version for version in shown.values() if version is not None}
    if len(there) < 2:
        return {}
    outcome = choice.outcome
    if isinstance(outcome, str):
        return dict.fromkeys(there, "undecided")
    best = [outcome["chosen"]] if "chosen" in outcome else outcome["ranking"][0]
    winners = {shown.get(name) for name in best}
    if len(winners) > 1:
        return dict.fromkeys(there, "undecided")
    return {version: "won" if version in winners else "lost" for version in there}


def _versions_of(db: sqlite3.Connection, choices: Iterable[Preference]) -> dict[str, int]:
    """Which version wrote each completion."""
    names = {parse_reply_name(name)[0] for choice in choices for name in choice.completion_ids}
    found = ((name, db.execute(VERSION, [name]).fetchone()) for name in names)
    return {name: row["policy_version"] for name, row in found if row is not None}


def _stretch(times: dict[int, Stretch], created: int, step: int) -> Stretch:
    at = created - created % step
    return times.setdefault(at, Stretch(at))


def _rater(raters: dict[str, RaterVotes], name: str, created: int) -> RaterVotes:
    rater = raters.setdefault(name, RaterVotes(name))
    rater.last = max(rater.last, created)
    return rater

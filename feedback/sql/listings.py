"""The SQL that lists completions, conversations, votes and preferences, and counts them.

Each filter has an index in the listing's order. Two filters without an index together (a model and a label, two
labels) read through the rows of one of them.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feedback.errors import UnknownCompletion, UnknownVote
from feedback.sql import preferences as preference_rows
from feedback.sql import ranked, tree
from feedback.sql import votes as vote_rows
from feedback.sql.paging import Query, Span
from feedback.sql.reading import check_owner, load
from feedback.types import (
    OutcomeKind,
    Page,
    Preference,
    Rating,
    StoredCompletion,
    StoredMessage,
    Vote,
    parse_reply_name,
)

LABELLED = """
SELECT c.seq FROM completion_metadata AS m CROSS JOIN completions AS c ON c.seq = m.completion_seq
"""

HAS_LABEL = "EXISTS (SELECT 1 FROM completion_metadata WHERE completion_seq = c.seq AND key = ? AND value = ?)"

PREFERENCES_OF = """
SELECT p.* FROM preference_replies AS r CROSS JOIN preference_states AS p ON p.seq = r.preference_seq
"""

# Groups of votes that replace each other, less those whose newest was retracted: one pass over an index, where
# counting what stands in `vote_states` would look up every vote twice.
STANDING = """
SELECT (SELECT count(*) FROM (SELECT 1 FROM {table} GROUP BY {group})) - (
    SELECT count(*) FROM retractions JOIN {table} AS v ON v.id = retractions.id
    WHERE NOT EXISTS (SELECT 1 FROM {table} AS w WHERE ({of_w}) = ({of_v}) AND w.seq > v.seq)
)
"""

OUTCOMES: Mapping[OutcomeKind, str] = {"chosen": '{"c', "ranking": '{"r', "tie": '"ti', "both_bad": '"bo'}
"""How the outcomes of each kind begin, which is what their index knows."""

GROUPS = {"votes": ("completion_seq", "choice", "rater"), "preferences": ("reply_set", "rater")}


@dataclass(frozen=True, slots=True)
class CompletionFilter:
    """Which completions to list; None lists all."""

    model: str | None
    metadata: Mapping[str, str]
    """Every pair must match."""
    owner: str | None


@dataclass(frozen=True, slots=True)
class VoteFilter:
    """Which votes or preferences to list; None lists all."""

    completion_id: str | None
    rater: str | None
    owner: str | None
    since: int | None
    """Unix seconds."""
    include_retracted: bool
    """Also those that were superseded."""
    rating: Rating | None = None
    """Of votes alone."""
    outcome: OutcomeKind | None = None
    """Of preferences alone."""


def completions(db: sqlite3.Connection, wanted: CompletionFilter, span: Span) -> Page[StoredCompletion]:
    """Listed completions by time."""
    return completions_query(db, wanted, span).page(db, span, lambda row: load(db, row["seq"]))


def completions_query(db: sqlite3.Connection, wanted: CompletionFilter, span: Span) -> Query:
    """The statement behind `completions`."""
    labels = list(wanted.metadata.items())
    if labels:
        query = Query(LABELLED, "m.created", "m.completion_seq")
        query.add("m.key = ? AND m.value = ?", *labels[0])
        query.add_if("m.owner = ?", wanted.owner)
    else:
        query = Query("SELECT c.seq FROM completions AS c", "c.created", "c.seq")
        query.add_if("c.owner = ?", wanted.owner)
    for label in labels[1:]:
        query.add(HAS_LABEL, *label)
    query.add_if("c.model = ?", wanted.model)
    query.add("c.content = 'chat'")
    if span.after is not None:
        row = db.execute("SELECT created, seq FROM completions WHERE id = ?", [span.after]).fetchone()
        if row is None:
            raise UnknownCompletion(f"no completion {span.after!r} to list from", param="after")
        query.start_behind(row, span.order)
    return query


def messages(db: sqlite3.Connection, completion_id: str, owner: str | None, span: Span) -> Page[StoredMessage]:
    """The conversation a stored completion answered."""
    row = db.execute("SELECT * FROM completions WHERE id = ?", [completion_id]).fetchone()
    if row is None or row["content"] not in ("chat", "text"):
        raise UnknownCompletion(f"no stored completion {completion_id!r}", param="completion_id")
    check_owner(completion_id, row["owner"], owner)
    path = tree.path(db, row["prompt_node_id"])
    found = [StoredMessage(f"{completion_id}-{place}", body) for place, body in enumerate(path)]
    if span.order == "desc":
        found.reverse()
    if span.after is not None:
        ids = [message.id for message in found]
        if span.after not in ids:
            raise UnknownCompletion(f"no message {span.after!r} to list from", param="after")
        found = found[ids.index(span.after) + 1 :]
    return Page(tuple(found[: span.limit]), len(found) > span.limit)


def votes(db: sqlite3.Connection, wanted: VoteFilter, span: Span, ranking: Sequence[str] = ()) -> Page[Vote]:
    """Votes by time, behind those of a ranking."""
    return ranked.page(db, lambda part: votes_query(db, wanted, part), vote_rows.from_row, "v.id", ranking, span)


def votes_query(db: sqlite3.Connection, wanted: VoteFilter, span: Span) -> Query:
    """The statement behind `votes`."""
    query = Query(vote_rows.SELECT, "v.created", "v.seq")
    if wanted.completion_id is not None:
        completion, choice = find_named(db, wanted.completion_id)
        query.add("v.completion_seq = ?", completion)
        query.add_if("v.choice = ?", choice)
    query.add_if("v.rating = ?", wanted.rating)
    narrow(db, query, "v", wanted, span)
    return query


def preferences(
    db: sqlite3.Connection, wanted: VoteFilter, span: Span, ranking: Sequence[str] = ()
) -> Page[Preference]:
    """Preferences by time, behind those of a ranking."""
    return ranked.page(
        db, lambda part: preferences_query(db, wanted, part), preference_rows.from_row, "p.id", ranking, span
    )


def preferences_query(db: sqlite3.Connection, wanted: VoteFilter, span: Span) -> Query:
    """The statement behind `preferences`."""
    query = Query(preference_rows.SELECT, "p.created", "p.seq")
    if wanted.completion_id is not None:
        completion, choice = find_named(db, wanted.completion_id)
        query = Query(PREFERENCES_OF, "r.created", "r.preference_seq")
        query.add("r.completion_seq = ?", completion)
        if choice is not None:
            name = preference_rows.canonical_name(wanted.completion_id)
            query.add("EXISTS (SELECT 1 FROM json_each(p.completion_ids) WHERE value = ?)", name)
    query.add_if("substr(p.outcome, 1, 3) = ?", wanted.outcome and OUTCOMES[wanted.outcome])
    narrow(db, query, "p", wanted, span)
    return query


def find_named(db: sqlite3.Connection, name: str) -> tuple[int, int | None]:
    """The completion's row number, and the choice where the name has a `#`; number 0, which no row has, if unknown."""
    completion_id, choice = parse_reply_name(name)
    row = db.execute("SELECT seq FROM completions WHERE id = ?", [completion_id]).fetchone()
    return (row["seq"] if row else 0), (None if completion_id == name else choice)


def narrow(db: sqlite3.Connection, query: Query, table: str, wanted: VoteFilter, span: Span) -> None:
    """Add the conditions that votes and preferences share.

    A completion narrows more than a rater, and a rater more than an owner, who may have cast every vote there is.
    SQLite does not know and takes any index that fits; a plus before a column keeps it from the wider filter's.
    """
    one_completion = wanted.completion_id is not None
    query.add_if(f"{'+' if one_completion or wanted.rater else ''}{table}.owner = ?", wanted.owner)
    query.add_if(f"{'+' if one_completion else ''}{table}.rater = ?", wanted.rater)
    query.add_if(f"{query.created} >= ?", wanted.since)
    if not wanted.include_retracted:
        query.add(f"{table}.standing = 'standing'")
    if span.after is not None:
        kind = {"v": "votes", "p": "preferences"}[table]
        row = db.execute(f"SELECT created, seq FROM {kind} WHERE id = ?", [span.after]).fetchone()
        if row is None:
            raise UnknownVote(f"nothing called {span.after!r} to list from", param="after")
        query.start_behind(row, span.order)


def counts(db: sqlite3.Connection) -> Mapping[str, Mapping[str, int]]:
    """How many completions there are by status, and how many votes and preferences were cast and stand.

    Reads whole indexes: something to ask for by the minute, not with every request.
    """
    statuses = db.execute("SELECT status, count(*) AS count FROM completions GROUP BY status")
    found: dict[str, Mapping[str, int]] = {"completions": {row["status"]: row["count"] for row in statuses}}
    for table, columns in GROUPS.items():
        of_w, of_v = (", ".join(f"{alias}.{column}" for column in columns) for alias in "wv")
        (cast,) = db.execute(f"SELECT count(*) FROM {table}").fetchone()
        sql = STANDING.format(table=table, group=", ".join(columns), of_w=of_w, of_v=of_v)
        (standing,) = db.execute(sql).fetchone()
        found[table] = {"cast": cast, "standing": standing}
    return found

"""A listing whose first items stand in an order of their own: those of a ranking, then all others by time.

The ranking is a list of ids from outside the database. Each is looked up by its index until the page is full, so a page
costs as much as the ids that it passes over.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence

from feedback.sql.paging import Item, Query, Span
from feedback.types import Page


def page(
    db: sqlite3.Connection,
    query: Callable[[Span], Query],
    value: Callable[[sqlite3.Row], Item],
    column: str,
    ranking: Sequence[str],
    span: Span,
) -> Page[Item]:
    """One page. `query` is the listing by time behind an item, and `column` the id that the ranking names.

    `span.after` may be of the ranking or of the others; `span.order` is that of the others.
    """
    if not ranking:
        return query(span).page(db, span, value)
    found: list[sqlite3.Row] = []
    after = span.after
    if after is None or after in ranking:
        start = 0 if after is None else ranking.index(after) + 1
        for row in _named(db, query, column, ranking[start:]):
            found.append(row)
            if len(found) > span.limit:
                break
        after = None
    if (missing := span.limit - len(found)) >= 0:
        rest = Span(after, missing, span.order)
        others = query(rest)
        others.add(f"{column} NOT IN (SELECT value FROM json_each(?))", json.dumps(list(ranking)))
        found += db.execute(others.sql(rest), others.values)
    return Page(tuple(value(row) for row in found[: span.limit]), len(found) > span.limit)


def _named(
    db: sqlite3.Connection, query: Callable[[Span], Query], column: str, ids: Sequence[str]
) -> Iterator[sqlite3.Row]:
    """Those of the listing's items that have these ids, in the order of the ids."""
    span = Span(None, 1, "desc")
    named = query(span)
    named.add(f"{column} = ?")
    sql = named.sql(span)
    for one in ids:
        yield from db.execute(sql, [*named.values, one])

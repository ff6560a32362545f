"""What every listing shares: pages by (time, row number) from where the last one ended, never by OFFSET.

So a page costs the same however far down the list it is, given an index in that order.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from feedback.types import Order, Page

Item = TypeVar("Item")

DIRECTIONS = {"asc": ("ASC", ">"), "desc": ("DESC", "<")}


@dataclass(frozen=True, slots=True)
class Span:
    """Which page of a listing."""

    after: str | None
    """The id of the item before the page."""
    limit: int
    order: Order


@dataclass(slots=True)
class Query:
    """A listing's SELECT under construction."""

    source: str
    """Everything up to WHERE."""
    created: str
    """The column of time."""
    seq: str
    """The column of the row number."""
    conditions: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, condition: str, *values: Any) -> None:
        """Require a condition."""
        self.conditions.append(condition)
        self.values.extend(values)

    def add_if(self, condition: str, value: Any) -> None:
        """Require a condition if its value is asked for."""
        if value is not None:
            self.add(condition, value)

    def start_behind(self, row: sqlite3.Row, order: Order) -> None:
        """List what comes after a row with `created` and `seq`."""
        self.add(f"({self.created}, {self.seq}) {DIRECTIONS[order][1]} (?, ?)", row["created"], row["seq"])

    def sql(self, span: Span) -> str:
        """The whole statement, for one row more than the page has, which tells whether there are others."""
        direction = DIRECTIONS[span.order][0]
        where = " AND ".join(self.conditions) or "true"
        order = f"{self.created} {direction}, {self.seq} {direction}"
        return f"{self.source} WHERE {where} ORDER BY {order} LIMIT {span.limit + 1}"

    def page(self, db: sqlite3.Connection, span: Span, value: Callable[[sqlite3.Row], Item]) -> Page[Item]:
        """Run the statement."""
        rows = db.execute(self.sql(span), self.values).fetchall()
        return Page(tuple(value(row) for row in rows[: span.limit]), len(rows) > span.limit)

"""The rows of `learn.py`: kept in out/bench/learn.json as they come, and shown as means over the seeds."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import fmean
from typing import Any

from rich.table import Table

from tests.bench.learn_runs import GOLDS, METHODS, Case, Row
from tests.bench.report import OUT, write

NAME = "learn"
FILE = OUT / f"{NAME}.json"
MEASURES = ("gold_win_rate", "low", "high", "share_of_attainable", "competence", "kl", "length", "minutes")
"""What a row measures, besides saying which run it was."""


class Results:
    """The rows so far, and the file that they are kept in."""

    def __init__(self, model: str) -> None:
        """Read what is there of the same base model (its hash); what is there of another one is moved aside."""
        self.model = model
        self.version_0: dict[str, Row] = {}
        """Version 0 itself, by gold: what the competence of the others is to be compared with."""
        self.rows: list[Row] = []
        if not FILE.exists():
            return
        found = json.loads(FILE.read_text(encoding="utf-8"))
        if found["model"] == model:
            self.rows, self.version_0 = found["rows"], found["version_0"]
        else:
            FILE.rename(OUT / f"{NAME}-{found['model'][:12]}.json")

    def missing(self, case: Case, methods: Sequence[str]) -> list[str]:
        """The methods that have no row for the case yet."""
        there = {row["method"] for row in self.rows if case.has(row)}
        return [method for method in methods if method not in there]

    def add(self, row: Row) -> None:
        """Take in a row and write everything anew."""
        self.rows.append(row)
        write(NAME, self.rows, model=self.model, version_0=self.version_0)


def over_seeds(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows of one gold, crowd and method made one: means over the seeds, with `seeds`, how many there were."""

    def kind(row: Row) -> tuple[Any, ...]:
        gold = GOLDS.index(row["gold"]) if row["gold"] in GOLDS else len(GOLDS)
        crowd = (row["trolls"], row["thumbs_only"], row["votes"])
        return gold, row["gold"], *crowd, METHODS.index(row["method"])

    for _, same in groupby(sorted(rows, key=kind), kind):
        alike = list(same)
        means = {name: _mean([row[name] for row in alike]) for name in MEASURES}
        yield {**alike[0], **means, "seeds": len(alike)}


def line_of(row: Row) -> str:
    """A row in one line."""
    return (
        f"{row['method']}: wins {_wins(row)}, attained {_attained(row)}, competence {row['competence']:.2f}, "
        f"KL {row['kl']:.2f}, {row['minutes']:.1f} min; {row['outcome']}"
    )


def table_of(rows: Sequence[Row], version_0: dict[str, Row]) -> Table:
    """A line for each gold, crowd and method."""
    known = ", ".join(f"{row['competence']:.2f} ({gold})" for gold, row in version_0.items())
    caption = f"wins: against version 0, by the gold (95 %); 100 % attained: its best of 16\nits competence: {known}"
    table = Table(title=NAME, caption=caption, box=None, pad_edge=False, collapse_padding=True)
    words = ("gold", "crowd", "method", "wins")
    for name in ("gold", "votes", "crowd", "method", "wins", "attained", "competence", "KL", "length", "min", "seeds"):
        table.add_column(name, justify="left" if name in words else "right", no_wrap=True)
    for row in over_seeds(rows):
        crowd = [f"{row['trolls']:.0%} trolls"] * bool(row["trolls"]) + ["thumbs"] * row["thumbs_only"]
        table.add_row(
            *(row["gold"], str(row["votes"]), ", ".join(crowd) or "honest", row["method"], _wins(row), _attained(row)),
            *(f"{row[name]:.2f}" for name in ("competence", "kl")),
            *(f"{row[name]:.1f}" for name in ("length", "minutes")),
            str(row["seeds"]),
        )
    return table


def _wins(row: Row) -> str:
    return f"{row['gold_win_rate']:.2f} ({row['low']:.2f}-{row['high']:.2f})"


def _attained(row: Row) -> str:
    share = row["share_of_attainable"]
    return "-" if share is None else f"{share:.0%}"


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None

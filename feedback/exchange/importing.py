"""Brings files of feedback into the store: all of them in one transaction, or nothing.

    files.RowFile -> rows -> (rows of one judgement) -> a format's parser -> ImportedRow -> Store.import_batch

What a file holds is told from its first row, unless the caller says it. Rows are read while the store writes them, so
a file of any length needs the memory of one judgement. A row that is broken, or that contradicts what the store has,
ends the import with its place (`BrokenFileError`); one that is whole but says nothing the store can keep is counted
(`LeftOut`).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from threading import Event
from typing import Literal

from feedback.errors import Refused, UnknownId
from feedback.exchange import openwebui, transcripts, trl
from feedback.exchange.fields import BrokenFileError, BrokenRowError
from feedback.exchange.files import Located, Place, RowFile
from feedback.exchange.rows import LeftOut, Row
from feedback.store import Store
from feedback.types import ImportedRow, Json

Shape = Literal["preference", "unpaired", "prompts", "openwebui", "hh"]
Parser = Callable[[Sequence[Json], int], ImportedRow | LeftOut]

PARSERS: Mapping[Shape, Parser] = {
    "preference": trl.preference,
    "unpaired": trl.unpaired,
    "prompts": trl.prompts,
    "openwebui": openwebui.rating,
    "hh": transcripts.transcript_pair,
}
# The shapes in which several rows can be one judgement.
GROUPED = ("preference", "unpaired")
LARGEST_JUDGEMENT = 10_000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    rows: int
    """Rows read."""
    examples: int
    """Judgements and prompts found in them."""
    new: int
    """How many of those the store did not have."""
    left_out: Mapping[str, int]
    """How often a row was whole but had no place in the store, by what it was."""


class StoppedError(Exception):
    """The caller asked for the import to end; nothing was imported."""


class Import:
    """One import of some files. `rows` and `fraction` may be watched from another thread while it runs."""

    def __init__(self, paths: Sequence[Path], shape: Shape | None, now: int) -> None:
        self._files = [RowFile(path) for path in paths]
        self._shape = shape
        self._now = now
        self._examples = 0
        self._left_out: Counter[str] = Counter()
        self._place: Place | None = None
        self._stop = Event()
        self.rows = 0

    @property
    def fraction(self) -> float:
        """How much of the files has been read, all counting the same."""
        return sum(file.fraction for file in self._files) / len(self._files)

    def stop(self) -> None:
        """Have `run` raise `StoppedError` soon."""
        self._stop.set()

    async def run(self, store: Store) -> ImportReport:
        """Import everything. Raises `BrokenFileError` or the store's own errors, and then nothing was imported."""
        try:
            new = await store.import_batch(self._imported())
        except (Refused, UnknownId) as error:
            raise BrokenFileError(f"{self._place}: {error}") from error
        return ImportReport(self.rows, self._examples, new, self._left_out)

    def _imported(self) -> Iterator[ImportedRow]:
        for file in self._files:
            located = iter(file)
            first = next(located, None)
            if first is None:
                continue
            shape = self._shape or shape_of(first)
            for group in judgements(chain([first], located), shape):
                if self._stop.is_set():
                    raise StoppedError
                self._place = group[0].place
                self.rows += len(group)
                found = parsed(group, PARSERS[shape], self._now)
                if isinstance(found, LeftOut):
                    self._left_out[found.reason] += len(group)
                else:
                    self._examples += 1
                    yield found


def shape_of(located: Located) -> Shape:
    """What kind of file has this first row."""
    row = located.row
    fields = {name for name, value in row.items() if value is not None}
    if {"data", "meta"} <= fields:
        return "openwebui"
    if {"chosen", "rejected"} <= fields:
        return "hh" if isinstance(row["chosen"], str) else "preference"
    if {"prompt", "completion", "label"} <= fields:
        return "unpaired"
    if "prompt" in fields and not fields & {"completion", "chosen", "rejected"}:
        return "prompts"
    raise BrokenFileError(
        f"{located.place}: cannot tell what this is from its fields ({', '.join(sorted(fields)) or 'none'}): it should"
        " have chosen and rejected, or prompt, completion and label, or prompt, or be Open WebUI's feedback export"
    )


def judgements(located: Iterator[Located], shape: Shape) -> Iterator[list[Located]]:
    """Rows that stand together and share a `feedback_id`, together; all others alone."""
    group: list[Located] = []
    for one in located:
        name = one.row.get("feedback_id") if shape in GROUPED else None
        if group and (name is None or name != group[0].row.get("feedback_id")):
            yield group
            group = []
        group.append(one)
        if len(group) > LARGEST_JUDGEMENT:
            raise BrokenFileError(f"{one.place}: more than {LARGEST_JUDGEMENT} rows of one feedback_id")
    if group:
        yield group


def parsed(group: Sequence[Located], parse: Parser, now: int) -> ImportedRow | LeftOut:
    """What the rows of one judgement say."""
    rows: list[Row] = [one.row for one in group]
    try:
        return parse(rows, now)
    except BrokenRowError as error:
        raise BrokenFileError(f"{group[error.index].place}: {error}") from error

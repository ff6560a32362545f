"""Writes the store's feedback to a file or a stream, in bounded memory.

A file is written aside, synced and renamed, so that under its name there is never half an export. Rows are written as
the store gives them, from one snapshot, while a server may go on writing. What a row says is `rows`' business.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from feedback.exchange.parquet import ParquetRows
from feedback.exchange.rows import Kind, LeftOut, Row, judgements
from feedback.store import Store

Format = Literal["jsonl", "parquet"]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export did."""

    rows: int
    left_out: Mapping[str, int]
    """How often something had no place in the format, by what it was."""


class RowWriter(Protocol):
    """Where rows go."""

    def write(self, row: Row) -> None:
        """Add one row."""

    def close(self) -> None:
        """Write what is still held; the stream stays open."""


class JsonLines:
    """Writes one JSON object per line."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, row: Row) -> None:
        """Add one line. Half a surrogate pair, which UTF-8 cannot hold, is written as JSON's escape of it."""
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        self._out.write(line.encode("utf-8", "backslashreplace") + b"\n")

    def close(self) -> None:
        """Flush the stream."""
        self._out.flush()


def export_feedback(
    store: Store, kind: Kind, form: Format, out: BinaryIO, on_progress: Callable[[int], None] = lambda judged: None
) -> ExportReport:
    """Write every row of one kind to `out`. `on_progress` gets the number of judgements read so far."""
    writer: RowWriter = JsonLines(out) if form == "jsonl" else ParquetRows(out, kind)
    left_out: Counter[str] = Counter()
    rows = 0
    for judged, found in enumerate(judgements(store, kind), start=1):
        for row in found:
            if isinstance(row, LeftOut):
                left_out[row.reason] += 1
            else:
                writer.write(row)
                rows += 1
        on_progress(judged)
    writer.close()
    return ExportReport(rows, left_out)


@contextmanager
def written_aside(path: Path) -> Iterator[BinaryIO]:
    """A file that gets its name only when the block has ended well; what stood under the name is then replaced."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with aside.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)

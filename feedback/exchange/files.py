"""Reads rows out of files in bounded memory: JSON lines, one JSON array, or Parquet, told apart by how a file begins.

A row is an object and has a place (`Place`) that a person can find. Nothing here knows what the rows mean.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from feedback.exchange import strict_json
from feedback.exchange.array_window import ArrayWindow
from feedback.exchange.fields import BrokenFileError, shown
from feedback.exchange.parquet import decode

LONGEST_LINE = 64 * 2**20
BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # Windows programs put it before the text


class Place(NamedTuple):
    """Where a row stands."""

    file: str
    unit: str
    number: int

    def __str__(self) -> str:
        return f"{self.file}, {self.unit} {self.number}"


class Located(NamedTuple):
    """A row and its place."""

    place: Place
    row: dict[str, Any]


class RowFile:
    """One file of rows. Iterate it once; `fraction` says how much of it has been read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = 1
        self._done = 0

    @property
    def fraction(self) -> float:
        """Between 0 and 1."""
        return min(self._done / self._size, 1.0)

    def __iter__(self) -> Iterator[Located]:
        try:
            with self._path.open("rb") as file:
                self._size = max(os.fstat(file.fileno()).st_size, 1)
                start = file.read(4096)
                file.seek(0)
                if start.startswith(b"PAR1"):
                    yield from self._parquet(file)
                elif start.removeprefix(BYTE_ORDER_MARK).lstrip().startswith(b"["):
                    yield from self._array(file)
                else:
                    yield from self._lines(file)
        except OSError as error:
            raise BrokenFileError(f"{self._path.name}: {error.strerror or error}") from error

    def _lines(self, file: BinaryIO) -> Iterator[Located]:
        number = 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            self._done += len(line)
            place = Place(self._path.name, "line", number)
            if len(line) > LONGEST_LINE:
                raise BrokenFileError(f"{place}: longer than {LONGEST_LINE} bytes")
            if number == 1:
                line = line.removeprefix(BYTE_ORDER_MARK)
            if not line.strip():
                continue
            try:
                row = strict_json.parse(line.decode())
            except UnicodeDecodeError as error:
                raise BrokenFileError(f"{place}: not UTF-8: {error.reason} at byte {error.start + 1}") from error
            except ValueError as error:
                raise BrokenFileError(f"{place}: {error}") from error
            yield located(place, row)

    def _array(self, file: BinaryIO) -> Iterator[Located]:
        items = iter(ArrayWindow(file))
        number = 0
        while True:
            place = Place(self._path.name, "item", number + 1)
            try:
                row = next(items)
            except StopIteration:
                return
            except ValueError as error:
                raise BrokenFileError(f"{place}: {error}") from error
            number += 1
            self._done = file.tell()
            yield located(place, row)

    def _parquet(self, file: BinaryIO) -> Iterator[Located]:
        place = Place(self._path.name, "row", 1)
        try:
            table = pq.ParquetFile(file, pre_buffer=False, buffer_size=2**20)
            self._size = max(table.metadata.num_rows, 1)
            for batch in table.iter_batches(batch_size=1000):
                for struct in batch.to_pylist():
                    place = place._replace(number=self._done + 1)
                    row = decode(struct)
                    self._done += 1
                    yield Located(place, row)
        except (pa.ArrowException, ValueError) as error:
            raise BrokenFileError(f"{place}: {str(error).partition(chr(10))[0]}") from error


def located(place: Place, row: object) -> Located:
    """A row that must be an object, at its place."""
    if not isinstance(row, dict):
        raise BrokenFileError(f"{place}: expected an object, not {shown(row)}")
    return Located(place, row)

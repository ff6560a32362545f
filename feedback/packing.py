"""How values become columns: JSON text, and numbers as packed 32-bit little-endian arrays (a tenth of their JSON)."""

import json
import sys
from array import array
from collections.abc import Sequence
from typing import TypeVar

from feedback.types import canonical_json

Number = TypeVar("Number", int, float)


def dump(value: object) -> str | None:
    """JSON text; None stays NULL."""
    return None if value is None else canonical_json(value)


def parse(text: str | None) -> object:
    """The inverse of `dump`."""
    return None if text is None else json.loads(text)


def pack_ids(ids: Sequence[int] | None) -> bytes | None:
    """Token ids as 32-bit integers."""
    return None if ids is None else little(array("i", ids)).tobytes()


def unpack_ids(packed: bytes | None) -> tuple[int, ...] | None:
    """The inverse of `pack_ids`."""
    return None if packed is None else tuple(little(array("i", packed)))


def pack_floats(values: Sequence[float]) -> bytes:
    """Numbers as 32-bit floats."""
    return little(array("f", values)).tobytes()


def unpack_floats(packed: bytes) -> tuple[float, ...]:
    """The inverse of `pack_floats`."""
    return tuple(little(array("f", packed)))


def little(values: "array[Number]") -> "array[Number]":
    """The array in little-endian order, whatever the machine's is."""
    if sys.byteorder == "big":
        values.byteswap()
    return values

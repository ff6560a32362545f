"""Takes typed values out of rows that anyone may have written, and says what is wrong with those that do not fit.

`BrokenRowError` is about one row; whoever knows the row's place makes a `BrokenFileError` of it, with file and line.
"""

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from feedback.types import Json, Message

ROLES = ("system", "developer", "user", "assistant", "tool", "function")


class BrokenRowError(Exception):
    """A row that is not what its format promises; the text says why."""

    index = 0
    """Which it is of the rows of one judgement."""


class BrokenFileError(Exception):
    """A file that cannot be imported; the text names it, the place in it, and what is wrong there."""


@contextmanager
def row_at(index: int) -> Iterator[None]:
    """What is broken inside is that row of several."""
    try:
        yield
    except BrokenRowError as error:
        error.index = index
        raise


def messages(row: Json, name: str) -> list[dict[str, Any]]:
    """A field that must be a list of at least one chat message."""
    value = row.get(name)
    if not isinstance(value, list) or not value:
        raise BrokenRowError(f"{name} must be a list of messages, not {shown(value)}")
    return [message(item, f"{name}[{place}]") for place, item in enumerate(value)]


def message(value: object, name: str) -> dict[str, Any]:
    """A chat message in OpenAI's shape."""
    if not isinstance(value, dict) or value.get("role") not in ROLES:
        raise BrokenRowError(f"{name} must be a message with a role of {', '.join(ROLES)}, not {shown(value)}")
    if not isinstance(value.get("content"), str | list | None):
        raise BrokenRowError(f"{name}.content must be text, a list of parts or null, not {shown(value['content'])}")
    return value


def same_messages(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> bool:
    """Whether two conversations are the same to the store."""
    return len(one) == len(other) and all(
        left == right or Message(left).canonical() == Message(right).canonical()
        for left, right in zip(one, other, strict=True)
    )


def text(row: Json, name: str) -> str | None:
    """A field that may be missing and is text otherwise."""
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise BrokenRowError(f"{name} must be text, not {shown(value)}")
    return value


def texts(row: Json, name: str) -> tuple[str, ...]:
    """A field that may be missing and is a list of texts otherwise."""
    value = row.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BrokenRowError(f"{name} must be a list of texts, not {shown(value)}")
    return tuple(value)


def integer(row: Json, name: str, least: int = 0) -> int | None:
    """A field that may be missing and is a whole number of SQLite's range otherwise."""
    value = row.get(name)
    if value is None:
        return None
    whole = isinstance(value, float) and math.isfinite(value) and value.is_integer()
    if isinstance(value, bool) or not (isinstance(value, int) or whole) or not least <= value < 2**63:
        raise BrokenRowError(f"{name} must be a whole number of at least {least}, not {shown(value)}")
    return int(value)


def tools(row: Json) -> list[Json] | None:
    """The tools a model was offered, if any."""
    value = row.get("tools")
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise BrokenRowError(f"tools must be a list of objects, not {shown(value)}")
    return value


def object_in(row: Json, *path: str) -> Mapping[str, Any]:
    """The object at the end of a path of field names."""
    value: object = row
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping):
        raise BrokenRowError(f"{'.'.join(path)} must be an object, not {shown(value)}")
    return value


def shown(value: object) -> str:
    """A value cut to the length of an error message."""
    said = "nothing" if value is None else repr(value)
    return said if len(said) <= 60 else f"{said[:57]}..."

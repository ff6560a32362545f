"""JSON from files that anyone may have written, without what Python's parser lets through and the store cannot keep.

That is NaN and Infinity, numbers that Python would read as infinite, half of a surrogate pair (no UTF-8 can hold it),
and nesting so deep that walking it would exhaust a stack. Every error is a `ValueError` of one line.
"""

import json
import math
from typing import Any, NoReturn

DEEPEST = 100


def parse(text: str) -> Any:
    """The value of a JSON text."""
    try:
        value = DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise ValueError(too_deep()) from error
    check(value, text)
    return value


def check(value: object, text: str) -> None:
    """Raise unless a value that was parsed from `text` can be kept."""
    if "\\ud" in text or "\\uD" in text:
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise ValueError("holds half a surrogate pair, which is no text") from error
        except RecursionError as error:
            raise ValueError(too_deep()) from error
    if text.count("{") + text.count("[") > DEEPEST and depth(value) > DEEPEST:
        raise ValueError(too_deep())


def depth(value: object) -> int:
    """How many lists and objects are inside each other, found without recursion."""
    level, found = [value], 0
    while level := [part for part in level if isinstance(part, dict | list)]:
        found += 1
        level = [inner for part in level for inner in (part.values() if isinstance(part, dict) else part)]
    return found


def too_deep() -> str:
    """The message for text that is nested too deeply."""
    return f"nested deeper than {DEEPEST} levels"


def refuse_constant(name: str) -> NoReturn:
    """Python's parser takes NaN and Infinity, which are no JSON."""
    raise ValueError(f"not JSON: {name}")


def finite_float(digits: str) -> float:
    """A number with a point or an exponent, unless it is too large for one."""
    value = float(digits)
    if math.isinf(value):
        raise ValueError(f"a number is too large: {digits[:40]}")
    return value


def finite_int(digits: str) -> int:
    """A whole number, unless arithmetic with others would fail on it."""
    finite_float(digits)
    return int(digits)


DECODER = json.JSONDecoder(parse_float=finite_float, parse_int=finite_int, parse_constant=refuse_constant)
"""What both readers of JSON files parse with; `check` what it gives."""

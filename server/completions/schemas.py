"""Is a JSON schema one that a grammar can be made of at a bounded cost? The counterpart of `patterns` for schemas.

A grammar compiler takes a schema on trust: ten thousand properties keep it busy for half a minute, a few dozen strings
of different lengths for ten seconds. Size, depth and counts are bounded here, and a keyword that the grammar would
silently not enforce is refused by name: a reply that only looks checked is worse than none.

Left out: whether the schema is a valid one, which the compiler says itself when tried (`server/engine/grammars.py`).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from server.completions.patterns import CostlyPatternError, check_pattern
from server.errors import ApiError

MAX_BYTES = 64 * 1024
MAX_DEPTH = 32
MAX_SCHEMAS = 1_000
MAX_OPTIONAL = 100
MAX_ENUM = 1_000
MAX_COUNT = 10_000

# Where schemas stand in a schema.
MAPS = ("properties", "patternProperties", "$defs", "definitions")
LISTS = ("anyOf", "oneOf", "allOf", "prefixItems")
SINGLE = ("items", "additionalProperties", "propertyNames", "unevaluatedProperties", "unevaluatedItems")
COUNTS = ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties")
UNENFORCED = frozenset(
    {"multipleOf", "uniqueItems", "contains", "minContains", "maxContains", "not", "if", "then", "else"}
    | {"dependentSchemas", "dependentRequired", "dependencies", "additionalItems", "$dynamicRef", "$recursiveRef"}
)


def check_schema(schema: object, field: str, exact: bool = True) -> None:
    """Raise `ApiError` 400, naming the field, unless the schema is within bounds and, if `exact`, can be enforced."""
    try:
        if not isinstance(schema, dict | bool):
            raise ValueError("a JSON schema must be an object")
        if len(json.dumps(schema)) > MAX_BYTES:
            raise ValueError(f"the schema is larger than {MAX_BYTES} bytes")
        _check_values(schema, 0)
        enums = 0
        for number, part in enumerate(_schemas(schema)):
            if number >= MAX_SCHEMAS:
                raise ValueError(f"the schema is made of more than {MAX_SCHEMAS} schemas")
            enums += _check_one(part)
            if exact:
                _check_enforced(part)
            if enums > MAX_ENUM:
                raise ValueError(f"the schema lists more than {MAX_ENUM} values")
    except (ValueError, CostlyPatternError) as error:
        raise ApiError(400, f"{field}: {error}", param=field, code="invalid_schema") from None


def _check_values(value: object, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ValueError(f"the schema nests deeper than {MAX_DEPTH}")
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise ValueError("a number in the schema is larger than 64 bits")
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in inside:
        _check_values(part, depth + 1)


def _schemas(schema: object) -> Iterator[Mapping[str, Any]]:
    """A schema and all that it is made of, each once."""
    if not isinstance(schema, dict):
        return
    yield schema
    for name in MAPS:
        for part in _typed(schema, name, dict, {}).values():
            yield from _schemas(part)
    for name in LISTS:
        for part in _typed(schema, name, list, []):
            yield from _schemas(part)
    for name in SINGLE:
        yield from _schemas(schema.get(name))


def _typed(schema: Mapping[str, Any], name: str, kind: type, default: Any) -> Any:
    value = schema.get(name, default)
    if not isinstance(value, kind):
        raise ValueError(f"{name} must be {'an object' if kind is dict else 'an array'}")
    return value


def _check_one(schema: Mapping[str, Any]) -> int:
    """Check one schema without those in it; the number of values that it lists."""
    for name in COUNTS:
        count = schema.get(name, 0)
        if not isinstance(count, int) or isinstance(count, bool) or not 0 <= count <= MAX_COUNT:
            raise ValueError(f"{name} must be a whole number of at most {MAX_COUNT}")
    for name in ("$ref", "$id", "$anchor"):
        value = schema.get(name, "#")
        if not isinstance(value, str) or (name == "$ref" and not value.startswith("#")):
            raise ValueError(f"{name} must be text, and a $ref must point into the schema itself (#/...)")
    for pattern in (schema.get("pattern", ""), *_typed(schema, "patternProperties", dict, {})):
        if not isinstance(pattern, str):
            raise ValueError("pattern must be text")
        check_pattern(pattern)
    required = _typed(schema, "required", list, [])
    optional = [name for name in _typed(schema, "properties", dict, {}) if name not in required]
    if len(optional) > MAX_OPTIONAL:
        raise ValueError(f"an object has more than {MAX_OPTIONAL} optional properties; require some")
    return len(_typed(schema, "enum", list, []))


def _check_enforced(schema: Mapping[str, Any]) -> None:
    """Refuse what the grammar would leave out."""
    for name in sorted(UNENFORCED & schema.keys()):
        if schema[name] not in (False, None):
            raise ValueError(f"{name} cannot be enforced while a reply is written; leave it out")
    if ("pattern" in schema or "format" in schema) and ("minLength" in schema or "maxLength" in schema):
        raise ValueError("a length cannot be enforced beside a pattern or format; write it into the pattern")
    if len(_typed(schema, "allOf", list, [])) > 1:
        raise ValueError("allOf of more than one schema cannot be enforced; merge them into one")

"""Which grammars a request asks its reply to follow, bounded before anything compiles them.

    body -> constraints() (bounds: `schemas`, `patterns`) -> `grammars` (compiled on trial) -> engine

A grammar is the one part of a request whose cost does not grow with its size alone: a short pattern can stall the
engine's every step, and with it everybody's streams. Grammars and structural tags as such are refused: what they
cost cannot be told from their text, and schemas, patterns and choices say what people need.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from server.completions.messages import NamedTool
from server.completions.patterns import CostlyPatternError, check_pattern
from server.completions.requests import ChatBody, GenerationBody
from server.completions.schemas import check_schema
from server.errors import ApiError

MAX_CHOICES = 1_000
MAX_CHOICE_CHARACTERS = 64 * 1024
KINDS = ("json", "regex", "choice", "json_object")


@dataclass(frozen=True)
class Constraint:
    """A grammar that the reply must follow, as the client wrote it."""

    kind: Literal["json", "regex", "choice"]
    text: str
    """The pattern; of the other kinds, the JSON of the schema or of the list."""
    field: str
    """Where it stands in the body."""
    exact: bool = True
    """Whether all of it must be enforced, or as much as can be."""


def constraints(checked: GenerationBody) -> list[Constraint]:
    """All grammars of a request. Raises `ApiError` 400, naming the field, for one that is out of bounds."""
    return [*_of_format(checked), *_of_outputs(checked), *_of_tools(checked)]


def _of_format(checked: GenerationBody) -> list[Constraint]:
    wanted = checked.response_format
    if wanted is None:
        return []
    kind = wanted.get("type")
    if kind not in ("text", "json_object", "json_schema"):
        raise _refused("response_format.type", "must be 'text', 'json_object' or 'json_schema'")
    if kind != "json_schema":
        return []
    named = wanted.get("json_schema")
    if not isinstance(named, dict):
        raise _refused("response_format.json_schema", "must be an object with a name and a schema")
    if not isinstance(named.get("name"), str):
        raise _refused("response_format.json_schema.name", "must be text")
    if not isinstance(named.get("schema"), dict):
        raise _refused("response_format.json_schema.schema", "must be an object, the JSON schema of the reply")
    return [_of_schema(named["schema"], "response_format.json_schema.schema")]


def _of_outputs(checked: GenerationBody) -> list[Constraint]:
    wanted = {name: value for name, value in (checked.structured_outputs or {}).items() if value is not None}
    if checked.structured_outputs is None:
        return []
    for name in wanted:
        if name not in KINDS:
            raise _refused(f"structured_outputs.{name[:40]}", f"is not supported; there are {', '.join(KINDS)}")
    if len(wanted) != 1:
        raise _refused("structured_outputs", f"needs exactly one of {', '.join(KINDS)}")
    (kind, value), *_ = wanted.items()
    field = f"structured_outputs.{kind}"
    if kind == "json_object":
        if value is not True:
            raise _refused(field, "must be true")
        return []
    if kind == "json":
        return [_of_schema(_read(value, field), field)]
    return [_of_pattern(value, field) if kind == "regex" else _of_choices(value, field)]


def _of_tools(checked: GenerationBody) -> list[Constraint]:
    """The parameters of tools whose calls must fit them: those that are demanded, and strict ones."""
    if not isinstance(checked, ChatBody) or not checked.tools or checked.tool_choice == "none":
        return []
    found = []
    required: dict[str, Any] = {}
    for number, tool in enumerate(checked.tools):
        function = tool.function
        named = isinstance(checked.tool_choice, NamedTool) and checked.tool_choice.function.name == function.name
        demanded = (named or checked.tool_choice == "required") and function.strict is not False
        if function.parameters is not None and (demanded or function.strict):
            # A demand alone does not forbid what cannot be enforced: clients demand calls of tools that others wrote.
            exact = function.strict is True
            found.append(_of_schema(function.parameters, f"tools.{number}.function.parameters", exact))
            required[function.name] = function.parameters
    if checked.tool_choice == "required" and len(found) > 1:
        # The engine compiles them as one grammar, which may cost far more than each alone.
        return [Constraint("json", json.dumps(_any_call(required)), "tools", any(one.exact for one in found))]
    return found


def _any_call(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of one call or several of tools with these parameters; definitions move to where `$ref` finds them."""
    calls = []
    definitions: dict[str, Any] = {}
    for name, schema in parameters.items():
        definitions |= schema.get("$defs", {})
        own = {key: value for key, value in schema.items() if key != "$defs"}
        properties = {"name": {"type": "string", "enum": [name]}, "parameters": own}
        calls.append({"type": "object", "properties": properties, "required": ["name", "parameters"]})
    return {"type": "array", "minItems": 1, "items": {"anyOf": calls}, "$defs": definitions}


def _of_schema(schema: object, field: str, exact: bool = True) -> Constraint:
    check_schema(schema, field, exact)
    return Constraint("json", json.dumps(schema), field, exact)


def _of_pattern(pattern: object, field: str) -> Constraint:
    if not isinstance(pattern, str) or "\0" in pattern:
        raise _refused(field, "must be text without NUL characters")
    try:
        check_pattern(pattern)
    except CostlyPatternError as error:
        raise _refused(field, str(error)) from None
    return Constraint("regex", pattern, field)


def _of_choices(choices: object, field: str) -> Constraint:
    if not isinstance(choices, list) or not all(isinstance(choice, str) and choice for choice in choices):
        raise _refused(field, "must be an array of texts, none of them empty")
    if not 1 <= len(choices) <= MAX_CHOICES or sum(map(len, choices)) > MAX_CHOICE_CHARACTERS:
        raise _refused(field, f"must hold 1 to {MAX_CHOICES} texts of together {MAX_CHOICE_CHARACTERS} characters")
    return Constraint("choice", json.dumps(choices), field)


def _read(value: object, field: str) -> Mapping[str, Any]:
    """A schema that may have been sent as text."""
    try:
        schema = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        raise _refused(field, "is not valid JSON") from None
    if not isinstance(schema, dict):
        raise _refused(field, "must be an object")
    return schema


def _refused(field: str, reason: str) -> ApiError:
    return ApiError(400, f"{field} {reason}.", param=field, code="invalid_value")

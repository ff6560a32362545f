"""Grammars that would stall a compiler or every stream: refused, while another user's stream keeps its pace."""

import asyncio
import itertools
import json
import time
from typing import Any

import httpx
import psutil
import pytest

from server.completions.patterns import CostlyPatternError, check_pattern
from tests.api.streams import engine_processes
from tests.bad_input.asking import CHAT, TEXT, Asker, chat, text
from tests.live import Served

# Each of these, compiled or followed by the engine itself, took from 50 ms a token to minutes or gigabytes.
EVIL_PATTERNS = {
    "star of star": "((a*)*)*b",
    "plus of plus": "(a+)+b",
    "counted twice": "(a{1,9999}){1,9999}",
    "counted thrice": "((a{1,30}){1,30}){1,30}",
    "small counts, any character": "(.{1,5}){1,5}",
    "words without an end": r"(\w+\s*)+",
    "twenty of plus of plus": "(.+)+" * 20,
    "twenty optional": ".?" * 20,
    "three ranges": ".{0,200}.{0,200}.{0,200}",
    "a billion": "a{1000000000}",
    "alternatives alike": "(a|aa)+",
    "100 kB of alternatives": "|".join(f"word{number}" for number in range(10_000)),
    "deep groups": "(" * 900 + "a" + ")" * 900,
}
GOOD_PATTERNS = [
    r"(\d{1,3}\.){3}\d{1,3}",
    r"[a-z0-9._]+@[a-z0-9]+(\.[a-z]{2,10}){1,3}",
    r"^([a-z0-9]+-)*[a-z]{1,40}$",
    r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z?)?",
    r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?",
    r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}",
    r".*foo.*bar.*",
    "yes|no|maybe",
    ".{0,1000}",
]
INVALID_PATTERNS = ["((((", "[a", "a**", "(?=a)b", r"(a)\1", "a\0b"]


def properties(count: int, required: bool) -> dict[str, Any]:
    names = [f"p{number}" for number in range(count)]
    schema: dict[str, Any] = {"type": "object", "properties": {name: {"type": "string"} for name in names}}
    return schema | ({"required": names} if required else {})


def nested(depth: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(depth):
        schema = {"type": "object", "properties": {"a": schema}, "required": ["a"]}
    return schema


EVIL_SCHEMAS: dict[str, Any] = {
    "only itself": {"$ref": "#"},
    "two that need each other": {
        "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}},
        "$ref": "#/$defs/a",
    },
    "elsewhere": {"$ref": "http://example.com/schema.json"},
    "a file": {"$ref": "file:///etc/passwd"},
    "nowhere": {"$ref": "#/$defs/nope"},
    "ten thousand properties": properties(10_000, True),
    "many optional properties": properties(300, False),
    "sixty deep": nested(60),
    "minItems": {"type": "array", "items": {"type": "string"}, "minItems": 10**6},
    "minItems over 64 bits": {"type": "array", "minItems": 2**70},
    "maxLength": {"type": "string", "maxLength": 10**9},
    "min over max": {"type": "string", "minLength": 9, "maxLength": 3},
    "many long strings": {"anyOf": [{"type": "string", "maxLength": 5000 + number} for number in range(200)]},
    "evil pattern": {"type": "string", "pattern": "^(a{1,9999}){1,9999}$"},
    "evil property pattern": {"type": "object", "patternProperties": {"(a+)+": {}}},
    "invalid pattern": {"type": "string", "pattern": "(("},
    "a number over 64 bits": {"const": 2**70},
    "many values": {"enum": list(range(20_000))},
    "unknown type": {"type": "strin"},
    "type is no text": {"type": 5},
    "properties are no object": {"type": "object", "properties": [1]},
    "anyOf is no array": {"anyOf": {"type": "string"}},
    "multipleOf": {"type": "integer", "multipleOf": 7},
    "uniqueItems": {"type": "array", "uniqueItems": True},
    "not": {"not": {"type": "string"}},
    "unknown format": {"type": "string", "format": "colour"},
    "no text fits": {"enum": []},
}
GOOD_SCHEMA: dict[str, Any] = {
    "$defs": {
        "item": {
            "type": "object",
            "properties": {
                "name": {"type": "string", "maxLength": 40},
                "code": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{3}$"},
                "when": {"type": "string", "format": "date-time"},
                "parts": {"type": "array", "items": {"$ref": "#/$defs/item"}, "maxItems": 3},
                "multipleOf": {"type": "integer", "minimum": 0, "maximum": 100},
            },
            "required": ["name", "code"],
            "additionalProperties": False,
        }
    },
    "type": "object",
    "properties": {
        "kind": {"enum": ["a", "b", None, 3]},
        "value": {"anyOf": [{"type": "number"}, {"type": "boolean"}, {"$ref": "#/$defs/item"}]},
        "items": {"type": "array", "items": {"$ref": "#/$defs/item"}, "minItems": 1, "maxItems": 5},
    },
    "required": ["kind", "value", "items"],
}


def of_schema(schema: Any) -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"name": "thing", "schema": schema}}


def tool(schema: Any) -> list[Any]:
    return [{"type": "function", "function": {"name": "f", "parameters": schema}}]


@pytest.mark.parametrize("name", EVIL_PATTERNS)
def test_an_evil_pattern_is_refused_unread(asker: Asker, name: str) -> None:
    for body, path in ((chat, CHAT), (text, TEXT)):
        fields = {"structured_outputs": {"regex": EVIL_PATTERNS[name]}}
        asker.refused(path, body(**fields), param="structured_outputs.regex")


@pytest.mark.parametrize("pattern", INVALID_PATTERNS)
def test_an_invalid_pattern_is_refused(asker: Asker, pattern: str) -> None:
    asker.refused(CHAT, chat(structured_outputs={"regex": pattern}), param="structured_outputs.regex")


@pytest.mark.parametrize("pattern", GOOD_PATTERNS)
def test_a_reasonable_pattern_is_cheap(pattern: str) -> None:
    check_pattern(pattern)


@pytest.mark.parametrize("pattern", EVIL_PATTERNS.values(), ids=EVIL_PATTERNS)
def test_an_evil_pattern_is_told_at_once(pattern: str) -> None:
    begun = time.process_time()
    with pytest.raises(CostlyPatternError):
        check_pattern(pattern)
    assert time.process_time() - begun < 0.1


@pytest.mark.parametrize("name", EVIL_SCHEMAS)
def test_an_evil_schema_is_refused_wherever_it_stands(ask: Asker, name: str) -> None:
    schema = EVIL_SCHEMAS[name]
    field = "response_format.json_schema.schema"
    ask.refused(CHAT, chat(response_format=of_schema(schema)), param=field)
    ask.refused(TEXT, text(response_format=of_schema(schema)), param=field)
    ask.refused(CHAT, chat(structured_outputs={"json": schema}), param="structured_outputs.json")
    ask.refused(CHAT, chat(structured_outputs={"json": json.dumps(schema)}), param="structured_outputs.json")
    strict = [{"type": "function", "function": {"name": "f", "parameters": schema, "strict": True}}]
    ask.refused(CHAT, chat(tools=strict, tool_choice="required"), param="tools.0.function.parameters")


@pytest.mark.parametrize("name", ["ten thousand properties", "many long strings", "evil pattern", "only itself"])
@pytest.mark.parametrize("choice", ["required", {"type": "function", "function": {"name": "f"}}], ids=["any", "named"])
def test_an_evil_schema_of_a_demanded_tool_is_refused(asker: Asker, name: str, choice: Any) -> None:
    asker.refused(CHAT, chat(tools=tool(EVIL_SCHEMAS[name]), tool_choice=choice), param="tools.0.function.parameters")


def test_a_reasonable_schema_works_in_every_place(ask: Asker) -> None:
    wanted: list[dict[str, Any]] = [
        {"response_format": of_schema(GOOD_SCHEMA)},
        {"structured_outputs": {"json": GOOD_SCHEMA}},
        {"tools": tool(GOOD_SCHEMA), "tool_choice": "required"},
        {"structured_outputs": {"regex": r"(\d{1,3}\.){3}\d{1,3}"}},
        {"structured_outputs": {"json_object": True}},
    ]
    for fields in wanted:
        reply = ask.http.post(CHAT, json=chat(**fields))
        assert reply.status_code == 200, reply.text
    reply = ask.http.post(CHAT, json=chat(structured_outputs={"regex": r"ab{3}\.c"}, max_tokens=40))
    assert reply.json()["choices"][0]["message"]["content"] == "abbb.c"


OUTPUTS: list[tuple[Any, str]] = [
    (5, "structured_outputs"),
    ({}, "structured_outputs"),
    ({"json": {}, "regex": "a"}, "structured_outputs"),
    ({"json": "{"}, "structured_outputs.json"),
    ({"json": 5}, "structured_outputs.json"),
    ({"json": "[" * 10_000}, "structured_outputs.json"),
    ({"regex": 5}, "structured_outputs.regex"),
    ({"choice": 5}, "structured_outputs.choice"),
    ({"choice": []}, "structured_outputs.choice"),
    ({"choice": [""]}, "structured_outputs.choice"),
    ({"choice": [5]}, "structured_outputs.choice"),
    ({"choice": ["word"] * 100_000}, "structured_outputs.choice"),
    ({"choice": ["x" * 100_000]}, "structured_outputs.choice"),
    ({"json_object": False}, "structured_outputs.json_object"),
    ({"grammar": "root ::= root root | root"}, "structured_outputs.grammar"),
    ({"structural_tag": '{"structures": [], "triggers": []}'}, "structured_outputs.structural_tag"),
    ({"json": {}, "whitespace_pattern": "(a+)+"}, "structured_outputs.whitespace_pattern"),
    ({"regex": "a", "_backend": "outlines"}, "structured_outputs._backend"),
]


@pytest.mark.parametrize(("outputs", "param"), OUTPUTS, ids=lambda value: str(value)[:50])
def test_structured_outputs_that_cannot_be_are_refused(asker: Asker, outputs: Any, param: str) -> None:
    asker.refused(CHAT, chat(structured_outputs=outputs), param=param)


async def test_a_stream_keeps_its_pace_while_evil_grammars_arrive(live_server: Served) -> None:
    """What stands between two tokens is measured in processor time: a busy machine is not what this is about.

    It is the time of the threads that everybody waits for, the first of each process; others may be busy beside them.
    """
    processes = [psutil.Process(live_server.process.pid), *engine_processes(live_server)]

    def spent() -> list[float]:
        firsts = [next(one for one in process.threads() if one.id == process.pid) for process in processes]
        return [first.user_time + first.system_time for first in firsts]

    def most(before: list[float]) -> float:
        return max(later - earlier for earlier, later in zip(before, spent(), strict=True))

    gaps: list[float] = []
    ticks: list[float] = []
    over = asyncio.Event()
    awake = time.monotonic()

    async def stay_awake() -> None:
        nonlocal awake
        while not over.is_set():
            await asyncio.sleep(0.02)
            awake = time.monotonic()

    def slept() -> bool:
        """Whether this process stood still itself just now: then many tokens came in one gap."""
        return time.monotonic() - awake > 0.25

    async with httpx.AsyncClient(base_url=live_server.url, timeout=60) as http:

        async def read_along() -> None:
            # Tokens that come late come together, so that a busy machine leaves few gaps of a stream to measure.
            for number in range(40):
                if number >= 4 and len(gaps) > 100:
                    break
                body = chat(max_tokens=150, stream=True, ignore_eos=True)
                async with http.stream("POST", CHAT, json=body) as stream:
                    before: list[float] = []
                    async for line in stream.aiter_lines():
                        if line.startswith("data: {"):
                            gaps.extend([most(before)] if before and not slept() else [])
                            before = spent()
            over.set()

        async def knock() -> None:
            while not over.is_set():
                before = spent()
                assert (await http.get("/livez")).status_code == 200
                ticks.extend([] if slept() else [most(before)])
                await asyncio.sleep(0.02)

        async def annoy(first: int) -> int:
            sent = 0
            for number in itertools.count(first):
                if over.is_set():
                    return sent
                # New ones each time, so that no answer can be remembered.
                some = [{"type": "string", "maxLength": 4000 + number + place} for place in range(20)]
                for fields in (
                    {"response_format": of_schema({"anyOf": some})},
                    # Followed by the engine, this one takes seconds for a token.
                    {"structured_outputs": {"regex": f"{number % 9}(.{{1,45}}){{1,45}}"}, "max_tokens": 40},
                    {"structured_outputs": {"regex": f"{number}(.|a)*a(.|a){{20}}"}},
                    {"tools": tool(properties(90, False) | {"title": str(number)}), "tool_choice": "required"},
                ):
                    reply = await http.post(CHAT, json=chat(**fields))
                    assert reply.status_code in (200, 400, 503), reply.text
                    sent += 1
            return sent

        sent = await asyncio.gather(annoy(2), annoy(2002), knock(), read_along(), stay_awake())
    assert sum(count for count in sent if count) > 5
    assert len(gaps) > 100
    assert max(gaps) < 1.0
    assert max(ticks) < 1.0

"""Bodies that nobody thought of, made by Hypothesis: a status below 500 and a named field, every time."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.completions.requests import ChatBody, CompletionBody
from tests.bad_input.asking import CHAT, TEXT, Asker, chat, error_of, text

WORDS = ["auto", "required", "function", "text", "json_schema", "user", "assistant", "tool", "object", "array", "#"]
KEYS = ["type", "properties", "items", "role", "content", "function", "name", "parameters", "$ref", "anyOf", "schema"]
NUMBERS = st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
LEAVES = st.none() | st.booleans() | NUMBERS | st.text(max_size=20) | st.sampled_from(WORDS)
VALUES: st.SearchStrategy[Any] = st.recursive(
    LEAVES,
    lambda inside: (
        st.lists(inside, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=8), inside, max_size=4)
    ),
    max_leaves=12,
)
NAMES = sorted((ChatBody.model_fields.keys() | CompletionBody.model_fields.keys()) - {"model"})
PATTERNS = st.text("abc()[]{}0123456789,.*+?|\\^$wds-", min_size=1, max_size=25)
# The same bodies on every run, and no test that is slow on a busy machine only.
EACH = settings(
    max_examples=80, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def survives(asker: Asker, path: str, body: Any) -> None:
    response = asker.send(path, json.dumps(body).encode())
    if response.status_code != 200:
        error = error_of(response, 422 if response.status_code == 422 else 400)
        assert error["param"] or error["code"] == "invalid_json", error


@pytest.mark.parametrize(("path", "make"), [(CHAT, chat), (TEXT, text)])
def test_any_value_in_any_field_of_either_endpoint(ask: Asker, path: str, make: Any) -> None:
    @EACH
    @given(st.dictionaries(st.sampled_from(NAMES), VALUES, min_size=1, max_size=3))
    def run(fields: dict[str, Any]) -> None:
        survives(ask, path, make(**fields))

    run()


@pytest.mark.parametrize(
    "wrap",
    [
        lambda value: chat(messages=[value]),
        lambda value: chat(tools=[{"type": "function", "function": value}], tool_choice="required"),
        lambda value: chat(response_format={"type": "json_schema", "json_schema": {"name": "a", "schema": value}}),
    ],
    ids=["message", "tool", "schema"],
)
def test_any_object_for_a_message_a_tool_or_a_schema(ask: Asker, wrap: Any) -> None:
    @EACH
    @given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=4))
    def run(value: dict[str, Any]) -> None:
        survives(ask, CHAT, wrap(value))

    run()


def test_any_pattern(ask: Asker) -> None:
    @EACH
    @given(PATTERNS)
    def run(pattern: str) -> None:
        survives(ask, CHAT, chat(structured_outputs={"regex": pattern}, max_tokens=20))

    run()

"""`response_format`: the reply is JSON, and JSON of the asked shape, whatever the model would rather say."""

import json
from typing import Any, Literal

import jsonschema
import openai
from pydantic import BaseModel

from tests.api.asking import HELLO, MODEL, no_blanks, token_of, without

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "size": {"type": "integer", "minimum": 0, "maximum": 9},
        "colour": {"enum": ["red", "green"]},
        "tags": {"type": "array", "items": {"type": "boolean"}, "minItems": 2, "maxItems": 2},
    },
    "required": ["size", "colour", "tags"],
    "additionalProperties": False,
}
FORMAT: Any = {"type": "json_schema", "json_schema": {"name": "thing", "schema": SCHEMA, "strict": True}}


class Answer(BaseModel):
    yes: bool
    mood: Literal["calm", "cross"]


def test_a_json_object_opens_before_it_may_close(client: openai.OpenAI) -> None:
    reply = client.chat.completions.create(
        model=MODEL,
        messages=HELLO,
        max_tokens=8,
        response_format={"type": "json_object"},
        logit_bias=without('"') | {str(token_of("}")): 100},
    )
    # The closing brace is all that the bias lets the model say; only the grammar can have put the other before it.
    assert (reply.choices[0].message.content, reply.choices[0].finish_reason) == ("{}", "stop")


def test_a_reply_fits_its_schema(client: openai.OpenAI) -> None:
    reply = client.chat.completions.create(
        model=MODEL, messages=HELLO, max_tokens=200, response_format=FORMAT, logit_bias=no_blanks()
    )
    assert reply.choices[0].finish_reason == "stop"
    jsonschema.validate(json.loads(reply.choices[0].message.content or ""), SCHEMA)


def test_a_streamed_reply_fits_its_schema(client: openai.OpenAI) -> None:
    stream = client.chat.completions.create(
        model=MODEL, messages=HELLO, max_tokens=200, response_format=FORMAT, logit_bias=no_blanks(), stream=True
    )
    text = "".join(chunk.choices[0].delta.content or "" for chunk in stream)
    jsonschema.validate(json.loads(text), SCHEMA)


def test_a_reply_is_parsed_into_a_pydantic_model(client: openai.OpenAI) -> None:
    reply = client.chat.completions.parse(
        model=MODEL, messages=HELLO, max_tokens=200, response_format=Answer, logit_bias=no_blanks()
    )
    parsed = reply.choices[0].message.parsed
    assert isinstance(parsed, Answer)
    assert parsed.mood in ("calm", "cross")


def test_a_streamed_reply_is_parsed_into_a_pydantic_model(client: openai.OpenAI) -> None:
    with client.chat.completions.stream(
        model=MODEL, messages=HELLO, max_tokens=200, response_format=Answer, logit_bias=no_blanks()
    ) as stream:
        kinds = {event.type for event in stream}
        parsed = stream.get_final_completion().choices[0].message.parsed
    assert {"chunk", "content.delta", "content.done"} <= kinds
    assert isinstance(parsed, Answer)


def test_vllms_own_choice_constraint_is_taken(client: openai.OpenAI) -> None:
    reply = client.chat.completions.create(
        model=MODEL,
        messages=HELLO,
        max_tokens=20,
        extra_body={"structured_outputs": {"choice": ["positive", "negative"]}},
    )
    assert reply.choices[0].message.content in ("positive", "negative")

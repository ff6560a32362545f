"""What the tests of the API ask for again and again, and how they look at the running server from outside."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import httpx
from prometheus_client.parser import text_string_to_metric_families
from tokenizers import Tokenizer

from server.settings import load_settings

MODEL = "attune"
HELLO: list[Any] = [{"role": "user", "content": "Hello!"}]
WEATHER: Any = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "The weather in a city now.",
        "parameters": {
            "type": "object",
            "properties": {"city": {"type": "string", "enum": ["Paris", "Oslo", "New York"]}},
            "required": ["city"],
            "additionalProperties": False,
        },
    },
}
# A reply that goes on for seconds whatever the model wants to say: several texts, none of which may end early.
LONG: dict[str, Any] = {"n": 8, "max_tokens": 1900, "extra_body": {"ignore_eos": True}}
LONG_BODY: dict[str, Any] = {"model": MODEL, "messages": HELLO, "n": 8, "max_tokens": 1900, "ignore_eos": True}

Found = TypeVar("Found")


def tokenizer() -> Tokenizer:
    """The served model's own tokenizer."""
    return Tokenizer.from_file(str(Path(load_settings({}).model_path) / "tokenizer.json"))


def token_of(text: str) -> int:
    """The id of a text that is one token."""
    (token,) = tokenizer().encode(text, add_special_tokens=False).ids
    return int(token)


def metric(url: str, *names: str) -> float:
    """Numbers of `/metrics`, read at once and summed over names and labels."""
    families = list(text_string_to_metric_families(httpx.get(f"{url}/metrics", timeout=10).text))
    samples = [sample for family in families for sample in family.samples if sample.name in names]
    assert {sample.name for sample in samples} == set(names), f"/metrics lacks one of {names}"
    return sum(sample.value for sample in samples)


def eventually(look: Callable[[], Found], seconds: float, what: str) -> Found:
    """What `look` finds as soon as that is something; an AssertionError after so many seconds without."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}"
        time.sleep(0.02)
    return found


def error_of(response: httpx.Response) -> Any:
    """The fields of OpenAI's error body, of which there are four and always the same."""
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"message", "type", "param", "code"}
    assert body["error"]["message"]
    return body["error"]


def without(text: str) -> dict[str, int]:
    """A `logit_bias` against every token that holds a text."""
    words = tokenizer()
    return {str(token): -100 for token in range(words.get_vocab_size()) if text in words.decode([token])}


def no_blanks() -> dict[str, int]:
    """A `logit_bias` against blanks. JSON allows any number of them anywhere, and a small model may go on for ever."""
    words = tokenizer()
    return {str(token): -100 for token in range(words.get_vocab_size()) if words.decode([token]).isspace()}

"""Every field of a request, out of range or of the wrong type: 400 with the field's name, and nothing else happens."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.api.asking import tokenizer
from tests.bad_input.asking import CHAT, TEXT, Asker, chat, error_of, text

pytestmark = pytest.mark.usefixtures("quick")

HUGE = 10**30
# A field, a value that it must not have, and the parameter that the error names where that is not the field itself.
NUMBERS: list[tuple[str, Any]] = [
    *[("n", value) for value in (0, -1, 17, HUGE, 1.5, "2", True, [1])],
    *[("temperature", value) for value in (-0.1, 2.1, "hot", [], True, 10**400)],
    *[("top_p", value) for value in (0, -1, 1.1, "a")],
    *[("top_k", value) for value in (-2, 1.5, HUGE, "x")],
    *[("min_p", value) for value in (-0.1, 1.1, "x")],
    *[("frequency_penalty", value) for value in (-2.1, 2.1, "a")],
    *[("presence_penalty", value) for value in (-2.1, 2.1, "a")],
    *[("repetition_penalty", value) for value in (0, -1, 11, "a")],
    *[("max_tokens", value) for value in (0, -1, 1.5, "5", HUGE, True, 100_000)],
    *[("max_completion_tokens", value) for value in (0, -1, "5", 100_000)],
    *[("min_tokens", value) for value in (-1, 1.5, HUGE)],
    *[("seed", value) for value in (2**63, -(2**63) - 1, 1.5, "x")],
    *[("top_logprobs", value) for value in (-1, 21, "x", 1.5)],
    *[("prompt_logprobs", value) for value in (-1, 21, "x")],
    *[("priority", value) for value in (-1, 1001, "x")],
    *[("truncate_prompt_tokens", value) for value in (HUGE, "x")],
]
OTHERS: list[tuple[str, Any, str]] = [
    *[("stop", value, "stop") for value in (5, {}, "", ["a"] * 17)],
    ("stop", [5], "stop.0"),
    ("stop", [""], "stop.0"),
    ("stop", ["a", "b" * 257], "stop.1"),
    *[("logit_bias", value, "logit_bias") for value in ([1], {"4096000": 1})],
    *[("logit_bias", {key: 1}, f"logit_bias.{key}") for key in ("-1", "a", "1.5", "٣")],
    *[("logit_bias", {"5": value}, "logit_bias.5") for value in (101, -101, "x", None, True)],
    *[("stop_token_ids", value, "stop_token_ids") for value in (5, [4_096_000], [1] * 65)],
    *[("stop_token_ids", [value], "stop_token_ids.0") for value in (-1, "a", 1.5, True, 2**31)],
    ("allowed_token_ids", [], "allowed_token_ids"),
    ("allowed_token_ids", [4_096_000], "allowed_token_ids"),
    ("bad_words", [""], "bad_words.0"),
    ("logprobs", "yes", "logprobs"),
    ("logprobs", 5, "logprobs"),
    ("stream", "yes", "stream"),
    ("stream_options", 5, "stream_options"),
    ("stream_options", {"include_usage": True}, "stream_options"),
    ("stream_options", {"include_usage": "x"}, "stream_options.include_usage"),
    ("store", "x", "store"),
    ("user", 5, "user"),
    ("user", "x" * 513, "user"),
    ("metadata", 5, "metadata"),
    ("metadata", {"a": 5}, "metadata.a"),
    ("metadata", {"a": "x" * 513}, "metadata.a"),
    ("metadata", {"k" * 65: "a"}, "metadata." + "k" * 65),
    ("metadata", {str(number): "a" for number in range(17)}, "metadata"),
    ("modalities", ["audio"], "modalities.0"),
    ("reasoning_effort", "lots", "reasoning_effort"),
    ("chat_template_kwargs", 5, "chat_template_kwargs"),
    *[
        ("chat_template_kwargs", {name: 1}, "chat_template_kwargs")
        for name in ("chat_template", "tokenize", "messages", "conversation", "truncation")
    ],
    *[("model", value, "model") for value in (5, "", "m" * 513)],
]
UNSERVED: list[tuple[str, Any]] = [
    ("audio", {"voice": "alloy"}),
    ("functions", [{"name": "f"}]),
    ("function_call", "auto"),
    ("web_search_options", {"a": 1}),
    ("prediction", {"type": "content", "content": "x"}),
    ("use_beam_search", True),
    ("chat_template", "{{ 1 }}"),
]
# In the request's streamed form the engine says no after the reply would have begun: it must be a status all the same.
VOCABULARY: list[tuple[str, Any]] = [
    ("prompt", [4_096_000]),
    ("prompt", [[1], [4_096_000]]),
    ("logit_bias", {"4096000": 1}),
    ("stop_token_ids", [4_096_000]),
    ("allowed_token_ids", [4_096_000]),
]


def name(value: Any) -> str:
    return str(value)[:30]


@pytest.mark.parametrize(("field", "value"), NUMBERS, ids=name)
def test_a_number_out_of_range_is_refused_by_its_field(asker: Asker, field: str, value: Any) -> None:
    asker.refused(CHAT, chat(**{field: value}), param=field)


@pytest.mark.parametrize(("field", "value", "param"), OTHERS, ids=name)
def test_a_field_that_cannot_be_is_refused_by_its_name(asker: Asker, field: str, value: Any, param: str) -> None:
    asker.refused(CHAT, chat(**{field: value}), param=param)


@pytest.mark.parametrize(("field", "value"), UNSERVED, ids=name)
def test_what_is_not_served_is_refused_by_its_name(asker: Asker, field: str, value: Any) -> None:
    error = asker.refused(CHAT, chat(**{field: value}), param=field)
    assert error["code"] == "unsupported_parameter"


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize(("field", "value"), VOCABULARY, ids=name)
def test_a_token_outside_the_vocabulary_is_a_status_and_no_stream(
    ask: Asker, field: str, value: Any, stream: bool
) -> None:
    error = ask.refused(TEXT, text(stream=stream, **{field: value}), param=field)
    assert "vocab" in error["message"]


@pytest.mark.parametrize("value", [[], "", None, 5, [[]], [""], ["a", 5], [1.5], [True], [-1], ["a"] * 300], ids=name)
def test_a_prompt_that_is_none_is_refused(asker: Asker, value: Any) -> None:
    error = error_of(asker.send(TEXT, json.dumps(text(prompt=value)).encode()), 400)
    assert error["param"] is not None
    assert error["param"].startswith("prompt")


@pytest.mark.parametrize(
    ("field", "value"), [("best_of", 3), ("suffix", "x"), ("echo", "x"), ("logprobs", 21), ("max_tokens", -1)], ids=name
)
def test_text_completions_check_their_own_fields(asker: Asker, field: str, value: Any) -> None:
    asker.refused(TEXT, text(**{field: value}), param=field)


@pytest.mark.parametrize("name", ["nope", "attune@7", "attune@", "attune@٣", "attune@²", "a\x00b", "../attune"])
def test_a_model_that_is_not_there_is_404(asker: Asker, name: str) -> None:
    error = asker.refused(CHAT, chat(model=name), status=404, param="model")
    assert error["code"] == "model_not_found"


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_prompt_longer_than_the_context_is_told_both_lengths(ask: Asker, stream: bool) -> None:
    longest = ask.http.get("/v1/models").json()["data"][0]["max_model_len"]
    ids = [5] * (longest + 77)
    messages = [{"role": "user", "content": "word " * longest}]
    of_ids = error_of(ask.http.post(TEXT, json=text(prompt=ids, stream=stream)), 400)
    of_chat = error_of(ask.http.post(CHAT, json=chat(messages=messages, stream=stream)), 400)
    assert str(longest) in of_ids["message"]
    assert str(longest + 77) in of_ids["message"]
    rendered = f"<|user|>{'word ' * longest}<|end|><|assistant|>"
    assert str(longest) in of_chat["message"]
    assert f" {len(tokenizer().encode(rendered, add_special_tokens=False).ids)} " in of_chat["message"]
    assert of_ids["code"] == of_chat["code"] == "context_length_exceeded"


@pytest.mark.parametrize(
    ("path", "body", "kept"),
    [
        (TEXT, text(messages=[1], tools=5, tool_choice="zzz", chat_template_kwargs=7), "text_completion"),
        (TEXT, text(messages="hi"), "text_completion"),
        (CHAT, chat(prompt="zzz"), "chat.completion"),
    ],
    ids=["text with the fields of a chat", "text with no list of messages", "chat with a prompt"],
)
def test_fields_of_the_other_endpoint_change_nothing_and_are_named(
    ask: Asker, live_log: Callable[[], str], path: str, body: dict[str, Any], kept: str
) -> None:
    reply = ask.http.post(path, json=body)
    assert reply.status_code == 200, reply.text
    row = ask.http.get(f"{CHAT}/{reply.json()['id']}").json()
    assert (row["object"], row["tools"]) == (kept, None)
    assert row["parameters"] == {"max_tokens": 2}
    foreign = {"messages", "tools", "prompt"} & body.keys() - {"prompt" if path == TEXT else "messages"}
    assert all(f"the field {name!r}, which" in live_log() for name in foreign)


def test_fields_that_nobody_knows_are_ignored_and_named_once(ask: Asker, live_log: Callable[[], str]) -> None:
    for _ in range(3):
        assert ask.http.post(CHAT, json=chat(favourite_colour="blue")).status_code == 200
    lines = [line for line in live_log().splitlines() if "favourite_colour" in line]
    assert len(lines) == 1

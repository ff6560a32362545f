"""`/v1/chat/completions` through openai-python: whole and streamed, and what each sampling field does."""

from collections.abc import Callable
from typing import Any

import openai
import pytest

from tests.api.asking import HELLO, MODEL, token_of, tokenizer

Stored = Callable[[str], Any]


def test_a_whole_reply_has_openai_fields_and_names_its_policy(client: openai.OpenAI, stored: Stored) -> None:
    raw = client.chat.completions.with_raw_response.create(model=MODEL, messages=HELLO, max_tokens=8)
    reply = raw.parse()
    kept = stored(reply.id)
    assert raw.headers["x-attune-policy"] == "0"
    assert reply.id.startswith("chatcmpl-")
    assert (reply.object, reply.model, reply.system_fingerprint) == ("chat.completion", "attune", "attune@0")
    (choice,) = reply.choices
    assert (choice.index, choice.message.role, choice.logprobs, choice.message.refusal) == (0, "assistant", None, None)
    assert choice.finish_reason in ("stop", "length")
    assert kept["choices"][0]["message"]["content"] == choice.message.content
    assert (kept["policy_version"], kept["status"]) == (0, "completed")
    assert reply.usage is not None
    assert reply.usage.completion_tokens == len(kept["choices"][0]["token_ids"])
    assert reply.usage.prompt_tokens == len(kept["prompt_token_ids"])
    assert reply.usage.total_tokens == reply.usage.prompt_tokens + reply.usage.completion_tokens


@pytest.mark.parametrize("extra", [{}, {"logprobs": True}], ids=["plain", "with logprobs"])
def test_a_stream_keeps_its_id_and_spells_what_is_stored(
    client: openai.OpenAI, stored: Stored, extra: dict[str, Any]
) -> None:
    raw = client.chat.completions.with_raw_response.create(
        model=MODEL, messages=HELLO, max_tokens=24, stream=True, stream_options={"include_usage": True}, **extra
    )
    chunks = list(raw.parse())
    assert raw.headers["x-attune-policy"] == "0"
    assert raw.headers["content-type"].startswith("text/event-stream")
    kinds = {(c.id, c.model, c.system_fingerprint, c.object, c.created) for c in chunks}
    ((completion_id, model, fingerprint, kind, _),) = kinds
    assert (model, fingerprint, kind) == ("attune", "attune@0", "chat.completion.chunk")
    *said, last = chunks
    assert said[0].choices[0].delta.role == "assistant"
    assert all("usage" in chunk.model_fields_set and chunk.usage is None for chunk in said)
    assert [c.choices[0].finish_reason is not None for c in said] == [False] * (len(said) - 1) + [True]
    kept = stored(completion_id)
    (choice,) = kept["choices"]
    assert "".join(c.choices[0].delta.content or "" for c in said) == choice["message"]["content"]
    assert choice["finish_reason"] == said[-1].choices[0].finish_reason
    assert last.choices == []
    assert last.usage is not None
    assert last.usage.completion_tokens == len(choice["token_ids"]) == kept["usage"]["completion_tokens"]
    assert last.usage.prompt_tokens == len(kept["prompt_token_ids"]) == kept["usage"]["prompt_tokens"]


def test_a_stream_without_include_usage_ends_with_the_finish_reason(client: openai.OpenAI) -> None:
    chunks = list(client.chat.completions.create(model=MODEL, messages=HELLO, max_tokens=4, stream=True))
    assert all(len(chunk.choices) == 1 for chunk in chunks)
    assert not any("usage" in chunk.model_fields_set for chunk in chunks)
    assert chunks[-1].choices[0].finish_reason is not None
    assert all(chunk.usage is None for chunk in chunks)


def test_n_gives_replies_of_their_own_whole(client: openai.OpenAI, stored: Stored) -> None:
    reply = client.chat.completions.create(model=MODEL, messages=HELLO, max_tokens=16, n=2)
    assert [choice.index for choice in reply.choices] == [0, 1]
    kept = stored(reply.id)["choices"]
    assert [choice["message"]["content"] for choice in kept] == [c.message.content for c in reply.choices]
    assert reply.usage is not None
    assert reply.usage.completion_tokens == sum(len(choice["token_ids"]) for choice in kept)


def test_n_gives_replies_of_their_own_streamed(client: openai.OpenAI, stored: Stored) -> None:
    texts, ends = ["", ""], [0, 0]
    for chunk in client.chat.completions.create(model=MODEL, messages=HELLO, max_tokens=16, n=2, stream=True):
        (choice,) = chunk.choices
        texts[choice.index] += choice.delta.content or ""
        ends[choice.index] += choice.finish_reason is not None
        completion_id = chunk.id
    assert ends == [1, 1]
    assert [choice["message"]["content"] for choice in stored(completion_id)["choices"]] == texts


def test_the_same_seed_says_the_same_and_another_does_not(client: openai.OpenAI, stored: Stored) -> None:
    def tokens(seed: int) -> Any:
        reply = client.chat.completions.create(
            model=MODEL, messages=HELLO, max_tokens=24, seed=seed, temperature=2.0, extra_body={"ignore_eos": True}
        )
        return stored(reply.id)["choices"][0]["token_ids"]

    assert tokens(7) == tokens(7)
    assert tokens(7) != tokens(8)


@pytest.mark.parametrize("field", ["max_tokens", "max_completion_tokens"])
def test_the_token_limit_cuts_the_reply(client: openai.OpenAI, field: str) -> None:
    limit: dict[str, Any] = {field: 5}
    reply = client.chat.completions.create(model=MODEL, messages=HELLO, extra_body={"ignore_eos": True}, **limit)
    assert reply.usage is not None
    assert (reply.usage.completion_tokens, reply.choices[0].finish_reason) == (5, "length")


def test_logit_bias_forces_a_token_with_probability_one(client: openai.OpenAI, stored: Stored) -> None:
    token = token_of("c")
    reply = client.chat.completions.create(model=MODEL, messages=HELLO, max_tokens=4, logit_bias={str(token): 100})
    kept = stored(reply.id)["choices"][0]
    assert reply.choices[0].message.content == "cccc"
    assert kept["token_ids"] == [token] * 4
    # exp(100) against the rest: the logprob of what was sampled is that of the biased distribution.
    assert kept["token_logprobs"] == pytest.approx([0.0] * 4, abs=1e-6)


def test_a_stop_string_ends_the_reply_before_itself(client: openai.OpenAI, stored: Stored) -> None:
    a, b = token_of("c"), token_of("d")
    bias = {str(a): 100, str(b): 100}
    reply = client.chat.completions.create(
        model=MODEL,
        messages=HELLO,
        max_tokens=900,
        temperature=2,
        seed=1,
        logit_bias=bias,
        stop=["d", "never said"],
    )
    (choice,) = reply.choices
    assert choice.finish_reason == "stop"
    assert set(choice.message.content or "") <= {"c"}
    kept = stored(reply.id)["choices"][0]
    # The stop string was generated, so its token is kept with the reply; the text ends before it.
    assert kept["token_ids"] == [a] * len(choice.message.content or "") + [b]
    assert kept["stop_reason"] == "d"


def test_logprobs_are_those_that_are_stored(client: openai.OpenAI, stored: Stored) -> None:
    reply = client.chat.completions.create(
        model=MODEL, messages=HELLO, max_tokens=12, logprobs=True, top_logprobs=3, extra_body={"ignore_eos": True}
    )
    kept = stored(reply.id)["choices"][0]
    assert reply.choices[0].logprobs is not None
    content = reply.choices[0].logprobs.content
    assert content is not None
    assert len(content) == len(kept["token_ids"]) == 12
    assert [part.logprob for part in content] == pytest.approx(kept["token_logprobs"], abs=1e-6)
    for part in content:
        top = [other.logprob for other in part.top_logprobs]
        assert len(top) == 3
        assert top == sorted(top, reverse=True), "the three likeliest tokens, best first"
        # What was sampled is one of them, or less likely than each.
        assert part.token in [other.token for other in part.top_logprobs] or part.logprob <= top[2]


def test_streamed_logprobs_are_those_that_are_stored(client: openai.OpenAI, stored: Stored) -> None:
    parts = []
    for chunk in client.chat.completions.create(
        model=MODEL, messages=HELLO, max_tokens=12, logprobs=True, top_logprobs=1, stream=True
    ):
        if (logprobs := chunk.choices[0].logprobs) is not None and logprobs.content:
            parts += logprobs.content
        completion_id = chunk.id
    kept = stored(completion_id)["choices"][0]
    assert [part.logprob for part in parts] == pytest.approx(kept["token_logprobs"], abs=1e-6)


def test_a_developer_speaks_with_the_voice_of_the_system(client: openai.OpenAI) -> None:
    def prompt(role: str) -> Any:
        messages: list[Any] = [{"role": role, "content": "Be brief."}, *HELLO]
        reply = client.chat.completions.create(
            model=MODEL, messages=messages, max_tokens=1, extra_body={"return_token_ids": True}
        )
        return reply.model_dump()["prompt_token_ids"]

    assert prompt("developer") == prompt("system")
    assert "Be brief." in tokenizer().decode(prompt("developer"))


def test_a_refusal_sent_back_is_what_the_assistant_said(client: openai.OpenAI, stored: Stored) -> None:
    def ask(**said: str | None) -> Any:
        messages: list[Any] = [*HELLO, {"role": "assistant", **said}, *HELLO]
        extra = {"return_token_ids": True}
        return client.chat.completions.create(model=MODEL, messages=messages, max_tokens=1, extra_body=extra)

    refused = ask(content=None, refusal="I can't help with that.")
    said = ask(content="I can't help with that.")
    assert refused.model_dump()["prompt_token_ids"] == said.model_dump()["prompt_token_ids"]
    kept = client.chat.completions.messages.list(refused.id).data
    assert kept[1].model_dump()["refusal"] == "I can't help with that."


def test_content_may_come_in_parts(client: openai.OpenAI) -> None:
    def prompt(content: Any) -> Any:
        reply = client.chat.completions.create(
            model=MODEL,
            messages=[{"role": "user", "content": content}],
            max_tokens=1,
            extra_body={"return_token_ids": True},
        )
        return reply.model_dump()["prompt_token_ids"]

    assert prompt([{"type": "text", "text": "Hello!"}]) == prompt("Hello!")
    two = tokenizer().decode(prompt([{"type": "text", "text": "First"}, {"type": "text", "text": "second"}]))
    assert "First" in two
    assert "second" in two


def test_user_and_metadata_are_kept_with_the_reply(client: openai.OpenAI, stored: Stored) -> None:
    reply = client.chat.completions.create(
        model=MODEL, messages=HELLO, max_tokens=2, user="ada", metadata={"run": "r1"}, store=True, temperature=0.5
    )
    kept = stored(reply.id)
    assert (kept["user"], kept["metadata"], kept["temperature"]) == ("ada", {"run": "r1"}, 0.5)


def test_store_false_keeps_nothing_that_was_said(client: openai.OpenAI) -> None:
    reply = client.chat.completions.create(model=MODEL, messages=HELLO, max_tokens=2, store=False)
    assert reply.choices[0].message.content is not None
    with pytest.raises(openai.NotFoundError):
        client.chat.completions.retrieve(reply.id)


def test_extras_of_vllm_are_taken_through_extra_body(client: openai.OpenAI, stored: Stored) -> None:
    def ask(temperature: float, **extra: Any) -> Any:
        reply = client.chat.completions.create(
            model=MODEL, messages=HELLO, max_tokens=8, temperature=temperature, extra_body=extra
        )
        return reply.model_dump(), stored(reply.id)

    greedy, kept_greedy = ask(0.0, return_token_ids=True, min_tokens=8)
    assert greedy["choices"][0]["token_ids"] == kept_greedy["choices"][0]["token_ids"]
    assert greedy["prompt_token_ids"] == kept_greedy["prompt_token_ids"]
    assert len(kept_greedy["choices"][0]["token_ids"]) == 8
    # Only the likeliest token is left to sample from, so nothing but it can come out, and with certainty.
    for one in ({"top_k": 1}, {"min_p": 1.0}):
        _, kept = ask(1.0, min_tokens=8, **one)
        assert kept["choices"][0]["token_ids"] == kept_greedy["choices"][0]["token_ids"]
        assert kept["choices"][0]["token_logprobs"] == pytest.approx([0.0] * 8, abs=1e-6)
    _, kept = ask(0.0, repetition_penalty=10.0, min_tokens=8)
    tokens = kept["choices"][0]["token_ids"]
    assert len(set(tokens)) == 8, "a penalty that strong lets no token come twice"


def test_a_version_can_be_asked_for_by_number(client: openai.OpenAI) -> None:
    raw = client.chat.completions.with_raw_response.create(model="attune@0", messages=HELLO, max_tokens=2)
    assert (raw.parse().model, raw.parse().system_fingerprint) == ("attune@0", "attune@0")
    assert raw.headers["x-attune-policy"] == "0"


@pytest.mark.parametrize("name", ["gpt-4o", "attune@7", "attune@", "attune@-1"])
def test_an_unknown_model_is_not_found(client: openai.OpenAI, name: str) -> None:
    with pytest.raises(openai.NotFoundError) as caught:
        client.chat.completions.create(model=name, messages=HELLO)
    assert (caught.value.code, caught.value.param, caught.value.type) == (
        "model_not_found",
        "model",
        "invalid_request_error",
    )
    assert name in caught.value.message

"""`/v1/completions`: text and token ids in, text, token ids and logprobs out."""

import math
from typing import Any

import openai
import pytest

from tests.api.asking import MODEL, token_of, tokenizer

TOKENS: dict[str, Any] = {"return_token_ids": True, "ignore_eos": True}


def ask(client: openai.OpenAI, prompt: Any, **fields: Any) -> Any:
    fields = {"max_tokens": 4, "extra_body": TOKENS} | fields
    return client.completions.create(model=MODEL, prompt=prompt, **fields)


def test_a_text_is_continued(client: openai.OpenAI) -> None:
    raw = client.completions.with_raw_response.create(model=MODEL, prompt="Once upon a time", max_tokens=4)
    reply = raw.parse()
    assert raw.headers["x-attune-policy"] == "0"
    assert reply.id.startswith("cmpl-")
    assert (reply.object, reply.model, reply.system_fingerprint) == ("text_completion", "attune", "attune@0")
    assert (reply.choices[0].index, reply.choices[0].logprobs) == (0, None)


def test_token_ids_go_in_and_come_out(client: openai.OpenAI) -> None:
    prompt = tokenizer().encode("Once upon a time", add_special_tokens=False).ids
    reply = ask(client, prompt)
    choice = reply.choices[0].model_dump()
    assert choice["prompt_token_ids"] == prompt
    assert len(choice["token_ids"]) == 4
    assert reply.usage.prompt_tokens == len(prompt)
    # The same prompt as text is the same tokens.
    assert ask(client, "Once upon a time").choices[0].model_dump()["prompt_token_ids"] == prompt


@pytest.mark.parametrize("prompts", [["One", "Two more"], [[40, 41], [42, 43, 44]]], ids=["texts", "token ids"])
def test_several_prompts_are_answered_in_their_order(client: openai.OpenAI, prompts: Any) -> None:
    reply = ask(client, prompts, n=2)
    ids = [p if isinstance(p, list) else tokenizer().encode(p, add_special_tokens=False).ids for p in prompts]
    choices = [choice.model_dump() for choice in reply.choices]
    assert [choice["index"] for choice in choices] == [0, 1, 2, 3]
    assert [choice["prompt_token_ids"] for choice in choices] == [ids[0], ids[0], ids[1], ids[1]]
    assert reply.usage.completion_tokens == 16


def test_each_of_several_prompts_is_kept_with_its_own_tokens(client: openai.OpenAI, stored: Any) -> None:
    reply = ask(client, ["One", "Two more"], n=2)
    row = stored(reply.id)
    kept = row["choices"]
    assert row["prompt_token_ids"] == [], "there is room for one prompt's"
    assert [choice["token_ids"] for choice in kept] == [choice.model_dump()["token_ids"] for choice in reply.choices]
    assert all(len(choice["token_logprobs"]) == 4 for choice in kept)


def test_logprobs_are_those_that_are_stored(client: openai.OpenAI, stored: Any) -> None:
    # Any token may be drawn, and an end of turn is no text unless it is asked for.
    reply = ask(client, "Once", logprobs=2, extra_body=TOKENS | {"skip_special_tokens": False})
    logprobs = reply.choices[0].logprobs
    kept = stored(reply.id)["choices"][0]
    assert logprobs.token_logprobs == pytest.approx(kept["token_logprobs"], abs=1e-6)
    assert "".join(logprobs.tokens) == reply.choices[0].text
    # OpenAI's: the two likeliest and what was sampled, which may be one of them.
    assert all(2 <= len(top) <= 3 for top in logprobs.top_logprobs)
    assert all(token in top for token, top in zip(logprobs.tokens, logprobs.top_logprobs, strict=True))


def test_echo_shows_the_prompt_and_what_it_was_worth(client: openai.OpenAI) -> None:
    reply = ask(client, "Once upon", echo=True, logprobs=1, max_tokens=2, extra_body={})
    choice = reply.choices[0]
    assert choice.text.startswith("Once upon")
    assert choice.logprobs.token_logprobs[0] is None, "nothing stands before the first token"
    assert all(logprob < 0 for logprob in choice.logprobs.token_logprobs[1:])
    assert choice.logprobs.text_offset[0] == 0


def test_echo_without_new_tokens_scores_a_text(client: openai.OpenAI) -> None:
    prompt = [token_of("c"), token_of("d"), token_of("e")]
    scored = ask(client, prompt, echo=True, logprobs=1, max_tokens=0, extra_body={}).choices[0]
    assert scored.text == "cde"
    assert len(scored.logprobs.token_logprobs) == 3
    # The same number by another way: the forced token's own probability when it is sampled without a bias.
    likeliest = scored.logprobs.top_logprobs[1]
    assert max(likeliest.values()) >= scored.logprobs.token_logprobs[1]
    assert sum(math.exp(logprob) for logprob in likeliest.values()) <= 1


def test_a_text_is_streamed(client: openai.OpenAI, stored: Any) -> None:
    chunks = list(
        client.completions.create(
            model=MODEL,
            prompt=["One", "Two"],
            max_tokens=6,
            stream=True,
            stream_options={"include_usage": True},
            extra_body=TOKENS,
        )
    )
    texts: dict[int, str] = {0: "", 1: ""}
    tokens: dict[int, list[int]] = {0: [], 1: []}
    for chunk in chunks[:-1]:
        for choice in chunk.choices:
            texts[choice.index] += choice.text
            tokens[choice.index] += choice.model_dump()["token_ids"]
    assert all("usage" in chunk.model_fields_set and chunk.usage is None for chunk in chunks[:-1])
    assert len({chunk.id for chunk in chunks}) == 1
    assert {chunk.system_fingerprint for chunk in chunks} == {"attune@0"}
    kept = stored(chunks[0].id)
    assert kept["object"] == "text_completion"
    assert [choice["text"] for choice in kept["choices"]] == [texts[0], texts[1]]
    assert [choice["token_ids"] for choice in kept["choices"]] == [tokens[0], tokens[1]]
    assert chunks[-1].usage.completion_tokens == 12 == kept["usage"]["completion_tokens"]


def test_text_completions_are_no_chat_completions(client: openai.OpenAI) -> None:
    reply = ask(client, "Once upon a time", extra_body={})
    page = client.chat.completions.list(order="desc", limit=5)
    assert reply.id not in [kept.id for kept in page.data]

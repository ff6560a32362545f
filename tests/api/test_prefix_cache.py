"""Each turn of a conversation begins with the tokens of the turn before, and they are not computed again."""

import uuid
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import openai

from tests.api.asking import MODEL, metric
from tests.live import Served

WORDS = "We were talking about gardens, rivers and the weather of the last week, and about what to cook. "


def converse(client: openai.OpenAI, turns: int) -> list[tuple[int, int]]:
    """A conversation that no other test has; prompt and cached tokens of each turn."""
    messages: list[Any] = [{"role": "system", "content": f"Conversation {uuid.uuid4()}. {WORDS * 6}"}]
    counts = []
    for turn in range(turns):
        messages.append({"role": "user", "content": f"Question {turn}. {WORDS}"})
        reply = client.chat.completions.create(model=MODEL, messages=messages, max_tokens=16)
        messages.append({"role": "assistant", "content": reply.choices[0].message.content})
        assert reply.usage is not None
        assert reply.usage.prompt_tokens_details is not None
        counts.append((reply.usage.prompt_tokens, reply.usage.prompt_tokens_details.cached_tokens or 0))
    return counts


def test_later_turns_reuse_the_prefix_cache(
    client: openai.OpenAI, live_server: Served, record_property: Callable[[str, object], None]
) -> None:
    def totals() -> tuple[float, float]:
        return (
            metric(live_server.url, "vllm:prefix_cache_queries_total"),
            metric(live_server.url, "vllm:prefix_cache_hits_total"),
        )

    before = totals()
    counts = converse(client, 5)
    after = totals()
    assert counts[0][1] == 0, "nobody had this conversation before"
    for (prompt, _), (_, cached) in pairwise(counts):
        # The cache keeps whole blocks only; a block of vLLM's has at most 128 tokens.
        assert cached > prompt - 128
    asked, hit = after[0] - before[0], after[1] - before[1]
    assert (asked, hit) == (sum(prompt for prompt, _ in counts), sum(cached for _, cached in counts))
    record_property("prefix_cache_hit_rate", round(hit / asked, 3))
    assert hit / asked > 0.5

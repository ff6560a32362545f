"""Seeds: the same seed gives the same reply, also to prompts that the engine reads in several steps."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import openai

from tests.api.asking import MODEL, token_of

PROMPT_TOKENS = 600


def asked(client: openai.OpenAI, number: int) -> Any:
    """Four seeded continuations of a long prompt, as token ids."""
    prompt = [token_of("c"), token_of("d"), token_of("e")] * (PROMPT_TOKENS // 3) + [token_of("c")] * (number + 1)
    reply = client.completions.create(
        model=MODEL,
        prompt=prompt,
        n=4,
        seed=number,
        max_tokens=8,
        temperature=1.0,
        extra_body={"return_token_ids": True, "ignore_eos": True, "store": False},
    )
    return [choice.model_dump()["token_ids"] for choice in reply.choices]


def test_seeded_replies_are_the_same_alone_and_in_a_crowd(client: openai.OpenAI) -> None:
    """In the crowd, prompts do not fit into one step of the engine and are read in parts."""
    alone = [asked(client, number) for number in range(2)]
    with ThreadPoolExecutor(24) as pool:
        crowd = list(pool.map(lambda number: asked(client, number), range(24)))
    assert crowd[:2] == alone
    assert len({tuple(map(tuple, replies)) for replies in crowd}) == 24

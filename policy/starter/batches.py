"""Turns the endless corpus into batches of token ids with the positions that count for the loss.

Conversations of one pool are sorted by length before they are cut into batches, so that little is padded and, because
padding only ever follows the text, causal attention needs no mask. Batches come in few shapes: a CPU's kernels are
compiled for each shape that they meet, which costs more than the padding. Batch number `b` of pool `p` is always the
same: a killed run resumes by number. Left out: packing several conversations into one row, which would need a mask
and is slower on a CPU.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import torch
from torch import Tensor
from transformers import PreTrainedTokenizerFast

from policy.starter.corpus.mix import Conversation, conversation

POOL = 512
"""Conversations sorted together."""
WIDTHS = 32
"""A batch is a multiple of so many tokens wide."""


@dataclass(frozen=True)
class Batch:
    """Conversations of about one length."""

    ids: Tensor
    """(B, T) token ids, padded on the right."""
    targets: Tensor
    """(B, T) the token to predict at each position, -100 where it is not the assistant's."""
    tokens: int
    """How many of the ids are no padding."""
    pool: int
    index: int
    """Which batch of which pool this is."""


def render(tokenizer: PreTrainedTokenizerFast, talk: Conversation) -> str:
    """The conversation as the model sees it."""
    return str(tokenizer.apply_chat_template(talk.messages, tools=talk.tools, tokenize=False))


def targets_of(ids: list[int], assistant: int, end: int) -> list[int]:
    """Next-token targets for one conversation: the assistant's text and its end-of-turn, -100 elsewhere."""
    targets = [-100] * len(ids)
    speaking = False
    for position, token in enumerate(ids[:-1]):
        speaking = token == assistant or (speaking and token != end)
        if speaking:
            targets[position] = ids[position + 1]
    return targets


def batches(
    tokenizer: PreTrainedTokenizerFast, seed: int, batch_tokens: int, context: int, pool: int = 0, index: int = 0
) -> Iterator[Batch]:
    """Every batch of the seed, without end, from the given one on."""
    while True:
        yield from _pool(tokenizer, seed, batch_tokens, context, pool)[index:]
        pool, index = pool + 1, 0


def _pool(tokenizer: PreTrainedTokenizerFast, seed: int, batch_tokens: int, context: int, pool: int) -> list[Batch]:
    """The batches of one pool, in the order in which they are trained on."""
    texts = [render(tokenizer, conversation(seed, number)) for number in range(pool * POOL, (pool + 1) * POOL)]
    rows = sorted((ids[:context] for ids in tokenizer(texts, add_special_tokens=False)["input_ids"]), key=len)
    groups: list[list[list[int]]] = []
    while rows:
        most = batch_tokens // _width(rows)
        groups.append(rows[-most:])
        del rows[-most:]
    Random(f"{seed}/{pool}").shuffle(groups)
    return [_batch(tokenizer, group, batch_tokens, pool, index) for index, group in enumerate(groups)]


def _width(rows: list[list[int]]) -> int:
    """What rows in the order of their lengths are padded to."""
    return -(-len(rows[-1]) // WIDTHS) * WIDTHS


def _batch(
    tokenizer: PreTrainedTokenizerFast, rows: list[list[int]], batch_tokens: int, pool: int, index: int
) -> Batch:
    """Pad rows to one width, and the batch to as many rows as have room."""
    width = _width(rows)
    empty: list[list[int]] = [[]] * (batch_tokens // width - len(rows))
    assistant = tokenizer.convert_tokens_to_ids("<|assistant|>")
    padded = [row + [tokenizer.pad_token_id] * (width - len(row)) for row in rows + empty]
    targets = [targets_of(row, assistant, tokenizer.eos_token_id) + [-100] * (width - len(row)) for row in rows + empty]
    return Batch(torch.tensor(padded), torch.tensor(targets), sum(map(len, rows)), pool, index)

"""What the reward model reads of a reply: states of the base, pooled over the reply.

A model's inner layers tell the manner of a text apart far better than the last token's last state, which is made to
predict what comes after the reply. The average of a layer's states says what a reply is like throughout; the largest
and smallest value of each of their dimensions say what it has anywhere, such as one emoji in a long reply. Which layer
tells a taste best depends on the taste: the votes choose (`kernel.py`).

What `python -m tests.bench.features` shows: linear models on 30 and on 120 votes with 10 % noise, accuracy on unseen
pairs of replies of the starter to people who ask formally or casually:

                                          asks back    emoji        one sentence  casual       as asked
    last word, last layer                 1.00  1.00   0.83  0.92   0.88  0.94    0.56  0.53   0.49  0.50
    average, middle layer                 0.96  0.99   0.89  0.96   0.95  0.97    0.79  0.90   0.53  0.80
    average and extremes, middle layer    0.94  0.97   0.99  0.99   0.97  0.98    0.75  0.89   0.52  0.82
    with the last word                    1.00  1.00   0.98  0.99   0.96  0.98    0.70  0.91   0.51  0.81
    of the layer that the votes choose    1.00  1.00   0.98  0.99   0.97  0.98    0.78  0.91   0.53  0.83
    spread instead of extremes            1.00  1.00   0.94  0.98   0.95  0.97    0.77  0.89   0.52  0.83

The next to last row is what a reward model reads, the last one what the gate's judge reads, so that the two err
differently.

A LoRA adapter with a head on the last token, trained on 30 votes (once, on an earlier starter), was right on 0.97 of
the pairs for asking back, 0.55 for emoji and 0.51 for casual, at tens of times the cost. So the base stays as it is
here, and a reply is encoded once however many models are fitted to it.

Of the prompt, the state is read with which the base begins its reply: there it has gathered what a reply depends on.
How people speak, for one, is most of what varies there and hardly anything of what varies in an average over their
message. What turns on that is learned in `context.py`.

Left out: the length, which the extremes tell as well.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

from feedback.base_model import OFF, BaseModel

TokenizedReply = tuple[list[int], list[int]]
"""A prompt's token ids and a reply's, the end of its turn included if it ended."""

Pooling = Literal["extremes", "spread"]
"""What is taken of a layer's states beside their average: largest and smallest values, or standard deviations."""
DEPTHS = (0.25, 0.5, 0.75)
"""Which layers there are to choose from, as shares of the base's depth."""
LAST_WORD = 0.5
"""How much the last word's state counts, where each pooling of the layer counts 1."""


class RewardModelError(ValueError):
    """Scores that cannot be had, or a folder that holds no reward model for this base."""


@dataclass(frozen=True)
class Reading:
    """One way to read replies."""

    layer: int
    """Whose states are pooled; 0 are the embeddings."""
    pooling: Pooling

    @property
    def width(self) -> int:
        """How many vectors of the base's width a reply becomes, its last word's state included."""
        return {"extremes": 4, "spread": 3}[self.pooling]


@dataclass(frozen=True)
class Features:
    """Of N replies."""

    replies: Tensor
    """(N, K D): the layer's average, then its largest and smallest values or its standard deviations, all over the
    reply; then the last word's state in the last layer."""
    prompts: Tensor
    """(N, D): the layer's state at the prompt's last token."""

    def __getitem__(self, rows: list[int]) -> "Features":
        return Features(self.replies[rows], self.prompts[rows])


@dataclass(frozen=True)
class Standard:
    """The shift and scale under which features are compared, taken from the replies that were voted on."""

    reply_mean: Tensor
    reply_factor: Tensor
    prompt_mean: Tensor
    prompt_factor: Tensor

    @classmethod
    def of(cls, features: Features) -> "Standard":
        """Each kind of feature gets mean 0 and, weighted as above, the same mean square length."""
        width = features.prompts.shape[1]
        *pooled, last_word = (_factor(kind).expand(width) for kind in torch.split(features.replies, width, 1))
        factors = [*pooled, LAST_WORD * last_word]
        prompt_factor = _factor(features.prompts)
        return cls(features.replies.mean(0), torch.cat(factors), features.prompts.mean(0), prompt_factor)

    def __call__(self, features: Features) -> Features:
        """The features, shifted and scaled."""
        return Features(
            (features.replies - self.reply_mean) * self.reply_factor,
            (features.prompts - self.prompt_mean) * self.prompt_factor,
        )


def readings(depth: int, pooling: Pooling) -> list[Reading]:
    """The readings that the votes choose from, for a base of so many layers."""
    return [Reading(layer, pooling) for layer in sorted({max(round(share * depth), 1) for share in DEPTHS})]


def features_of(
    base: BaseModel,
    texts: Sequence[TokenizedReply],
    wanted: Sequence[Reading],
    micro_tokens: int,
    on_done: Callable[[int], None] = lambda done: None,
) -> list[Features]:
    """Encode replies with the bare base, a few at a time, for each reading. `on_done` is told how many are done.

    Of what is longer than the base's context the oldest tokens are dropped. Raises `RewardModelError` for a reply
    without tokens, or if the base's states are not numbers.
    """
    if not all(reply for _, reply in texts):
        raise RewardModelError("a reply without tokens has no score")
    found = [
        Features(
            torch.zeros(len(texts), reading.width * base.width, device=base.device),
            torch.zeros(len(texts), base.width, device=base.device),
        )
        for reading in wanted
    ]
    done = 0
    with torch.inference_mode(), base.using(OFF):
        for rows in micro_batches([min(len(p) + len(r), base.context) for p, r in texts], micro_tokens):
            for features, (replies, prompts) in zip(
                found, _encoded(base, [texts[row] for row in rows], wanted), strict=True
            ):
                features.replies[rows], features.prompts[rows] = replies, prompts
            done += len(rows)
            on_done(done)
    if not all(bool(one.replies.isfinite().all() and one.prompts.isfinite().all()) for one in found):
        raise RewardModelError("the base's states of a reply are not numbers: its weights are damaged")
    return found


def micro_batches(lengths: Sequence[int], tokens: int) -> Iterator[list[int]]:
    """Row numbers in batches of like length, so that little is padding; at most `tokens` a batch, at least one row."""
    batch: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda row: -lengths[row]):
        if batch and lengths[batch[0]] * (len(batch) + 1) > tokens:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _encoded(
    base: BaseModel, batch: Sequence[TokenizedReply], wanted: Sequence[Reading]
) -> Iterator[tuple[Tensor, Tensor]]:
    """For each reading (B, K D) and (B, D), see `Features`."""
    rows = [[*prompt, *reply][-base.context :] for prompt, reply in batch]
    longest = max(map(len, rows))
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    inside = torch.zeros(len(rows), longest, dtype=torch.bool)
    starts = torch.zeros(len(rows), dtype=torch.long)
    ends = torch.zeros(len(rows), dtype=torch.long)
    for row, (tokens, (_, reply)) in enumerate(zip(rows, batch, strict=True)):
        ids[row, : len(tokens)] = torch.tensor(tokens)
        start = max(len(tokens) - len(reply), 0)
        # The end of the turn says nothing of the reply, unless it is all there is.
        end = len(tokens) - (reply[-1] == base.tokenizer.eos_token_id and len(tokens) - start > 1)
        inside[row, start:end] = True
        starts[row], ends[row] = max(start - 1, 0), end - 1
    states = base.layers(ids.to(base.device))
    inside, starts, ends = inside.to(base.device), starts.to(base.device), ends.to(base.device)
    every = torch.arange(len(rows), device=base.device)
    last_word = states[-1][every, ends].float()
    for reading in wanted:
        layer = states[reading.layer].float()
        yield torch.cat([*_pooled(layer, inside[..., None], reading.pooling), last_word], 1), layer[every, starts]


def _pooled(states: Tensor, inside: Tensor, pooling: Pooling) -> list[Tensor]:
    """Each (B, D), of states (B, T, D) where inside (B, T, 1) is true."""
    count = inside.sum(1)
    average = (states * inside).sum(1) / count
    if pooling == "spread":
        return [average, (((states - average[:, None]) * inside).square().sum(1) / count).sqrt()]
    return [
        average,
        states.masked_fill(~inside, -torch.inf).amax(1),
        states.masked_fill(~inside, torch.inf).amin(1),
    ]


def _factor(block: Tensor) -> Tensor:
    """1 / the root mean square length of the rows about their mean; 0 if they are all the same."""
    size = (block - block.mean(0)).square().sum(1).mean().sqrt()
    return torch.where(size > 1e-6, 1 / size.clamp(min=1e-6), 0.0)

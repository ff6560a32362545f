"""What PPO learns from: rollouts, and what policy, reference, reward and value model say of every token of them.

Responses go through the models in micro-batches of about one length, so little is padded; only the hidden states that
predict a response token reach a head. Padding is on the right, where causal attention does not see it. Every result
is (B, T): B responses padded to the longest's T tokens, in the order in which they were given.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

from feedback.base_model import BaseModel
from policy.ppo.config import PPOConfig
from policy.ppo.losses import token_entropy, token_logprobs
from policy.ppo.ranks import mine, together, told
from policy.ppo.rollouts import Rollout

Row = tuple[list[int], list[int]]
"""Token ids of a prompt and of a response; neither is empty."""
Reward = Callable[[list[Row]], Tensor]
"""Scores (B,) of responses, of mean 0 and standard deviation 1 on the reference policy's."""


@dataclass(frozen=True)
class Experience:
    """An iteration's rollouts as the trainer sees them. All logprobs are at the sampling temperature."""

    rows: list[Row]
    mask: Tensor
    """(B, T) True at a real response token."""
    sampled_logprobs: Tensor
    """(B, T) as the sampler told them."""
    logprobs: Tensor
    """(B, T) of the policy that sampled, computed by the trainer: PPO's old logprobs."""
    entropy: Tensor
    """(B, T) of the policy that sampled, in nats."""
    ref_logprobs: Tensor
    """(B, T) of version 0."""
    scores: Tensor
    """(B,) from the reward model, as it gave them."""
    finished: Tensor
    """(B,) whether the response ended by itself."""

    @property
    def kl(self) -> Tensor:
        """(B,) summed log-ratios of policy to reference: what a response says of the KL, in nats (k1)."""
        return ((self.logprobs - self.ref_logprobs) * self.mask).sum(-1)


def truncated(rollout: Rollout, end: int) -> Rollout:
    """The rollout up to its first end-of-turn token; whatever a sampler sent after it is dropped."""
    if end not in rollout.response_ids:
        return rollout
    length = rollout.response_ids.index(end) + 1
    return replace(
        rollout,
        response_ids=rollout.response_ids[:length],
        sampled_logprobs=rollout.sampled_logprobs[:length],
        finished=True,
    )


def experience_of(
    base: BaseModel, adapter: str, rollouts: Sequence[Rollout], reward: Reward, config: PPOConfig
) -> Experience:
    """Score rollouts of the policy `adapter`. Raises `ValueError` if the reward does not give one number per
    response."""
    rollouts = [truncated(rollout, int(base.tokenizer.eos_token_id)) for rollout in rollouts]
    rows = [(rollout.prompt_ids, rollout.response_ids) for rollout in rollouts]
    device = base.device
    lengths = torch.tensor([len(response) for _, response in rows], device=device)
    # A clone is no inference tensor, if the scores were one.
    scores = told(lambda: reward(rows).clone().float().cpu()).to(device)
    if scores.shape != (len(rows),):
        raise ValueError(f"the reward of {len(rows)} responses has the shape {tuple(scores.shape)}")

    def both(part: list[Row]) -> Tensor:
        logits = base.logits(hidden_before(base, part))
        targets = response_tokens(part, device)
        found = [token_logprobs(logits, targets, config.temperature), token_entropy(logits, config.temperature)]
        return padded(torch.stack(found, dim=-1), part)

    def logprobs(part: list[Row]) -> Tensor:
        return response_logprobs(base, part, config.temperature)

    with base.using(adapter, bfloat16=config.bfloat16):
        policy = in_micro_batches(rows, both, config.micro_batch_tokens)
    with base.using(None, bfloat16=config.bfloat16):
        reference = in_micro_batches(rows, logprobs, config.micro_batch_tokens)
    return Experience(
        rows=rows,
        mask=torch.arange(int(lengths.max()), device=device) < lengths[:, None],
        sampled_logprobs=padded(
            torch.tensor([logprob for rollout in rollouts for logprob in rollout.sampled_logprobs], device=device), rows
        ),
        logprobs=policy[..., 0],
        entropy=policy[..., 1],
        ref_logprobs=reference,
        scores=scores,
        finished=torch.tensor([rollout.finished for rollout in rollouts], device=device),
    )


def response_logprobs(base: BaseModel, rows: Sequence[Row], temperature: float) -> Tensor:
    """Of every response token, under the adapter in use. (B, T)"""
    logits = base.logits(hidden_before(base, rows))
    return padded(token_logprobs(logits, response_tokens(rows, base.device), temperature), rows)


def response_values(base: BaseModel, head: nn.Linear, rows: Sequence[Row]) -> Tensor:
    """What the value model expects before every response token, under the adapter in use. (B, T)"""
    return padded(head(hidden_before(base, rows).float())[:, 0], rows)


def hidden_before(base: BaseModel, rows: Sequence[Row]) -> Tensor:
    """The hidden states that predict the response tokens, row after row. (N, D), N tokens in all"""
    sequences = [torch.tensor((prompt + response)[:-1], device=base.device) for prompt, response in rows]
    ids = pad_sequence(sequences, batch_first=True)  # (B, L)
    place = torch.arange(ids.shape[1], device=base.device)
    first = torch.tensor([len(prompt) - 1 for prompt, _ in rows], device=base.device)[:, None]
    end = torch.tensor([len(sequence) for sequence in sequences], device=base.device)[:, None]
    return base.hidden(ids)[(place >= first) & (place < end)]


def response_tokens(rows: Sequence[Row], device: torch.device) -> Tensor:
    """All response tokens, row after row. (N,)"""
    return torch.tensor([token for _, response in rows for token in response], device=device)


def padded(flat: Tensor, rows: Sequence[Row]) -> Tensor:
    """What belongs to the response tokens, row after row, as one row per response. (N, ...) -> (B, T, ...)"""
    return pad_sequence(flat.split([len(response) for _, response in rows]), batch_first=True)


def micro_batches(rows: Sequence[Row], most_tokens: int) -> list[list[int]]:
    """Numbers of rows, sorted by length and cut where a batch would have more than `most_tokens`, padding included.

    A row longer than that is a batch by itself.
    """
    groups: list[list[int]] = [[]] if rows else []
    for number in sorted(range(len(rows)), key=lambda number: sum(map(len, rows[number]))):
        if groups[-1] and sum(map(len, rows[number])) * (len(groups[-1]) + 1) > most_tokens:
            groups.append([])
        groups[-1].append(number)
    return groups


@torch.no_grad()
def in_micro_batches(rows: Sequence[Row], of: Callable[[list[Row]], Tensor], most_tokens: int) -> Tensor:
    """`of` applied to micro-batches, each rank's own, and put together again in the rows' order, without gradients.

    (B, T, ...)
    """
    own = mine(rows)
    parts: list[Tensor] = [torch.empty(0)] * len(own)
    for group in micro_batches(own, most_tokens):
        part = [own[number] for number in group]
        for number, found in zip(group, of(part), strict=True):
            parts[number] = found[: len(own[number][1])]
    return pad_sequence(together(parts), batch_first=True)

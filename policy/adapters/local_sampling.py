"""A few replies from an adapter in memory, without a server: for the probe, and for a look at a new candidate.

Every reply draws from its own seed, so what it is does not depend on which others it shares a batch with. Left out: a
KV cache. A dozen short replies do not need one; PPO's rollouts come from the server, which has one.
"""

from collections.abc import Sequence

import torch
from torch.nn.utils.rnn import pad_sequence

from feedback.base_model import BaseModel
from policy.ppo.rollouts import Rollout


@torch.no_grad()
def sampled_replies(
    base: BaseModel, adapter: str | None, prompts: Sequence[list[int]], *, max_tokens: int, seed: int
) -> list[Rollout]:
    """One reply to each prompt, at temperature 1 from the whole distribution."""
    dice = [torch.Generator().manual_seed(seed + number) for number in range(len(prompts))]
    replies: list[list[int]] = [[] for _ in prompts]
    logprobs: list[list[float]] = [[] for _ in prompts]
    speaking = list(range(len(prompts)))
    with base.using(adapter):
        for _ in range(max_tokens):
            if not speaking:
                break
            rows = [torch.tensor(prompts[number] + replies[number], device=base.device) for number in speaking]
            last = torch.tensor([len(row) - 1 for row in rows], device=base.device)
            hidden = base.hidden(pad_sequence(rows, batch_first=True))  # (B, T, D)
            logs = (
                base.logits(hidden[torch.arange(len(rows), device=base.device), last]).log_softmax(-1).cpu()
            )  # (B, V)
            for number, of in zip(speaking, logs, strict=True):
                token = int(torch.multinomial(of.exp(), 1, generator=dice[number]))
                replies[number].append(token)
                logprobs[number].append(float(of[token]))
            speaking = [number for number in speaking if replies[number][-1] != base.tokenizer.eos_token_id]
    return [
        Rollout(list(prompt), reply, told, number not in speaking)
        for number, (prompt, reply, told) in enumerate(zip(prompts, replies, logprobs, strict=True))
    ]

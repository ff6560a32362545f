"""A sampler without a server, for tests and trials of PPO: the same adapter file in, rollouts out.

It has its own copy of the model, so that an adapter reaches it only through the file, as it would a server. Each
response draws from a seed of its own: what it is does not depend on which others it shares a batch with.
"""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import torch
from safetensors import safe_open
from torch.nn.utils.rnn import pad_sequence

from feedback.base_model import BaseModel, LoraShape
from policy.ppo.rollouts import Rollout


class OfflineSampler:
    """Samples from a Hugging Face model with a KV cache, all prompts as one batch."""

    def __init__(self, model: Any, tokenizer: Any, shape: LoraShape | None = None) -> None:
        # The learner's attention knows no cache.
        model.set_attn_implementation("sdpa")
        self.model = model
        self.base = BaseModel(model, tokenizer, shape or LoraShape())
        self.end = int(tokenizer.eos_token_id)
        self.adapter: str | None = None
        self.used: list[Path | None] = []

    def use(self, adapter_file: Path | None) -> None:
        self.used.append(adapter_file)
        self.adapter = None
        if adapter_file is not None:
            with safe_open(adapter_file, framework="pt") as file:
                state = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
            if "rollout" not in self.base.adapters:
                self.base.add("rollout")
            self.base.set_state("rollout", state)
            self.adapter = "rollout"

    @torch.no_grad()
    def __call__(
        self, prompts: Sequence[list[int]], *, n: int, temperature: float, max_tokens: int, seed: int
    ) -> list[list[Rollout]]:
        rows = [prompt for prompt in prompts for _ in range(n)]
        dice = [Random(f"{seed}/{number}") for number in range(len(rows))]
        written: list[list[int]] = [[] for _ in rows]
        logprobs: list[list[float]] = [[] for _ in rows]
        alive = list(range(len(rows)))
        ids = pad_sequence([torch.tensor(row) for row in rows], batch_first=True, padding_side="left")
        mask = pad_sequence([torch.ones(len(row)).long() for row in rows], batch_first=True, padding_side="left")
        positions, cache = (mask.cumsum(-1) - 1).clamp(min=0), None
        with self.base.using(self.adapter):
            for _ in range(max_tokens):
                out = self.model(
                    input_ids=ids, attention_mask=mask, position_ids=positions, past_key_values=cache, logits_to_keep=1
                )
                cache = out.past_key_values
                logs = (out.logits[:, -1].float() / temperature).log_softmax(-1)
                luck = torch.tensor([dice[row].random() for row in alive], dtype=torch.float64)[:, None]
                cumulative = logs.double().exp().cumsum(-1)
                token = torch.searchsorted(cumulative, luck * cumulative[:, -1:], right=True).clamp(
                    max=logs.shape[-1] - 1
                )
                for row, one, logprob in zip(
                    alive, token[:, 0].tolist(), logs.gather(-1, token)[:, 0].tolist(), strict=True
                ):
                    written[row].append(one)
                    logprobs[row].append(logprob)
                going = [place for place, one in enumerate(token[:, 0].tolist()) if one != self.end]
                if not going:
                    break
                if len(going) < len(alive):
                    cache.batch_select_indices(torch.tensor(going))
                alive = [alive[place] for place in going]
                ids, positions = token[going], positions[going, -1:] + 1
                mask = torch.cat([mask[going], torch.ones_like(ids)], dim=-1)
        rollouts = [
            Rollout(row, tokens, told, tokens[-1] == self.end)
            for row, tokens, told in zip(rows, written, logprobs, strict=True)
        ]
        return [rollouts[begun : begun + n] for begun in range(0, len(rows), n)]

"""Adapter files for tests: small random weights on the starter, with the probe that its learner would write."""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from feedback.base_model import BaseModel
from policy.adapters.base_facts import BaseFacts
from policy.adapters.out import write_policy
from server.settings import STARTER_PATH

SCALE = 0.1
"""Standard deviation of B's entries: enough to be told apart from the base, and from each other, in a few tokens."""


class Learner:
    """The starter in this process, with adapters by seed, and what they say about tokens."""

    def __init__(self) -> None:
        torch.set_num_threads(1)
        self.base = BaseModel.load(STARTER_PATH)
        self.facts = BaseFacts.of(STARTER_PATH)

    def add(self, seed: int) -> str:
        """An adapter whose B is not zero; its name."""
        name = f"seed-{seed}"
        if name not in self.base.adapters:
            self.base.add(name, seed=seed)
            random = torch.Generator().manual_seed(seed)
            state: dict[str, Tensor] = self.base.state(name)
            for key in (key for key in state if "lora_B" in key):
                state[key] = SCALE * torch.randn(state[key].shape, generator=random)
            self.base.set_state(name, state)
        return name

    def write(self, seed: int, path: Path, **facts: Any) -> Path:
        """Its adapter file."""
        manifest = {
            "parent": 0,
            "base": {"model": self.facts.model, "sha256": self.facts.sha256},
            "method": "ppo",
            "votes": [f"vote-{seed}"],
            "metrics": {"kl": 1.5},
        }
        write_policy(self.base, self.add(seed), path, manifest | facts)
        return path

    @torch.no_grad()
    def logprobs(self, seed: int | None, prompt: list[int], tokens: list[int]) -> list[float]:
        """The temperature-1 logprobs of tokens after a prompt, in nats; no seed is the base model."""
        ids = torch.tensor([prompt + tokens])
        with self.base.using(None if seed is None else self.add(seed)):
            rows = torch.log_softmax(self.base.logits(self.base.hidden(ids)), dim=-1)[0]
        before = range(len(prompt) - 1, len(prompt) + len(tokens) - 1)
        return [float(rows[place, token]) for place, token in zip(before, tokens, strict=True)]

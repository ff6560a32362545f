"""What a cycle is made with, and how it ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from feedback.reward.training import RewardConfig
from policy.gate.gate import GateConfig
from policy.ppo.config import PPOConfig


@dataclass(frozen=True)
class CycleConfig:
    """Everything that decides a cycle besides the votes."""

    seed: int = 0
    reward: RewardConfig = field(default_factory=RewardConfig)
    ppo: PPOConfig = field(default_factory=PPOConfig)
    gate: GateConfig = field(default_factory=GateConfig)
    gate_prompts: int = 40
    """How many prompts the gate compares on, at most."""
    gate_share: float = 0.3
    """PPO has no prompt whose hash is in this top share of all hashes."""
    least_gate_prompts: int = 8
    """With fewer nothing can be said of prompts in general: the gate then takes some from below its share, and no cycle
    is run if that share of all prompts is less than these."""
    gate_steps_back: int = 2
    """How often the gate looks again at a part of a candidate that went too far from version 0."""
    gate_samples: int = 4
    """Replies of each policy to a gate prompt."""
    competence_plays: int = 2
    """How often each script of the competence measure is played, by candidate and champion; 0 leaves it out."""
    reference_samples: int = 128
    """Replies of the reference policy that scores are normalised on."""
    most_cut: float = 0.5
    """Share of these that may be cut off: a model that thinks aloud for long would not be judged by what it answers."""


@dataclass(frozen=True)
class Outcome:
    """How a cycle ended."""

    outcome: Literal["published", "rejected", "stopped", "cancelled", "failed"]
    reason: str
    """In one sentence, for the operator."""
    version: int | None = None
    metrics: Mapping[str, Any] = field(default_factory=dict)


class CycleEnd(Exception):  # noqa: N818 - an early end is no error
    """Ends the cycle with an outcome."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome

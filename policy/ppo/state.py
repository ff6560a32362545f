"""All that changes while PPO runs, and how it is kept: a learner that was killed goes on to the same weights.

One safetensors file holds every tensor (policy, value model, Adam's moments, the best state so far), its metadata the
rest as JSON; it is written aside and renamed after each update. No random state is kept because there is none: every
draw follows from the seed and the iteration's number.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor, nn

from feedback.base_model import BaseModel
from policy.files import write_file
from policy.ppo.config import PPOConfig
from policy.ppo.experience import Row
from policy.ppo.stats import IterationStats, UpdateStats, score_to_beat

POLICY = "policy"
VALUE = "value"
"""Names of the two adapters that PPO trains."""
METADATA = "attune_ppo"
MOMENTS = ("step", "exp_avg", "exp_avg_sq")


class BadPPOCheckpointError(ValueError):
    """The checkpoint is damaged, or belongs to another run; the message says which."""


@dataclass(frozen=True)
class ValueStart:
    """What the value model starts from: something that predicts the score at the end of a response."""

    adapter: str | None
    """The name of its adapter in the base; None for the bare base."""
    weight: Tensor
    """(D,) of its head, such that weight @ hidden + bias is the score that PPO is paid."""
    bias: float


@dataclass(frozen=True)
class Best:
    """The best state that was measured inside the KL budget."""

    iteration: int
    paid: float
    state: dict[str, Tensor]


@dataclass
class Learner:
    """Policy and value model over one base, their optimizer, and where the run stands."""

    base: BaseModel
    head: nn.Linear
    optimizer: torch.optim.Adam
    inputs: str
    """Digest of everything that the run was started with."""
    kl_coef: float
    iteration: int = 0
    """Updates and steps back done."""
    before: dict[str, Tensor] | None = None
    """The policy before its last update."""
    best: Best | None = None
    history: list[IterationStats] = field(default_factory=list)

    @classmethod
    def begin(
        cls,
        base: BaseModel,
        config: PPOConfig,
        prompts: Sequence[Sequence[int]],
        demonstrations: Sequence[Row],
        start: str | None,
        value_start: ValueStart | None,
    ) -> "Learner":
        """The learner before its first update. `start` names the champion's adapter in the base, None for version 0."""
        place_adapter(base, POLICY, None if start is None else base.state(start), config.seed)
        place_adapter(
            base,
            VALUE,
            base.state(value_start.adapter) if value_start and value_start.adapter else None,
            config.seed + 1,
        )
        head = nn.Linear(base.width, 1, device=base.device)
        # A fresh head expects 0, the mean of scores.
        nn.init.zeros_(head.weight)
        nn.init.zeros_(head.bias)
        if value_start is not None:
            with torch.no_grad():
                head.weight.copy_(value_start.weight[None, :])
                head.bias.fill_(value_start.bias)
        policy = {"params": base.parameters(POLICY), "lr": config.learning_rate}
        value = {"params": [*base.parameters(VALUE), *head.parameters()], "lr": config.value_learning_rate}
        optimizer = torch.optim.Adam([policy, value], eps=config.adam_eps)
        learner = cls(base, head, optimizer, "", config.kl_coef)
        # Not the precision: a run goes on where the processor is another.
        settings = asdict(replace(config, bfloat16=False))
        given = json.dumps([settings, [list(ids) for ids in prompts], [list(map(list, row)) for row in demonstrations]])
        learner.inputs = _digest(given, learner.tensors())
        return learner

    def keep_if_best(self, stats: IterationStats, config: PPOConfig) -> None:
        """Remember the policy as it is now, which was just measured, if it is inside the budget and gained on the best
        before what a run has to gain to go on: of states about as good, the first. The start is kept in any case, as
        what has to be beaten."""
        best, start = self.best, (self.history or [stats])[0]
        if best is None or (
            stats.kl <= config.kl_budget and stats.paid >= score_to_beat(best.paid, start.paid, config)
        ):
            self.best = Best(self.iteration, stats.paid, self.base.state(POLICY))

    def slow_down(self, config: PPOConfig) -> None:
        """Set the policy's learning rate: half as high for each update that was taken back."""
        taken_back = sum(stats.kept is not None for stats in self.history)
        self.optimizer.param_groups[0]["lr"] = config.learning_rate * 0.5**taken_back

    def step_back(self, share: float) -> None:
        """Keep only that share of the policy's last update, as a point on the line between before and now."""
        assert self.before is not None, "there was an update"
        self.base.set_state(POLICY, part_of_the_way(self.base.state(POLICY), self.before, share))

    def tensors(self) -> dict[str, Tensor]:
        """Every tensor that training changes, by the name that it has in the checkpoint."""
        found = {f"policy.{name}": value for name, value in self.base.state(POLICY).items()}
        found |= {f"value.{name}": value for name, value in self.base.state(VALUE).items()}
        found |= {f"head.{name}": value for name, value in self.head.state_dict().items()}
        for number, moments in self.optimizer.state_dict()["state"].items():
            found |= {f"adam.{number}.{name}": moments[name] for name in MOMENTS}
        if self.before is not None:
            found |= {f"before.{name}": value for name, value in self.before.items()}
        if self.best is not None:
            found |= {f"best.{name}": value for name, value in self.best.state.items()}
        return found

    def save(self, path: Path) -> None:
        """Write the checkpoint, whole or not at all. Raises `OSError`."""
        facts = {
            "inputs": self.inputs,
            "kl_coef": self.kl_coef,
            "iteration": self.iteration,
            "best": None if self.best is None else [self.best.iteration, self.best.paid],
            "history": [asdict(stats) for stats in self.history],
        }
        tensors = {name: value.detach().cpu().contiguous() for name, value in self.tensors().items()}
        write_file(path, save(tensors, {METADATA: json.dumps(facts)}))

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint. Raises `BadPPOCheckpointError` if it is damaged or of another run."""
        try:
            with safe_open(path, framework="pt", device=str(self.base.device)) as file:
                facts: dict[str, Any] = json.loads((file.metadata() or {}).get(METADATA, "{}"))
                tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
        except (SafetensorError, ValueError) as error:
            raise BadPPOCheckpointError(f"{path} is damaged: {error}") from None
        if facts.get("inputs") != self.inputs:
            told = "other settings, prompts, demonstrations or weights"
            raise BadPPOCheckpointError(f"{path} was begun with {told}; remove it to start anew")
        try:
            self.history = [_stats(told) for told in facts["history"]]
        except TypeError as error:
            raise BadPPOCheckpointError(f"{path} was written by another version of attune: {error}") from None
        self.base.set_state(POLICY, _under("policy.", tensors))
        self.base.set_state(VALUE, _under("value.", tensors))
        self.head.load_state_dict(_under("head.", tensors))
        self._resume_optimizer(_under("adam.", tensors))
        self.before = _under("before.", tensors) or None
        self.kl_coef, self.iteration = facts["kl_coef"], facts["iteration"]
        if facts["best"] is not None:
            iteration, paid = facts["best"]
            self.best = Best(iteration, paid, _under("best.", tensors))

    def _resume_optimizer(self, tensors: Mapping[str, Tensor]) -> None:
        numbers = {int(name.split(".")[0]) for name in tensors}
        state = {number: {name: tensors[f"{number}.{name}"] for name in MOMENTS} for number in numbers}
        self.optimizer.load_state_dict({**self.optimizer.state_dict(), "state": state})


def place_adapter(base: BaseModel, name: str, state: Mapping[str, Tensor] | None, seed: int) -> None:
    """Have an adapter of that name with these weights, or with LoRA's start, whatever an earlier run left there."""
    if name not in base.adapters:
        base.add(name, seed=seed)
    elif state is None:
        base.add("fresh", seed=seed)
        state = base.state("fresh")
        base.remove("fresh")
    if state is not None:
        base.set_state(name, state)


def part_of_the_way(state: Mapping[str, Tensor], start: Mapping[str, Tensor] | None, share: float) -> dict[str, Tensor]:
    """An adapter on the line from where it began to where it is. `start` None is version 0, an adapter without B."""
    if start is None:
        return {name: share * value if "lora_B" in name else value for name, value in state.items()}
    return {name: torch.lerp(start[name], value, share) for name, value in state.items()}


def _under(prefix: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): value for name, value in tensors.items() if name.startswith(prefix)}


def _stats(told: Mapping[str, Any]) -> IterationStats:
    update = told["update"]
    return IterationStats(**{**told, "update": None if update is None else UpdateStats(**update)})


def _digest(given: str, tensors: Mapping[str, Tensor]) -> str:
    digest = hashlib.sha256(given.encode())
    for name, value in sorted(tensors.items()):
        digest.update(name.encode())
        digest.update(value.detach().cpu().float().numpy().tobytes())
    return digest.hexdigest()

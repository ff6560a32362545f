"""One update on the same batch moves every weight to where TRL 1.9's `PPOTrainer.train()` moves it.

TRL runs in a process of its own (`with_trl.py`), which is given our random model, adapters, responses and scores, and
which rows are a minibatch. Responses are of full length: shorter ones TRL pays one token past their end. It has no
importance weights, no warm-up of the value model and no clipping of gradients, so here they are 1, 0 and far away.

Measured, in shares of the way that a matrix went, the worst of 58: weights 5e-5 after one step and 2e-4 after four,
gradients (Adam's means of them) 2e-6 and 7e-5; with other CPU kernels (`ATEN_CPU_CAPABILITY`, `MKL_CBWR`) at most
1e-4 and 5e-4, 5e-6 and 2e-4. With TRL's lambda, gamma or one of the clips 0.01 lower they are 6e-2 to 5e-1 apart, and
a tenth more of `value_coef` or `adam_eps` is seen, too (9e-2, 7e-3).
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from feedback.base_model import BaseModel
from policy.ppo.config import PPOConfig
from policy.ppo.experience import Row, experience_of
from policy.ppo.rollouts import Rollout
from policy.ppo.state import POLICY, Learner, ValueStart
from policy.ppo.stats import UpdateStats
from policy.ppo.update import lesson_of, update
from tests.policy.tiny import SHAPE, scrambled, tiny_folder

ROOT = Path(__file__).parents[2]
TRL = Path(sys.prefix) / "trl"
ROLLOUTS, TOKENS = 8, 10
COMMON = {
    "rollouts": ROLLOUTS,
    "max_tokens": TOKENS,
    "learning_rate": 5e-3,
    "value_learning_rate": 5e-3,  # TRL has one for both
    "value_warmup": 0,
    "max_grad_norm": 1e9,
    "kl_budget": 1e9,
    "least_advantage_std": 0.0,  # TRL always scales to 1
    "micro_batch_tokens": 64,  # several in each minibatch, where TRL has one
}
CASES = {
    "one step": PPOConfig(**COMMON, minibatch=ROLLOUTS, epochs=1, value_epochs=1),
    "four steps": PPOConfig(
        **COMMON, minibatch=4, epochs=2, value_epochs=2, temperature=0.7, gamma=0.9, lam=0.8, kl_coef=0.2
    ),
}
TOLERANCE = 3e-3
"""Six times the worst that was measured; see above."""


@dataclass(frozen=True)
class Case:
    """What one update began with, and what came of it on both sides."""

    start: dict[str, Tensor]
    ours: dict[str, Tensor]
    told: UpdateStats
    kl: float
    theirs: dict[str, Tensor]
    logged: dict[str, float]


def given_rows() -> list[Row]:
    """Prompts of different lengths, and responses of one, all of ordinary tokens."""
    draw = Random(0)
    lengths = [(3 + number, TOKENS) for number in range(ROLLOUTS)]
    return [tuple([draw.randrange(6, 3000) for _ in range(length)] for length in pair) for pair in lengths]  # type: ignore[misc]


ROWS = given_rows()
SCORES = [1.5, -0.5, 0.25, 2.0, -1.0, 0.75, -2.0, 0.0]


def order_of(config: PPOConfig) -> list[list[int]]:
    """Every epoch's order of the rows."""
    return [Random(epoch).sample(range(ROLLOUTS), ROLLOUTS) for epoch in range(config.epochs)]


def begun(model: Path, config: PPOConfig) -> Learner:
    """A policy away from the reference, and a value model that expects something."""
    base = BaseModel.load(model, shape=SHAPE)
    for seed, name in enumerate(("champion", "scores")):
        base.add(name)
        scrambled(base, name, seed)
    weight = 0.3 * torch.randn(base.width, generator=torch.Generator().manual_seed(2))
    return Learner.begin(base, config, [], [], "champion", ValueStart("scores", weight, bias=0.1))


def updated(learner: Learner, config: PPOConfig) -> tuple[UpdateStats, float]:
    """What our update says, and the KL of a response before it."""
    rollouts = [Rollout(prompt, response, [0.0] * TOKENS, finished=False) for prompt, response in ROWS]
    batch = experience_of(
        learner.base,
        POLICY,
        rollouts,
        lambda rows: torch.tensor(SCORES),
        config,
    )
    batch.sampled_logprobs.copy_(batch.logprobs)
    size = config.minibatch
    parts = [epoch[at : at + size] for epoch in order_of(config) for at in range(0, ROLLOUTS, size)]
    lesson = lesson_of(learner, batch, config)
    with patch("policy.ppo.update.minibatches", lambda *_: iter(parts)):
        return update(learner, lesson, [], config), batch.kl.mean().item()


def moments(learner: Learner, start: dict[str, Tensor]) -> dict[str, Tensor]:
    """Adam's running means of the gradients. `start` names the weights in the optimizer's order."""
    weights = [weight for group in learner.optimizer.param_groups for weight in group["params"]]
    assert [weight.shape for weight in weights] == [value.shape for value in start.values()]
    return {
        f"moment.{name}": learner.optimizer.state[weight]["exp_avg"]
        for name, weight in zip(start, weights, strict=True)
    }


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory, one_thread: None) -> dict[str, Case]:
    """All of them, in one process of TRL's: it imports for longer than it trains. Either side computes on one thread:
    the sums of two decide otherwise about a value that lies on the edge of its clip."""
    assert TRL.is_dir(), "run requirements/install.sh trl"
    folder = tmp_path_factory.mktemp("like-trl")
    model = tiny_folder(folder / "model")
    ours = {}
    for name, config in CASES.items():
        learner = begun(model, config)
        start = {key: value.clone() for key, value in learner.tensors().items()}
        (folder / name).mkdir()
        save_file(start, folder / name / "start.safetensors")
        case = {"model": str(model), "rank": SHAPE.rank, "rows": ROWS, "scores": SCORES, "order": order_of(config)}
        (folder / name / "case.json").write_text(json.dumps({**case, "settings": asdict(config)}), encoding="utf-8")
        told, kl = updated(learner, config)
        end = {key: value.detach().clone() for key, value in learner.tensors().items() if key in start}
        ours[name] = (start, end | moments(learner, start), told, kl)
    environ = {"PYTHONPATH": str(TRL), "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1", "CUDA_VISIBLE_DEVICES": ""}
    command = [sys.executable, "-m", "tests.policy.with_trl", *(str(folder / name) for name in CASES)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environ, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    theirs = {
        name: (load_file(folder / name / "end.safetensors"), json.loads((folder / name / "told.json").read_text()))
        for name in CASES
    }
    return {name: Case(*ours[name], *theirs[name]) for name in CASES}


@pytest.mark.parametrize("name", CASES)
def test_every_weight_goes_where_trl_moves_it(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    apart = {}
    for key, before in case.start.items():
        apart[key] = ((case.ours[key] - case.theirs[key]).norm() / (case.theirs[key] - before).norm()).item()
        gradient = case.theirs[f"moment.{key}"]
        apart[f"moment.{key}"] = ((case.ours[f"moment.{key}"] - gradient).norm() / gradient.norm()).item()
    assert len(apart) == 2 * (2 * 2 * 2 * 7 + 2), "two models of two layers with seven pairs of matrices, and a head"
    far = {key: value for key, value in apart.items() if not value < TOLERANCE}
    assert far == {}


@pytest.mark.parametrize("name", CASES)
def test_losses_clip_shares_and_the_kl_are_what_trl_logs(cases: dict[str, Case], name: str) -> None:
    case = cases[name]
    assert case.told.steps == CASES[name].epochs * ROLLOUTS // CASES[name].minibatch
    ours = {
        "loss/policy_avg": case.told.policy_loss,
        "loss/value_avg": case.told.value_loss,
        "policy/clipfrac_avg": case.told.clip_share,
        "val/clipfrac_avg": case.told.value_clip_share,
        "objective/kl": case.kl,
    }
    assert ours == pytest.approx({key: case.logged[key] for key in ours}, rel=1e-4, abs=1e-6)


def test_the_longer_case_is_one_in_which_both_clips_decide(cases: dict[str, Case]) -> None:
    told = cases["four steps"].told
    assert 0.05 < told.clip_share < 0.9
    assert 0.05 < told.value_clip_share < 0.9

"""attune's side of `make bench-train`: the learner's own parts, called as a cycle calls them."""

import json
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

from feedback.base_model import BaseModel
from feedback.examples import Examples, Prompt
from feedback.examples import Pair as TrainingPair
from feedback.reward.model import RewardModel
from feedback.reward.training import RewardConfig, train_reward_model
from policy.adapters.out import write_policy
from policy.cycle.cycle import value_start
from policy.ppo.loop import IterationStats, PPOConfig, train_ppo
from policy.ppo.rollouts import ServerSampler
from policy.server_client import ServerClient
from tests.bench.side_process import Pair, Turns, device, model_mib, serve


class Enough(Exception):
    """Ends PPO after its last iteration that is measured."""


@cache
def base_of(model: str) -> BaseModel:
    return BaseModel.load(model, device=device())


def examples_of(pairs: list[Pair]) -> Examples:
    """One vote a pair, all of one person."""
    found = []
    for number, pair in enumerate(pairs):
        prompt = Prompt(tuple(pair["messages"]))
        origin = {"group": prompt.group, "rater": "ann", "vote_id": f"vote-{number}"}
        found.append(TrainingPair(prompt, pair["chosen"], pair["rejected"], False, 1.0, **origin))
    return Examples(found, [], [], [pair.prompt for pair in found], [], {})


def trained(base: BaseModel, pairs: list[Pair]) -> RewardModel:
    """From raw pairs to a model that scores, measured out of fold on the way."""
    model, report = train_reward_model(base, examples_of(pairs), RewardConfig())
    assert model is not None, report.reason
    assert report.pairs == len(pairs), f"{report.pairs} of {len(pairs)} pairs were used"
    return model


def accuracy_of(model: RewardModel, pairs: list[Pair]) -> float:
    """The share of pairs whose chosen reply gets the higher score."""
    base = model.base
    prompts = [base.prompt_ids(pair["messages"]) for pair in pairs]
    chosen, rejected = (
        model.score([(ids, base.reply_ids(pair[name])) for ids, pair in zip(prompts, pairs, strict=True)])
        for name in ("chosen", "rejected")
    )
    return float((chosen > rejected).float().mean())


def reward(turns: Turns, *, model: str, pairs: str) -> dict[str, Any]:
    """Train a reward model; the base is in memory before, as it is in a cycle."""
    base, given = base_of(model), json.loads(Path(pairs).read_text())
    begun = time.perf_counter()
    found = trained(base, given["train"])
    seconds = time.perf_counter() - begun
    return {"seconds": seconds, "accuracy": accuracy_of(found, given["held_out"])}


def ppo(turns: Turns, *, model: str, pairs: str, url: str, settings: dict[str, Any]) -> dict[str, Any]:
    """PPO through a running server, an iteration a turn."""
    base, given = base_of(model), json.loads(Path(pairs).read_text())["train"]
    score = trained(base, given)
    config = PPOConfig(**settings)
    last: dict[str, Any] = {}
    with (
        tempfile.TemporaryDirectory() as name,
        ServerClient(url) as server,
        server.lease("a benchmark"),
    ):
        facts = {"parent": 0, "base": server.policies()["base"], "method": "ppo"}
        turns.give({})
        begun = time.perf_counter()

        def turn(stats: IterationStats) -> None:
            nonlocal begun
            seconds = time.perf_counter() - begun
            assert stats.update is not None, "the run ended before its time"
            assert stats.update.epochs == config.epochs, f"{stats.update.epochs} epochs, not {config.epochs}"
            tokens = round(stats.length * config.rollouts)
            result = {"seconds": seconds, "tokens": tokens, "rollout": stats.seconds["rollout"], "kl": stats.kl}
            if stats.iteration + 1 == config.iterations:
                last.update(result, model_mib=model_mib())
                raise Enough
            turns.give(result)
            begun = time.perf_counter()

        try:
            train_ppo(
                base,
                score.score,
                [base.prompt_ids(pair["messages"]) for pair in given],
                ServerSampler(server),
                config,
                write_adapter=lambda adapter, path: write_policy(base, adapter, path, facts),
                checkpoint=Path(name) / "ppo.safetensors",
                value_start=value_start(score),
                on_progress=turn,
            )
        except Enough:
            return last
        finally:
            server.end_rollouts()
    raise AssertionError("PPO ended by itself")


if __name__ == "__main__":
    serve({"reward": reward, "ppo": ppo})

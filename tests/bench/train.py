"""`make bench-train`: the learner beside TRL 1.9, the last TRL with a PPO trainer.

    reward   pairs/s from raw pairs to a model that scores, with the accuracy on held-out pairs that each reached
    ppo      response tokens/s of whole PPO iterations: rollout, score, update
    memory   the most that each training process held, beyond its libraries; TRL also with four whole models

Each side is a process of its own with the same base, pairs, prompts and number of threads; they take turns, and the one
whose turn it is not sleeps. Shown are medians.

reward: attune fits a Gaussian process to states of the frozen base, TRL trains adapters and a head. So there is no
equal number of steps: TRL's time is the one after which it first is as accurate as attune, looked at after each epoch
with its clock stopped, or, if it never is, the one of its best epoch.

ppo: both have the same adapters, prompts, responses an iteration, most tokens, epochs, minibatches and learning rate,
with one step for each minibatch and the value model in each epoch (attune's own settings spare it some of them).
attune samples through its running server, as it always does, TRL with `generate`; the first iteration warms both up.
The learning rate is low, so that both go on writing replies of the starter's length. One of TRL takes a
minute on two cores; what is there is in out/bench/train.json after each of them, also if the rest is broken off.

With `--model-shape 0.6b` the base is a random model of Qwen3-0.6B's shape, for machines with a GPU.
"""

import argparse
import asyncio
import json
import os
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.progress import track

from policy.simulation.golds import GOLDS
from server.settings import STARTER_PATH
from tests.bench.pairs import simulated_pairs
from tests.bench.report import report, write
from tests.bench.sides import PEER, Result, Side
from tests.live import serving

PARTS = ("reward", "ppo")
RANK = 16
REWARD: dict[str, Any] = {"epochs": 3, "batch": 8, "learning_rate": 1e-3, "schedule": "linear", "rank": RANK}
"""TRL's own epochs, batch and schedule; adapters at a rate that suits them on a small model (TRL's 1e-4 is slower)."""
PPO: dict[str, Any] = {
    "rollouts": 128,
    "max_tokens": 160,
    "temperature": 1.0,
    "missing_eos_penalty": 1.0,
    "epochs": 2,
    "minibatch": 32,
    "learning_rate": 1e-4,
    "adam_eps": 1e-5,
}
ATTUNE_PPO: dict[str, Any] = {
    **{"value_epochs": 2, "value_warmup": 0, "value_learning_rate": 1e-4, "patience": 100},
    **{"lam": 0.95, "least_advantage_std": 0.0},
}
"""What else attune can set, set to what TRL does."""


def ours(options: argparse.Namespace) -> Side:
    return Side("tests.bench.attune_side", options.threads)


def theirs(options: argparse.Namespace) -> Side:
    return Side("tests.bench.trl_side", options.threads, PEER)


def reward_row(model: Path, pairs: Path, options: argparse.Namespace) -> dict[str, Any]:
    """From raw pairs to a usable reward model."""
    attune: list[Result] = []
    trl: list[dict[str, float]] = []
    with ours(options) as our, theirs(options) as their:
        for number in track(range(options.rounds), description="reward models"):
            for side in (our, their) if number % 2 else (their, our):
                if side is our:
                    attune.append(our.ask("reward", model=str(model), pairs=str(pairs)))
                else:
                    told = their.ask("reward", model=str(model), pairs=str(pairs), settings=REWARD)
                    trl = [*trl, *({**epoch, "epoch": n} for n, epoch in enumerate(told["epochs"], 1))]
    accuracy = statistics.median(found["accuracy"] for found in attune)
    seconds = statistics.median(found["seconds"] for found in attune)
    epoch = usable_epoch(trl, accuracy)
    trl_seconds = statistics.median(found["seconds"] for found in trl if found["epoch"] == epoch)
    return {
        "kind": "reward",
        "pairs": options.pairs,
        "held_out": options.held_out,
        "attune_pairs_per_s": round(options.pairs / seconds, 1),
        "trl_pairs_per_s": round(options.pairs / trl_seconds, 1),
        "ratio": round(trl_seconds / seconds, 2),
        "attune_accuracy": round(accuracy, 3),
        "trl_accuracy": round(accuracy_after(trl, epoch), 3),
        "trl_epochs": epoch,
        "attune_seconds": round(seconds, 2),
        "trl_seconds": round(trl_seconds, 2),
    }


def accuracy_after(epochs: Sequence[dict[str, float]], epoch: int) -> float:
    """The median accuracy after so many epochs."""
    return statistics.median(found["accuracy"] for found in epochs if found["epoch"] == epoch)


def usable_epoch(epochs: Sequence[dict[str, float]], wanted: float) -> int:
    """The first epoch after which a model is as accurate as wanted; the best one, if none is."""
    numbers = sorted({int(found["epoch"]) for found in epochs})
    good = [number for number in numbers if accuracy_after(epochs, number) >= wanted]
    return good[0] if good else max(numbers, key=lambda number: accuracy_after(epochs, number))


def ppo_rows(model: Path, pairs: Path, url: str, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Whole PPO iterations, a row after each, and the memory of the processes that did them."""
    common = PPO | {"iterations": options.iterations + 1}
    seen: dict[str, list[Result]] = {"attune": [], "trl": []}
    with ours(options) as our, theirs(options) as their:
        our.ask("ppo", model=str(model), pairs=str(pairs), url=url, settings=common | ATTUNE_PPO)
        their.ask("ppo", model=str(model), pairs=str(pairs), settings=common | {"rank": RANK}, adapters=True)
        for number in track(range(options.iterations + 1), description="PPO iterations"):
            turns = [("attune", our), ("trl", their)]
            for name, side in turns if number % 2 else turns[::-1]:
                seen[name].append(side.ask("go"))
            if number:
                yield speed_row(seen)
    with theirs(options) as their:
        four = PPO | {"iterations": 1, "rank": RANK}
        their.ask("ppo", model=str(model), pairs=str(pairs), settings=four, adapters=False)
        whole = their.ask("go")
    yield memory_row(seen["attune"][-1], seen["trl"][-1], whole)


def speed_row(seen: dict[str, list[Result]]) -> dict[str, Any]:
    """Medians over all iterations but the first."""

    def median(name: str, value: Any) -> float:
        return float(statistics.median(value(found) for found in seen[name][1:]))

    row: dict[str, Any] = {"kind": "ppo", "iterations": len(seen["trl"]) - 1, "rollouts": PPO["rollouts"]}
    speed = {name: median(name, lambda found: found["tokens"] / found["seconds"]) for name in seen}
    row |= {f"{name}_tokens_per_s": round(speed[name], 1) for name in seen}
    row["ratio"] = round(speed["attune"] / speed["trl"], 2)
    for name in seen:
        row[f"{name}_rollout_s"] = round(median(name, lambda found: found["rollout"]), 2)
        row[f"{name}_learning_s"] = round(median(name, lambda found: found["seconds"] - found["rollout"]), 2)
        row[f"{name}_tokens"] = round(median(name, lambda found: found["tokens"]))
    return row


def memory_row(attune: Result, trl: Result, four: Result) -> dict[str, Any]:
    """MiB beyond the libraries: the peak, and of it weights, gradients and Adam's moments."""
    row: dict[str, Any] = {"kind": "memory"}
    for name, found in (("attune", attune), ("trl_adapters", trl), ("trl_four_models", four)):
        row |= {f"{name}_peak_mib": found["peak_mib"], f"{name}_model_mib": found["model_mib"]}
    row["ratio"] = round(four["peak_mib"] / attune["peak_mib"], 2)
    row["model_ratio"] = round(four["model_mib"] / attune["model_mib"], 2)
    row["libraries_mib"] = attune["imports_mib"]
    return row


def base_folder(shape: str, folder: Path) -> Path:
    """The base of that shape."""
    if shape == "starter":
        return Path(STARTER_PATH)
    import torch
    from transformers import AutoTokenizer, Qwen3Config, Qwen3ForCausalLM

    tokenizer = AutoTokenizer.from_pretrained(STARTER_PATH)
    config = Qwen3Config(
        vocab_size=151_936,
        hidden_size=1024,
        intermediate_size=3072,
        num_hidden_layers=28,
        num_attention_heads=16,
        num_key_value_heads=8,
        head_dim=128,
        max_position_embeddings=2048,
        tie_word_embeddings=True,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    torch.manual_seed(0)
    Qwen3ForCausalLM(config).to(torch.bfloat16).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="what to measure (default both)")
    parser.add_argument("--rounds", type=int, default=3, help="reward models of each side (default %(default)s)")
    parser.add_argument("--iterations", type=int, default=4, help="PPO iterations of each side (default %(default)s)")
    parser.add_argument("--pairs", type=int, default=300, help="to train on, fewer than 500 (default %(default)s)")
    parser.add_argument("--held-out", type=int, default=200, help="pairs to measure with (default %(default)s)")
    parser.add_argument("--gold", choices=GOLDS, default="friendly", help="what is preferred (default %(default)s)")
    parser.add_argument("--model-shape", choices=("starter", "0.6b"), default="starter", help="default %(default)s")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="of each side (default: all)")
    options = parser.parse_args()
    rows: dict[str, dict[str, Any]] = {}

    def keep(row: dict[str, Any]) -> None:
        rows[row["kind"]] = row
        write("train", list(rows.values()))

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        model, pairs = base_folder(options.model_shape, folder / "base"), folder / "pairs.json"
        with serving(folder / "starter") as served:
            sampled = simulated_pairs(served.url, GOLDS[options.gold], options.pairs, options.held_out)
            pairs.write_text(json.dumps(asyncio.run(sampled)))
        if "reward" in options.parts:
            keep(reward_row(model, pairs, options))
        if "ppo" in options.parts:
            named = ["--model", str(model), "--served-name", "attune"] if options.model_shape != "starter" else []
            with serving(folder / "server", *named) as served:
                for row in ppo_rows(model, pairs, served.url, options):
                    keep(row)
    report("train", list(rows.values()))


if __name__ == "__main__":
    main()

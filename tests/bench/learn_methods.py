"""Four ways to learn from the same votes, behind one server that holds them.

    ppo         the server's own learner: reward model, PPO, gate; what it promotes
    best_of_8   the same reward model, with which replies of version 0 are picked; there is no gate
    sft         supervised training on the replies that were chosen or liked
    dpo         TRL's DPOTrainer on the choices, in a process of its own (`learn_dpo.py`)

All begin from version 0, with adapters of the same shape and the learner's number of threads. A method that comes to
nothing - no choices to learn from, a gate that is not passed - leaves version 0 serving, and that is its row.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

import torch
from rich.console import Console
from safetensors.torch import load_file

from feedback.base_model import BaseModel
from feedback.examples import Demonstration, Examples, examples_of
from feedback.reward.features import RewardModelError
from feedback.reward.training import RewardConfig, train_reward_model
from policy.adapters.out import write_policy
from policy.ppo.rollouts import ServerSampler
from policy.server_client import ServerClient, ServerError
from policy.sft.training import SFTConfig, TooFewDemonstrationsError, tokenize, train_sft
from policy.simulation.client import Client
from policy.simulation.cycles import next_cycle
from policy.simulation.show import progress
from server.settings import STARTER_PATH
from tests.bench.learn_measures import Score
from tests.bench.sides import PEER

REFERENCES = 128
"""Replies on which a reward model's scores are normalised, as many as in a cycle."""
MAX_TOKENS = 160
THREADS = max(1, (os.cpu_count() or 2) // 2)
LAST_LINES = 5


class MethodError(RuntimeError):
    """A method broke, so that there is nothing to measure; the message says how."""


@dataclass(frozen=True)
class Learned:
    """What a method made of the votes."""

    outcome: str
    """In words; its first one is what the table shows."""
    minutes: float
    """Wall clock, from the votes to what can serve."""
    version: int = 0
    """The policy version to measure; 0 if there is no new one."""
    score: Score | None = None
    """To pick replies of version 0 with, instead of a version."""


async def ppo(client: Client, console: Console) -> Learned:
    """One whole cycle of the server's own learner; one that ended before is taken as it was, unless it failed."""
    last = (await client.ask("GET", "/admin/learner"))["last"]
    after = str(last["id"]) if last and last["outcome"] in ("failed", "cancelled") else None
    ended = await next_cycle(client, after, lambda line: console.print(f"  {line}", style="dim", highlight=False))
    if ended.outcome in ("failed", "cancelled"):
        raise MethodError(f"{ended.id} {ended.outcome}: {ended.reason}")
    cycle = await client.ask("GET", f"/admin/learner/cycles/{ended.id}")
    version = ended.version if ended.version is not None and ended.measurable else 0
    broken_off = f" (begun {cycle['attempts']} times, all minutes since the first)" if cycle["attempts"] > 1 else ""
    told = f"{ended.outcome}: {ended.reason}{broken_off}"
    return Learned(told, (cycle["ended"] - cycle["started"]) / 60, version)


def best_of_8(server: ServerClient, folder: Path, console: Console) -> Learned:
    """The reward model that a cycle trains. Nothing is too unsure to be used: only the outcome says so."""
    began = time.monotonic()
    examples, base = _given(server)
    prompts = [base.prompt_ids(prompt.messages, prompt.tools) for prompt in examples.prompts]
    sampler = ServerSampler(server)
    sampler.use(None)
    some = Random(0).choices(prompts, k=REFERENCES)
    groups = sampler(some, n=1, temperature=1.0, max_tokens=MAX_TOKENS, seed=0)
    replies = [(rollout.prompt_ids, rollout.response_ids) for group in groups for rollout in group]
    with progress(console, "reward model") as advance:
        try:
            model, report = train_reward_model(base, examples, RewardConfig(), reference=replies, on_progress=advance)
        except RewardModelError as error:
            return Learned(f"nothing: {error}", (time.monotonic() - began) / 60)
    minutes = (time.monotonic() - began) / 60
    if model is None:
        return Learned(f"nothing: {report.reason}", minutes)
    accuracy = f"right on {report.accuracy:.2f} ({report.low:.2f} to {report.high:.2f}) of unseen votes"
    return Learned(
        f"picks: {accuracy}" if report.informative else f"picks unsurely: {report.reason}",
        minutes,
        score=lambda rows: model.score(rows).tolist(),
    )


def sft(server: ServerClient, folder: Path, console: Console) -> Learned:
    """Until held-out perplexity stops falling, as `attune sft` does it."""
    began = time.monotonic()
    examples, base = _given(server)
    base.add("sft")
    usable, _ = tokenize(base, liked(examples))
    config = SFTConfig()
    try:
        with progress(console, "supervised training") as advance:
            result = train_sft(
                base,
                "sft",
                usable,
                config,
                checkpoint=folder / "sft.pt",
                on_progress=lambda now: advance(now.step, now.steps),
            )
    except TooFewDemonstrationsError as error:
        return Learned(f"nothing: {error}", (time.monotonic() - began) / 60)
    told = f"held-out perplexity {result.before:.3f} to {result.after:.3f}, {result.trained_on} replies"
    if result.best_epoch == 0:
        return Learned(f"nothing: {told}", (time.monotonic() - began) / 60)
    version = _published(server, base, "sft", folder, asdict(config))
    return Learned(f"trained: {told}", (time.monotonic() - began) / 60, version)


def dpo(server: ServerClient, folder: Path, console: Console) -> Learned:
    """With TRL's trainer. Ties and thumbs say nothing to DPO."""
    began = time.monotonic()
    examples, base = _given(server)
    pairs = choices(examples)
    if not pairs:
        return Learned("nothing: DPO learns from choices between two replies, and there are none", 0.0)
    file, out, log = folder / "pairs.json", folder / "dpo", folder / "dpo.log"
    file.write_text(json.dumps(pairs), encoding="utf-8")
    console.print(f"  DPO on {len(pairs)} choices", style="dim")
    command = [sys.executable, "-m", "tests.bench.learn_dpo", str(STARTER_PATH), str(file), str(out)]
    env = {**os.environ, "PYTHONPATH": str(PEER), "OMP_NUM_THREADS": str(THREADS), "HF_HUB_OFFLINE": "1"}
    with log.open("wb") as output:
        code = subprocess.call(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=env)
    if code:
        said = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:])
        raise MethodError(f"DPO ended with code {code}; the end of {log}:\n{said}")
    base.add("dpo")
    base.set_state("dpo", load_file(out / "adapter_model.safetensors"))
    # The registry knows of no DPO; to it this is one more adapter that was trained on given replies.
    version = _published(server, base, "dpo", folder, json.loads((out / "facts.json").read_text(encoding="utf-8")))
    return Learned(f"trained: {len(pairs)} choices", (time.monotonic() - began) / 60, version)


OFFLINE: dict[str, Callable[[ServerClient, Path, Console], Learned]] = {"best_of_8": best_of_8, "sft": sft, "dpo": dpo}
"""The methods that are no part of the server."""


def liked(examples: Examples) -> list[Demonstration]:
    """Replies that were chosen over another or got a thumb up, as demonstrations of the votes' weight."""
    chosen = [(pair, pair.chosen) for pair in examples.pairs if not pair.tie]
    found: list[tuple[Any, str]] = [*chosen, *((thumb, thumb.reply) for thumb in examples.thumbs if thumb.up)]
    return [
        Demonstration(one.prompt, reply, one.weight, one.group, one.rater, one.vote_id)
        for one, reply in found
        if one.weight > 0
    ]


def choices(examples: Examples) -> list[dict[str, Any]]:
    """Votes that prefer one of two replies, in TRL's conversational form."""
    return [
        {
            "prompt": list(pair.prompt.messages),
            "chosen": [{"role": "assistant", "content": pair.chosen}],
            "rejected": [{"role": "assistant", "content": pair.rejected}],
        }
        for pair in examples.pairs
        if not pair.tie and pair.weight > 0
    ]


def _given(server: ServerClient) -> tuple[Examples, BaseModel]:
    """The server's votes, and the model that it serves."""
    torch.set_num_threads(THREADS)
    return examples_of(server.examples()), BaseModel.load(STARTER_PATH, device="auto")


def _published(server: ServerClient, base: BaseModel, name: str, folder: Path, config: dict[str, Any]) -> int:
    """Hand the adapter in as a candidate, which answers under its number and no other requests."""
    file = folder / f"{name}.safetensors"
    facts = {"parent": 0, "base": server.policies()["base"], "method": "sft", "config": config}
    write_policy(base, name, file, facts)
    try:
        with server.lease("tests.bench.learn"):
            return int(server.publish(file)["version"])
    except ServerError as error:
        raise MethodError(f"the server does not take the adapter: {error}") from None

"""How fast PPO learns one gold preference: `python -m tests.bench.ppo [GOLD] [--set SETTING=VALUE ...]`.

The starter, the gold itself as the reward, and an offline sampler: no server, no votes, no reward model. What it does
not learn here, no reward model can teach it. Shown are the mean gold, the KL and the seconds of each iteration, then
the mean gold on prompts not trained on.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, AutoTokenizer

from feedback.attention import NAME as CAUSAL_PRODUCTS
from feedback.base_model import BaseModel, LoraShape
from policy.ppo.experience import Row
from policy.ppo.loop import IterationStats, PPOConfig, train_ppo
from policy.simulation.golds import GOLDS, Gold, Message
from policy.simulation.prompts import MEASURED_SEED, corpus_conversations, held_out_prompts, talks
from tests.policy.offline import OfflineSampler

STARTER = Path(__file__).parents[2] / "policy" / "starter" / "model"
PROMPTS, HELD_OUT_PROMPTS = 250, 200


def first_messages(gold: Gold, seed: int) -> list[list[Message]]:
    """What users with that preference say first."""
    said = islice(talks(corpus_conversations(seed), gold, seed), PROMPTS)
    return [[{"role": "user", "content": talk.turns[0]}] for talk in said]


def setting(told: str) -> tuple[str, Any]:
    """NAME=VALUE as PPOConfig takes it."""
    name, _, value = told.partition("=")
    return name, type(getattr(PPOConfig(), name))(value)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="?", choices=GOLDS, default="question")
    parser.add_argument("--set", type=setting, action="append", default=[], help="a setting of PPOConfig, NAME=VALUE")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    config = PPOConfig(**dict(options.set))
    gold = GOLDS[options.gold]
    tokenizer = AutoTokenizer.from_pretrained(STARTER)
    # Twice as fast as PyTorch's own attention where gradients are computed on a CPU.
    model = AutoModelForCausalLM.from_pretrained(STARTER, dtype=torch.float32, attn_implementation=CAUSAL_PRODUCTS)
    base = BaseModel(model, tokenizer, LoraShape())
    sampler = OfflineSampler(AutoModelForCausalLM.from_pretrained(STARTER, dtype=torch.float32).eval(), tokenizer)
    asked = first_messages(gold, config.seed)
    held_out = held_out_prompts(corpus_conversations(MEASURED_SEED), gold, HELD_OUT_PROMPTS, config.seed)
    conversation_of = {tuple(base.prompt_ids(messages)): messages for messages in asked + held_out}

    def golds(rows: Sequence[Row]) -> torch.Tensor:
        texts = tokenizer.batch_decode([response for _, response in rows], skip_special_tokens=True)
        return torch.tensor(
            [gold(conversation_of[tuple(prompt)], text) for (prompt, _), text in zip(rows, texts, strict=True)]
        )

    def reward(rows: list[Row]) -> torch.Tensor:
        # A Bernoulli variable's standard deviation is about 0.5.
        return (golds(rows) - 0.5) / 0.5

    began, cpu = time.monotonic(), time.process_time()

    def show(stats: IterationStats) -> None:
        told = f"KL {stats.kl:.2f} ± {stats.kl_error:.2f}  entropy {stats.entropy:.2f}  length {stats.length:.0f}"
        explained = (
            f"explained {stats.explained_variance:.2f}  clipped {stats.update.clip_share if stats.update else 0:.3f}"
        )
        seconds = "  ".join(f"{phase} {value:.1f} s" for phase, value in stats.seconds.items())
        print(f"{stats.iteration}: gold {0.5 + 0.5 * stats.score:.2f}  {told}  {explained}  {seconds}", flush=True)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result = train_ppo(
            base,
            reward,
            [base.prompt_ids(messages) for messages in asked],
            sampler,
            config,
            write_adapter=lambda adapter, path: save_file(base.state(adapter), path),
            checkpoint=folder / "ppo.safetensors",
            on_progress=show,
        )
        spent, computed = time.monotonic() - began, time.process_time() - cpu
        print(f"{spent:.0f} s, {computed:.0f} s of CPU; {result.alarm or 'no alarm'}")
        if result.state is None:
            return
        save_file(result.state, folder / "best")
        prompts = [base.prompt_ids(messages) for messages in held_out]
        for title, file in (("version 0", None), (f"after {result.iteration} updates", folder / "best")):
            sampler.use(file)
            groups = sampler(prompts, n=1, temperature=0.7, max_tokens=160, seed=1)
            mean = golds([(group[0].prompt_ids, group[0].response_ids) for group in groups]).mean().item()
            print(f"{title}: mean gold {mean:.2f} of {len(prompts)} held-out prompts")


if __name__ == "__main__":
    main()

"""How fast PPO learns one preference: `python -m tests.bench.ppo [asks|short|casual|formal|emoji]`.

The starter, the preference itself as the reward, and an offline sampler: no server, no votes, no reward model. Shown
are the share of replies that are as wanted, the KL and the seconds of each iteration, then the share on prompts not
trained on.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, AutoTokenizer

from feedback.attention import NAME as CAUSAL_PRODUCTS
from feedback.base_model import BaseModel, LoraShape
from policy.ppo.experience import Row
from policy.ppo.loop import IterationStats, PPOConfig, train_ppo
from policy.starter.corpus.mix import conversation
from policy.starter.styles import StyleTraits, style_of
from tests.policy.offline import OfflineSampler

STARTER = Path(__file__).parents[2] / "policy" / "starter" / "model"
WANTED: dict[str, Callable[[StyleTraits], bool]] = {
    "asks": lambda style: style.asks,
    "short": lambda style: style.length == "short",
    "casual": lambda style: style.register == "casual",
    "formal": lambda style: style.register == "formal",
    "emoji": lambda style: style.emoji,
}
FIRST_CONVERSATION = 10_000_000
"""Numbers below are what the starter was trained on."""


def prompts_of(base: BaseModel, seed: int, count: int) -> list[list[int]]:
    """The first messages of conversations as the corpus makes them, without system prompts and tools."""
    found: list[list[int]] = []
    number = FIRST_CONVERSATION
    while len(found) < count:
        talk = conversation(seed, number)
        number += 1
        if talk.messages[0]["role"] == "user" and not talk.tools:
            found.append(base.prompt_ids(talk.messages[:1]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wanted", nargs="?", choices=WANTED, default="asks")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    tokenizer = AutoTokenizer.from_pretrained(STARTER)
    # Twice as fast as PyTorch's own attention where gradients are computed on a CPU.
    model = AutoModelForCausalLM.from_pretrained(STARTER, dtype=torch.float32, attn_implementation=CAUSAL_PRODUCTS)
    base = BaseModel(model, tokenizer, LoraShape())
    sampler = OfflineSampler(AutoModelForCausalLM.from_pretrained(STARTER, dtype=torch.float32).eval(), tokenizer)
    good = WANTED[options.wanted]

    def as_wanted(responses: list[list[int]]) -> list[float]:
        texts = tokenizer.batch_decode(responses, skip_special_tokens=True)
        return [float(good(style_of(text))) for text in texts]

    def reward(rows: list[Row]) -> torch.Tensor:
        # A Bernoulli variable's standard deviation is about 0.5.
        return (torch.tensor(as_wanted([response for _, response in rows])) - 0.5) / 0.5

    began, cpu = time.monotonic(), time.process_time()

    def show(stats: IterationStats) -> None:
        wanted = 0.5 + 0.5 * stats.score
        told = f"KL {stats.kl:.2f} ± {stats.kl_error:.2f}  entropy {stats.entropy:.2f}  length {stats.length:.0f}"
        seconds = "  ".join(f"{phase} {value:.1f} s" for phase, value in stats.seconds.items())
        print(
            f"{stats.iteration}: wanted {wanted:.2f}  {told}  mismatch {stats.max_mismatch:.0e}  {seconds}", flush=True
        )

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result = train_ppo(
            base,
            reward,
            prompts_of(base, 5, 300),
            sampler,
            PPOConfig(seed=options.seed),
            write_adapter=lambda adapter, path: save_file(base.state(adapter), path),
            checkpoint=folder / "ppo.safetensors",
            on_progress=show,
        )
        spent, computed = time.monotonic() - began, time.process_time() - cpu
        print(f"{spent:.0f} s, {computed:.0f} s of CPU; {result.alarm or 'no alarm'}")
        if result.state is None:
            return
        save_file(result.state, folder / "best")
        held_out = prompts_of(base, 6, 200)
        for title, file in (("version 0", None), (f"after {result.iteration} updates", folder / "best")):
            sampler.use(file)
            groups = sampler(held_out, n=1, temperature=0.7, max_tokens=160, seed=1)
            share = sum(as_wanted([group[0].response_ids for group in groups])) / len(groups)
            print(f"{title}: {share:.2f} of {len(groups)} held-out replies are as wanted")


if __name__ == "__main__":
    main()

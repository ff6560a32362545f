"""TRL's side of `test_ppo_step_like_trl.py`, in a process of its own: one update by its `PPOTrainer.train()`.

python -m tests.policy.with_trl FOLDER...

In each folder it reads `case.json` and `start.safetensors`, and leaves `end.safetensors` (weights, and under `moment.`
the running means of their gradients) and `told.json` (what the trainer logs). Its own are models, rewards, advantages,
losses and optimizer; given are the responses, their scores, and which of them are a minibatch.
"""

import json
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import torch
from datasets import Dataset
from peft import inject_adapter_in_model
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl.experimental.ppo import PPOConfig, PPOTrainer, ppo_trainer

from tests.bench.trl_side import lora, ppo_config, scalar

REWARD = ppo_trainer.get_reward


class Given:
    """What takes the place of sampling, of a reward model and of chance."""

    def __init__(self, case: dict[str, Any], judge: nn.Module) -> None:
        self.prompts = [prompt for prompt, _ in case["rows"]]
        self.responses = torch.tensor([response for _, response in case["rows"]])
        self.scores = torch.tensor(case["scores"])
        self.temperature = case["settings"]["temperature"]
        self.order = iter(case["order"])
        self.judge = judge
        self.numbers: list[int] = []

    def generation(self, model: Any, queries: Tensor, at_once: int, pad: int, config: Any) -> tuple[Tensor, Tensor]:
        """As `batch_generation`: prompts with responses, and the logits that these were drawn from."""
        self.numbers = [self.prompts.index(query[query != pad].tolist()) for query in queries]
        whole = torch.cat([queries, self.responses[self.numbers]], dim=1)
        logits = ppo_trainer.forward(model, whole, pad).logits[:, queries.shape[1] - 1 : -1]
        return whole, logits / (self.temperature + 1e-7)

    def reward(self, model: Any, whole: Tensor, pad: int, context: int) -> Any:
        """As `get_reward`, which gives the values, too."""
        return (None, self.scores[self.numbers], None) if model is self.judge else REWARD(model, whole, pad, context)

    def permutation(self, count: int) -> list[int]:
        """As NumPy's: an epoch's order, as places in the batch."""
        return [self.numbers.index(number) for number in next(self.order)]


def trained(policy: nn.Module, value: Any) -> dict[str, nn.Parameter]:
    """Every weight that learns, by the name that it has in attune's checkpoints."""
    named = {f"policy.{name}": weight for name, weight in policy.named_parameters()}
    named |= {f"value.base_model.model.{name}": weight for name, weight in value.named_parameters()}
    adapters = {name.replace(".default.", "."): weight for name, weight in named.items() if ".lora_" in name}
    return adapters | {f"head.{name}": weight for name, weight in value.score.named_parameters()}


def config_of(settings: dict[str, Any], rollouts: int, tokens: int, folder: Path) -> PPOConfig:
    """What the benchmark has of attune's settings, and what it leaves to TRL."""
    return ppo_config(
        settings,
        str(folder / "trainer"),
        rollouts,
        tokens,
        kl_coef=settings["kl_coef"],
        kl_estimator="k1",
        gamma=settings["gamma"],
        lam=settings["lam"],
        cliprange=settings["ratio_clip"],
        cliprange_value=settings["value_clip"],
        vf_coef=settings["value_coef"],
        lr_scheduler_type="constant",
    )


def update(folder: Path) -> None:
    """One iteration of TRL's training on what is in the folder."""
    case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    tokenizer = AutoTokenizer.from_pretrained(case["model"], padding_side="left")
    shape = {"rank": case["rank"]}
    value = scalar(case["model"])
    # attune's head has a bias, which TRL leaves to the model.
    value.score = nn.Linear(value.config.hidden_size, 1)
    value = inject_adapter_in_model(lora("SEQ_CLS", shape), value)
    value.score.requires_grad_(True)
    given = Given(case, judge=nn.Identity())
    trainer = PPOTrainer(
        args=config_of(case["settings"], len(case["rows"]), given.responses.shape[1], folder),
        processing_class=tokenizer,
        model=AutoModelForCausalLM.from_pretrained(case["model"], dtype=torch.float32),
        ref_model=None,
        reward_model=given.judge,
        value_model=value,
        train_dataset=Dataset.from_list([{"input_ids": prompt} for prompt in given.prompts]),
        peft_config=lora("CAUSAL_LM", shape),
    )
    weights = trained(trainer.policy_model, value)
    start = load_file(folder / "start.safetensors")
    assert weights.keys() == start.keys()
    with torch.no_grad():
        for name, weight in weights.items():
            weight.copy_(start[name])
    with (
        patch.object(ppo_trainer, "batch_generation", given.generation),
        patch.object(ppo_trainer, "get_reward", given.reward),
        patch.object(ppo_trainer.np.random, "permutation", given.permutation),
    ):
        trainer.train()
    moments = {f"moment.{name}": trainer.optimizer.state[weight]["exp_avg"] for name, weight in weights.items()}
    end = {name: weight.detach() for name, weight in weights.items()}
    save_file(end | moments, folder / "end.safetensors")
    (folder / "told.json").write_text(json.dumps(trainer.state.log_history[-1]), encoding="utf-8")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        update(Path(argument))

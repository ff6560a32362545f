"""TRL's side of `make bench-train`: its reward trainer, and its PPO trainer with the settings that attune has.

Where TRL's defaults cost it time on this machine, they are not used: no gradient checkpointing, no logging, no
debugging samples, all responses of an iteration generated as one batch.
"""

import json
import tempfile
import time
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset
from peft import LoraConfig, inject_adapter_in_model
from transformers import (
    AutoModelForCausalLM,
    AutoModelForSequenceClassification,
    AutoTokenizer,
    TrainerCallback,
)
from trl import RewardConfig, RewardTrainer
from trl.experimental.ppo import PPOConfig, PPOTrainer, ppo_trainer

from tests.bench.side_process import Pair, Turns, device, dtype, model_mib, serve

LINEARS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
QUIET: dict[str, Any] = {
    "report_to": "none",
    "disable_tqdm": True,
    "save_strategy": "no",
    "gradient_checkpointing": False,
    "bf16": False,
    "use_cpu": device() == "cpu",
}
SCORED_AT_ONCE = 50


def lora(task: str, settings: dict[str, Any]) -> LoraConfig:
    return LoraConfig(
        r=settings["rank"], lora_alpha=2 * settings["rank"], target_modules=LINEARS, task_type=task, lora_dropout=0.0
    )


def scalar(model: str) -> Any:
    """The base with one number as its head."""
    found = AutoModelForSequenceClassification.from_pretrained(model, num_labels=1, dtype=dtype())
    return found.to(device())


class Epochs(TrainerCallback):  # type: ignore[misc]
    """After each epoch, how long training took so far and how good the model is; measuring takes no time of it."""

    def __init__(self, tokenizer: Any, held_out: list[Pair]) -> None:
        self.tokenizer = tokenizer
        self.held_out = held_out
        self.begun = time.perf_counter()
        self.measured: list[dict[str, float]] = []

    def on_epoch_end(self, args: Any, state: Any, control: Any, **parts: Any) -> None:
        now = time.perf_counter()
        parts["model"].eval()
        accuracy = accuracy_of(parts["model"], self.tokenizer, self.held_out)
        parts["model"].train()
        self.measured.append({"seconds": now - self.begun, "accuracy": accuracy})
        self.begun += time.perf_counter() - now


@torch.no_grad()
def accuracy_of(model: Any, tokenizer: Any, pairs: list[Pair]) -> float:
    """The share of pairs whose chosen reply gets the higher score."""
    right = 0
    for begun in range(0, len(pairs), SCORED_AT_ONCE):
        some = pairs[begun : begun + SCORED_AT_ONCE]
        talks = [[*pair["messages"], said(pair[name])] for name in ("chosen", "rejected") for pair in some]
        ids = [tokenizer.apply_chat_template(talk, return_dict=False) for talk in talks]
        batch = tokenizer.pad({"input_ids": ids}, padding_side="right", return_tensors="pt").to(device())
        chosen, rejected = model(**batch).logits[:, 0].chunk(2)
        right += int((chosen > rejected).sum())
    return right / len(pairs)


def said(text: str) -> dict[str, str]:
    return {"role": "assistant", "content": text}


def reward(turns: Turns, *, model: str, pairs: str, settings: dict[str, Any]) -> dict[str, Any]:
    """Train a reward model; the base is in memory before."""
    given = json.loads(Path(pairs).read_text())
    torch.manual_seed(0)
    base, tokenizer = scalar(model), AutoTokenizer.from_pretrained(model)
    rows = [
        {"prompt": pair["messages"], "chosen": [said(pair["chosen"])], "rejected": [said(pair["rejected"])]}
        for pair in given["train"]
    ]
    with tempfile.TemporaryDirectory() as folder:
        epochs = Epochs(tokenizer, given["held_out"])
        config = RewardConfig(
            output_dir=folder,
            num_train_epochs=settings["epochs"],
            per_device_train_batch_size=settings["batch"],
            learning_rate=settings["learning_rate"],
            lr_scheduler_type=settings["schedule"],
            logging_strategy="no",
            **QUIET,
        )
        RewardTrainer(
            model=base,
            args=config,
            train_dataset=Dataset.from_list(rows),
            processing_class=tokenizer,
            callbacks=[epochs],
            peft_config=lora("SEQ_CLS", settings) if settings["rank"] else None,
        ).train()
    return {"epochs": epochs.measured}


class OneTurn(TrainerCallback):  # type: ignore[misc]
    """An iteration a turn, with its tokens and the time that generating them took."""

    def __init__(self, turns: Turns, iterations: int, end: int) -> None:
        self.turns = turns
        self.left = iterations
        self.end = end
        self.begun = self.rollout = 0.0
        self.tokens = 0
        self.result: dict[str, Any] = {}

    def on_train_begin(self, args: Any, state: Any, control: Any, **parts: Any) -> None:
        self.turns.give({})
        self.begun = time.perf_counter()

    def generated(self, model: Any, queries: torch.Tensor, *rest: Any) -> Any:
        """TRL's own `batch_generation`, timed, and the tokens up to each response's end counted."""
        begun = time.perf_counter()
        found = GENERATION(model, queries, *rest)
        self.rollout = time.perf_counter() - begun
        ends = (found[0][:, queries.shape[1] :] == self.end).long()
        ends_before = ends.cumsum(1) - ends
        self.tokens = int((ends_before == 0).sum())
        return found

    def on_step_end(self, args: Any, state: Any, control: Any, **parts: Any) -> None:
        seconds = time.perf_counter() - self.begun
        self.result = {"seconds": seconds, "tokens": self.tokens, "rollout": self.rollout}
        self.left -= 1
        if self.left:
            self.turns.give(self.result)
            self.begun = time.perf_counter()
        else:
            self.result["model_mib"] = model_mib()


GENERATION = ppo_trainer.batch_generation


def ppo_config(
    settings: dict[str, Any], folder: str, rollouts: int, tokens: int, *, iterations: int = 1, **more: Any
) -> PPOConfig:
    """attune's settings under TRL's names; an iteration's responses go through the models at once."""
    return PPOConfig(
        output_dir=folder,
        total_episodes=iterations * rollouts,
        # One optimizer step for each minibatch; with accumulation TRL takes fewer.
        per_device_train_batch_size=rollouts,
        gradient_accumulation_steps=1,
        num_mini_batches=rollouts // settings["minibatch"],
        local_rollout_forward_batch_size=rollouts,
        num_ppo_epochs=settings["epochs"],
        response_length=tokens,
        temperature=settings["temperature"],
        stop_token="eos",
        missing_eos_penalty=settings["missing_eos_penalty"],
        learning_rate=settings["learning_rate"],
        adam_epsilon=settings["adam_eps"],
        num_sample_generations=0,
        **more,
        **QUIET,
    )


def ppo(turns: Turns, *, model: str, pairs: str, settings: dict[str, Any], adapters: bool) -> dict[str, Any]:
    """PPO, an iteration a turn: adapters over the policy's and the value model's base, or all weights of both."""
    tokenizer = AutoTokenizer.from_pretrained(model, padding_side="left")
    prompts = [
        tokenizer.apply_chat_template(pair["messages"], add_generation_prompt=True, return_dict=False)
        for pair in json.loads(Path(pairs).read_text())["train"]
    ]
    policy, value = AutoModelForCausalLM.from_pretrained(model, dtype=dtype()).to(device()), scalar(model)
    if adapters:
        value = inject_adapter_in_model(lora("SEQ_CLS", settings), value)
        value.score.requires_grad_(True)
    turn = OneTurn(turns, settings["iterations"], tokenizer.eos_token_id)
    ppo_trainer.batch_generation = turn.generated
    with tempfile.TemporaryDirectory() as folder:
        PPOTrainer(
            args=ppo_config(
                settings, folder, settings["rollouts"], settings["max_tokens"], iterations=settings["iterations"]
            ),
            processing_class=tokenizer,
            model=policy,
            ref_model=None,
            reward_model=scalar(model).requires_grad_(False),
            value_model=value,
            train_dataset=Dataset.from_list([{"input_ids": ids} for ids in prompts]),
            callbacks=[turn],
            peft_config=lora("CAUSAL_LM", settings) if adapters else None,
        ).train()
    return turn.result


if __name__ == "__main__":
    serve({"reward": reward, "ppo": ppo})

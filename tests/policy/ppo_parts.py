"""A model so small that a whole PPO run takes a second, and what PPO needs around it."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import torch
from safetensors.torch import save_file
from transformers import Qwen3Config, Qwen3ForCausalLM

from feedback.base_model import BaseModel, LoraShape
from policy.ppo.experience import Row
from tests.policy.offline import OfflineSampler

VOCABULARY, END, CONTEXT = 24, 1, 64
SHAPE = LoraShape(4, 8)
PROMPTS = [[2 + number % 20, 3 + number % 7, 5] for number in range(12)]
TOKENIZER: Any = SimpleNamespace(eos_token_id=END)


def tiny_config(vocabulary: int, **special: int | None) -> Qwen3Config:
    """The shape of it, for so many tokens; `special` are the ids of tokens with a part of their own."""
    return Qwen3Config(
        vocab_size=vocabulary,
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=8,
        max_position_embeddings=CONTEXT,
        tie_word_embeddings=True,
        initializer_range=0.3,
        **special,
    )


def tiny_model() -> Any:
    """The same random weights each time."""
    config = tiny_config(VOCABULARY, eos_token_id=END, pad_token_id=0)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        return Qwen3ForCausalLM(config).eval()


def tiny_base() -> BaseModel:
    return BaseModel(tiny_model(), TOKENIZER, SHAPE)


def tiny_sampler() -> OfflineSampler:
    return OfflineSampler(tiny_model(), TOKENIZER, SHAPE)


def writer(base: BaseModel) -> Callable[[str, Path], None]:
    """Adapter files as the offline sampler reads them."""

    def write(name: str, path: Path) -> None:
        save_file(base.state(name), path)

    return write


def evenness(rows: list[Row]) -> torch.Tensor:
    """The reward: the share of even tokens, shifted and scaled as a reward model's would be."""
    shares = [sum(token % 2 == 0 for token in response) / len(response) for _, response in rows]
    return (torch.tensor(shares) - 0.5) / 0.3

"""A random model of 0.1 million parameters with the starter's tokenizer: real parts that train in a second."""

from pathlib import Path

import torch
from transformers import AutoTokenizer, Qwen3Config, Qwen3ForCausalLM

from feedback.base_model import BaseModel, LoraShape

STARTER = Path(__file__).parents[2] / "policy" / "starter" / "model"
SHAPE = LoraShape(rank=4, alpha=8)


def tiny_folder(folder: Path, context: int = 256) -> Path:
    """A Hugging Face folder of it, the same each time."""
    tokenizer = AutoTokenizer.from_pretrained(STARTER)
    config = Qwen3Config(
        vocab_size=3072,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=16,
        initializer_range=0.1,  # large enough that replies can be learned through the tied head
        max_position_embeddings=context,
        tie_word_embeddings=True,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        Qwen3ForCausalLM(config).float().save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def scrambled(base: BaseModel, name: str, seed: int = 1) -> None:
    """Give an adapter random weights, as if it had been trained: a new one changes nothing."""
    dice = torch.Generator().manual_seed(seed)
    state = base.state(name)
    base.set_state(name, {key: 0.3 * torch.randn(value.shape, generator=dice) for key, value in state.items()})

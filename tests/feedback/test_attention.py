"""Attention as matrix products, beside the library's own on whole models: what each does to its scores is done here."""

from typing import Any

import pytest
import torch
from transformers import AutoModelForCausalLM, Gemma2Config, MistralConfig, PretrainedConfig, Qwen3Config

from feedback.attention import NAME as CAUSAL_PRODUCTS

SMALL: dict[str, Any] = {
    "vocab_size": 64,
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 8,
    "max_position_embeddings": 64,
    "initializer_range": 0.3,  # large enough that scores reach the cap
}
CONFIGS = {
    "plain": Qwen3Config(**SMALL),
    "sliding window": MistralConfig(**SMALL, sliding_window=8),
    "cap, and a window in every other layer": Gemma2Config(**SMALL, sliding_window=8, attn_logit_softcapping=1.0),
}


@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS.keys())
def test_a_model_computes_what_it_does_with_the_librarys_own(config: PretrainedConfig) -> None:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = AutoModelForCausalLM.from_config(config, attn_implementation="eager").eval()
    tokens = torch.arange(24)[None]
    with torch.no_grad():
        expected = model(tokens).logits
        model.set_attn_implementation(CAUSAL_PRODUCTS)
        torch.testing.assert_close(model(tokens).logits, expected, rtol=0, atol=1e-4)

"""The shape of the starter model: a small Qwen3 that vLLM and transformers both know.

Qwen3 for its query-key norms, which keep training calm at a high learning rate. Embeddings are tied, because at
this size a second vocabulary matrix would cost as much as a layer. Left out: biases and dropout.
"""

from transformers import GenerationConfig, PreTrainedTokenizerFast, Qwen3Config

VOCAB_SIZE = 3072
CONTEXT = 2048


def starter_config(tokenizer: PreTrainedTokenizerFast) -> Qwen3Config:
    """The model's configuration, with the tokenizer's special tokens."""
    return Qwen3Config(
        vocab_size=VOCAB_SIZE,
        hidden_size=256,
        intermediate_size=768,
        num_hidden_layers=4,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=64,
        max_position_embeddings=CONTEXT,
        rope_parameters={"rope_type": "default", "rope_theta": 10_000.0},
        tie_word_embeddings=True,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        dtype="bfloat16",
    )


def starter_generation_config(tokenizer: PreTrainedTokenizerFast) -> GenerationConfig:
    """Defaults for whoever samples without saying how."""
    return GenerationConfig(
        do_sample=True,
        temperature=0.7,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )

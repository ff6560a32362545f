"""A base of two linear layers and adapter files for it, made with numpy."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from policy.adapters.base_facts import BaseFacts
from policy.adapters.file import write_adapter_file

Q, DOWN = "model.layers.0.self_attn.q_proj", "model.layers.0.mlp.down_proj"
SHAPES = {Q: (8, 4), DOWN: (4, 6)}
"""(out, in)."""
RANK = 2
CONFIG: dict[str, Any] = {
    "peft_type": "LORA",
    "task_type": "CAUSAL_LM",
    "r": RANK,
    "lora_alpha": 4,
    "target_modules": ["down_proj", "q_proj"],
    "bias": "none",
}
PROBE = {"prompt_token_ids": [[5, 6, 7]], "token_ids": [[8, 9]], "logprobs": [[-0.5, -1.25]]}


def weights(seed: int = 0) -> dict[str, "np.ndarray[Any, Any]"]:
    dice = np.random.default_rng(seed)
    linears = {f"{name}.weight": dice.normal(size=shape).astype("f4") for name, shape in SHAPES.items()}
    return linears | {
        "model.embed_tokens.weight": dice.normal(size=(32, 4)).astype("f4"),
        "model.norm.weight": np.ones(4, "f4"),
    }


def write_base(folder: Path, seed: int = 0) -> Path:
    """A folder that looks like a checkpoint; nothing loads it."""
    folder.mkdir(parents=True)
    config = {"model_type": "qwen3", "vocab_size": 32, "transformers_version": "5.19.0"}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "tokenizer.json").write_text("{}")
    save_file(weights(seed), folder / "model.safetensors")
    return folder


def tensors(rank: int = RANK, seed: int = 0) -> dict[str, "np.ndarray[Any, Any]"]:
    dice = np.random.default_rng(seed)
    found = {}
    for name, (out, into) in SHAPES.items():
        found[f"base_model.model.{name}.lora_A.weight"] = dice.normal(size=(rank, into)).astype("f4")
        found[f"base_model.model.{name}.lora_B.weight"] = dice.normal(size=(out, rank)).astype("f4")
    return found


def facts(base: BaseFacts, /, **changes: Any) -> dict[str, Any]:
    plain = {"parent": 0, "base": {"model": base.model, "sha256": base.sha256}, "method": "ppo"}
    return plain | {"votes": ["fb-1", "fb-2"], "metrics": {"kl": 1.5}} | changes


def write_adapter(path: Path, base: BaseFacts, /, *, seed: int = 0, **changes: Any) -> Path:
    """A good adapter file; `changes` are to the learner's facts."""
    write_adapter_file(path, tensors(seed=seed), CONFIG, facts(base, **changes), PROBE)
    return path

"""From an adapter in memory to the adapter file, and back.

The file carries a probe: a few prompts, and continuations with the logprobs that this adapter gives them here, so that
whoever serves it can prove that it serves this adapter on this base. The continuations are sampled at temperature 1
from the adapter itself with a fixed seed: a greedy continuation has likelier tokens, whose logprobs would differ too
little between two adapters. Left out: merging adapters into the base.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from safetensors.torch import load_file

from feedback.base_model import BaseModel
from policy.adapters.file import BadAdapterError, read_adapter_file, write_adapter_file
from policy.adapters.local_sampling import sampled_replies

PROBE_QUESTIONS = (
    "Hello! How are you today?",
    "What is the capital of France?",
    "Tell me a short story about a lighthouse.",
    "How do I learn to cook?",
)
PROBE_TOKENS = 16
PROBE_SEED = 20_170_707


def write_policy(
    base: BaseModel,
    name: str,
    path: Path,
    manifest: Mapping[str, Any],
    probe_prompts: Sequence[list[int]] | None = None,
) -> None:
    """Write the adapter `name` as an adapter file, whole or not at all.

    manifest: the learner's facts (`policy.registry.manifests.Facts`). probe_prompts: token ids; by default
    `PROBE_QUESTIONS`.
    Raises `BadAdapterError` if they are no facts or the adapter is not finite, and `OSError`.
    """
    state = base.state(name)
    broken = sorted(key for key, tensor in state.items() if not tensor.isfinite().all())
    if broken:
        raise BadAdapterError(f"{broken[0]} has NaN or infinite values")
    prompts = probe_prompts or [base.prompt_ids([{"role": "user", "content": text}]) for text in PROBE_QUESTIONS]
    tensors = {key: tensor.float().cpu().numpy() for key, tensor in state.items()}
    write_adapter_file(path, tensors, base.config(name), manifest, probe_of(base, name, prompts))


def load_policy(base: BaseModel, name: str, path: Path) -> None:
    """Add the adapter of an adapter file to the base under `name`.

    Raises `BadAdapterError` where it is no adapter of the base's shape, `ValueError` if the name is taken.
    """
    shape = read_adapter_file(path).config
    if (shape["r"], shape["lora_alpha"]) != (base.shape.rank, base.shape.alpha):
        raise BadAdapterError(
            f"it has rank {shape['r']} and alpha {shape['lora_alpha']}, and not those of {base.shape}"
        )
    base.add(name)
    try:
        base.set_state(name, load_file(path))
    except (ValueError, RuntimeError) as error:
        base.remove(name)
        raise BadAdapterError(f"it does not fit this base: {str(error).splitlines()[0]}") from None


def probe_of(base: BaseModel, name: str, prompts: Sequence[list[int]]) -> dict[str, list[list[Any]]]:
    """The probe: each prompt's continuation under the adapter and its logprobs at temperature 1, in nats."""
    replies = sampled_replies(base, name, prompts, max_tokens=PROBE_TOKENS, seed=PROBE_SEED)
    return {
        "prompt_token_ids": [reply.prompt_ids for reply in replies],
        "token_ids": [reply.response_ids for reply in replies],
        "logprobs": [reply.sampled_logprobs for reply in replies],
    }

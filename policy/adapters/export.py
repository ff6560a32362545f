"""A policy version as a model of its own: the base with the adapter merged in, in a plain Hugging Face folder.

W' = W + scaling * B A (Hu et al. 2021, arXiv 2106.09685, equation 3), in float32, and rounded once to the type that the
base is stored in. It goes file by file, one of the base's weight files in memory at a time, and needs no model
class: `check_adapter` has let in only adapters on weights that are in these files under the same names. What else
the base's folder holds (tokenizer, chat template, generation defaults, licence) goes along as it is, but for its
README; `attune.json` says what the model is and where it came from.

Rounding to bfloat16 cost 2e-5 nats per token on the starter. `float32` costs nothing, at twice the size, and
has to be asked of vLLM again (`--dtype float32`): left to itself, it rounds such weights when it loads them.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from policy.adapters.base_facts import BaseFacts, weight_files
from policy.adapters.file import ADAPTER_FILE, HALVES, PREFIX, read_adapter_file
from policy.files import aside_of, settle, sync
from policy.registry.manifests import Base, Manifest, as_json
from policy.registry.reading import folder_of, sha256_of

INDEX_FILE = "model.safetensors.index.json"
ABOUT_FILE = "attune.json"
WEIGHTS = frozenset({".safetensors", ".bin", ".pt", ".pth", ".pkl", ".ckpt", ".gguf", ".h5", ".msgpack", ".onnx"})


class ExportError(ValueError):
    """The version cannot be exported; the message is one line that says why."""


def export_policy(
    registry: Path,
    manifest: Manifest,
    model: Path,
    out: Path,
    *,
    float32: bool = False,
    chat_template: Path | None = None,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> None:
    """Write the version of `manifest`, of the registry in folder `registry`, merged into the base in folder `model`.

    `out` is a new folder, there when it is whole. `on_progress` is told how many of the weight files are done.
    Raises `ExportError`, `BadCheckpointError` for the base, and `OSError`.
    """
    adapter = _checked(registry, manifest, model, out)
    aside = aside_of(out)
    shutil.rmtree(aside, ignore_errors=True)
    try:
        aside.mkdir(parents=True)
        _copy_rest(model, aside, chat_template)
        shards = weight_files(model)
        size = 0
        for done, shard in enumerate(shards):
            on_progress(done, len(shards))
            size += _merge_shard(shard, adapter, aside / shard.name, float32)
        on_progress(len(shards), len(shards))
        _correct_json(aside, size, float32)
        (aside / ABOUT_FILE).write_bytes(_about(manifest))
        for file in aside.iterdir():
            sync(file)
        sync(aside)
        settle(aside, out)
    except SafetensorError as error:
        raise ExportError(f"the weights cannot be written: {error}") from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _checked(registry: Path, manifest: Manifest, model: Path, out: Path) -> Path | None:
    """The version's adapter file, None for version 0, after all that could be wrong with it, the base and `out`."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ExportError(f"{out} is there already; name a new folder")
    base = BaseFacts.of(model)
    if base.sha256 != manifest.base.sha256:
        given = Base(model=base.model, sha256=base.sha256)
        raise ExportError(f"version {manifest.version} belongs to {manifest.base}, and {model} is {given}")
    if manifest.version == 0:
        return None
    if manifest.pruned:
        raise ExportError(f"the weights of version {manifest.version} were pruned")
    file = folder_of(registry, manifest.version) / ADAPTER_FILE
    if sha256_of(file) != manifest.adapter_sha256:
        raise ExportError(f"{file} is missing or is not what was published")
    return file


def _merge_shard(shard: Path, adapter: Path | None, out: Path, float32: bool) -> int:
    """Write one of the base's weight files with the adapter in it; the number of bytes of its tensors."""
    with safe_open(shard, framework="pt") as file:
        metadata = file.metadata() or {}
        weights: dict[str, Tensor] = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    if adapter is not None:
        found = read_adapter_file(adapter)
        with safe_open(adapter, framework="pt") as halves:
            for module in found.modules():
                name = f"{module}.weight"
                if name in weights:
                    a, b = (halves.get_tensor(f"{PREFIX}{module}{half}") for half in HALVES)
                    merged = weights[name].float() + found.scaling * (b @ a)  # (out, in)
                    weights[name] = merged if float32 else merged.to(weights[name].dtype)
    if float32:
        weights = {name: tensor.float() if tensor.is_floating_point() else tensor for name, tensor in weights.items()}
    save_file(weights, out, metadata)
    shutil.copymode(shard, out)  # safetensors writes for the owner alone
    return sum(tensor.numel() * tensor.element_size() for tensor in weights.values())


def _copy_rest(model: Path, out: Path, chat_template: Path | None) -> None:
    """The base's other files, and the chat template that is served in place of the base's own, if one is."""
    for file in model.iterdir():
        if file.is_file() and not file.name.startswith((".", "README")) and file.suffix not in WEIGHTS:
            shutil.copyfile(file, out / file.name)
    if chat_template is not None:
        shutil.copyfile(chat_template, out / "chat_template.jinja")


def _correct_json(out: Path, size: int, float32: bool) -> None:
    """What the copied files say of the weights' type and size."""
    if not float32:
        return
    config = json.loads((out / "config.json").read_text(encoding="utf-8"))
    config.pop("torch_dtype", None)
    config["dtype"] = str(torch.float32).removeprefix("torch.")
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    if (out / INDEX_FILE).is_file():
        index = json.loads((out / INDEX_FILE).read_text(encoding="utf-8"))
        index["metadata"] = index.get("metadata", {}) | {"total_size": size}
        (out / INDEX_FILE).write_text(json.dumps(index, indent=2) + "\n", encoding="utf-8")


def _about(manifest: Manifest) -> bytes:
    """The manifest, without the ids of people's votes: a model may travel further than they should."""
    plain = json.loads(as_json(manifest))
    plain |= {"votes": len(manifest.votes), "rows": len(manifest.rows)}
    return json.dumps(plain, indent=1).encode() + b"\n"

"""The adapter file: how a policy travels from the learner to the server, and how it is kept.

One safetensors file holds PEFT's tensors under PEFT's names and, in its metadata under `attune`, a JSON text:

    {"adapter_config": PEFT's adapter_config.json,
     "manifest": the learner's facts (`policy.registry.manifests.Facts`),
     "probe": {"prompt_token_ids", "token_ids", "logprobs"} or null}

The probe is a few prompts, a continuation each, and the learner's own temperature-1 logprobs of the continuations
under this adapter, so that whoever serves it can prove that it serves this. A rollout policy may do without.

An adapter from elsewhere is not trusted: `check_adapter` reads it without running anything (safetensors, never pickle)
and refuses what the base cannot take or the engine cannot serve. Only plain LoRA on linear layers passes, in float32:
any setting of PEFT's that changes the mathematics, and is not known here, must be off.
"""

import json
import math
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from policy.adapters.base_facts import BaseFacts
from policy.files import aside_of, settle, sync, write_file
from policy.registry.manifests import STRICT, Facts, as_json, check_plain, parse_json, read

__all__ = [
    "ADAPTER_FILE",
    "CONFIG_FILE",
    "PROBE_FILE",
    "AdapterFile",
    "BadAdapterError",
    "BaseFacts",
    "Probe",
    "check_adapter",
    "read_adapter_file",
    "unpack",
    "write_adapter_file",
]

ADAPTER_FILE = "adapter_model.safetensors"
CONFIG_FILE = "adapter_config.json"
PROBE_FILE = "probe.json"

MAX_RANK = 64
"""The highest rank that is taken where the engine's own limit is not known."""
MAX_PROBE_PROMPTS = 64
MAX_PROBE_TOKENS = 16_384

PREFIX = "base_model.model."
HALVES = (".lora_A.weight", ".lora_B.weight")
# Settings of PEFT's that are read here, or make no difference to a trained plain LoRA on linear layers.
KNOWN = frozenset({"peft_type", "task_type", "r", "lora_alpha", "target_modules", "use_rslora", "init_lora_weights"})
WITHOUT_EFFECT = frozenset(
    {
        "base_model_name_or_path",
        "inference_mode",
        "lora_dropout",
        "megatron_config",
        "megatron_core",
        "peft_version",
        "qalora_group_size",
        "revision",
    }
)
# Pickles as PyTorch writes them: a zip archive, or the bare stream of protocol 2 and later.
PICKLE_STARTS = (b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")


class BadAdapterError(ValueError):
    """The adapter cannot be taken; the message is one line that says why."""


@dataclass(frozen=True)
class Probe:
    """Prompts, continuations and the learner's logprobs of them: three lists of equal length."""

    __pydantic_config__ = STRICT

    prompt_token_ids: list[list[int]]
    token_ids: list[list[int]]
    logprobs: list[list[float]]
    """In nats, one for each token of `token_ids`."""

    def __post_init__(self) -> None:
        count = len(self.prompt_token_ids)
        if not 1 <= count <= MAX_PROBE_PROMPTS or len(self.token_ids) != count or len(self.logprobs) != count:
            raise ValueError(f"needs 1 to {MAX_PROBE_PROMPTS} prompts with a continuation and its logprobs each")
        if not all(self.prompt_token_ids) or not all(self.token_ids):
            raise ValueError("has an empty prompt or continuation")
        if [len(row) for row in self.token_ids] != [len(row) for row in self.logprobs]:
            raise ValueError("does not have one logprob for each token")
        tokens = [token for rows in (self.prompt_token_ids, self.token_ids) for row in rows for token in row]
        if len(tokens) > MAX_PROBE_TOKENS or min(tokens) < 0:
            raise ValueError(f"has negative token ids, or more than {MAX_PROBE_TOKENS:,} tokens")
        if any(not math.isfinite(value) or value > 1e-4 for row in self.logprobs for value in row):
            raise ValueError("has a logprob that is above 0 or not finite")

    @property
    def highest_token(self) -> int:
        """The largest token id."""
        return max(max(row) for rows in (self.prompt_token_ids, self.token_ids) for row in rows)


@dataclass(frozen=True)
class AdapterFile:
    """What an adapter file says of itself."""

    config: dict[str, Any]
    """PEFT's `adapter_config.json`."""
    manifest: Facts
    probe: Probe | None
    tensors: dict[str, tuple[int, ...]]
    """Shapes by name."""

    @property
    def rank(self) -> int:
        """r, the size between A and B."""
        return int(self.config["r"])

    @property
    def scaling(self) -> float:
        """What B A is multiplied with before it is added to a weight."""
        below = math.sqrt(self.rank) if self.config.get("use_rslora") else self.rank
        return float(self.config["lora_alpha"]) / below

    def modules(self) -> list[str]:
        """The linear layers that have an adapter, under the base's names."""
        ending = HALVES[0]
        return [name.removeprefix(PREFIX).removesuffix(ending) for name in self.tensors if name.endswith(ending)]


def write_adapter_file(
    path: Path,
    tensors: Mapping[str, "np.ndarray[Any, Any]"],
    config: Mapping[str, Any],
    manifest: Mapping[str, Any],
    probe: Mapping[str, Any] | None,
) -> None:
    """Write float32 tensors under PEFT's names, and what belongs to them as JSON; whole or not at all.

    Raises `BadAdapterError` where a part is not what `read_adapter_file` would take, and `OSError`.
    """
    try:
        header = {"adapter_config": dict(config), "manifest": dict(manifest), "probe": dict(probe) if probe else None}
        check_plain(header)
        text = json.dumps(header)
        _header_of(text)
    except (ValueError, TypeError) as error:
        raise BadAdapterError(f"this would be no adapter: {error}") from None
    for name, values in tensors.items():
        if values.dtype != np.float32:
            raise BadAdapterError(f"{name} is {values.dtype}; an adapter's tensors are float32")
    aside = aside_of(path)
    try:
        save_file({name: np.ascontiguousarray(values) for name, values in tensors.items()}, aside, {"attune": text})
        sync(aside)
        settle(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def read_adapter_file(path: Path) -> AdapterFile:
    """What the file says, without its weights. Raises `BadAdapterError`, and `OSError` where it cannot be read."""
    with _opened(path) as file:
        shapes = {name: tuple(file.get_slice(name).get_shape()) for name in file.keys()}  # noqa: SIM118
        text = (file.metadata() or {}).get("attune")
    if text is None:
        raise BadAdapterError("it is a safetensors file without attune's metadata")
    try:
        config, manifest, probe = _header_of(text)
    except ValueError as error:
        raise BadAdapterError(f"its metadata is not what it should be: {error}") from None
    return AdapterFile(config, manifest, probe, shapes)


def check_adapter(path: Path, base: BaseFacts, max_rank: int = MAX_RANK) -> AdapterFile:
    """Read an adapter file and every number in it, and raise `BadAdapterError` unless `base` can be served with it."""
    found = read_adapter_file(path)
    theirs = found.manifest.base
    if theirs.sha256 != base.sha256:
        raise BadAdapterError(
            f"it was trained on {theirs}, and the base model here is {base.model} ({base.sha256[:12]})"
        )
    _check_config(found.config, max_rank)
    _check_shapes(found, base)
    if found.probe and base.vocabulary is not None and found.probe.highest_token >= base.vocabulary:
        raise BadAdapterError(f"its probe has token {found.probe.highest_token}; the base has {base.vocabulary}")
    with _opened(path) as file:
        for name in found.tensors:
            if (dtype := file.get_slice(name).get_dtype()) != "F32":
                raise BadAdapterError(f"{name} is {dtype}; an adapter's tensors are F32")
            if not np.isfinite(file.get_tensor(name)).all():
                raise BadAdapterError(f"{name} has NaN or infinite values")
    return found


def unpack(path: Path, folder: Path) -> None:
    """Make PEFT's folder of an adapter file, which PEFT and vLLM load; on disk when this returns.

    The weights are the adapter file itself: its metadata bothers nobody, and it can go on travelling from there.
    """
    found = read_adapter_file(path)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, folder / ADAPTER_FILE)
    sync(folder / ADAPTER_FILE)
    write_file(folder / CONFIG_FILE, json.dumps(found.config, indent=1).encode())
    if found.probe:
        write_file(folder / PROBE_FILE, as_json(found.probe))
    sync(folder)


def read_probe(folder: Path) -> Probe | None:
    """The probe of an unpacked adapter, if it has one."""
    file = folder / PROBE_FILE
    return read(Probe, file.read_bytes()) if file.is_file() else None


def _opened(path: Path) -> Any:
    """The file as safetensors reads it, which checks that its size is what its header promises."""
    with path.open("rb") as file:
        if file.read(4).startswith(PICKLE_STARTS):
            raise BadAdapterError("it is a pickle, which can run any code when it is loaded; an adapter is safetensors")
    try:
        return safe_open(path, framework="numpy")
    except SafetensorError as error:
        raise BadAdapterError(f"it is not a safetensors file, or is cut short ({error})") from None


def _header_of(text: str) -> tuple[dict[str, Any], Facts, Probe | None]:
    """The three parts of the metadata. Raises `ValueError`."""
    header = parse_json(text)
    if not isinstance(header, dict) or set(header) != {"adapter_config", "manifest", "probe"}:
        raise ValueError("it must have adapter_config, manifest and probe")
    config, manifest, probe = header["adapter_config"], header["manifest"], header["probe"]
    if not isinstance(config, dict):
        raise ValueError("adapter_config must be an object")
    try:
        facts = read(Facts, json.dumps(manifest))
    except ValueError as error:
        raise ValueError(f"manifest.{error}") from None
    try:
        return config, facts, None if probe is None else read(Probe, json.dumps(probe))
    except ValueError as error:
        raise ValueError(f"probe: {error}") from None


def _check_config(config: Mapping[str, Any], max_rank: int) -> None:
    """Is this plain LoRA of a rank that the engine has room for?"""
    kind, task = config.get("peft_type"), config.get("task_type")
    if kind != "LORA" or task != "CAUSAL_LM":
        raise BadAdapterError(f"it is {kind} for {task}; only LORA for CAUSAL_LM can be served")
    for name, least in (("r", 1), ("lora_alpha", 0)):
        value = config.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or value < least:
            raise BadAdapterError(f"its {name} is {value!r}")
    rank = config["r"]
    if not isinstance(rank, int) or rank > max_rank:
        raise BadAdapterError(f"its rank is {rank}; the engine takes at most {max_rank}")
    targets = config.get("target_modules")
    if not isinstance(targets, list) or not targets or not all(isinstance(name, str) and name for name in targets):
        raise BadAdapterError("its target_modules is not a list of names")
    for name in ("use_rslora", "init_lora_weights"):
        if not isinstance(config.get(name, False), bool):
            raise BadAdapterError(f"its {name} is {config[name]!r}, which cannot be served; only true or false can")
    for name, value in config.items():
        if name not in KNOWN | WITHOUT_EFFECT and value and (name, value) != ("bias", "none"):
            raise BadAdapterError(f"its setting {name} is {value!r}, which cannot be served")


def _check_shapes(found: AdapterFile, base: BaseFacts) -> None:
    """Does every tensor fit a linear layer of the base, and has every target its layers?"""
    rank, targets = found.rank, found.config["target_modules"]
    used = set()
    for name, shape in found.tensors.items():
        module, half = _split(name)
        if half is None or module not in base.linears:
            raise BadAdapterError(f"{name} belongs to no linear layer of {base.model}")
        target = next((end for end in targets if module == end or module.endswith(f".{end}")), None)
        if target is None:
            raise BadAdapterError(f"{name} is of no module in target_modules")
        used.add(target)
        out, into = base.linears[module]
        fits = (rank, into) if half == HALVES[0] else (out, rank)
        if shape != fits:
            raise BadAdapterError(f"{name} is {_by(shape)}; for {base.model} and rank {rank} it must be {_by(fits)}")
        partner = f"{PREFIX}{module}{HALVES[half == HALVES[0]]}"
        if partner not in found.tensors:
            raise BadAdapterError(f"{name} has no {partner}")
    if missing := sorted(set(targets) - used):
        raise BadAdapterError(f"it has no tensors for its target module {missing[0]}")


def _split(name: str) -> tuple[str, str | None]:
    """A tensor's module under the base's name, and which half of the adapter it is."""
    half = next((half for half in HALVES if name.startswith(PREFIX) and name.endswith(half)), None)
    return name.removeprefix(PREFIX).removesuffix(half or ""), half


def _by(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape)) or "a number"

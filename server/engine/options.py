"""What vLLM's engine is told: attune's own choices, and under them the options that the person passed through.

    Settings -> engine_arguments() -> AsyncEngineArgs -> Engine

Values are read by vLLM's own command-line parser, so that an option here means exactly what it means in vLLM's
documentation. The choices made here suit a chat server that shares its machine and learns: a KV cache of a stated
size and not most of the memory, safetensors only, sampled logprobs, priorities, adapters, no usage statistics.
"""

import json
import logging
import math
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import psutil
from vllm.engine.arg_utils import AsyncEngineArgs
from vllm.model_executor.models import ModelRegistry, supports_lora
from vllm.platforms import current_platform
from vllm.utils.argparse_utils import FlexibleArgumentParser
from vllm.utils.cpu_resource_utils import get_cgroup_memory_limit

from server.engine.one_process import OneProcess, has_few_cores
from server.settings import STARTER, Settings, SettingsError

log = logging.getLogger("attune")

GIB = 1024**3
STARTER_KV_GIB = 0.5
# Sequences that run at once: users' streams and, below them in the queue, the learner's rollouts.
MAX_RUNNING = 128
# Adapters that one batch may mix: live, the one before, canary, a candidate on trial, and the learner's rollout
# policy beside the one that it replaces.
MAX_ADAPTERS = 6
# Adapters in memory; those beyond a batch's wait for their turn.
MAX_KEPT_ADAPTERS = 12
ADAPTER_RANK = 16


class _Refusing(FlexibleArgumentParser):
    """vLLM's parser, raising where argparse would exit the process."""

    def error(self, message: str) -> None:
        raise SettingsError(f"--engine: {' '.join(message.removeprefix('argument --').split())}")


@cache
def _parser() -> Any:
    return AsyncEngineArgs.add_cli_args(_Refusing(prog="attune serve", add_help=False))


def engine_option_names() -> frozenset[str]:
    """The names of all engine options, with underscores."""
    return frozenset(
        flag.removeprefix("--").replace("-", "_")
        for action in _parser()._actions
        for flag in action.option_strings
        if flag.startswith("--") and not flag.startswith("--no-")
    )


def engine_arguments(settings: Settings) -> Any:
    """The engine's arguments. Raises `SettingsError` naming an option whose value vLLM cannot read."""
    arguments = AsyncEngineArgs.from_cli_args(_parser().parse_args(_spell(settings.engine)))
    given = set(settings.engine)
    chosen = _choices(settings)
    if "kv_cache_memory_bytes" in given or "gpu_memory_utilization" in given:
        chosen.pop("kv_cache_memory_bytes", None)
        chosen.pop("gpu_memory_utilization", None)
    for name, value in chosen.items():
        if name not in given:
            setattr(arguments, name, value)
    if "enable_lora" not in given and (architecture := _without_adapters(arguments)) is not None:
        log.warning("vLLM serves %s without adapters: enable_lora is off", architecture)
        arguments.enable_lora = False
    alone = arguments.tensor_parallel_size == arguments.pipeline_parallel_size == 1
    if current_platform.is_cpu() and alone and has_few_cores() and "distributed_executor_backend" not in given:
        arguments.distributed_executor_backend = OneProcess
    if arguments.enable_lora and current_platform.is_cpu() and not arguments.enforce_eager:
        raise SettingsError(
            "--engine.enforce-eager false: on a CPU, adapters need an eager engine; to serve the base model alone,"
            " add --engine.enable-lora false"
        )
    if arguments.enable_lora:
        # Room for the adapters of one batch at least, whoever chose how many those are.
        arguments.max_cpu_loras = max(arguments.max_cpu_loras or 0, arguments.max_loras)
    return arguments


def _choices(settings: Settings) -> dict[str, Any]:
    """What attune chooses where the person did not."""
    on_cpu = current_platform.is_cpu()
    starter = settings.model == STARTER
    choices: dict[str, Any] = {
        "model": settings.model_path,
        "served_model_name": [settings.served_name],
        # A pickle runs code when it is loaded; vLLM would fall back to one.
        "load_format": "safetensors",
        # The stored logprobs are those of the distribution that was sampled from.
        "logprobs_mode": "processed_logprobs",
        "scheduling_policy": "priority",
        "enable_prefix_caching": True,
        "enable_lora": True,
        "max_loras": MAX_ADAPTERS,
        "max_cpu_loras": MAX_KEPT_ADAPTERS,
        "max_lora_rank": ADAPTER_RANK,
        "max_num_seqs": MAX_RUNNING,
        # Compiling takes tens of seconds at start and gains a small model little on a CPU.
        "enforce_eager": on_cpu,
        "enable_log_requests": False,
        # Ctrl-C and service managers signal all processes at once: the engine must last as long as the server drains.
        "shutdown_timeout": max(1, math.ceil(settings.drain_seconds)),
        "use_tqdm_on_load": False,
        "dtype": "float32" if starter and on_cpu else "auto",
    }
    if settings.max_model_len is not None:
        choices["max_model_len"] = settings.max_model_len
    if settings.reasoning_parser is not None:
        choices["reasoning_parser"] = settings.reasoning_parser
    if settings.kv_cache_gib is not None:
        choices["kv_cache_memory_bytes"] = int(settings.kv_cache_gib * GIB)
    elif starter:
        choices["kv_cache_memory_bytes"] = int(STARTER_KV_GIB * GIB)
    elif on_cpu:
        # An eighth of the memory: the weights, the web server and the learner live here too.
        choices["kv_cache_memory_bytes"] = max(GIB // 2, _memory() // 8)
    else:
        # The learner trains on the same GPU unless it is given another.
        choices["gpu_memory_utilization"] = 0.7
    return choices


def _without_adapters(arguments: Any) -> str | None:
    """The model's architecture if vLLM cannot serve adapters on it: its worker would fail, after half a minute.

    None also where that cannot be told; what vLLM does not know at all, it says in its own words.
    """
    if arguments.model_impl == "transformers":
        return None
    try:
        config = json.loads((Path(arguments.model) / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    known = [name for name in config.get("architectures") or () if name in ModelRegistry.models]
    with suppress(ImportError):
        # vLLM takes the first that it knows.
        if known and not supports_lora(ModelRegistry.models[known[0]].load_model_cls()):
            return str(known[0])
    return None


def _memory() -> int:
    """Bytes of memory: the machine's, or what the container may have of it."""
    total = int(psutil.virtual_memory().total)
    return min(total, get_cgroup_memory_limit() or total)


def _spell(options: Mapping[str, Any]) -> list[str]:
    """Options as vLLM's command line has them: `--enforce-eager`, `--no-enforce-eager`, `--tensor-parallel-size=2`.

    A file may also have tables, which are JSON there, and lists, which are several words.
    """
    flags = {flag for action in _parser()._actions for flag in action.option_strings}
    words = []
    for name, value in options.items():
        flag = name.replace("_", "-")
        said = str(value).lower()
        if said in ("true", "false") and f"--no-{flag}" in flags:
            words.append(f"--{flag}" if said == "true" else f"--no-{flag}")
        elif isinstance(value, Mapping):
            words.append(f"--{flag}={json.dumps(value, default=str)}")
        elif isinstance(value, list):
            words += [f"--{flag}", *map(str, value)]
        else:
            words.append(f"--{flag}={value}")
    return words

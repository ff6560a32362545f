"""What vLLM is told: the options of a file, by its own parser, and what is chosen for model and machine. No engine."""

import json
import logging
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from server.engine import one_process as one_process_module
from server.engine import options
from server.engine.one_process import OneProcess
from server.engine.options import GIB, engine_arguments
from server.settings import SettingsError, load_settings


def arguments(folder: Path, options: str) -> Any:
    """What vLLM is told where attune.toml has these options."""
    file = folder / "attune.toml"
    file.write_text(f"[engine]\n{options}\n")
    return engine_arguments(load_settings({"config": str(file)}, {}))


def test_a_table_in_the_file_is_the_json_that_vllm_reads(tmp_path: Path) -> None:
    told = arguments(tmp_path, "[engine.override-generation-config]\ntemperature = 0.5\nstop = ['a b']")
    assert told.override_generation_config == {"temperature": 0.5, "stop": ["a b"]}
    nested = arguments(tmp_path, "compilation-config = {mode = 0, custom_ops = ['none']}").compilation_config
    assert (nested.mode, nested.custom_ops) == (0, ["none"])


def test_a_list_in_the_file_is_several_values(tmp_path: Path) -> None:
    assert arguments(tmp_path, "ignore-patterns = ['original/**', 'a b']").ignore_patterns == ["original/**", "a b"]


def test_switches_numbers_and_text_mean_what_they_mean_on_the_command_line(tmp_path: Path) -> None:
    told = arguments(tmp_path, "enable-lora = false\nenforce-eager = 'true'\nmax-num-seqs = 4\nseed = '7'")
    assert (told.enable_lora, told.enforce_eager, told.max_num_seqs, told.seed) == (False, True, 4, 7)


def test_a_value_that_vllm_cannot_read_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        arguments(tmp_path, "compilation-config = {mode = 'fast'}")
    assert str(caught.value).startswith("--engine: compilation-config")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("limit", "gib"), [(None, 8), (16 * GIB, 2), (2 * GIB, 0.5), (1024 * GIB, 8)])
def test_the_kv_cache_is_an_eighth_of_what_the_container_may_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int | None, gib: float
) -> None:
    monkeypatch.setattr(options.psutil, "virtual_memory", lambda: SimpleNamespace(total=64 * GIB))
    monkeypatch.setattr(options, "get_cgroup_memory_limit", lambda: limit)
    monkeypatch.setattr(options.current_platform, "is_cpu", lambda: True)
    assert told(model_of(tmp_path, "Qwen3ForCausalLM")).kv_cache_memory_bytes == gib * GIB


def test_a_model_that_takes_no_adapters_is_served_without(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "attune")
    for architecture, takes in (("Qwen3ForCausalLM", True), ("FalconForCausalLM", False), ("NoSuchModel", True)):
        caplog.clear()
        folder = model_of(tmp_path / architecture, architecture)
        assert told(folder).enable_lora is takes
        assert [record.getMessage() for record in caplog.records] == (
            [] if takes else ["vLLM serves FalconForCausalLM without adapters: enable_lora is off"]
        )


def test_adapters_that_a_person_asked_for_are_left_to_vllm(tmp_path: Path) -> None:
    folder = model_of(tmp_path, "FalconForCausalLM")
    assert told(folder, enable_lora="true").enable_lora is True
    assert told(folder, enable_lora="false").enable_lora is False
    assert told(folder, model_impl="transformers").enable_lora is True


def model_of(folder: Path, architecture: str) -> Path:
    """A model's folder, as far as it is looked at before the engine."""
    folder.mkdir(exist_ok=True)
    (folder / "config.json").write_text(json.dumps({"architectures": [architecture]}))
    return folder


def told(model: Path, **engine: str) -> Any:
    """What vLLM is told of a model."""
    return engine_arguments(load_settings({"model": str(model), "engine": engine}, {}))


@pytest.mark.parametrize(
    ("cores", "given", "one_process"),
    [
        (2, "", True),
        (4, "", False),
        (2, "tensor-parallel-size = 2", False),
        (2, "distributed-executor-backend = 'mp'", False),
    ],
)
def test_with_two_cores_the_engine_is_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int, given: str, one_process: bool
) -> None:
    monkeypatch.setattr(options.current_platform, "is_cpu", lambda: True)
    monkeypatch.setattr(one_process_module.psutil, "cpu_count", lambda logical: cores)
    monkeypatch.setattr(one_process_module.os, "sched_getaffinity", lambda _: range(64), raising=False)
    assert (arguments(tmp_path, given).distributed_executor_backend is OneProcess) is one_process

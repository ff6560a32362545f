"""Engine options as a file has them, in what vLLM is told; vLLM's own parser reads them, and no engine is started."""

from pathlib import Path
from typing import Any

import pytest

from server.engine.options import engine_arguments
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

"""The README's commands, run as they stand there: blocks marked `bash` and `python`, against a real server.

Only what a reader would adapt is replaced: the address, the data folder and the place of the installed commands.
Blocks marked `sh` install, fetch or start things, and are not run here. Their `attune` commands must be ones that it
takes, their targets ones that make has; nothing looks at what they say to git and docker.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from server.cli.main import _parser, split_engine_options
from server.engine.options import engine_option_names
from tests.live import Served

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(bash|python)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
SHELL = "\n".join(re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL))
EXPECTED = ("ever cast", "data: [DONE]", "written by attune@0", "is live", "rows")


def test_every_kind_of_example_is_there() -> None:
    assert [language for language, _ in BLOCKS] == ["bash", "bash", "python", "python", "bash"]


def test_attune_takes_the_commands_that_are_not_run_here(capsys: pytest.CaptureFixture[str]) -> None:
    commands = re.findall(r"\.venv/bin/attune (.*)", SHELL) + re.findall(r"`attune ([a-z][^`]*)`", README)
    assert {command.partition(" ")[0] for command in commands} == {"serve", "simulate", "learn", "sft"}
    for command in set(commands) - {"serve --help"}:
        rest, engine = split_engine_options(shlex.split(command, comments=True))
        assert callable(_parser().parse_args(rest).command)
        assert {name.replace("-", "_") for name in engine} <= engine_option_names()
    with pytest.raises(SystemExit):
        _parser().parse_args(["serve", "--help"])
    told = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    listed = {
        flag for row in re.findall(r"^\| (`--[^|]*)", README, re.MULTILINE) for flag in re.findall(r"--[a-z-]+", row)
    }
    assert "--kv-cache-gib" in listed
    assert listed <= told


def test_make_has_the_targets_that_are_named() -> None:
    named = set(re.findall(r"\bmake ([a-z-]+)", SHELL) + re.findall(r"`make ([a-z-]+)", README))
    assert "serve" in named
    assert named <= set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize(("number", "expected"), list(enumerate(EXPECTED)))
def test_an_example_of_the_readme_runs(number: int, expected: str, live_server: Served, tmp_path: Path) -> None:
    language, text = BLOCKS[number]
    text = text.replace("http://127.0.0.1:8000", live_server.url)
    text = text.replace("--data attune-data", f"--data {live_server.data}")
    text = text.replace(".venv/bin/", f"{Path(sys.executable).parent}/")
    command = [sys.executable, "-c", text] if language == "python" else ["bash", "-euc", text]
    there = {"ATTUNE_PORT": live_server.url.rpartition(":")[2], "ATTUNE_DATA": str(live_server.data)}
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, timeout=120, check=False, env=os.environ | there
    )
    assert done.returncode == 0, done.stderr
    assert expected in done.stdout + done.stderr

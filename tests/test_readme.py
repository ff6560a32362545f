"""The README's commands, run as they stand there: blocks marked `bash` and `python`, against a real server.

Only what a reader would adapt is replaced: the address, the data folder and the place of the installed commands.
Blocks marked `sh` install or start things; `make` and CI run those.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.live import Served

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(bash|python)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
EXPECTED = ("data: [DONE]", "written by attune@0", "is live", "rows")


def test_every_kind_of_example_is_there() -> None:
    assert [language for language, _ in BLOCKS] == ["bash", "python", "python", "bash"]


@pytest.mark.parametrize(("number", "expected"), list(enumerate(EXPECTED)))
def test_an_example_of_the_readme_runs(number: int, expected: str, live_server: Served, tmp_path: Path) -> None:
    language, text = BLOCKS[number]
    text = text.replace("http://127.0.0.1:8000", live_server.url)
    text = text.replace("--data attune-data", f"--data {live_server.data}")
    text = text.replace(".venv/bin/", f"{Path(sys.executable).parent}/")
    command = [sys.executable, "-c", text] if language == "python" else ["bash", "-euc", text]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert expected in done.stdout + done.stderr

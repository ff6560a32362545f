"""The two sides of a training benchmark: processes of their own that take turns, so that neither disturbs the other.

    with Side("tests.bench.trl_side", 2, PEER) as theirs:
        theirs.ask("reward", pairs="pairs.json")     one line of JSON in, one out; asleep in between

A side answers each command with the numbers that it measured itself, and with its peak memory. What it prints, and
what its libraries print, goes to its log. TRL is in a folder of its own inside the environment that both share
(requirements/install.sh trl).
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

OUT = Path("out/bench")
PEER = Path(sys.prefix) / "trl"

Result = dict[str, Any]


class Side:
    """One side, as the benchmark talks to it."""

    def __init__(self, module: str, threads: int, packages: Path | None = None) -> None:
        """`packages`: a folder of more packages than the environment has."""
        self.log = OUT / f"{module.rpartition('.')[2]}.log"
        OUT.mkdir(parents=True, exist_ok=True)
        env = {**os.environ, "OMP_NUM_THREADS": str(threads), "HF_HUB_OFFLINE": "1"}
        if packages is not None:
            env["PYTHONPATH"] = str(packages)
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=env
            )

    def ask(self, command: str, **values: Any) -> Result:
        """Have it do something; what it measured. Raises `RuntimeError` with its own words where that failed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"command": command, **values}).encode() + b"\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line or "failed" in (told := json.loads(line)):
            said = told["failed"] if line else f"it ended with code {self._process.wait()}"
            raise RuntimeError(f"{command}: {said}; see {self.log}")
        return dict(told)

    def __enter__(self) -> "Side":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()

"""Runs one cycle of the real learner, which is killed with SIGKILL before each stage and within some, and run again.

    python -m tests.bad_input.killed_learner URL DATA MODEL CYCLE

What it was about to report goes into DATA/killed first, one line each, so that the next attempt gets past it. One
process forks all attempts, so that Python and torch start once. The exit code is that of the attempt which nobody
killed. A lease that a dead learner holds would run out in a minute; here it is given back at once.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import httpx
import torch

from policy.cycle.cycle import Cycle
from tests.bad_input.tiny_learner import FAST, run_learner

MOST = 40
IN_PIECES = ("ppo", "gate")
"""Stages within which it dies, too."""


def kill_before_reports(killed: Path) -> None:
    """From here on be killed before the first report that is not in the file."""
    report = Cycle.report

    def deadly(self: Cycle, stage: str, done: int, total: int, metrics: Any = None) -> None:
        met = killed.read_text().splitlines() if killed.exists() else []
        line = f"{stage} {done} of {total}"
        if line not in met and (done == 0 or stage == "publish" or (stage in IN_PIECES and done < total)):
            with killed.open("a") as file:
                file.write(f"{line}\n")
            os.kill(os.getpid(), signal.SIGKILL)
        report(self, stage, done, total, metrics)

    Cycle.report = deadly  # type: ignore[method-assign]


def give_back(url: str) -> None:
    """The dead learner's lease."""
    if held := httpx.get(f"{url}/admin/learner").json()["lease"]:
        httpx.delete(f"{url}/admin/lease", headers={"x-attune-lease": str(held["token"])}).raise_for_status()


def main() -> int:
    url, data, model, cycle = sys.argv[1:]
    torch.set_num_threads(1)
    for _ in range(MOST):
        child = os.fork()
        if child == 0:
            kill_before_reports(Path(data) / "killed")
            os._exit(run_learner(url, None, Path(data), Path(model), cycle, FAST))
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            return os.waitstatus_to_exitcode(status)
        give_back(url)
    return 1


if __name__ == "__main__":
    sys.exit(main())

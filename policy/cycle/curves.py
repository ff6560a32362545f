"""What a cycle measured, as TensorBoard files: one run for each cycle, beside the others, so that they can be compared.

    tensorboard --logdir attune-data/learner

The files are for looking; nothing reads them back. What the server keeps of a cycle is in its history.
"""

import time
from collections.abc import Mapping
from dataclasses import asdict
from numbers import Real
from pathlib import Path
from typing import Any

from tensorboardX import SummaryWriter

from policy.ppo.stats import IterationStats

FOLDER = "tensorboard"
"""Beside the cycles' own folders, and kept when those are removed."""


class Curves:
    """One cycle's run. A cycle that is resumed adds a file to its run."""

    def __init__(self, folder: Path) -> None:
        # By default a file is named by the second, and a second one in it would replace the first.
        self._writer = SummaryWriter(str(folder), filename_suffix=f".{time.time_ns()}")

    def ppo(self, stats: IterationStats) -> None:
        """One iteration of PPO, with the update that followed it."""
        told = asdict(stats)
        update = told.pop("update") or {}
        seconds = {f"seconds_{name}": value for name, value in told.pop("seconds").items()}
        self.numbers("ppo", told | seconds, stats.iteration)
        self.numbers("update", update, stats.iteration)

    def numbers(self, group: str, told: Mapping[str, Any], step: int = 0) -> None:
        """Every number among the values, flags included, under `group/name`; what is none is left out."""
        for name, value in told.items():
            if isinstance(value, Real):
                self._writer.add_scalar(f"{group}/{name}", float(value), step)
        self._writer.flush()

    def close(self) -> None:
        """Close the file."""
        self._writer.close()

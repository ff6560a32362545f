"""What the learner's process leaves on the disk; `tests/bad_input/test_learning.py` runs whole cycles in it."""

import os
from pathlib import Path

from policy.cycle import PARENT
from policy.learner import prune


def folders(work: Path) -> set[str]:
    return {path.name for path in work.iterdir()}


def test_folders_of_old_cycles_are_removed_and_nothing_that_is_no_cycles(tmp_path: Path) -> None:
    for name in ("curves", "documents", "photos", "trails", "work"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "kept").touch()
    # Of two learners, in the order in which they ran: names alone do not tell it.
    for age, name in enumerate(["20261121-101112", "cycle-000001", "cycle-000002", "20261121-131415"]):
        (tmp_path / name).mkdir()
        (file := tmp_path / name / PARENT).touch()
        os.utime(file, (1_000 + age, 1_000 + age))
    prune(tmp_path)
    assert folders(tmp_path) == {
        *("curves", "documents", "photos", "trails", "work"),
        *("cycle-000001", "cycle-000002", "20261121-131415"),
    }

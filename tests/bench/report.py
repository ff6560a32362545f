"""What every benchmark leaves: a table for the reader, and `out/bench/NAME.json` for whoever compares runs."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from policy.files import write_file

OUT = Path("out/bench")


def report(name: str, rows: Sequence[dict[str, Any]]) -> None:
    """Print the rows and write them with the commit, the machine and the command that made them.

    Rows of one kind are a table; a row that has nothing like it is shown from top to bottom.
    """
    for names, alike in groupby(rows, key=tuple):
        found = [[_shown(value) for value in row.values()] for row in alike]
        table = Table(*names, title=name) if len(found) > 1 else Table("", "", title=name, show_header=False)
        for line in found if len(found) > 1 else zip(names, found[0], strict=True):
            table.add_row(*line)
        Console().print(table)
    print(f"written to {write(name, rows)}")


def write(name: str, rows: Sequence[dict[str, Any]], **more: Any) -> Path:
    """Write the rows, and `more` beside them, in one step: a reader finds the old table or the new one."""
    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / f"{name}.json"
    command = " ".join(["python", "-m", f"tests.bench.{name}", *sys.argv[1:]])
    machine = f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    whole = {"commit": commit(), "machine": machine, "command": command, **more, "rows": rows}
    write_file(path, json.dumps(whole, indent=2).encode())
    return path


def commit() -> str:
    """What is checked out; empty where that is no clone."""
    return subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()


def _shown(value: Any) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else ():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()

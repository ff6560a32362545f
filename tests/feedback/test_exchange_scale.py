"""Fifty thousand rows, a hundred megabytes, go in and out again in the memory that a few thousand need."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROWS = 50_000
FEW = 2_000

# Prints by how many MiB the process's peak memory grew in each step with many rows, after the same with few.
MEASURED = """
import json, resource, sys
from pathlib import Path
from feedback.exchange.files import RowFile
from server.cli.main import main

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

def run(rows):
    folder = Path(sys.argv[1]) / str(rows)
    data = ["--data", str(folder)]
    export = ["feedback", "export", *data, "--kind", "unpaired"]
    grown = {}
    for name, step in {
        "import": lambda: main(["feedback", "import", str(folder / "rows.jsonl"), *data]) == 0,
        "export": lambda: main([*export, "--out", str(folder / "out.jsonl")]) == 0,
        "export parquet": lambda: main([*export, "--format", "parquet", "--out", str(folder / "out.parquet")]) == 0,
        "read lines": lambda: sum(1 for _ in RowFile(folder / "out.jsonl")) == rows,
        "read parquet": lambda: sum(1 for _ in RowFile(folder / "out.parquet")) == rows,
        "read list": lambda: sum(1 for _ in RowFile(folder / "rows.json")) == rows,
    }.items():
        before = peak()
        assert step(), name
        grown[name] = peak() - before
    return grown

few, many = map(int, sys.argv[2:])
run(few)
print(json.dumps(run(many)))
"""


def thumb(number: int) -> dict[str, Any]:
    """About two kilobytes."""
    return {
        "prompt": [{"role": "user", "content": f"Question {number}: " + "why " * 250}],
        "completion": [{"role": "assistant", "content": f"Answer {number}: " + "so " * 300}],
        "label": number % 2 == 0,
    }


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_memory_does_not_grow_with_the_number_of_rows(tmp_path: Path) -> None:
    for rows in (FEW, ROWS):
        folder = tmp_path / str(rows)
        folder.mkdir()
        with (folder / "rows.jsonl").open("w") as lines, (folder / "rows.json").open("w") as array:
            for number in range(rows):
                line = json.dumps(thumb(number))
                lines.write(line + "\n")
                array.write(("," if number else "[") + line)
            array.write("]")
    assert (tmp_path / str(ROWS) / "rows.jsonl").stat().st_size > 100_000_000
    ran = subprocess.run(
        [sys.executable, "-c", MEASURED, str(tmp_path), str(FEW), str(ROWS)], capture_output=True, text=True, check=True
    )
    grown = json.loads(ran.stdout)
    # The store's page cache is 32 MiB, a Parquet row group up to 16 million characters; the rows are 100 MB.
    assert all(mebibytes < 80 for mebibytes in grown.values()), grown

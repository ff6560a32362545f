"""The folders that cycles work in, each with its own name, side by side: what may go, and when."""

import shutil
from contextlib import suppress
from pathlib import Path

from policy.files import aside_of

EXAMPLES = "examples.jsonl"
"""What a cycle learns from: the one file of its folder that holds what people said."""
PARENT = "parent.json"
"""Tells a cycle's folder from any other: the version that it began from."""
KEPT_CYCLES = 3
"""Folders of ended cycles that are kept, to look into."""


def forget(work: Path) -> None:
    """Remove what people said: a conversation that they delete on the server may be nowhere else.

    For when a cycle has ended for good. Any other that is here ended before it, and no server goes on with that.
    """
    for file in {*work.glob(f"*/{EXAMPLES}"), *work.glob(f"*/{aside_of(Path(EXAMPLES))}")}:
        file.unlink(missing_ok=True)
        with suppress(OSError):
            # A cycle that had nothing to learn from leaves nothing.
            file.parent.rmdir()


def prune(work: Path) -> None:
    """Remove the folders of all but the newest cycles; what was measured of them stays, and so does all else there."""
    begun: dict[Path, float] = {}
    for file in (*work.glob(f"*/{EXAMPLES}"), *work.glob(f"*/{PARENT}")):
        begun[file.parent] = max(file.stat().st_mtime, begun.get(file.parent, 0.0))
    for old in sorted(begun, key=lambda folder: begun[folder])[:-KEPT_CYCLES]:
        shutil.rmtree(old, ignore_errors=True)

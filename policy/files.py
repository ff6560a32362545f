"""Files that are whole or not there: written aside, synced, renamed, and the rename itself synced.

What a crash can leave is a name that begins with a dot, which no reader looks at and the next owner removes.
"""

import os
from pathlib import Path


def write_file(path: Path, content: bytes) -> None:
    """Put `content` under a name, in place of what stood there; on `OSError` that is still there."""
    aside = aside_of(path)
    try:
        with aside.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        settle(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def aside_of(path: Path) -> Path:
    """Where a file or folder is made before it gets its name."""
    return path.with_name(f".{path.name}.partial")


def settle(aside: Path, path: Path) -> None:
    """Give what was made aside, and is synced, its name; on disk when this returns."""
    aside.rename(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Bring a file's content, or a folder's list of names, to disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

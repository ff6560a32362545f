"""The learner as a child process: how it is started, how it ends, and what it said last.

The child reads the key that it may use from the first line of its standard input, which stays open as long as the
server lives: its end tells the child that it is alone (`process.py`). So the key stands in no command line and
no environment, and a server that was killed leaves no learner behind.
"""

import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

TERMINATE_SECONDS = 10.0
"""From SIGTERM to SIGKILL."""
TAIL_BYTES = 8192
MAX_REASON = 300


class Child:
    """One learner's process, in a group of its own: Ctrl-C in the server's terminal is the server's business.

    Not in a session of its own: Linux shares the processors between sessions first, and a learner alone in one would
    get as much as the server with all its users, however little it claims (`process.py`).
    """

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self._log = log

    @classmethod
    async def start(cls, command: Sequence[str], key: str, log: Path) -> "Child":
        """Start it; what it prints goes into `log`. Raises `OSError`."""
        with log.open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=asyncio.subprocess.PIPE, stdout=output, stderr=output, process_group=0
            )
        assert process.stdin is not None
        process.stdin.write(f"{key}\n".encode())
        with suppress(ConnectionError):
            await process.stdin.drain()
        return cls(process, log)

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    async def wait(self) -> int:
        """Its exit code; the negative number of the signal that ended it."""
        return await self._process.wait()

    async def end(self, grace: float) -> None:
        """Wait so many seconds for it to end by itself, then make it."""
        for seconds, number in ((grace, signal.SIGTERM), (TERMINATE_SECONDS, signal.SIGKILL)):
            try:
                await asyncio.wait_for(self._process.wait(), seconds)
            except TimeoutError:
                with suppress(ProcessLookupError):
                    os.killpg(self._process.pid, number)
            else:
                return
        await self._process.wait()

    def last_line(self) -> str | None:
        """The last thing it printed, bounded; after a crash, what Python says of the exception."""
        try:
            with self._log.open("rb") as file:
                file.seek(max(0, self._log.stat().st_size - TAIL_BYTES))
                lines = file.read().decode("utf-8", "replace").split("\n")
        except OSError:
            return None
        said = [line.strip() for line in lines if line.strip()]
        return said[-1][:MAX_REASON] if said else None

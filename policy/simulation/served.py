"""A server of the demo's own: `attune serve` as a child process on a free port, ended however the demo ends."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from policy.server_client import ServerError

READY_SECONDS = 300
STOP_SECONDS = 60
LISTENS = re.compile(r"listens on (http://\S+)")
LAST_LINES = 5


@dataclass
class Served:
    """The running child."""

    process: subprocess.Popen[bytes]
    log: Path
    url: str = ""

    def check(self) -> None:
        """Raise `ServerError` with the end of its log if the server has died."""
        if (code := self.process.poll()) is not None:
            said = "\n".join(self._text().splitlines()[-LAST_LINES:])
            raise ServerError(f"the server ended with code {code}; the end of {self.log}:\n{said}")

    def wait_ready(self) -> None:
        """Wait until it listens and says that it is ready. Raises `ServerError`."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            self.check()
            if not self.url and (found := LISTENS.search(self._text())):
                self.url = found.group(1)
            if self.url:
                with suppress(httpx.TransportError):
                    if httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200:
                        return
            time.sleep(0.2)
        raise ServerError(f"the server was not ready within {READY_SECONDS} s; see {self.log}")

    def stop(self) -> None:
        """SIGTERM, then SIGKILL to whatever is left of it."""
        with suppress(ProcessLookupError, subprocess.TimeoutExpired):
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(STOP_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _text(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def serving(folder: Path, options: Sequence[str]) -> Iterator[Served]:
    """A server with its data and its log in `folder`, ready. `options` are more of `attune serve`."""
    log = folder / "server.log"
    command = [sys.executable, "-m", "server", "serve", "--port", "0", "--data", str(folder / "data"), *options]
    with log.open("wb") as output:
        # A session of its own: Ctrl-C in the terminal is for the demo, which then ends the server in order.
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    served = Served(process, log)
    try:
        served.wait_ready()
        yield served
    finally:
        served.stop()

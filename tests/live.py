"""A real `attune serve` in a process of its own, for tests over HTTP.

`Served.start` returns when the engine is ready. Servers started with no arguments of their own are shared by the
whole run through the `live_server` fixture, because an engine takes some twenty seconds to start. Tests cast many
votes, so a server learns from them only where a test says `--learn`.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

READY_SECONDS = 180
LISTENS = re.compile(r"listens on (http://\S+)")


@dataclass
class Served:
    """A running server. `url` has no trailing slash."""

    process: subprocess.Popen[bytes]
    data: Path
    log: Path
    url: str = ""

    @classmethod
    def start(cls, folder: Path, *arguments: str, env: Mapping[str, str] | None = None, ready: bool = True) -> "Served":
        """Start a server on a free port with its data in `folder`; wait until it listens, and until it is ready."""
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / "server.log"
        command = [
            sys.executable,
            "-m",
            "server",
            "serve",
            "--port",
            "0",
            "--data",
            str(folder / "data"),
            "--no-learn",
            *arguments,
        ]
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(env or {})},
                start_new_session=True,
            )
        served = cls(process, folder / "data", log)
        served._wait_for_url()
        if ready:
            served.wait_ready()
        return served

    def _wait_for_url(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not (found := LISTENS.search(self.text())):
            self._check(deadline, "did not listen")
        self.url = found.group(1)

    def wait_ready(self) -> None:
        """Wait until `/readyz` says so."""
        deadline = time.monotonic() + READY_SECONDS
        while True:
            try:
                if httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            self._check(deadline, "was not ready")

    def _check(self, deadline: float, what: str) -> None:
        if self.process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(f"the server {what}; exit code {self.process.poll()}\n{self.text()}")
        time.sleep(0.1)

    def text(self) -> str:
        """Everything the server has logged."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> int:
        """SIGTERM, and the exit code; whatever is left of it is killed."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(60)
        finally:
            self.kill()

    def kill(self) -> None:
        """SIGKILL to the server and its engine."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def serving(folder: Path, *arguments: str, env: Mapping[str, str] | None = None) -> Iterator[Served]:
    """A server of the test's own, stopped at the end."""
    served = Served.start(folder, *arguments, env=env)
    try:
        yield served
    finally:
        served.stop()

"""Requests that run in threads of their own while a test does something to the server."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

import httpx
import psutil

from tests.api.asking import eventually
from tests.live import Served


class Request(threading.Thread):
    """One request to a server, streamed if its body says so; what came back is here after `finish`."""

    def __init__(self, served: Served, body: dict[str, Any]) -> None:
        super().__init__(daemon=True)
        self._url = f"{served.url}/v1/chat/completions"
        self._body = body
        self.status = 0
        self.events: list[Any] = []
        """The stream's events, parsed; the last is `"[DONE]"` if it came that far."""
        self.body: Any = None
        """The whole answer's JSON."""
        self.cut = False
        """The connection broke."""

    def run(self) -> None:
        """Send the request and follow the answer to its end."""
        with httpx.Client(timeout=120) as client:
            try:
                self._follow(client)
            except httpx.TransportError:
                self.cut = True

    def _follow(self, client: httpx.Client) -> None:
        with client.stream("POST", self._url, json=self._body) as response:
            self.status = response.status_code
            if not response.headers["content-type"].startswith("text/event-stream"):
                self.body = json.loads(response.read())
                return
            for line in response.iter_lines():
                if line.startswith("data: "):
                    said = line.removeprefix("data: ")
                    self.events.append(said if said == "[DONE]" else json.loads(said))

    def under_way(self, events: int = 40) -> None:
        """Wait until so many events have come."""
        eventually(lambda: len(self.events) >= events or not self.is_alive(), 60, "the stream has begun")
        assert len(self.events) >= events, f"the answer was {self.status} {self.body}"

    def finish(self) -> None:
        """Wait for the end."""
        self.join(120)
        assert not self.is_alive()

    def __enter__(self) -> "Request":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.finish()


def children(served: Served) -> list[psutil.Process]:
    """All that the server started, except Python's resource tracker, which ends by itself when all others have."""
    found = psutil.Process(served.process.pid).children(recursive=True)
    return [child for child in found if not any("resource_tracker" in word for word in child.cmdline())]


def engine_processes(served: Served) -> list[psutil.Process]:
    """The processes that vLLM runs the model in, its core first."""
    return sorted((child for child in children(served) if child.name().startswith("VLLM")), key=psutil.Process.name)


@contextmanager
def paused(processes: list[psutil.Process]) -> Iterator[None]:
    """Hold processes still: a stream of theirs lasts as long as a test needs to look around, however fast they are."""
    for process in processes:
        process.suspend()
    try:
        yield
    finally:
        for process in processes:
            process.resume()


@contextmanager
def running(processes: list[psutil.Process]) -> Iterator[None]:
    """Let paused processes work for a moment."""
    for process in processes:
        process.resume()
    try:
        yield
    finally:
        for process in processes:
            process.suspend()


def gone(processes: list[psutil.Process]) -> bool:
    """Whether all of them have ended; one that waits to be collected has."""
    return not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in processes)

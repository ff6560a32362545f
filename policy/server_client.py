"""What the learner asks of the server, over HTTP: it opens no database and knows no engine.

    with ServerClient(url, key) as server, server.lease("learner on host-a"):
        rows = server.examples()
        going_on = server.progress({"cycle": ..., "stage": "reward", ...})
        manifest = server.publish(adapter_file)

The lease makes the learner the only one, and its token goes with every write, so that a learner that was stopped past
its lease cannot publish. Requests that failed on the way are repeated where that is harmless.
"""

import json
import math
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import httpx

Result = TypeVar("Result")

LEASE_SECONDS = 60
RENEWALS = 4
"""How often a lease is renewed in its time."""
TRIES = 9
"""Over a minute in all: an engine that died is back by then."""
BUSY = frozenset({408, 429, 502, 503, 504, 507})
"""What may pass by itself, a full disk included. A file that is handed in twice is one version."""
CHUNK_BYTES = 1 << 20


class ServerError(RuntimeError):
    """The server refused or cannot be reached; the message is one line for a person."""

    def __init__(self, message: str, status: int | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        """The HTTP status; None if there was no answer."""
        self.code = code
        """OpenAI's `code` of the error."""


class LeaseLostError(ServerError):
    """Another learner holds the lease, or this one was away too long."""


class ServerClient:
    """One server, its key, and the lease while it is held."""

    def __init__(self, url: str, key: str | None = None, timeout: float = 120.0) -> None:
        self.url = url.rstrip("/")
        headers = {"authorization": f"Bearer {key}"} if key else {}
        self.http = httpx.Client(base_url=self.url, headers=headers, timeout=timeout)
        self._lost = threading.Event()

    def __enter__(self) -> "ServerClient":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()

    def ask(self, method: str, path: str, **options: Any) -> Any:
        """The answer's JSON. Raises `ServerError`; waits and asks again while the server is away or busy."""
        return self._patiently(lambda: answer_of(self.http.request(method, path, **options)))

    def policies(self) -> dict[str, Any]:
        """All versions, which is live, and the base model."""
        found: dict[str, Any] = self.ask("GET", "/admin/policies")
        return found

    def context(self) -> int:
        """The most tokens that the served model takes, reply included; it may be less than the model's own.

        Waits for an engine that is being started again, which does not say.
        """
        for wait in waits():
            if (found := self.ask("GET", "/v1/models")["data"][0]["max_model_len"]) is not None:
                return int(found)
            time.sleep(wait)
        raise ServerError(f"{self.url} has no model ready")

    def slots(self) -> int | None:
        """How many replies the engine writes at once; None where the server does not say."""
        found: int | None = self.ask("GET", "/v1/models")["data"][0].get("max_num_seqs")
        return found

    def learner(self) -> dict[str, Any]:
        """What the server says about learning: its state and how many votes are new."""
        found: dict[str, Any] = self.ask("GET", "/admin/learner")
        return found

    def newest_cycle(self) -> dict[str, Any] | None:
        """The cycle that began last, as the server keeps it; None if there was none."""
        found: list[dict[str, Any]] = self.ask("GET", "/admin/learner/cycles", params={"limit": 1})["data"]
        return found[0] if found else None

    def examples(self) -> list[dict[str, Any]]:
        """Every standing vote and preference and every prompt, with their context, from one snapshot.

        The first and the last line, which say how many there are and that there are no more, are left out.
        """

        def received() -> list[dict[str, Any]]:
            with self._streamed("/admin/examples") as response:
                rows = [json.loads(line) for line in response.iter_lines() if line]
            if not rows or rows[-1].get("kind") != "end":
                raise httpx.RemoteProtocolError("it broke off while it sent examples")
            return rows[1:-1]

        return self._patiently(received)

    def adapter(self, version: int, into: Path) -> Path | None:
        """Fetch a version's adapter file; None for the base model, which has none."""
        if version == 0:
            return None

        def received() -> Path:
            with self._streamed(f"/admin/policies/{version}/adapter") as response, into.open("wb") as file:
                for block in response.iter_bytes(CHUNK_BYTES):
                    file.write(block)
            return into

        return self._patiently(received)

    def publish(self, adapter_file: Path) -> dict[str, Any]:
        """Hand in a candidate; its manifest with the version number it got."""
        manifest: dict[str, Any] = self._upload("POST", "/admin/policies", adapter_file)
        return manifest

    def use_rollout(self, adapter_file: Path) -> str:
        """Have the engine sample from an adapter of the running cycle; the name to ask for it by."""
        return str(self._upload("PUT", "/admin/rollout-policy", adapter_file)["model"])

    def end_rollouts(self) -> None:
        """Unload the rollout policy, if any."""
        with suppress(ServerError):
            self.ask("DELETE", "/admin/rollout-policy")

    def progress(self, report: Mapping[str, Any]) -> bool:
        """Say how far the cycle is; False when it is to stop."""
        return bool(self.ask("POST", "/admin/learner/progress", json=sayable(report))["continue"])

    def think(self, cycle: str, of: Mapping[str, Sequence[float]]) -> None:
        """Tell what the cycle's reward model thinks of votes: the score and the margin of each."""
        self.ask("PUT", f"/admin/learner/cycles/{cycle}/opinions", json={"of": of})

    def outcome(self, report: Mapping[str, Any]) -> str:
        """Say how the cycle ended; the server's own word for it, which is `paused` where an operator did that."""
        return str(self.ask("POST", "/admin/learner/outcome", json=sayable(report))["outcome"])

    @contextmanager
    def lease(self, holder: str, seconds: int = LEASE_SECONDS) -> Iterator[None]:
        """Hold the learner's lease inside the block, renewed in the background. Raises `LeaseLostError` if taken.

        Once it is lost, so does every request inside the block; after it the next lease may be asked for.
        """
        try:
            granted = self.ask("POST", "/admin/lease", json={"holder": holder, "seconds": seconds})
        except ServerError as error:
            if error.status == 423:
                raise LeaseLostError(str(error), error.status, error.code) from None
            raise
        self.http.headers["x-attune-lease"] = str(granted["token"])
        done = threading.Event()
        renewing = threading.Thread(target=self._renew, args=(done, self._lost, seconds), name="lease", daemon=True)
        renewing.start()
        try:
            yield
        finally:
            done.set()
            renewing.join(5)
            with suppress(ServerError, httpx.HTTPError):
                self.http.delete("/admin/lease")
            self.http.headers.pop("x-attune-lease", None)
            # A new one, because a renewal that hangs may find out later that this lease is lost.
            self._lost = threading.Event()

    def _renew(self, done: threading.Event, lost: threading.Event, seconds: int) -> None:
        """Renew until told to stop; a refusal, or no answer for the lease's whole time, loses it."""
        renewed = time.monotonic()
        while not done.wait(seconds / RENEWALS):
            try:
                answer = self.http.put("/admin/lease", json={"seconds": seconds})
            except httpx.HTTPError:
                answer = None
            if answer is not None and answer.status_code < 300:
                renewed = time.monotonic()
            elif (answer is not None and answer.status_code == 403) or time.monotonic() - renewed > seconds:
                lost.set()
                return

    def _patiently(self, request: Callable[[], Result]) -> Result:
        """What the request returns, which is repeated while the server is away or busy. Raises `ServerError`."""
        for number, wait in enumerate(waits(), start=1):
            if self._lost.is_set():
                raise LeaseLostError("the lease was lost: another learner may be at work")
            last = number == TRIES
            try:
                return request()
            except httpx.TransportError as error:
                if last:
                    raise ServerError(f"{self.url} cannot be reached: {error}") from None
            except ServerError as error:
                if last or error.status not in BUSY:
                    raise
            time.sleep(wait)
        raise AssertionError("the last try returns or raises")

    @contextmanager
    def _streamed(self, path: str) -> Iterator[httpx.Response]:
        """A long answer, to be read inside the block. Raises `ServerError` if it is a refusal."""
        with self.http.stream("GET", path) as response:
            if response.status_code != 200:
                response.read()
                answer_of(response)
            yield response

    def _upload(self, method: str, path: str, file: Path) -> Any:
        headers = {"content-type": "application/octet-stream"}
        return self.ask(method, path, content=file.read_bytes(), headers=headers)


def sayable(value: Any) -> Any:
    """A report as JSON can say it, which has no NaN and no infinity: null in their place.

    What ended because a number went wrong has to be heard of: the reason beside such a number says what it was.
    """
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {name: sayable(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [sayable(part) for part in value]
    return value


def waits() -> list[float]:
    """Seconds to wait after each try."""
    return [min(2.0**attempt, 15.0) for attempt in range(TRIES)]


def answer_of(response: httpx.Response) -> Any:
    """The body of a success; `ServerError` with the server's own words otherwise."""
    try:
        body = response.json() if response.content else {}
    except ValueError:
        body = {}
    if response.status_code < 300:
        return body
    error = body.get("error") if isinstance(body, dict) else None
    said = error if isinstance(error, dict) else {}
    kind = LeaseLostError if said.get("code") == "stale_lease" else ServerError
    message = said.get("message") or f"{response.request.url} answered {response.status_code}"
    raise kind(str(message), response.status_code, said.get("code"))

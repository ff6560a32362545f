"""The learner's lease: one learner at a time, and one that has lost its lease can change nothing any more.

A learner takes the lease, renews it while it works, and sends its token with every request that publishes something. A
token is a fencing token: it only ever grows, across restarts too, and a number is on disk before it is given out. So
whoever was paused for an hour and wakes up is told `stale_lease`, however sure it is of itself (Kleppmann 2016).

Renewing an expired lease works as long as nobody else has taken one since. The times are those of the system's clock,
so that a lease outlives a restart of the server; one that would last longer than any may, because that clock was set
back, counts as ended.

Left out: leases of more than one kind, and waiting for one.
"""

import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from server.errors import ApiError
from server.settings import SettingsError

MAX_SECONDS = 600.0
"""Longest time that one grant or renewal may last."""
TOKEN_DIGITS = 18


@dataclass(frozen=True)
class Grant:
    """The newest lease there has been, held or not."""

    token: int
    """0 where there has been none."""
    holder: str
    """The learner in its own words, such as `host:pid`."""
    expires: float
    """Unix seconds; 0 once released."""


class Lease:
    """The one lease of a server. Its methods may be called from any thread; all but `check` and `held` sync a file."""

    def __init__(self, file: Path, clock: Callable[[], float] = time.time) -> None:
        """Read what a server before this one granted. Raises `SettingsError` if the file is damaged."""
        self._file = file
        self._clock = clock
        self._lock = threading.Lock()
        file.parent.mkdir(parents=True, exist_ok=True)
        self._grant = _read(file)

    def acquire(self, holder: str, seconds: float) -> Grant:
        """Take the lease for so many seconds, at most `MAX_SECONDS`. Raises `ApiError` 423 while someone holds it."""
        with self._lock:
            if (left := self._left()) > 0:
                raise ApiError(
                    423,
                    f"{self._grant.holder} is learning; its lease ends in {left:.0f} s unless it is renewed.",
                    code="lease_held",
                    retry_after=max(1, round(left)),
                )
            return self._keep(Grant(self._grant.token + 1, holder, self._clock() + min(seconds, MAX_SECONDS)))

    def renew(self, token: str | None, seconds: float) -> Grant:
        """Extend the newest lease, even one that has expired. Raises `ApiError` 403 for any other token."""
        with self._lock:
            grant = self._newest(token)
            return self._keep(Grant(grant.token, grant.holder, self._clock() + min(seconds, MAX_SECONDS)))

    def release(self, token: str | None) -> None:
        """Give it back; the next `acquire` succeeds. Raises `ApiError` 403 for any token but the newest."""
        with self._lock:
            grant = self._newest(token)
            if grant.expires:
                self._keep(Grant(grant.token, grant.holder, 0.0))

    def check(self, token: str | None) -> int:
        """The token as a number, if its holder may publish now. Raises `ApiError` 403, code `stale_lease`.

        `token` is the header `x-attune-lease` as it came.
        """
        with self._lock:
            grant = self._newest(token)
            if self._left() <= 0:
                raise _stale(f"Lease {grant.token} has expired; renew it with PUT /admin/lease.")
            return grant.token

    def held(self) -> Grant | None:
        """Who holds it now; None where nobody does."""
        with self._lock:
            return self._grant if self._left() > 0 else None

    def _left(self) -> float:
        """Seconds until the newest lease ends; 0 or less once it has."""
        left = self._grant.expires - self._clock()
        return left if left <= MAX_SECONDS else 0.0

    def _newest(self, token: str | None) -> Grant:
        if token is None:
            raise _stale("This needs the learner's lease (POST /admin/lease), sent as the header x-attune-lease.")
        number = int(token) if token.isascii() and token.isdigit() and len(token) <= TOKEN_DIGITS else 0
        if number != self._grant.token or number == 0:
            raise _stale(f"{token[:TOKEN_DIGITS]!r} is not the newest lease; another learner has taken over.")
        return self._grant

    def _keep(self, grant: Grant) -> Grant:
        """On disk first, in memory after."""
        try:
            write_durably(self._file, json.dumps(asdict(grant)))
        except OSError as error:
            reason = f"The lease could not be written: {error.strerror}."
            raise ApiError(503, reason, code="store_unavailable", retry_after=5) from error
        self._grant = grant
        return grant


def write_durably(file: Path, text: str) -> None:
    """Replace a small file, so that after a crash at any instant it is the old one or the new one."""
    aside = file.with_name(f".{file.name}.partial")
    with aside.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    aside.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _stale(message: str) -> ApiError:
    return ApiError(403, message, code="stale_lease")


def _read(file: Path) -> Grant:
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
        return Grant(int(value["token"]), str(value["holder"]), float(value["expires"]))
    except FileNotFoundError:
        return Grant(0, "", 0.0)
    except (OSError, ValueError, TypeError, KeyError):
        raise SettingsError(
            f"{file} is damaged: make sure that no learner is running, then remove it and start again"
        ) from None

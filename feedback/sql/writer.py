"""The one thread that writes, with group commit.

Every write is a function of the connection. The thread takes all that are queued (up to `BATCH`), runs them in one
transaction, each in a savepoint so that one that raises undoes only itself, commits once, and only then
resolves their futures. So writes that arrive while a commit waits for the disk share the next commit.

When the transaction itself fails (disk full, file locked) every write of it fails with `StoreUnavailable` and nothing
of it is kept. The queue is bounded: what does not fit fails at once, in the same way.

One connection writes and checkpoints, and no other does either; SQLite before 3.51.3 can lose a WAL reset otherwise.
"""

import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from feedback.errors import StoreUnavailable

Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Result]

BATCH = 256
QUEUE_LIMIT = 8192

# Primary result codes that speak of the machine and not of the statement, with what to tell an operator.
TROUBLE = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_BUSY: "the data file is locked by another process",
    sqlite3.SQLITE_LOCKED: "the data file is locked",
    sqlite3.SQLITE_IOERR: "the disk reports an error",
    sqlite3.SQLITE_READONLY: "the data file is read-only",
    sqlite3.SQLITE_CANTOPEN: "the data file cannot be opened",
    sqlite3.SQLITE_PERM: "the data file may not be accessed",
    sqlite3.SQLITE_NOMEM: "memory is exhausted",
    sqlite3.SQLITE_CORRUPT: "the data file is damaged",
    sqlite3.SQLITE_NOTADB: "the data file is damaged",
}


def translate(error: Exception) -> Exception:
    """SQLite's error as `StoreUnavailable` where the machine is at fault; any other is a bug or a refusal and stays."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(error, sqlite3.Error) or code is None:
        return error
    trouble = TROUBLE.get(code & 0xFF)  # the low byte is the primary code
    return StoreUnavailable(f"{trouble} ({error})") if trouble else error


@dataclass(slots=True, eq=False)
class _Job:
    """One write, its future, and what came of it before the commit."""

    work: Work[Any]
    future: Future[Any]
    result: Any = None
    error: Exception | None = None

    def run(self, db: sqlite3.Connection) -> None:
        db.execute("SAVEPOINT job")
        try:
            self.result = self.work(db)
        except Exception as error:
            if not db.in_transaction:  # SQLite gave up the whole transaction, as it may on a full disk
                raise
            db.execute("ROLLBACK TO job")
            self.error = translate(error)
        db.execute("RELEASE job")

    def settle(self) -> None:
        if self.error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(self.error)


class Writer:
    """Owns the write connection from construction to `close`."""

    def __init__(self, db: sqlite3.Connection, release: Callable[[], None]) -> None:
        """`db` is used by the writer's thread alone from here on; `release` is called once it is closed."""
        self._db = db
        self._release = release
        self._jobs: queue.Queue[_Job | None] = queue.Queue(QUEUE_LIMIT)
        self._gate = threading.Lock()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, work: Work[Result]) -> Future[Result]:
        """Queue a write. Never raises or blocks; the future tells. Once queued it cannot be cancelled."""
        future: Future[Result] = Future()
        future.set_running_or_notify_cancel()
        with self._gate:
            if self._closing:
                future.set_exception(StoreUnavailable("the store is closed"))
                return future
            try:
                self._jobs.put_nowait(_Job(work, future))
            except queue.Full:
                future.set_exception(StoreUnavailable(f"{QUEUE_LIMIT} writes are waiting already"))
        return future

    def close(self) -> None:
        """Write what is queued, close the connection, end the thread. Calling it again waits for the same."""
        with self._gate:
            first, self._closing = not self._closing, True
        if first:
            self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        more = True
        while more:
            batch, more = self._next_batch()
            if batch:
                self._write(batch)
        with suppress(
            sqlite3.Error
        ):  # the last checkpoint may fail on a full disk; the WAL file stays and is read next time
            self._db.close()
        self._release()

    def _next_batch(self) -> tuple[list[_Job], bool]:
        """What is queued, at least one job; False once the store is closing and the queue is empty."""
        batch: list[_Job] = []
        job = self._jobs.get()
        while job is not None:
            batch.append(job)
            if len(batch) == BATCH:
                return batch, True
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return batch, True
        return batch, False

    def _write(self, batch: list[_Job]) -> None:
        try:
            if self._db.in_transaction:  # a rollback failed last time
                self._db.execute("ROLLBACK")
            self._db.execute("BEGIN IMMEDIATE")
            for job in batch:
                job.run(self._db)
            self._db.execute("COMMIT")
        except Exception as error:
            with suppress(sqlite3.Error):
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
            # Also for jobs refused on their own: what they were refused for may just have been undone.
            for job in batch:
                job.error = translate(error)
        for job in batch:
            job.settle()

"""A few threads with a read-only connection each, so that reading never blocks the event loop or the writer.

Every read runs in one transaction and so sees one state of the file. The connections cannot write or checkpoint.
"""

import asyncio
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from feedback.errors import StoreUnavailable
from feedback.sql.writer import Result, Work, translate

THREADS = 4
BUSY_SECONDS = 2.0


def connect_read_only(path: Path) -> sqlite3.Connection:
    """A connection that can only read. It may be closed from another thread than its own."""
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    db.row_factory = sqlite3.Row
    return db


class Readers:
    """The pool; connections are made when their thread first reads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="store-reader")
        self._own = threading.local()
        self._all: list[sqlite3.Connection] = []

    async def run(self, work: Work[Result]) -> Result:
        """Run `work` in one of the threads. Raises `StoreUnavailable` once closed or when the file cannot be read."""
        try:
            future = self._pool.submit(self._read, work)
        except RuntimeError as error:
            raise StoreUnavailable("the store is closed") from error
        return await asyncio.wrap_future(future)

    def _read(self, work: Work[Result]) -> Result:
        try:
            db = self._connection()
            db.execute("BEGIN")
            try:
                return work(db)
            finally:
                db.execute("ROLLBACK")
        except sqlite3.Error as error:
            raise translate(error) from error

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._own, "db"):
            self._own.db = connect_read_only(self._path)
            self._all.append(self._own.db)
        db: sqlite3.Connection = self._own.db
        return db

    def close(self) -> None:
        """Let running reads end, then close every connection. Calling it again does nothing."""
        self._pool.shutdown(wait=True)
        while self._all:
            self._all.pop().close()

"""How the store's file is opened: lock, checks, settings, migrations, and what a crash left behind.

A lock file beside the database (`NAME-lock`, never removed) keeps a second process from writing: SQLite would let it,
one transaction at a time, but only one connection may write and checkpoint (see `writer`). The kernel drops the lock
when its holder dies, however it dies.
"""

import fcntl
import os
import sqlite3
from contextlib import ExitStack
from pathlib import Path

from sqlite_utils import Database

from feedback.errors import CorruptStore, StoreUnavailable
from feedback.sql.migrations import check_known, migrate
from feedback.sql.readers import BUSY_SECONDS, Readers, connect_read_only
from feedback.sql.writer import Writer, translate

# STRICT tables came with 3.37, the newest thing the schema needs.
OLDEST_SQLITE = (3, 37, 0)

# "attn": tells this program's files from other SQLite databases.
APPLICATION_ID = 0x6174746E

SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    f"PRAGMA application_id = {APPLICATION_ID}",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # deleted content is overwritten, not only unlinked
    "PRAGMA cache_size = -32768",  # 32 MiB: ids are hashes, so writes touch index pages at random
    "PRAGMA journal_size_limit = 67108864",  # give disk back after a long export kept the WAL from being reset
)


def open_file(path: Path, read_only: bool) -> tuple[Writer | None, Readers]:
    """Open or create the file; the writer is None when it is only to be read."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        raise StoreUnavailable(f"SQLite {sqlite3.sqlite_version} is too old: attune needs {oldest} or later")
    try:
        if read_only:
            check_readable(path)
            return None, Readers(path)
        return open_writer(path), Readers(path)
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            raise CorruptStore(f"{path} is not a database or is damaged ({error})") from error
        raise translate(error) from error


def check_readable(path: Path) -> None:
    """Raise unless the file is there, ours, and of a schema this program knows."""
    db = connect_read_only(path)
    try:
        check_ours(db, path)
        check_known(Database(db))
    finally:
        db.close()


def open_writer(path: Path) -> Writer:
    """The locked, configured and migrated write connection in its thread."""
    with ExitStack() as undo:
        lock = take_lock(path)
        undo.callback(os.close, lock)
        db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        undo.callback(db.close)
        db.row_factory = sqlite3.Row
        check_ours(db, path)
        check_known(Database(db))
        for setting in SETTINGS:
            db.execute(setting)
        migrate(Database(db))
        db.execute("UPDATE completions SET status = 'interrupted' WHERE status = 'running'")
        undo.pop_all()
    return Writer(db, release=lambda: os.close(lock))


def take_lock(path: Path) -> int:
    """The descriptor of the held lock file; the folder is made where it is missing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(path.with_name(path.name + "-lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreUnavailable(f"cannot write in {path.parent}: {error.strerror}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        raise StoreUnavailable(f"{path} is in use by another attune process") from error
    return lock


def check_ours(db: sqlite3.Connection, path: Path) -> None:
    """Refuse another program's database; an empty one becomes ours."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application != APPLICATION_ID and (application or tables):
        raise CorruptStore(f"{path} is a database of another program")

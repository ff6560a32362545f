"""Opening: new files, old ones, newer ones, damaged ones, other people's, and files in use."""
# A test has the event loop to itself and may wait for a file or a process.
# ruff: noqa: ASYNC221, ASYNC240

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database

from feedback.sql.migrations import migrations
from feedback.store import CorruptStore, SchemaTooNew, Store, StoreUnavailable
from feedback.types import NewCompletion, NewVote


def schema(path: Path) -> list[str]:
    db = sqlite3.connect(path)
    found = [sql for (sql,) in db.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")]
    db.close()
    return found


async def test_a_new_file_is_migrated_once_and_opened_again_as_it_is(path: Path) -> None:
    nested = path.parent / "not" / "yet" / "there.db"
    await (await Store.open(nested)).close()
    before = schema(nested)
    db = Database(nested)
    names = [row["name"] for row in db["_sqlite_migrations"].rows]
    assert (
        names
        == [migration.name for migration in migrations.applied(db)]
        == [
            "m001_replies_and_votes",
            "m002_browsing",
        ]
    )
    db.close()
    await (await Store.open(nested)).close()
    assert schema(nested) == before
    assert any("CREATE TABLE nodes" in sql for sql in before)


async def test_the_write_connection_is_durable_and_checks_references(store: Store) -> None:
    def settings(db: sqlite3.Connection) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        return [db.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    assert store._submit(settings).result(10) == ["wal", 2, 1, 1]  # 2 is FULL
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        store._submit(
            lambda db: db.execute("INSERT INTO nodes VALUES (x'01', x'02', 1, 'user', '{}')") and None
        ).result(10)


async def test_readers_cannot_write(store: Store) -> None:
    with pytest.raises(StoreUnavailable, match="read-only"):
        await store._readers.run(lambda db: db.execute("DELETE FROM nodes"))


async def test_a_file_of_a_newer_version_is_refused_and_left_alone(path: Path) -> None:
    await (await Store.open(path)).close()
    db = Database(path)
    db["_sqlite_migrations"].insert({"migration_set": "attune", "name": "m999_future", "applied_at": "2030"})
    db.close()
    for read_only in (False, True):
        with pytest.raises(SchemaTooNew, match="m999_future"):
            await Store.open(path, read_only=read_only)


async def test_what_is_no_database_is_refused_in_one_line(path: Path) -> None:
    path.write_bytes(b"This is a diary, not a database. " * 200)
    with pytest.raises(CorruptStore) as refusal:
        await Store.open(path)
    assert str(path) in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert path.read_bytes().startswith(b"This is a diary")


async def test_a_damaged_file_is_refused(path: Path) -> None:
    await (await Store.open(path)).close()
    damaged = bytearray(path.read_bytes())
    damaged[100:4096] = b"\xff" * 3996  # the first page's content: the schema
    path.write_bytes(damaged)
    with pytest.raises(CorruptStore):
        await Store.open(path)


async def test_another_program_s_database_is_refused_and_left_alone(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE recipes (name TEXT)")
    db.close()
    with pytest.raises(CorruptStore, match="another program"):
        await Store.open(path)
    assert schema(path) == ["CREATE TABLE recipes (name TEXT)"]


async def test_a_second_writer_is_refused_and_a_reader_is_not(
    path: Path, store: Store, new_request: Callable[..., NewCompletion]
) -> None:
    await store.begin(new_request("a"))
    script = "import asyncio, sys; from feedback.store import Store; asyncio.run(Store.open(sys.argv[1]))"
    second = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert "in use by another attune process" in second.stderr
    async with await Store.open(path, read_only=True) as reader:
        assert await reader.get("a") is not None
        with pytest.raises(StoreUnavailable, match="reading only"):
            await reader.vote(NewVote("a", "up", "ada"))
    await store.vote(NewVote("a", "up", "ada"))


async def test_a_file_that_no_server_holds_can_be_read(path: Path, new_request: Callable[..., NewCompletion]) -> None:
    async with await Store.open(path) as store:
        await store.begin(new_request("a"))
    async with await Store.open(path, read_only=True) as reader:
        found = await reader.get("a")
    assert found is not None
    assert found.status == "running"  # reading marks nothing


async def test_a_file_that_is_only_read_must_exist(path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="cannot be opened"):
        await Store.open(path, read_only=True)
    assert not path.exists()


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnavailable, match="cannot write in"):
        await Store.open(tmp_path / "file" / "attune.db")


async def test_a_refused_opening_lets_go_of_the_file(path: Path) -> None:
    path.write_bytes(b"not a database, but long enough to have a header" * 10)
    with pytest.raises(CorruptStore):
        await Store.open(path)
    path.unlink()
    await (await Store.open(path)).close()

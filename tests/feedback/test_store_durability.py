"""Acknowledged means committed; trouble with the disk refuses writes, loses none and passes."""
# A test has the event loop to itself and may wait for a file or a process.
# ruff: noqa: ASYNC220

import asyncio
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from feedback.sql import writer as writing
from feedback.sql.readers import BUSY_SECONDS
from feedback.sql.writer import Writer
from feedback.store import Store, StoreUnavailable, UnknownCompletion
from feedback.types import NewCompletion, NewVote, Outcome

Complete = Callable[..., Awaitable[None]]

# Eight raters vote without end; each acknowledged vote's id is printed at once.
VOTER = """
import asyncio, sys
from feedback.store import Store
from feedback.types import NewCompletion, NewVote

async def rater(store, name):
    for count in range(1_000_000):
        vote = await store.vote(NewVote("a", "up", name, id=f"{name}-{count}", comment="x" * 200))
        sys.stdout.write(vote.id + "\\n")
        sys.stdout.flush()

async def main():
    store = await Store.open(sys.argv[1])
    if await store.get("a") is None:
        await store.begin(NewCompletion("a", "starter", 1, 0, [{"role": "user", "content": "Hello"}]))
    await asyncio.gather(*(rater(store, f"{sys.argv[2]}-{number}") for number in range(8)))

asyncio.run(main())
"""


@pytest.mark.slow
async def test_every_vote_acknowledged_before_a_kill_is_there_after_it(path: Path) -> None:
    acknowledged: set[str] = set()
    for round_number in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", VOTER, str(path), f"round{round_number}"], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        first = process.stdout.readline()
        threading.Timer(random.uniform(0.1, 0.5), process.send_signal, [signal.SIGKILL]).start()
        rest = process.stdout.read()
        assert process.wait() == -signal.SIGKILL
        process.stdout.close()
        acknowledged |= {line for line in (first + rest).split("\n")[:-1] if line}
    async with await Store.open(path) as store:
        db = sqlite3.connect(path)
        kept = {name for (name,) in db.execute("SELECT id FROM votes")}
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        db.close()
        found = await store.get("a")
    assert len(acknowledged) > 100
    assert acknowledged <= kept
    assert found is not None
    assert found.status == "interrupted"


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(tmp_path / "w.db", isolation_level=None, check_same_thread=False, timeout=0.2)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE t (x INTEGER UNIQUE)")
    return db


def insert(value: object) -> Callable[[sqlite3.Connection], int]:
    return lambda db: db.execute("INSERT INTO t VALUES (?)", [value]).rowcount


def hold(writer: Writer) -> threading.Event:
    """Keep the writer busy until the event is set."""
    started, release = threading.Event(), threading.Event()

    def wait(_: sqlite3.Connection) -> None:
        started.set()
        release.wait(10)

    writer.submit(wait)
    assert started.wait(10)
    return release


def test_writes_that_wait_share_one_commit_and_one_bad_write_fails_alone(connection: sqlite3.Connection) -> None:
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    closed = threading.Event()
    writer = Writer(connection, closed.set)
    release = hold(writer)
    futures = [writer.submit(insert(value)) for value in (*range(60), 7, *range(60, 299))]
    release.set()
    errors = [future.exception(10) for future in futures]
    writer.close()
    assert [index for index, error in enumerate(errors) if error] == [60]
    assert isinstance(errors[60], sqlite3.IntegrityError)
    assert statements.count("COMMIT") == 3  # the one that was held, then 256 together, then the other 44
    assert closed.is_set()


def test_a_write_is_acknowledged_only_after_its_commit(connection: sqlite3.Connection, tmp_path: Path) -> None:
    seen: list[int] = []

    def look(_: object) -> None:
        other = sqlite3.connect(tmp_path / "w.db")
        seen.append(other.execute("SELECT count(*) FROM t").fetchone()[0])
        other.close()

    writer = Writer(connection, lambda: None)
    release = hold(writer)
    for value in range(3):
        writer.submit(insert(value)).add_done_callback(look)
    release.set()
    writer.close()
    assert seen == [3, 3, 3]


def test_the_queue_is_bounded_and_closing_writes_what_is_queued(
    connection: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "QUEUE_LIMIT", 3)
    writer = Writer(connection, lambda: None)
    release = hold(writer)
    futures = [writer.submit(insert(value)) for value in range(4)]
    refused = futures[3].exception(0)
    assert isinstance(refused, StoreUnavailable)
    assert str(refused) == "3 writes are waiting already"
    release.set()
    writer.close()
    writer.close()
    assert [future.result(0) for future in futures[:3]] == [1, 1, 1]
    assert isinstance(writer.submit(insert(9)).exception(0), StoreUnavailable)


async def test_a_full_disk_refuses_writes_and_the_store_recovers(
    store: Store, complete: Complete, new_request: Callable[..., NewCompletion]
) -> None:
    await complete("a")

    def limit_pages(pages: int) -> None:
        store._submit(lambda db: db.execute(f"PRAGMA max_page_count = {pages}").fetchone()).result(10)

    limit_pages(1)  # SQLite takes the file's present size instead: it cannot grow
    votes = [store.vote(NewVote("a", "up", f"rater-{number}", comment="x" * 5000)) for number in range(200)]
    answers = await asyncio.gather(*votes, return_exceptions=True)
    refusals = [answer for answer in answers if isinstance(answer, StoreUnavailable)]
    assert len(refusals) > 150
    assert all("disk is full" in str(refusal) for refusal in refusals)
    accepted = 200 - len(refusals)
    assert isinstance(store.begin_nowait(new_request("b", "y" * 50_000)).exception(10), StoreUnavailable)
    assert await store.get("a") is not None  # reading goes on
    limit_pages(1_000_000)
    await store.vote(NewVote("a", "down", "ada"))
    with pytest.raises(UnknownCompletion):  # what was refused left nothing behind
        await store.finish("b", Outcome("completed"))
    assert (await store.counts())["votes"]["cast"] == accepted + 1


async def test_a_file_locked_by_another_program_refuses_writes_blocks_nobody_and_recovers(
    path: Path, store: Store, complete: Complete
) -> None:
    await complete("a")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    gaps: list[float] = []

    async def tick() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            gaps.append(time.perf_counter() - before)

    ticking = asyncio.create_task(tick())
    vote = asyncio.create_task(store.vote(NewVote("a", "up", "ada")))
    while not vote.done():  # reads are answered meanwhile
        assert await asyncio.wait_for(store.get("a"), BUSY_SECONDS / 2) is not None
        await asyncio.sleep(0.05)
    with pytest.raises(StoreUnavailable, match="locked by another process"):
        await vote
    ticking.cancel()
    assert len(gaps) > 50
    assert max(gaps) < BUSY_SECONDS / 2, "the event loop was blocked"
    other.execute("ROLLBACK")
    other.close()
    await store.vote(NewVote("a", "up", "ada"))
    assert (await store.counts())["votes"]["cast"] == 1


async def test_a_long_read_holds_up_no_write_and_sees_one_moment(store: Store, complete: Complete) -> None:
    await complete("a")
    entered, release = threading.Event(), threading.Event()

    def count_twice(db: sqlite3.Connection) -> list[int]:
        first = db.execute("SELECT count(*) FROM votes").fetchone()[0]
        entered.set()
        assert release.wait(10)
        return [first, db.execute("SELECT count(*) FROM votes").fetchone()[0]]

    reading = asyncio.create_task(store._readers.run(count_twice))
    assert await asyncio.to_thread(entered.wait, 10)
    await store.vote(NewVote("a", "up", "ada"))
    assert not reading.done()
    release.set()
    assert await reading == [0, 0]


async def test_a_write_goes_on_when_its_caller_is_cancelled(
    store: Store, new_request: Callable[..., NewCompletion]
) -> None:
    release = hold(store._writer)
    caller = asyncio.create_task(store.begin(new_request("a")))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    release.set()
    await store.finish("a", Outcome("interrupted"))
    found = await store.get("a")
    assert found is not None
    assert found.status == "interrupted"


async def test_concurrent_requests_and_votes_all_arrive(store: Store, complete: Complete) -> None:
    async def one(number: int) -> None:
        await complete(f"c{number}", f"question {number % 7}")
        await asyncio.gather(*(store.vote(NewVote(f"c{number}", "up", f"rater-{rater}")) for rater in range(3)))

    await asyncio.gather(*(one(number) for number in range(100)))
    assert await store.counts() == {
        "completions": {"completed": 100},
        "votes": {"cast": 300, "standing": 300},
        "preferences": {"cast": 0, "standing": 0},
    }


async def test_a_closed_store_refuses_and_says_so(path: Path, new_request: Callable[..., NewCompletion]) -> None:
    store = await Store.open(path)
    queued = store.begin_nowait(new_request("a"))
    await store.close()
    await store.close()
    assert queued.exception(0) is None
    for action in (store.get("a"), store.vote(NewVote("a", "up", "ada"))):
        with pytest.raises(StoreUnavailable, match="closed"):
            await action

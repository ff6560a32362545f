"""A disk that takes no more, a data file that another program holds: votes get 503 and never a false yes, chat goes on.

The disk is full for the server alone: the kernel lets no file of its process grow beyond a limit, until the test
lifts it again. SQLite sees what it would see on a full disk, a write that fails.
"""

import resource
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from tests.bad_input.asking import CHAT, Asker, chat, error_of
from tests.live import Served

ROOM = 1024**2


@contextmanager
def full_disk(pid: int) -> Iterator[None]:
    """Inside, no file of the process grows beyond `ROOM`."""
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (ROOM, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def locked(server: Served) -> Iterator[None]:
    """Inside, another program is in the middle of writing to the server's data file."""
    db = sqlite3.connect(server.data / "attune.db", isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        db.execute("ROLLBACK")
        db.close()


def vote(http: httpx.Client, completion_id: str, user: str, comment: str = "x") -> httpx.Response:
    body = {"completion_id": completion_id, "rating": "up", "user": user, "comment": comment}
    return http.post("/v1/feedback", json=body)


def voters(http: httpx.Client, completion_id: str) -> set[str]:
    """Who has a vote on a reply that is really there."""
    found: set[str] = set()
    after = ""
    while True:
        page = http.get(f"/v1/feedback?completion_id={completion_id}&limit=100{after}").json()
        found |= {vote["user"] for vote in page["data"]}
        if not page["has_more"]:
            return found
        after = f"&after={page['last_id']}"


def says_it_waits(response: httpx.Response) -> str:
    error = error_of(response, 503)
    assert error["code"] == "store_unavailable"
    assert int(response.headers["retry-after"]) > 0
    return str(error["message"])


def replies(http: httpx.Client) -> None:
    """Chat goes on, whole and streamed."""
    assert http.post(CHAT, json=chat()).status_code == 200
    streamed = http.post(CHAT, json=chat(stream=True))
    assert streamed.status_code == 200
    assert streamed.text.endswith("data: [DONE]\n\n")
    assert '"error"' not in streamed.text


def test_a_full_disk_refuses_votes_and_nothing_else_and_passes(ask: Asker, live_server: Served) -> None:
    reply = ask.http.post(CHAT, json=chat()).json()["id"]
    run = uuid.uuid4().hex
    yes: set[str] = set()
    no: list[httpx.Response] = []
    with full_disk(live_server.process.pid):
        for number in range(60):
            user = f"{run}-{number}"
            answer = vote(ask.http, reply, user, comment="y" * 90_000)
            if answer.status_code == 201:
                yes.add(user)
            else:
                no.append(answer)
        replies(ask.http)
        assert ask.http.get("/readyz").status_code == 200
        assert voters(ask.http, reply) == yes
    assert len(no) > 10
    assert "disk" in says_it_waits(no[-1])
    assert vote(ask.http, reply, f"{run}-after").status_code == 201
    assert voters(ask.http, reply) == yes | {f"{run}-after"}


def test_a_locked_data_file_refuses_votes_and_nothing_else_and_passes(ask: Asker, live_server: Served) -> None:
    reply = ask.http.post(CHAT, json=chat()).json()["id"]
    with locked(live_server):
        assert "locked" in says_it_waits(vote(ask.http, reply, "ada"))
        assert voters(ask.http, reply) == set()
        replies(ask.http)
    assert vote(ask.http, reply, "ada").status_code == 201
    assert voters(ask.http, reply) == {"ada"}

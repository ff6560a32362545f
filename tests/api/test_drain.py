"""SIGTERM: no new replies, the running ones whole, then an orderly end that leaves no process behind."""

import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest

from tests.api.asking import LONG_BODY, eventually
from tests.api.streams import Request, children, engine_processes, gone, paused, running
from tests.live import Served

# Short enough to end within the drain on a busy machine; the engine rests while the test looks around.
REPLIES, TOKENS = 2, 500
STREAM = LONG_BODY | {"stream": True, "n": REPLIES, "max_tokens": TOKENS}


@dataclass
class Drain:
    """What was seen of it."""

    stream: Request
    ready: httpx.Response
    alive: httpx.Response
    refused: httpx.Response
    vote: httpx.Response
    behind: str
    """A reply in the background whose reader has left, and where it is stored."""
    data: Path
    exit_code: int
    log: str
    processes: list[psutil.Process]


@pytest.fixture(scope="module")
def drain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drain]:
    """SIGTERM to the whole process group in the middle of a stream, as a terminal or a service manager sends it."""
    served = Served.start(tmp_path_factory.mktemp("drain"))
    try:
        processes = [psutil.Process(served.process.pid), *children(served)]
        with httpx.Client(base_url=served.url, timeout=30) as http:
            with http.stream("POST", "/v1/chat/completions", json=STREAM | {"n": 1, "background": True}) as left:
                behind = left.headers["x-attune-completion"]
            engine = engine_processes(served)
            with Request(served, STREAM) as stream, paused(engine):
                while not stream.events:
                    assert stream.is_alive(), f"the answer was {stream.status} {stream.body}"
                    with running(engine):
                        time.sleep(0.1)
                    time.sleep(0.5)
                for process in processes:
                    process.send_signal(signal.SIGTERM)
                eventually(lambda: http.get("/readyz").status_code == 503, 10, "no longer ready")
                ready, alive = http.get("/readyz"), http.get("/livez")
                refused = http.post("/v1/chat/completions", json=LONG_BODY)
                vote = http.post("/v1/feedback", json={"completion_id": stream.events[0]["id"], "rating": "up"})
                assert stream.events[-1] != "[DONE]", "all this while the stream ran"
        code = served.process.wait(60)
        yield Drain(stream, ready, alive, refused, vote, behind, served.data, code, served.text(), processes)
    finally:
        served.kill()


def test_readiness_fails_first(drain: Drain) -> None:
    assert (drain.ready.status_code, drain.ready.json()["status"]) == (503, "draining")
    assert drain.alive.status_code == 200


def test_new_replies_are_refused_with_a_time_to_come_back(drain: Drain) -> None:
    assert (drain.refused.status_code, drain.refused.json()["error"]["code"]) == (503, "shutting_down")
    assert int(drain.refused.headers["retry-after"]) > 0


def test_votes_are_still_taken(drain: Drain) -> None:
    assert drain.vote.status_code == 201


def test_the_running_stream_finishes_whole(drain: Drain) -> None:
    assert not drain.stream.cut
    assert drain.stream.events[-1] == "[DONE]"
    assert [event for event in drain.stream.events[:-1] if "error" in event] == []
    ends = [event["choices"][0]["finish_reason"] for event in drain.stream.events[:-1]]
    assert [reason for reason in ends if reason] == ["length"] * REPLIES


def test_so_does_a_reply_in_the_background(drain: Drain) -> None:
    with closing(sqlite3.connect(f"file:{drain.data / 'attune.db'}?mode=ro", uri=True)) as database:
        kept = database.execute("SELECT status FROM completions WHERE id = ?", [drain.behind]).fetchall()
    assert kept == [("completed",)]


def test_it_ends_in_order_and_leaves_no_process(drain: Drain) -> None:
    assert drain.exit_code == 0
    assert "Traceback" not in drain.log
    eventually(lambda: gone(drain.processes), 30, "every process has ended")

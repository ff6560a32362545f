"""kill -9 of the server: what was acknowledged is there after the next start, and no engine lives on without it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import psutil
import pytest

from tests.api.asking import HELLO, LONG_BODY, MODEL, eventually
from tests.api.streams import Request, children, gone
from tests.live import Served


@dataclass
class Crash:
    """A server's end, and the next one on its data, which need not have its model to tell what it holds."""

    reply: Any
    vote: Any
    stream: Request
    children: list[psutil.Process]
    http: httpx.Client


@pytest.fixture(scope="module")
def crash(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crash]:
    """Kill a server right after it acknowledged a reply and a vote, in the middle of a stream; start another."""
    folder = tmp_path_factory.mktemp("crash")
    served = Served.start(folder)
    try:
        left = children(served)
        with httpx.Client(base_url=served.url, timeout=30) as http, Request(served, LONG_BODY | {"stream": True}) as s:
            s.under_way()
            reply = http.post("/v1/chat/completions", json={"model": MODEL, "messages": HELLO, "max_tokens": 4}).json()
            vote = http.post("/v1/feedback", json={"completion_id": reply["id"], "rating": "up", "comment": "!"}).json()
            served.process.kill()
            served.process.wait()
        eventually(lambda: gone(left), 60, "the engine has ended with the server")
    finally:
        served.kill()
    again = Served.start(folder, ready=False)
    try:
        with httpx.Client(base_url=again.url, timeout=30) as http:
            yield Crash(reply, vote, s, left, http)
    finally:
        again.kill()


def test_an_acknowledged_reply_is_still_there(crash: Crash) -> None:
    kept = crash.http.get(f"/v1/chat/completions/{crash.reply['id']}").json()
    assert kept["status"] == "completed"
    assert kept["choices"][0]["message"] == crash.reply["choices"][0]["message"]
    assert len(kept["choices"][0]["token_ids"]) == len(kept["choices"][0]["token_logprobs"]) > 0


def test_an_acknowledged_vote_is_still_there(crash: Crash) -> None:
    votes = crash.http.get("/v1/feedback", params={"completion_id": crash.reply["id"]}).json()["data"]
    assert votes == [crash.vote]


def test_a_stream_that_was_running_is_interrupted(crash: Crash) -> None:
    assert crash.stream.cut
    kept = crash.http.get(f"/v1/chat/completions/{crash.stream.events[0]['id']}").json()
    assert kept["status"] == "interrupted"
    assert kept["prompt_token_ids"]


def test_a_server_without_its_model_says_so_and_takes_votes(crash: Crash) -> None:
    ready = crash.http.get("/readyz")
    assert (ready.status_code, ready.json()["status"]) == (503, "starting")
    assert crash.http.get("/livez").status_code == 200
    refused = crash.http.post("/v1/chat/completions", json={"model": MODEL, "messages": HELLO})
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "engine_not_ready")
    assert int(refused.headers["retry-after"]) > 0
    vote = crash.http.post("/v1/feedback", json={"completion_id": crash.reply["id"], "rating": "down"})
    assert vote.status_code == 201


def test_the_engine_did_not_outlive_the_server(crash: Crash) -> None:
    assert len(crash.children) >= 1
    assert gone(crash.children)

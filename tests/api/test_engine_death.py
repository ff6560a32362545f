"""The engine's process is killed under four running requests: what they see, and what goes on meanwhile.

One story, told once by the `death` fixture; each test looks at one part of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import psutil
import pytest

from tests.api.asking import HELLO, LONG_BODY, MODEL, WEATHER, eventually, metric
from tests.api.streams import Request, children, engine_processes, gone
from tests.live import Served

ASK: dict[str, Any] = {"model": MODEL, "messages": HELLO, "max_tokens": 4}
LOST = {"type": "server_error", "param": None, "code": "engine_lost"}


@dataclass
class Death:
    """What was seen of it."""

    served: Served
    before: Any
    """A reply from before it."""
    plain: Request
    tooled: Request
    whole: Request
    behind: Request
    """In the background."""
    refused: httpx.Response
    alive: httpx.Response
    ready: httpx.Response
    vote: httpx.Response
    kept: httpx.Response
    after: httpx.Response
    restarts: float
    dead: list[psutil.Process]
    """The processes of the engine that was killed, of which only the first was."""


@pytest.fixture(scope="module")
def death(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Death]:
    """Kill the engine mid-stream, look around, and wait until it is back."""
    served = Served.start(tmp_path_factory.mktemp("death"), "--drain-seconds", "1")
    try:
        with httpx.Client(base_url=served.url, timeout=30) as http:
            yield kill_engine(served, http)
    finally:
        served.kill()


def kill_engine(served: Served, http: httpx.Client) -> Death:
    before = http.post("/v1/chat/completions", json=ASK).json()
    engine = engine_processes(served)
    tools = {"stream": True, "tools": [WEATHER], "tool_choice": "none"}
    with Request(served, LONG_BODY | tools) as tooled:
        tooled.under_way()  # the others must not end before it has begun
        with (
            Request(served, LONG_BODY | {"stream": True}) as plain,
            Request(served, LONG_BODY) as whole,
            Request(served, LONG_BODY | {"stream": True, "background": True, "n": 1}) as behind,
        ):
            plain.under_way()
            behind.under_way(5)
            eventually(lambda: metric(served.url, "attune_streams") == 4, 60, "the whole request has arrived, too")
            engine[0].kill()
            plain.finish()
        refused = http.post("/v1/chat/completions", json=ASK)
        alive, ready = http.get("/livez"), http.get("/readyz")
        vote = http.post("/v1/feedback", json={"completion_id": before["id"], "rating": "up"})
        kept = http.get(f"/v1/chat/completions/{before['id']}")
    served.wait_ready()
    after = http.post("/v1/chat/completions", json=ASK)
    restarts = metric(served.url, "attune_engine_restarts_total")
    return Death(
        served, before, plain, tooled, whole, behind, refused, alive, ready, vote, kept, after, restarts, engine
    )


@pytest.mark.parametrize("stream", ["plain", "tooled", "behind"])
def test_a_running_stream_ends_with_openais_error(death: Death, stream: str) -> None:
    events = getattr(death, stream).events
    assert events[-1] == "[DONE]"
    error = events[-2]["error"]
    assert {name: error[name] for name in LOST} == LOST
    assert "again" in error["message"]
    assert all("error" not in event for event in events[:-2])


def test_a_running_whole_request_gets_503(death: Death) -> None:
    assert death.whole.status == 503
    error = death.whole.body["error"]
    assert {name: error[name] for name in LOST} == LOST


def test_new_requests_get_503_and_a_time_to_come_back(death: Death) -> None:
    assert death.refused.status_code == 503
    assert death.refused.json()["error"]["type"] == "server_error"
    assert int(death.refused.headers["retry-after"]) > 0
    assert "x-should-retry" not in death.refused.headers


def test_the_server_stays_alive_but_not_ready(death: Death) -> None:
    assert death.alive.status_code == 200
    assert (death.ready.status_code, death.ready.json()["status"]) == (503, "restarting")


def test_votes_are_taken_and_replies_are_read_meanwhile(death: Death) -> None:
    assert death.vote.status_code == 201
    assert death.kept.json()["choices"][0]["message"] | {"refusal": None} == death.before["choices"][0]["message"]


def test_chat_works_again(death: Death) -> None:
    assert death.after.status_code == 200
    assert death.after.json()["choices"][0]["message"]["role"] == "assistant"
    assert death.restarts == 1
    assert gone(death.dead), "what else belonged to the dead engine is gone with it"


@pytest.mark.parametrize("stream", ["plain", "tooled", "behind"])
def test_what_was_said_before_the_death_is_kept_as_failed(death: Death, stream: str) -> None:
    first = getattr(death, stream).events[0]
    kept = httpx.get(f"{death.served.url}/v1/chat/completions/{first['id']}").json()
    assert kept["status"] == "failed"
    assert "engine" in kept["error"]
    assert all(len(c["token_ids"]) == len(c["token_logprobs"]) > 0 for c in kept["choices"])


def test_a_reply_that_outlasts_the_drain_is_cut_and_kept(death: Death) -> None:
    """Last, because it ends the server: it was started with one second for replies to finish."""
    served = death.served
    processes = [psutil.Process(served.process.pid), *children(served)]
    with Request(served, LONG_BODY | {"n": 16, "stream": True}) as request:
        request.under_way()
        assert served.stop() == 0
    assert request.events[-1] != "[DONE]"
    assert gone(processes)
    with_its_data = Served.start(served.log.parent, ready=False)
    try:
        kept = httpx.get(f"{with_its_data.url}/v1/chat/completions/{request.events[0]['id']}").json()
        assert with_its_data.stop() == 0, "it can be stopped while it still loads the model"
    finally:
        with_its_data.kill()
    assert kept["status"] == "interrupted"
    assert len(kept["choices"]) == 16
    assert all(0 < len(choice["token_ids"]) < 1900 for choice in kept["choices"])

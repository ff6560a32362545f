"""A client that leaves takes its generation with it, and what had been said until then is kept.

How soon is told by what the engine writes meanwhile for somebody else, because a slow machine writes that slowly, too.
"""

import socket
import sqlite3
import time
import uuid
from collections.abc import Callable
from typing import Any

import httpx
import openai

from tests.api.asking import HELLO, LONG, LONG_BODY, MODEL, metric
from tests.api.streams import engine_processes, paused
from tests.live import Served

Stored = Callable[[str], Any]
# Of the 1900 in each reply that is left: a third of a second of one stream on two cores (README).
TOKENS = 100


def running(served: Served) -> float:
    return metric(served.url, "vllm:num_requests_running", "vllm:num_requests_waiting", "attune_streams")


def assert_stops(served: Served) -> None:
    """When a short reply has been written, those that were left are none of the engine's business any more."""
    short = httpx.post(
        f"{served.url}/v1/chat/completions", json=LONG_BODY | {"n": 1, "max_tokens": TOKENS}, timeout=120
    )
    assert short.json()["usage"]["completion_tokens"] == TOKENS
    # The last that the engine and the server told may be of before the short one's end.
    assert running(served) <= 2


def assert_interrupted(kept: Any) -> None:
    assert (kept["status"], kept["error"]) == ("interrupted", None)
    assert len(kept["choices"]) == 8
    for choice in kept["choices"]:
        assert 0 < len(choice["token_ids"]) < 1900
        assert len(choice["token_ids"]) == len(choice["token_logprobs"])
        assert choice["finish_reason"] is None
        assert choice["message"]["role"] == "assistant"


def test_a_stream_that_openai_python_closes_ends_the_generation(
    client: openai.OpenAI, live_server: Served, stored: Stored
) -> None:
    for _ in range(5):
        stream = client.chat.completions.create(model=MODEL, messages=HELLO, stream=True, **LONG)
        seen = [next(stream) for _ in range(40)]
        # Where the machine stood still for so long that the replies came to their end, others are asked for.
        with paused(engine_processes(live_server)):
            under_way = running(live_server) > 0
            stream.close()
        if under_way:
            break
    assert_stops(live_server)
    kept = stored(seen[0].id)
    assert_interrupted(kept)
    read = "".join(chunk.choices[0].delta.content or "" for chunk in seen if chunk.choices[0].index == 0)
    assert kept["choices"][0]["message"]["content"].startswith(read)


def test_a_stream_whose_socket_is_gone_ends_the_generation(live_server: Served) -> None:
    url = httpx.URL(live_server.url)
    request = httpx.Request("POST", live_server.url, json=LONG_BODY | {"stream": True, "user": "cut"})
    head = f"POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: {len(request.content)}\r\n\r\n"
    with socket.create_connection((url.host, url.port or 80), timeout=30) as connection:
        connection.sendall(head.encode() + request.content)
        assert b"200 OK" in connection.recv(4096)
        assert b"data:" in connection.recv(4096)
        # No goodbye: a reset, as from a client that was killed.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    assert_stops(live_server)


def test_a_reply_that_nobody_waits_for_is_not_generated(live_server: Served, stored: Stored) -> None:
    user = f"impatient-{uuid.uuid4()}"
    with httpx.Client(base_url=live_server.url, timeout=1.0) as impatient:
        try:
            impatient.post("/v1/chat/completions", json=LONG_BODY | {"n": 16, "user": user})
        except httpx.ReadTimeout:
            pass
        else:
            raise AssertionError("1900 tokens of 16 replies came within a second: this test needs more of them")
    assert_stops(live_server)
    database = sqlite3.connect(f"file:{live_server.data / 'attune.db'}?mode=ro", uri=True)
    try:
        ((completion_id,),) = database.execute("SELECT id FROM completions WHERE user = ?", [user]).fetchall()
    finally:
        database.close()
    kept = stored(completion_id)
    assert kept["status"] == "interrupted"
    assert kept["usage"]["prompt_tokens"] == len(kept["prompt_token_ids"]) > 0
    assert len(kept["choices"]) == 16
    assert all(len(c["token_ids"]) == len(c["token_logprobs"]) > 0 for c in kept["choices"])


def test_a_client_that_leaves_in_the_queue_is_forgotten(live_server: Served) -> None:
    before = metric(live_server.url, "vllm:prompt_tokens_total")
    with socket.create_connection((httpx.URL(live_server.url).host, httpx.URL(live_server.url).port or 80)) as leaving:
        leaving.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 9999\r\n\r\n{")
    time.sleep(0.2)
    assert metric(live_server.url, "attune_streams") == 0
    assert metric(live_server.url, "vllm:prompt_tokens_total") == before

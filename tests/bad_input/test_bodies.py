"""Bodies that are no request: broken, endless, too deep, of another kind; and requests that HTTP itself makes odd."""

import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.bad_input.asking import CHAT, Asker, chat, error_of
from tests.live import Served

pytestmark = pytest.mark.usefixtures("quick")

LIMIT = 4 * 1024**2
START = b'{"model": "attune", "max_tokens": 2, "messages": [{"role": "user", "content": "hi"}]'
DEEP = 10_000


def deep(opening: bytes, closing: bytes) -> bytes:
    return opening * DEEP + b"1" + closing * DEEP


NESTED = {"arrays": deep(b"[", b"]"), "objects": deep(b'{"a":', b"}")}


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b'{"a":', b"nope", b"[1]", b'"text"', b"null", b"5", b'{"a": 1} x', b'{"a": "\xff"}'),
        *('{"a": 1}'.encode("utf-16"), b"\xef\xbb\xbf{}", b"\x00", b'{"a": 01}', b"{'a': 1}", b'{"a": 1,}'),
    ],
)
def test_what_is_no_json_object_is_refused(asker: Asker, body: bytes) -> None:
    assert asker.refused(CHAT, body)["code"] == "invalid_json"


@pytest.mark.parametrize("kind", NESTED)
@pytest.mark.parametrize(
    "wrap",
    [
        b"%s",
        START + b', "zzz": %s}',
        START + b', "response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": %s}}}',
        START + b', "tools": [{"type": "function", "function": {"name": "a", "parameters": %s}}]}',
        START + b', "structured_outputs": {"json": %s}}',
    ],
    ids=["whole body", "unknown field", "json_schema", "parameters", "structured_outputs"],
)
def test_json_ten_thousand_deep_is_refused(ask: Asker, kind: str, wrap: bytes) -> None:
    error = ask.refused(CHAT, wrap.replace(b"%s", NESTED[kind]))
    assert "recursion" in error["message"] or "JSON object" in error["message"]


@pytest.mark.parametrize("value", [b"NaN", b"Infinity", b"-Infinity", b"1e999", b"-1e999", b"9" * 5000])
@pytest.mark.parametrize("field", [b"temperature", b"seed", b"zzz"])
def test_numbers_that_json_or_memory_cannot_hold_are_refused(asker: Asker, field: bytes, value: bytes) -> None:
    assert asker.send(CHAT, START + b', "' + field + b'": ' + value + b"}").status_code == 400


@pytest.mark.parametrize("text", [rb"\ud800", rb"\udc00", rb"\ud800\ud800", rb"\ud83d x"])
def test_half_a_character_is_refused(asker: Asker, text: bytes) -> None:
    body = b'{"model": "attune", "messages": [{"role": "user", "content": "' + text + b'"}]}'
    assert asker.refused(CHAT, body)["code"] == "invalid_json"


def test_nul_characters_are_text_like_any_other(ask: Asker) -> None:
    reply = ask.http.post(CHAT, json=chat(messages=[{"role": "user", "content": "a\0b"}], user="a\0b"))
    assert reply.status_code == 200
    kept = ask.http.get(f"{CHAT}/{reply.json()['id']}/messages").json()
    assert kept["data"][0]["content"] == "a\0b"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "nonsense"])
def test_the_content_type_does_not_matter(asker: Asker, kind: str) -> None:
    body = START + b"}"
    assert asker.http.post(CHAT, content=body, headers={"content-type": kind}).status_code == 200


def test_a_body_over_the_limit_is_refused_by_its_length(ask: Asker) -> None:
    error = error_of(ask.http.post(CHAT, content=b" " * (LIMIT + 1)), 413)
    assert error["code"] == "body_too_large"
    assert str(LIMIT) in error["message"]


def test_a_body_over_the_limit_is_refused_while_it_arrives(ask: Asker) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(LIMIT // 65536 + 2):
            yield b" " * 65536

    assert error_of(ask.http.post(CHAT, content=endless()), 413)["code"] == "body_too_large"


def test_a_body_just_under_the_limit_is_read(asker: Asker) -> None:
    body = START + b', "zzz": "'
    body += b"x" * (LIMIT - len(body) - 2) + b'"}'
    assert len(body) == LIMIT
    assert asker.http.post(CHAT, content=body).status_code == 200


def exchange(server: Served, request: bytes) -> bytes:
    """What comes back for bytes that no HTTP library would send."""
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port or 80), timeout=10) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while part := connection.recv(65536):
            answer += part
    return answer


HEAD = b"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"


@pytest.mark.parametrize(
    "request_bytes",
    [
        HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}",
        HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /livez HTTP/1.1\r\n\r\n",
        HEAD + b"Content-Length: -1\r\n\r\n{}",
        HEAD + b"Content-Length: 99999999999999999999\r\n\r\n{}",
        HEAD + b"Content-Length: zwei\r\n\r\n{}",
        HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n",
        HEAD + b"Content-Length: 100\r\n\r\n{}",
        HEAD + b"Bad Header: x\r\n\r\n",
        HEAD + b"X: " + b"y" * 200_000 + b"\r\n\r\n",
        b"BREW /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /v1/models HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\r\n\r\n\r\n",
    ],
    ids=lambda request: repr(request[-40:]),
)
def test_what_is_hardly_http_gets_no_reply_and_hurts_nobody(
    ask: Asker, live_server: Served, request_bytes: bytes
) -> None:
    answers = exchange(live_server, request_bytes)
    statuses = [int(part[:3]) for part in answers.split(b"HTTP/1.1 ")[1:]]
    assert all(400 <= status < 500 for status in statuses), answers[:300]


@pytest.mark.parametrize("sent", ["x" * 129, "a b", "", "ä"])
def test_a_request_id_that_cannot_be_is_replaced(asker: Asker, sent: str) -> None:
    response = asker.http.get("/livez", headers={"x-request-id": sent.encode()})  # type: ignore[dict-item]
    assert response.headers["x-request-id"].startswith("req_")


def test_a_request_id_is_sent_back(asker: Asker) -> None:
    response = asker.send(CHAT, b"{", x_request_id="mine-1")
    assert response.headers["x-request-id"] == "mine-1"


PATHS: list[tuple[str, str, int]] = [
    ("GET", "/v1/nothing", 404),
    ("POST", "/v1/nothing", 404),
    ("GET", "/%00", 404),
    ("GET", "/%2e%2e/%2e%2e/etc/passwd", 404),
    ("GET", "/v1/models/nope", 404),
    ("GET", "/v1/models/", 404),
    ("GET", "/v1/models/a%0Ab", 404),
    ("GET", "/v1/models/a%2Fb", 404),
    *[("GET", f"{CHAT}/{name}", 404) for name in ("nope", "x" * 8000, "a%0Ab", "a%2Fb", "%00", "%ff", "..%2f..")],
    ("GET", f"{CHAT}/nope/messages", 404),
    ("POST", f"{CHAT}/nope", 400),
    ("DELETE", f"{CHAT}/nope", 404),
    ("DELETE", "/v1/feedback/nope", 404),
    ("DELETE", "/v1/feedback/" + "x" * 8000, 404),
    ("DELETE", "/v1/feedback/%00", 404),
    ("PUT", CHAT, 405),
    ("GET", "/v1/completions", 405),
    ("OPTIONS", "/v1/completions", 405),
    ("DELETE", "/v1/models", 405),
    ("PATCH", "/v1/feedback", 405),
    ("POST", "/livez", 405),
    ("POST", "/v1/models/attune", 405),
]


@pytest.mark.parametrize(("method", "path", "status"), PATHS, ids=lambda value: str(value)[:40])
def test_paths_and_methods_that_are_not_there(asker: Asker, method: str, path: str, status: int) -> None:
    error = error_of(asker.http.request(method, path, content=b"{}"), status)
    assert len(error["message"]) <= 500


QUERIES: list[tuple[str, str]] = [
    *[(f"{CHAT}?limit={value}", "limit") for value in ("0", "101", "-1", "x", "1.5", "9" * 5000, "")],
    (f"{CHAT}?order=up", "order"),
    (f"{CHAT}?" + "&".join(f"metadata[{number}]=a" for number in range(1001)), "metadata"),
    (f"{CHAT}/nope/messages?limit=0", "limit"),
    *[(f"/v1/feedback?since={value}", "since") for value in ("-1", "x", "9" * 400)],
    ("/v1/feedback?limit=101", "limit"),
    ("/v1/feedback?include_retracted=perhaps", "include_retracted"),
    ("/v1/preferences?order=1", "order"),
]


@pytest.mark.parametrize(("path", "param"), QUERIES, ids=lambda value: str(value)[:60])
def test_a_query_parameter_that_cannot_be_is_named(asker: Asker, path: str, param: str) -> None:
    assert error_of(asker.http.get(path), 400)["param"] == param


VOTES: list[tuple[str, Any, str]] = [
    ("/v1/feedback", {"rating": "up"}, "completion_id"),
    ("/v1/feedback", {"completion_id": "x", "rating": "meh"}, "rating"),
    ("/v1/feedback", {"completion_id": "x" * 129, "rating": "up"}, "completion_id"),
    ("/v1/feedback", {"completion_id": "x", "rating": "up", "reasons": ["a"] * 33}, "reasons"),
    ("/v1/feedback", {"completion_id": "x", "rating": "up", "id": "a b"}, "id"),
    ("/v1/preferences", {"completion_ids": ["a"], "outcome": "tie"}, "completion_ids"),
    ("/v1/preferences", {"completion_ids": ["a", "b"], "outcome": "zz"}, "outcome"),
    ("/v1/preferences", {"completion_ids": ["a", 5], "outcome": "tie"}, "completion_ids.1"),
]


@pytest.mark.parametrize(("path", "body", "param"), VOTES, ids=lambda value: str(value)[:50])
def test_a_vote_that_cannot_be_is_422_and_names_its_field(asker: Asker, path: str, body: Any, param: str) -> None:
    asker.refused(path, body, status=422, param=param)

"""A server without keys listens on loopback only; a web page in the user's browser must not reach it all the same."""

import httpx
import pytest

from tests.api.asking import HELLO, MODEL, error_of

BODY = {"model": MODEL, "messages": HELLO, "max_tokens": 1}


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "192.168.0.7", "localhost.evil.example", ""])
def test_a_name_that_was_rebound_to_this_machine_is_refused(http: httpx.Client, host: str) -> None:
    refused = http.get("/v1/chat/completions", headers={"host": host})
    assert (refused.status_code, error_of(refused)["code"]) == (403, "foreign_host")


@pytest.mark.parametrize("origin", ["https://evil.example", "http://evil.example:8000", "null", "http://[", "x"])
def test_a_page_of_another_host_is_refused(http: httpx.Client, origin: str) -> None:
    refused = http.post("/v1/chat/completions", json=BODY, headers={"origin": origin})
    assert (refused.status_code, error_of(refused)["code"]) == (403, "foreign_origin")


@pytest.mark.parametrize("host", ["localhost", "localhost:1234", "127.0.0.1", "[::1]:8000"])
def test_this_machine_may_be_called_by_its_names(http: httpx.Client, host: str) -> None:
    assert http.get("/v1/models", headers={"host": host, "origin": f"http://{host}"}).status_code == 200

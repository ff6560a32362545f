"""How the tests of bad input ask, and what every refusal must look like."""

import json
import time
from dataclasses import dataclass
from typing import Any

import httpx

CHAT = "/v1/chat/completions"
TEXT = "/v1/completions"
HELLO: list[Any] = [{"role": "user", "content": "Hello!"}]
# What the API promises on an idle machine, and how much slower a machine that runs other things may be.
PROMISED_SECONDS = 0.2
TOLERATED_SECONDS = 2.0


def chat(**fields: Any) -> dict[str, Any]:
    """A good body of a chat, with some fields of one's own."""
    return {"model": "attune", "messages": HELLO, "max_tokens": 2} | fields


def text(**fields: Any) -> dict[str, Any]:
    """A good body of a text completion, with some fields of one's own."""
    return {"model": "attune", "prompt": "Hello", "max_tokens": 2} | fields


@dataclass
class Asker:
    """Sends requests that must be refused, and keeps count of how long the refusals took."""

    http: httpx.Client
    seconds: list[float]

    def send(self, path: str, content: Any, method: str = "POST", **headers: str) -> httpx.Response:
        """The answer to a body as it is."""
        sent = {"content-type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
        begun = time.perf_counter()
        response = self.http.request(method, path, content=content, headers=sent)
        self.seconds.append(time.perf_counter() - begun)
        return response

    def refused(self, path: str, body: Any, status: int = 400, param: str | None = None) -> Any:
        """The error that a body is answered with, which must be of that status and about that field."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        error = error_of(self.send(path, content), status)
        assert error["param"] == param, error
        return error


def error_of(response: httpx.Response, status: int) -> Any:
    """The fields of OpenAI's error body."""
    assert response.status_code == status, (response.status_code, response.text[:500])
    assert response.headers["content-type"] == "application/json"
    body = response.json()
    assert set(body) == {"error"}
    error = body["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["message"]
    assert len(error["message"]) < 1000
    assert "\n" not in error["message"]
    assert error["type"] == ("server_error" if status >= 500 else "invalid_request_error")
    return error

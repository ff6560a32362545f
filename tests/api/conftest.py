"""Real clients of the shared server: openai-python and plain HTTP."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import openai
import pytest

from tests.live import Served


@pytest.fixture(scope="session")
def client(live_server: Served) -> Iterator[openai.OpenAI]:
    """openai-python as its users make it, without retries: a test wants to see the first answer."""
    with openai.OpenAI(base_url=f"{live_server.url}/v1", api_key="unused", max_retries=0) as client:
        yield client


@pytest.fixture(scope="session")
def http(live_server: Served) -> Iterator[httpx.Client]:
    """HTTP without a library that knows OpenAI."""
    with httpx.Client(base_url=live_server.url, timeout=30) as http:
        yield http


@pytest.fixture(scope="session")
def stored(http: httpx.Client) -> Callable[[str], Any]:
    """A stored completion by its id, with attune's own fields."""

    def read(completion_id: str) -> Any:
        response = http.get(f"/v1/chat/completions/{completion_id}")
        assert response.status_code == 200, response.text
        return response.json()

    return read

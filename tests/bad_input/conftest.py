"""One asker for all tests of bad input; after each, the server must serve on."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.bad_input.asking import CHAT, PROMISED_SECONDS, TOLERATED_SECONDS, Asker, chat
from tests.live import Served


@pytest.fixture(scope="session")
def asker(live_server: Served) -> Iterator[Asker]:
    """A client of the shared server."""
    with httpx.Client(base_url=live_server.url, timeout=30) as http:
        yield Asker(http, [])


@pytest.fixture(scope="module")
def quick(asker: Asker) -> Iterator[None]:
    """For a file whose refusals try no grammar and are of no great size: most must be quick, and none slow."""
    asker.seconds.clear()
    yield
    seconds = sorted(asker.seconds)
    assert seconds[len(seconds) // 2] < PROMISED_SECONDS
    assert seconds[int(len(seconds) * 0.95)] < TOLERATED_SECONDS


@pytest.fixture
def ask(asker: Asker) -> Iterator[Asker]:
    """The asker, for a test after which the server must still be ready and reply."""
    yield asker
    assert asker.http.get("/readyz").status_code == 200
    reply = asker.http.post(CHAT, json=chat())
    assert reply.status_code == 200, reply.text
    assert reply.json()["choices"][0]["message"]["role"] == "assistant"


@pytest.fixture
def live_log(live_server: Served) -> Callable[[], str]:
    """What the shared server has logged so far."""
    return live_server.text

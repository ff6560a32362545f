"""What tests share: one running server with the starter model."""

from collections.abc import Iterator

import pytest

from tests.live import Served, serving


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server without keys, shared by all tests that only talk to it."""
    with serving(tmp_path_factory.mktemp("live")) as served:
        yield served

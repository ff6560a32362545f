"""A site to learn at, for tests of the learner's supervision."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from server.learning import learner
from tests.server.learning import Opened, Site


@pytest.fixture
async def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Opened]:
    """Open a site: `await site("crash", learn_after=3)`."""
    monkeypatch.setattr(learner, "LOOK_SECONDS", 0.02)
    open_sites = []

    async def opened(plan: str = "publish", **options: Any) -> Site:
        context = Site(tmp_path / "data", plan, options).open()
        open_sites.append(context)
        return await context.__aenter__()

    yield opened
    for context in open_sites:
        await context.__aexit__(None, None, None)

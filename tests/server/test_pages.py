"""The pages' addresses and headers, over a folder like a built one."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI

from server import pages


@pytest_asyncio.fixture
async def http(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    (tmp_path / "assets").mkdir()
    for name in ("index.html", "console.html", "assets/console-1a2b.js"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(pages, "DIST", tmp_path)
    app = FastAPI()
    assert pages.mount(app)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://attune") as client:
        yield client


@pytest.mark.parametrize(("path", "page"), [("/", "index.html"), ("/console", "console.html")])
async def test_every_page_has_its_address_and_the_strict_policy(http: httpx.AsyncClient, path: str, page: str) -> None:
    response = await http.get(path)
    assert (response.status_code, response.text) == (200, page)
    assert response.headers["content-type"].startswith("text/html")
    assert response.headers["content-security-policy"] == pages.POLICY
    assert response.headers["cache-control"] == "no-cache"


async def test_what_carries_a_hash_is_kept_and_what_is_not_there_is_not(http: httpx.AsyncClient) -> None:
    asset = await http.get("/assets/console-1a2b.js")
    assert "immutable" in asset.headers["cache-control"]
    assert (await http.get("/console/nothing")).status_code == 404

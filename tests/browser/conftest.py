"""One Chromium for each file of browser tests, and a page that may do nothing it should not.

Whatever a test does, its page may talk to no other host, break no rule of the content security policy and throw
nothing: the `page` fixture checks that at the end of each.
"""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.adapters import Learner
from tests.browser.chat import ANSWER_MS, count_violations
from tests.browser.chromium import NO_CHANCE, launch
from tests.browser.evidence import FACTS
from tests.browser.learning import learning
from tests.live import Served

# A page that shares two cores with the engine may be slow to paint.
expect.set_options(timeout=20_000)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await launch(playwright)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, live_server: Served) -> AsyncIterator[Page]:
    """A page of its own, with a storage of its own."""
    hosts: set[str] = set()
    wrong: list[str] = []
    context = await browser.new_context()
    page = await context.new_page()
    page.set_default_timeout(ANSWER_MS)
    # A file to save has an address of its own, blob:http://host/...
    page.on("request", lambda request: hosts.add(urlsplit(request.url.removeprefix("blob:")).netloc))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    await count_violations(page, wrong)
    await page.add_init_script(NO_CHANCE)
    await page.goto(live_server.url)
    await expect(page.get_by_label("Message", exact=True)).to_be_focused()
    yield page
    await context.close()
    assert hosts == {urlsplit(live_server.url).netloc}
    assert wrong == []


@pytest_asyncio.fixture(loop_scope="module")
async def api(live_server: Served) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=live_server.url) as client:
        yield client


@pytest.fixture(scope="session")
def adapter(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An adapter file, learned from one vote, with all that a learner tells of a version."""
    return Learner().write(1, tmp_path_factory.mktemp("adapter") / "adapter.safetensors", **FACTS).read_bytes()


@pytest_asyncio.fixture(loop_scope="module")
async def version(api: httpx.AsyncClient, adapter: bytes) -> AsyncIterator[int]:
    """A candidate beside version 0; whatever is done with it, version 0 answers everybody afterwards."""
    async with learning(api, "published") as report:
        made: int = (await report("policies", adapter))["version"]
    yield made
    now = (await api.get("/admin/policies")).raise_for_status().json()
    if now["canary"]:
        (await api.delete("/admin/policies/canary")).raise_for_status()
    if now["live"]:
        (await api.post("/admin/policies/rollback")).raise_for_status()

"""One Chromium for each file of browser tests, and a page that may do nothing it should not.

Whatever a test does, its page may talk to no other host, break no rule of the content security policy and throw
nothing: the `page` fixture checks that at the end of each.
"""

import shutil
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.browser.chat import ANSWER_MS, count_violations
from tests.live import Served

# A page that shares two cores with the engine may be slow to paint.
expect.set_options(timeout=20_000)

# The background services are off because Chromium would look up hosts of its own.
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A page asks by chance to compare two replies; here only where a test says so.
NO_CHANCE = 'localStorage.setItem("attune.preferences", JSON.stringify({ compareShare: 0, sidebar: true }))'


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    executable = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert executable, "these tests need Chromium: install Debian's chromium package"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, live_server: Served) -> AsyncIterator[Page]:
    """A page of its own, with a storage of its own."""
    hosts: set[str] = set()
    wrong: list[str] = []
    page = await browser.new_page()
    page.set_default_timeout(ANSWER_MS)
    # A file to save has an address of its own, blob:http://host/...
    page.on("request", lambda request: hosts.add(urlsplit(request.url.removeprefix("blob:")).netloc))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    await count_violations(page, wrong)
    await page.add_init_script(NO_CHANCE)
    await page.goto(live_server.url)
    await expect(page.get_by_label("Message", exact=True)).to_be_focused()
    yield page
    await page.close()
    assert hosts == {urlsplit(live_server.url).netloc}
    assert wrong == []


@pytest_asyncio.fixture(loop_scope="module")
async def api(live_server: Served) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=live_server.url) as client:
        yield client

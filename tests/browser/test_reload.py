"""What happens in the middle of a reply, and leaves it whole: the page is loaded anew, another version goes live."""

import re
import time
from contextlib import suppress
from typing import Any

import httpx
import psutil
import pytest
from playwright.async_api import Page, TimeoutError, expect

from tests.api.streams import engine_processes, paused, running
from tests.browser.chat import ANSWER_MS, STORY, button, lengthened, say
from tests.live import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

LETTERS = "least => document.querySelector('.markdown')?.innerText.replace(/[^A-Za-z]/g, '').length >= least"
"""Whether the page shows so many letters of a reply."""


def letters(text: str) -> str:
    """What no markup changes."""
    return re.sub(r"[^A-Za-z]+", "", text)


def write_for_a_moment(engine: list[psutil.Process]) -> None:
    """Let the held engine write. Nothing else that this process has to do can make the moment longer."""
    with running(engine):
        time.sleep(0.1)


async def written(page: Page, engine: list[psutil.Process], least: int) -> str:
    """Let the held engine write for moments, until the page shows so many letters; those that it shows."""
    while True:
        found = letters(await page.locator(".markdown").inner_text()) if await page.locator(".markdown").count() else ""
        if len(found) >= least:
            return found
        write_for_a_moment(engine)
        # A page may be slow to paint; the engine would write all of the reply meanwhile.
        with suppress(TimeoutError):
            await page.wait_for_function(LETTERS, arg=least, timeout=2000)


async def caught(page: Page, api: httpx.AsyncClient, engine: list[psutil.Process]) -> tuple[str, str]:
    """Have a reply held in its middle: its id, and the letters of it that the page shows.

    Where the machine stood still for so long that the reply came to its end meanwhile, another is asked for.
    """
    for _ in range(5):
        await button(page, "New conversation").click()
        await page.get_by_label("Message", exact=True).fill(STORY)
        await page.keyboard.press("Enter")
        shown = await written(page, engine, 1)
        completion = await page.locator(".reply-body").get_attribute("data-completion") or ""
        if (await stored(api, completion))["status"] == "running":
            return completion, shown
    pytest.fail("every reply came to its end before the engine was held")


async def stored(api: httpx.AsyncClient, completion: str) -> dict[str, Any]:
    """The reply as the server has it."""
    found: dict[str, Any] = (await api.get(f"/v1/chat/completions/{completion}")).raise_for_status().json()
    return found


async def ended(api: httpx.AsyncClient, completion: str) -> dict[str, Any]:
    """The reply as it was stored in the end."""
    async with api.stream("GET", f"/v1/chat/completions/{completion}?stream=true") as events:
        await events.aread()
    return await stored(api, completion)


async def reloaded(page: Page, before: str) -> None:
    """Load the page anew; it shows at least as much of the reply again."""
    await page.reload()
    await expect(button(page, "Stop")).to_be_visible()
    await page.wait_for_function(LETTERS, arg=len(before))
    assert letters(await page.locator(".markdown").inner_text()).startswith(before)


async def test_a_reload_in_mid_reply_goes_on_where_it_was(
    page: Page, api: httpx.AsyncClient, live_server: Served
) -> None:
    await page.route("**/v1/chat/completions", lengthened(500))
    engine = engine_processes(live_server)
    with paused(engine):
        completion, before = await caught(page, api, engine)
        await reloaded(page, before)
    await expect(button(page, "Send")).to_be_visible()
    reply = await ended(api, completion)
    assert reply["status"] == "completed"
    said = letters(reply["choices"][0]["message"]["content"])
    assert letters(await page.locator(".markdown").inner_text()) == said
    assert len(said) > len(before)


async def test_stop_after_a_reload_stops_the_server(page: Page, api: httpx.AsyncClient, live_server: Served) -> None:
    await page.route("**/v1/chat/completions", lengthened(1900))
    engine = engine_processes(live_server)
    with paused(engine):
        completion, before = await caught(page, api, engine)
        await reloaded(page, before)
        await button(page, "Stop").click()
    await expect(page.get_by_text("Stopped.", exact=True)).to_be_visible()
    reply = await ended(api, completion)
    assert reply["status"] == "interrupted"
    said = letters(reply["choices"][0]["message"]["content"])
    assert said.startswith(letters(await page.locator(".markdown").inner_text()))


async def test_a_version_that_goes_live_in_mid_reply_leaves_the_reply_to_the_one_that_began_it(
    page: Page, api: httpx.AsyncClient, live_server: Served, version: int
) -> None:
    (await api.post(f"/admin/policies/{version}/promote", timeout=120)).raise_for_status()
    await expect(button(page, f"version {version}")).to_be_visible()
    await page.route("**/v1/chat/completions", lengthened(500))
    engine = engine_processes(live_server)
    with paused(engine):
        completion, before = await caught(page, api, engine)
        # Going back needs nothing of the engine, which proves a version before it is promoted.
        (await api.post("/admin/policies/rollback")).raise_for_status()
        await expect(button(page, "version 0")).to_be_visible()
        await expect(button(page, "Stop")).to_be_visible()
        assert (await stored(api, completion))["status"] == "running"
    await expect(button(page, "Send")).to_be_visible(timeout=ANSWER_MS)
    reply = await ended(api, completion)
    assert (reply["status"], reply["policy_version"]) == ("completed", version)
    said = letters(reply["choices"][0]["message"]["content"])
    assert said.startswith(before)
    assert letters(await page.locator(".markdown").inner_text()) == said
    await expect(page.get_by_text(f"attune · version {version}")).to_be_visible()

    await page.unroute("**/v1/chat/completions")
    await say(page, "What is 7 + 5?")
    await expect(page.get_by_text("attune · version 0")).to_be_visible()
    await expect(page.get_by_text(f"attune · version {version}")).to_be_visible()

"""A page that is loaded anew in the middle of a reply: the server writes on, and the page shows all of it."""

import json
import re
import time
from contextlib import suppress

import httpx
import psutil
import pytest
from playwright.async_api import Page, Route, TimeoutError, expect

from tests.api.streams import engine_processes, paused, running
from tests.browser.chat import STORY, button
from tests.live import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

LETTERS = "least => document.querySelector('.markdown')?.innerText.replace(/[^A-Za-z]/g, '').length >= least"
"""Whether the page shows so many letters of a reply."""


def letters(text: str) -> str:
    """What no markup changes."""
    return re.sub(r"[^A-Za-z]+", "", text)


async def lengthen(route: Route) -> None:
    """Let a reply go on for seconds, whatever the model wants to say."""
    body = json.loads(route.request.post_data or "{}") | {"ignore_eos": True, "max_tokens": 1900}
    await route.continue_(post_data=json.dumps(body))


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


async def test_a_reload_in_mid_reply_goes_on_where_it_was_and_stop_stops_the_server(
    page: Page, api: httpx.AsyncClient, live_server: Served
) -> None:
    await page.route("**/v1/chat/completions", lengthen)
    await page.get_by_label("Message", exact=True).fill(STORY)
    engine = engine_processes(live_server)
    with paused(engine):
        await page.keyboard.press("Enter")
        before = await written(page, engine, 1)
        await page.reload()
        await expect(button(page, "Stop")).to_be_visible()
        await page.wait_for_function(LETTERS, arg=len(before))
        held = letters(await page.locator(".markdown").inner_text())
        assert held.startswith(before)
        more = await written(page, engine, len(held) + 1)
        assert more.startswith(held)
        await button(page, "Stop").click()
    await expect(page.get_by_text("Stopped.", exact=True)).to_be_visible()
    completion = await page.locator(".reply-body").get_attribute("data-completion")
    async with api.stream("GET", f"/v1/chat/completions/{completion}?stream=true") as events:
        await events.aread()
    stored = (await api.get(f"/v1/chat/completions/{completion}")).raise_for_status().json()
    assert stored["status"] == "interrupted"
    said = letters(stored["choices"][0]["message"]["content"])
    assert said.startswith(letters(await page.locator(".markdown").inner_text()))

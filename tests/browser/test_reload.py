"""A page that is loaded anew in the middle of a reply: the server writes on, and the page shows all of it."""

import json
import re

import httpx
import pytest
from playwright.async_api import Page, Route, expect

from tests.api.streams import engine_processes, paused
from tests.browser.chat import ANSWER_MS, STORY, button
from tests.live import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


def letters(text: str) -> str:
    """What no markup changes."""
    return re.sub(r"[^A-Za-z]+", "", text)


async def lengthen(route: Route) -> None:
    """Let a reply go on for seconds, whatever the model wants to say."""
    body = json.loads(route.request.post_data or "{}") | {"ignore_eos": True, "max_tokens": 1900}
    await route.continue_(post_data=json.dumps(body))


async def test_a_reload_in_mid_reply_goes_on_where_it_was_and_stop_stops_the_server(
    page: Page, api: httpx.AsyncClient, live_server: Served
) -> None:
    await page.route("**/v1/chat/completions", lengthen)
    await page.get_by_label("Message", exact=True).fill(STORY)
    await page.keyboard.press("Enter")
    text = page.locator(".markdown")
    await expect(text).to_have_text(re.compile("[A-Za-z]"), timeout=ANSWER_MS)
    with paused(engine_processes(live_server)):
        before = letters(await text.inner_text())
        await page.reload()
        await expect(button(page, "Stop")).to_be_visible()
        await page.wait_for_function(
            "count => document.querySelector('.markdown')?.innerText.replace(/[^A-Za-z]/g, '').length >= count",
            arg=len(before),
        )
        held = letters(await text.inner_text())
    assert held.startswith(before)
    await page.wait_for_function(
        "count => document.querySelector('.markdown').innerText.replace(/[^A-Za-z]/g, '').length > count", arg=len(held)
    )
    await button(page, "Stop").click()
    await expect(page.get_by_text("Stopped.", exact=True)).to_be_visible()
    completion = await page.locator(".reply-body").get_attribute("data-completion")
    async with api.stream("GET", f"/v1/chat/completions/{completion}?stream=true") as events:
        await events.aread()
    stored = (await api.get(f"/v1/chat/completions/{completion}")).raise_for_status().json()
    assert stored["status"] == "interrupted"
    said = letters(stored["choices"][0]["message"]["content"])
    assert said.startswith(letters(await text.inner_text()))

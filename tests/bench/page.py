"""`make bench-page`: what the chat page costs Chromium while a reply streams in, for each token.

One tab of real Chromium, the real server and the starter model, made to write replies of given lengths: the cost of a
token must not grow with the reply or with the conversation. `script` is the time in JavaScript, `busy` all of the
page's main thread (layout and style too), both in processor time by the DevTools protocol: engine and server use the
same cores meanwhile, and how long the page waits for one of them says nothing of the page.
"""

import asyncio
import json
import tempfile
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Route, async_playwright
from rich.progress import track

from tests.bench.report import report
from tests.browser.chat import STORY, lengthened, open_older, say
from tests.browser.chromium import NO_CHANCE, launch
from tests.live import serving

CASES = ((0, 250), (0, 500), (0, 1000), (0, 1900), (200, 500))
"""Turns that the conversation has before, and tokens of the reply."""


async def measured(browser: Browser, url: str, turns: int, tokens: int) -> dict[str, Any]:
    """Send one message and take in its reply."""

    async def only_the_last(route: Route) -> None:
        # Two hundred turns are more than the starter's context holds; the page has done its work by now.
        body = json.loads(route.request.post_data or "{}")
        await route.fallback(post_data=json.dumps(body | {"messages": body["messages"][-1:]}))

    context = await browser.new_context()
    page = await context.new_page()
    page.set_default_timeout(120_000)
    await page.add_init_script(NO_CHANCE)
    await page.goto(url)
    if turns:
        await open_older(page, *((f"What is {number} + 1?", f"It is {number + 1}.") for number in range(turns)))
    await page.route("**/v1/chat/completions", lengthened(tokens))
    await page.route("**/v1/chat/completions", only_the_last)
    devtools = await context.new_cdp_session(page)
    await devtools.send("Performance.enable", {"timeDomain": "threadTicks"})

    async def spent() -> dict[str, float]:
        found = (await devtools.send("Performance.getMetrics"))["metrics"]
        return {one["name"]: 1000 * one["value"] for one in found}

    before = await spent()
    await say(page, STORY)
    after = await spent()
    await context.close()
    return {
        "turns_before": turns,
        "tokens": tokens,
        "script_ms_per_token": round((after["ScriptDuration"] - before["ScriptDuration"]) / tokens, 3),
        "busy_ms_per_token": round((after["TaskDuration"] - before["TaskDuration"]) / tokens, 3),
    }


async def run() -> list[dict[str, Any]]:
    """Every case, after one that warms the page's code up."""
    with tempfile.TemporaryDirectory() as name, serving(Path(name)) as served:
        async with async_playwright() as playwright:
            browser = await launch(playwright)
            await measured(browser, served.url, 0, 100)
            rows = [await measured(browser, served.url, *case) for case in track(CASES, description="replies")]
            await browser.close()
    return rows


if __name__ == "__main__":
    report("page", asyncio.run(run()))

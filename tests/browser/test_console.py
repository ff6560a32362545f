"""The operator's console in real Chromium, on the server that all tests share: what it shows, and that it steers."""

from typing import Any

import httpx
import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.chat import button
from tests.live import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def lease(api: httpx.AsyncClient) -> dict[str, str]:
    """Be the learner."""
    granted = (await api.post("/admin/lease", json={"holder": "a test", "seconds": 60})).raise_for_status().json()
    return {"x-attune-lease": str(granted["token"])}


async def test_the_loop_is_seen_live_and_steered_once_a_key_was_given(
    page: Page, api: httpx.AsyncClient, live_server: Served
) -> None:
    async def ask_for_key(route: Route) -> None:
        if route.request.headers.get("authorization") == "Bearer sk-operator":
            await route.continue_()
        else:
            await route.fulfill(status=401, json={"error": {"message": "no", "code": "missing_api_key"}})

    await page.route("**/admin/**", ask_for_key)
    await page.goto(f"{live_server.url}/console")
    await page.get_by_label("This server asks for an API key.").fill("sk-operator")
    await button(page, "Use key").click()
    loop = page.get_by_role("region", name="The loop")
    await expect(loop).to_contain_text("Waiting")
    await expect(loop).to_contain_text("this server does not learn by itself")

    await button(page, "Pause").click()
    await expect(loop).to_contain_text("Not before somebody resumes learning.")
    assert (await api.get("/admin/learner")).json()["state"] == "paused"
    await button(page, "Cancel cycle").click()
    await button(page, "Cancel it").click()
    await expect(page.get_by_role("dialog")).to_contain_text("No cycle is running.")
    await page.keyboard.press("Escape")
    await expect(button(page, "Cancel cycle")).to_be_focused()
    await button(page, "Resume").click()
    await expect(loop).to_contain_text("Waiting")

    holder = await lease(api)
    told: dict[str, Any] = {"cycle": "console-1", "stage": "ppo", "done": 1, "total": 2, "metrics": {"score": 0.25}}
    (await api.post("/admin/learner/progress", json=told, headers=holder)).raise_for_status()
    running = page.get_by_role("region", name="Now: console-1")
    await expect(running.locator("[aria-current=step]")).to_have_text("PPO")
    await expect(running.get_by_role("img", name="Reward in score: from 0.25 to 0.25")).to_be_visible()
    ended = {"cycle": "console-1", "outcome": "rejected", "reason": "it wins 0.41 against the champion"}
    (await api.post("/admin/learner/outcome", json=ended, headers=holder)).raise_for_status()
    await api.delete("/admin/lease", headers=holder)
    await expect(running).to_have_count(0)
    await expect(page.get_by_role("region", name="Past cycles")).to_contain_text("it wins 0.41 against the champion")

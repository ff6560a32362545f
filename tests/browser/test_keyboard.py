"""The keyboard alone: whatever the pages offer is reached with Tab, done with Enter or Space, and left with Escape."""

import httpx
import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.chat import ANSWER_MS, button, choices, newest_completion
from tests.live import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def reach(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab, or Shift+Tab, until something has the focus."""
    await expect(target).to_be_visible()
    for _ in range(60):
        if await target.evaluate("(one) => one === document.activeElement"):
            return
        await page.keyboard.press(key)
    pytest.fail(f"{target} is not reached with {key}")


async def press(page: Page, target: Locator, key: str = "Tab") -> None:
    """Reach a control and press Enter."""
    await reach(page, target, key)
    await page.keyboard.press("Enter")


async def test_two_replies_are_compared_and_a_message_is_edited_without_a_mouse(
    page: Page, api: httpx.AsyncClient
) -> None:
    await page.keyboard.type("Name three fruits.")
    await page.keyboard.press("Enter")
    await newest_completion(page, 1)
    await press(page, button(page, "Compare two replies"), "Shift+Tab")
    await expect(page.get_by_text("Which is better?")).to_be_visible(timeout=ANSWER_MS)
    sides = await page.locator(".side .reply-body").all()
    shown = [await side.get_attribute("data-completion") or "" for side in sides]
    await press(page, button(page, "Reply 2"))
    await expect(page.get_by_text("Saved: you chose one reply over another.")).to_be_visible()
    assert await choices(api, shown) == [{"chosen": shown[1]}]

    await press(page, button(page, "Edit message"), "Shift+Tab")
    await expect(page.get_by_role("textbox", name="Edit message")).to_be_focused()
    await page.keyboard.press("Control+A")
    await page.keyboard.type("What is 7 + 5?")
    await page.keyboard.press("Enter")
    await newest_completion(page, 1)
    await expect(page.locator(".mine")).to_have_text("What is 7 + 5?")
    await press(page, button(page, "Previous message"))
    await expect(page.locator(".mine")).to_have_text("Name three fruits.")


async def test_settings_and_the_list_of_conversations_need_no_mouse(page: Page) -> None:
    await page.keyboard.type("Name three fruits.")
    await page.keyboard.press("Enter")
    await newest_completion(page, 1)
    await press(page, button(page, "Settings"), "Shift+Tab")
    await reach(page, page.get_by_label("Max tokens"))
    await page.keyboard.type("4")
    await reach(page, page.get_by_label("Keep it out of training"))
    await page.keyboard.press("Space")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(button(page, "Settings, changed")).to_be_focused()
    await expect(page.get_by_text("This conversation is not kept by the server")).to_be_visible()

    await page.keyboard.press("Control+Shift+O")
    await expect(page.get_by_label("Message", exact=True)).to_be_focused()
    await page.keyboard.type("What is 7 + 5?")
    await page.keyboard.press("Enter")
    await newest_completion(page, 1)
    entries = page.get_by_role("navigation", name="Conversations").get_by_role("link")
    await press(page, entries.filter(has_text="Name three fruits."), "Shift+Tab")
    await expect(page.locator(".mine")).to_have_text("Name three fruits.")
    await press(page, button(page, "Options for What is 7 + 5?"), "Shift+Tab")
    await press(page, button(page, "Rename"))
    await page.keyboard.type("A sum")
    await page.keyboard.press("Enter")
    await expect(entries).to_have_text(["A sum", "Name three fruits."])


async def test_the_console_is_steered_from_the_keyboard(
    page: Page, api: httpx.AsyncClient, live_server: Served, version: int
) -> None:
    await page.goto(f"{live_server.url}/console")
    await press(page, button(page, "Pause"))
    await expect(button(page, "Resume")).to_be_focused()
    assert (await api.get("/admin/learner")).json()["state"] == "paused"
    await page.keyboard.press("Space")
    await expect(button(page, "Pause")).to_be_focused()

    async def go(part: str) -> None:
        await press(page, page.get_by_role("link", name=part, exact=True), "Shift+Tab")
        await expect(page.get_by_role("main", name=part)).to_be_visible()

    await go("Versions")
    await press(page, page.locator(f"a[href='#versions/{version}']"))
    await press(page, button(page, "Put on trial"))
    question = page.get_by_role("dialog", name="Put on trial")
    await reach(page, question.locator("[name=percent]"))
    await page.keyboard.press("Escape")
    await expect(button(page, "Put on trial")).to_be_focused()

    await go("Compare")
    await reach(page, page.get_by_label("Prompts, one a line"))
    await page.keyboard.press("Control+A")
    await page.keyboard.type("What is 7 + 5?")
    await press(page, button(page, "Answer with both"))
    both = page.get_by_role("region", name="What is 7 + 5?").locator("[aria-busy=false]")
    await expect(both).to_have_count(2, timeout=ANSWER_MS)

    await go("Votes")
    await go("Serving")

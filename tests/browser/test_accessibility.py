"""The chat page for everybody, in its states; the console's parts are checked where test_console.py fills them."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.accessibility import accessible
from tests.browser.chat import button, compare, say

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def test_a_picture_without_words_would_be_noticed(page: Page) -> None:
    await page.evaluate("document.body.append(document.createElement('img'))")
    with pytest.raises(AssertionError, match="image-alt"):
        await accessible(page)


async def test_the_chat_page_meets_wcag_2_1_aa_in_every_state(page: Page) -> None:
    await accessible(page)
    await say(page, "Name three fruits.")
    await button(page, "Bad reply").click()
    await expect(page.get_by_role("form", name="About your vote")).to_be_visible()
    await button(page, "Options for Name three fruits.").click()
    await accessible(page)
    await button(page, "Delete").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await accessible(page)
    await page.keyboard.press("Escape")
    await button(page, "Settings").click()
    await accessible(page)
    await page.keyboard.press("Escape")
    await compare(page)
    await accessible(page)

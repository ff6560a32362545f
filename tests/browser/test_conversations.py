"""Conversations in real Chromium: kept and found again, branched, set, and taken over from an older page."""

import json
import re

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.browser.chat import button, lose, messages_of, newest_completion, open_older, say

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def test_conversations_are_listed_found_renamed_saved_and_deleted(page: Page, api: httpx.AsyncClient) -> None:
    entries = page.get_by_role("navigation", name="Conversations").get_by_role("link")
    completion = await say(page, "What is 7 + 5?")
    await button(page, "New conversation").click()
    await say(page, "Name three fruits.")
    await expect(entries).to_have_text(["Name three fruits.", "What is 7 + 5?"])
    await page.get_by_label("Search conversations").fill("7 what")
    await expect(entries).to_have_text(["What is 7 + 5?"])
    await entries.click()
    await expect(page.locator(".mine")).to_have_text("What is 7 + 5?")

    options = button(page, "Options for What is 7 + 5?")
    await options.focus()
    await page.keyboard.press("Enter")
    await button(page, "Rename").click()
    await expect(page.get_by_label("Name of the conversation")).to_be_focused()
    await page.keyboard.type("A 'sum'?")
    await page.keyboard.press("Enter")
    await page.get_by_label("Search conversations").fill("")
    await expect(entries).to_have_text(["Name three fruits.", "A 'sum'?"])

    await button(page, "Options for A 'sum'?").click()
    async with page.expect_download() as saved:
        await button(page, "Save as Markdown").click()
    download = await saved.value
    assert download.suggested_filename == "a-sum.md"
    assert (await download.path()).read_text(encoding="utf-8").startswith("# A 'sum'?\n\n## You\n\nWhat is 7 + 5?\n")

    await page.route("**/v1/chat/completions/*", lose)
    await button(page, "Options for A 'sum'?").click()
    await button(page, "Delete").click()
    question = page.get_by_role("dialog", name="Delete “A 'sum'?”?")
    await expect(question).to_contain_text("Deleted, here and on the server: your messages, the replies")
    await expect(button(page, "Cancel")).to_be_focused()
    await question.get_by_role("button", name="Delete", exact=True).click()
    await expect(question.get_by_role("alert")).to_contain_text("Not deleted: the server cannot be reached.")
    await expect(button(page, "Delete here only")).to_be_visible()
    assert (await api.get(f"/v1/chat/completions/{completion}")).status_code == 200
    await page.unroute("**/v1/chat/completions/*")
    await button(page, "Try again").click()
    await expect(question).to_have_count(0)
    assert (await api.get(f"/v1/chat/completions/{completion}")).status_code == 404
    await expect(entries).to_have_text(["Name three fruits."])
    await expect(page.get_by_role("heading", name="What shall we talk about?")).to_be_visible()
    await page.go_back()
    await expect(page.locator(".mine")).to_have_text("Name three fruits.")
    await page.reload()
    await expect(entries).to_have_text(["Name three fruits."])


async def test_what_is_said_and_renamed_in_one_tab_is_in_the_other(page: Page) -> None:
    await say(page, "Name three fruits.")
    other = await page.context.new_page()
    await other.goto(page.url)
    await expect(other.locator(".reply-body")).to_have_attribute("aria-busy", "false")
    await button(other, "Options for Name three fruits.").click()
    await button(other, "Rename").click()
    await other.keyboard.type("Fruits")
    await other.keyboard.press("Enter")
    entries = page.get_by_role("navigation", name="Conversations").get_by_role("link")
    await expect(entries).to_have_text("Fruits")
    await say(page, "What is 7 + 5?")
    await expect(other.locator(".mine")).to_have_text(["Name three fruits.", "What is 7 + 5?"])
    replies = other.locator(".reply-body")
    await expect(replies.last).to_have_attribute("aria-busy", "false")
    assert await replies.all_inner_texts() == await page.locator(".reply-body").all_inner_texts()
    await expect(entries).to_have_text("Fruits")
    await other.close()


async def test_an_edited_message_branches_and_both_ways_stay(page: Page) -> None:
    await say(page, "What is 7 + 5?")
    await page.locator(".turn").hover()
    await button(page, "Edit message").click()
    await expect(page.locator("textarea:focus")).to_have_value("What is 7 + 5?")
    await page.keyboard.press("Control+A")
    await page.keyboard.type("Name three fruits.")
    async with page.expect_request("**/v1/chat/completions") as sent:
        await page.keyboard.press("Enter")
    assert messages_of(await sent.value) == [{"role": "user", "content": "Name three fruits."}]
    await newest_completion(page, 1)
    await button(page, "Previous message").click()
    await expect(page.locator(".mine")).to_have_text("What is 7 + 5?")
    await expect(page.get_by_role("group", name="Versions of this message")).to_have_text("1/2")


async def test_settings_go_with_the_messages_and_can_keep_a_conversation_apart(page: Page) -> None:
    await button(page, "Settings").click()
    await page.get_by_label("System prompt").fill("Be brief.")
    await page.get_by_label("Temperature").fill("0")
    await page.get_by_label("Max tokens").fill("20")
    await page.get_by_label("Keep it out of training").check()
    await button(page, "Save").click()
    async with page.expect_request("**/v1/chat/completions") as sent:
        await say(page, "What is 7 + 5?")
    body = json.loads((await sent.value).post_data or "")
    assert body["messages"][0] == {"role": "system", "content": "Be brief."}
    assert {name: body.get(name) for name in ("temperature", "max_tokens", "store", "seed", "top_p")} == {
        "temperature": 0,
        "max_tokens": 20,
        "store": False,
        "seed": None,
        "top_p": None,
    }
    await expect(page.get_by_text("This conversation is not kept by the server")).to_be_visible()
    assert await button(page, "Good reply").count() == 0


async def test_the_conversation_of_an_older_page_is_taken_over_with_code_and_mathematics(page: Page) -> None:
    """Its text is known, so it also shows that colours and formulas keep to the content security policy."""
    text = "A sum:\n\n```python\nx = 'twelve'\n```\n\nand $$\\sqrt{\\vec{a}^2} = \\frac{24}{2}$$"
    await open_older(page, ("What is 7 + 5?", text))
    await expect(page.locator(".hljs-string")).to_have_text("'twelve'")
    # Set to its height: the style reached the formula although markup may bring none.
    strut = page.locator(".katex-strut").first
    await expect(strut).to_have_attribute("style", re.compile("height"))
    assert await page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px KaTeX_Main'))")
    await expect(page.get_by_role("navigation", name="Conversations").get_by_role("link")).to_have_text(
        "What is 7 + 5?"
    )

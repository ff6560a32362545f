"""The chat page as a person meets it: real Chromium, the real server, the starter model.

Where a test needs a request to fail, the browser's own network layer loses it; the server is never replaced.
"""

import asyncio
import time
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, FloatRect, Locator, Page, Route, expect

from tests.browser.chat import (
    ANSWER_MS,
    STORY,
    button,
    choices,
    compare,
    count_violations,
    lose,
    messages_of,
    newest_completion,
    say,
    votes,
)
from tests.browser.learning import learning
from tests.live import Served

# One loop for the module, because one browser serves all its tests.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

# Clicks in the page itself: a reply of the starter model may be over by the time a test hears of its first words.
STOP_AT_FIRST_WORDS = """
() => new MutationObserver((_, observer) => {
  const stop = document.querySelector('button[aria-label="Stop"]');
  if (!stop || !document.querySelector(".markdown")) return;
  observer.disconnect();
  stop.click();
}).observe(document.body, { childList: true, subtree: true })
"""
RECORD_GROWTH = """
() => {
  window.lengths = [];
  new MutationObserver(() => {
    // By characters, as Python counts them: an emoji is two of JavaScript's units.
    const length = Array.from(document.querySelector(".markdown")?.textContent.replace(/\\s/g, "") ?? "").length;
    if (length > (window.lengths.at(-1) ?? 0)) window.lengths.push(length);
  }).observe(document.body, { childList: true, subtree: true });
}
"""


async def slow_line(page: Page) -> None:
    """Let some twenty tokens a second through, so that a short reply still takes more than an instant to arrive."""
    session = await page.context.new_cdp_session(page)
    await session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 0, "downloadThroughput": 5_000, "uploadThroughput": -1},
    )


async def place(locator: Locator) -> FloatRect:
    box = await locator.bounding_box()
    assert box
    return box


async def test_a_reply_grows_as_it_is_written_and_the_next_turn_carries_it(page: Page) -> None:
    await page.evaluate(RECORD_GROWTH)
    await slow_line(page)
    await say(page, STORY)
    lengths = await page.evaluate("window.lengths")
    assert len(lengths) >= 3, f"the reply came in {len(lengths)} pieces"
    await expect(page.get_by_text("attune · version 0")).to_be_visible()

    async with page.expect_request("**/v1/chat/completions") as sent:
        await say(page, "What is the fox's name?")
    messages = messages_of(await sent.value)
    assert [message["role"] for message in messages] == ["user", "assistant", "user"]
    assert [messages[0]["content"], messages[2]["content"]] == [STORY, "What is the fox's name?"]
    assert len("".join(messages[1]["content"].split())) >= lengths[-1]
    assert await page.get_by_label("Reply", exact=True).count() == 2


async def test_stop_ends_the_reply_and_the_conversation_goes_on(page: Page) -> None:
    await page.evaluate(STOP_AT_FIRST_WORDS)
    await slow_line(page)
    await page.get_by_label("Message", exact=True).fill(STORY)
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Stopped.", exact=True)).to_be_visible()
    stopped_at = await page.locator(".markdown").inner_text()
    assert stopped_at
    await say(page, "What is 7 + 5?")
    assert await page.locator(".markdown").first.inner_text() == stopped_at


async def test_a_vote_is_kept_changed_and_taken_back(page: Page, api: httpx.AsyncClient) -> None:
    completion = await say(page, "Name three fruits.")
    up, down = button(page, "Good reply"), button(page, "Bad reply")
    await expect(up).to_have_attribute("aria-pressed", "false")
    await up.click()
    await expect(up).to_have_attribute("aria-pressed", "true")
    assert await votes(api, completion) == ["up"]
    await down.click()
    await expect(down).to_have_attribute("aria-pressed", "true")
    await expect(up).to_have_attribute("aria-pressed", "false")
    assert await votes(api, completion) == ["down"]
    await down.click()
    await expect(down).to_have_attribute("aria-pressed", "false")
    assert await votes(api, completion) == []


async def test_a_vote_that_was_not_saved_says_so_and_can_be_tried_again(page: Page, api: httpx.AsyncClient) -> None:
    completion = await say(page, "Name three fruits.")
    await page.route("**/v1/feedback", lose)
    await button(page, "Good reply").click()
    await expect(page.get_by_text("Your vote was not saved.")).to_be_visible()
    await expect(button(page, "Good reply")).to_have_attribute("aria-pressed", "false")
    assert await votes(api, completion) == []
    await page.unroute("**/v1/feedback")
    await button(page, "Retry").click()
    await expect(button(page, "Good reply")).to_have_attribute("aria-pressed", "true")
    assert await votes(api, completion) == ["up"]


async def test_the_better_of_two_replies_is_kept_and_the_conversation_follows_it(
    page: Page, api: httpx.AsyncClient
) -> None:
    await say(page, STORY)
    shown = await compare(page)
    left, right = await page.locator(".side").all()
    right_text = await right.locator(".markdown").inner_text()
    assert (await place(left))["x"] < (await place(right))["x"]

    await button(page, "Reply 2").click()
    await expect(page.get_by_text("Saved: you chose one reply over another.")).to_be_visible()
    assert await page.locator(".markdown").all_inner_texts() == [right_text]
    await expect(page.locator(".author")).to_have_text("attune · version 0")
    assert await choices(api, shown) == [{"chosen": shown[1]}]


async def test_two_equal_replies_go_on_with_the_first(page: Page, api: httpx.AsyncClient) -> None:
    await say(page, "Name three fruits.")
    shown = await compare(page)
    first_text = await page.locator(".side .markdown").first.inner_text()
    await button(page, "Tie").click()
    await expect(page.get_by_text("Which is better?")).to_have_count(0)
    assert await page.locator(".markdown").all_inner_texts() == [first_text]
    assert await choices(api, shown) == ["tie"]


async def test_during_a_trial_two_replies_are_of_both_versions_and_the_choice_counts_for_one(
    page: Page, api: httpx.AsyncClient, version: int
) -> None:
    async def trial() -> Any:
        return (await api.get("/admin/policies")).raise_for_status().json()["canary"]

    (await api.put("/admin/policies/canary", json={"version": version, "share": 0.5}, timeout=60)).raise_for_status()
    # What is asked in a trial's first second does not count.
    await asyncio.sleep((await trial())["since"] + 1.1 - time.time())
    await say(page, "Name three fruits.")
    shown = await compare(page)
    kept = [(await api.get(f"/v1/chat/completions/{one}")).json() for one in shown]
    wrote = [one["policy_version"] for one in kept]
    assert sorted(wrote) == [0, version]
    await expect(page.locator(".side")).to_have_count(2)
    await expect(page.locator(".author")).to_have_count(0)  # who wrote which is nobody's reason to choose
    await button(page, "Reply 2").click()
    await expect(page.locator(".author")).to_have_text(f"attune · version {wrote[1]}")
    winner = "canary_wins" if wrote[1] == version else "live_wins"
    counts: dict[str, int] = {}
    for _ in range(600):
        counts = ((await trial())["evidence"] or {}).get("counts", {})
        if counts.get(winner):
            break
        await asyncio.sleep(0.1)
    assert {name: count for name, count in counts.items() if count} == {winner: 1}


async def test_another_reply_stands_beside_the_first_and_may_be_worse(page: Page, api: httpx.AsyncClient) -> None:
    first = await say(page, "Name three fruits.")
    first_text = await page.locator(".markdown").inner_text()
    await button(page, "Another reply").click()
    await expect(page.get_by_text("Is this better than the reply before?")).to_be_visible(timeout=ANSWER_MS)
    second = await page.locator(".reply-body").get_attribute("data-completion") or ""
    replies = page.get_by_role("group", name="Versions of this reply")
    await expect(replies).to_have_text("2/2")
    await button(page, "Worse").click()
    await expect(replies).to_have_text("1/2")
    assert await page.locator(".markdown").all_inner_texts() == [first_text]
    assert await choices(api, [first, second]) == [{"chosen": first}]


async def test_a_reload_keeps_the_conversation_and_a_new_one_knows_nothing_of_it(page: Page) -> None:
    await say(page, "What is 7 + 5?")
    before = await page.locator(".turn").all_inner_texts()
    await page.reload()
    await expect(page.locator(".turn")).to_have_count(1)
    assert await page.locator(".turn").all_inner_texts() == before
    await button(page, "New conversation").click()
    await expect(page.get_by_role("heading", name="What shall we talk about?")).to_be_visible()
    async with page.expect_request("**/v1/chat/completions") as sent:
        await say(page, "Name three fruits.")
    assert messages_of(await sent.value) == [{"role": "user", "content": "Name three fruits."}]


async def test_a_vote_says_why_and_what_would_have_been_better(page: Page, api: httpx.AsyncClient) -> None:
    completion = await say(page, "What is 7 + 5?")
    await button(page, "Bad reply").click()
    await button(page, "too long").click()
    await page.get_by_label("Comment").fill("A number is enough.")
    await button(page, "Suggest a better answer").click()
    await page.get_by_label("A better answer").fill("12")
    async with page.expect_response("**/v1/feedback"):
        await button(page, "Save").click()
    await expect(button(page, "Say why")).to_be_visible()
    await expect(page.get_by_role("form", name="About your vote")).to_have_count(0)

    listed = (await api.get("/v1/feedback", params={"completion_id": completion})).raise_for_status().json()["data"]
    said = [(one["reasons"], one["comment"], one["correction"], one["user"][:8]) for one in listed]
    assert said == [(["too long"], "A number is enough.", "12", "browser-")]


async def test_hostile_text_stays_text(page: Page) -> None:
    hostile = '<img src="https://example.com/x" onerror="alert(1)"><script>alert(2)</script> **bold**'
    await say(page, hostile)
    assert await page.locator(".mine").inner_text() == hostile
    assert await page.locator("main :is(img, script, iframe, .mine *)").count() == 0


async def test_a_lost_server_is_told_in_words_and_retry_takes_up_the_turn(page: Page) -> None:
    await page.route("**/v1/chat/completions", lose)
    await page.get_by_label("Message", exact=True).fill("What is 7 + 5?")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached.")
    await page.unroute("**/v1/chat/completions")
    await button(page, "Retry").click()
    await expect(page.get_by_text("attune · version 0")).to_be_visible(timeout=ANSWER_MS)
    await expect(page.get_by_role("alert")).to_have_count(0)
    assert await page.locator(".mine").all_inner_texts() == ["What is 7 + 5?"]


async def test_a_server_that_is_away_when_the_page_opens_is_waited_for(page: Page) -> None:
    await page.route("**/readyz", lose)
    await page.reload()
    notice = page.get_by_text("The server cannot be reached. This page keeps trying.")
    await expect(notice).to_be_visible()
    await page.unroute("**/readyz")
    await expect(notice).to_have_count(0)


async def test_a_conversation_that_is_too_long_says_to_start_a_new_one(page: Page) -> None:
    await page.get_by_label("Message", exact=True).fill("apple plum pear " * 2000)
    await page.keyboard.press("Enter")
    alert = page.get_by_role("alert")
    await expect(alert).to_contain_text("Start a new conversation to go on.")
    await alert.get_by_role("button", name="New conversation").click()
    await expect(page.locator(".turn")).to_have_count(0)


async def test_a_server_that_wants_a_key_is_given_it_for_this_tab(page: Page) -> None:
    async def keep_out(route: Route) -> None:
        if route.request.headers.get("authorization") == "Bearer open sesame":
            await route.continue_()
        else:
            error = {"message": "no", "type": "authentication_error", "param": None, "code": "invalid_api_key"}
            await route.fulfill(status=401, json={"error": error})

    await page.route("**/v1/**", keep_out)
    await page.reload()
    field = page.get_by_label("This server asks for an API key.")
    await field.fill("wrong")
    await page.keyboard.press("Enter")
    field = page.get_by_label("That key was not accepted.")
    await field.fill("open sesame")
    await page.keyboard.press("Enter")
    await expect(field).to_have_count(0)
    await say(page, "What is 7 + 5?")
    await page.reload()
    await expect(page.get_by_text("attune · version 0")).to_be_visible()
    await say(page, "Name three fruits.")


async def test_a_cycle_of_learning_shows_as_it_goes_and_how_it_ended(page: Page, api: httpx.AsyncClient) -> None:
    line, bar = page.locator(".learner"), page.get_by_role("progressbar")
    await expect(line).to_contain_text("new vote")
    await expect(bar).to_have_count(0)
    async with learning(api, "browser-stopped") as report:
        await report("progress", stage="ppo", done=1, total=4)
        await expect(line).to_have_text("Improving the policy · 25\u00a0%")
        await expect(bar).to_have_js_property("value", 0.25)
        await report("progress", stage='<img src="x" onerror="alert(1)">')
        await expect(line).to_have_text('Learning: <img src="x" onerror="alert(1)">')
        await report("outcome", outcome="stopped", reason="too few votes: 7 of at least 10")
    await expect(line).to_contain_text("learning stopped: too few votes: 7 of at least 10")
    await expect(bar).to_have_count(0)
    assert await page.locator("header img").count() == 0


async def test_a_new_version_shows_by_itself_and_the_keyboard_goes_back_to_the_one_before(
    page: Page, api: httpx.AsyncClient, adapter: bytes
) -> None:
    await expect(button(page, "version 0")).to_be_visible()
    async with learning(api, "browser-published") as report:
        version = (await report("policies", adapter))["version"]
        await report("outcome", outcome="published", reason="better", version=version)
    await expect(page.locator(".learner")).to_contain_text(f"version {version} is live")
    await say(page, "What is 7 + 5?")
    await expect(page.get_by_text(f"attune · version {version}")).to_be_visible()

    await button(page, f"version {version}").focus()
    await page.keyboard.press("Enter")
    menu = page.get_by_role("dialog", name="Policy version")
    await expect(menu).to_contain_text(f"Version {version} is live. It has learned from 1 vote.")
    await expect(button(page, "Back to version 0")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(menu).to_contain_text("Go back to version 0?")
    await expect(button(page, "Cancel")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(menu).to_be_hidden()
    await expect(button(page, f"version {version}")).to_be_focused()
    assert (await api.get("/admin/policies")).json()["live"] == version

    for key, focused in (("Enter", "Back to version 0"), ("Enter", "Cancel"), ("Shift+Tab", "Go back")):
        await page.keyboard.press(key)
        await expect(button(page, focused)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(menu).to_be_hidden()
    await expect(button(page, "version 0")).to_be_focused()
    await expect(page.locator(".learner")).to_contain_text(f"version {version} was rolled back")
    assert (await api.get("/admin/policies")).json()["live"] == 0
    await say(page, "Name three fruits.")
    await expect(page.get_by_text("attune · version 0")).to_be_visible()


@pytest.mark.parametrize("status", [401, 403])
async def test_a_page_that_may_not_see_the_learner_says_nothing_of_it(page: Page, status: int) -> None:
    async def keep_out(route: Route) -> None:
        await route.fulfill(status=status, json={"error": {"message": "no", "code": "invalid_api_key"}})

    await page.route("**/admin/**", keep_out)
    async with page.expect_response("**/admin/learner/events"):
        await page.reload()
    await say(page, "What is 7 + 5?")
    assert await page.get_by_role("banner").inner_text() == "attune"


async def test_the_keyboard_alone_is_enough(page: Page, api: httpx.AsyncClient) -> None:
    await page.keyboard.type("Name three fruits,")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("please.")
    await page.keyboard.press("Enter")
    completion = await newest_completion(page, 1)
    assert await page.locator(".mine").inner_text() == "Name three fruits,\nplease."
    await expect(page.get_by_label("Message", exact=True)).to_be_focused()
    for name in ("Compare two replies", "Another reply", "Bad reply", "Good reply"):
        await page.keyboard.press("Shift+Tab")
        await expect(button(page, name)).to_be_focused()
    await page.keyboard.press("Space")
    await expect(button(page, "Good reply")).to_have_attribute("aria-pressed", "true")
    assert await votes(api, completion) == ["up"]


async def test_a_phone_shows_everything_without_scrolling_sideways(page: Page) -> None:
    await page.set_viewport_size({"width": 360, "height": 640})
    await button(page, "Settings").click()
    await page.get_by_label("Write two replies").select_option("Every message")
    await button(page, "Save").click()
    await page.get_by_label("Message", exact=True).fill(STORY)
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Which is better?")).to_be_visible(timeout=ANSWER_MS)
    upper, lower = [await place(side) for side in await page.locator(".side").all()]
    assert upper["y"] + upper["height"] <= lower["y"]
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    await button(page, "Conversations").click()
    drawer = page.get_by_role("dialog", name="Conversations")
    await expect(drawer.get_by_role("link")).to_have_text(STORY)
    await page.keyboard.press("Escape")
    await expect(drawer).to_have_count(0)
    await expect(button(page, "Conversations")).to_be_focused()


async def test_the_policy_stops_inline_script_and_foreign_hosts(browser: Browser, live_server: Served) -> None:
    """The other tests count violations; this one shows that there is something to violate and that it is counted."""
    violations: list[str] = []
    page = await browser.new_page()
    await count_violations(page, violations)
    response = await page.goto(live_server.url)
    assert response
    assert "default-src 'none'" in response.headers["content-security-policy"]
    await page.evaluate(
        """async () => {
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
          await fetch("http://localhost:9/").catch(() => undefined);
        }"""
    )
    assert await page.evaluate("window.ran") is None
    await page.close()
    assert [violation.split(" ")[0] for violation in violations] == ["script-src-elem", "connect-src"]

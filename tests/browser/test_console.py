"""The operator's console in real Chromium, on the server that all tests share: what it shows, and that it steers."""

import json
from typing import Any

import httpx
import pytest
from playwright.async_api import Page, Request, Route, expect

from tests.api.streams import children, paused
from tests.browser.accessibility import accessible
from tests.browser.chat import ANSWER_MS, button, lose
from tests.browser.learning import learning
from tests.live import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


async def steer(page: Page, label: str, verb: str, **fields: str) -> None:
    """Press a command's button, answer its question, and wait until it is done."""
    await button(page, label).click()
    question = page.get_by_role("dialog", name=label)
    for field, value in fields.items():
        await question.locator(f"[name={field}]").fill(value)
    await question.get_by_role("button", name=verb, exact=True).click()
    await expect(question).to_have_count(0)


def digits(shown: str) -> int:
    """A number without the marks between its thousands."""
    return int("".join(filter(str.isdigit, shown)))


async def answers(api: httpx.AsyncClient) -> tuple[int, dict[str, Any] | None]:
    """Which version is live, and what is on trial."""
    policies = (await api.get("/admin/policies")).raise_for_status().json()
    return policies["live"], policies["canary"]


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
    await expect(button(page, "Resume")).to_be_visible()
    # There is no cycle to cancel.
    await expect(button(page, "Cancel cycle")).to_have_count(0)
    await button(page, "Resume").click()
    await expect(loop).to_contain_text("Waiting")

    async with learning(api, "console-1") as report:
        await report("progress", stage="ppo", done=1, total=2, metrics={"iteration": 0, "score": 0.25})
        running = page.get_by_role("region", name="Now: console-1")
        await expect(running.locator("[aria-current=step]")).to_have_text("PPO")
        await expect(running.get_by_role("img", name="Reward in score: from 0.25 to 0.25")).to_be_visible()
        await accessible(page)
        await report("outcome", outcome="rejected", reason="it wins 0.41 against the champion")
    await expect(running).to_have_count(0)
    await expect(page.get_by_role("region", name="Past cycles")).to_contain_text("it wins 0.41 against the champion")


async def test_a_version_is_put_on_trial_promoted_and_rolled_back_from_the_page(
    page: Page, api: httpx.AsyncClient, live_server: Served, version: int
) -> None:
    await page.goto(f"{live_server.url}/console#versions/{version}")
    card = page.get_by_role("region", name=f"Version {version}", exact=True)
    await expect(card).to_contain_text("candidate")
    await steer(page, "Put on trial", "Begin the trial", percent="25")
    await expect(card).to_contain_text("in 25\u00a0% of conversations")
    live, trial = await answers(api)
    assert (live, trial and trial["version"], trial and trial["share"]) == (0, version, 0.25)
    await button(page, "Change share").click()
    await accessible(page)
    await page.keyboard.press("Escape")
    await steer(page, "Change share", "Change", percent="50")
    await expect(card).to_contain_text("in 50\u00a0% of conversations")

    await steer(page, "Make live", "Make live", reason="people like it")
    await expect(page.locator(".version-now")).to_have_text(f"version {version}")
    assert await answers(api) == (version, None)
    await accessible(page)
    await steer(page, "Back to version 0", "Roll back", reason="they do not")
    await expect(page.locator(".version-now")).to_have_text("version 0")
    await expect(card).to_contain_text("Rolled back: they do not.")
    await expect(card).to_contain_text("people like it")
    assert await answers(api) == (0, None)


async def test_two_versions_answer_the_same_prompts_and_figures_move_with_what_is_served(
    page: Page, api: httpx.AsyncClient, live_server: Served, version: int
) -> None:
    asked: list[str] = []

    def note(sent: Request) -> None:
        if sent.method == "POST":
            asked.append(json.loads(sent.post_data or "")["model"])

    page.on("request", note)
    await page.goto(f"{live_server.url}/console#compare")
    await page.get_by_label("Prompts, one a line").fill("What is 7 + 5?\nName three fruits.")
    await page.get_by_label("Left").select_option("0")
    await page.get_by_label("Right").select_option(str(version))
    await button(page, "Answer with both").click()
    for prompt in ("What is 7 + 5?", "Name three fruits."):
        both = page.get_by_role("region", name=prompt).locator("[aria-busy=false]")
        await expect(both).to_have_count(2, timeout=ANSWER_MS)
        await expect(both).to_contain_text(["Version 0", f"Version {version}"])
    await expect(button(page, "Answer with both")).to_be_visible()
    assert sorted(asked) == ["attune@0"] * 2 + [f"attune@{version}"] * 2
    await accessible(page)

    await page.get_by_role("link", name="Serving").click()
    since = page.get_by_role("region", name="Since the server started")
    replies = since.locator(".figure").filter(has_text="Replies").locator(".value")
    before = await replies.inner_text()
    request = {"model": "attune", "messages": [{"role": "user", "content": "Hi!"}], "max_tokens": 4}
    completion = (await api.post("/v1/chat/completions", json=request)).raise_for_status().json()["id"]
    await expect(replies).not_to_have_text(before)
    assert digits(await replies.inner_text()) == digits(before) + 1
    await accessible(page)

    vote = {"completion_id": completion, "rating": "up", "reasons": ["for the console"], "user": "console"}
    (await api.post("/v1/feedback", json=vote)).raise_for_status()
    await page.get_by_role("link", name="Votes").click()
    await expect(page.get_by_role("region", name="Judged replies")).to_contain_text("for the console")
    await accessible(page)


async def test_a_phone_shows_every_part_without_scrolling_sideways(
    page: Page, api: httpx.AsyncClient, live_server: Served, version: int
) -> None:
    request = {"model": "attune", "messages": [{"role": "user", "content": "Hi!"}], "max_tokens": 4}
    completion = (await api.post("/v1/chat/completions", json=request)).raise_for_status().json()["id"]
    (await api.post("/v1/feedback", json={"completion_id": completion, "rating": "up"})).raise_for_status()
    await page.set_viewport_size({"width": 360, "height": 640})
    await page.goto(f"{live_server.url}/console")
    for part, shown in (
        ("loop", "Past cycles"),
        ("compare", "What changed"),
        ("votes", "Judged replies"),
        ("serving", "Since the server started"),
        (f"versions/{version}", f"Version {version}"),
    ):
        await page.evaluate("(part) => (location.hash = part)", part)
        await expect(page.get_by_role("region", name=shown, exact=True)).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), part
    await expect(page.get_by_role("heading", name="Reward model")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await accessible(page)


async def test_a_cycle_of_the_servers_own_learner_is_begun_watched_and_cancelled(
    page: Page, api: httpx.AsyncClient, live_server: Served
) -> None:
    await page.goto(f"{live_server.url}/console")
    await button(page, "Learn now").click()
    running = page.get_by_role("region", name="Now: ")
    await expect(running).to_be_visible()
    cycle = (await api.get("/admin/learner")).json()["cycle"]["id"]
    learner = [child for child in children(live_server) if "server.learning.process" in child.cmdline()]
    assert len(learner) == 1
    # Held still, it cannot come to an end of its own before it is cancelled.
    with paused(learner):
        await expect(running).to_contain_text("began just now")
        await steer(page, "Cancel cycle", "Cancel it")
        await expect(page.get_by_role("region", name="The loop")).to_contain_text("Is being stopped")
    await expect(running).to_have_count(0, timeout=ANSWER_MS)
    row = page.get_by_role("region", name="Past cycles").get_by_role("listitem").filter(has_text=cycle)
    await expect(row).to_contain_text("cancelled by an operator")
    last = (await api.get("/admin/learner")).json()["last"]
    assert (last["id"], last["outcome"]) == (cycle, "cancelled")
    # Its process may outlive its word for a moment, in which no other test could be the learner.
    async with learning(api, "nothing"):
        pass


async def test_a_server_that_goes_and_a_key_that_is_taken_back_are_told_and_what_the_page_shows_stays(
    page: Page, api: httpx.AsyncClient, live_server: Served, version: int
) -> None:
    told = (await api.get("/admin/learner")).raise_for_status().json()
    state = "there"

    async def events(route: Route) -> None:
        if state == "there":
            await route.fulfill(content_type="text/event-stream", body=f"data: {json.dumps(told)}\n\n")
        elif state == "away":
            await lose(route)
        elif route.request.headers.get("authorization") == "Bearer sk-another":
            await route.continue_()
        else:
            await route.fulfill(status=401, json={"error": {"message": "no", "code": "invalid_api_key"}})

    await page.route("**/admin/learner/events", events)
    await page.goto(f"{live_server.url}/console#compare")
    prompts = page.get_by_label("Prompts, one a line")
    await prompts.fill("What is 7 + 5?")
    state = "away"
    notice = page.get_by_text("The server cannot be reached. This page keeps trying.")
    await expect(notice).to_be_visible()
    await expect(prompts).to_have_value("What is 7 + 5?")
    state = "keyed"
    await page.get_by_label("This server asks for an API key.").fill("sk-another")
    await expect(notice).to_have_count(0)
    await button(page, "Use key").click()
    await expect(page.locator("#api-key")).to_have_count(0)
    await expect(prompts).to_have_value("What is 7 + 5?")

"""What the browser tests do on the chat page, and how they ask the server what came of it."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
from playwright.async_api import Locator, Page, Request, Route, expect

REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  reportViolation(event.effectiveDirective + " " + event.blockedURI));
"""
# What the starter model answers at the greatest length.
STORY = "Tell me a short story about a fox named Pim."
ANSWER_MS = 60_000


async def count_violations(page: Page, found: list[str]) -> None:
    """Note every breach of the content security policy, on this page and after each reload."""

    def report(violation: str) -> None:
        found.append(violation)

    await page.expose_function("reportViolation", report)
    await page.add_init_script(REPORT_VIOLATIONS)


async def say(page: Page, text: str) -> str:
    """Send a message, wait for the whole reply and give its completion id."""
    shown = await page.locator(".reply-body").count()
    await page.get_by_label("Message", exact=True).fill(text)
    await page.keyboard.press("Enter")
    return await newest_completion(page, shown + 1)


async def open_older(page: Page, *turns: tuple[str, str]) -> None:
    """Show a conversation that an older page, which kept one in its tab, left there: what was said and replied."""
    old = json.dumps(
        {
            "version": 1,
            "next": 2 * len(turns) + 1,
            "turns": [_old_turn(2 * place + 1, said, replied) for place, (said, replied) in enumerate(turns)],
        }
    )
    await page.evaluate("(old) => sessionStorage.setItem('attune.conversation', old)", old)
    await page.reload()


def _old_turn(number: int, said: str, replied: str) -> dict[str, Any]:
    reply = {
        "id": f"reply-{number + 1}",
        "status": "done",
        "text": replied,
        "completionId": f"c{number}",
        "policy": "0",
        "finishReason": "stop",
        "failure": None,
    }
    return {"id": f"turn-{number}", "user": said, "active": reply["id"], "replies": [reply]}


# One piece for each picture that the browser draws, so that every stage of a half reply is drawn too.
SPEAK = """
(pieces) => {
  const real = window.fetch;
  const answer = (words, reason = null) => "data: " + JSON.stringify({
    id: "said", choices: [{ index: 0, delta: words === null ? {} : { content: words }, finish_reason: reason }],
  }) + "\\n\\n";
  const events = [...pieces.map((piece) => answer(piece)), answer(null, "stop")];
  const body = () => new ReadableStream({
    async pull(stream) {
      await new Promise(requestAnimationFrame);
      if (events.length === 0) return stream.close();
      stream.enqueue(new TextEncoder().encode(events.shift()));
    },
  });
  const headers = { "content-type": "text/event-stream", "x-attune-policy": "0" };
  window.fetch = (url, init) =>
    url === "/v1/chat/completions" ? Promise.resolve(new Response(body(), { headers })) : real(url, init);
}
"""


async def speak(page: Page, *pieces: str) -> None:
    """Have the model say these pieces, one after the other, to the next message."""
    await page.evaluate(SPEAK, list(pieces))


def lengthened(tokens: int) -> Callable[[Route], Awaitable[None]]:
    """Have a reply be of so many tokens, whatever the model wants to say."""

    async def lengthen(route: Route) -> None:
        body = json.loads(route.request.post_data or "{}") | {"ignore_eos": True, "max_tokens": tokens}
        await route.continue_(post_data=json.dumps(body))

    return lengthen


async def compare(page: Page) -> list[str]:
    """Let two replies be written side by side and give their completion ids, in the order shown."""
    await button(page, "Compare two replies").click()
    await expect(page.get_by_text("Which is better?")).to_be_visible(timeout=ANSWER_MS)
    sides = await page.locator(".side .reply-body").all()
    return [await side.get_attribute("data-completion") or "" for side in sides]


async def newest_completion(page: Page, shown: int) -> str:
    """The id of the last of so many replies on the page, once it is whole."""
    await expect(page.locator(".reply-body")).to_have_count(shown)
    reply = page.locator(".reply-body").last
    await expect(reply).to_have_attribute("aria-busy", "false", timeout=ANSWER_MS)
    await expect(button(page, "Send")).to_be_visible()
    completion = await reply.get_attribute("data-completion")
    assert completion, await page.locator("main").inner_text()
    return completion


def messages_of(request: Request) -> list[dict[str, str]]:
    """The messages that the page sent to the model."""
    body: dict[str, Any] = json.loads(request.post_data or "{}")
    messages: list[dict[str, str]] = body["messages"]
    return messages


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


async def votes(api: httpx.AsyncClient, completion: str) -> list[str]:
    """The standing ratings of a completion."""
    listed = (await api.get("/v1/feedback", params={"completion_id": completion})).raise_for_status().json()["data"]
    return [vote["rating"] for vote in listed]


async def choices(api: httpx.AsyncClient, shown: list[str]) -> list[Any]:
    """What was chosen between these replies, shown in this order."""
    listed = (await api.get("/v1/preferences", params={"completion_id": shown[0]})).raise_for_status().json()["data"]
    return [preference["outcome"] for preference in listed if preference["completion_ids"] == shown]


async def lose(route: Route) -> None:
    """What happens to a request when the server is gone."""
    await route.abort("connectionrefused")

"""`make screenshots`: pictures for eyes to judge - the chat and the console, in light, in dark and on a phone.

A real server writes the replies. What the console shows of a version and of a cycle is told by this script in the
learner's place, with made-up numbers (evidence.py): the pictures show a layout and measure nothing.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Literal

import httpx
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from tests.adapters import Learner
from tests.browser.chat import ANSWER_MS, button, compare, open_older, say
from tests.browser.chromium import NO_CHANCE, launch
from tests.browser.evidence import FACTS, GATE, HISTORY, KL_BUDGET, REWARD
from tests.browser.learning import learning
from tests.live import serving

OUT = Path("out/screenshots")
LOOKS: dict[str, tuple[ViewportSize, Literal["light", "dark"]]] = {
    "light": ({"width": 1280, "height": 800}, "light"),
    "dark": ({"width": 1280, "height": 800}, "dark"),
    "phone": ({"width": 390, "height": 760}, "light"),
}
RICH = """A loop, and what it costs:

```python
def count(words: list[str]) -> dict[str, int]:
    \"\"\"How often each word comes, in one pass over all of them, however long the line that says so.\"\"\"
    return {word: words.count(word) for word in set(words)}
```

| words | time |
|---|---:|
| 10 | 1 ms |
| 1000 | 9 s |

So it is $O(n^2)$, and $$\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}$$

- [x] correct
- [ ] fast
"""
PROMPTS = ("What is 7 + 5?", "Name three fruits.", "What is the capital of France?", "Hi! My name is Ada.")


async def shoot(page: Page, name: str, whole: bool = False) -> None:
    """Take one picture, once nothing moves any more; its folder is made where there is none."""
    await page.evaluate("document.fonts.ready")
    if whole:
        # What sticks to the top would else be in the middle.
        await page.evaluate("scrollTo(0, 0)")
    await page.screenshot(path=OUT / f"{name}.png", full_page=whole, animations="disabled")


async def past(api: httpx.AsyncClient, folder: Path) -> None:
    """What the console can show: votes, a version with evidence, a cycle that ended and one that runs."""
    for number, prompt in enumerate(PROMPTS):
        request: dict[str, Any] = {"model": "attune", "messages": [{"role": "user", "content": prompt}], "n": 2}
        completion = (await api.post("/v1/chat/completions", json=request)).raise_for_status().json()["id"]
        rating = {"rating": "up", "reasons": ["correct"]} if number % 2 else {"rating": "down", "reasons": ["too long"]}
        vote = {"completion_id": completion, "user": f"user-{number % 3}", "comment": "Said in few words.", **rating}
        (await api.post("/v1/feedback", json=vote)).raise_for_status()
        choice = {"completion_ids": [completion, f"{completion}#1"], "outcome": {"chosen": f"{completion}#1"}}
        (await api.post("/v1/preferences", json=choice | {"user": "user-1"})).raise_for_status()
    file = Learner().write(1, folder / "adapter.safetensors", **FACTS).read_bytes()
    told = {"reward_model": REWARD, "ppo": {"iteration": 4, "history": HISTORY, "kl_budget": KL_BUDGET}}
    refused = {**GATE, "passed": False, "reasons": ["win rate 0.52 [0.43, 0.61] is not surely above 0.50"]}
    async with learning(api, "cycle-1") as report:
        # A candidate, for its weights are noise: version 0 goes on writing the replies.
        await report("policies", file)
        await report("outcome", outcome="rejected", reason="not surely better", metrics=told | {"gate": refused})


async def chat(page: Page, look: str) -> None:
    """The chat page in its states."""
    await shoot(page, f"chat-welcome-{look}")
    await open_older(page, ("How slow is this?", RICH))
    await expect(page.locator(".hljs-keyword").first).to_be_visible()
    await shoot(page, f"chat-rich-{look}", whole=True)
    if look == "phone":
        await button(page, "Conversations").click()
        await page.get_by_role("dialog", name="Conversations").get_by_role("button", name="New conversation").click()
    else:
        await button(page, "New conversation").click()
    await say(page, "Tell me a short story about a fox named Pim.")
    await button(page, "Bad reply").click()
    await button(page, "too long").click()
    await button(page, "Suggest a better answer").click()
    await shoot(page, f"chat-vote-{look}")
    await compare(page)
    await shoot(page, f"chat-compare-{look}")
    await button(page, "Settings").click()
    await shoot(page, f"chat-settings-{look}")
    await page.keyboard.press("Escape")
    if look == "phone":
        await button(page, "Conversations").click()
    await page.get_by_role("button", name="Options for Tell me").click()
    await shoot(page, f"chat-menu-{look}")
    await button(page, "Delete").click()
    await shoot(page, f"chat-delete-{look}")
    await page.route("**/v1/chat/completions/*", lambda route: route.abort())
    await page.get_by_role("dialog", name="Delete").get_by_role("button", name="Delete", exact=True).click()
    await expect(button(page, "Try again")).to_be_visible()
    await shoot(page, f"chat-not-deleted-{look}")
    await page.keyboard.press("Escape")
    if look != "phone":
        await page.locator(".version").click()
        await shoot(page, f"chat-version-{look}")


async def console(page: Page, look: str, url: str) -> None:
    """Each part of the console, with something in it."""

    async def loop() -> None:
        await page.locator(".cycles summary").last.click()
        await expect(page.locator(".stages")).to_be_visible()

    async def versions() -> None:
        await expect(page.locator(".curves")).to_be_visible()
        await button(page, "Put on trial").click()
        await shoot(page, f"console-question-{look}")
        await page.keyboard.press("Escape")

    async def both() -> None:
        await page.get_by_label("Prompts, one a line").fill("\n".join(PROMPTS[:2]))
        await button(page, "Answer with both").click()
        await expect(page.locator(".pair [aria-busy=false]")).to_have_count(4, timeout=ANSWER_MS)

    async def votes() -> None:
        await expect(page.locator(".judged li").first).to_be_visible()

    async def serving() -> None:
        await expect(page.locator(".chart").first).to_be_visible()

    parts: dict[str, Callable[[], Awaitable[None]]] = {
        "loop": loop,
        "versions/1": versions,
        "compare": both,
        "votes": votes,
        "serving": serving,
    }
    for part, ready in parts.items():
        await page.goto("about:blank")
        await page.goto(f"{url}/console#{part}")
        await ready()
        await shoot(page, f"console-{part.partition('/')[0]}-{look}", whole=True)


async def pictures(browser: Browser, url: str) -> None:
    """Every page in every look."""
    for look, (size, light) in LOOKS.items():
        page = await browser.new_page(viewport=size, color_scheme=light, has_touch=look == "phone")
        page.set_default_timeout(ANSWER_MS)
        await page.add_init_script(NO_CHANCE)
        await page.goto(url)
        await expect(page.get_by_role("heading", name="What shall we talk about?")).to_be_visible()
        await chat(page, look)
        await console(page, look, url)
        await page.close()


async def main() -> None:
    """Start a server, fill it, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as served:
        async with httpx.AsyncClient(base_url=served.url, timeout=60) as api:
            await past(api, Path(folder))
            async with learning(api, "cycle-2", 600) as report, async_playwright() as playwright:
                await report("progress", stage="ppo", done=0, total=8, metrics={"kl_budget": KL_BUDGET})
                names = ("iteration", "score", "kl", "entropy", "length")
                for one in HISTORY[:4]:
                    metrics = {name: one[name] for name in names} | one["update"]
                    await report("progress", stage="ppo", done=one["iteration"] + 1, total=8, metrics=metrics)
                browser = await launch(playwright)
                await pictures(browser, served.url)
                await browser.close()


if __name__ == "__main__":
    asyncio.run(main())

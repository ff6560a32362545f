"""What a model may write, known in advance: Markdown that is drawn while it comes, and text that means harm.

Replies that are whole come from a conversation that an older page left; replies that stream, piece by piece from
within the page. The `page` fixture checks besides that no other host was asked and that no rule against inline
script had to hold anything back.
"""

import pytest
from playwright.async_api import Dialog, Page, expect

from tests.browser.chat import button, open_older, speak

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]

HOSTILE = r"""
<script>window.ran = "script"</script>

<img src="x" onerror="window.ran = 'image'"><svg onload="window.ran = 'svg'"><animate onbegin="window.ran = 'animate'"
attributeName="x" dur="1s"/><a xlink:href="javascript:window.ran='svg link'"><text>text</text></a></svg>

before <math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=window.ran='math'&gt;">

<iframe srcdoc="<script>parent.ran = 'frame'</script>"></iframe> <details open ontoggle="window.ran = 'toggle'">

[link](javascript:window.ran='link') [tab](java&#9;script:window.ran='tab') [capital](JaVaScript:window.ran='capital')
[data](data:text/html,<script>window.ran='data'</script>) <javascript:window.ran='automatic'>
<a href="javascript:window.ran='tag'" onclick="window.ran='click'">tag</a>
![picture](https://example.com/seen.png "a\" onerror=\"window.ran='title'") ![picture](javascript:window.ran='picture')

`</code><script>window.ran = "code"</script>`

```html"onmouseover="window.ran='language'
</code></pre><script>window.ran = "block"</script>
```

$\href{javascript:window.ran='formula'}{x}$ $\url{javascript:window.ran='address'}$
$\htmlStyle{position: fixed; inset: 0}{y}$ $\htmlData{x=y}{z}$ $\includegraphics{https://example.com/seen.png}$
$\text{<img src=x onerror="window.ran='text'">}$ $\def\again{\again\again}\again$

$$\rule{99999em}{99999em}$$

| cell |
|---|
| <img src=x onerror="window.ran='cell'"> [cell](javascript:window.ran='cell link') |

the end
"""
LINE = "a<b>**[`$" * 120_000
"""A megabyte on one line, in which much begins and nothing ends."""
OPEN_FENCE = "before\n\n```js\nwindow.ran = 'fence';\n</code></pre><img src=x onerror=\"window.ran='fence'\">\n" * 20
OPEN_FORMULA = "before\n\n$$\\frac{1}{\\sqrt{<img src=x onerror=\"window.ran='formula'\">\n" + "\\left({" * 2000
HARM = """
() => [...document.querySelectorAll(".markdown *")].flatMap((element) => [
  ...(element.matches("script, img, iframe, object, embed, style, link, form, details") ? [element.tagName] : []),
  ...element.getAttributeNames().filter((name) => name.startsWith("on") || name === "srcdoc"),
  ...(/^(https?|mailto):/.test(element.getAttribute("href") ?? "https:") ? [] : [element.getAttribute("href")]),
  ...(element.hasAttribute("xlink:href") ? ["xlink:href"] : []),
])
"""
"""What stands in the replies that could run or load anything."""


def dialogs(page: Page) -> list[str]:
    """What dialogs say that are opened from here on."""
    said: list[str] = []

    async def close(dialog: Dialog) -> None:
        said.append(dialog.message)
        await dialog.dismiss()

    page.on("dialog", close)
    return said


async def harmless(page: Page) -> None:
    """Nothing of the replies has run or could, they keep to their place, and the page still takes a key."""
    assert await page.evaluate(HARM) == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    field = page.get_by_label("Message", exact=True)
    await field.press("k")
    await expect(field).to_have_value("k")
    assert await page.evaluate("window.ran") is None


def cut(text: str, pieces: int) -> list[str]:
    """The text in so many pieces, wherever that cuts it."""
    size = -(-len(text) // pieces)
    return [text[start : start + size] for start in range(0, len(text), size)]


async def test_nothing_of_a_hostile_reply_runs(page: Page) -> None:
    opened = dialogs(page)
    await open_older(page, ("first", HOSTILE), ("second", OPEN_FENCE), ("third", OPEN_FORMULA), ("fourth", LINE))
    replies = page.locator(".markdown")
    await expect(replies).to_have_count(4)
    await expect(replies.first).to_contain_text("the end")
    # Formulas are set once the typesetter has come.
    await expect(page.locator(".katex").first).to_be_visible()
    await harmless(page)
    assert opened == []


async def test_nothing_of_a_hostile_reply_runs_while_it_streams(page: Page) -> None:
    opened = dialogs(page)
    for number, pieces in enumerate((cut(HOSTILE, 80), cut(OPEN_FENCE, 10), cut(OPEN_FORMULA, 10), cut(LINE, 8))):
        await speak(page, *pieces)
        await page.get_by_label("Message", exact=True).fill(f"message {number}")
        await page.keyboard.press("Enter")
        reply = page.locator(".reply-body").nth(number)
        await expect(reply).to_have_attribute("aria-busy", "false", timeout=60_000)
    await expect(page.locator(".markdown").first).to_contain_text("the end")
    await harmless(page)
    assert opened == []


async def test_markdown_takes_shape_while_it_streams_and_its_code_can_be_copied(page: Page) -> None:
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    code = "def twelve() -> int:\n    return 7 + 5  # <b>\n"
    text = f"# A sum\n\nIt is **twelve**:\n\n```python\n{code}```\n\n1. seven\n2. five\n"
    await speak(page, *cut(text, 30))
    await page.get_by_label("Message", exact=True).fill("What is 7 + 5?")
    await page.keyboard.press("Enter")
    await expect(page.locator(".reply-body")).to_have_attribute("aria-busy", "false")
    reply = page.locator(".markdown")
    await expect(reply.get_by_role("heading")).to_have_text("A sum")
    await expect(reply.locator("strong")).to_have_text("twelve")
    await expect(reply.get_by_role("listitem")).to_have_text(["seven", "five"])
    await expect(reply.locator(".hljs-keyword")).to_have_text(["def", "return"])
    await button(page, "Copy code").click()
    await expect(button(page, "Copied")).to_be_visible()
    assert await page.evaluate("navigator.clipboard.readText()") == code

"""Whether a page can be used by everybody, as far as axe can tell: WCAG 2.1, levels A and AA, in light and in dark."""

from pathlib import Path
from typing import Any

from playwright.async_api import Page

AXE = Path(__file__).parents[2] / "server/web/node_modules/axe-core/axe.min.js"
# What is only in the style sheet of the light, or of the dark, is contrast: the rest is not asked twice.
RUN = """
async (rules) => {
  const runOnly = rules ?? { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] };
  // Style sheets are not fetched again, which the content security policy would refuse.
  const { violations } = await axe.run(document, { runOnly, preload: false, resultTypes: ["violations"] });
  return violations.map(({ id, impact, nodes }) => ({
    id, impact, nodes: nodes.map(({ html, failureSummary }) => html.slice(0, 300) + "\\n  " + failureSummary),
  }));
}
"""
CONTRAST = {"type": "rule", "values": ["color-contrast"]}


async def accessible(page: Page) -> None:
    """Check the page as it stands. It is left in the light."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = await page.evaluate(RUN)
    await page.emulate_media(color_scheme="dark")
    found += [{**one, "id": f"{one['id']} in the dark"} for one in await page.evaluate(RUN, CONTRAST)]
    await page.emulate_media(color_scheme="light")
    assert not found, "\n".join(f"{one['id']} ({one['impact']}):\n" + "\n".join(one["nodes"]) for one in found)

"""The Chromium of tests and pictures: the system's own, because Playwright's cannot be had everywhere."""

import shutil

from playwright.async_api import Browser, Playwright

# The background services are off because Chromium would look up hosts of its own.
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A page asks by chance to compare two replies; with this script only where somebody says so.
NO_CHANCE = 'localStorage.setItem("attune.preferences", JSON.stringify({ compareShare: 0, sidebar: true }))'


async def launch(playwright: Playwright) -> Browser:
    """Start it."""
    executable = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert executable, "this needs Chromium: install Debian's chromium package"
    return await playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)

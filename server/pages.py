"""The browser client: static files of `server/web/dist`, under a content security policy that lets nothing else in.

`/` is the chat, `/console` the operator's view of learning.
"""

from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGES = {"/console": "/console.html"}
"""Pages by the address that people use; `/` is `index.html` by itself."""
DIST = Path(__file__).parent / "web" / "dist"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}


class _Guarded:
    """Static files with the headers above; names of built assets carry a hash, so they may be kept for good."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                hashed = "/assets/" in scope["path"] and message["status"] == 200
                headers["cache-control"] = "public, max-age=31536000, immutable" if hashed else "no-cache"
            await send(message)

        await self._app({**scope, "path": PAGES.get(scope["path"], scope["path"])}, receive, guarded)


def mount(app: FastAPI) -> bool:
    """Serve the client at `/`, after every other route; False where it was not built."""
    if not (DIST / "index.html").is_file():
        return False
    app.mount("/", _Guarded(StaticFiles(directory=DIST, html=True)), name="web")
    return True

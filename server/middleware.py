"""What happens to every request before a route sees it, as plain ASGI so that streams stay streams.

Gives the request an id (the client's `x-request-id`, or a new one) and sends it back; refuses a body that is
larger than the limit while it arrives, whatever its Content-Length said; answers what no handler knew.

A server without keys trusts whoever reaches it, and a web page in the user's browser reaches it too. So there, a
request must name this machine as its host, which no page of another name can (DNS rebinding included), and if a
page sent it, that page must be our own, one of the allowed origins, or from this machine.
"""

import logging
import re
import uuid
from collections.abc import Collection, Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.errors import ApiError
from server.settings import is_loopback

log = logging.getLogger("attune")

REQUEST_ID = re.compile(r"[\x21-\x7e]{1,128}")


class RequestMiddleware:
    """Names each request, bounds its body, and keeps foreign pages out.

    `origins` is None on a server with keys. `larger` has the bounds of routes that take files, by method and path.
    """

    def __init__(
        self,
        app: ASGIApp,
        max_body_bytes: int,
        origins: Collection[str] | None,
        larger: Mapping[tuple[str, str], int] = MappingProxyType({}),
    ) -> None:
        self._app = app
        self._max_body_bytes = max_body_bytes
        self._larger = larger
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        sent = headers.get("x-request-id", "")
        request_id = sent if REQUEST_ID.fullmatch(sent) else f"req_{uuid.uuid4().hex}"
        scope.setdefault("state", {})["request_id"] = request_id
        started = False

        async def named(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                MutableHeaders(scope=message)["x-request-id"] = request_id
            await send(message)

        most = self._larger.get((scope["method"], scope["path"]), self._max_body_bytes)
        if (refusal := self._refusal(headers, most)) is not None:
            await refusal.response()(scope, receive, named)
            return
        try:
            await self._app(scope, _bounded(receive, most), named)
        except ClientDisconnect:
            log.debug("the client of %s left while it sent its body", request_id)
        except Exception:
            if started:
                raise
            log.exception("unexpected error in %s %s (%s)", scope["method"], scope["path"], request_id)
            error = ApiError(500, "The server made a mistake; its log says which.")
            await error.response()(scope, receive, named)

    def _refusal(self, headers: Headers, most: int) -> ApiError | None:
        """Why a request is refused by its headers alone."""
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length[:20]) > most:
            return _too_large(most)
        if self._origins is None:
            return None
        if not is_loopback(_host(f"//{headers.get('host', '')}")):
            return ApiError(
                403, "A server without API keys answers only to this machine's own name.", code="foreign_host"
            )
        origin = headers.get("origin")
        if origin is not None and origin not in self._origins and not is_loopback(_host(origin)):
            return ApiError(403, "Web pages of other hosts may not use this server.", code="foreign_origin")
        return None


def _bounded(receive: Receive, most: int) -> Receive:
    seen = 0

    async def bounded() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise _too_large(most)
        return message

    return bounded


def _too_large(most: int) -> ApiError:
    return ApiError(413, f"The body is larger than {most} bytes.", code="body_too_large")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""

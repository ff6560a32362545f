"""What every route works with, made at start and closed at the end: settings, store, engine, policies, lifecycle.

Also the two dependencies that routes ask for: `Services`, and `Owner`, which is who sent the request.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request
from pydantic import SecretStr
from starlette.requests import HTTPConnection

from feedback.store import Store
from server.completions.background import Background
from server.completions.turns import Turns
from server.engine.engine import Engine
from server.errors import ApiError
from server.learning.learner import Learner
from server.learning.lease import Lease
from server.lifecycle import Lifecycle
from server.settings import Settings
from server.versions.canary import Judge
from server.versions.policies import Policies
from server.versions.swap import Swap

if TYPE_CHECKING:
    from server.telemetry import Telemetry

LEARNER = "learner"
"""Who sent it, when the server's own learner did."""


@dataclass
class Parts:
    """The running server's parts."""

    settings: Settings
    store: Store
    engine: Engine
    policies: Policies
    swap: Swap
    lease: Lease
    learner: Learner
    judge: Judge
    lifecycle: Lifecycle = field(default_factory=Lifecycle)
    telemetry: "Telemetry | None" = None
    """None unless OpenTelemetry is configured."""
    background: Background = field(default_factory=Background)
    turns: Turns = field(default_factory=Turns)


def _services(connection: HTTPConnection) -> Parts:
    parts: Parts = connection.app.state.parts
    return parts


def authorise(request: Request) -> str | None:
    """Who sends this: an opaque name of their key, or None on a server without keys. Raises `ApiError` 401."""
    keys = _keys(_services(request).settings, request.scope["path"])
    if not keys:
        return None
    if is_learner(request) and may_learner(request.scope["path"]):
        return LEARNER
    sent = _bearer(request)
    if not sent:
        raise ApiError(
            401, "This server needs an API key, sent as `Authorization: Bearer KEY`.", code="missing_api_key"
        )
    # Every key is compared, in constant time, so that the time taken tells nothing.
    matches = [hmac.compare_digest(key.get_secret_value().encode(), sent) for key in keys]
    if not any(matches):
        raise ApiError(401, "The API key is not one of this server's.", code="invalid_api_key")
    return "key-" + hashlib.sha256(sent).hexdigest()[:16]


def _keys(settings: Settings, path: str) -> tuple[SecretStr, ...]:
    """The keys that open a path; none where it is open to all who reach the server."""
    if settings.admin_key is None:
        return settings.api_keys
    if path.startswith("/admin/"):
        return (settings.admin_key,)
    return (*settings.api_keys, settings.admin_key) if settings.api_keys else ()


def is_learner(request: Request) -> bool:
    """Whether this comes from the learner that the server itself has started."""
    return hmac.compare_digest(_services(request).learner.key.encode(), _bearer(request))


def may_learner(path: str) -> bool:
    """The only paths that the learner's own key opens."""
    return path.startswith("/admin/") or path in ("/v1/completions", "/v1/models")


def _bearer(request: Request) -> bytes:
    """The key that was sent; empty if there was none."""
    scheme, _, sent = request.headers.get("authorization", "").partition(" ")
    return sent.strip().encode() if scheme.lower() == "bearer" else b""


Services = Annotated[Parts, Depends(_services)]
Owner = Annotated[str | None, Depends(authorise)]

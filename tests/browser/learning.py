"""How the browser tests are the learner of a server: they report on a cycle, and publish versions."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx

Report = Callable[..., Awaitable[dict[str, Any]]]


@asynccontextmanager
async def learning(api: httpx.AsyncClient, cycle: str, seconds: int = 60) -> AsyncIterator[Report]:
    """Be the learner of a cycle: what is yielded reports on it, or publishes an adapter file."""
    granted = (await api.post("/admin/lease", json={"holder": "a test", "seconds": seconds})).raise_for_status().json()
    lease = {"x-attune-lease": str(granted["token"])}

    async def report(what: str, file: bytes | None = None, **told: Any) -> dict[str, Any]:
        if file is not None:
            sent = api.post(f"/admin/{what}", content=file, headers=lease, timeout=60)
        else:
            sent = api.post(f"/admin/learner/{what}", json={"cycle": cycle, **told}, headers=lease, timeout=60)
        answer: dict[str, Any] = (await sent).raise_for_status().json()
        return answer

    try:
        yield report
    finally:
        await api.delete("/admin/lease", headers=lease)

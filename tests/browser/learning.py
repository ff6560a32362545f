"""How the browser tests are the learner of a server: they report on a cycle, and publish versions."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx

Report = Callable[..., Awaitable[dict[str, Any]]]


@asynccontextmanager
async def learning(api: httpx.AsyncClient, cycle: str, seconds: int = 60) -> AsyncIterator[Report]:
    """Be the learner of a cycle: what is yielded reports on it, or publishes an adapter file.

    Waits for a learner of the server's own that was told to end.
    """
    asked = {"holder": "a test", "seconds": seconds}
    granted = await api.post("/admin/lease", json=asked)
    while granted.status_code == 423:
        await asyncio.sleep(0.1)
        granted = await api.post("/admin/lease", json=asked)
    lease = {"x-attune-lease": str(granted.raise_for_status().json()["token"])}

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

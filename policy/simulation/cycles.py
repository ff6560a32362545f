"""Waiting for the server to learn: what a cycle is doing, and how it ended.

The schedule is the server's own; one is only asked for where enough votes did not bring one about. Seen through
`GET /admin/learner`, which is asked again and again: a stream that broke would have to be anyway.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from policy.server_client import ServerError
from policy.simulation.client import Client

LOOK_SECONDS = 0.5
PATIENCE = 6
"""Looks at a learner that does nothing before a cycle is asked for."""


@dataclass(frozen=True)
class Ended:
    """How a cycle ended."""

    id: str
    outcome: str
    """`promoted`, `published`, `rejected`, `stopped`, `cancelled` or `failed`."""
    reason: str | None
    version: int | None
    """The policy version that it published, if any."""

    @property
    def measurable(self) -> bool:
        """Whether there is a version that answers requests."""
        return self.version is not None and self.outcome in ("promoted", "published")


async def last_cycle(client: Client) -> str | None:
    """The id of the cycle that ended last."""
    last = (await client.ask("GET", "/admin/learner"))["last"]
    return last and str(last["id"])


async def next_cycle(client: Client, after: str | None, on_change: Callable[[str], None]) -> Ended:
    """Wait until a cycle later than `after` has ended. Raises `ServerError`, also if learning is paused.

    `on_change` is told each new stage in words.
    """
    idle, shown = 0, ""
    while True:
        now = await client.ask("GET", "/admin/learner")
        if now["state"] == "paused":
            raise ServerError("learning is paused on this server; POST /admin/learner/resume lets it go on")
        if now["cycle"] is None and now["last"] and now["last"]["id"] != after:
            return _ended(now["last"])
        if now["cycle"] is not None:
            idle = 0
            if (line := _doing(now["cycle"])) != shown:
                shown = line
                on_change(line)
        else:
            idle += 1
            if idle == PATIENCE:
                await _ask_for_one(client)
        await asyncio.sleep(LOOK_SECONDS)


async def _ask_for_one(client: Client) -> None:
    try:
        await client.ask("POST", "/admin/learner/run")
    except ServerError as error:
        if error.code != "already_running":
            raise


def _doing(cycle: Mapping[str, Any]) -> str:
    """What a cycle is at, without numbers that change all the time."""
    return f"{cycle['id']}: {cycle.get('stage') or 'starting'}"


def _ended(last: Mapping[str, Any]) -> Ended:
    return Ended(str(last["id"]), str(last["outcome"]), last.get("reason"), last.get("version"))

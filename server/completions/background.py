"""Generations that go on without their reader: what a request asks for by `background: true`.

    respond -> Background.start -> a task that draws the events -> Running.events <- any number of readers, who
                                                                                      come, leave and come again

A reader that comes again says how far it had come (`GET ...?stream=true&starting_after=N`): each event has its number
as the `id` of server-sent events. The events are in memory until `KEEP_SECONDS` after the last; then the reply is read
from the store. One of `store: false` is in memory only, and gone then.

Left out on purpose: outliving the server. What it wrote until its end is in the store, as of any reply that was cut.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack
from typing import Annotated

from fastapi import Query
from fastapi.responses import Response
from sse_starlette import EventSourceResponse

from feedback.errors import ForeignCompletion
from server.completions.recording import Recording
from server.errors import ApiError

log = logging.getLogger("attune")

PING_SECONDS = 15
KEEP_SECONDS = 300.0
# For the events of all that have ended; those that ended first go first.
KEEP_BYTES = 64 * 1024**2

StartingAfter = Annotated[int | None, Query(ge=0)]


class Running:
    """One generation with its events so far; for some time after its end as well."""

    def __init__(self, recording: Recording, owner: str | None, headers: Mapping[str, str]) -> None:
        self.recording = recording
        self.owner = owner
        self.ended = False
        self.size = 0
        self.task: asyncio.Task[None] | None = None
        self.refusal: Exception | None = None
        self._headers = {**headers, "x-attune-completion": recording.id}
        self._events: list[bytes] = []
        self._grown = asyncio.Event()

    async def accepted(self) -> None:
        """Return once the engine has taken the request and its row is on disk. Raises what it was refused with."""
        await self.recording.accepted.wait()
        if self.refusal is not None:
            raise self.refusal
        await self.recording.kept()

    def read(self, after: int | None = None) -> Response:
        """The events behind the one of this number, or all, as they come. Raises `ApiError` for one that never was."""
        if after is not None and after >= len(self._events):
            said = f"starting_after is {after}, but there are only {len(self._events)} events so far, from 0."
            raise ApiError(400, said, param="starting_after", code="invalid_value")
        place = 0 if after is None else after + 1
        return EventSourceResponse(self._from(place), headers=self._headers, ping=PING_SECONDS, sep="\n")

    async def _from(self, place: int) -> AsyncIterator[bytes]:
        while True:
            grown = self._grown
            while place < len(self._events):
                yield self._events[place]
                place += 1
            if self.ended:
                return
            await grown.wait()

    async def write(self, events: AsyncIterator[bytes], live: ExitStack) -> None:
        """Draw the events to their end; `live` is left then."""
        try:
            with live:
                async for event in events:
                    self._events.append(b"id: %d\n" % len(self._events) + event)
                    self.size += len(self._events[-1])
                    self._wake()
        except Exception as error:
            if self.recording.accepted.is_set():
                log.exception("the events of %s broke off", self.recording.id)
            self.refusal = error
        finally:
            self.ended = True
            self.recording.accepted.set()
            self._wake()

    def _wake(self) -> None:
        self._grown.set()
        self._grown = asyncio.Event()


class Background:
    """All generations that need no reader, by id."""

    def __init__(self) -> None:
        self._held: dict[str, Running] = {}

    def start(
        self,
        recording: Recording,
        owner: str | None,
        events: AsyncIterator[bytes],
        live: ExitStack,
        headers: Mapping[str, str],
    ) -> Running:
        """Draw a generation's events in a task of its own."""
        running = Running(recording, owner, headers)
        self._held[recording.id] = running
        running.task = asyncio.create_task(running.write(events, live), name=recording.id)
        running.task.add_done_callback(lambda _: self._ended(running))
        return running

    def check_room(self, owner: str | None, most: int) -> None:
        """Raise `ApiError` 429 for an owner who has as many under way as are allowed."""
        count = sum(not running.ended and running.owner == owner for running in self._held.values())
        if count >= most:
            said = f"{count} replies are being generated in the background, as many as one key may have at once."
            raise ApiError(429, said, param="background", code="too_many_in_background", retry_after=5)

    def find(self, completion_id: str, owner: str | None) -> Running | None:
        """The one of that id, while its events are here. Raises `ForeignCompletion` if it is another owner's."""
        running = self._held.get(completion_id)
        if running is not None and owner not in (None, running.owner):
            raise ForeignCompletion(f"completion {completion_id!r} belongs to another key", param="completion_id")
        return running

    def read(self, completion_id: str, owner: str | None, stream: bool, after: int | None) -> Response | None:
        """The events that a GET asks for; None if it asks for the stored reply, or there are no events (any more)."""
        if not stream and after is not None:
            raise ApiError(400, "starting_after needs stream=true.", param="starting_after", code="invalid_value")
        running = self.find(completion_id, owner) if stream else None
        return None if running is None else running.read(after)

    async def forget(self, completion_id: str) -> None:
        """End it, if it runs, and drop its events: its content was deleted."""
        if (running := self._held.pop(completion_id, None)) is not None:
            await _end(running)

    async def stop(self) -> None:
        """End all that run."""
        await asyncio.gather(*map(_end, self._held.values()))

    def _ended(self, running: Running) -> None:
        keep = 0.0 if running.refusal is not None else KEEP_SECONDS
        asyncio.get_running_loop().call_later(keep, self._held.pop, running.recording.id, None)
        # The oldest stand first in the order of their beginning, which is near enough.
        ended = [one for one in self._held.values() if one.ended]
        size = sum(one.size for one in ended)
        for one in ended:
            if size <= KEEP_BYTES:
                break
            size -= one.size
            del self._held[one.recording.id]


def no_events() -> ApiError:
    """Why a stored reply is not streamed."""
    said = "There are no events of it to read: it was not made in the background, or ended a while ago."
    return ApiError(400, f"{said} Read it without stream=true.", param="stream", code="not_streamed")


async def _end(running: Running) -> None:
    if running.task is not None:
        running.task.cancel()
        await asyncio.gather(running.task, return_exceptions=True)

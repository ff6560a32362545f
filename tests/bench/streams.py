"""People who chat: so many streams at once, each followed by the next, with the time at which each piece of text came.

    async with Load(url, 64, tokens=64) as load: ...       load.replies: all that were begun, those under way included

What is measured is what a client sees: the time between two pieces of text of one stream, however many tokens a piece
holds, and the time to the first. The load runs on the same cores as the server, so it is small: one connection and one
JSON object for each piece.
"""

import asyncio
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

import aiohttp

PIECE = b"data: "
DONE = b"[DONE]"


@dataclass
class Reply:
    """One streamed reply as it came. Times are `time.perf_counter`'s."""

    begun: float
    times: list[float] = field(default_factory=list)
    """When each piece of text came."""
    versions: set[str] = field(default_factory=set)
    """Every policy version that the reply named."""
    tokens: int = 0
    ended: bool = False
    fault: str | None = None
    """What is wrong with it; None for a whole reply, and for one that is under way."""

    def read(self, line: bytes, now: float) -> None:
        """Take in one line of the stream."""
        if not line.startswith(PIECE):
            return
        told = line.removeprefix(PIECE).strip()
        if told == DONE:
            self.ended = True
            return
        chunk = json.loads(told)
        if "error" in chunk:
            self.fault = str(chunk["error"])
            return
        self.versions.add(chunk["system_fingerprint"])
        if chunk["choices"] and chunk["choices"][0]["delta"].get("content"):
            self.times.append(now)
        if usage := chunk.get("usage"):
            self.tokens = usage["completion_tokens"]

    def check(self, wanted: int) -> None:
        """Say what is wrong with a reply that is over: cut short, too few tokens, of two versions, silent."""
        faults = [
            "it was cut short" if not self.ended else "",
            f"{self.tokens} tokens came, not {wanted}" if self.tokens != wanted else "",
            f"it names {sorted(self.versions)}" if len(self.versions) != 1 else "",
            "it has no text" if not self.times else "",
        ]
        self.fault = self.fault or next(filter(None, faults), None)


def story(number: int, tokens: int) -> dict[str, Any]:
    """A request for a reply of exactly so many tokens; no two numbers ask for the same."""
    return {
        "model": "attune",
        "messages": [{"role": "user", "content": f"Tell me a short story, number {number}."}],
        "max_tokens": tokens,
        "ignore_eos": True,
        "seed": number,
        "stream": True,
        "stream_options": {"include_usage": True},
    }


async def follow(session: aiohttp.ClientSession, url: str, body: dict[str, Any], reply: Reply) -> None:
    """Send one request and write down what comes, until its end or the connection's."""
    try:
        async with session.post(f"{url}/v1/chat/completions", json=body) as response:
            if response.status != 200:
                reply.fault = f"{response.status} {await response.text()}"
                return
            async for line in response.content:
                reply.read(line, time.perf_counter())
    except aiohttp.ClientError as error:
        reply.fault = repr(error)
    reply.check(body["max_tokens"])


class Load:
    """`streams` streams at once for as long as the block lasts; on leaving it, those under way are finished."""

    def __init__(self, url: str, streams: int, *, tokens: int, pause: float = 0.0) -> None:
        """`pause`: seconds between the end of a stream and the beginning of the next."""
        self.url = url
        self.streams = streams
        self.tokens = tokens
        self.pause = pause
        self.replies: list[Reply] = []
        self._ends: list[asyncio.Event] = []
        """Of each place's stream, set when it is over."""
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = False

    async def __aenter__(self) -> "Load":
        self.session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0), timeout=aiohttp.ClientTimeout(total=300)
        )
        self._ends = [asyncio.Event() for _ in range(self.streams)]
        self._tasks = [asyncio.create_task(self._talk(place)) for place in range(self.streams)]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping = True
        try:
            await asyncio.gather(*self._tasks)
        finally:
            await self.session.close()

    async def _talk(self, place: int) -> None:
        # Spread over the time of a reply, so that streams do not begin and end in step.
        await asyncio.sleep(place / self.streams)
        self._ends[place].set()
        while not self._stopping:
            reply, end = Reply(time.perf_counter()), asyncio.Event()
            self.replies.append(reply)
            self._ends[place] = end
            await follow(self.session, self.url, story(len(self.replies), self.tokens), reply)
            end.set()
            await asyncio.sleep(1.0 if reply.fault else self.pause)

    async def turned_over(self) -> None:
        """Wait until every stream that runs now is over."""
        await asyncio.gather(*(end.wait() for end in list(self._ends)))


@dataclass(frozen=True)
class Window:
    """A stretch of time."""

    begun: float
    ended: float


def gaps_touching(replies: Iterable[Reply], windows: Iterable[Window]) -> list[float]:
    """Seconds between two pieces of one reply, wherever that time and a window have a moment in common."""
    windows = list(windows)
    return [
        after - before
        for reply in replies
        for before, after in zip(reply.times, reply.times[1:], strict=False)
        if any(before <= window.ended and after >= window.begun for window in windows)
    ]


def gaps_inside(replies: Iterable[Reply], windows: Iterable[Window]) -> list[float]:
    """Seconds between two pieces of one reply that both came within one window."""
    windows = list(windows)
    return [
        after - before
        for reply in replies
        for before, after in zip(reply.times, reply.times[1:], strict=False)
        if any(window.begun <= before and after <= window.ended for window in windows)
    ]


def first_tokens(replies: Iterable[Reply], windows: Iterable[Window]) -> list[float]:
    """Seconds to the first piece of every reply that was begun and answered within one window."""
    windows = list(windows)
    return [
        reply.times[0] - reply.begun
        for reply in replies
        if reply.times and any(window.begun <= reply.begun and reply.times[0] <= window.ended for window in windows)
    ]


def percentile(values: Iterable[float], percent: float) -> float:
    """The smallest value that so many percent of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    if not ordered:
        raise ValueError("no values were measured")
    rank = -(-len(ordered) * percent // 100)
    return ordered[max(int(rank), 1) - 1]


def milliseconds(values: Iterable[float], percent: float) -> float:
    """A percentile of seconds, in milliseconds."""
    return round(1000 * percentile(values, percent), 1)

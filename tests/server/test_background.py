"""Generations without readers, with events written by hand: who may read them, from where, how many, for how long."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from fastapi import FastAPI

from feedback.errors import ForeignCompletion
from feedback.store import Store
from feedback.types import NewCompletion
from server.completions import background, responses, stored
from server.completions.background import Background, Running
from server.completions.recording import Recording
from server.errors import ApiError
from server.settings import Settings

HELLO = [b"data: He\n\n", b"data: llo\n\n", b"data: [DONE]\n\n"]
NUMBERED = [b"id: 0\ndata: He\n\n", b"id: 1\ndata: llo\n\n", b"id: 2\ndata: [DONE]\n\n"]


class Pen:
    """A generation whose events are put in by the test; None ends it, an exception breaks it off."""

    def __init__(
        self,
        store: Store,
        background: Background,
        name: str = "chatcmpl-1",
        owner: str | None = None,
        keep: bool = True,
    ) -> None:
        said = [{"role": "user", "content": "hi"}]
        new = NewCompletion(id=name, model="attune", policy_version=0, created=0, messages=said, store=keep)
        self.recording = Recording(store, new)
        self.events: asyncio.Queue[bytes | Exception | None] = asyncio.Queue()
        self.live = True
        stack = ExitStack()
        stack.callback(setattr, self, "live", False)
        self.running = background.start(self.recording, owner, self._written(), stack, {"x-attune-policy": "0"})

    def write(self, *events: bytes | Exception | None) -> None:
        self.recording.accepted.set()
        for event in events:
            self.events.put_nowait(event)

    async def _written(self) -> AsyncIterator[bytes]:
        while (event := await self.events.get()) is not None:
            if isinstance(event, Exception):
                raise event
            yield event


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await Store.open(tmp_path / "attune.db") as store:
        yield store


async def read(running: Running, after: int | None = None, most: int = 99) -> list[bytes]:
    """The events that one reader gets, of whom `most` may leave before the end."""
    found: list[bytes] = []
    events = running.read(after).body_iterator  # type: ignore[attr-defined]
    async for event in events:
        found.append(event)
        if len(found) == most:
            await events.aclose()
            break
    return found


async def gone(held: Background, name: str) -> None:
    while held.find(name, None) is not None:  # noqa: ASYNC110 - the loop's next turn is all that it waits for
        await asyncio.sleep(0)


async def test_readers_come_and_go_and_each_gets_every_event(store: Store) -> None:
    pen = Pen(store, Background())
    pen.write(HELLO[0])
    assert await read(pen.running, most=1) == NUMBERED[:1]
    early = asyncio.create_task(read(pen.running))
    pen.write(*HELLO[1:], None)
    assert await early == await read(pen.running) == NUMBERED
    assert await read(pen.running, after=0) == NUMBERED[1:]
    assert await read(pen.running, after=2) == []
    assert not pen.live


async def test_an_event_that_never_was_is_no_place_to_start(store: Store) -> None:
    pen = Pen(store, Background())
    pen.write(*HELLO, None)
    await read(pen.running)
    with pytest.raises(ApiError) as caught:
        pen.running.read(3)
    assert (caught.value.status, caught.value.param) == (400, "starting_after")


async def test_what_is_refused_is_raised_and_leaves_nothing(store: Store) -> None:
    held = Background()
    pen = Pen(store, held)
    refusal = ApiError(400, "too long")
    pen.events.put_nowait(refusal)
    with pytest.raises(ApiError, match="too long"):
        await pen.running.accepted()
    assert not pen.live
    await gone(held, "chatcmpl-1")


async def test_only_its_own_key_finds_it(store: Store) -> None:
    held = Background()
    pen = Pen(store, held, owner="key-ada")
    assert held.find("chatcmpl-1", "key-ada") is held.find("chatcmpl-1", None) is pen.running
    with pytest.raises(ForeignCompletion):
        held.find("chatcmpl-1", "key-bob")
    assert held.find("chatcmpl-2", "key-bob") is None
    await held.stop()


async def test_a_key_has_so_many_at_once_and_then_must_wait(store: Store) -> None:
    held = Background()
    ada = [Pen(store, held, f"chatcmpl-{number}", "key-ada") for number in range(2)]
    held.check_room("key-bob", 1)
    held.check_room("key-ada", 3)
    with pytest.raises(ApiError) as caught:
        held.check_room("key-ada", 2)
    assert (caught.value.status, caught.value.param, caught.value.retry_after) == (429, "background", 5)
    ada[0].write(None)
    await read(ada[0].running)
    held.check_room("key-ada", 2)
    await held.stop()
    assert not ada[1].live


async def test_what_is_forgotten_ends_at_once_for_its_readers_too(store: Store) -> None:
    held = Background()
    pen = Pen(store, held)
    pen.write(HELLO[0])
    reading = asyncio.create_task(read(pen.running))
    await read(pen.running, most=1)
    await held.forget("chatcmpl-1")
    assert (await reading, pen.live, held.find("chatcmpl-1", None)) == (NUMBERED[:1], False, None)


async def test_events_are_kept_for_a_while_after_the_end(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Background()
    monkeypatch.setattr(background, "KEEP_BYTES", sum(map(len, NUMBERED)))
    pens = [Pen(store, held, f"chatcmpl-{number}") for number in range(3)]
    for pen in pens[:2]:
        pen.write(*HELLO, None)
    await gone(held, "chatcmpl-0")
    assert held.find("chatcmpl-1", None) is pens[1].running
    assert held.find("chatcmpl-2", None) is pens[2].running
    monkeypatch.setattr(background, "KEEP_SECONDS", 0)
    pens[2].write(None)
    await gone(held, "chatcmpl-2")


@pytest.mark.parametrize("api", ["/v1/responses/resp_1", "/v1/chat/completions/resp_1"])
async def test_what_is_not_stored_can_be_stopped_through_either_api(store: Store, api: str) -> None:
    held = Background()
    pen = Pen(store, held, "resp_1", keep=False)

    async def stop(recording: Recording) -> None:
        assert recording is pen.recording
        pen.write(None)

    app = FastAPI()
    app.include_router(responses.router)
    app.include_router(stored.router)
    engine = SimpleNamespace(frontend=SimpleNamespace(stop=stop))
    app.state.parts = SimpleNamespace(settings=Settings(), store=store, background=held, engine=engine)
    pen.recording.begin([1])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://attune") as http:
        answer = await http.post(f"{api}/cancel")
    assert (answer.status_code, answer.json()["id"]) == (200, "resp_1")
    assert await read(pen.running) == []
    assert (pen.recording.status, pen.live) == ("interrupted", False)
    kept = await store.get("resp_1")
    assert kept is not None
    assert (kept.status, kept.stored) == ("interrupted", False)

"""One request for tokens, from its checked body to its recorded end; the same for chat and for text completions.

body -> policy -> Recording -> Frontend -> response        the client leaves: CancelledError, recorded `interrupted`
                      |            '-> SSE stream          the engine fails: OpenAI's error, recorded `failed`
                      '-> store (row before the first token, outcome before [DONE])

With `background: true` nobody needs to read: the same stream is drawn by a task of the server's, in `background`.
"""

import asyncio
import time
import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import ExitStack, aclosing
from dataclasses import dataclass
from typing import Any

import anyio
from fastapi import Request, Response
from fastapi.responses import JSONResponse
from sse_starlette import EventSourceResponse
from starlette.types import Receive, Scope, Send

from feedback.types import NewCompletion
from server.completions.arms import policy_for
from server.completions.background import PING_SECONDS
from server.completions.recording import Recording
from server.completions.requests import ChatBody, CompletionBody, GenerationBody
from server.completions.structured import constraints
from server.engine.serving import DONE, sse_error
from server.errors import ApiError
from server.services import Parts
from server.versions.policies import Policy

# The row has columns of their own for these; the rest of the body is its parameters.
NOT_PARAMETERS = frozenset({"messages", "prompt", "tools", "user", "metadata", "store", "model"})
# Ours, or said by the server: vLLM must not see them.
NOT_FOR_ENGINE = frozenset(
    {"model", "user", "metadata", "store", "request_id", "session_id", "response", "background", "other_arm"}
)
MAX_REPLIES = 256
CLIENT_LEFT = 499
# How long a generation that was told to stop may take to hand over what it has.
STOP_SECONDS = 0.5

Answer = dict[str, Any] | AsyncGenerator[bytes, None]
Ask = Callable[[Mapping[str, Any], Recording], Awaitable[Answer]]


@dataclass(frozen=True)
class Form:
    """How an answer is shown to the client; by default as vLLM wrote it."""

    whole: Callable[[dict[str, Any], Recording], dict[str, Any]] = lambda answer, _: answer
    stream: Callable[[AsyncIterator[bytes], Recording], AsyncIterator[bytes]] = lambda chunks, _: chunks
    begun: Callable[[Recording], dict[str, Any]] | None = None
    """What is said at once of a reply in the background that nobody reads as it is written."""


AS_WRITTEN = Form()


async def respond(
    request: Request,
    parts: Parts,
    owner: str | None,
    body: Mapping[str, Any],
    checked: GenerationBody,
    prefix: str,
    form: Form = AS_WRITTEN,
) -> Response:
    """Generate what a body asks for. `prefix` begins the completion's id. Raises `ApiError`."""
    policy = policy_for(parts.policies, owner, body, checked)
    if checked.store and not policy.kept:
        raise ApiError(400, "What a rollout policy writes is never stored.", param="store", code="invalid_value")
    background = isinstance(checked, ChatBody) and checked.background
    if background and not policy.kept:
        raise ApiError(400, "A rollout policy writes to its reader only.", param="background", code="invalid_value")
    n = checked.n or 1
    replies = _replies(n, checked, parts.settings.max_n)
    wanted = constraints(checked)
    with ExitStack() as live:
        live.callback(await parts.turns.take(checked.priority or 0, replies))
        frontend = parts.engine.frontend
        await parts.engine.grammars.check(wanted)
        new = _completion(request, parts, owner, body, checked, policy, f"{prefix}{uuid.uuid4().hex}", replies)
        recording = Recording(parts.store, new, n, policy.adapter)
        ask: Ask = frontend.chat if isinstance(checked, ChatBody) else frontend.complete
        headers = {"x-attune-policy": policy.label}
        if parts.telemetry is not None:
            live.enter_context(parts.telemetry.generation(request, checked, recording))
        live.enter_context(parts.lifecycle.generation())
        live.enter_context(parts.engine.adapters.using(policy.adapter))
        await parts.swap.prepare(policy)
        # Only the first end counts: this one is for whatever is neither completed nor failed.
        live.callback(recording.end, "interrupted")
        if background:
            parts.background.check_room(owner, parts.settings.max_background)
            events = form.stream(_recorded(_drawn(ask(_for_engine(body), recording), recording), recording), recording)
            running = parts.background.start(recording, owner, events, live.pop_all(), headers)
            await running.accepted()
            return JSONResponse(form.begun(recording), headers=headers) if form.begun else running.read()
        try:
            answer = await unless_left(request, ask(_for_engine(body), recording), lambda: frontend.stop(recording))
        except Exception as error:
            recording.end("failed", recording.error or str(error))
            raise
        if answer is None:
            return Response(status_code=CLIENT_LEFT)
        if isinstance(answer, dict):
            recording.end("completed")
            await recording.kept()
            return JSONResponse(form.whole(answer, recording), headers=headers)
        return RecordedStream(answer, recording, live.pop_all(), headers, form)


class RecordedStream(EventSourceResponse):
    """Server-sent events of one generation, which ends with the response however that ends."""

    def __init__(
        self,
        chunks: AsyncGenerator[bytes, None],
        recording: Recording,
        live: ExitStack,
        headers: Mapping[str, str],
        form: Form,
    ) -> None:
        shown = form.stream(_recorded(chunks, recording), recording)
        super().__init__(shown, headers=headers, ping=PING_SECONDS, sep="\n")
        self._chunks = chunks
        self._live = live

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream."""
        with self._live:
            try:
                await super().__call__(scope, receive, send)
            finally:
                # The client may have left before the first chunk was asked for.
                with anyio.CancelScope(shield=True):
                    await self._chunks.aclose()


async def _recorded(chunks: AsyncIterator[bytes], recording: Recording) -> AsyncIterator[bytes]:
    """The chunks; the row is on disk before the first one and the outcome before the last."""
    await recording.kept()
    async for chunk in chunks:
        if chunk == DONE:
            recording.end("failed" if recording.error else "completed", recording.error)
            await recording.kept()
        yield chunk


async def _drawn(work: Awaitable[Answer], recording: Recording) -> AsyncIterator[bytes]:
    """The chunks of an answer that is still to come. What fails when the reader has the id fails as an event."""
    try:
        answer = await work
    except Exception as error:
        recording.error = recording.error or str(error)
        if not recording.accepted.is_set():
            recording.end("failed", recording.error)
            raise
        yield sse_error(recording.error)
        yield DONE
        return
    if isinstance(answer, dict):
        raise TypeError("a reply in the background is asked for as a stream")
    async with aclosing(answer):
        async for chunk in answer:
            yield chunk


async def interrupt(parts: Parts, recording: Recording) -> None:
    """End a generation early; what it has so far is in the store then."""
    recording.end("interrupted")
    await parts.engine.frontend.stop(recording)
    await recording.kept()


async def unless_left(request: Request, work: Awaitable[Answer], stop: Callable[[], Awaitable[None]]) -> Answer | None:
    """The answer, or None once the client is gone: then `stop` brings the work to an early end, or it is cancelled."""
    task = asyncio.ensure_future(work)
    left = asyncio.create_task(_left(request))
    try:
        await asyncio.wait((task, left), return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        await stop()
        await asyncio.wait((task,), timeout=STOP_SECONDS)
        if task.done() and not task.exception() and not isinstance(answer := task.result(), dict):
            await answer.aclose()
        return None
    finally:
        for one in (task, left):
            one.cancel()
        await asyncio.gather(task, left, return_exceptions=True)


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _replies(n: int, checked: GenerationBody, max_n: int) -> int:
    """How many replies the body asks for, over all prompts. Raises `ApiError` for too many."""
    if n > max_n:
        raise ApiError(400, f"n is {n}; this server allows at most {max_n}.", param="n")
    prompts = _prompts(checked)
    if n * prompts > MAX_REPLIES:
        raise ApiError(400, f"{prompts} prompts times n = {n} is more than {MAX_REPLIES} replies.", param="prompt")
    return n * prompts


def _prompts(checked: GenerationBody) -> int:
    """How many prompts the body holds."""
    if not isinstance(checked, CompletionBody) or isinstance(checked.prompt, str):
        return 1
    return 1 if isinstance(checked.prompt[0], int) else len(checked.prompt)


def _completion(
    request: Request,
    parts: Parts,
    owner: str | None,
    body: Mapping[str, Any],
    checked: GenerationBody,
    policy: Policy,
    completion_id: str,
    replies: int,
) -> NewCompletion:
    """The row that the store begins with."""
    return NewCompletion(
        id=completion_id,
        request_id=request.scope["state"]["request_id"],
        model=policy.name,
        policy_version=policy.version,
        system_fingerprint=policy.fingerprint,
        created=int(time.time()),
        messages=body.get("messages", ()),
        prompt=body.get("prompt"),
        tools=body.get("tools"),
        n=replies,
        parameters={name: value for name, value in body.items() if name not in NOT_PARAMETERS},
        user=checked.user,
        owner=owner,
        metadata=checked.metadata or {},
        store=parts.settings.store if checked.store is None else checked.store,
    )


def _for_engine(body: Mapping[str, Any]) -> dict[str, Any]:
    """What vLLM sees of the body. Its validators change messages in place, so it gets its own."""
    seen = {name: value for name, value in body.items() if name not in NOT_FOR_ENGINE and value is not None}
    if "messages" in seen:
        seen["messages"] = [_message_for_engine(message) for message in seen["messages"]]
    return seen


def _message_for_engine(message: Mapping[str, Any]) -> dict[str, Any]:
    """A copy that says what it says and no more: many clients write fields that they do not use as null.

    Chat templates know `system`, OpenAI's newer clients say `developer` for it. A refusal that stands in for content is
    what the assistant said.
    """
    said = {name: value for name, value in message.items() if value is not None or name == "content"}
    if said.get("content") is None and "refusal" in said:
        said["content"] = said.pop("refusal")
    return said | {"role": "system"} if message["role"] == "developer" else said

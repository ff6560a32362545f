"""What one completion leaves behind: gathered while it is generated, handed to the store when it ends.

    engine outputs -> Recording.observe -> ... -> Recording.end -> store

A recording is begun when the engine accepts the request, so that the store holds its row before its first token,
and it is ended exactly once, however the request ends: whole, cut by the client, or failed. It never waits for
the disk itself. When the store cannot write, chat goes on and the loss is logged and counted.

This module knows vLLM's outputs by their attributes only and imports nothing of it.
"""

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Any

from feedback.store import Store
from feedback.types import FinalStatus, FinishedChoice, NewCompletion, Outcome
from server.metrics import COMPLETIONS, FIRST_TOKEN, STORE_FAILURES
from server.versions.policies import NO_VERSION, Adapter

log = logging.getLogger("attune")


@dataclass
class Choice:
    """One reply as it grows."""

    text: list[str] = field(default_factory=list)
    token_ids: list[int] = field(default_factory=list)
    logprobs: list[float] = field(default_factory=list)
    finish_reason: str | None = None
    stop_reason: str | int | None = None
    message: dict[str, Any] | None = None
    """The assistant's message where it is more than the text: tool calls, reasoning."""


class Recording:
    """Follows one request from the engine's acceptance to its end."""

    def __init__(
        self, store: Store, new: NewCompletion, replies_per_prompt: int = 1, adapter: Adapter | None = None
    ) -> None:
        self.new = new
        self.adapter = adapter
        """What the engine writes it with."""
        self._replies_per_prompt = replies_per_prompt
        self.engine_ids: list[str] = []
        """Under which names the engine knows it: one for each prompt."""
        self.accepted = asyncio.Event()
        """Set when the engine has taken the request."""
        self.error: str | None = None
        self.status: FinalStatus | None = None
        """How it ended; None until then."""
        self.prompt_tokens = 0
        self.cached_tokens = 0
        self._store = store
        self._choices: dict[int, Choice] = {}
        self._started = time.monotonic()
        self._first_token_ms: float | None = None
        self._queue_ms: float | None = None
        self._begun: Future[None] | None = None
        self._ended: Future[None] | None = None

    @property
    def id(self) -> str:
        """`chatcmpl-...`, `cmpl-...` or `resp_...`."""
        return self.new.id

    def begin(self, prompt_token_ids: Sequence[int] | None) -> None:
        """Queue the row. Called once for each prompt of the request.

        The row has room for one prompt's ids: several prompts are the store's as they were sent, and none of their ids.
        What no version writes leaves no row at all.
        """
        self.accepted.set()
        self.prompt_tokens += len(prompt_token_ids or ())
        if self._begun is None and self.new.policy_version != NO_VERSION:
            ids = prompt_token_ids if self.new.n == self._replies_per_prompt else None
            self._begun = self._store.begin_nowait(replace(self.new, prompt_token_ids=ids))
            self._begun.add_done_callback(_count_failure)

    async def kept(self) -> None:
        """Wait until what was queued last is on disk, or known not to be."""
        last = self._ended or self._begun
        if last is not None:
            await asyncio.gather(asyncio.wrap_future(last), return_exceptions=True)

    def observe(self, output: Any, prompt: int = 0) -> None:
        """Take in one engine output: the tokens that are new since the last one.

        `prompt` is the place of the output's prompt among those of the request, 0 in a chat.
        """
        if self._first_token_ms is None:
            waited = time.monotonic() - self._started
            self._first_token_ms = 1000 * waited
            FIRST_TOKEN.observe(waited)
            self.cached_tokens = output.num_cached_tokens or 0
        if output.finished and (stats := output.metrics) is not None and stats.scheduled_ts > stats.queued_ts > 0:
            self._queue_ms = 1000 * (stats.scheduled_ts - stats.queued_ts)
        for part in output.outputs:
            choice = self.choice(part.index + prompt * self._replies_per_prompt)
            choice.text.append(part.text)
            choice.token_ids.extend(part.token_ids)
            for token, logprobs in zip(part.token_ids, part.logprobs or (), strict=False):
                choice.logprobs.append(logprobs[token].logprob)
            # A reply that was stopped from outside has no reason of its own, and is kept without one.
            if part.finish_reason not in (None, "abort"):
                choice.finish_reason = part.finish_reason
                choice.stop_reason = part.stop_reason

    def choice(self, index: int) -> Choice:
        """The reply at that place, which may not have begun."""
        return self._choices.setdefault(index, Choice())

    @property
    def choices(self) -> list[Choice]:
        """The replies so far, by their place."""
        return [choice for _, choice in sorted(self._choices.items())]

    @property
    def first_token_seconds(self) -> float | None:
        """From the request's checks being passed to its first token; None before."""
        return None if self._first_token_ms is None else self._first_token_ms / 1000

    @property
    def completion_tokens(self) -> int:
        """Tokens of all replies so far."""
        return sum(len(choice.token_ids) for choice in self._choices.values())

    def usage(self) -> dict[str, Any]:
        """OpenAI's usage object."""
        return {
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "total_tokens": self.prompt_tokens + self.completion_tokens,
            "prompt_tokens_details": {"cached_tokens": self.cached_tokens},
        }

    def end(self, status: FinalStatus, error: str | None = None) -> None:
        """Queue the outcome. Only the first call counts; a request that the engine never saw leaves nothing."""
        self.status = self.status or status
        if self._begun is None or self._ended is not None:
            return
        COMPLETIONS.labels(str(self.new.policy_version), status).inc()
        timings = {"total_ms": 1000 * (time.monotonic() - self._started)}
        if self._first_token_ms is not None:
            timings["first_token_ms"] = self._first_token_ms
        if self._queue_ms is not None:
            timings["queue_ms"] = self._queue_ms
        choices = tuple(self._finished(index, choice) for index, choice in sorted(self._choices.items()))
        outcome = Outcome(status=status, choices=choices, usage=self.usage(), timings=timings, error=error)
        self._ended = self._store.finish_nowait(self.id, outcome)
        self._ended.add_done_callback(_count_failure)

    def _finished(self, index: int, choice: Choice) -> FinishedChoice:
        text = "".join(choice.text)
        message: Mapping[str, Any] | None = None
        if self.new.prompt is None:
            message = choice.message or {"role": "assistant", "content": text}
        return FinishedChoice(
            index=index,
            message=message,
            text=text if self.new.prompt is not None else None,
            token_ids=choice.token_ids,
            logprobs=choice.logprobs,
            finish_reason=choice.finish_reason,
            stop_reason=choice.stop_reason,
        )


def _count_failure(done: Future[None]) -> None:
    if (error := done.exception()) is not None:
        STORE_FAILURES.inc()
        log.error("a completion could not be kept: %s", error)

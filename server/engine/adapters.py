"""Adapters inside the engine: load, use, measure, unload.

    Swap -> Adapters.load / logprobs / unload -> AsyncLLM      a request: with adapters.using(adapter): ...

An adapter has one name and one number for good and is never loaded again with other weights: vLLM keys its prefix
cache by the name, and would go on from what the old weights computed (vllm issue 42125). Adapters stay in memory
after their last request, up to a bound; then the one that was idle longest goes. One that a request uses, or that is
pinned, never does: vLLM would read it again from its folder in the middle of a step, and a failure there is the end
of the engine's process.
"""

import asyncio
import uuid
from collections import Counter
from collections.abc import AsyncGenerator, Collection, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from vllm import SamplingParams
from vllm.lora.request import LoRARequest
from vllm.sampling_params import RequestOutputKind
from vllm.v1.engine.exceptions import EngineDeadError

from server.errors import ApiError, EngineLostError
from server.versions.policies import Adapter

Result = TypeVar("Result")

WATCH_SECONDS = 0.25
"""How often it is asked whether the engine has died."""
PROBE_PRIORITY = -1
"""A probe goes before waiting requests: it is short, and a swap waits for it."""


class AdapterError(Exception):
    """The engine does not take this adapter, or this text; the message is one line that says why."""


class Adapters:
    """Which adapters the running engine holds. `capacity` is how many; 0 where it was started without."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.pinned: Collection[str] = frozenset()
        """Names of adapters that stay, used or not."""
        self._llm: Any = None
        self._loaded: dict[str, Adapter] = {}
        """By name, the one that was used last at the end."""
        self._proved: set[str] = set()
        self._uses: Counter[str] = Counter()
        self._changing = asyncio.Lock()

    def attach(self, llm: Any) -> None:
        """A new engine, which holds none."""
        self._llm = llm
        self._loaded.clear()
        self._proved.clear()

    @property
    def names(self) -> list[str]:
        """The names of all that are loaded."""
        return list(self._loaded)

    def prove(self, adapter: Adapter) -> None:
        """Say of a loaded adapter that it is what it should be."""
        self._proved.add(adapter.name)

    def ready(self, adapter: Adapter | None) -> bool:
        """Whether an adapter is loaded and proved; None, the base model, always is."""
        return adapter is None or (self._touch(adapter) and adapter.name in self._proved)

    @property
    def float32(self) -> bool:
        """Whether the engine computes in full precision."""
        return "float32" in str(self._llm.model_config.dtype)

    async def load(self, adapter: Adapter) -> None:
        """Have an adapter in the engine.

        Raises `AdapterError`, `ApiError` 503 while all places are taken by adapters in use, `EngineLostError`.
        """
        if self._touch(adapter):
            return
        async with self._changing:
            if self._touch(adapter):
                return
            await self._make_room()
            try:
                await _answer(self._llm, self._llm.add_lora(request_of(adapter)))
            except EngineDeadError:
                raise EngineLostError from None
            except Exception as error:
                raise AdapterError(f"the engine could not load it: {_reason(error)}") from error
            self._loaded[adapter.name] = adapter

    async def unload(self, adapter: Adapter) -> bool:
        """Take an adapter out of the engine, unless a request uses it; whether it is out."""
        async with self._changing:
            if self._uses[adapter.name]:
                return False
            if self._loaded.pop(adapter.name, None) is not None:
                await self._remove(adapter)
            return True

    @contextmanager
    def using(self, adapter: Adapter | None) -> Iterator[None]:
        """A request uses the adapter inside: it stays in memory."""
        if adapter is None:
            yield
            return
        self._uses[adapter.name] += 1
        try:
            yield
        finally:
            self._uses[adapter.name] -= 1
            if not self._uses[adapter.name]:
                del self._uses[adapter.name]

    async def logprobs(self, adapter: Adapter | None, prompt: Sequence[int], tokens: Sequence[int]) -> list[float]:
        """The temperature-1 logprob of each token after the prompt and those before it, in nats.

        They are computed as a prompt's, so that none is sampled and none comes out of the prefix cache.
        Raises `AdapterError` if the engine does not take the text, and `EngineLostError`.
        """
        params = SamplingParams(
            max_tokens=1, temperature=1.0, prompt_logprobs=0, output_kind=RequestOutputKind.FINAL_ONLY
        )
        options = {"priority": PROBE_PRIORITY} | lora_option(adapter)
        ids = {"prompt_token_ids": [*prompt, *tokens]}
        outputs: AsyncGenerator[Any, None] = self._llm.generate(ids, params, f"probe-{uuid.uuid4().hex}", **options)
        try:
            last = [output async for output in outputs][-1]
        except EngineDeadError:
            raise EngineLostError from None
        except ValueError as error:
            raise AdapterError(_reason(error)) from error
        rows = last.prompt_logprobs[len(prompt) :]
        return [float(row[token].logprob) for row, token in zip(rows, tokens, strict=True)]

    def _touch(self, adapter: Adapter) -> bool:
        """Whether it is loaded; then it is also the last that was used."""
        if (found := self._loaded.pop(adapter.name, None)) is None:
            return False
        self._loaded[adapter.name] = found
        return True

    async def _make_room(self) -> None:
        while len(self._loaded) >= self.capacity:
            idle = (name for name in self._loaded if not self._uses[name] and name not in self.pinned)
            if (name := next(idle, None)) is None:
                raise ApiError(
                    503,
                    f"All {self.capacity} places for policy versions are in use.",
                    code="adapters_in_use",
                    retry_after=5,
                )
            await self._remove(self._loaded.pop(name))

    async def _remove(self, adapter: Adapter) -> None:
        self._proved.discard(adapter.name)
        try:
            await _answer(self._llm, self._llm.remove_lora(adapter.id))
        except EngineDeadError:
            # The next engine starts without it.
            raise EngineLostError from None


async def _answer(llm: Any, asked: Coroutine[Any, Any, Result]) -> Result:
    """What the engine answers. vLLM leaves this for ever without an answer if the process dies meanwhile, and whoever
    waits here holds the locks without which the next engine cannot be made ready. Raises `EngineDeadError`.
    """
    answer = asyncio.ensure_future(asked)
    try:
        while not (await asyncio.wait({answer}, timeout=WATCH_SECONDS))[0]:
            if llm.errored:
                raise EngineDeadError
        return answer.result()
    finally:
        answer.cancel()


def drop_names_metric(llm: Any) -> None:
    """Have vLLM not count adapters by name: each set of names is a new series, kept for ever, and names only grow."""
    for logger in llm.logger_manager.stat_loggers if llm.logger_manager else ():
        if hasattr(logger, "gauge_lora_info"):
            logger.gauge_lora_info = None


def request_of(adapter: Adapter) -> LoRARequest:
    """The adapter as vLLM names it."""
    return LoRARequest(adapter.name, adapter.id, str(adapter.folder))


def lora_option(adapter: Adapter | None) -> dict[str, LoRARequest]:
    """What a call of `generate` is given."""
    return {} if adapter is None else {"lora_request": request_of(adapter)}


def _reason(error: BaseException) -> str:
    """The last line of a message that may hold another process's traceback."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__

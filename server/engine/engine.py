r"""The engine's life: start, warm, watch, start again, stop.

    starting -> ready -> (its process dies) -> restarting -> ready -> ... -> stopped
        \-> failed (it never came up: the server exits)

vLLM runs the model in child processes; this owns the `AsyncLLM` that speaks with them, and the `Frontend` that
speaks OpenAI on top of it. Building one blocks for tens of seconds, so it happens in a thread while the server
already answers `/livez` and, with 503, everything else. Nothing outside the `engine*` files imports vLLM.

`adapters` are the LoRA adapters in it; those in use come back into a new engine before that takes requests (`restore`).
An engine that dies of one of them is started again, the first one too: the model itself was loaded by then.
"""

import asyncio
import gc
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from enum import StrEnum
from typing import Any

import psutil
from vllm import SamplingParams
from vllm.sampling_params import RequestOutputKind, StructuredOutputsParams
from vllm.v1.engine.async_llm import AsyncLLM

from server.completions.lengths import Context
from server.engine.adapters import Adapters, drop_names_metric
from server.engine.grammars import Grammars
from server.engine.options import engine_arguments
from server.engine.serving import Frontend
from server.errors import ApiError, EngineLostError
from server.metrics import ENGINE_READY, ENGINE_RESTARTS
from server.settings import Settings

log = logging.getLogger("attune")

WATCH_SECONDS = 0.25
BACKOFF_SECONDS = (0.0, 1.0, 2.0, 5.0, 10.0, 30.0)
# An engine that lived this long had a good start: the next death begins the backoff anew.
SETTLED_SECONDS = 60.0


class EngineState(StrEnum):
    """Where the engine is in its life."""

    STARTING = "starting"
    READY = "ready"
    RESTARTING = "restarting"
    FAILED = "failed"
    STOPPED = "stopped"


class Engine:
    """One vLLM engine, kept running. `frontend` answers requests while it is ready."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._arguments = engine_arguments(settings)
        self._llm: Any = None
        self._frontend: Frontend | None = None
        self.grammars = Grammars()
        self.adapters = Adapters(self._arguments.max_cpu_loras if self._arguments.enable_lora else 0)
        self.restore: Callable[[], Awaitable[None]] | None = None
        """Puts into a new engine the adapters that it needs."""
        self._building = False
        self.state = EngineState.STARTING
        self.settled = asyncio.Event()
        """Set once it was ready for the first time, or has failed."""
        self.failure: str | None = None
        """Why it never came up."""

    @property
    def max_model_len(self) -> int | None:
        """The longest conversation in tokens, reply included; None until the model is loaded."""
        return None if self._llm is None else int(self._llm.model_config.max_model_len)

    @property
    def max_num_seqs(self) -> int:
        """How many replies it writes at once; others wait."""
        return int(self._arguments.max_num_seqs)

    @property
    def context(self) -> Context | None:
        """How much a prompt may hold; None until the model is loaded."""
        if self._llm is None or (tokens := self.max_model_len) is None:
            return None
        return Context(tokens, int(self._llm.renderer.get_tokenizer().max_chars_per_token))

    @property
    def max_adapter_rank(self) -> int:
        """The highest rank of an adapter that it can serve; 0 if it takes none."""
        return int(self._arguments.max_lora_rank) if self._arguments.enable_lora else 0

    @property
    def ready(self) -> bool:
        """Whether it takes requests; false from the moment of its death, even before that is noticed in `state`."""
        return self.state is EngineState.READY and self._frontend is not None and not self._llm.errored

    @property
    def frontend(self) -> Frontend:
        """The endpoints of the running engine; 503 while there is none."""
        if self.ready and self._frontend is not None:
            return self._frontend
        starting = self.state is EngineState.STARTING
        raise ApiError(
            503,
            "The model is still being loaded." if starting else "The engine stopped and is being started again.",
            code="engine_not_ready",
            retry_after=5,
        )

    async def run(self) -> None:
        """Start the engine and keep it running until cancelled. A first start that fails ends it with `failure` set."""
        deaths = 0
        try:
            await self._start()
        except EngineLostError:
            # It died of a version that was put back; after some deaths `restore` gives that up.
            deaths = 1
            await self._restart(deaths)
        except Exception as error:
            log.debug("the engine did not start", exc_info=True)
            self.state = EngineState.FAILED
            self.failure = first_line(error)
            return
        finally:
            self.settled.set()
        while True:
            ready = time.monotonic()
            await self._died()
            deaths = 1 if time.monotonic() - ready > SETTLED_SECONDS else deaths + 1
            await self._restart(deaths)

    def end_quietly(self) -> None:
        """From now on its end was asked for; vLLM would log it as an error with its stack.

        A signal to all processes (Ctrl-C, most service managers) ends the engine before `stop` does.
        """
        logging.getLogger("vllm.v1.engine.async_llm").setLevel(logging.CRITICAL)

    async def stop(self) -> None:
        """End the engine's processes; running requests fail."""
        self.state = EngineState.STOPPED
        ENGINE_READY.set(0)
        await self.grammars.close()
        # A build under way cannot be called off, but it fails at once without the processes it waits for.
        while self._building:
            _kill_children()
            await asyncio.sleep(WATCH_SECONDS)
        if self._llm is not None:
            await asyncio.to_thread(self._llm.shutdown, 5.0)

    async def _start(self) -> None:
        begun = time.monotonic()
        log.info("loading %s", self._settings.model_path)
        self._llm = await asyncio.to_thread(self._build)
        drop_names_metric(self._llm)
        self._frontend = Frontend(self._llm, self._settings)
        log.info("warming up")
        await self.grammars.start(self._llm)
        await self._warm()
        self.adapters.attach(self._llm)
        if self.restore is not None:
            await self.restore()
        set_aside()
        self.state = EngineState.READY
        ENGINE_READY.set(1)
        log.info("the engine is ready after %.0f s", time.monotonic() - begun)

    def _build(self) -> Any:
        """Start the engine's processes and wait for them; takes tens of seconds."""
        self._building = True
        try:
            return AsyncLLM.from_engine_args(self._arguments)
        finally:
            self._building = False

    async def _warm(self) -> None:
        """Generate once on each path that compiles or allocates at first use, so that no user waits for it."""
        ways: list[dict[str, Any]] = [
            {"temperature": 1.0},
            {"temperature": 0.7, "top_p": 0.9, "top_k": 20, "seed": 0, "logprobs": 5},
            {"frequency_penalty": 0.1, "repetition_penalty": 1.1, "logit_bias": {1: 0.0}},
            {"structured_outputs": StructuredOutputsParams(json={"type": "object"})},
        ]
        for number, way in enumerate(ways):
            params = SamplingParams(
                max_tokens=8, min_tokens=8, output_kind=RequestOutputKind.DELTA, **({"logprobs": 0} | way)
            )
            prompt = {"prompt_token_ids": [1 + number, 2, 3, 4, 5, 6, 7, 8]}
            async for _ in self._llm.generate(prompt, params, f"warm-{number}"):
                pass

    async def _died(self) -> None:
        # vLLM tells of its death by a flag only.
        while not self._llm.errored:  # noqa: ASYNC110
            await asyncio.sleep(WATCH_SECONDS)

    async def _restart(self, deaths: int) -> None:
        """Bring the engine up again, with longer and longer pauses, for as long as it takes."""
        self.state = EngineState.RESTARTING
        self._frontend = None
        ENGINE_READY.set(0)
        log.error("the engine's process died; starting it again")
        while True:
            await asyncio.sleep(BACKOFF_SECONDS[min(deaths, len(BACKOFF_SECONDS)) - 1])
            ENGINE_RESTARTS.inc()
            try:
                await asyncio.to_thread(self._llm.shutdown, 1.0)
                await self._start()
                return
            except Exception as error:
                deaths += 1
                log.error("the engine did not start: %s", first_line(error))


def set_aside() -> None:
    """Keep what is in memory now out of Python's search for garbage, except what is garbage already.

    vLLM and what it brings are hundreds of thousands of objects that stay; looking through all of them again, every now
    and then, holds every request up for a third of a second.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _kill_children() -> None:
    """End vLLM's processes; Python's own helper among the children cleans up after them and ends by itself."""
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if not any("resource_tracker" in word for word in child.cmdline()):
                child.kill()


def first_line(error: BaseException) -> str:
    """The reason that a person can act on: vLLM wraps it in several layers and many lines."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    if len(lines) > 1 and "validation error" in lines[0]:
        # Pydantic begins with a count and ends with the whole input.
        lines = [line.partition(" [type=")[0].removeprefix("Value error, ") for line in lines[1:]]
    if not lines:
        return type(error).__name__
    # What failed in one of vLLM's processes stands in the log of that process.
    said, elsewhere, _ = lines[0].partition(". See root cause above.")
    return f"{said}; the lines that it logged before this one say why" if elsewhere else said

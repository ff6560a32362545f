"""Grammars are compiled on trial before the engine gets them, in a process that may die of it.

    constraints -> Grammars.check -> worker (grammar_worker.py) -> a fork for each trial -> "fits" or why not

The engine compiles a grammar in its own process, beside everybody's streams: one that takes minutes, memory without
end or a crash would take them along. So each new grammar is first compiled and followed for some tokens in a fork
with limits on time and memory, with the served model's own vocabulary; what came of it is remembered.

The trial speaks for xgrammar, vLLM's default. With another backend among the engine options, or a tokenizer that
xgrammar does not know, only the bounds of `structured` hold.
"""

import asyncio
import hashlib
import json
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import xgrammar
from vllm.v1.structured_output.backend_xgrammar import has_xgrammar_unsupported_json_features
from vllm.v1.structured_output.utils import choice_as_grammar

from server.completions.structured import Constraint
from server.errors import ApiError

log = logging.getLogger("attune")

WORKER = Path(__file__).with_name("grammar_worker.py")
# The worker limits a trial by processor time; this is for a worker that is stuck.
TRIAL_SECONDS = 20.0
REMEMBERED = 2_048
MAX_WAITING = 32


class Grammars:
    """Owns the worker. Trials run one after the other."""

    def __init__(self) -> None:
        self._tokenizer: str | None = None
        self._worker: Process | None = None
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._known: OrderedDict[str, str | None] = OrderedDict()

    async def start(self, llm: Any) -> None:
        """Take the vocabulary of a running engine and start the worker."""
        backend = llm.vllm_config.structured_outputs_config.backend
        if backend not in ("auto", "xgrammar"):
            log.warning("grammars are not tried before use with the backend %s", backend)
            return
        if self._tokenizer is None:
            self._tokenizer = await asyncio.to_thread(_describe, llm)
        if self._tokenizer is not None and self._worker is None:
            self._worker = await self._spawn(self._tokenizer)

    async def close(self) -> None:
        """End the worker."""
        worker, self._worker = self._worker, None
        if worker is not None:
            with suppress(ProcessLookupError):
                worker.kill()
            await worker.wait()

    async def check(self, wanted: Sequence[Constraint]) -> None:
        """Raise `ApiError` 400, naming the field, for a grammar that cannot be compiled or is too costly to follow."""
        for constraint in wanted:
            judged = constraint.kind == "json" and constraint.exact
            if judged and has_xgrammar_unsupported_json_features(json.loads(constraint.text)):
                raise _refused(constraint, "it combines keywords, or names a format, that cannot be enforced")
            key = hashlib.sha256(f"{constraint.kind} {constraint.text}".encode()).hexdigest()
            if key not in self._known and self._tokenizer is not None:
                self._known[key] = await self._try(constraint, self._tokenizer)
                while len(self._known) > REMEMBERED:
                    self._known.popitem(last=False)
            if (reason := self._known.get(key)) is not None:
                raise _refused(constraint, reason)

    async def _try(self, constraint: Constraint, tokenizer: str) -> str | None:
        """Have the worker try it; None, or why it cannot be used."""
        if self._waiting >= MAX_WAITING:
            raise ApiError(503, "Too many new grammars are waiting to be compiled.", code="busy", retry_after=5)
        asked: tuple[str, str] = (constraint.kind, constraint.text)
        if constraint.kind == "choice":
            asked = ("grammar", choice_as_grammar(json.loads(constraint.text)))
        self._waiting += 1
        try:
            async with self._turn:
                return await self._ask(json.dumps(asked).encode() + b"\n", tokenizer)
        finally:
            self._waiting -= 1

    async def _ask(self, line: bytes, tokenizer: str) -> str | None:
        worker = self._worker = self._worker or await self._spawn(tokenizer)
        assert worker.stdin is not None
        assert worker.stdout is not None
        answer = b""
        try:
            worker.stdin.write(line)
            await worker.stdin.drain()
            answer = await asyncio.wait_for(worker.stdout.readline(), TRIAL_SECONDS)
        except (TimeoutError, ConnectionError):
            log.error("the process that tries grammars did not answer; it is started again")
        finally:
            # Also when the client leaves: the answer that is still to come would be taken for the next one.
            if not answer.endswith(b"\n"):
                await self.close()
        if not answer:
            raise ApiError(503, "The grammar could not be tried; send the request again.", code="busy", retry_after=1)
        reason: str | None = json.loads(answer)
        return reason

    async def _spawn(self, tokenizer: str) -> Process:
        # Isolated, so that the modules beside the worker's file do not stand in for others of their names.
        worker = await asyncio.create_subprocess_exec(
            sys.executable, "-I", str(WORKER), stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
        assert worker.stdin is not None
        worker.stdin.write(json.dumps(tokenizer).encode() + b"\n")
        return worker


def _describe(llm: Any) -> str | None:
    """The vocabulary as xgrammar writes it down; None if it does not know such a tokenizer."""
    try:
        info = xgrammar.TokenizerInfo.from_huggingface(
            llm.renderer.get_tokenizer(), vocab_size=llm.model_config.get_vocab_size()
        )
    except Exception as error:
        log.warning("grammars are not tried before use: %s", str(error).partition("\n")[0])
        return None
    return str(info.serialize_json())


def _refused(constraint: Constraint, reason: str) -> ApiError:
    return ApiError(400, f"{constraint.field}: {reason}", param=constraint.field, code="invalid_schema")

"""What `Adapters` needs of vLLM's `AsyncLLM`, in memory: which adapters it holds, and what each says of the probe."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from vllm.v1.engine.exceptions import EngineDeadError

from tests.policy.adapters import PROBE

TOLD: list[float] = PROBE["logprobs"][0]


@dataclass
class Logprob:
    logprob: float


@dataclass
class Output:
    prompt_logprobs: list[dict[int, Logprob] | None]


class ModelConfig:
    dtype = "torch.float32"


@dataclass
class ScriptedLlm:
    """An engine that agrees with the learner about every adapter but those named in `off`."""

    off: set[str] = field(default_factory=set)
    unloadable: set[str] = field(default_factory=set)
    deadly: set[str] = field(default_factory=set)
    """Those that it dies of when it is to load them."""
    silent: bool = False
    """It dies without an answer to what it was asked."""
    dead: bool = False
    held: dict[int, str] = field(default_factory=dict)
    most_held: int = 0
    added: list[str] = field(default_factory=list)
    asked: list[str | None] = field(default_factory=list)
    model_config: ModelConfig = field(default_factory=ModelConfig)

    @property
    def errored(self) -> bool:
        return self.dead

    async def add_lora(self, request: Any) -> bool:
        await asyncio.sleep(0)
        if self.silent:
            self.dead = True
            await asyncio.Event().wait()
        self.dead = self.dead or request.lora_name in self.deadly
        if self.dead:
            raise EngineDeadError
        if request.lora_name in self.unloadable:
            raise RuntimeError("Call to add_lora method failed:\n  Traceback\nValueError: not for this model")
        assert request.lora_int_id not in self.held, "an adapter is loaded once"
        self.held[request.lora_int_id] = request.lora_name
        self.most_held = max(self.most_held, len(self.held))
        self.added.append(request.lora_name)
        return True

    async def remove_lora(self, number: int) -> bool:
        await asyncio.sleep(0)
        if self.dead:
            raise EngineDeadError
        return self.held.pop(number, None) is not None

    async def generate(
        self, prompt: Any, params: Any, request_id: str, *, priority: int, lora_request: Any = None
    ) -> AsyncIterator[Output]:
        await asyncio.sleep(0)
        if self.dead:
            raise EngineDeadError
        name = None if lora_request is None else lora_request.lora_name
        assert name is None or lora_request.lora_int_id in self.held
        self.asked.append(name)
        ids = prompt["prompt_token_ids"]
        apart = 0.5 if name in self.off else 0.0
        start = len(ids) - len(TOLD)
        told = [{ids[start + i]: Logprob(value - apart)} for i, value in enumerate(TOLD)]
        yield Output([None, *({token: Logprob(-9.0)} for token in ids[1:start]), *told])

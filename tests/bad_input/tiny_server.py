"""A whole server but for vLLM, around the model of `tiny_learner.py`: from votes to a served version in seconds.

Real are the store, the registry, the swap, the supervision of learning, and their routes over HTTP; the engine is the
model itself, in this process. People like replies of good words; half of what it says are bad ones.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import torch
from fastapi import APIRouter, Request
from safetensors.torch import load_file

from feedback.base_model import BaseModel
from feedback.types import FinishedChoice, NewCompletion, NewPreference, Verdict
from feedback.types import Outcome as Ended
from policy.adapters.base_facts import BaseFacts
from policy.adapters.file import ADAPTER_FILE
from policy.cycle.types import CycleConfig
from policy.ppo.rollouts import Rollout
from policy.registry.registry import Registry
from server.completions.requests import read_json
from server.engine.adapters import Adapters
from server.learning.cycles import Outcome
from server.services import Owner, Services
from server.versions import models
from server.versions import routes as admin_policies
from server.versions.policies import Policies
from server.versions.shelf import Shelf
from server.versions.swap import Swap
from tests.bad_input.tiny_learner import BAD, FAST, GOOD, run_learner
from tests.policy.offline import OfflineSampler
from tests.policy.ppo_parts import CONTEXT
from tests.server.learning import Site
from tests.server.scripted_llm import Logprob, Output


class TinyEngine:
    """What `Adapters` needs of vLLM's engine, and replies to token ids, computed by the model itself."""

    model_config = SimpleNamespace(dtype="torch.float32")

    def __init__(self, folder: Path, context: int) -> None:
        base = BaseModel.load(folder)
        offline = OfflineSampler(base._plain, base.tokenizer)
        self.base, self.sampler = offline.base, offline
        self.max_model_len: int | None = context
        self.max_num_seqs = 16
        self.names: dict[int, str] = {}
        self.busy = asyncio.Lock()
        self.prompts: list[int] = []
        """How long the prompts were that replies were asked for."""
        self.finish: Callable[[Rollout, str | None], str] = lambda rollout, _: "stop" if rollout.finished else "length"
        """Why a reply of an adapter, or of the base, ended."""
        self.before_reply: Callable[[str | None], Awaitable[None]] | None = None

    async def add_lora(self, request: Any) -> bool:
        name = f"adapter {request.lora_int_id}"
        self.base.add(name)
        self.base.set_state(name, load_file(Path(request.lora_path) / ADAPTER_FILE))
        self.names[request.lora_int_id] = name
        return True

    async def remove_lora(self, number: int) -> bool:
        return self.names.pop(number, None) is not None

    async def generate(self, prompt: Any, params: Any, request_id: str, **options: Any) -> AsyncIterator[Output]:
        lora, ids = options.get("lora_request"), prompt["prompt_token_ids"]
        async with self.busy:
            with torch.inference_mode(), self.base.using(lora and self.names[lora.lora_int_id]):
                logs = self.base.logits(self.base.hidden(torch.tensor([ids])))[0].log_softmax(-1)
        told = [{token: Logprob(float(logs[place, token]))} for place, token in enumerate(ids[1:])]
        yield Output([None, *told])

    async def reply(self, adapter: int | None, body: Any) -> list[dict[str, Any]]:
        """Choices as `/v1/completions` has them."""
        asked = {"n": body["n"], "temperature": body["temperature"], "max_tokens": body["max_tokens"]}
        name = None if adapter is None else self.names[adapter]
        self.prompts.append(len(body["prompt"]))
        if self.before_reply is not None:
            await self.before_reply(name)
        async with self.busy:
            self.sampler.adapter = name
            (group,) = await asyncio.to_thread(self.sampler, [body["prompt"]], seed=body["seed"], **asked)
        return [
            {
                "index": index,
                "token_ids": rollout.response_ids,
                "logprobs": {"token_logprobs": rollout.sampled_logprobs},
                "finish_reason": self.finish(rollout, name),
            }
            for index, rollout in enumerate(group)
        ]


replies = APIRouter()


@replies.post("/v1/completions")
async def complete(request: Request, parts: Services, owner: Owner) -> dict[str, Any]:
    body = await read_json(request)
    policy = parts.policies.resolve(body["model"])
    engine: Any = parts.engine
    assert len(body["prompt"]) + body["max_tokens"] <= engine.max_model_len, "vLLM would refuse it"
    with parts.swap._adapters.using(policy.adapter):
        await parts.swap.prepare(policy)
        return {"choices": await engine.reply(policy.adapter and policy.adapter.id, body)}


@dataclass
class TinyServer(Site):
    """`async with TinyServer(folder, model=words_folder(...)).open() as here: await here.learn("cycle-a")`."""

    model: Path = field(kw_only=True)
    context: int = field(default=CONTEXT, kw_only=True)

    @asynccontextmanager
    async def open(self) -> AsyncIterator["TinyServer"]:
        base = BaseFacts.of(self.model, "words")
        with Registry.open(self.folder / "policies", base) as self.registry:
            self.engine = TinyEngine(self.model, self.context)
            self.policies, adapters = Policies("attune", self.registry), Adapters(8)
            adapters.attach(self.engine)
            self.swap = Swap(Shelf(self.registry, self.folder / "policies", base, 16), self.policies, adapters)
            await self.swap.restore()
            async with super().open():
                self.swap.on_move = self.learner.moved
                yield self

    def more_parts(self) -> dict[str, Any]:
        judge = SimpleNamespace(evidence=lambda canary: None)
        return {"policies": self.policies, "swap": self.swap, "engine": self.engine, "judge": judge}

    def more_routers(self) -> Sequence[APIRouter]:
        return (admin_policies.router, models.router, replies)

    def now_serving(self) -> dict[str, int | None]:
        return {"live": self.policies.live, "canary": self.policies.canary}

    async def promote(self, version: int) -> Outcome:
        if self.refusal is not None:
            raise self.refusal
        return await self.swap.admit(version, self.learner._settings.promotion)

    async def compare(
        self, number: int, verdict: Verdict | None = None, rater: str = "ada", finish: str = "stop", **texts: str
    ) -> None:
        """Somebody compares two replies to a prompt of its own; by default the one of good words is better."""
        name = f"c{number:03}-{rater}"
        good, bad = pair_of_replies(number)
        said = [texts.get("good", good), texts.get("bad", bad)]
        prompt = [{"role": "user", "content": texts.get("prompt") or prompt_of(number)}]
        await self.store.begin(NewCompletion(name, "attune", 0, 1, messages=prompt, n=2))
        made = [
            FinishedChoice(index, {"role": "assistant", "content": text}, finish) for index, text in enumerate(said)
        ]
        await self.store.finish(name, Ended("completed", made))
        chosen = {"chosen": name} if verdict is None else verdict
        await self.store.prefer(NewPreference([name, f"{name}#1"], chosen, rater, id=f"vote-{name}"))

    async def learn(self, cycle: str, config: CycleConfig = FAST, *words: str, key: str | None = None) -> Any:
        """Run the learner's own process function for one cycle, as `attune learn --once` does; the cycle as kept."""
        await asyncio.to_thread(run_learner, self.learner.url, key, self.folder, self.model, cycle, config, *words)
        return (await self.http.get(f"/admin/learner/cycles/{cycle}")).json()


def prompt_of(number: int) -> str:
    """One of a hundred prompts of two words."""
    return f"{(GOOD + BAD)[number % 20]} {(GOOD + BAD)[number // 20 + 5]}"


def pair_of_replies(number: int) -> tuple[str, str]:
    """A reply of good words and one of bad words, equally long."""
    dice = Random(number)
    return " ".join(dice.choices(GOOD, k=4)), " ".join(dice.choices(BAD, k=4))

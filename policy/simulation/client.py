"""The server as simulated users and the measure see it: OpenAI's routes and attune's votes, over HTTP alone.

Asynchronous, because many users talk at once. What failed on the way or met a busy server is asked again; votes carry
ids of their own, so that this counts none of them twice.
"""

import asyncio
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from policy.server_client import BUSY, ServerError, answer_of
from policy.simulation.golds import Message

TRIES = 5
MAX_TOKENS = 128
"""Longest reply that is asked for; the starter's end long before."""
SCORED_AT_ONCE = 32
"""Texts whose logprobs one request asks for."""


@dataclass(frozen=True)
class Reply:
    """One reply of the server's."""

    id: str
    """What a vote on it names."""
    text: str
    prompt_ids: tuple[int, ...] = ()
    token_ids: tuple[int, ...] = ()
    logprobs: tuple[float, ...] = ()
    """Of each token under the policy that sampled it; these three are empty unless asked for."""


class Client:
    """One server. `model` is `NAME` for whichever version is live, `NAME@3` for version 3, None for the live one."""

    def __init__(self, url: str, key: str | None = None, timeout: float = 120.0) -> None:
        headers = {"authorization": f"Bearer {key}"} if key else {}
        limits = httpx.Limits(max_connections=None)
        self.http = httpx.AsyncClient(base_url=url.rstrip("/"), headers=headers, timeout=timeout, limits=limits)

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    async def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """The answer's JSON. Raises `ServerError`."""
        for attempt in range(TRIES):
            last = attempt == TRIES - 1
            try:
                response = await self.http.request(method, path, json=body)
            except httpx.TransportError as error:
                if last:
                    raise ServerError(
                        f"{self.http.base_url} cannot be reached: {error or type(error).__name__}"
                    ) from None
            else:
                if response.status_code not in BUSY or last:
                    return answer_of(response)
            await asyncio.sleep(min(2.0**attempt / 2, 5.0))
        raise AssertionError("the last try returns or raises")

    async def model_name(self) -> str:
        """The name under which the live version is asked for."""
        return str((await self.ask("GET", "/v1/models"))["data"][0]["id"])

    async def replies(
        self,
        messages: Sequence[Message],
        *,
        n: int = 1,
        model: str | None = None,
        user: str | None = None,
        seed: int | None = None,
        temperature: float = 1.0,
        keep: bool = True,
        logprobs: bool = False,
        other_arm: bool = False,
    ) -> list[Reply]:
        """`n` replies, sampled from the whole distribution: no top-p, no top-k.

        `other_arm`: of the version that this conversation was not assigned, while one is on trial.
        """
        body: dict[str, Any] = {"messages": list(messages), "n": n, "temperature": temperature, "top_p": 1, "top_k": -1}
        body |= {"model": model, "user": user, "seed": seed, "store": keep, "max_tokens": MAX_TOKENS}
        if other_arm:
            body["other_arm"] = True
        if logprobs:
            body |= {"logprobs": True, "return_token_ids": True}
        given = {name: value for name, value in body.items() if value is not None}
        answer = await self.ask("POST", "/v1/chat/completions", given)
        return [_reply(answer, choice) for choice in answer["choices"]]

    async def thumb(self, reply: Reply, rating: str, user: str) -> None:
        """Vote `up` or `down`."""
        body = {"completion_id": reply.id, "rating": rating, "user": user, "id": _vote_id()}
        await self.ask("POST", "/v1/feedback", body)

    async def prefer(self, replies: Sequence[Reply], outcome: str | dict[str, str], user: str) -> None:
        """Choose: `{"chosen": ID}`, `tie` or `both_bad`."""
        ids = [reply.id for reply in replies]
        body = {"completion_ids": ids, "outcome": outcome, "user": user, "id": _vote_id()}
        await self.ask("POST", "/v1/preferences", body)

    async def logprobs_under(self, model: str, replies: Sequence[Reply]) -> list[list[float]]:
        """The logprobs at temperature 1 that a version gives to the tokens of replies, whoever sampled them."""
        scored: list[list[float]] = []
        for start in range(0, len(replies), SCORED_AT_ONCE):
            part = replies[start : start + SCORED_AT_ONCE]
            prompt = [[*reply.prompt_ids, *reply.token_ids] for reply in part]
            body = {"model": model, "prompt": prompt, "echo": True, "max_tokens": 0, "logprobs": 0, "store": False}
            choices = (await self.ask("POST", "/v1/completions", body | {"temperature": 1.0}))["choices"]
            for reply, choice in zip(part, sorted(choices, key=lambda choice: choice["index"]), strict=True):
                scored.append(choice["logprobs"]["token_logprobs"][len(reply.prompt_ids) :])
        return scored


def _reply(answer: Mapping[str, Any], choice: Mapping[str, Any]) -> Reply:
    """One choice of an answer; the store knows it as `ID#1` from the second on."""
    index = choice["index"]
    logprobs = (choice.get("logprobs") or {}).get("content") or ()
    return Reply(
        id=f"{answer['id']}#{index}" if index else answer["id"],
        text=choice["message"]["content"] or "",
        prompt_ids=tuple(answer.get("prompt_token_ids") or ()),
        token_ids=tuple(choice.get("token_ids") or ()),
        logprobs=tuple(float(entry["logprob"]) for entry in logprobs),
    )


def _vote_id() -> str:
    return f"simulated-{uuid.uuid4().hex}"

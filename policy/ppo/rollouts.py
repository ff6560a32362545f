"""Rollouts: responses sampled from a policy, with the logprobs that the sampler says they had.

`Sampler` is what PPO and the gate ask for. `ServerSampler` samples through a running server, over `/v1/completions`
with token ids in and out, at a low priority: the server serves people first. The engine batches what is in flight and
shares the prompt's KV cache among its responses. Nothing sampled here is stored or trained on as a conversation. No
torch.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Protocol

from policy.server_client import ServerClient, ServerError

PRIORITY = 10
"""Behind everybody else in the engine's queue; a person's request has 0."""
LONGEST_SECONDS = 600.0
"""For one answer, which may wait for its turn while people are served."""
WHOLE_DISTRIBUTION = {
    "top_p": 1.0,
    "top_k": -1,
    "min_p": 0.0,
    "presence_penalty": 0.0,
    "frequency_penalty": 0.0,
    "repetition_penalty": 1.0,
}
"""Said in full, because what is left out is filled in from the model's generation config."""
FOR_THE_LEARNER = {"logprobs": 0, "return_token_ids": True, "priority": PRIORITY, "store": False}


@dataclass(frozen=True)
class Rollout:
    """One sampled response."""

    prompt_ids: list[int]
    response_ids: list[int]
    """The tokens generated, the end of the turn included if it came. Never empty."""
    sampled_logprobs: list[float]
    """Each token's logprob under the distribution that it was drawn from (temperature applied)."""
    finished: bool
    """Whether the response ended by itself, not by `max_tokens`."""


class Sampler(Protocol):
    """Where responses come from. Sampling is from the whole distribution: `top_p` 1, no `top_k`, no penalties."""

    def __call__(
        self, prompts: Sequence[list[int]], *, n: int, temperature: float, max_tokens: int, seed: int
    ) -> list[list[Rollout]]:
        """`n` responses to each prompt, in the prompts' order."""
        ...

    def use(self, adapter_file: Path | None) -> None:
        """Sample from this adapter from now on; None: from version 0."""
        ...


class ServerSampler:
    """Samples through a server's `/v1/completions`."""

    def __init__(self, server: ServerClient, *, in_flight: int = 32, largest_n: int = 16) -> None:
        """`in_flight`: how many responses are asked for at once; keep it below the engine's slots, because what
        runs is not put aside for a person. `largest_n`: the server's bound on `n`.
        """
        if in_flight < 1 or largest_n < 1:
            raise ValueError(f"in_flight and largest_n must be at least 1, not {in_flight} and {largest_n}")
        self.server = server
        self.in_flight = in_flight
        self.largest_n = min(largest_n, in_flight)
        self._file: Path | None = None
        self._model: str | None = None

    def use(self, adapter_file: Path | None) -> None:
        """Sample from this adapter from now on; None: from version 0."""
        self._file = adapter_file
        self._model = self._name()

    def __call__(
        self, prompts: Sequence[list[int]], *, n: int, temperature: float, max_tokens: int, seed: int
    ) -> list[list[Rollout]]:
        """`n` responses to each prompt. Raises `ServerError` if the server refuses or stays away."""
        draw = Random(f"rollouts/{seed}")
        parts = [
            (place, min(self.largest_n, n - begun), draw.getrandbits(62))
            for place in range(len(prompts))
            for begun in range(0, n, self.largest_n)
        ]
        common = {**WHOLE_DISTRIBUTION, **FOR_THE_LEARNER, "temperature": temperature, "max_tokens": max_tokens}
        answers = self._asked(
            [{**common, "prompt": prompts[place], "n": some, "seed": own} for place, some, own in parts]
        )
        rollouts: list[list[Rollout]] = [[] for _ in prompts]
        for (place, some, _), answer in zip(parts, answers, strict=True):
            rollouts[place] += rollouts_of(prompts[place], answer, some)
        return rollouts

    def _asked(self, bodies: Sequence[dict[str, Any]]) -> list[Any]:
        """The answers, in order. An engine that was started again has lost the adapter: it is given it once more."""
        self._model = self._model or self._name()
        try:
            return self._all(bodies)
        except ServerError as error:
            if error.status != 404:
                raise
        self._model = self._name()
        return self._all(bodies)

    def _all(self, bodies: Sequence[dict[str, Any]]) -> list[Any]:
        at_once = max(1, self.in_flight // max((body["n"] for body in bodies), default=1))
        with ThreadPoolExecutor(at_once, thread_name_prefix="rollouts") as pool:
            return list(pool.map(self._ask, bodies))

    def _ask(self, body: Mapping[str, Any]) -> Any:
        return self.server.ask("POST", "/v1/completions", json={**body, "model": self._model}, timeout=LONGEST_SECONDS)

    def _name(self) -> str:
        """The name to ask for, after the server was given the adapter."""
        if self._file is not None:
            return self.server.use_rollout(self._file)
        return f"{self.server.ask('GET', '/v1/models')['data'][0]['id']}@0"


def rollouts_of(prompt_ids: list[int], answer: Any, n: int) -> list[Rollout]:
    """What one answer of `/v1/completions` holds. Raises `ServerError` if it is not `n` responses with their
    logprobs."""
    try:
        choices = sorted(answer["choices"], key=lambda choice: int(choice["index"]))
        rollouts = [
            Rollout(
                prompt_ids=prompt_ids,
                response_ids=[int(token) for token in choice["token_ids"]],
                sampled_logprobs=[float(logprob) for logprob in choice["logprobs"]["token_logprobs"]],
                finished=choice["finish_reason"] == "stop",
            )
            for choice in choices
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise ServerError(f"the server's answer holds no token ids with logprobs ({error!r})") from None
    if len(rollouts) != n:
        raise ServerError(f"the server sent {len(rollouts)} responses where {n} were asked for")
    for rollout in rollouts:
        if not 0 < len(rollout.response_ids) == len(rollout.sampled_logprobs):
            told = f"{len(rollout.response_ids)} token ids and {len(rollout.sampled_logprobs)} logprobs"
            raise ServerError(f"the server sent a response of {told}")
    return rollouts

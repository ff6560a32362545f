"""Rollouts over HTTP: what is asked of the server, how much at once, and what is made of its answers.

`Answering` speaks the three routes that sampling uses, over real HTTP; the last tests sample from the real server.
"""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policy.ppo.rollouts import Rollout, ServerSampler, rollouts_of
from policy.server_client import ServerClient, ServerError
from tests.live import Served
from tests.scripted_http import ScriptedHandler, ScriptedServer, serving

MODEL = Path(__file__).parents[2] / "policy" / "starter" / "model"


def choice(index: int, ids: list[int], finish: str = "stop") -> dict[str, Any]:
    logprobs = {"token_logprobs": [-0.5 * token for token in ids]}
    return {"index": index, "token_ids": ids, "logprobs": logprobs, "finish_reason": finish}


class Answering(ScriptedServer):
    """A server whose replies can be foretold: to [p, ...] it says [p, number of the reply]."""

    def __init__(self) -> None:
        super().__init__(Handler)
        self.asked: list[dict[str, Any]] = []
        self.adapters: list[bytes] = []
        self.loaded = True
        self.refusal: tuple[int, dict[str, Any]] | None = None
        self.changed = threading.Condition()
        self.running = self.most_running = 0
        self.wait_for = 0
        """Hold replies back until so many are asked for at once."""


class Handler(ScriptedHandler):
    server: Answering

    def do_GET(self) -> None:
        self.say(200, {"data": [{"id": "attune"}, {"id": "attune@0"}]})

    def do_PUT(self) -> None:
        assert self.path == "/admin/rollout-policy"
        self.server.adapters.append(self.rfile.read(int(self.headers["content-length"])))
        self.server.loaded = True
        self.say(200, {"model": f"attune@rollout-{len(self.server.adapters)}"})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with self.server.changed:
            self.server.asked.append(body)
            self.server.running += body["n"]
            self.server.most_running = max(self.server.most_running, self.server.running)
            self.server.changed.notify_all()
            self.server.changed.wait_for(lambda: self.server.most_running >= self.server.wait_for, timeout=10)
            self.server.running -= body["n"]
        if self.server.refusal:
            self.say(*self.server.refusal)
        elif not self.server.loaded and "rollout" in body["model"]:
            self.say(404, {"error": {"message": "no such model", "code": "model_not_found"}})
        else:
            choices = [choice(number, [body["prompt"][0], number]) for number in range(body["n"])]
            self.say(200, {"choices": choices[::-1]})

    def say(self, status: int, body: dict[str, Any]) -> None:
        self.answer(status, json.dumps(body).encode())


@pytest.fixture
def answering() -> Iterator[Answering]:
    with serving(Answering()) as server:
        yield server


@pytest.fixture
def client(answering: Answering) -> Iterator[ServerClient]:
    with ServerClient(answering.url) as client:
        yield client


def sample(sampler: ServerSampler, prompts: list[list[int]], n: int = 1) -> list[list[Rollout]]:
    return sampler(prompts, n=n, temperature=0.8, max_tokens=5, seed=3)


def test_responses_come_in_the_prompts_order_with_their_logprobs(client: ServerClient) -> None:
    groups = sample(ServerSampler(client), [[4, 9], [7], [5, 5, 5]], n=2)
    assert groups[0] == [
        Rollout([4, 9], [4, 0], [-2.0, 0.0], True),
        Rollout([4, 9], [4, 1], [-2.0, -0.5], True),
    ]
    assert [[rollout.response_ids for rollout in group] for group in groups[1:]] == [[[7, 0], [7, 1]], [[5, 0], [5, 1]]]


def test_it_asks_for_the_whole_distribution_behind_people_and_for_no_record(
    answering: Answering, client: ServerClient
) -> None:
    sample(ServerSampler(client), [[4, 9]])
    asked = answering.asked[0]
    assert asked.pop("seed") >= 0
    assert asked == {
        "model": "attune@0",
        "prompt": [4, 9],
        "n": 1,
        "temperature": 0.8,
        "max_tokens": 5,
        "top_p": 1.0,
        "top_k": -1,
        "min_p": 0.0,
        "presence_penalty": 0.0,
        "frequency_penalty": 0.0,
        "repetition_penalty": 1.0,
        "logprobs": 0,
        "return_token_ids": True,
        "priority": 10,
        "store": False,
    }


def test_many_responses_to_one_prompt_are_asked_for_in_parts_of_other_seeds(
    answering: Answering, client: ServerClient
) -> None:
    groups = sample(ServerSampler(client, largest_n=4), [[4], [5]], n=10)
    assert [len(group) for group in groups] == [10, 10]
    assert sorted(asked["n"] for asked in answering.asked) == [2, 2, 4, 4, 4, 4]
    assert len({asked["seed"] for asked in answering.asked}) == 6


def test_the_same_seed_asks_the_same(answering: Answering, client: ServerClient) -> None:
    for _ in range(2):
        sample(ServerSampler(client), [[4], [5], [6]])
    one, two = (sorted(part, key=lambda asked: asked["prompt"]) for part in (answering.asked[:3], answering.asked[3:]))
    assert one == two


@pytest.mark.parametrize(("n", "most"), [(1, 6), (4, 4), (16, 6)])
def test_no_more_responses_are_in_flight_than_allowed(
    answering: Answering, client: ServerClient, n: int, most: int
) -> None:
    answering.wait_for = most
    sample(ServerSampler(client, in_flight=6), [[4]] * 12, n=n)
    assert answering.most_running == most


def test_an_adapter_is_sampled_from_by_the_name_it_was_given(
    answering: Answering, client: ServerClient, tmp_path: Path
) -> None:
    (tmp_path / "adapter").write_bytes(b"weights")
    sampler = ServerSampler(client)
    sampler.use(tmp_path / "adapter")
    sample(sampler, [[4]])
    sampler.use(None)
    sample(sampler, [[4]])
    assert answering.adapters == [b"weights"]
    assert [asked["model"] for asked in answering.asked] == ["attune@rollout-1", "attune@0"]


def test_a_server_that_lost_the_adapter_is_given_it_again(
    answering: Answering, client: ServerClient, tmp_path: Path
) -> None:
    (tmp_path / "adapter").write_bytes(b"weights")
    sampler = ServerSampler(client)
    sampler.use(tmp_path / "adapter")
    answering.loaded = False
    groups = sample(sampler, [[4], [5]])
    assert [group[0].response_ids for group in groups] == [[4, 0], [5, 0]]
    assert answering.adapters == [b"weights"] * 2
    assert answering.asked[-1]["model"] == "attune@rollout-2"


@pytest.mark.parametrize("status", [400, 404])
def test_a_refusal_is_raised_in_the_servers_words(answering: Answering, client: ServerClient, status: int) -> None:
    answering.refusal = (status, {"error": {"message": "n is 9; at most 8 are allowed", "code": "x"}})
    with pytest.raises(ServerError, match="n is 9") as raised:
        sample(ServerSampler(client, in_flight=2), [[4]] * 40)
    assert raised.value.status == status
    assert len(answering.asked) < 20, "what was not asked yet is not asked any more"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({}, "no token ids with logprobs"),
        ({"choices": [{"index": 0, "text": "hi", "finish_reason": "stop"}]}, "no token ids with logprobs"),
        ({"choices": [{**choice(0, [4]), "logprobs": None}]}, "no token ids with logprobs"),
        ({"choices": [{**choice(0, [4]), "logprobs": {"token_logprobs": [None]}}]}, "no token ids with logprobs"),
        ({"choices": []}, "0 responses where 1 were asked for"),
        ({"choices": [choice(0, [4]), choice(1, [4])]}, "2 responses where 1 were asked for"),
        ({"choices": [choice(0, [])]}, "a response of 0 token ids and 0 logprobs"),
        ({"choices": [{**choice(0, [4, 5]), "token_ids": [4]}]}, "a response of 1 token ids and 2 logprobs"),
    ],
)
def test_an_answer_that_cannot_be_learned_from_is_refused(answer: dict[str, Any], message: str) -> None:
    with pytest.raises(ServerError, match=message):
        rollouts_of([2], answer, 1)


def test_a_response_that_was_cut_off_is_not_finished() -> None:
    assert rollouts_of([2], {"choices": [choice(0, [4, 5], "length")]}, 1)[0].finished is False


@pytest.mark.parametrize("settings", [{"in_flight": 0}, {"largest_n": 0}])
def test_settings_that_cannot_be_are_refused(client: ServerClient, settings: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        ServerSampler(client, **settings)


@pytest.mark.slow
def test_the_real_server_samples_what_the_trainer_finds_as_likely(live_server: Served) -> None:
    import torch

    from feedback.base_model import BaseModel
    from policy.ppo.config import PPOConfig
    from policy.ppo.experience import experience_of

    base = BaseModel.load(MODEL)
    prompts = [base.prompt_ids([{"role": "user", "content": text}]) for text in ("Hello!", "Tell me a story.")]
    with ServerClient(live_server.url) as server:
        groups = ServerSampler(server)(prompts, n=3, temperature=0.8, max_tokens=24, seed=1)
    assert [[rollout.prompt_ids for rollout in group] for group in groups] == [[prompt] * 3 for prompt in prompts]
    rollouts = [rollout for group in groups for rollout in group]
    assert len({tuple(rollout.response_ids) for rollout in rollouts}) > 3
    for rollout in rollouts:
        assert rollout.finished == (rollout.response_ids[-1] == base.tokenizer.eos_token_id)
    base.add("policy")
    batch = experience_of(base, "policy", rollouts, lambda rows: torch.zeros(len(rows)), PPOConfig(temperature=0.8))
    assert torch.allclose(batch.logprobs, batch.sampled_logprobs, atol=1e-4)
    assert torch.allclose(batch.ref_logprobs, batch.sampled_logprobs, atol=1e-4)

"""Learning on bad input and bad days, item by item: each ends on record, the champion serves, and nothing is lost.

    no votes, all ties, one rater only, contradicting votes, empty replies, replies cut by length, a prompt at the
    context limit, a model without a chat template, a base whose modules take no LoRA, disk full while publishing,
    server restarted mid-cycle, learner killed at every stage

The server and the learner are real but for the engine (`tiny_server.py`). More of it elsewhere: each registry step
killed and each disk write failing in `tests/policy/test_registry.py`, the supervision of the learner's process in
`tests/server/test_learner.py`, PPO's alarms and resumption in `tests/policy/test_ppo.py`.
"""

import asyncio
import json
import math
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from peft import LoraConfig
from safetensors.torch import load_file

from feedback.examples import examples_of, split_of
from feedback.reward.model import RewardModel
from feedback.types import Verdict
from policy import server_client
from policy.cycle.folder import EXAMPLES
from policy.ppo.rollouts import Rollout
from policy.registry import registry as policy_registry
from policy.server_client import ServerError
from server.errors import ApiError
from server.learning import learner as server_learner
from server.learning.cycles import Cycles
from server.versions.shelf import obstacle
from tests.bad_input.tiny_learner import BAD, END, FAST, MAX_TOKENS, TEMPLATE, words_folder
from tests.bad_input.tiny_server import TinyServer, pair_of_replies
from tests.policy.ppo_parts import CONTEXT

ENOUGH = 40
"""Prompts with a vote each: for the reward model, for PPO, and for the gate."""
Open = Callable[..., AbstractAsyncContextManager[TinyServer]]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return words_folder(tmp_path_factory.mktemp("words"))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One thread, looks at the schedule at once, and no second tries at a server that is away."""
    monkeypatch.setattr(server_learner, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(server_client, "TRIES", 1)
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def server(tmp_path: Path, model: Path) -> Open:
    """A server that learns when it is told to; the same data each time it is opened."""

    def opened(**how: Any) -> AbstractAsyncContextManager[TinyServer]:
        options = {"learn": False} | how.pop("options", {})
        return TinyServer(tmp_path / "data", options=options, **{"model": model} | how).open()

    return opened


async def compared(here: TinyServer, outcome: Verdict | None = None, count: int = ENOUGH, **how: Any) -> None:
    for number in range(count):
        await here.compare(number, outcome, **how)


async def ended(here: TinyServer, cycle: Any, outcome: str, *, live: int = 0, votes: int = ENOUGH) -> str:
    """The cycle is on record as this, nobody learns any more, the live version answers, all votes are there; why."""
    assert cycle["outcome"] == outcome, cycle
    state = await here.until(lambda state: state["state"] == "idle")
    assert (state["last"]["id"], state["last"]["outcome"], state["lease"]) == (cycle["id"], outcome, None)
    versions = (await here.http.get("/admin/policies")).json()
    assert (versions["live"], versions["rollout"]) == (live, None)
    assert not list((here.folder / "policies").rglob(".*.partial"))
    body = {"model": "attune", "prompt": [5, 6], "n": 1, "max_tokens": 4, "temperature": 1.0, "seed": 0}
    assert (await here.http.post("/v1/completions", json=body)).json()["choices"][0]["token_ids"]
    header = (await here.http.get("/admin/examples")).text.splitlines()[0]
    assert json.loads(header)["preferences"] == votes
    left = [file for file in (here.folder / "work").rglob("*") if file.is_file()]
    assert not [file.name for file in left if re.search(rb"(good|bad)\d", file.read_bytes())], "what people said"
    return str(cycle["reason"])


async def test_no_votes(server: Open) -> None:
    async with server() as here:
        cycle = await here.learn("cycle-a")
        assert await ended(here, cycle, "stopped", votes=0) == "there are no votes to learn from"


async def test_all_ties(server: Open) -> None:
    async with server() as here:
        await compared(here, "tie")
        cycle = await here.learn("cycle-a")
        reason = await ended(here, cycle, "stopped")
        assert reason.startswith("too few votes: 0 of at least 10, beside ")
        assert cycle["metrics"]["examples"]["pairs"] == ENOUGH


async def test_one_rater_only(server: Open) -> None:
    async with server() as here:
        await compared(here)
        cycle = await here.learn("cycle-a")
        assert await ended(here, cycle, "promoted", live=1) == "version 1 passed the gate"
        (rater,) = cycle["metrics"]["examples"]["raters"]
        assert (rater["judgements"], rater["factor"], rater["quarantined"]) == (ENOUGH, 1.0, False)
        assert cycle["metrics"]["examples"]["all_raters"] == 1
        assert cycle["metrics"]["reward_model"]["raters"] == 1
        assert 0.5 < cycle["metrics"]["judge_model"]["accuracy"] <= 1.0
        rows = [json.loads(line) for line in (await here.http.get("/admin/examples")).text.splitlines()]
        taught = {one.vote_id for one in examples_of(rows).pairs if split_of(one.group) != "gate"}
        assert 0 < len(taught) < ENOUGH
        assert set(here.registry.manifest(1).votes) == taught


async def test_contradicting_votes(server: Open) -> None:
    async with server() as here:
        for number in range(ENOUGH):
            # The same two replies, and the other one is better.
            good, bad = pair_of_replies(number)
            await here.compare(number, rater="ada")
            await here.compare(number, rater="bob", good=bad, bad=good)
        cycle = await here.learn("cycle-a")
        assert (await ended(here, cycle, "stopped", votes=2 * ENOUGH)).startswith("not above chance: ")
        assert [rater["quarantined"] for rater in cycle["metrics"]["examples"]["raters"]] == [False, False]


@pytest.mark.parametrize("said", ["", " \n"])
async def test_empty_replies(server: Open, said: str) -> None:
    async with server() as here:
        await compared(here, good=said, bad=said)
        cycle = await here.learn("cycle-a")
        assert await ended(here, cycle, "stopped") == "there are no votes to learn from"
        assert cycle["metrics"]["examples"]["skipped"] == {"empty replies": 2 * ENOUGH}


async def test_empty_replies_of_the_policy_itself(server: Open) -> None:
    """It ends its turn at once whatever it is asked: there is nothing that one reply does better than another."""

    async with server() as here:
        await compared(here)
        base = here.engine.base

        def silent(prompts: Any, *, n: int, **_: Any) -> list[list[Rollout]]:
            with torch.inference_mode(), base.using(silent.adapter):  # type: ignore[attr-defined]
                last = [base.logits(base.hidden(torch.tensor([prompt])))[0, -1].log_softmax(-1) for prompt in prompts]
            told = zip(prompts, last, strict=True)
            return [[Rollout(prompt, [END], [float(logs[END])], True)] * n for prompt, logs in told]

        here.engine.sampler = silent
        cycle = await here.learn("cycle-a")
        # Which of these it is depends on the prompts that PPO happens to have: one empty reply is as good as another,
        # and what pushes their likelihood down makes a sampler that knows no other look like a lying one.
        reasons = ("PPO found no policy that ", "KL to the reference is -", "it wins 0.50 against the champion")
        reason = await ended(here, cycle, "rejected" if "gate" in cycle["metrics"] else "stopped")
        assert reason.startswith(reasons)
        assert {one["length"] for one in cycle["metrics"]["ppo"]["history"]} == {1.0}


async def test_scores_that_are_no_numbers(server: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """PPO's alarm ends the cycle, and what it says reaches the operator although JSON has no NaN."""
    monkeypatch.setattr(RewardModel, "score", lambda _, rows: torch.full((len(rows),), math.nan))
    async with server() as here:
        await compared(here)
        cycle = await here.learn("cycle-a")
        reason = await ended(here, cycle, "stopped")
        assert reason.startswith("score, paid score, KL, entropy or sampler's logprobs are not finite: (nan,")
        (begun,) = cycle["metrics"]["ppo"]["history"]
        assert (begun["score"], begun["entropy"] > 0) == (None, True)
        assert [point["metrics"]["score"] for point in cycle["trail"] if "score" in point["metrics"]] == [None]


async def test_enough_votes_for_the_reward_model_and_too_few_for_the_gates_judge(server: Open) -> None:
    async with server() as here:
        # By their prompts' hashes the judge leaves out these ten.
        for number in (2, 13, 16, 21, 23, 25, 30, 44, 55, 58, *range(31, 40)):
            await here.compare(number)
        for number in range(60, 81):
            await here.compare(number, "tie")
        cycle = await here.learn("cycle-a")
        reason = await ended(here, cycle, "stopped")
        told = "the gate's judge, which leaves out a quarter of the votes: too few votes: 9 of at least 10, beside "
        assert reason.startswith(told)
        assert cycle["metrics"]["reward_model"]["informative"]
        assert not cycle["metrics"]["judge_model"]["informative"]


async def test_replies_cut_by_length(server: Open) -> None:
    """Votes on such replies count as any; a candidate that no more comes to an end is refused."""
    async with server() as here:
        await compared(here, finish="length")
        here.engine.finish = lambda _, adapter: "stop" if adapter is None else "length"
        cycle = await here.learn("cycle-a", replace(FAST, gate=replace(FAST.gate, max_finished_drop=0.05)))
        reason = await ended(here, cycle, "rejected")
        assert reason == "fewer of its replies end by themselves: 0.00 of them, 1.00 less than before"
        assert cycle["metrics"]["examples"]["pairs"] == ENOUGH


async def test_a_prompt_at_the_context_limit(server: Open) -> None:
    """The server's, which is below the model's own: what just fits is learned on, what does not is left out, and votes
    on prompts that are longer than even the model's context count all the same."""
    limit = CONTEXT - 20
    async with server(context=limit) as here:
        await compared(here)
        just = limit - MAX_TOKENS - 3  # `user`, `<end>` and `assistant` stand around a prompt's words
        long = [" ".join([word] * length) for length in (just, just + 1, 2 * CONTEXT) for word in BAD[:4]]
        for number, prompt in enumerate(long, start=ENOUGH):
            await here.compare(number, prompt=prompt)
        cycle = await here.learn("cycle-a")
        assert await ended(here, cycle, "promoted", live=1, votes=ENOUGH + 12) == "version 1 passed the gate"
        assert max(here.engine.prompts) == limit - MAX_TOKENS
        assert cycle["metrics"]["examples"]["pairs"] == ENOUGH + 12


async def test_a_model_without_a_chat_template(server: Open, tmp_path: Path) -> None:
    bare = words_folder(tmp_path / "bare", template=None)
    async with server(model=bare) as here:
        await compared(here, "tie")
        cycle = await here.learn("cycle-a")
        said = "the model has no chat template: serve it with one (--chat-template)"
        assert await ended(here, cycle, "stopped") == said
        template = tmp_path / "own.jinja"
        template.write_text(TEMPLATE)
        cycle = await here.learn("cycle-b", FAST, "--chat-template", str(template))
        assert (await ended(here, cycle, "stopped")).startswith("too few votes: 0")


async def test_a_base_whose_modules_take_no_lora(server: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "feedback.base_model.LoraConfig", lambda **how: LoraConfig(**how | {"target_modules": ["no_such_layer"]})
    )
    async with server() as here:
        await compared(here)
        cycle = await here.learn("cycle-a")
        assert (await ended(here, cycle, "stopped")).startswith("this base takes no adapter: ")


def test_a_base_that_the_engine_serves_without_adapters_cannot_be_learned_on() -> None:
    """vLLM refuses adapters for some architectures: then it is started without, and `run` says so (test_learner.py)."""
    assert obstacle(16) is None
    assert obstacle(0) == "its engine was started without adapters, in which versions are kept"


async def test_disk_full_while_publishing(server: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    async with server() as here:
        await compared(here)
        with monkeypatch.context() as disk:
            disk.setattr(policy_registry, "unpack", full)
            cycle = await here.learn("cycle-a")
        assert (await ended(here, cycle, "failed")).endswith("versions/000001: No space left on device.")
        assert (await here.state())["votes_since_last"] == ENOUGH, "they are learned from when there is room again"
        # To be quick, the next one begins with the work of the one that failed, the file included.
        shutil.copytree(here.folder / "work" / "cycle-a", here.folder / "work" / "cycle-b")
        cycle = await here.learn("cycle-b")
        assert await ended(here, cycle, "promoted", live=2) == "version 2 passed the gate"


async def test_disk_full_at_the_learner(server: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    async with server() as here:
        await compared(here)
        monkeypatch.setattr("policy.cycle.cycle.write_file", full)
        cycle = await here.learn("cycle-a")
        assert await ended(here, cycle, "failed") == "OSError: [Errno 28] No space left on device"


async def test_server_restarted_mid_cycle(server: Open) -> None:
    async with server() as here:
        await compared(here)
        reached = asyncio.Event()

        async def hang(adapter: str | None) -> None:
            if adapter is not None:
                reached.set()
                await asyncio.sleep(3600)

        here.engine.before_reply = hang
        learning = asyncio.create_task(here.learn("cycle-a"))
        await asyncio.wait_for(reached.wait(), 60)
    with pytest.raises(ServerError):
        await learning
    async with server() as here:
        (cycle,) = await here.cycles()
        assert (cycle["outcome"], cycle["reason"]) == ("interrupted", "the server ended")
        assert (here.folder / "work" / "cycle-a" / EXAMPLES).exists(), "it goes on from there"
        if held := here.lease.held():
            # The learner could not give it back; else it would run out within a minute.
            here.lease.release(str(held.token))
        cycle = await here.learn("cycle-a")
        assert await ended(here, cycle, "promoted", live=1) == "version 1 passed the gate"
        assert cycle["attempts"] == 2


async def test_server_killed_between_the_promotion_and_the_record_of_it(
    server: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = Cycles.end

    def die(*_: object, **__: object) -> None:
        monkeypatch.setattr(Cycles, "end", end)
        raise ApiError(503, "It is dead.")

    async with server() as here:
        await compared(here)
        monkeypatch.setattr(Cycles, "end", die)
        with pytest.raises(ServerError, match="It is dead"):
            await here.learn("cycle-a")
        assert here.policies.live == 1
    async with server() as here:
        cycle = await here.learn("cycle-a")
        assert await ended(here, cycle, "promoted", live=1) == "version 1 passed the gate"
        assert (cycle["version"], cycle["attempts"]) == (1, 2)
        assert [one.version for one in here.registry.manifests()] == [0, 1], "it is not published twice"


async def test_an_engine_that_is_being_started_again_is_waited_for(
    server: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_client, "TRIES", 600)
    monkeypatch.setattr(server_client, "waits", lambda: [0.1] * 600)
    async with server() as here:
        await compared(here, "tie")
        here.engine.max_model_len = None
        learning = asyncio.create_task(here.learn("cycle-a"))
        await here.until(lambda state: state["cycle"] and state["cycle"]["done"] == 1)
        here.engine.max_model_len = CONTEXT
        assert (await ended(here, await learning, "stopped")).startswith("too few votes")


@pytest.mark.slow
async def test_learner_killed_at_every_stage(server: Open) -> None:
    """It goes on each time from where it was, to the weights of a learner that nobody killed, and to one version."""
    async with server() as here:
        await compared(here)
        here.refusal = ApiError(422, "Not now.")
        undisturbed = await here.learn("undisturbed")
        assert (await ended(here, undisturbed, "published")).endswith("not promoted: Not now.")
        here.refusal = None
        command = [sys.executable, "-m", "tests.bad_input.killed_learner"]
        words = [here.learner.url, str(here.folder), str(here.model), "killed"]
        process = await asyncio.create_subprocess_exec(*command, *words)
        assert await asyncio.wait_for(process.wait(), 280) == 0
        cycle = (await here.http.get("/admin/learner/cycles/killed")).json()
        assert await ended(here, cycle, "promoted", live=2) == "version 2 passed the gate"
        deaths = (here.folder / "killed").read_text().splitlines()
        assert {"collect", "reward model", "judge model", "ppo", "gate", "publish"} == {
            death.rsplit(maxsplit=3)[0] for death in deaths
        }
        assert {"ppo 1 of 2", "publish 1 of 1"} <= set(deaths)
        assert deaths[-1] == "publish 1 of 1", "the version was there already, and is not made twice"
        assert [one.version for one in here.registry.manifests()] == [0, 1, 2]
        one, two = (load_file(here.registry.adapter(version) / "adapter_model.safetensors") for version in (1, 2))
        assert one.keys() == two.keys()
        assert all(torch.equal(one[name], two[name]) for name in one)


async def test_a_server_with_keys_lets_its_own_learner_do_all_it_has_to(server: Open) -> None:
    async with server(options={"api_key": ["sk-ada"]}) as here:
        await compared(here, "tie")
        cycle = await here.learn("cycle-a", key=here.learner.key)
        assert (await ended(here, cycle, "stopped")).startswith("too few votes")
        assert here.engine.prompts, "the reference policy has been asked"

"""The cycle's own decisions; `tests/api/test_cycle.py` runs a whole one."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from feedback.base_model import BaseModel
from feedback.examples import Demonstration, Examples, Prompt, split_of
from feedback.reward.data import Term
from feedback.reward.report import Prediction
from policy.cycle import Cycle, CycleConfig, CycleEnd, demonstrated, divide
from policy.ppo.config import PPOConfig
from policy.server_client import LeaseLostError, ServerError
from tests.policy.ppo_parts import PROMPTS, evenness, tiny_base, tiny_sampler, writer

STARTER = Path("policy/starter/model")


@pytest.fixture(scope="module")
def base() -> BaseModel:
    return BaseModel.load(STARTER)


def prompts(number: int) -> list[Prompt]:
    return [Prompt(({"role": "user", "content": f"Question {place}?"},)) for place in range(number)]


def test_ppo_and_the_gate_share_no_prompt_and_leave_none_out(base: BaseModel) -> None:
    training, kept = divide(prompts(100), CycleConfig(), base)
    assert (len(training), len(kept)) == (70, 30)
    assert len({tuple(ids) for ids in training + kept}) == 100


def test_the_gate_keeps_the_prompts_whose_votes_train_nothing(base: BaseModel) -> None:
    known = prompts(100)
    untrained = {tuple(base.prompt_ids(one.messages)) for one in known if split_of(one.group) == "gate"}
    _, kept = divide(known, CycleConfig(), base)
    assert 0 < len(untrained) < 30
    assert untrained <= {tuple(ids) for ids in kept}


def test_a_gate_has_no_more_prompts_than_it_needs(base: BaseModel) -> None:
    _, kept = divide(prompts(200), CycleConfig(gate_prompts=40), base)
    assert len(kept) == 40


def test_the_order_of_the_prompts_changes_nothing(base: BaseModel) -> None:
    known = prompts(50)
    assert divide(known, CycleConfig(), base) == divide(known[::-1], CycleConfig(), base)


def test_too_few_prompts_end_the_cycle_and_say_how_many_it_takes(base: BaseModel) -> None:
    with pytest.raises(CycleEnd) as ended:
        divide(prompts(26), CycleConfig(), base)
    assert ended.value.outcome.outcome == "stopped"
    assert ended.value.outcome.reason == "there are 26 different prompts; a cycle needs at least 27"
    training, kept = divide(prompts(27), CycleConfig(), base)
    assert (len(training), len(kept)) == (19, 8)


def test_a_prompt_without_room_for_a_reply_is_left_out(base: BaseModel) -> None:
    long = Prompt(({"role": "user", "content": "word " * base.context},))
    training, kept = divide([*prompts(30), long], CycleConfig(), base)
    assert len(training) + len(kept) == 30
    config = CycleConfig()
    tight = replace(config, ppo=replace(config.ppo, max_tokens=base.context - 1))
    with pytest.raises(CycleEnd) as ended:
        divide(prompts(30), tight, base)
    assert ended.value.outcome.reason == (
        f"there are 0 different prompts with room for a reply of {base.context - 1} tokens, and 30 without;"
        " a cycle needs at least 27"
    )


def test_the_servers_context_counts_where_it_is_shorter_than_the_models(base: BaseModel) -> None:
    long = Prompt(({"role": "user", "content": "word " * 50},))
    full = len(base.prompt_ids(long.messages)) + CycleConfig().ppo.max_tokens
    for context, usable in ((full, 31), (full - 1, 30), (10 * base.context, 31)):
        training, kept = divide([*prompts(30), long], CycleConfig(), base, context)
        assert len(training) + len(kept) == usable


def test_what_people_wrote_is_mixed_in_or_kept_for_the_gate(base: BaseModel) -> None:
    told = {"weight": 1.0, "rater": "ann", "vote_id": "vote-1"}
    written = [Demonstration(one, "Yes.", group=one.group, **told) for one in prompts(100)]
    endless = Demonstration(prompts(1)[0], "word " * base.context, group=prompts(1)[0].group, **told)
    shown, held = demonstrated(Examples([], [], [*written, endless], [], [], {}), base)
    kept = [one for one in written if split_of(one.group) != "train"]
    assert 0 < len(kept) < 40
    assert held == [(base.prompt_ids(one.prompt.messages), base.reply_ids("Yes.")) for one in kept]
    assert len(shown) == 100 - len(kept)


def test_ppo_tells_of_each_iteration_what_the_console_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[dict[str, Any]] = []
    server: Any = SimpleNamespace(progress=lambda report: told.append(report) or True)
    reward: Any = SimpleNamespace(score=evenness, expected=(torch.zeros(16), 0.0))
    tiny = tiny_base()
    ppo = PPOConfig(iterations=1, rollouts=16, minibatch=16, epochs=2, max_tokens=8, missing_eos_penalty=0.0)
    cycle = Cycle("cycle-1", server, tiny, tmp_path / "cycle-1", CycleConfig(ppo=ppo))
    cycle.folder.mkdir()
    monkeypatch.setattr(cycle, "sampler", tiny_sampler())
    monkeypatch.setattr(cycle, "write_rollout", writer(tiny))
    # So short a run may find nothing better.
    with suppress(CycleEnd):
        cycle.improve(reward, PROMPTS, [], 0)
    assert cycle.metrics["ppo"]["kl_budget"] == 3.0
    history = cycle.metrics["ppo"]["history"]
    measured = [{name: one[name] for name in ("score", "kl", "entropy", "length")} for one in history]
    updated = {name: history[0]["update"][name] for name in ("clip_share", "ratio_std")}
    # After the last iteration there is no update to tell of.
    assert [(report["stage"], report["done"], report["metrics"]) for report in told] == [
        ("ppo", 0, {"kl_budget": 3.0}),
        ("ppo", 0, measured[0] | updated),
        ("ppo", 1, measured[1]),
    ]


def test_what_the_reward_model_thinks_is_handed_in_and_a_cycle_goes_on_without(tmp_path: Path) -> None:
    said = Prediction(Term("group", "vote-1", "ann", 1.0, 0, None, 0.0), 1.23456, 0)
    told: list[Any] = []
    refusals = [None, ServerError("the body is too large", 413), LeaseLostError("another learner is at work", 403)]

    def think(name: str, of: Any) -> None:
        told.append((name, of))
        if (refusal := refusals.pop(0)) is not None:
            raise refusal

    server: Any = SimpleNamespace(think=think)
    cycle = Cycle("cycle-1", server, tiny_base(), tmp_path / "cycle-1")
    cycle.think([said])
    cycle.think([said])
    with pytest.raises(LeaseLostError):
        cycle.think([said])
    assert told == [("cycle-1", {"vote-1": (1.2346, -1.2346)})] * 3

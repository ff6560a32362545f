"""The cycle's own decisions; `tests/api/test_cycle.py` runs a whole one."""

import json
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest
import torch

from feedback.base_model import BaseModel
from feedback.examples import Demonstration, Examples, Pair, Prompt, RaterReport, Thumb, split_of
from feedback.reward.data import Term
from feedback.reward.report import Prediction
from policy.cycle.cycle import CANDIDATE, Cycle, sampler_of
from policy.cycle.inputs import demonstrated, divide, with_room
from policy.cycle.step_back import share_inside
from policy.cycle.told import told_raters, trained_votes, why_nothing_came
from policy.cycle.types import CycleConfig, CycleEnd
from policy.gate.gate import GateConfig
from policy.ppo.config import PPOConfig
from policy.ppo.loop import Alarm
from policy.ppo.state import part_of_the_way
from policy.server_client import LeaseLostError, ServerError
from tests.policy.ppo_parts import PROMPTS, evenness, tiny_base, tiny_sampler, writer

STARTER = Path("policy/starter/model")


@pytest.fixture(scope="module")
def base() -> BaseModel:
    return BaseModel.load(STARTER)


def prompts(number: int) -> list[Prompt]:
    return [Prompt(({"role": "user", "content": f"Question {place}?"},)) for place in range(number)]


def high(known: list[Prompt]) -> list[Prompt]:
    """Those in the gate's share: the top 0.3 of all hashes."""
    return [one for one in known if int(one.group, 16) >= 0.7 * 2**256]


def low(known: list[Prompt]) -> list[Prompt]:
    return [one for one in known if one not in high(known)]


def as_ids(base: BaseModel, known: list[Prompt]) -> set[tuple[int, ...]]:
    return {tuple(base.prompt_ids(one.messages)) for one in known}


def voted(lengths: list[int]) -> Examples:
    """Thumbs on replies of about so many tokens."""
    prompt = Prompt(({"role": "user", "content": "Hi"},))
    thumbs = [Thumb(prompt, "a " * length, True, 1.0, prompt.group, "ada", str(length)) for length in lengths]
    return Examples([], thumbs, [], [prompt], [], {})


@pytest.mark.parametrize(
    ("lengths", "context", "most"),
    [([5, 20], 2048, 160), ([*range(100, 200), 900], 2048, 240), ([900, 901], 2048, 1024), ([900, 901], 800, 400)],
)
def test_ppo_has_room_for_replies_as_long_as_people_voted_on(
    base: BaseModel, lengths: list[int], context: int, most: int
) -> None:
    room = with_room(PPOConfig(), voted(lengths), base, context).max_tokens
    assert room == pytest.approx(most, rel=0.05)
    assert room <= max(160, context // 2)


def test_a_model_whose_replies_are_cut_off_is_not_taught_by_them(base: BaseModel, tmp_path: Path) -> None:
    cycle = Cycle("c", SimpleNamespace(), base, tmp_path)  # type: ignore[arg-type]
    cut = [[SimpleNamespace(prompt_ids=[1], response_ids=[2], finished=number < 50)] for number in range(128)]

    class Cutting:
        def use(self, file: Path | None) -> None: ...

        def __call__(self, *_: Any, **__: Any) -> Any:
            return cut

    cycle.sampler = Cutting()  # type: ignore[assignment]
    with pytest.raises(CycleEnd, match="78 of 128 replies of the base model were cut off at 160 tokens"):
        cycle.references([[1]])


def test_reward_model_and_judge_are_normalised_on_the_same_references(base: BaseModel, tmp_path: Path) -> None:
    cycle = Cycle("c", SimpleNamespace(), base, tmp_path)  # type: ignore[arg-type]
    whole = [[SimpleNamespace(prompt_ids=[1], response_ids=[2], finished=True)]] * 128
    cycle.sampler = MagicMock(return_value=whole)
    assert cycle.references([[1]]) == cycle.references([[1]]) == [([1], [2])] * 128
    cycle.sampler.assert_called_once()


def test_what_is_in_the_gates_share_is_the_gates_and_the_rest_is_ppos(base: BaseModel) -> None:
    known = prompts(100)
    training, kept = divide(known, CycleConfig(), base, base.context)
    assert 20 < len(kept) < 40
    assert {tuple(ids) for ids in kept} == as_ids(base, high(known))
    assert {tuple(ids) for ids in training} == as_ids(base, known) - as_ids(base, high(known))


def test_no_prompt_that_ppo_had_becomes_the_gates(base: BaseModel) -> None:
    """From the first cycle on, however many prompts come: also while too few are in the gate's share."""
    known, had = [*low(prompts(60))[:20], *prompts(200)], set[tuple[int, ...]]()
    known = list(dict.fromkeys(known))
    for count in (*range(27, 60), 80, 120, 180, len(known)):
        training, kept = divide(known[:count], CycleConfig(), base, base.context)
        assert 8 <= len(kept) <= 40
        assert not had & {tuple(ids) for ids in kept}
        had |= {tuple(ids) for ids in training}


def test_a_gate_with_too_few_prompts_in_its_share_has_the_largest_below(base: BaseModel) -> None:
    few = [*low(prompts(100))[:22], *high(prompts(100))[:5]]
    training, kept = divide(few, CycleConfig(), base, base.context)
    below = sorted(low(few), key=lambda one: one.group)
    assert {tuple(ids) for ids in kept} == as_ids(base, [*high(few), *below[-3:]])
    assert {tuple(ids) for ids in training} == as_ids(base, below[:-3])


def test_the_gate_keeps_the_prompts_whose_votes_train_nothing(base: BaseModel) -> None:
    known = prompts(100)
    untrained = {tuple(base.prompt_ids(one.messages)) for one in known if split_of(one.group) == "gate"}
    _, kept = divide(known, CycleConfig(), base, base.context)
    assert 0 < len(untrained) < 30
    assert untrained <= {tuple(ids) for ids in kept}


def test_a_gate_has_no_more_prompts_than_it_needs_and_ppo_none_of_the_others(base: BaseModel) -> None:
    known = prompts(200)
    training, kept = divide(known, CycleConfig(gate_prompts=40), base, base.context)
    assert len(high(known)) > 40
    assert {tuple(ids) for ids in kept} == as_ids(base, sorted(high(known), key=lambda one: one.group)[-40:])
    assert {tuple(ids) for ids in training} == as_ids(base, low(known))


def test_the_order_of_the_prompts_changes_nothing(base: BaseModel) -> None:
    known = prompts(50)
    assert divide(known, CycleConfig(), base, base.context) == divide(known[::-1], CycleConfig(), base, base.context)


def test_too_few_prompts_end_the_cycle_and_say_how_many_it_takes(base: BaseModel) -> None:
    with pytest.raises(CycleEnd) as ended:
        divide(prompts(26), CycleConfig(), base, base.context)
    assert ended.value.outcome.outcome == "stopped"
    assert ended.value.outcome.reason == "there are 26 different prompts; a cycle needs at least 27"
    training, kept = divide(prompts(27), CycleConfig(), base, base.context)
    assert len(training) + len(kept) == 27


def test_a_prompt_without_room_for_a_reply_is_left_out(base: BaseModel) -> None:
    long = Prompt(({"role": "user", "content": "word " * base.context},))
    training, kept = divide([*prompts(30), long], CycleConfig(), base, base.context)
    assert len(training) + len(kept) == 30
    config = CycleConfig()
    tight = replace(config, ppo=replace(config.ppo, max_tokens=base.context - 1))
    with pytest.raises(CycleEnd) as ended:
        divide(prompts(30), tight, base, base.context)
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
    assert [one.row for one in held] == [(base.prompt_ids(one.prompt.messages), base.reply_ids("Yes.")) for one in kept]
    assert len(shown) == 100 - len(kept)


def of_split(split: str) -> Prompt:
    return next(one for one in prompts(100) if split_of(one.group) == split)


def test_a_version_names_the_votes_that_taught_it_and_no_others(base: BaseModel) -> None:
    def about(split: str, vote_id: str, weight: float = 1.0) -> dict[str, Any]:
        prompt = of_split(split)
        return {"prompt": prompt, "group": prompt.group, "weight": weight, "rater": "ann", "vote_id": vote_id}

    pairs = [Pair(chosen="a", rejected="b", tie=False, **about(*told)) for told in (("train", "p1"), ("gate", "p2"))]
    thumbs = [
        Thumb(reply="a", up=True, **about(*told))
        for told in (("train", "t1"), ("held_out", "t2"), ("gate", "t3"), ("train", "t4", 0.0))
    ]
    # Of an empty reply only the correction teaches anything.
    written = [Demonstration(reply="Yes.", **about(*told)) for told in (("train", "d1"), ("held_out", "d2"))]
    examples = Examples(pairs, thumbs, written, [], [], {})
    shown, _ = demonstrated(examples, base)
    assert trained_votes(examples, shown, few=True) == ["d1", "p1", "t1", "t2"]
    assert trained_votes(examples, shown, few=False) == ["d1", "p1", "t1"]


def test_an_outcome_names_the_raters_of_whom_there_is_something_to_say_and_then_the_busiest() -> None:
    def rater(number: int, judgements: int, **told: Any) -> RaterReport:
        plain: dict[str, Any] = {"factor": 1.0, "agreement": None, "contradictions": 0, "quarantined": False}
        return RaterReport(f"rater-{number:05}", judgements, float(judgements), **plain | told)

    odd = [
        rater(1, 1, contradictions=1),
        rater(2, 1, factor=0.5),
        rater(3, 1, factor=0.0, quarantined=True),
    ]
    many = [*odd, *(rater(number, 3 if number >= 19_003 else 2) for number in range(4, 20_000))]
    told = told_raters(many)
    assert told == [*odd, *many[-997:]]
    assert len(json.dumps([asdict(one) for one in told])) < 2**18
    assert told_raters(odd) == odd


@pytest.mark.parametrize(("slots", "at_once"), [(None, 64), (1024, 64), (128, 64), (16, 8), (3, 1), (1, 1)])
def test_rollouts_leave_half_of_the_engine_to_people(slots: int | None, at_once: int) -> None:
    server: Any = SimpleNamespace(slots=lambda: slots)
    assert sampler_of(server).in_flight == at_once


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
    measured = [{name: one[name] for name in ("iteration", "score", "kl", "entropy", "length")} for one in history]
    updated = {name: history[0]["update"][name] for name in ("clip_share", "ratio_std")}
    # After the last iteration there is no update to tell of.
    assert [(report["stage"], report["done"], report["metrics"]) for report in told] == [
        ("ppo", 0, {"kl_budget": 3.0}),
        ("ppo", 1, measured[0] | updated),
        ("ppo", 1, measured[1]),
    ]


def test_why_ppo_brought_nothing_says_so_first_unless_its_numbers_are_in_doubt() -> None:
    nothing, far = "PPO found no policy that the reward model prefers", "KL is 3.52 nats per response, over 3.5"
    assert why_nothing_came(None) == nothing
    assert why_nothing_came(Alarm("kl_budget", far, broken=False)) == f"{nothing}: {far}"
    assert why_nothing_came(Alarm("nan", "the score is not finite", broken=True)) == "the score is not finite"


@pytest.mark.usefixtures("one_thread")
def test_of_a_candidate_that_went_too_far_a_part_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server: Any = SimpleNamespace(progress=lambda report: True)
    reward: Any = SimpleNamespace(score=evenness, expected=(torch.zeros(16), 0.0))
    tiny = tiny_base()
    ppo = PPOConfig(
        **{"iterations": 3, "rollouts": 32, "minibatch": 16, "epochs": 4, "max_tokens": 8, "missing_eos_penalty": 0.0},
        **{"learning_rate": 1e-2, "kl_coef": 0.0, "kl_target": 10.0, "kl_budget": 20.0},
    )
    loose = GateConfig(max_kl=99.0, max_finished_drop=1.0, max_repetition_rise=1.0, max_length_ratio=9.0, longer=9.0)
    cycle = Cycle("cycle-1", server, tiny, tmp_path / "cycle-1", CycleConfig(ppo=ppo, gate=loose, competence_plays=0))
    cycle.folder.mkdir()
    monkeypatch.setattr(cycle, "sampler", tiny_sampler())
    monkeypatch.setattr(cycle, "write_rollout", writer(tiny))
    cycle.improve(reward, PROMPTS, [], 0)
    trained = tiny.state(CANDIDATE)
    cycle.gate(reward, PROMPTS, [], 0)
    far = cycle.metrics["gate"]
    assert (far["passed"], far["kept"]) == (True, 1.0)
    bound = 0.6 * far["measurements"]["kl"]
    cycle.config = replace(cycle.config, gate=replace(loose, max_kl=bound))
    cycle.gate(reward, PROMPTS, [], 0)
    near = cycle.metrics["gate"]
    assert near["passed"]
    assert near["measurements"]["kl"] <= bound
    assert 0.4 < near["kept"] < 0.85, "the root of 0.85 * 0.6 is 0.71; a second step may follow"
    assert near["measurements"]["win_rate"] > 0.5
    tiny.set_state(CANDIDATE, trained)
    cycle.config = replace(cycle.config, gate=replace(loose, max_kl=bound), gate_steps_back=0)
    with pytest.raises(CycleEnd, match="KL to the reference is"):
        cycle.gate(reward, PROMPTS, [], 0)


def test_the_share_that_ends_inside_the_bound_by_hand() -> None:
    # With AIM 0.85, 4 * 0.85 = 3.4: sqrt(3.4) of sqrt(6.25) = 2.5; from KL 1, (sqrt(3.4) - 1) of 2.5 - 1.
    assert share_inside(0.0, 6.25, 4.0) == pytest.approx(1.84391 / 2.5, abs=1e-5)
    assert share_inside(1.0, 6.25, 4.0) == pytest.approx(0.84391 / 1.5, abs=1e-5)
    assert share_inside(0.0, 3.0, 4.0) is None
    assert share_inside(3.5, 6.25, 4.0) is None


def test_a_part_of_the_way_is_between_where_training_began_and_ended() -> None:
    state = {"x.lora_A.weight": torch.tensor([2.0]), "x.lora_B.weight": torch.tensor([4.0])}
    start = {"x.lora_A.weight": torch.tensor([0.0]), "x.lora_B.weight": torch.tensor([2.0])}
    from_version_0, from_champion = (part_of_the_way(state, one, 0.5) for one in (None, start))
    assert [float(value) for value in from_version_0.values()] == [2.0, 2.0]
    assert [float(value) for value in from_champion.values()] == [1.0, 3.0]


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

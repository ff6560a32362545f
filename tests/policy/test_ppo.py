"""PPO on a tiny model with a sampler of its own: it learns, it stops in time, it goes on after a kill."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch.distributions import Categorical

from feedback.base_model import BaseModel
from policy.ppo.experience import (
    Experience,
    experience_of,
    micro_batches,
    response_values,
    truncated,
)
from policy.ppo.loop import (
    BadPPOCheckpointError,
    IterationStats,
    PPOConfig,
    PPOResult,
    ValueStart,
    first_kl_coef,
    sampled,
    train_ppo,
)
from policy.ppo.rollouts import Rollout
from policy.ppo.state import POLICY, VALUE, Learner
from policy.ppo.stats import Alarm, AlarmRaised, UpdateStats, alarm_of, explained_variance, is_flat, share_to_keep
from policy.ppo.update import Lesson, lesson_of, paid_scores, policy_gradients, ptx_gradients, update, value_gradients
from tests.policy.offline import OfflineSampler
from tests.policy.ppo_parts import END, PROMPTS, TOKENIZER, evenness, tiny_base, tiny_sampler, writer

CONFIG = PPOConfig(
    iterations=3,
    rollouts=32,
    minibatch=16,
    epochs=4,
    value_epochs=4,
    max_tokens=8,
    learning_rate=1e-2,
    value_learning_rate=1e-2,
    missing_eos_penalty=0.0,
    kl_coef=0.02,
    kl_target=10.0,
    kl_budget=20.0,
)

TIGHT = replace(CONFIG, iterations=8, kl_budget=0.5, kl_slack=0.0, kl_target=0.4, kl_coef=0.0, learning_rate=4e-2)
"""Each update leads past the KL budget."""


pytestmark = pytest.mark.usefixtures("one_thread")


class Killed(Exception):
    pass


def train(
    folder: Path,
    config: PPOConfig = CONFIG,
    *,
    base: BaseModel | None = None,
    reward: Callable[[Any], torch.Tensor] = evenness,
    sampler: Any = None,
    **options: Any,
) -> PPOResult:
    base = base or tiny_base()
    return train_ppo(
        base,
        reward,
        PROMPTS,
        sampler or tiny_sampler(),
        config,
        write_adapter=writer(base),
        checkpoint=folder / "ppo.safetensors",
        **options,
    )


def learner_of(base: BaseModel, config: PPOConfig = CONFIG, **options: Any) -> Learner:
    return Learner.begin(base, config, PROMPTS, **{"demonstrations": [], "start": None, "value_start": None, **options})


def experience(base: BaseModel, config: PPOConfig = CONFIG, adapter: str = POLICY) -> Experience:
    rollouts = sampled(PROMPTS, tiny_sampler(), config, 0)
    return experience_of(base, adapter, rollouts, evenness, replace(config, micro_batch_tokens=64))


def nudge(base: BaseModel, name: str, size: float = 0.3) -> None:
    """Make an adapter differ from LoRA's start, which changes nothing."""
    dice = torch.Generator().manual_seed(5)
    base.set_state(
        name,
        {key: value + size * torch.randn(value.shape, generator=dice) for key, value in base.state(name).items()},
    )


def test_the_score_rises_within_the_kl_budget(tmp_path: Path) -> None:
    result = train(tmp_path)
    first, last = result.history[0], result.history[result.iteration]
    assert (result.alarm, result.iteration) == (None, 3)
    assert last.score > first.score + 0.5
    assert 0 < last.kl < 5
    assert first.kl == 0, "LoRA's start is version 0"
    assert [stats.iteration for stats in result.history] == [0, 1, 2, 3]
    assert [stats.update is None for stats in result.history] == [False, False, False, True]
    assert all(stats.mismatch == 0 and stats.max_mismatch < 1e-3 for stats in result.history)
    assert all(stats.update.first_ratio_error < 1e-5 for stats in result.history if stats.update)


def test_in_bfloat16_it_learns_as_much_with_ratios_of_1_to_begin_with(tmp_path: Path) -> None:
    result = train(tmp_path, replace(CONFIG, bfloat16=True))
    assert result.alarm is None
    assert result.history[result.iteration].score > result.history[0].score + 0.25
    errors = [stats.update.first_ratio_error for stats in result.history if stats.update]
    assert max(errors) < CONFIG.max_first_ratio_error
    assert all(0 < stats.max_mismatch < 0.2 for stats in result.history), "the sampler is in float32"


def test_a_run_goes_on_on_a_processor_of_the_other_precision(tmp_path: Path) -> None:
    def kill(_: object) -> None:
        raise Killed

    with pytest.raises(Killed):
        train(tmp_path, replace(CONFIG, bfloat16=True), on_progress=kill)
    assert len(train(tmp_path).history) == 4


def test_the_returned_weights_are_those_that_were_measured(tmp_path: Path) -> None:
    base = tiny_base()
    result = train(tmp_path, base=base)
    assert result.state is not None
    base.set_state(POLICY, result.state)
    sampler = tiny_sampler()
    writer(base)(POLICY, tmp_path / "best")
    sampler.use(tmp_path / "best")
    again = experience_of(base, POLICY, sampled(PROMPTS, sampler, CONFIG, result.iteration), evenness, CONFIG)
    assert again.scores.mean().item() == pytest.approx(result.history[result.iteration].score, abs=1e-6)


@pytest.mark.parametrize("where", ["between iterations", "in the middle of one"])
@pytest.mark.parametrize(("config", "call"), [(CONFIG, 2), (TIGHT, 2), (TIGHT, 3), (TIGHT, 4)])
def test_a_killed_learner_ends_in_the_same_weights(tmp_path: Path, where: str, config: PPOConfig, call: int) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    whole = train(tmp_path / "one", config)
    assert any(stats.kept is not None for stats in whole.history) == (config is TIGHT)
    calls = 0

    def kill(_: object) -> torch.Tensor:
        nonlocal calls
        calls += 1
        if calls == call:
            raise Killed
        return torch.zeros(0)

    def killing_reward(rows: Any) -> torch.Tensor:
        kill(rows)
        return evenness(rows)

    broken: dict[str, Any] = {"on_progress": kill} if where == "between iterations" else {"reward": killing_reward}
    with pytest.raises(Killed):
        train(tmp_path / "two", config, **broken)
    resumed = train(tmp_path / "two", config)
    assert resumed.state is not None
    assert whole.state is not None
    assert all(torch.equal(resumed.state[name], value) for name, value in whole.state.items())
    one, two = (load_file(tmp_path / name / "ppo.safetensors") for name in ("one", "two"))
    assert one.keys() == two.keys()
    assert all(torch.equal(one[name], two[name]) for name in one), "value model and optimizer too"
    assert [stats.score for stats in resumed.history] == [stats.score for stats in whole.history]


def test_a_checkpoint_of_other_settings_or_a_damaged_one_is_refused(tmp_path: Path) -> None:
    train(tmp_path, replace(CONFIG, iterations=1))
    with pytest.raises(BadPPOCheckpointError, match="was begun with other settings"):
        train(tmp_path, replace(CONFIG, iterations=1, seed=1))
    file = tmp_path / "ppo.safetensors"
    with safe_open(file, framework="pt") as opened:
        told = {name: value.replace('"score"', '"points"') for name, value in opened.metadata().items()}
    save_file(load_file(file), tmp_path / "older.safetensors", told)
    whole = file.read_bytes()
    file.write_bytes((tmp_path / "older.safetensors").read_bytes())
    with pytest.raises(BadPPOCheckpointError, match="another version of attune"):
        train(tmp_path, replace(CONFIG, iterations=1))
    file.write_bytes(whole[:-9])
    with pytest.raises(BadPPOCheckpointError, match="is damaged"):
        train(tmp_path, replace(CONFIG, iterations=1))


def test_past_the_kl_budget_the_best_state_before_it_is_returned(tmp_path: Path) -> None:
    config = replace(TIGHT, learning_rate=1e-2, backtracks=0)
    result = train(tmp_path, config)
    assert result.alarm is not None
    assert (result.alarm.name, result.alarm.broken) == ("kl_budget", False)
    assert result.iteration >= 1
    assert result.history[result.iteration].kl <= 0.5
    assert len(result.history) < 9


def test_of_states_about_as_good_the_first_is_kept() -> None:
    learner = learner_of(tiny_base())
    kept = []
    for number, (paid, kl) in enumerate([(0.0, 0.0), (0.5, 1.0), (0.54, 1.5), (0.56, 2.0), (0.61, 2.5), (0.9, 3.1)]):
        learner.iteration = number
        learner.history.append(replace(START, score=9.0, paid=paid, kl=kl))
        learner.keep_if_best(learner.history[-1], PPOConfig())
        assert learner.best is not None
        kept.append(learner.best.iteration)
    # 0.54 is not 0.05 above 0.5, 0.61 is not a tenth of 0.56 above that; 3.1 nats are above the budget.
    assert kept == [0, 1, 1, 3, 3, 3]


def test_an_update_that_led_too_far_is_taken_back_in_part_and_measured_again(tmp_path: Path) -> None:
    result = train(tmp_path, TIGHT)
    kls = [stats.kl for stats in result.history]
    taken_back = [number for number, stats in enumerate(result.history) if stats.kept is not None]
    assert taken_back
    for number in taken_back:
        assert kls[number] > 0.5
        assert kls[number + 1] < kls[number], "nearer to the reference"
        assert result.history[number].update is None
    assert result.history[result.iteration].kl <= 0.5
    assert [stats.iteration for stats in result.history] == list(range(len(result.history)))


@pytest.mark.parametrize("above", [True, False])
def test_where_a_step_has_no_room_a_state_above_the_budget_is_taken_back_and_one_inside_is_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, above: bool
) -> None:
    """The mean KL is below the limit, and yet the first minibatch of the next update is above it."""

    def no_room(learner: Learner, lesson: Lesson, demonstrations: Any, config: PPOConfig) -> UpdateStats:
        if learner.iteration and (lesson.batch.kl.mean().item() > config.kl_budget) == above:
            raise AlarmRaised(Alarm("kl_budget", "a minibatch is above it", broken=False))
        return update(learner, lesson, demonstrations, config)

    monkeypatch.setattr("policy.ppo.loop.update", no_room)
    config = replace(TIGHT, kl_slack=9.0) if above else replace(TIGHT, kl_budget=9.0)
    first, *rest = train(tmp_path, config).history[1:]
    assert (first.kl > config.kl_budget, first.update) == (above, None)
    if above:
        assert first.kept == pytest.approx(math.sqrt(0.5 / first.kl))
        assert rest[0].kl < first.kl, "nearer to the reference"
    else:
        assert (first.kept, rest) == (None, [])


def test_an_update_is_not_taken_back_more_often_than_allowed(tmp_path: Path) -> None:
    for allowed in (1, 2):
        (folder := tmp_path / str(allowed)).mkdir()
        result = train(folder, replace(TIGHT, backtracks=allowed, iterations=20, patience=20))
        assert sum(stats.kept is not None for stats in result.history) == allowed
        assert result.alarm is not None
        assert result.alarm.name == "kl_budget"


@pytest.mark.parametrize(
    ("before", "now", "share"),
    [
        (0.0, 48.0, 0.25),  # sqrt(3 / 48), the whole way from the reference
        (-0.01, 48.0, 0.25),  # a start that is the reference, measured with noise
        (0.75, 12.0, 1 / 3),  # from half of sqrt(3) to twice of it
        (0.0, 4.0, 0.5),  # sqrt(3 / 4), but at most half
        (0.0, 301.0, None),  # sqrt(3 / 301) is under a tenth
        (2.9, 4.0, None),  # (1.7321 - 1.7029) / (2 - 1.7029), too
        (3.2, 4.0, None),  # the state before was over the budget itself
        (3.6, 3.55, None),
    ],
)
def test_the_share_of_an_update_that_ends_at_the_budget(before: float, now: float, share: float | None) -> None:
    assert share_to_keep(before, now, PPOConfig()) == (share and pytest.approx(share))


def test_a_step_back_is_a_point_on_the_line_and_halves_the_learning_rate() -> None:
    base = tiny_base()
    learner = learner_of(base)
    learner.before = base.state(POLICY)
    nudge(base, POLICY)
    after = base.state(POLICY)
    learner.step_back(0.25)
    assert all(
        torch.allclose(value, 0.75 * learner.before[name] + 0.25 * after[name], atol=1e-6)
        for name, value in base.state(POLICY).items()
    )
    learner.history = [START, replace(START, kept=0.25), replace(START, kept=0.5)]
    learner.slow_down(CONFIG)
    assert [group["lr"] for group in learner.optimizer.param_groups] == [1e-2 / 4, 1e-2]


def test_an_update_ends_where_the_next_minibatch_says_that_the_kl_budget_is_reached() -> None:
    base = tiny_base()
    config = replace(CONFIG, kl_budget=0.3, kl_slack=0.0, kl_target=0.3, learning_rate=3e-2, epochs=20)
    learner = learner_of(base, config)
    batch = experience(base, config)
    told = update(learner, lesson_of(learner, batch, config), [], config)
    assert 1 <= told.steps < 40
    assert told.kl > 0.3


def test_the_spread_of_the_importance_ratios_is_their_standard_deviation_over_tokens() -> None:
    base = tiny_base()
    config = replace(CONFIG, epochs=1, minibatch=CONFIG.rollouts, max_first_ratio_error=1.0)
    learner = learner_of(base, config)
    batch = experience(base, config)
    # The policy before was such that every other token is 1.5 times as likely by now, and the others half as likely.
    ratios = torch.full_like(batch.logprobs, 0.5)
    ratios[:, ::2] = 1.5
    lesson = lesson_of(learner, replace(batch, logprobs=batch.logprobs - ratios.log()), config)
    share = (batch.mask & (ratios > 1)).sum().item() / batch.mask.sum().item()
    assert 0.4 < share < 0.8
    # Two values 1 apart, one of them for this share of the tokens.
    assert update(learner, lesson, [], config).ratio_std == pytest.approx(math.sqrt(share * (1 - share)), abs=1e-4)


def test_an_update_that_cannot_take_a_step_within_the_kl_budget_says_so() -> None:
    base = tiny_base()
    config = replace(CONFIG, kl_budget=0.3, kl_slack=0.0, kl_target=0.3)
    learner = learner_of(base, config)
    batch = experience(base, config)
    # Over 4 tokens in every minibatch on average: at 0.1 a token that is more than 0.3.
    spent = replace(batch, ref_logprobs=batch.logprobs - 0.1)
    assert batch.mask.sum() / len(batch.rows) > 4
    with pytest.raises(AlarmRaised, match=r"nats per response in a minibatch, over 0\.3") as raised:
        update(learner, lesson_of(learner, spent, config), [], config)
    assert (raised.value.alarm.name, raised.value.alarm.broken) == ("kl_budget", False)


def test_a_gradient_that_is_not_finite_ends_the_update_before_the_step() -> None:
    base = tiny_base()
    learner = learner_of(base)
    lesson = lesson_of(learner, experience(base), CONFIG)
    before = base.state(POLICY)
    with pytest.raises(AlarmRaised, match="value_grad_norm is nan") as raised:
        update(learner, replace(lesson, returns=lesson.returns * math.inf), [], CONFIG)
    assert raised.value.alarm.broken
    assert all(torch.equal(value, before[name]) for name, value in base.state(POLICY).items())


@pytest.mark.parametrize("iteration", [0, 2])
def test_a_reward_that_is_not_a_number_ends_it_with_nothing(tmp_path: Path, iteration: int) -> None:
    calls = 0

    def sick(rows: Any) -> torch.Tensor:
        nonlocal calls
        calls += 1
        return evenness(rows) * (math.nan if calls == iteration + 1 else 1.0)

    told: list[IterationStats] = []
    result = train(tmp_path, reward=sick, on_progress=told.append)
    assert result.state is None
    assert result.alarm is not None
    assert (result.alarm.name, result.alarm.broken) == ("nan", True)
    assert result.alarm.reason.startswith("score, paid score, KL, entropy or sampler's logprobs are not finite: (nan,")
    assert [stats.iteration for stats in result.history] == [*range(iteration + 1)]
    assert len(told) == iteration + 1


def test_a_value_model_that_cannot_be_warmed_up_ends_it_with_nothing(tmp_path: Path) -> None:
    result = train(tmp_path, value_start=ValueStart(None, torch.full((16,), math.nan), 0.0))
    assert result.state is None
    assert result.alarm is not None
    assert (result.alarm.name, result.alarm.reason) == ("nan", "value_grad_norm is nan")
    (begun,) = result.history
    assert math.isfinite(begun.score)
    assert begun.explained_variance == 0.0


class Lying(OfflineSampler):
    """Samples from version 0 whatever adapter it is given, as a server would that lost it."""

    def use(self, adapter_file: Path | None) -> None:
        super().use(None)


def test_a_sampler_that_does_not_sample_from_the_policy_is_found_out(tmp_path: Path) -> None:
    honest = tiny_sampler()
    result = train(tmp_path, sampler=Lying(honest.model, TOKENIZER, honest.base.shape))
    assert result.state is None
    assert result.alarm is not None
    assert result.alarm.name == "mismatch"
    assert len(result.history) == 2


def test_old_logprobs_that_are_not_the_policys_end_the_update() -> None:
    base = tiny_base()
    learner = learner_of(base)
    batch = experience(base)
    lesson = lesson_of(learner, replace(batch, logprobs=batch.logprobs - 0.02), CONFIG)
    with pytest.raises(AlarmRaised, match=r"ratio is off 1 by 0\.02") as raised:
        update(learner, lesson, [], CONFIG)
    assert raised.value.alarm.broken


START = IterationStats(
    iteration=0,
    score=0.0,
    score_std=1.0,
    paid=0.0,
    kl=0.0,
    kl_error=0.0,
    kl_coef=0.1,
    entropy=1.0,
    length=10.0,
    eos_rate=1.0,
    mismatch=0.0,
    max_mismatch=0.0,
    explained_variance=0.0,
    tokens_per_second=1.0,
    seconds={},
    update=None,
)


@pytest.mark.parametrize(
    ("change", "name", "broken"),
    [
        ({}, None, None),
        ({"entropy": 0.24}, "entropy", False),
        ({"entropy": 0.26}, None, None),
        ({"length": 41.0}, "length", False),
        ({"length": 2.4}, "length", False),
        ({"kl": 3.49}, None, None),
        ({"kl": 3.51}, "kl_budget", False),
        ({"kl": -0.5, "kl_error": 0.1}, "negative_kl", True),
        ({"kl": -0.3, "kl_error": 0.1}, None, None),
        ({"mismatch": 0.06}, "mismatch", True),
        ({"max_mismatch": math.inf}, "nan", True),
        ({"score": math.nan, "mismatch": 1.0}, "nan", True),
    ],
)
def test_alarms(change: dict[str, float], name: str | None, broken: bool | None) -> None:
    alarm = alarm_of(replace(START, **change), START, PPOConfig())
    assert (alarm and alarm.name, alarm and alarm.broken) == (name, broken)


def test_a_champion_above_the_kl_target_pays_more_from_the_start() -> None:
    # 0.1 up to the target of 2 nats, 0.1 * 1.5^4 at the budget of 3.
    assert [first_kl_coef(PPOConfig(), kl) for kl in (0.0, 2.0, 3.0)] == pytest.approx([0.1, 0.1, 0.50625])


def test_a_champion_at_the_kl_budget_is_improved_within_it(tmp_path: Path) -> None:
    base = tiny_base()
    base.add("champion")
    nudge(base, "champion", 0.1)
    config = replace(CONFIG, iterations=6, kl_budget=3.0, kl_target=2.0, kl_coef=0.1, kl_slack=3.0, patience=6)
    result = train(tmp_path, config, base=base, start="champion")
    begun, best = result.history[0], result.history[result.iteration]
    assert 2.0 < begun.kl < 3.0
    assert begun.kl_coef == pytest.approx(0.1 * (begun.kl / 2) ** 4)
    assert max(stats.kl for stats in result.history) > 3.0, "it was over the budget on the way"
    assert result.alarm is None
    assert result.state is not None
    assert best.kl <= 3.0
    assert best.score > begun.score + 0.1


def test_a_run_ends_when_it_gains_no_more(tmp_path: Path) -> None:
    still = replace(CONFIG, iterations=9, least_move=0.0)
    result = train(tmp_path, still, reward=lambda rows: torch.zeros(len(rows)))
    assert (len(result.history), result.alarm, result.state) == (3, None, None)
    moved = replace(START, kl=0.6)

    def after(*scores: float) -> list[IterationStats]:
        """Replies that do not end pay for it: the paid score is what is to rise."""
        return [START, *(replace(moved, score=9.0, paid=one) for one in scores)]

    assert not is_flat(after(0.6, 0.9, 0.91), PPOConfig()), "one update without a gain may be chance"
    assert is_flat(after(0.6, 0.9, 0.91, 0.94), PPOConfig())
    assert is_flat(after(0.6, 0.9, 0.91, 0.98), PPOConfig()), "less than a tenth of 0.9"
    assert not is_flat(after(0.6, 0.9, 0.91, 1.0), PPOConfig())
    assert is_flat(after(0.1, 0.3, 0.3, 0.34), PPOConfig()), "less than 0.05"
    assert not is_flat(after(0.1, 0.3, 0.3, 0.36), PPOConfig()), "a fifth of 0.3"
    flat = after(0.6, 0.9, 0.91, 0.94)
    assert not is_flat([*flat[:4], replace(flat[4], kept=0.5)], PPOConfig()), "it was taken back"
    assert not is_flat([*flat[:4], replace(flat[4], kl=0.4)], PPOConfig()), "it has hardly moved from version 0"
    champion = replace(START, paid=1.26, kl=2.3)
    assert is_flat([champion] * 3, PPOConfig()), "it has what is wanted, and stays where it is"


def test_experience_is_what_each_model_says_of_each_row_by_itself() -> None:
    base = tiny_base()
    base.add(POLICY)
    nudge(base, POLICY)
    batch = experience(base, replace(CONFIG, temperature=0.7))
    assert len({len(response) for _, response in batch.rows}) > 1, "rows of several lengths"
    for number, (prompt, response) in enumerate(batch.rows):
        ids, where = torch.tensor([prompt + response]), slice(len(prompt) - 1, -1)
        for name, told in ((POLICY, batch.logprobs), (None, batch.ref_logprobs)):
            with torch.no_grad(), base.using(name):
                drawn = Categorical(logits=base.logits(base.hidden(ids))[0, where] / 0.7)
            expected = drawn.log_prob(torch.tensor(response))
            assert torch.allclose(told[number, : len(response)], expected, atol=1e-5)
            if name == POLICY:
                assert torch.allclose(batch.entropy[number, : len(response)], drawn.entropy(), atol=1e-5)
        assert batch.mask[number].tolist() == [t < len(response) for t in range(batch.mask.shape[1])]
    assert not torch.allclose(batch.logprobs, batch.ref_logprobs)


def test_nothing_after_the_end_of_the_turn_counts() -> None:
    rollout = Rollout([2], [4, END, 6], [-1.0, -2.0, -3.0], False)
    assert truncated(rollout, END) == Rollout([2], [4, END], [-1.0, -2.0], True)
    assert truncated(replace(rollout, response_ids=[4, 5, 6]), END).finished is False


def test_a_response_that_did_not_end_pays_before_scores_are_clipped() -> None:
    base = tiny_base()
    base.add(POLICY)
    rollouts = [Rollout([2], [4, END], [-1.0, -1.0], True), Rollout([2], [4, 6], [-1.0, -1.0], False)] * 2
    batch = experience_of(base, POLICY, rollouts, lambda rows: torch.tensor([0.5, 0.5, 9.0, 9.0]), CONFIG)
    config = replace(CONFIG, missing_eos_penalty=1.5)
    assert paid_scores(batch, config).tolist() == [0.5, -1.0, 5.0, 5.0]


def test_a_reward_of_the_wrong_shape_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"the reward of 32 responses has the shape \(32, 1\)"):
        train(tmp_path, reward=lambda rows: evenness(rows)[:, None])


@pytest.mark.parametrize("which", ["policy", "value", "ptx"])
def test_gradients_do_not_depend_on_the_micro_batches(which: str) -> None:
    found = []
    for most in (16, 4096):
        config = replace(CONFIG, micro_batch_tokens=most)
        base = tiny_base()
        learner = learner_of(base, config)
        nudge(base, POLICY, 0.05)
        nudge(base, VALUE, 0.05)
        torch.nn.init.constant_(learner.head.weight, 0.1)
        batch = experience(base, config)
        lesson = lesson_of(learner, batch, replace(config, value_warmup=0))
        nudge(base, POLICY, 0.02)  # so that ratios are not 1 and some are clipped
        chosen = list(range(3, 19))
        if which == "ptx":
            ptx_gradients(learner, batch.rows[:9], config)
        else:
            gradients = policy_gradients if which == "policy" else value_gradients
            gradients(learner, lesson, chosen, config)
        parameters = base.parameters(VALUE if which == "value" else POLICY)
        found.append(torch.cat([p.grad.flatten() for p in parameters if p.grad is not None]))
    assert found[0].norm() > 1e-4
    assert torch.allclose(found[0], found[1], rtol=1e-3, atol=1e-6 * found[0].norm().item() + 1e-7)


def test_micro_batches_hold_every_row_once_and_little_padding() -> None:
    rows = [([1] * (1 + 7 * number % 11), [2] * (1 + 5 * number % 13)) for number in range(40)]
    groups = micro_batches(rows, 60)
    assert sorted(number for group in groups for number in group) == list(range(40))
    for group in groups:
        lengths = [len(rows[number][0]) + len(rows[number][1]) for number in group]
        assert max(lengths) * len(group) <= 60
    assert micro_batches([([1] * 50, [1] * 50), ([1], [1])], 60) == [[1], [0]], "a long row is by itself"


def test_the_value_model_starts_as_the_reward_model() -> None:
    base = tiny_base()
    base.add("reward")
    nudge(base, "reward")
    weight = torch.linspace(-1, 1, base.width)
    learner = learner_of(base, value_start=ValueStart("reward", weight, 0.25))
    rows = [([2, 3], [4, 6, END])]
    with torch.no_grad(), base.using(VALUE):
        values = response_values(base, learner.head, rows)
    with torch.no_grad(), base.using("reward"):
        states = base.hidden(torch.tensor([[2, 3, 4, 6]]))[0]
    assert torch.allclose(values[0], states[1:] @ weight + 0.25, atol=1e-5)


def test_warm_up_teaches_the_value_model_and_not_the_policy() -> None:
    variances = []
    for epochs in (0, 20):
        base = tiny_base()
        config = replace(CONFIG, value_warmup=epochs)
        learner = learner_of(base, config)
        before = base.state(POLICY)
        batch = experience(base, config)
        lesson = lesson_of(learner, batch, config)
        assert all(torch.equal(value, before[name]) for name, value in base.state(POLICY).items())
        variances.append(explained_variance(lesson.values, lesson.returns, batch.mask))
    assert abs(variances[0]) < 0.5
    assert variances[1] > max(0.2, variances[0])


def test_explained_variance_by_hand() -> None:
    returns, values = torch.tensor([[1.0, 3.0, 5.0, 99.0]]), torch.tensor([[1.0, 2.0, 6.0, 0.0]])
    mask = torch.tensor([[True, True, True, False]])
    # Var of 1, 3, 5 is 8/3; errors 0, 1, -1 have variance 2/3: 1 - 1/4.
    assert explained_variance(values, returns, mask) == pytest.approx(0.75)
    assert explained_variance(values, torch.zeros(1, 4), mask) == 0


def test_kl_is_measured_against_version_0_also_from_a_champion(tmp_path: Path) -> None:
    base = tiny_base()
    base.add("champion")
    nudge(base, "champion", 0.18)
    sampler = tiny_sampler()
    result = train(tmp_path, replace(CONFIG, iterations=1), base=base, sampler=sampler, start="champion")
    assert sampler.used == [tmp_path / "ppo.adapter"] * 2, "the champion is sampled from as a file, too"
    rollouts = sampled(PROMPTS, reloaded(base, "champion", tmp_path), CONFIG, 0)
    total = 0.0
    for rollout in rollouts:
        ids, where = torch.tensor([rollout.prompt_ids + rollout.response_ids]), slice(len(rollout.prompt_ids) - 1, -1)
        for name, sign in (("champion", 1), (None, -1)):
            with torch.no_grad(), base.using(name):
                drawn = Categorical(logits=base.logits(base.hidden(ids))[0, where])
            total += sign * drawn.log_prob(torch.tensor(rollout.response_ids)).sum().item()
    assert result.history[0].kl == pytest.approx(total / len(rollouts), abs=1e-4)
    assert result.history[0].kl > 0.01


def reloaded(base: BaseModel, name: str, folder: Path) -> OfflineSampler:
    sampler = tiny_sampler()
    writer(base)(name, folder / "again")
    sampler.use(folder / "again")
    return sampler


def test_demonstrations_are_learned_beside_the_reward(tmp_path: Path) -> None:
    demonstrations = [(prompt, [4, 8, 4, END]) for prompt in PROMPTS]
    with_them = train(tmp_path, replace(CONFIG, ptx_coef=1.0), demonstrations=demonstrations)
    losses = [stats.update.ptx_loss for stats in with_them.history if stats.update]
    # A fresh model finds each of 24 tokens about as likely: log 24 = 3.2 nats.
    assert losses[0] > 2.0
    assert losses[-1] < losses[0] - 0.3


def test_every_prompt_is_asked_once_before_any_is_asked_again() -> None:
    config = replace(CONFIG, rollouts=10, samples_per_prompt=2)
    asked = []

    class Recorder:
        def use(self, adapter_file: Path | None) -> None: ...

        def __call__(self, prompts: Any, *, n: int, temperature: float, max_tokens: int, seed: int) -> Any:
            assert (n, temperature, max_tokens) == (2, 1.0, 8)
            asked.append([tuple(prompt) for prompt in prompts])
            seeds.add(seed)
            return [[Rollout(prompt, [END], [0.0], True)] * n for prompt in prompts]

    seeds: set[int] = set()
    for iteration in range(12):
        assert len(sampled(PROMPTS, Recorder(), config, iteration)) == 10
    series = [prompt for prompts in asked for prompt in prompts]
    everyone = sorted(map(tuple, PROMPTS))
    assert all(sorted(series[begun : begun + 12]) == everyone for begun in range(0, 60, 12))
    assert len(seeds) == 12


def test_a_second_run_over_the_same_base_begins_anew(tmp_path: Path) -> None:
    base, config = tiny_base(), replace(CONFIG, iterations=1)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    one, two = (train(tmp_path / name, config, base=base) for name in ("one", "two"))
    assert one.history[0].score == two.history[0].score
    assert one.history[1].score == two.history[1].score


def test_prompts_without_room_for_a_response_are_an_error_if_there_are_no_others(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="none of 12 prompts leaves room"):
        train(tmp_path, replace(CONFIG, max_tokens=62))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"rollouts": 0}, "rollouts is 0; it must be at least 1"),
        ({"temperature": 0.0}, "temperature is 0.0; it must be above 0"),
        ({"learning_rate": math.nan}, "learning_rate is nan; it must be above 0"),
        ({"lam": 1.5}, "lam is 1.5; it must be from 0 to 1"),
        ({"ratio_clip": 1.0}, "ratio_clip is 1.0; it must be below 1"),
        ({"kl_target": 4.0}, r"kl_target is 4.0; it must be at most kl_budget, 3.0"),
        ({"rollouts": 9, "samples_per_prompt": 2}, "rollouts is 9; it must be a multiple of samples_per_prompt, 2"),
    ],
)
def test_settings_that_cannot_be_are_named(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        PPOConfig(**settings)

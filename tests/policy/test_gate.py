"""The gate: each measure by hand, each bound broken by itself, and the two ways of being longer told apart."""

import json
from math import comb, inf, log, nan, sqrt
from random import Random

import numpy as np
import pytest

from policy.gate.gate import GateConfig, Replies, judge_candidate, judge_supervised
from policy.gate.measures import (
    advantage_at_equal_length,
    finished_share,
    kl_to_reference,
    mean_repetition,
    mean_tokens,
    repetition,
    win_rate,
)
from policy.ppo.rollouts import Rollout

Z = 1.959964


def reply(length: int, prompt: int = 0, logprob: float = -1.0, finished: bool = True, ids: list[int] | None = None):
    ids = ids or list(range(100, 100 + length))
    return Rollout([prompt], ids, [logprob] * len(ids), finished)


def replies(lengths: list[list[int]], scores: list[list[float]], **options) -> Replies:
    return Replies([[reply(one, place, **options) for one in group] for place, group in enumerate(lengths)], scores)


def reference_of(side: Replies, logprob: float = -1.1) -> list[list[list[float]]]:
    return [[[logprob] * len(one.response_ids) for one in group] for group in side.rollouts]


PROMPTS = 12


def better(**options) -> Replies:
    return replies([[10, 12]] * PROMPTS, [[1.0, 2.0]] * PROMPTS, **options)


def worse(**options) -> Replies:
    return replies([[10, 12]] * PROMPTS, [[0.0, 0.5]] * PROMPTS, **options)


def verdict(candidate: Replies, champion: Replies, **options):
    return judge_candidate(candidate, champion, reference_of(candidate), **options)


def test_repetition_counts_ngrams_that_were_there_before():
    assert repetition([1, 2, 3, 4, 5]) == 0
    assert repetition([1, 2, 3]) == 0
    # 1 2 3 4 | 2 3 4 1 | 3 4 1 2 | 4 1 2 3 | 1 2 3 4 again: 4 of 5 are distinct.
    assert repetition([1, 2, 3, 4, 1, 2, 3, 4]) == pytest.approx(1 / 5)
    assert repetition([7] * 23) == pytest.approx(19 / 20)
    assert mean_repetition([reply(9), reply(23, ids=[7] * 23)]) == pytest.approx(19 / 40)


def test_lengths_ends_and_kl_by_hand():
    both = [reply(2, logprob=-0.5), reply(4, logprob=-0.25, finished=False)]
    assert mean_tokens(both) == 3
    assert finished_share(both) == 0.5
    # Sums: 2 * 0.5 = 1 and 4 * 0.75 = 3; mean 2, standard deviation sqrt(2), error 1.
    mean, error = kl_to_reference(both, [[-1.0, -1.0], [-1.0] * 4])
    assert mean == pytest.approx(2)
    assert error == pytest.approx(1)
    with pytest.raises(ValueError, match="zip"):
        kl_to_reference(both, [[-1.0], [-1.0] * 4])


def test_the_win_rate_by_hand():
    # By prompt: 1, 1/2 and 0. Means of its sets: 0, 1/4, 1/2, 1/2, 1/2, 3/4, 1, and the empty one: a quarter is two.
    found = win_rate([[2.0], [2.0], [0.0]], [[1.0], [2.0], [1.0]], 0.5)
    assert (found.mean, found.low, found.high) == (0.5, 0.25, 0.75)
    unsure = win_rate([[2.0], [2.0], [0.0]], [[1.0], [2.0], [1.0]], 0.95)
    assert (unsure.mean, unsure.low, unsure.high) == (0.5, 0.0, 1.0)


@pytest.mark.parametrize("prompts", [8, 12, 13, 40])
def test_the_interval_is_what_flipping_signs_does_not_refuse(prompts):
    dice = np.random.default_rng(prompts)
    candidate, champion = dice.normal(0.4, 1, (prompts, 4)), dice.normal(0, 1, (prompts, 4))
    found = win_rate(candidate.tolist(), champion.tolist(), 0.95)
    shares = (candidate[:, :, None] > champion[:, None, :]).mean((1, 2))
    signs = dice.choice([-1, 1], size=(200_000, prompts))

    def by_chance(mean, side):
        away = side * (shares - mean)
        return (signs @ away >= away.sum()).mean()

    for edge, side in ((found.low, 1), (found.high, -1)):
        assert by_chance(edge - side * 1e-6, side) < 0.025 + 0.004
        assert by_chance(edge + side * 1e-6, side) > 0.025 - 0.004


def test_for_many_prompts_the_interval_is_the_normal_one():
    scores = np.random.default_rng(0).normal(0.4, 1, 200)
    found = win_rate(scores[:, None].tolist(), [[0.0]] * 200, 0.95)
    share = (scores > 0).mean()
    assert found.low == pytest.approx(share - Z * sqrt(share * (1 - share) / 200), abs=0.01)
    assert found.high == pytest.approx(share + Z * sqrt(share * (1 - share) / 200), abs=0.01)


def test_every_reply_meets_every_other_of_its_prompt_alone():
    # 3 > 1, 3 > 2, 1 = 1, 1 < 2: 2.5 of 4 pairs.
    assert win_rate([[3.0, 1.0], [0.0]], [[1.0, 2.0], [9.0]], 0.95).mean == pytest.approx((2.5 / 4 + 0) / 2)


def test_more_replies_to_the_same_prompts_prove_nothing_more():
    few = win_rate([[1.0]] * 6 + [[0.0]] * 4, [[0.5]] * 10, 0.95)
    many = win_rate([[1.0] * 50] * 6 + [[0.0] * 50] * 4, [[0.5]] * 10, 0.95)
    assert many == few


@pytest.mark.parametrize("prompts", range(4, 61, 7))
def test_a_candidate_that_is_no_better_seldom_passes_whatever_the_number_of_prompts(prompts):
    passing = [
        wins
        for wins in range(prompts + 1)
        if win_rate([[1.0]] * wins + [[-1.0]] * (prompts - wins), [[0.0]] * prompts, 0.95).low > 0.5
    ]
    assert sum(comb(prompts, wins) for wins in passing) / 2**prompts <= 0.035


def test_six_prompts_that_agree_are_the_fewest_that_pass():
    assert win_rate([[1.0]] * 5, [[0.0]] * 5, 0.95).low < 0.5 < win_rate([[1.0]] * 6, [[0.0]] * 6, 0.95).low


def test_the_advantage_at_equal_length_by_hand():
    # First prompt: one more of log length is one more of score, and that is all there is. Second: 4 - slope * 1 = 3.
    scores = [[2.0, 4.0], [5.0, 5.0]], [[0.0, 2.0], [1.0, 1.0]]
    lengths = [[2.0, 4.0], [2.0, 2.0]], [[0.0, 2.0], [1.0, 1.0]]
    found = advantage_at_equal_length(scores, lengths, 0.95)
    assert found is not None
    assert found.mean == pytest.approx(1.5)
    assert found.low == pytest.approx(1.5 - Z * 1.5)
    assert advantage_at_equal_length(([[1.0], [2.0]], [[0.0], [0.0]]), ([[1.0], [2.0]], [[3.0], [1.0]]), 0.95) is None


def test_the_slope_and_its_variance_are_those_of_least_squares():
    dice = np.random.default_rng(0)
    lengths = dice.normal(size=(2, 9, 4)) + np.array([0.6, 0.0])[:, None, None]
    scores = 0.7 * lengths + dice.normal(size=lengths.shape) + np.array([0.5, 0.0])[:, None, None]
    found = advantage_at_equal_length(tuple(scores.tolist()), tuple(lengths.tolist()), 0.95)
    # One dummy for each policy and prompt, and the slope: least squares, with a sandwich clustered by prompt.
    dummies = np.kron(np.eye(18), np.ones((4, 1)))
    design = np.hstack([dummies, lengths.reshape(-1, 1)])
    beta, *_ = np.linalg.lstsq(design, scores.reshape(-1), rcond=None)
    left = (scores.reshape(-1) - design @ beta)[:, None] * design
    meat = sum(np.outer(s, s) for s in left.reshape(2, 9, 4, -1).sum((0, 2)))
    bread = np.linalg.inv(design.T @ design)
    longer = (lengths[0] - lengths[1]).mean(-1)
    advantages = (scores[0] - scores[1]).mean(-1) - beta[-1] * longer
    error = sqrt(advantages.var(ddof=1) / 9 + longer.mean() ** 2 * (bread @ meat @ bread)[-1, -1])
    assert found is not None
    assert found.mean == pytest.approx(advantages.mean())
    assert found.low == pytest.approx(advantages.mean() - Z * error, abs=1e-6)


def test_a_better_candidate_passes_with_all_it_was_measured_by():
    found = verdict(better(), worse(), perplexities=(5.0, 6.0), competence=lambda: ([1.0, 0.5], [1.0, 0.5]))
    assert found.passed
    assert found.reasons == []
    assert found.measurements["win_rate"] == 1.0
    assert found.measurements["kl"] == pytest.approx(0.1 * 11)
    assert found.measurements["length_ratio"] == 1.0
    assert found.measurements["perplexity_ratio"] == pytest.approx(1.2)
    assert json.loads(json.dumps(found.as_json(), allow_nan=False)) == found.as_json()


def test_a_candidate_that_is_as_good_or_worse_is_refused():
    for candidate in (worse(), replies([[10, 12]] * PROMPTS, [[-1.0, -2.0]] * PROMPTS)):
        found = verdict(candidate, worse())
        assert not found.passed
        assert "not surely above one half" in found.reasons[0]


def test_each_bound_is_named_when_it_breaks():
    far = judge_candidate(better(), worse(), reference_of(better(), -1.5))
    assert far.reasons == ["KL to the reference is 5.50 nats per response, more than 3"]
    unending = verdict(better(finished=False), worse())
    assert unending.reasons == ["fewer of its replies end by themselves: 0.00 of them, 1.00 less than before"]
    looping = verdict(better(ids=[7] * 23), worse(ids=list(range(23))))
    assert looping.reasons == ["its replies repeat themselves: 0.95 of its 4-grams repeat, 0.95 more than before"]
    terse = verdict(replies([[1]] * PROMPTS, [[1.0]] * PROMPTS), worse())
    assert terse.reasons == ["its replies are 0.09 times as long as the champion's, outside 0.25 to 2"]
    forgetful = verdict(better(), worse(), perplexities=(4.0, 8.0))
    assert forgetful.reasons == ["perplexity of known conversations is 2.00 times the champion's, more than 1.5"]
    # 20 of 100 scripts lost: a mean of 20 points, standard error 100 * sqrt(0.2 * 0.8 / 99) = 4.02, times 1.96.
    duller = verdict(better(), worse(), competence=lambda: ([1.0] * 100, [0.0] * 20 + [1.0] * 80))
    assert duller.reasons == ["it lost 20.0 points of competence (12.1 to 27.9), surely more than 2"]


def test_a_loss_of_competence_that_may_be_chance_is_recorded_and_passes():
    found = verdict(better(), worse(), competence=lambda: ([1.0] * 100, [0.0] * 4 + [1.0] * 96))
    assert found.passed
    assert found.measurements["competence"] == pytest.approx(96)
    assert found.measurements["competence_drop"] == pytest.approx(4)
    # 1.96 standard errors of 100 * sqrt(0.04 * 0.96 / 99) = 1.97 below it.
    assert found.measurements["competence_drop_low"] == pytest.approx(4 - 1.96 * 1.9695, abs=1e-2)


def test_several_broken_bounds_are_all_named_and_competence_is_not_measured_in_vain():
    def never() -> tuple[list[float], list[float]]:
        raise AssertionError("asked for")

    found = verdict(worse(finished=False), worse(), competence=never)
    assert len(found.reasons) == 2


def of_length(growth: float, advantage: float, noise: float, seed: int) -> tuple[Replies, Replies]:
    """Replies scored by the log of their length, with noise; the candidate's are longer, and better by `advantage`."""
    dice = Random(seed)
    sides = []
    for factor, extra in ((growth, advantage), (1.0, 0.0)):
        lengths = [[max(2, round(40 * factor * dice.lognormvariate(0, 0.4))) for _ in range(4)] for _ in range(40)]
        scores = [[2 * log(one) + extra + dice.gauss(0, noise) for one in group] for group in lengths]
        sides.append(replies(lengths, scores, logprob=-0.01))
    return sides[0], sides[1]


def judged_for_length(growth: float, advantage: float, seed: int):
    candidate, champion = of_length(growth, advantage, noise=0.3, seed=seed)
    return judge_candidate(candidate, champion, reference_of(candidate, -0.02))


def test_wins_that_length_alone_explains_are_refused_and_others_are_not():
    refused = [judged_for_length(1.7, 0.0, seed) for seed in range(20)]
    assert all(found.measurements["win_rate_low"] > 0.5 for found in refused)
    # A candidate that is no better at equal length passes once in 40, as an interval of 95 % promises.
    assert sum(found.passed for found in refused) <= 2
    assert "not surely better at equal length" in next(found for found in refused if not found.passed).reasons[0]
    passed = [judged_for_length(1.7, 0.5, seed) for seed in range(20)]
    assert all(found.passed for found in passed)


def test_a_little_longer_may_be_all_that_people_want():
    assert judged_for_length(1.3, 0.0, seed=1).passed


def test_longer_replies_one_to_a_prompt_are_refused_because_nobody_can_tell():
    found = verdict(replies([[18]] * PROMPTS, [[1.0]] * PROMPTS), replies([[10]] * PROMPTS, [[0.0]] * PROMPTS))
    assert found.reasons == ["its replies are 1.80 times as long, and it is not surely better at equal length"]


@pytest.mark.parametrize("broken", [nan, inf])
def test_numbers_that_are_none_refuse_and_stay_out_of_the_record(broken):
    found = judge_candidate(better(), worse(), reference_of(better(), -broken), perplexities=(2.0, broken))
    assert not found.passed
    assert len(found.reasons) == 2
    assert json.dumps(found.as_json(), allow_nan=False)
    assert "perplexity_ratio" not in found.measurements
    unscored = Replies(better().rollouts, [[nan, nan]] * PROMPTS)
    assert not verdict(unscored, worse()).passed


def test_what_does_not_belong_together_is_an_error():
    with pytest.raises(ValueError, match="same prompts"):
        verdict(better(), Replies(list(reversed(worse().rollouts)), worse().scores))
    with pytest.raises(ValueError, match="one score"):
        Replies([[reply(3)]], [[1.0, 2.0]])
    with pytest.raises(ValueError, match="at least one reply"):
        Replies([], [])
    with pytest.raises(ValueError, match="longer"):
        GateConfig(longer=3.0)
    with pytest.raises(ValueError, match="confidence"):
        GateConfig(confidence=0.4)


def test_supervised_candidates_must_predict_better_and_be_whole():
    whole = [reply(30), reply(9)]
    assert judge_supervised(whole, [reply(10)], (9.0, 5.0)).passed
    stuck = judge_supervised(whole, [reply(10)], (9.0, 9.0))
    assert stuck.reasons == ["held-out perplexity went from 9.000 to 9.000: nothing learned"]
    broken = judge_supervised([reply(23, ids=[7] * 23, finished=False)], [reply(10)], (9.0, nan))
    assert len(broken.reasons) == 3

"""The canary's test: hand-worked evidence, and its error when somebody looks after every vote, by simulation."""

import json
from math import erf, exp, log, pi, sqrt

import numpy as np
import pytest

from policy.gate.sequential import (
    CanaryConfig,
    Choice,
    Counts,
    Vote,
    choices_difference,
    decide,
    in_time,
    log_evidence,
    tally,
    thumbs_difference,
    thumbs_variance,
)

CONFIG = CanaryConfig()


def integrated(advantage: float, variance: float, effect: float) -> float:
    """The mixture likelihood ratio by summing its integral, from the definition."""
    width = effect / 2000
    truths = (np.arange(20_000) + 0.5) * width
    prior = 2 * np.exp(-(truths**2) / (2 * effect**2)) / (effect * sqrt(2 * pi))
    ratio = np.exp((truths * advantage - truths**2 / 2) / variance)
    return float((prior * ratio).sum() * width)


@pytest.mark.parametrize(("advantage", "variance"), [(0.0, 0.01), (0.3, 0.01), (-0.2, 0.004), (0.05, 0.2)])
def test_the_evidence_is_the_mixture_of_likelihood_ratios(advantage, variance):
    assert exp(log_evidence(advantage, variance, 0.15)) == pytest.approx(
        integrated(advantage, variance, 0.15), rel=1e-4
    )


def test_evidence_far_against_is_finite_and_falls():
    # place = -40 * ..: Phi underflows there in double precision.
    near, far = log_evidence(-0.5, 1e-4, 0.15), log_evidence(-0.9, 1e-4, 0.15)
    assert -20 < far < near < -5


def test_the_difference_of_thumbs_by_hand():
    # 15 of 20 against 30 of 60: advantage 1/4; pooled 46/82, variance 46*36/82^2 * (1/20 + 1/60).
    found = thumbs_difference(Counts(canary_up=15, canary_down=5, live_up=30, live_down=30), CONFIG)
    assert found.votes == 80
    assert found.estimate == pytest.approx(0.25)
    assert found.variance == pytest.approx(46 * 36 / 82**2 / 15)
    assert found.low < 0.25 < found.high


def test_the_interval_ends_where_the_two_sided_mixture_reaches_its_bound():
    found = choices_difference(Counts(canary_wins=70, live_wins=26, ties=4), CONFIG)
    assert found.estimate == pytest.approx(0.22)
    variance, effect = 1 / 400, 0.15
    away = found.estimate - found.low
    # N(x; 0, v + t^2) / N(x; 0, v) = 1 / alpha at the end of the interval.
    total = variance + effect**2
    assert sqrt(variance / total) * exp(away**2 / 2 * (1 / variance - 1 / total)) == pytest.approx(1 / 0.05)
    assert found.high == pytest.approx(found.estimate + away)


def test_few_votes_are_no_evidence():
    few = thumbs_difference(Counts(canary_up=9, live_up=5, live_down=80), CONFIG)
    assert few.estimate == pytest.approx(1 - 5 / 85)
    assert (few.low, few.high) == (-1.0, 1.0)
    verdict = decide(Counts())
    assert verdict.decision == "continue"
    assert verdict.reason == "0 of at least 20 judgements of the canary"
    assert (verdict.p_better, verdict.p_worse, verdict.p_inferior) == (1.0, 1.0, 1.0)


def test_clear_votes_decide():
    better = decide(Counts(canary_up=38, canary_down=2, live_up=40, live_down=40))
    assert (better.decision, better.reason) == ("promote", "the votes show that the canary is better")
    worse = decide(Counts(canary_up=2, canary_down=13, live_up=60, live_down=20))
    assert (worse.decision, worse.reason) == ("rollback", "the votes show that the canary is worse")
    assert worse.p_worse < 0.05 < worse.p_better


def test_a_canary_that_is_as_good_is_promoted_after_many_votes():
    same = Counts(canary_up=350, canary_down=150, live_up=350, live_down=150)
    verdict = decide(same)
    assert verdict.decision == "promote"
    assert "not worse by 0.1" in verdict.reason
    assert decide(Counts(canary_up=35, canary_down=15, live_up=35, live_down=15)).decision == "continue"
    # A little worse: shown to be within the margin, but the estimate speaks against it.
    slightly = decide(Counts(canary_up=680, canary_down=320, live_up=700, live_down=300))
    assert slightly.p_inferior < 0.05
    assert slightly.decision == "continue"


def test_thumbs_and_choices_add_up_and_cancel():
    thumbs = Counts(canary_up=30, canary_down=10, live_up=25, live_down=20)
    with_choices = Counts(canary_up=30, canary_down=10, live_up=25, live_down=20, canary_wins=25, live_wins=9)
    against = Counts(canary_up=30, canary_down=10, live_up=25, live_down=20, canary_wins=9, live_wins=25)
    assert decide(thumbs).decision == decide(against).decision == "continue"
    assert decide(with_choices).decision == "promote"
    assert decide(with_choices).p_better < decide(thumbs).p_better < decide(against).p_better


def test_the_verdict_is_plain_json():
    verdict = decide(Counts(canary_up=3))
    again = json.loads(json.dumps(verdict.as_json(), allow_nan=False))
    assert again["thumbs"]["variance"] is None
    assert again["counts"]["canary_up"] == 3


def test_one_person_counts_no_more_than_all_others():
    loud = [Vote("troll", "canary", up=False)] * 100
    others = [Vote(f"rater {number}", "canary", up=True) for number in range(12)]
    assert tally(loud + others) == Counts(canary_up=12, canary_down=12)
    assert tally(loud) == Counts(canary_down=100)
    assert tally([*loud, others[0]]) == Counts(canary_up=1, canary_down=10)


def test_choices_are_counted_by_their_winner():
    choices = [Choice("a", "canary"), Choice("b", None), Choice("c", "live"), Choice("d", "canary")]
    assert tally([*choices, Vote("a", "live", up=True)]) == Counts(canary_wins=2, live_wins=1, ties=1, live_up=1)


def test_impossible_settings_and_counts_are_refused():
    with pytest.raises(ValueError, match="alpha and margin"):
        CanaryConfig(alpha=0.6)
    with pytest.raises(ValueError, match="at least 0"):
        Counts(ties=-1)


def log_evidences(advantage: np.ndarray, variance: np.ndarray, effect: float) -> np.ndarray:
    """`log_evidence` for arrays, written anew; compared with it below."""
    place = advantage * effect / np.sqrt(variance * (variance + effect**2))
    table = np.linspace(-12, 12, 24_001)
    cdf = np.array([0.5 * (1 + erf(x / sqrt(2))) for x in table])
    twice = 2 * np.interp(place, table, cdf).clip(1e-30)
    return np.log(twice) + 0.5 * np.log(variance / (variance + effect**2)) + place**2 / 2


def watched(canary: float, live: float, share: float, votes: int, runs: int, seed: int, null: float = 0.0):
    """How often the evidence for and against the canary ever reaches 1/alpha, looked at after each of the thumbs."""
    dice = np.random.default_rng(seed)
    arm = dice.random((runs, votes)) < share
    up = dice.random((runs, votes)) < np.where(arm, canary, live)
    n, m = arm.cumsum(1), (~arm).cumsum(1)
    ups, live_ups = (up & arm).cumsum(1), (up & ~arm).cumsum(1)
    pooled = (ups + live_ups + 1) / (n + m + 2)
    p, q = pooled + null * m / (n + m), pooled - null * n / (n + m)
    told = (np.minimum(n, m) >= 10) & (np.minimum(n * p * (1 - p), m * q * (1 - q)) >= 1)
    n, m = n.clip(1), m.clip(1)
    variance = (p * (1 - p) / n + q * (1 - q) / m).clip(1e-9)
    advantage = ups / n - live_ups / m - null
    crossed = [
        (told & (log_evidences(sign * advantage, variance, CONFIG.effect) >= log(1 / CONFIG.alpha))) for sign in (1, -1)
    ]
    last = Counts(int(ups[0, -1]), int(n[0, -1] - ups[0, -1]), int(live_ups[0, -1]), int(m[0, -1] - live_ups[0, -1]))
    estimate = thumbs_difference(last, CONFIG).estimate
    assert thumbs_variance(last, null) == pytest.approx(variance[0, -1])
    assert log_evidence(estimate - null, thumbs_variance(last, null), CONFIG.effect) == pytest.approx(
        log_evidences(advantage, variance, CONFIG.effect)[0, -1], abs=1e-3
    )
    stopped = np.where(crossed[0].any(1), crossed[0].argmax(1), votes)
    return crossed[0].any(1).mean(), crossed[1].any(1).mean(), float(np.median(stopped))


@pytest.mark.parametrize("share", [0.1, 0.5])
@pytest.mark.parametrize("rate", [0.1, 0.5, 0.7, 0.9, 0.97])
def test_looking_after_every_vote_errs_less_often_than_alpha(rate, share):
    better, worse, _ = watched(rate, rate, share, votes=800, runs=1000, seed=1)
    assert better <= 0.05
    assert worse <= 0.05


@pytest.mark.parametrize(("canary", "live", "share"), [(0.6, 0.7, 0.3), (0.85, 0.95, 0.1), (0.05, 0.15, 0.1)])
def test_a_canary_worse_by_the_margin_is_seldom_found_not_inferior(canary, live, share):
    found, _, _ = watched(canary, live, share, votes=800, runs=1000, seed=2, null=-0.1)
    assert found <= 0.05


def test_direct_choices_err_less_often_than_alpha():
    dice = np.random.default_rng(3)
    wins = (dice.random((2000, 800)) < 0.5).cumsum(1)
    n = np.arange(1, 801)
    evidence = log_evidences(wins / n - 0.5, np.broadcast_to(0.25 / n, wins.shape), CONFIG.effect)
    assert (evidence >= log(20)).any(1).mean() <= 0.05


def test_real_differences_are_found_in_reasonable_time():
    found, _, votes = watched(0.8, 0.6, share=0.5, votes=800, runs=300, seed=4)
    assert found >= 0.97
    assert votes <= 200
    _, worse, _ = watched(0.5, 0.7, share=0.1, votes=1500, runs=300, seed=5)
    assert worse >= 0.9


def test_a_trial_that_is_not_decided_in_its_longest_time_is_undecided():
    config = CanaryConfig(longest=7200.0)
    open_still = decide(Counts(canary_up=3, live_up=2), config)
    assert in_time(open_still, 7199.0, config) is open_still
    over = in_time(open_still, 7200.0, config)
    assert over.decision == "undecided"
    assert over.reason == ("not decided in 2 h, so the live version stays: 3 of at least 20 judgements of the canary")
    assert over.counts == open_still.counts
    assert in_time(open_still, 1e9, CanaryConfig(longest=0.0)) is open_still


def test_what_the_votes_decided_in_time_stands():
    config = CanaryConfig(longest=60.0)
    better = decide(Counts(38, 2, 14, 26), config)
    assert in_time(better, 61.0, config) is better
    assert better.decision == "promote"


def test_a_longest_time_below_zero_makes_no_sense():
    with pytest.raises(ValueError, match="longest"):
        CanaryConfig(longest=-1.0)

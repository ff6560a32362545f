"""What is said of a reward model: expected values by hand, and the verdict tried on votes that mean nothing."""

from dataclasses import replace
from math import log
from random import Random

import pytest

from feedback.reward.data import Term
from feedback.reward.report import Prediction, Share, accuracy_of, calibration_error, effective, report_of, verdict


def pair(logit: float, vote: str, *, weight: float = 1.0, words: int = 0, target: float = 1.0) -> Prediction:
    return Prediction(Term(f"prompt of {vote}", vote, "ada", weight, 0, 1, target), logit, words)


def thumb(logit: float, up: bool, *, fold: int = 0, weight: float = 1.0, words: int = 0) -> Prediction:
    return Prediction(Term("prompt", f"{logit} {up} {fold}", "ada", weight, 0, None, float(up)), logit, words, fold)


def test_the_interval_is_wilsons() -> None:
    # 8 of 10 at 95 %: the table in Newcombe 1998 and every calculator give 0.4902 to 0.9433.
    assert Share(0.8, 10).interval(1.959964) == pytest.approx((0.4902, 0.9433), abs=5e-5)
    assert Share(0.5, 0).interval() == (0.0, 1.0)
    assert Share(1.0, 10).interval()[1] == pytest.approx(1.0)


def test_pairs_count_one_vote_each_and_equal_scores_are_half_right() -> None:
    found = accuracy_of([pair(2.0, "a"), pair(-1.0, "b"), pair(0.0, "c"), pair(3.0, "d")])
    assert (found.value, found.count) == (2.5 / 4, 4)


def test_a_ranking_is_one_vote_however_many_pairs_it_gives() -> None:
    ranking = [
        pair(1.0, "ranking", weight=1 / 3),
        pair(1.0, "ranking", weight=1 / 3),
        pair(-1.0, "ranking", weight=1 / 3),
    ]
    found = accuracy_of([*ranking, pair(-1.0, "other")])
    assert found.value == pytest.approx((2 / 3 + 0) / 2)
    assert found.count == pytest.approx(2)


def test_ties_are_neither_right_nor_wrong() -> None:
    assert accuracy_of([pair(5.0, "tie", target=0.5)]) == Share(0.5, 0.0)
    assert calibration_error([pair(5.0, "tie", target=0.5)]) == 0.0


def test_a_capped_raters_votes_weigh_less() -> None:
    votes = [pair(1.0, f"capped {n}", weight=0.1) for n in range(10)] + [pair(-1.0, "full")]
    found = accuracy_of(votes)
    assert found.value == pytest.approx(0.5)
    assert found.count == pytest.approx(2**2 / (10 * 0.01 + 1))
    assert effective([2.0, 2.0, 2.0]) == pytest.approx(3)


def test_thumbs_are_compared_two_by_two_within_a_fold() -> None:
    # Fold 0: ups 3 and 1, downs 2: right, wrong. Fold 1: up 0, down 5: wrong. No up meets another fold's downs.
    thumbs = [
        thumb(3.0, True),
        thumb(1.0, True),
        thumb(2.0, False),
        thumb(0.0, True, fold=1),
        thumb(5.0, False, fold=1),
    ]
    found = accuracy_of(thumbs)
    assert found.value == pytest.approx(1 / 3)
    # Variance under chance: 2 * 1 * 4 / 12 + 1 * 1 * 3 / 12 = 11 / 12 of the count 3; a flip's variance is 1 / 4.
    assert found.count == pytest.approx(9 / (4 * 11 / 12))


def test_many_thumbs_up_and_a_model_that_knows_nothing_are_no_accuracy() -> None:
    assert accuracy_of([thumb(4.0, True) for _ in range(50)] + [thumb(4.0, False) for _ in range(3)]).value == 0.5
    assert accuracy_of([thumb(4.0, True) for _ in range(50)]) == Share(0.5, 0.0)


def test_pairs_and_thumbs_are_pooled_by_what_they_are_worth() -> None:
    thumbs = [thumb(1.0, True), thumb(0.0, False)]
    assert accuracy_of(thumbs).count == pytest.approx(1.0)
    assert accuracy_of([*thumbs, pair(-1.0, "a"), pair(1.0, "b"), pair(-2.0, "c")]).value == pytest.approx(2 / 4)


def test_the_length_baseline_prefers_the_longer_reply() -> None:
    votes = [pair(-1.0, "a", words=3), pair(-1.0, "b", words=1), pair(1.0, "c", words=-2), pair(1.0, "d")]
    assert accuracy_of(votes, by_length=True).value == 2.5 / 4
    assert accuracy_of([thumb(0.0, True, words=9), thumb(1.0, False, words=4)], by_length=True).value == 1.0


def test_calibration_error_by_hand() -> None:
    # Twenty predictions make two bins. Ten at 0.6 of which five are right, ten at 0.9 of which nine are.
    unsure, sure = log(0.6 / 0.4), log(0.9 / 0.1)
    votes = [pair(unsure if n < 5 else -unsure, f"unsure {n}") for n in range(10)]
    votes += [pair(sure if n < 9 else -sure, f"sure {n}") for n in range(10)]
    assert calibration_error(votes) == pytest.approx((0.1 + 0.0) / 2)
    assert calibration_error([thumb(-sure, False) for _ in range(10)]) == pytest.approx(0.1)


def test_the_verdict_names_its_reason() -> None:
    assert verdict(7, 10, Share(1.0, 7), 0.5) == (False, "too few votes: 7 of at least 10")
    assert verdict(0, 10, Share(0.5, 0), 0.5, ties=40)[1] == (
        "too few votes: 0 of at least 10, beside 40 that call replies equal"
    )
    assert verdict(30, 10, Share(0.55, 30), 0.5) == (False, "not above chance: 0.55 [0.35, 0.74]")
    assert verdict(30, 10, Share(0.5, 0), 0.5)[1].startswith("nothing to measure it on")
    assert verdict(50, 10, Share(0.9, 50), 0.92) == (
        False,
        "no better than preferring the longer reply: 0.90 [0.76, 0.96], against 0.92",
    )
    assert verdict(50, 10, Share(0.9, 50), 0.4) == (True, "above chance: 0.90 [0.76, 0.96]")


def test_the_report_counts_votes_and_people() -> None:
    votes = [pair(1.0, "a"), pair(2.0, "b"), pair(1.0, "b"), thumb(1.0, True), pair(0.3, "tie", target=0.5)]
    votes.append(replace(votes[0], term=replace(votes[0].term, rater="bob", vote_id="c")))
    report = report_of(votes, [vote.term for vote in votes], 2, out_of_fold=True, seconds=1.5)
    assert (report.pairs, report.thumbs, report.raters) == (4, 1, 2)
    assert report.margin == pytest.approx((1 + 2 + 1 + 1 + 1) / 5)
    assert report.accuracy == 1.0
    assert report.out_of_fold
    assert report.seconds == 1.5


def out_of_fold_majority(labels: list[int], folds: int) -> list[Prediction]:
    """The hardest case for an interval: one feature that all pairs share, learned from the other folds."""
    told = [sum(label for n, label in enumerate(labels) if n % folds != fold) for fold in range(folds)]
    return [pair(label * told[n % folds], str(n)) for n, label in enumerate(labels)]


@pytest.mark.parametrize("votes", [12, 30, 100])
def test_random_votes_pass_in_less_than_one_trial_of_twenty(votes: int) -> None:
    rng, trials, passed = Random(votes), 2000, 0
    for _ in range(trials):
        predictions = out_of_fold_majority([rng.choice((-1, 1)) for _ in range(votes)], 5)
        passed += verdict(votes, 10, accuracy_of(predictions), 0.5)[0]
    assert passed / trials < 0.04


def test_thirty_votes_of_which_nine_in_ten_agree_pass() -> None:
    assert report_of(
        out_of_fold_majority([1] * 27 + [-1] * 3, 5),
        [pair(0, str(n)).term for n in range(30)],
        10,
        out_of_fold=True,
        seconds=0,
    ).informative

"""What a reward model thinks of single votes; expected values by hand."""

from feedback.reward.data import Term
from feedback.reward.opinions import Opinion, opinions_of
from feedback.reward.report import Prediction


def said(vote_id: str, logit: float, target: float = 1.0, second: int | None = 1) -> Prediction:
    """A prediction of one term."""
    return Prediction(Term("group", vote_id, "ada", 1.0, 0, second, target), logit, 0)


def test_below_zero_the_model_disagrees_with_what_was_voted() -> None:
    found = opinions_of(
        [
            said("up", 1.5, 1.0, None),
            said("down", 0.5, 0.0, None),
            said("chosen", -2.0),
            said("tie", 3.0, 0.5),
        ]
    )
    assert found == [Opinion("up", 1.5, 1.5), Opinion("down", 0.5, -0.5), Opinion("chosen", -2.0, -2.0)]


def test_a_ranking_is_the_mean_of_its_pairs_and_both_bad_of_its_thumbs() -> None:
    ranking = [said("ranking", logit) for logit in (1.0, 2.0, -6.0)]
    both_bad = [said("both bad", logit, 0.0, None) for logit in (1.0, 3.0)]
    assert opinions_of([*ranking, *both_bad]) == [Opinion("ranking", -1.0, -1.0), Opinion("both bad", 2.0, -2.0)]


def test_a_correction_says_nothing_of_its_thumb() -> None:
    assert opinions_of([said("v", -1.0, 0.0, None), said("v", 9.0)]) == [Opinion("v", -1.0, 1.0)]

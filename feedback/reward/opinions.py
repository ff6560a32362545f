"""What a reward model thinks of votes that it did not see: where people and the model disagree.

Made of the out-of-fold predictions that `report` measures the model with. A vote's terms are put together: a ranking
is the mean of its pairs; a thumb with a correction is its thumb alone, since the correction is no reply of a policy.

Left out: ties, which favour neither reply. Logits of different folds come from different models, and are compared all
the same: good enough to look at votes in their order, not to measure anything.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from feedback.reward.report import Prediction


@dataclass(frozen=True)
class Opinion:
    """Of one vote, in nats."""

    vote_id: str
    score: float
    """Of a thumb, the logit that its reply is good; of a choice, that the reply which people chose is better."""
    margin: float
    """The same in favour of what was voted: below zero the model disagrees."""


def opinions_of(predictions: Iterable[Prediction]) -> list[Opinion]:
    """One opinion for each vote that says which reply is better, or whether one is good."""
    votes: dict[str, list[Prediction]] = defaultdict(list)
    for prediction in predictions:
        if prediction.term.counts:
            votes[prediction.term.vote_id].append(prediction)
    found = []
    for vote_id, said in votes.items():
        thumbs = [one for one in said if one.term.second is None]
        score = fmean(one.logit for one in thumbs or said)
        margin = fmean(one.logit if one.term.target == 1 else -one.logit for one in thumbs or said)
        found.append(Opinion(vote_id, score, margin))
    return found

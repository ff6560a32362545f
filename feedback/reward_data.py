"""Votes as the reward model's training sees them: token ids, and one term of the loss for each pair or thumb.

Pairs, ties and thumbs become one kind of term, a logit and where it should go, so that one loss trains on all:

    pair     r_chosen - r_rejected - margin -> 1
    tie      r_one - r_other                -> 1/2
    thumb    r - b                          -> 1 or 0

Replies are kept once each, so that the K replies of a ranking are encoded K times and not K (K - 1) times, and all
terms of a prompt are in one batch (Ouyang et al. 2022, section 3.5).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from feedback.base_model import BaseModel
from feedback.examples import Examples, Prompt
from feedback.reward_model import TokenizedReply


@dataclass(frozen=True)
class Term:
    """One vote's, or one pair's of a ranking, part in the loss."""

    group: str
    vote_id: str
    rater: str
    weight: float
    first: int
    """Which reply: the chosen one of a pair, or the one a thumb is for."""
    second: int | None
    """The rejected reply; none for a thumb."""
    target: float
    """What the sigmoid of the logit should be: 1, 0, or 1/2 for a tie."""

    @property
    def counts(self) -> bool:
        """Whether it says which reply is better, so that it can be predicted right or wrong."""
        return self.target != 0.5


@dataclass(frozen=True)
class Votes:
    """All terms, and the replies that they name by position."""

    terms: tuple[Term, ...]
    replies: tuple[TokenizedReply, ...]
    words: tuple[int, ...]
    """How long each reply is, in words: what the length-only baseline sees."""

    @property
    def vote_ids(self) -> set[str]:
        """The votes that the terms come from."""
        return {term.vote_id for term in self.terms}

    @property
    def groups(self) -> set[str]:
        """The prompts that the terms are about."""
        return {term.group for term in self.terms}

    def spoken_of(self) -> list[TokenizedReply]:
        """The replies that the terms name, each once."""
        return [self.replies[place] for place in sorted({place for term in self.terms for place in places(term)})]

    def of(self, groups: set[str]) -> "Votes":
        """The terms of these prompts alone; the replies keep their positions."""
        return Votes(tuple(term for term in self.terms if term.group in groups), self.replies, self.words)


def votes_of(base: BaseModel, examples: Examples) -> Votes:
    """Tokenize the pairs and thumbs of the examples. Terms of weight 0 are left out."""
    replies: list[TokenizedReply] = []
    words: list[int] = []
    places: dict[tuple[str, str], int] = {}
    prompts: dict[str, list[int]] = {}

    def place(prompt: Prompt, reply: str) -> int:
        if prompt.group not in prompts:
            prompts[prompt.group] = base.prompt_ids(prompt.messages, prompt.tools)
        key = (prompt.group, reply)
        if key not in places:
            places[key] = len(replies)
            replies.append((prompts[prompt.group], base.reply_ids(reply)))
            words.append(len(reply.split()))
        return places[key]

    terms = [
        Term(
            *(pair.group, pair.vote_id, pair.rater, pair.weight),
            place(pair.prompt, pair.chosen),
            place(pair.prompt, pair.rejected),
            0.5 if pair.tie else 1.0,
        )
        for pair in examples.pairs
        if pair.weight > 0
    ] + [
        Term(
            *(thumb.group, thumb.vote_id, thumb.rater, thumb.weight),
            place(thumb.prompt, thumb.reply),
            None,
            float(thumb.up),
        )
        for thumb in examples.thumbs
        if thumb.weight > 0
    ]
    return Votes(tuple(terms), tuple(replies), tuple(words))


def batches(votes: Votes, size: int, rng: Random) -> list[list[Term]]:
    """One epoch: every term once, in batches of about `size` terms, all terms of a prompt in one.

    Prompts of like length share a batch, so that little is padding; who meets whom and the order change with `rng`.
    """
    groups: dict[str, list[Term]] = defaultdict(list)
    for term in votes.terms:
        groups[term.group].append(term)

    def length(terms: Sequence[Term]) -> float:
        longest = max(sum(map(len, votes.replies[place])) for term in terms for place in places(term))
        return longest * rng.uniform(1.0, 1.5)

    found: list[list[Term]] = [[]]
    for terms in sorted(groups.values(), key=length):
        if found[-1] and len(found[-1]) + len(terms) > size:
            found.append([])
        found[-1] += terms
    rng.shuffle(found)
    return found


def places(term: Term) -> tuple[int, ...]:
    """The replies that a term compares or judges."""
    return (term.first,) if term.second is None else (term.first, term.second)

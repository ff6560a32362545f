"""Votes as the reward model sees them: token ids, and one term of the likelihood for each pair or thumb.

Pairs, ties and thumbs become one kind of term, a logit and where it should go, so that one model learns from all:

    pair     r_chosen - r_rejected -> 1
    tie      r_one - r_other       -> 1/2
    thumb    r - b                 -> 1 or 0

Replies are kept once each, so that the K replies of a ranking are encoded K times and not K (K - 1) times.
"""

from dataclasses import dataclass

from feedback.base_model import BaseModel
from feedback.examples import Examples, Prompt
from feedback.reward.features import TokenizedReply


@dataclass(frozen=True)
class Term:
    """One vote's, or one pair's of a ranking, part in the likelihood."""

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

    @property
    def places(self) -> tuple[int, ...]:
        """The replies that it compares or judges."""
        return (self.first,) if self.second is None else (self.first, self.second)


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

    def of(self, groups: set[str]) -> "Votes":
        """The terms of these prompts alone; the replies keep their positions."""
        return Votes(tuple(term for term in self.terms if term.group in groups), self.replies, self.words)


def votes_of(base: BaseModel, examples: Examples) -> Votes:
    """Tokenize the pairs and thumbs of the examples. Those of weight 0 are left out."""
    replies: list[TokenizedReply] = []
    words: list[int] = []
    known: dict[tuple[str, str], int] = {}
    prompts: dict[str, list[int]] = {}

    def place(prompt: Prompt, reply: str) -> int:
        if prompt.group not in prompts:
            prompts[prompt.group] = base.prompt_ids(prompt.messages, prompt.tools)
        if (prompt.group, reply) not in known:
            known[prompt.group, reply] = len(replies)
            replies.append((prompts[prompt.group], base.reply_ids(reply)))
            words.append(len(reply.split()))
        return known[prompt.group, reply]

    terms = []
    for pair in examples.pairs:
        if pair.weight > 0:
            chosen, rejected = place(pair.prompt, pair.chosen), place(pair.prompt, pair.rejected)
            origin = (pair.group, pair.vote_id, pair.rater, pair.weight)
            terms.append(Term(*origin, chosen, rejected, 0.5 if pair.tie else 1.0))
    for thumb in examples.thumbs:
        if thumb.weight > 0:
            origin = (thumb.group, thumb.vote_id, thumb.rater, thumb.weight)
            terms.append(Term(*origin, place(thumb.prompt, thumb.reply), None, float(thumb.up)))
    return Votes(tuple(terms), tuple(replies), tuple(words))

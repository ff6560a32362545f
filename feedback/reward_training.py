"""Votes in, a reward model and a report on it out.

    votes on prompts of the split "gate"    never used here
    kept / left out                         few votes: all are kept, or all but `fold`'s part
                                            many: the split "held_out" is left out as well
    few votes: for each of k folds          train on the others, predict this one, forget
    train on what is kept                   the model that is returned; it predicts what was left out
    predictions -> report                   `reward_report.py`
    normalise                               on samples of the reference policy

The loss is Bradley and Terry's, on pairs and thumbs alike (`reward_data.py`), and scores are drawn to zero by
`centring` (r_1 + r_2)^2 (Eisenstein et al. 2023, arXiv 2312.09244). Each head weighs every vote by its own draw from
the exponential distribution: the Bayesian bootstrap (Rubin 1981), which leaves no vote out, as few as they are.

Left out: stopping early. The number of passes goes by the number of votes.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, log
from random import Random

import torch
from torch import Tensor
from torch.nn import functional as F

from feedback.base_model import BaseModel
from feedback.examples import Examples, split_of
from feedback.reward_data import Term, Votes, batches, places, votes_of
from feedback.reward_model import RewardModel, TokenizedReply, micro_batches, pooled
from feedback.reward_report import Prediction, RewardReport, report_of

OnProgress = Callable[[int, int], None]
"""Called after every step with the terms shown so far, over all folds, and how many there will be."""


class RewardTrainingError(RuntimeError):
    """The training went wrong, and there is no model to use."""


@dataclass(frozen=True)
class RewardConfig:
    """How a reward model is trained and judged."""

    heads: int = 5
    pessimism: float = 0.5
    """How many standard deviations of the heads are taken off their mean."""
    learning_rate: float = 1e-3
    """Of AdamW, at its highest: it rises over the first tenth of the steps and falls to zero by the last."""
    batch: int = 8
    """Terms a step; more if one prompt has more."""
    shown: int = 600
    """How many terms are shown in all, which sets the passes over the votes: at least 2, at most 10."""
    margin: float = 0.0
    """By how much the chosen reply should win, in nats."""
    centring: float = 0.01
    folds: int = 5
    few: int = 200
    """With fewer votes than this, accuracy is measured out of fold."""
    least_votes: int = 10
    """With fewer, nothing is trained."""
    micro_tokens: int = 4096
    """The most tokens, padding included, that are computed at once: what bounds the memory."""

    def __post_init__(self) -> None:
        if min(self.heads, self.batch, self.shown, self.micro_tokens) < 1 or self.folds < 2 or self.least_votes < 2:
            raise ValueError(f"heads, batch, shown and micro_tokens need 1, folds and least_votes 2 at least: {self}")
        if self.learning_rate <= 0 or min(self.pessimism, self.margin, self.centring) < 0:
            raise ValueError(f"the learning rate must be positive, and no other number negative: {self}")

    def passes(self, terms: int) -> int:
        """How often each term is shown."""
        return min(max(ceil(self.shown / max(terms, 1)), 2), 10)


def train_reward_model(
    base: BaseModel,
    examples: Examples,
    config: RewardConfig,
    *,
    name: str = "reward",
    seed: int = 0,
    fold: int | None = None,
    reference: Sequence[TokenizedReply] | None = None,
    on_progress: OnProgress | None = None,
) -> tuple[RewardModel | None, RewardReport]:
    """Train an adapter called `name`, and measure it on votes it did not see.

    `fold`, 0 or 1, leaves out one of two parts of the prompts, so that two models with different folds have not learned
    from all the same votes. `reference`: samples of the reference policy, on which scores get mean 0 and standard
    deviation 1; without them, the replies that were voted on.

    No model, and no adapter, if there are too few votes; any other model is returned, whatever the report says of it.
    The same seed gives the same model where torch computes with one thread. Raises `RewardTrainingError` if the loss
    stops being a number, and `ValueError` if the name is taken.
    """
    started = time.perf_counter()
    votes = votes_of(base, examples)
    votes = votes.of({term.group for term in votes.terms if split_of(term.group) != "gate"})
    few = len(votes.vote_ids) < config.few
    kept, left_out = _parted(votes, fold, few)
    predictions: list[Prediction] = []
    if len(kept.vote_ids) < config.least_votes:
        return None, report_of(predictions, votes.terms, config.least_votes, out_of_fold=few, seconds=0.0)
    base.add(name, seed=seed)
    try:
        parts = list(folds(kept, config.folds, seed)) if few else []
        trainings = [kept.of(kept.groups - part.groups) for part in parts] + [kept]
        progress = _Progress(sum(len(t.terms) * config.passes(len(t.terms)) for t in trainings), on_progress)
        start = base.state(name)
        for number, (rest, part) in enumerate(zip(trainings, [*parts, left_out], strict=True)):
            base.set_state(name, start)
            head, offset = fit(base, name, rest, config, seed, progress)
            model = RewardModel(base, name, head, pessimism=config.pessimism, micro_tokens=config.micro_tokens)
            predictions += predicted(model, offset, part, number)
        model.normalise(kept.spoken_of() if reference is None else reference)
    except BaseException:
        base.remove(name)
        raise
    seconds = time.perf_counter() - started
    return model, report_of(predictions, votes.terms, config.least_votes, out_of_fold=few, seconds=seconds)


def fit(
    base: BaseModel, name: str, votes: Votes, config: RewardConfig, seed: int, progress: "_Progress | None" = None
) -> tuple[Tensor, Tensor]:
    """Train the adapter from where it is and heads from new ones. Returns the heads (K, D) and their offsets (K,)."""
    draw, rng = torch.Generator().manual_seed(seed), Random(seed)
    head = torch.randn(config.heads, base.width, generator=draw) / (base.width + 1) ** 0.5
    weights = {
        vote: torch.empty(config.heads).exponential_(generator=draw).to(base.device) for vote in sorted(votes.vote_ids)
    }
    head = head.to(base.device).requires_grad_()
    offset = first_offset(base, name, votes, head, config).requires_grad_()
    plan = [batch for _ in range(config.passes(len(votes.terms))) for batch in batches(votes, config.batch, rng)]
    usual = sum(term.weight for batch in plan for term in batch) / len(plan)
    with base.using(name, train=True):
        learned = [*base.parameters(name), head, offset]
        optimizer = torch.optim.AdamW(learned, lr=config.learning_rate, betas=(0.9, 0.99), eps=1e-6, weight_decay=0.0)
        for step, batch in enumerate(plan):
            for group in optimizer.param_groups:
                group["lr"] = config.learning_rate * schedule(step, len(plan))
            optimizer.zero_grad()
            raw = raw_scores(base, votes, batch, head, config.micro_tokens)
            loss = batch_loss(batch, raw, offset, weights, config) / usual
            if not bool(torch.isfinite(loss)):
                raise RewardTrainingError(f"the loss became {float(loss)} at step {step + 1} of {len(plan)}")
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            if progress is not None:
                progress.shown(len(batch))
    return head.detach(), offset.detach()


def batch_loss(
    batch: Sequence[Term], raw: dict[int, Tensor], offset: Tensor, weights: dict[str, Tensor], config: RewardConfig
) -> Tensor:
    """Sum over the terms, mean over the heads, of the weighted loss. raw: a reply's scores (K,) by its place.

    -t log sigmoid(z) - (1 - t) log sigmoid(-z) with z = r_1 - r_2 - margin and t = 1 for a pair, t = 1/2 and no
    margin for a tie, z = r - b and t = 1 or 0 for a thumb; of a pair or tie also centring (r_1 + r_2)^2.
    """
    losses = []
    for term in batch:
        first, target = raw[term.first], torch.full_like(offset, term.target)
        if term.second is None:
            loss = F.binary_cross_entropy_with_logits(first - offset, target, reduction="none")
        else:
            second, margin = raw[term.second], config.margin if term.counts else 0.0
            loss = F.binary_cross_entropy_with_logits(first - second - margin, target, reduction="none")
            loss = loss + config.centring * (first + second) ** 2
        losses.append(term.weight * (weights[term.vote_id] * loss).mean())
    return torch.stack(losses).sum()


def raw_scores(base: BaseModel, votes: Votes, batch: Sequence[Term], head: Tensor, tokens: int) -> dict[int, Tensor]:
    """Each reply of the batch encoded once: its scores (K,) by its place, not normalised."""
    needed = sorted({place for term in batch for place in places(term)})
    texts = [votes.replies[place] for place in needed]
    found: dict[int, Tensor] = {}
    for rows in micro_batches([len(prompt) + len(reply) for prompt, reply in texts], tokens):
        raw = pooled(base, [texts[row] for row in rows]) @ head.T
        found |= {needed[row]: scores for row, scores in zip(rows, raw, strict=True)}
    return found


def first_offset(base: BaseModel, name: str, votes: Votes, head: Tensor, config: RewardConfig) -> Tensor:
    """Where b starts, (K,): so that the untrained model says "up" as often as the thumbs do. 0 without thumbs."""
    thumbs = [term for term in votes.terms if term.second is None][:64]
    if not thumbs:
        return torch.zeros(len(head), device=base.device)
    with torch.inference_mode(), base.using(name):
        raw = raw_scores(base, votes, thumbs, head, config.micro_tokens)
        mean = torch.stack([raw[term.first] for term in thumbs]).mean(0)
    ups = sum(term.target for term in thumbs)
    return (mean - log((ups + 1) / (len(thumbs) - ups + 1))).clone()


def predicted(model: RewardModel, offset: Tensor, votes: Votes, fold: int) -> list[Prediction]:
    """What a model says about votes that it has not seen."""
    needed = sorted({place for term in votes.terms for place in places(term)})
    scores = dict(zip(needed, model.scores([votes.replies[place] for place in needed]).mean(-1).tolist(), strict=True))
    bar = float(offset.mean())
    return [
        Prediction(term, scores[term.first] - bar, votes.words[term.first], fold)
        if term.second is None
        else Prediction(
            term, scores[term.first] - scores[term.second], votes.words[term.first] - votes.words[term.second], fold
        )
        for term in votes.terms
    ]


def folds(votes: Votes, count: int, seed: int) -> Iterator[Votes]:
    """The votes in up to `count` parts by prompt, with ups and downs spread evenly, since a fold compares its own."""
    rating: dict[str, float] = defaultdict(float)
    for term in votes.terms:
        rating[term.group] += 0.0 if term.second is not None else 2 * term.target - 1
    order = sorted(rating)
    Random(seed).shuffle(order)
    order.sort(key=lambda group: rating[group])
    for part in range(min(count, len(order))):
        yield votes.of(set(order[part::count]))


def schedule(step: int, steps: int) -> float:
    """The learning rate's factor: up over the first tenth, then down to zero in a straight line."""
    return min((step + 1) / max(0.1 * steps, 1), 1.0) * (1 - step / steps)


def _parted(votes: Votes, fold: int | None, few: bool) -> tuple[Votes, Votes]:
    """Votes to train on and votes left out. Few votes spare a quarter for `fold`, many a half."""
    parts = 4 if few else 2

    def is_left_out(group: str) -> bool:
        return int(group[8:16], 16) % parts == fold or (not few and split_of(group) == "held_out")

    left_out = {group for group in votes.groups if is_left_out(group)}
    return votes.of(votes.groups - left_out), votes.of(left_out)


class _Progress:
    """Counts what was shown, over all folds."""

    def __init__(self, total: int, tell: OnProgress | None) -> None:
        self.done, self.total, self.tell = 0, total, tell

    def shown(self, terms: int) -> None:
        self.done += terms
        if self.tell is not None:
            self.tell(self.done, self.total)

"""The regression against values worked out by hand and against explicit features and another optimiser."""

import math

import pytest
import torch
from torch import Tensor

from feedback.reward import heads as reward_heads
from feedback.reward import kernel as reward_kernel
from feedback.reward.context import Context
from feedback.reward.heads import Heads, fit_heads
from feedback.reward.kernel import OFFSET, Axes, FitError, Items, laplace


def draws(count: int, width: int, seed: int) -> Tensor:
    return torch.randn(count, width, generator=torch.Generator().manual_seed(seed))


def items(replies: Tensor, prompts: Tensor | None = None, judged: Tensor | None = None) -> Items:
    count = len(replies)
    return Items.of(
        replies,
        torch.zeros(count, 2) if prompts is None else prompts,
        torch.zeros(count) if judged is None else judged,
    )


def fitted(things: Items, targets: Tensor, *, weights: Tensor | None = None, most: int = 512) -> Heads:
    one = torch.ones(len(targets))
    generator = torch.Generator().manual_seed(0)
    weights = one if weights is None else weights
    asked = torch.arange(len(targets))
    return fit_heads([things], targets, weights, one[:, None], asked, most=most, generator=generator)[1]


def only(monkeypatch: pytest.MonkeyPatch, amplitude: float, context: Context) -> None:
    monkeypatch.setattr(reward_kernel, "AMPLITUDES", (amplitude,))
    monkeypatch.setattr(reward_heads, "chosen_context", lambda *_: (0, context))


def test_one_vote_by_hand() -> None:
    # The slope 1 / (1 + e^t) - t vanishes at t = 0.401058. By symmetry the true evidence is log 1/2.
    best, evidence = laplace(torch.ones(1, 1).double(), torch.ones(1).double(), torch.ones(1).double())
    t = 0.401058
    assert float(best) == pytest.approx(t, abs=1e-5)
    p = 1 / (1 + math.exp(-t))
    assert evidence == pytest.approx(math.log(p) - t * t / 2 - math.log(1 + p * (1 - p)) / 2, abs=1e-6)
    assert evidence == pytest.approx(math.log(0.5), abs=0.02)


def test_a_weight_of_two_is_the_vote_twice() -> None:
    values, targets = draws(6, 3, 0).double(), torch.tensor([1, 1, 0, 0.5, 1, 0]).double()
    weights = torch.tensor([2, 1, 1, 1, 1, 1]).double()
    twice = torch.cat([values[:1], values]), torch.cat([targets[:1], targets])
    assert torch.allclose(laplace(values, targets, weights)[0], laplace(*twice, torch.ones(7).double())[0], atol=1e-6)


def test_heads_equal_a_regression_on_explicit_features(monkeypatch: pytest.MonkeyPatch) -> None:
    """The covariance written out as features, prior and all, and fitted by another optimiser."""
    axes = Axes(replies=draws(5, 2, 15).double(), prompts=draws(3, 2, 14).double())
    only(monkeypatch, 3.0, Context(0.8, axes))
    replies, prompts = draws(40, 5, 1), draws(40, 3, 2)
    judged = (torch.arange(40) % 2).float()
    targets = (draws(40, 1, 3)[:, 0] > 0).float()
    weights = draws(40, 1, 4)[:, 0].abs() + 0.1

    def explicit(things: Items) -> Tensor:
        seen, of_reply = things.prompts.double() @ axes.prompts, things.replies.double() @ axes.replies
        turned = (of_reply[:, :, None] * seen[:, None, :]).flatten(1) * math.sqrt(0.8)
        plain = things.replies * math.sqrt(0.2)
        return math.sqrt(3.0) * torch.cat([plain, turned, OFFSET**0.5 * things.judged[:, None]], 1).double()

    things, unseen = items(replies, prompts, judged), items(draws(9, 5, 5), draws(9, 3, 6))
    coefficients = torch.zeros(5 + 4 + 1, dtype=torch.double, requires_grad=True)
    optimizer = torch.optim.LBFGS([coefficients], max_iter=200, tolerance_grad=1e-10, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        signs = 2 * targets.double() - 1
        losses = -torch.nn.functional.logsigmoid(signs * (explicit(things) @ coefficients)) * weights.double()
        total = losses.sum() + coefficients.square().sum() / 2
        total.backward()
        return total

    optimizer.step(loss)
    expected = explicit(unseen) @ coefficients.detach()
    assert torch.allclose(fitted(things, targets, weights=weights)(unseen)[:, 0].double(), expected, atol=1e-4)


def test_the_reading_that_tells_the_votes_apart_is_chosen() -> None:
    telling = draws(40, 3, 20)
    targets, one = (telling[:, 0] > 0).float(), torch.ones(40)
    others = [items(draws(40, 3, seed)) for seed in (21, 22)]
    readings = [others[0], items(telling), others[1]]
    generator = torch.Generator().manual_seed(0)
    number, heads = fit_heads(readings, targets, one, one[:, None], torch.arange(40), most=512, generator=generator)
    assert number == 1
    assert torch.equal(heads(readings[1]), fitted(readings[1], targets)(readings[1]))


def test_a_tie_draws_two_scores_together() -> None:
    only_pair = items(torch.tensor([[1.0, 0.0]]))
    apart = fitted(only_pair, torch.tensor([1.0]))(only_pair)
    both = items(torch.tensor([[1.0, 0.0], [1.0, 0.0]]))
    closer = fitted(both, torch.tensor([1.0, 0.5]))(only_pair)
    assert float(fitted(only_pair, torch.tensor([0.5]))(only_pair)) == pytest.approx(0.0, abs=1e-6)
    assert 0 < float(closer) < float(apart)


def test_thumbs_that_are_all_up_move_the_offset_and_not_the_scores() -> None:
    replies = draws(20, 3, 9)
    replies -= replies.mean(0)
    heads = fitted(items(replies, judged=torch.ones(20)), torch.ones(20))
    logits, scores = heads(items(replies, judged=torch.ones(20))), heads(items(replies))
    assert float(logits.min()) > 1.5
    assert float(scores.abs().max()) < 0.5


def test_the_same_vote_many_times_over_can_be_fitted() -> None:
    things = items(draws(1, 3, 10).expand(30, 3))
    logits = fitted(things, torch.ones(30))(things)
    assert float(logits.min()) > 2
    assert torch.allclose(logits, logits[:1].expand_as(logits), atol=1e-5)


def test_few_landmarks_come_close_to_all_votes() -> None:
    replies = draws(400, 3, 11)
    targets = (replies[:, 0] > 0.2 * draws(400, 1, 12)[:, 0]).float()
    unseen = items(draws(50, 3, 13))
    exact, sparse = fitted(items(replies), targets)(unseen), fitted(items(replies), targets, most=20)(unseen)
    assert len(fitted(items(replies), targets, most=20).alpha) == 20
    assert torch.allclose(exact, sparse, rtol=0.02, atol=0.05)


def test_what_has_no_answer_is_an_error() -> None:
    with pytest.raises(FitError, match="regression failed"):
        laplace(torch.full((2, 2), math.nan).double(), torch.ones(2).double(), torch.ones(2).double())

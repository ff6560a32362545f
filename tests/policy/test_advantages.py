"""Rewards, GAE, whitening and the KL controller against numbers worked out by hand and against plain Python loops."""

import statistics

import pytest
import torch

from policy.ppo.advantages import adapted_kl_coef, gae, masked_mean, token_rewards, whitened

NAN = float("nan")


def ragged(seed: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, list[int]]:
    """Rewards, values and mask of responses of 1 to 7 tokens, with rubbish where the mask is False."""
    dice = torch.Generator().manual_seed(seed)
    lengths = [7, 1, 4, 2, 6]
    mask = torch.arange(7) < torch.tensor(lengths)[:, None]
    rewards = torch.randn(5, 7, generator=dice).double()
    values = torch.randn(5, 7, generator=dice).double()
    return rewards.masked_fill(~mask, 0.0), values.masked_fill(~mask, 99.0), mask, lengths


def test_a_token_is_paid_the_kl_penalty_and_the_last_one_the_score() -> None:
    mask = torch.tensor([[True, True, False], [True, True, True]])
    logprobs = torch.tensor([[-1.0, -2.0, NAN], [-1.0, -40.0, -0.5]])
    ref_logprobs = torch.tensor([[-1.5, -1.0, NAN], [-1.0, -1.0, -30.5]])
    scores = torch.tensor([1.25, -7.0])
    rewards = token_rewards(scores, logprobs, ref_logprobs, mask, kl_coef=0.2, kl_clip=10.0, score_clip=5.0)
    # Row 0: log-ratios 0.5 and -1 cost 0.1 and -0.2; 1.25 at the second token, the last real one.
    # Row 1: log-ratios 0, -39 -> -10 and 30 -> 10; the score -7 -> -5 at the third token, beside its cost of 2.
    assert torch.allclose(rewards, torch.tensor([[-0.1, 1.45, 0.0], [0.0, 2.0, -7.0]]))


def test_gae_by_hand() -> None:
    rewards, values = torch.tensor([[1.0, 2.0, 0.0]]), torch.tensor([[0.5, 1.0, 5.0]])
    mask = torch.tensor([[True, True, False]])
    advantages, returns = gae(rewards, values, mask, gamma=0.5, lam=0.8)
    # delta_1 = 2 - 1 = 1, nothing after it; delta_0 = 1 + 0.5 * 1 - 0.5 = 1.
    # A_1 = 1, A_0 = 1 + 0.5 * 0.8 * 1 = 1.4; returns 1.4 + 0.5 and 1 + 1.
    assert torch.allclose(advantages, torch.tensor([[1.4, 1.0, 0.0]]))
    assert torch.allclose(returns, torch.tensor([[1.9, 2.0, 0.0]]))


@pytest.mark.parametrize(("gamma", "lam"), [(1.0, 0.95), (0.9, 0.7), (1.0, 0.0)])
def test_gae_is_the_discounted_sum_of_all_later_deltas(gamma: float, lam: float) -> None:
    """Eq. 16 of Schulman et al. 2015 as it is printed: a sum over l, where the code runs backwards."""
    rewards, values, mask, lengths = ragged(1)
    advantages, returns = gae(rewards, values, mask, gamma=gamma, lam=lam)
    for row, length in enumerate(lengths):
        r, v = rewards[row].tolist(), [*values[row].tolist()[:length], 0.0]
        for t in range(length):
            expected = sum((gamma * lam) ** (u - t) * (r[u] + gamma * v[u + 1] - v[u]) for u in range(t, length))
            assert advantages[row, t].item() == pytest.approx(expected, abs=1e-12)
            assert returns[row, t].item() == pytest.approx(expected + v[t], abs=1e-12)
        assert advantages[row, length:].eq(0).all()
        assert returns[row, length:].eq(0).all()


def test_with_lambda_1_the_return_is_what_was_really_earned_from_there_on() -> None:
    rewards, values, mask, lengths = ragged(2)
    _, returns = gae(rewards, values, mask, gamma=1.0, lam=1.0)
    for row, length in enumerate(lengths):
        earned = [sum(rewards[row].tolist()[t:length]) for t in range(length)]
        assert returns[row, :length].tolist() == pytest.approx(earned)


def test_what_is_behind_the_mask_changes_nothing() -> None:
    rewards, values, mask, _ = ragged(3)
    one = gae(rewards, values, mask, gamma=1.0, lam=0.95)
    other = gae(rewards, values.masked_fill(~mask, NAN), mask, gamma=1.0, lam=0.95)
    assert all(torch.equal(a, b) for a, b in zip(one, other, strict=True))


def test_whitened_over_all_real_tokens_of_the_batch_together() -> None:
    x, _, mask, _ = ragged(4)
    real = x[mask].tolist()
    mean, deviation = statistics.fmean(real), statistics.stdev(real)
    out = whitened(x.masked_fill(~mask, NAN), mask)
    assert out[mask].tolist() == pytest.approx([(value - mean) / deviation for value in real], abs=1e-6)
    assert out[~mask].eq(0).all()
    assert masked_mean(x.masked_fill(~mask, NAN), mask).item() == pytest.approx(mean)


def test_what_hardly_varies_is_not_scaled_up_to_1() -> None:
    mask = torch.ones(1, 3, dtype=torch.bool)
    small = torch.tensor([[1.0, 1.1, 1.2]])  # of standard deviation 0.1
    assert whitened(small, mask, least_std=0.5)[0].tolist() == pytest.approx([-0.2, 0.0, 0.2], abs=1e-6)
    assert whitened(10 * small, mask, least_std=0.5)[0].tolist() == pytest.approx([-1.0, 0.0, 1.0], abs=1e-6)


def test_equal_advantages_whiten_to_nothing() -> None:
    assert whitened(torch.full((1, 1), 3.0), torch.tensor([[True]])).item() == 0
    assert whitened(torch.full((2, 2), 3.0), torch.ones(2, 2, dtype=torch.bool)).abs().max().item() == 0


@pytest.mark.parametrize(
    ("kl", "expected"),
    [
        (3.0, 0.104),  # 50 % above the target counts as 20 %: 0.1 * (1 + 0.2 * 128 / 640)
        (1.9, 0.099),  # 5 % below: 0.1 * (1 - 0.05 * 128 / 640)
        (2.0, 0.1),
        (0.0, 0.096),
    ],
)
def test_the_kl_coefficient_follows_the_kl(kl: float, expected: float) -> None:
    assert adapted_kl_coef(0.1, kl, target=2.0, responses=128, horizon=640) == pytest.approx(expected, abs=1e-12)

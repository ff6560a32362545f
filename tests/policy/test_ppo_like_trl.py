"""The same tensors give the numbers that TRL 1.9.0 computes; no TRL is needed to see it.

They were made by `trl_numbers.py`, which executes the lines of `PPOTrainer.train` from "4. compute rewards" to the
masking of the advantages, and those from `vpredclipped` to the loss, in float64 on the tensors below; `whiten_rewards`
off, all responses of full length. (Shorter ones TRL pays one token past their end.) A whole update beside TRL's is in
`test_ppo_step_like_trl.py`.
"""

import pytest
import torch

from policy.ppo.advantages import gae, token_rewards, whitened
from policy.ppo.losses import policy_loss, value_loss


def wave(scale: float, shift: float) -> torch.Tensor:
    """Numbers without a pattern that anybody can write down again."""
    rows = [[scale * ((7 * i + 5 * t + 3 * i * t) % 11 - 5) / 5 + shift for t in range(4)] for i in range(3)]
    return torch.tensor(rows, dtype=torch.float64)


LOGPROBS, REF_LOGPROBS, VALUES = wave(0.8, -1.0), wave(-0.3, -1.2), wave(0.5, 0.1)
NEW_LOGPROBS, NEW_VALUES = LOGPROBS + wave(0.4, 0.05).flip(0), VALUES + wave(0.6, -0.1).flip(1)
SCORES = torch.tensor([1.0, -0.5, 0.25], dtype=torch.float64)
MASK = torch.ones(3, 4, dtype=torch.bool)

TRL_REWARDS = [[0.09, -0.02, -0.13, 1.002], [-0.064, 0.002, 0.068, -0.608], [0.024, 0.024, 0.024, 0.274]]
TRL_ADVANTAGES = [
    [1.521800247, 0.732239546, 0.065712474, 1.174589046],
    [-1.406347826, -0.922582121, -0.512108736, -1.824679722],
    [0.30340559, 0.296606418, 0.289449396, 0.281915687],
]
TRL_RETURNS = [
    [0.84626475, 0.790805, 0.8219, 1.002],
    [-0.5137015, -0.47337, -0.4846, -0.608],
    [0.28911825, 0.284335, 0.2793, 0.274],
]
TRL_POLICY_LOSS, TRL_VALUE_LOSS = 0.11706181294994507, 0.4388800069928281
TRL_CLIPPED, TRL_VALUES_CLIPPED = 2 / 12, 2 / 12


def test_rewards_advantages_returns_and_losses() -> None:
    rewards = token_rewards(SCORES, LOGPROBS, REF_LOGPROBS, MASK, kl_coef=0.1, kl_clip=10.0, score_clip=5.0)
    advantages, returns = gae(rewards, VALUES, MASK, gamma=1.0, lam=0.95)
    advantages = whitened(advantages, MASK)
    for ours, theirs in ((rewards, TRL_REWARDS), (advantages, TRL_ADVANTAGES), (returns, TRL_RETURNS)):
        assert torch.allclose(ours, torch.tensor(theirs, dtype=torch.float64), atol=1e-8)
    ones = torch.ones_like(LOGPROBS)
    loss, clipped = policy_loss(NEW_LOGPROBS, LOGPROBS, advantages, ones, MASK, clip=0.2, tokens=12)
    assert (loss.item(), clipped.item() / 12) == pytest.approx((TRL_POLICY_LOSS, TRL_CLIPPED))
    loss, clipped = value_loss(NEW_VALUES, VALUES, returns, MASK, clip=0.2, tokens=12)
    assert (loss.item(), clipped.item() / 12) == pytest.approx((TRL_VALUE_LOSS, TRL_VALUES_CLIPPED))

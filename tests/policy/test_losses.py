"""The losses against numbers worked out by hand, torch.distributions and finite differences."""

import math

import pytest
import torch
from torch.distributions import Categorical

from policy.ppo.losses import importance_weights, policy_loss, token_entropy, token_logprobs, value_loss

NAN = float("nan")


@pytest.mark.parametrize("temperature", [1.0, 0.7, 2.0])
def test_logprobs_and_entropy_are_those_of_the_distribution_that_is_sampled_from(temperature: float) -> None:
    logits = 5 * torch.randn(3, 4, 11, generator=torch.Generator().manual_seed(0)).double()
    tokens = torch.randint(0, 11, (3, 4), generator=torch.Generator().manual_seed(1))
    drawn = Categorical(logits=logits / temperature)
    assert torch.allclose(token_logprobs(logits, tokens, temperature), drawn.log_prob(tokens))
    assert torch.allclose(token_entropy(logits, temperature), drawn.entropy())


def test_logprobs_by_hand() -> None:
    logits = torch.tensor([0.0, math.log(3.0)])
    # Probabilities 1/4 and 3/4; at temperature 1/2 the odds are squared: 1/10 and 9/10.
    assert token_logprobs(logits, torch.tensor(1)).exp().item() == pytest.approx(0.75)
    assert token_logprobs(logits, torch.tensor(1), 0.5).exp().item() == pytest.approx(0.9)
    assert token_entropy(logits).item() == pytest.approx(0.25 * math.log(4) + 0.75 * math.log(4 / 3))


def test_a_token_counts_for_how_much_likelier_the_trainer_finds_it_up_to_the_cap() -> None:
    old = torch.tensor([[math.log(0.5), math.log(0.3), math.log(0.9)]], requires_grad=True)
    sampled = torch.tensor([[math.log(0.4), math.log(0.4), math.log(0.1)]])
    weights = importance_weights(old, sampled, most=2.0)
    assert weights[0].tolist() == pytest.approx([1.25, 0.75, 2.0])
    assert not weights.requires_grad


# Ratios 1.5, 0.5, 1.5, 0.5 with advantages 2, 2, -1, -1, and a token that is not there.
RATIOS = torch.tensor([[1.5, 0.5, 1.5, 0.5, 1.0]], dtype=torch.float64)
ADVANTAGES = torch.tensor([[2.0, 2.0, -1.0, -1.0, 7.0]], dtype=torch.float64)
MASK = torch.tensor([[True, True, True, True, False]])


def test_the_clipped_surrogate_by_hand() -> None:
    new = RATIOS.log().requires_grad_()
    loss, clipped = policy_loss(new, torch.zeros(1, 5), ADVANTAGES, torch.ones(1, 5), MASK, clip=0.2, tokens=4)
    # min(3, 2.4) + min(1, 1.6) + min(-1.5, -1.2) + min(-0.5, -0.8) = 2.4 + 1 - 1.5 - 0.8 = 1.1
    assert loss.item() == pytest.approx(-1.1 / 4)
    assert clipped.item() == 2
    loss.backward()
    # Where the clip decides there is no gradient; elsewhere -ratio * advantage / 4.
    assert new.grad is not None
    assert new.grad[0].tolist() == pytest.approx([0.0, -0.25, 0.375, 0.0, 0.0])


def test_the_importance_weight_multiplies_a_tokens_loss() -> None:
    weights = torch.tensor([[1.0, 2.0, 1.0, 0.5, 9.0]])
    loss, _ = policy_loss(RATIOS.log(), torch.zeros(1, 5), ADVANTAGES, weights, MASK, clip=0.2, tokens=4)
    assert loss.item() == pytest.approx(-(2.4 + 2 * 1 - 1.5 - 0.5 * 0.8) / 4)


def test_the_value_loss_by_hand() -> None:
    values = torch.tensor([[0.5, -0.1, 2.0, NAN]], requires_grad=True)
    returns = torch.tensor([[1.0, 0.0, 0.1, NAN]])
    mask = torch.tensor([[True, True, True, False]])
    loss, clipped = value_loss(values, torch.zeros(1, 4), returns, mask, clip=0.2, tokens=3)
    # max(0.25, 0.8^2) + max(0.01, 0.01) + max(1.9^2, 0.1^2) = 0.64 + 0.01 + 3.61 = 4.26, halved and over 3 tokens
    assert loss.item() == pytest.approx(4.26 / 6)
    assert clipped.item() == 1


@pytest.mark.parametrize("kind", ["policy", "value"])
def test_gradients_are_what_finite_differences_say(kind: str) -> None:
    dice = torch.Generator().manual_seed(3)
    new, old, aim, weights = (torch.randn(3, 6, generator=dice).double() for _ in range(4))
    mask = torch.arange(6) < torch.tensor([6, 2, 4])[:, None]

    def loss_of(x: torch.Tensor) -> torch.Tensor:
        if kind == "policy":
            return policy_loss(x, old, aim, weights.abs(), mask, clip=0.2, tokens=12)[0]
        return value_loss(x, old, aim, mask, clip=0.2, tokens=12)[0]

    assert torch.autograd.gradcheck(loss_of, new.requires_grad_())


def test_parts_of_a_minibatch_add_up_to_the_whole_when_each_is_divided_by_all_tokens() -> None:
    dice = torch.Generator().manual_seed(4)
    new, old, aim = (torch.randn(4, 6, generator=dice).double() for _ in range(3))
    mask = torch.arange(6) < torch.tensor([6, 1, 4, 2])[:, None]
    ones = torch.ones_like(new)
    whole = policy_loss(new, old, aim, ones, mask, clip=0.2, tokens=13)[0]
    parts = [
        policy_loss(*(x[part] for x in (new, old, aim, ones, mask)), clip=0.2, tokens=13)[0]
        for part in ([0, 1], [2, 3])
    ]
    assert sum(part.item() for part in parts) == pytest.approx(whole.item())

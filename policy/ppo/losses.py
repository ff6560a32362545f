"""The losses of PPO, as pure functions of tensors (Schulman et al. 2017, arXiv 1707.06347).

Each takes `tokens`, the number that its sum is divided by: the response tokens of the *whole* minibatch. So the
gradients of the micro-batches that a minibatch is cut into add up to the minibatch's own, however it is cut. B
responses are padded on the right to T tokens; `mask` is True at a real response token, and nothing else counts.
"""

import torch
from torch import Tensor


def token_logprobs(logits: Tensor, tokens: Tensor, temperature: float = 1.0) -> Tensor:
    """log softmax(logits / temperature) at the tokens. logits: (..., V); tokens: (...) -> (...)"""
    scaled = logits / temperature
    return scaled.gather(-1, tokens[..., None])[..., 0] - scaled.logsumexp(-1)


def token_entropy(logits: Tensor, temperature: float = 1.0) -> Tensor:
    """Entropy of softmax(logits / temperature) in nats. (..., V) -> (...)"""
    logs = (logits / temperature).log_softmax(-1)
    return -(logs.exp() * logs).sum(-1)


def importance_weights(old_logprobs: Tensor, sampled_logprobs: Tensor, most: float) -> Tensor:
    """How much likelier the trainer finds each token than the sampler did, at most `most`; no gradient. (B, T)

    Truncated importance sampling: the sampler's numerics differ from the trainer's, and this weight makes the
    expectation the trainer's own again, up to the truncation that bounds its variance.
    """
    return (old_logprobs - sampled_logprobs).detach().exp().clamp(max=most)


def policy_loss(
    logprobs: Tensor,
    old_logprobs: Tensor,
    advantages: Tensor,
    weights: Tensor,
    mask: Tensor,
    *,
    clip: float,
    tokens: int,
) -> tuple[Tensor, Tensor]:
    """The clipped surrogate (Schulman et al. 2017, eq. 7), and how many tokens the clip took out. Scalars.

    -sum w min(rho A, clip(rho, 1 ± clip) A) / tokens, with rho = exp(logprobs - old_logprobs) and weights w as from
    `importance_weights`.
    """
    ratio = torch.where(mask, logprobs - old_logprobs, 0.0).exp()
    free, clipped = ratio * advantages, ratio.clamp(1 - clip, 1 + clip) * advantages
    loss = -(torch.where(mask, weights * torch.minimum(free, clipped), 0.0)).sum() / tokens
    return loss, ((clipped < free) & mask).sum()


def value_loss(
    values: Tensor, old_values: Tensor, returns: Tensor, mask: Tensor, *, clip: float, tokens: int
) -> tuple[Tensor, Tensor]:
    """Half the squared error, the larger of free and clipped, and how many tokens the clip decided. Scalars.

    sum max((V - R)^2, (V_old + clip(V - V_old, ±clip) - R)^2) / (2 tokens)
    """
    near = old_values + (values - old_values).clamp(-clip, clip)
    free, clipped = (values - returns).square(), (near - returns).square()
    loss = 0.5 * torch.where(mask, torch.maximum(free, clipped), 0.0).sum() / tokens
    return loss, ((clipped > free) & mask).sum()

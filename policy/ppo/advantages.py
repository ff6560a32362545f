"""From scores to advantages: per-token rewards, GAE, whitening and the KL coefficient, as pure functions of tensors.

    scores (B,), logprobs, ref_logprobs (B, T) -> token_rewards -> rewards (B, T)
    rewards, values (B, T)                     -> gae           -> advantages, returns (B, T) -> whitened

B responses are padded on the right to T tokens; `mask` is True at a real response token, and what comes out is 0
where it is False. Every response has at least one token. Papers: Schulman et al. 2015 (GAE, arXiv 1506.02438),
Ziegler et al. 2019 (the KL reward and its controller, arXiv 1909.08593).
"""

import torch
from torch import Tensor


def token_rewards(
    scores: Tensor,
    logprobs: Tensor,
    ref_logprobs: Tensor,
    mask: Tensor,
    *,
    kl_coef: float,
    kl_clip: float,
    score_clip: float,
) -> Tensor:
    """What each token is paid: the KL penalty everywhere, and the score at the last real token. -> (B, T)

    r_t = -kl_coef * clip(log pi - log pi_ref, ±kl_clip) + [t is last] * clip(score, ±score_clip)   (Ziegler et al.,
    eq. 2)
    """
    k1 = (logprobs - ref_logprobs).clamp(-kl_clip, kl_clip)
    rewards = torch.where(mask, -kl_coef * k1, 0.0)
    last = mask.sum(-1, keepdim=True) - 1  # (B, 1)
    return rewards.scatter_add(-1, last, scores.clamp(-score_clip, score_clip)[:, None].to(rewards))


def gae(rewards: Tensor, values: Tensor, mask: Tensor, *, gamma: float, lam: float) -> tuple[Tensor, Tensor]:
    """Generalised advantage estimation (Schulman et al. 2015, eq. 16): advantages and returns, (B, T) each.

    delta_t = r_t + gamma V_{t+1} - V_t and A_t = delta_t + gamma lam A_{t+1}; a response ends with its last real token,
    after which nothing is worth anything. Returns are advantages + values.
    """
    values = torch.where(mask, values, 0.0)
    following = torch.cat([values[:, 1:], torch.zeros_like(values[:, :1])], dim=-1)
    deltas = rewards + gamma * following - values
    advantages = torch.zeros_like(values)
    later = torch.zeros_like(values[:, 0])
    for t in reversed(range(values.shape[1])):
        later = torch.where(mask[:, t], deltas[:, t] + gamma * lam * later, 0.0)
        advantages[:, t] = later
    return advantages, advantages + values


def masked_mean(x: Tensor, mask: Tensor) -> Tensor:
    """The mean over real tokens, a scalar."""
    return torch.where(mask, x, 0.0).sum() / mask.sum()


def whitened(x: Tensor, mask: Tensor, *, least_std: float = 0.0) -> Tensor:
    """Mean 0 and standard deviation 1 over the real tokens of the whole batch. The variance is the unbiased one.

    What varies by less than `least_std` is scaled as if it varied by that: it is noise for the most part.
    """
    centred = torch.where(mask, x - masked_mean(x, mask), 0.0)
    variance = centred.square().sum() / (mask.sum() - 1).clamp(min=1)
    return centred * (variance.clamp(min=least_std**2) + 1e-8).rsqrt()


def adapted_kl_coef(kl_coef: float, kl: float, *, target: float, responses: int, horizon: int) -> float:
    """The coefficient for the next iteration, given the mean KL of a response, in nats (Ziegler et al., sec. 2.2).

    It changes by at most a fifth in `horizon` responses.
    """
    error = min(max(kl / target - 1.0, -0.2), 0.2)
    return kl_coef * (1.0 + error * responses / horizon)

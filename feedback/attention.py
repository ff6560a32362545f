"""Causal attention as three matrix operations, for training on a CPU.

PyTorch's fused kernel is slow there in bfloat16; for conversations of a few hundred tokens plain matrix products are
three times as fast, forward and backward together. Only for whole sequences from their first token on: no cache, no
padding on the left. Serving and sampling use the ordinary kernels.

What a model does to its scores is done here too: transformers leaves a sliding window and a cap to the attention
function where it does not know the function and so makes no mask for it. Left out: attention sinks (gpt-oss).
"""

from typing import Any

import torch
from torch import Tensor, nn
from transformers import AttentionInterface

NAME = "causal_products"


def causal_products(
    module: nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    mask: Tensor | None,
    scaling: float,
    sliding_window: int | None = None,
    softcap: float | None = None,
    **_: Any,
) -> tuple[Tensor, None]:
    """softmax(q k' / sqrt(d) + causal mask) v. query: (B, H, T, D); key, value: (B, G, T, D), H a multiple of G.

    Of `sliding_window` tokens, its own included, each sees the last; `softcap` is Gemma 2's bound on the scores.
    """
    batch, heads, length, depth = query.shape
    groups = key.shape[1]
    query = (query * scaling).to(value.dtype).reshape(batch, groups, heads // groups * length, depth)
    scores = query @ key.to(value.dtype).transpose(-1, -2)  # (B, G, H/G*T, T)
    if softcap is not None:
        scores = (scores / softcap).tanh() * softcap
    place = torch.arange(length, device=query.device)
    ahead = place - place[:, None]  # (T, T): how far behind each token the one it looks at comes
    unseen = ahead > 0
    if sliding_window is not None:
        unseen = unseen | (ahead <= -sliding_window)
    mask = torch.where(unseen, float("-inf"), scores.new_zeros(()))
    scores = scores.view(batch, groups, heads // groups, length, length) + mask
    weights = scores.softmax(-1, dtype=value.dtype).flatten(2, 3)
    mixed = (weights.to(value.dtype) @ value).reshape(batch, heads, length, depth)
    return mixed.transpose(1, 2), None


AttentionInterface.register(NAME, causal_products)

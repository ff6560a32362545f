"""What becomes of a candidate with which all is well but that it went too far: a part of its way is kept.

PPO measures KL on the prompts that it answers, the gate on others; where votes are few, these go further apart. Without
a step back a whole cycle's votes are lost to that.
"""

from collections.abc import Mapping
from math import sqrt

import torch
from torch import Tensor

AIM = 0.85
"""Of the bound of KL: on some dozens of replies it is measured to about a tenth."""


def share_inside(kl_before: float, kl: float, bound: float) -> float | None:
    """How much of the way from the champion's KL to the candidate's to keep, so that it ends inside the bound.

    The root of the KL grows about with the distance from version 0. None where no part of the way would do, or where
    all of it does.
    """
    begun, reached, aim = sqrt(max(kl_before, 0.0)), sqrt(max(kl, 0.0)), sqrt(AIM * bound)
    return (aim - begun) / (reached - begun) if begun < aim < reached else None


def part_of_the_way(state: Mapping[str, Tensor], start: Mapping[str, Tensor] | None, share: float) -> dict[str, Tensor]:
    """An adapter between where training began and where it ended. `start` None is version 0: an adapter without B."""
    if start is None:
        return {name: share * value if "lora_B" in name else value for name, value in state.items()}
    return {name: torch.lerp(start[name], value, share) for name, value in state.items()}

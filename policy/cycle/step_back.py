"""What becomes of a candidate with which all is well but that it went too far: a part of its way is kept.

PPO measures KL on the prompts that it answers, the gate on others; where votes are few, these go further apart. Without
a step back a whole cycle's votes are lost to that.
"""

from policy.ppo.stats import share_of_way

AIM = 0.85
"""Of the bound of KL: on some dozens of replies it is measured to about a tenth."""


def share_inside(kl_before: float, kl: float, bound: float) -> float | None:
    """How much of the way from the champion's KL to the candidate's to keep, so that it ends inside the bound.

    None where no part of the way would do, or where all of it does.
    """
    share = share_of_way(kl_before, kl, AIM * bound)
    return share if 0 < share < 1 else None

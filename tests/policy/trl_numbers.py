"""Makes the numbers of `test_ppo_like_trl.py` again, from the repository's root, after `requirements/install.sh trl`:

    PYTHONPATH=.venv/trl .venv/bin/python -m tests.policy.trl_numbers

The lines of TRL's `PPOTrainer.train` that make rewards, advantages and losses are cut out of it and executed, in
float64, on that test's tensors.
"""

import inspect
from textwrap import dedent
from types import SimpleNamespace
from typing import Any

import torch
from trl.experimental.ppo import PPOTrainer, ppo_trainer

from tests.policy.test_ppo_like_trl import LOGPROBS, MASK, NEW_LOGPROBS, NEW_VALUES, REF_LOGPROBS, SCORES, VALUES


def lines(first: str, last: str) -> str:
    """From the line that holds `first` to the line that holds `last`, at the left margin."""
    source = inspect.getsource(PPOTrainer.train).splitlines()
    begun = next(number for number, line in enumerate(source) if first in line)
    end = next(number for number, line in enumerate(source) if number > begun and last in line)
    return dedent("\n".join(source[begun : end + 1]))


def main() -> None:
    """Print them as the test has them."""
    count, length = LOGPROBS.shape
    none = ~MASK
    names: dict[str, Any] = {
        **vars(ppo_trainer),
        "args": SimpleNamespace(
            kl_estimator="k1",
            kl_coef=0.1,
            whiten_rewards=False,
            gamma=1.0,
            lam=0.95,
            cliprange=0.2,
            cliprange_value=0.2,
            vf_coef=0.1,
        ),
        "logprobs": LOGPROBS,
        "ref_logprobs": REF_LOGPROBS,
        "values": VALUES,
        "scores": SCORES,
        "responses": torch.zeros(count, length),
        "sequence_lengths": torch.full((count,), length - 1),
        "sequence_lengths_p1": torch.full((count,), length),
        "padding_mask": none,
        "padding_mask_p1": none,
    }
    exec(lines("# 4. compute rewards", "advantages = torch.masked_fill(advantages, padding_mask, 0)"), names)
    names |= {
        "vpred": NEW_VALUES,
        "mb_values": VALUES,
        "mb_return": names["returns"],
        "new_logprobs": NEW_LOGPROBS,
        "mb_logprobs": LOGPROBS,
        "mb_advantage": names["advantages"],
        "micro_batch_inds": slice(None),
    }
    exec(lines("vpredclipped = torch.clamp(", "loss = pg_loss + args.vf_coef * vf_loss"), names)
    clipped = (names["pg_losses2"] > names["pg_losses"]).double().mean()
    for name in ("rewards", "advantages", "returns"):
        print(name.upper(), [[round(value, 9) for value in row] for row in names[name].tolist()])  # noqa: T201
    print("POLICY_LOSS, VALUE_LOSS", names["pg_loss"].item(), names["vf_loss"].item())  # noqa: T201
    print("CLIPPED, VALUES_CLIPPED", clipped.item(), names["vf_clipfrac"].item())  # noqa: T201


if __name__ == "__main__":
    main()

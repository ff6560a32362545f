"""What a learner would tell of a version, for the console to show. The numbers are made up, and measure nothing."""

from typing import Any

HISTORY: list[dict[str, Any]] = [
    {
        "iteration": number,
        "score": 0.1 + 0.3 * number,
        "kl": 0.5 * number,
        "entropy": 0.9 - 0.06 * number,
        "length": 31 - number,
        "update": {"clip_share": 0.02 + 0.01 * number, "ratio_std": 0.1 + 0.02 * number} if number < 4 else None,
    }
    for number in range(5)
]
KL_BUDGET = 3.0
REWARD = {
    "pairs": 88,
    "thumbs": 32,
    "raters": 8,
    "accuracy": 0.86,
    "low": 0.75,
    "high": 0.93,
    "margin": 1.4,
    "calibration_error": 0.06,
    "length_accuracy": 0.58,
    "reason": "above chance",
}
GATE = {
    "passed": True,
    "reasons": [],
    "measurements": {
        "win_rate": 0.69,
        "win_rate_low": 0.6,
        "win_rate_high": 0.77,
        "kl": 1.9,
        "length_ratio": 1.08,
        "repetition": 0.012,
        "finished": 0.99,
        "competence": 88.0,
        "competence_drop": 0.0,
        "prompts": 60,
    },
}
FACTS: dict[str, Any] = {
    "metrics": {"kl": 1.9, "kl_budget": KL_BUDGET, "iteration": 4, "history": HISTORY},
    "reward_model": REWARD,
    "gate": GATE,
    "times": {"reward": 21.0, "judge": 18.0, "ppo": 140.0, "gate": 38.0},
}
"""Fields of a version's manifest."""

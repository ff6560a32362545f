"""What a cycle tells: of PPO while it runs, of raters and PPO when it has ended, of votes in its version's manifest."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from feedback.examples import Examples, Pair, RaterReport, Thumb, split_of
from policy.ppo.loop import Alarm, IterationStats, PPOResult
from policy.sft.training import TokenizedDemonstration

NUMBERS = ("iteration", "score", "kl", "entropy", "length")
"""What is told of an iteration of PPO, under the names that its history has."""
MOST_RATERS = 1000
"""Raters that an outcome names: of each it holds some 200 bytes, and the server takes 4 MiB."""


def told_raters(raters: Sequence[RaterReport]) -> list[RaterReport]:
    """Those that an outcome has room for, by name: before others, those who do not count in full or contradict
    themselves, then those who judged most."""

    def place(one: RaterReport) -> tuple[bool, int]:
        return one.factor == 1 and not one.contradictions, -one.judgements

    return sorted(sorted(raters, key=place)[:MOST_RATERS], key=lambda one: one.rater)


def trained_votes(examples: Examples, shown: Iterable[TokenizedDemonstration], *, few: bool) -> list[str]:
    """The ids of votes that taught the reward model, and of those whose corrections PPO was shown.

    Votes on prompts of the split `gate` teach the judge alone, and unless there are `few`, those of `held_out` only
    measure.
    """
    judged: list[Pair | Thumb] = [*examples.pairs, *examples.thumbs]
    splits = ("train", "held_out") if few else ("train",)
    taught = {one.vote_id for one in judged if one.weight > 0 and split_of(one.group) in splits}
    return sorted(taught | {one.vote_id for one in shown})


def live_numbers(stats: IterationStats) -> dict[str, float]:
    """What is told of an iteration while the cycle runs."""
    told = {name: getattr(stats, name) for name in NUMBERS}
    if (update := stats.update) is not None:
        told |= {"clip_share": update.clip_share, "ratio_std": update.ratio_std}
    return told


def why_nothing_came(alarm: Alarm | None) -> str:
    """Why PPO brought no policy."""
    if alarm is not None and alarm.broken:
        return alarm.reason
    return "PPO found no policy that the reward model prefers" + ("" if alarm is None else f": {alarm.reason}")


def ppo_metrics(result: PPOResult) -> dict[str, Any]:
    """What PPO measured, as plain JSON; the returned state's numbers first."""
    history = [asdict(stats) for stats in result.history]
    found: dict[str, Any] = {"iteration": result.iteration, "history": history}
    found["alarm"] = None if result.alarm is None else asdict(result.alarm)
    if result.state is not None and result.iteration < len(history):
        best = history[result.iteration]
        found |= {name: best[name] for name in NUMBERS}
    return found

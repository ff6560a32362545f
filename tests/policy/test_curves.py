"""What a cycle measured, read back record by record: length, checksum, event, checksum."""

from dataclasses import replace
from pathlib import Path

from tensorboardX.proto.event_pb2 import Event

from policy.cycle.curves import Curves
from policy.ppo.stats import IterationStats, UpdateStats

STATS = IterationStats(
    iteration=3,
    score=0.5,
    score_std=1.0,
    paid=0.4,
    kl=1.25,
    kl_error=0.1,
    kl_coef=0.1,
    entropy=0.9,
    length=20.0,
    eos_rate=1.0,
    mismatch=0.0,
    max_mismatch=0.0,
    explained_variance=0.5,
    tokens_per_second=900.0,
    seconds={"rollout": 2.0},
    update=UpdateStats(8, 2.0, -0.1, 0.2, 0.0, 0.125, 0.0, 1e-6, 0.25, 0.01, 1.5, 0.3, 0.4),
)


def scalars(folder: Path) -> dict[tuple[str, int], float]:
    found = {}
    for file in folder.glob("events.*"):
        data, at = file.read_bytes(), 0
        while at < len(data):
            length = int.from_bytes(data[at : at + 8], "little")
            event = Event.FromString(data[at + 12 : at + 12 + length])
            found |= {(value.tag, event.step): value.simple_value for value in event.summary.value}
            at += 12 + length + 4
    return found


def test_a_run_holds_every_number_by_iteration(tmp_path: Path) -> None:
    curves = Curves(tmp_path / "cycle-1")
    curves.ppo(STATS)
    curves.ppo(replace(STATS, iteration=4, update=None))
    curves.numbers("reward_model", {"accuracy": 0.75, "informative": True, "reason": "enough"})
    curves.close()
    told = scalars(tmp_path / "cycle-1")
    assert told["ppo/kl", 3] == 1.25
    assert told["ppo/seconds_rollout", 3] == 2.0
    assert told["update/clip_share", 3] == 0.125
    assert told["update/ratio_std", 3] == 0.25
    assert ("update/clip_share", 4) not in told
    assert told["reward_model/accuracy", 0] == 0.75
    assert told["reward_model/informative", 0] == 1.0
    assert ("reward_model/reason", 0) not in told


def test_a_resumed_cycle_adds_to_its_run(tmp_path: Path) -> None:
    for iteration in (0, 1):
        curves = Curves(tmp_path)
        curves.ppo(replace(STATS, iteration=iteration))
        curves.close()
    assert {step for name, step in scalars(tmp_path) if name == "ppo/kl"} == {0, 1}

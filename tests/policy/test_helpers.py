"""A learner and its helpers, each a process: they end where one alone would, and one that dies ends them all."""

import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
import torch
from safetensors.torch import load_file

from feedback.base_model import BaseModel
from policy.ppo.helpers import HelperLostError, Task, helped
from policy.ppo.loop import IterationStats, PPOConfig, PPOResult, ValueStart, train_ppo
from tests.policy.offline import OfflineSampler
from tests.policy.ppo_parts import writer
from tests.policy.tiny import SHAPE, scrambled, tiny_folder

CONFIG = PPOConfig(
    iterations=2, rollouts=12, minibatch=5, max_tokens=8, epochs=2, value_epochs=2, learning_rate=1e-3, patience=9
)
"""Minibatches of 5, 5 and 2: of the last one, three ranks have a row, a row, and none."""
DEMONSTRATIONS = [([5, 6], [7, 8, 1]), ([9], [10, 1])]
PROMPTS = [[10 + number, 20 + 3 * number, 5] for number in range(7)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_folder(tmp_path_factory.mktemp("base"), context=64)


def low_ids(rows: Sequence[tuple[list[int], list[int]]]) -> torch.Tensor:
    return torch.tensor([2 - sum(token < 1000 for token in response) / len(response) for _, response in rows])


def trained(
    folder: Path,
    work: Path,
    devices: Sequence[str],
    config: PPOConfig = CONFIG,
    on_progress: Callable[[IterationStats], None] = lambda stats: None,
) -> tuple[BaseModel, PPOResult]:
    """A run from a champion, with demonstrations, so that everything takes part."""
    base = BaseModel.load(folder, shape=SHAPE)
    base.add("champion")
    scrambled(base, "champion")
    base.set_state("champion", {name: 0.1 * value for name, value in base.state("champion").items()})
    sampler = OfflineSampler(BaseModel.load(folder)._plain, base.tokenizer, SHAPE)
    start = ValueStart(None, torch.full((base.width,), 0.01), 0.2)
    task = Task(PROMPTS, config, DEMONSTRATIONS, base.state("champion"), start, work / "ppo.safetensors")
    with helped(base, devices, task):
        result = train_ppo(
            base,
            low_ids,
            PROMPTS,
            sampler,
            config,
            write_adapter=writer(base),
            checkpoint=task.checkpoint,
            start="champion",
            value_start=start,
            demonstrations=DEMONSTRATIONS,
            on_progress=on_progress,
        )
    return base, result


def numbers(result: PPOResult) -> list[list[Any]]:
    """What every iteration measured and did, without times."""
    return [
        [
            *(stats.score, stats.kl, stats.entropy, stats.length, stats.explained_variance),
            *(() if stats.update is None else (stats.update.policy_loss, stats.update.value_loss, stats.update.kl)),
            *(() if stats.update is None else (stats.update.ptx_loss, stats.update.clip_share, stats.update.ratio_std)),
        ]
        for stats in result.history
    ]


@pytest.mark.usefixtures("one_thread")
def test_three_ranks_end_where_one_does(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "alone").mkdir()
    (tmp_path / "three").mkdir()
    _, alone = trained(folder, tmp_path / "alone", [])
    _, three = trained(folder, tmp_path / "three", ["cpu", "cpu"])
    assert len(three.history) == len(alone.history) == 3
    for ours, theirs in zip(numbers(three), numbers(alone), strict=True):
        assert ours == pytest.approx(theirs, rel=1e-3, abs=1e-5)
    one, other = (load_file(tmp_path / name / "ppo.safetensors") for name in ("alone", "three"))
    assert one.keys() == other.keys()
    for name in one:
        assert torch.allclose(one[name], other[name], rtol=1e-3, atol=2e-5), name


@pytest.mark.usefixtures("one_thread")
def test_a_helper_that_dies_ends_the_run_which_goes_on_alone_from_its_checkpoint(folder: Path, tmp_path: Path) -> None:
    def kill_helper(stats: IterationStats) -> None:
        if stats.iteration == 0:
            os.kill(helper_pids()[0], signal.SIGKILL)

    with pytest.raises(HelperLostError, match="the helper on cpu ended with code -9"):
        trained(folder, tmp_path, ["cpu"], on_progress=kill_helper)
    assert not helper_pids()
    seen: list[int] = []
    trained(folder, tmp_path, [], on_progress=lambda stats: seen.append(stats.iteration))
    assert seen == [1, 2]


@pytest.mark.usefixtures("one_thread")
def test_what_ends_the_learner_ends_its_helpers(folder: Path, tmp_path: Path) -> None:
    def cancel(stats: IterationStats) -> None:
        assert len(helper_pids()) == 1
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        trained(folder, tmp_path, ["cpu"], on_progress=cancel)
    assert not helper_pids()


def test_a_device_that_is_not_there_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(HelperLostError, match="the helper on cuda:7 ended with code 1"):
        trained(folder, tmp_path, ["cuda:7"])


def test_more_devices_than_rollouts_are_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="3 devices share 2 rollouts: each needs one at least"):
        trained(folder, tmp_path, ["cpu", "cpu"], replace(CONFIG, rollouts=2))


def helper_pids() -> list[int]:
    """The helpers that are children of this process."""
    return [child.pid for child in psutil.Process().children() if "policy.ppo.helpers" in child.cmdline()]

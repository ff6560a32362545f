"""Helpers of a learner: a process for each further device, which takes its part of PPO's passes (`ranks`).

    with helped(base, devices, task):        one process each: the base is loaded, rank 0 is met, the task is heard
        train_ppo(base, ...)                 on rank 0; every helper runs the same loop on its part of the rows
                                             afterwards, and if anything breaks here, they are ended

A helper reads the base and the checkpoint and writes nothing. It speaks to no server: rank 0 tells what was sampled and
scored. One that dies ends the run with `HelperLostError`; the run goes on from its checkpoint when it is begun again.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import torch
import torch.distributed as dist
from torch import Tensor
from torch.distributed import TCPStore  # type: ignore[attr-defined]  # imported under a condition there

from feedback.base_model import BaseModel, LoraShape
from policy.ppo.config import PPOConfig
from policy.ppo.experience import Row
from policy.ppo.loop import train_ppo
from policy.ppo.ranks import told
from policy.ppo.rollouts import Rollout
from policy.ppo.state import ValueStart

HOST = "127.0.0.1"
LONGEST = timedelta(days=1)
"""That a helper waits for the next thing to do: people come before rollouts."""
START_SECONDS = 600.0
"""For a helper to load the base."""
LOOK_SECONDS = 0.1
COMMON = "common"
"""Where the store has what all helpers begin with."""


class HelperLostError(RuntimeError):
    """A helper ended before its work did; the message says on which device, and how."""


@dataclass(frozen=True)
class Task:
    """What rank 0 gives to `train_ppo`, but for what is told on the way."""

    prompts: Sequence[list[int]]
    config: PPOConfig
    demonstrations: Sequence[Row]
    start: dict[str, Tensor] | None
    """The champion's adapter; None for version 0."""
    value_start: ValueStart
    """From the bare base."""
    checkpoint: Path


@contextmanager
def helped(base: BaseModel, devices: Sequence[str], task: Task) -> Iterator[None]:
    """Have a helper on each of the devices while the block trains on this one. Without devices nothing is done.

    Raises `HelperLostError`, and `ValueError` for a base that was not loaded from a folder, or with more devices than
    there are rollouts.
    """
    if not devices:
        yield
        return
    if base.folder is None:
        raise ValueError("helpers load the base from its folder, and this one has none")
    if len(devices) >= task.config.rollouts:
        raise ValueError(f"{len(devices) + 1} devices share {task.config.rollouts} rollouts: each needs one at least")
    store = TCPStore(HOST, 0, is_master=True, wait_for_workers=False)
    common = {"ranks": len(devices) + 1, "threads": torch.get_num_threads(), "folder": str(base.folder)}
    store.set(COMMON, json.dumps(common | {"shape": asdict(base.shape)}))
    command = [sys.executable, "-m", "policy.ppo.helpers", str(store.port)]
    processes = [subprocess.Popen([*command, str(number), device]) for number, device in enumerate(devices, 1)]
    try:
        _wait_for(store, processes, devices)
        dist.init_process_group("gloo", store=store, rank=0, world_size=len(devices) + 1, timeout=LONGEST)
        told(lambda: _on_cpu(task))
        yield
    except RuntimeError as error:
        # What gloo says of a connection that was closed. Whether a helper has died is a matter of moments then.
        time.sleep(10 * LOOK_SECONDS)
        _look(processes, devices, error)
        raise
    finally:
        if dist.is_initialized():
            dist.destroy_process_group()
        for process in processes:
            process.kill()
            process.wait()


def _wait_for(store: TCPStore, processes: Sequence["subprocess.Popen[bytes]"], devices: Sequence[str]) -> None:
    """Until every helper has the base in memory."""
    until = time.monotonic() + START_SECONDS
    while not store.check([_ready(number) for number in range(1, len(devices) + 1)]):
        _look(processes, devices, None)
        if time.monotonic() > until:
            raise HelperLostError(f"the helpers on {', '.join(devices)} were not ready within {START_SECONDS:.0f} s")
        time.sleep(LOOK_SECONDS)


def _look(processes: Sequence["subprocess.Popen[bytes]"], devices: Sequence[str], cause: BaseException | None) -> None:
    """Raises `HelperLostError` if a helper has ended."""
    for process, device in zip(processes, devices, strict=True):
        if (code := process.poll()) is not None:
            raise HelperLostError(f"the helper on {device} ended with code {code}") from cause


def _on_cpu(task: Task) -> Task:
    """What a process on another device can read."""
    start = None if task.start is None else {name: value.cpu() for name, value in task.start.items()}
    return replace(task, start=start, value_start=replace(task.value_start, weight=task.value_start.weight.cpu()))


def _ready(number: int) -> str:
    return f"ready/{number}"


def help_rank_0(port: int, number: int, device: str) -> None:
    """Be rank `number` on that device, from beginning to end."""
    store = TCPStore(HOST, port, is_master=False)
    common = json.loads(store.get(COMMON))
    torch.set_num_threads(common["threads"])
    base = BaseModel.load(common["folder"], device=device, shape=LoraShape(**common["shape"]))
    store.set(_ready(number), "")
    dist.init_process_group("gloo", store=store, rank=number, world_size=common["ranks"], timeout=LONGEST)
    task = told(_unasked)
    start = None
    if task.start is not None:
        start = "champion"
        base.add(start)
        base.set_state(start, task.start)
    train_ppo(
        base,
        _never,
        task.prompts,
        Silent(),
        task.config,
        write_adapter=_never,
        checkpoint=task.checkpoint,
        start=start,
        value_start=task.value_start,
        demonstrations=task.demonstrations,
    )


class Silent:
    """The sampler of a helper, which is told what rank 0 sampled."""

    def __call__(
        self, prompts: Sequence[list[int]], *, n: int, temperature: float, max_tokens: int, seed: int
    ) -> list[list[Rollout]]:
        """Not a helper's."""
        _never()

    def use(self, adapter_file: Path | None) -> None:
        """Not a helper's."""
        _never()


def _unasked() -> Task:
    raise AssertionError("the task is rank 0's to tell")


def _never(*given: object) -> NoReturn:
    raise AssertionError("a helper samples, scores and writes nothing")


if __name__ == "__main__":
    help_rank_0(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])

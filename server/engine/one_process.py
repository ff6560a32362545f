"""On a machine of two cores the engine's core computes by itself, with no worker beside it.

    core: schedule -> compute -> hand on        elsewhere: core: schedule -> shared memory -> worker: compute -> ...

vLLM gives a worker on a CPU a process of its own, whose threads have all cores but the one that is left to the core.
Of two cores that is one thread, bound to the first core, and a second process that waits for it. In one process the
starter is up in 29 s instead of 39, holds half a gigabyte less, and writes as fast or faster; two threads would be
slower, because the server needs the other core.
"""

import os
import sys

import psutil
import torch
from vllm.v1.executor.uniproc_executor import UniProcExecutor

from server.engine.seeds import keep_seeds_whole

FEW_CORES = 2


def has_few_cores() -> bool:
    """Whether vLLM would compute with one thread here."""
    cores = psutil.cpu_count(logical=False) or psutil.cpu_count() or 1
    if sys.platform == "linux":
        cores = min(cores, len(os.sched_getaffinity(0)))
    return cores <= FEW_CORES


class OneProcess(UniProcExecutor):  # type: ignore[misc]
    """The worker in the core's own process."""

    def _init_executor(self) -> None:
        torch.set_num_threads(1)
        keep_seeds_whole()
        super()._init_executor()

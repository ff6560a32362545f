"""What a side of a training benchmark is inside: it answers commands, waits for its turn, and knows its memory.

The other end is `sides.py`. What the process held after its imports is the libraries': peaks are counted from there.
"""

import gc
import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import torch

MIB = 2**20
Pair = dict[str, Any]
"""`messages` (a prompt), `chosen` and `rejected` (texts)."""


class Turns:
    """One line of JSON in, one out."""

    def __init__(self) -> None:
        self._answers = os.fdopen(os.dup(1), "w")
        # What libraries print goes to the log.
        os.dup2(2, 1)
        self._imports = 0.0 if torch.cuda.is_available() else resident_mib()

    def answer(self, result: dict[str, Any]) -> None:
        """Say what was measured."""
        memory = {"imports_mib": round(self._imports), "peak_mib": round(peak_mib() - self._imports)}
        print(json.dumps({**memory, **result}), file=self._answers, flush=True)

    def next(self) -> dict[str, Any]:
        """Wait for the next command. Raises `EOFError` when there will be none."""
        if not (line := sys.stdin.readline()):
            raise EOFError
        return dict(json.loads(line))

    def give(self, result: dict[str, Any]) -> None:
        """Say what was measured and wait, in the middle of a command, until it is this side's turn again."""
        self.answer(result)
        self.next()


def serve(handlers: dict[str, Callable[..., dict[str, Any]]]) -> None:
    """Be a side until standard input ends. A handler takes the turns and its command's values."""
    turns = Turns()
    while True:
        try:
            told = turns.next()
            turns.answer(handlers[told.pop("command")](turns, **told))
        except EOFError:
            return
        except Exception as error:
            traceback.print_exc()
            turns.answer({"failed": f"{type(error).__name__}: {error}"})


def device() -> str:
    """Where both sides train."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def dtype() -> torch.dtype:
    """Of the base's weights, on both sides."""
    return torch.bfloat16 if torch.cuda.is_available() else torch.float32


def resident_mib() -> float:
    """What this process holds in memory now."""
    return float(psutil.Process().memory_info().rss) / MIB


def peak_mib() -> float:
    """The most that this process ever held: on the GPU, where there is one."""
    if torch.cuda.is_available():
        return torch.cuda.max_memory_allocated() / MIB
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return resident_mib()


def model_mib() -> float:
    """Weights, gradients and optimizers' state of all models in this process, each tensor once."""
    tensors: list[torch.Tensor] = []
    for found in gc.get_objects():
        if isinstance(found, torch.nn.Parameter):
            tensors += [found] if found.grad is None else [found, found.grad]
        elif isinstance(found, torch.optim.Optimizer):
            tensors += [value for state in found.state.values() for value in state.values() if torch.is_tensor(value)]
    sizes = {tensor.data_ptr(): tensor.numel() * tensor.element_size() for tensor in tensors}
    return round(sum(sizes.values()) / MIB, 1)

"""Kills a process that works on a registry at each of its steps on the disk, one copy of the registry for each kill.

    python -m tests.policy.kill_registry TEMPLATE COPIES BASE ADAPTER ACTION

A step is a call that changes files or syncs them. The copy in COPIES/N is from a process that was killed with SIGKILL
just before its step N; in the last one, nobody was killed. One process forks them all, so that Python starts once.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from policy.adapters.base_facts import BaseFacts
from policy.registry.registry import Registry

STEPS = ("fsync", "rename", "unlink", "mkdir", "rmdir", "open")
MOST = 200


def die_before(step: int) -> None:
    """From here on count the steps, and be killed before number `step`."""
    left = step

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **named: Any) -> Any:
            nonlocal left
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            return call(*arguments, **named)

        return wrapped

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))


def act(registry: Registry, adapter: Path, action: str) -> None:
    if action == "publish":
        registry.publish(adapter)
    elif action == "promote":
        registry.promote(2, "better", "test")
    elif action == "rollback":
        registry.rollback("worse", "test")
    elif action == "prune":
        registry.prune()


def main() -> None:
    template, copies, base_folder, adapter, action = sys.argv[1:]
    base = BaseFacts.of(base_folder)
    for step in range(MOST):
        copy = Path(copies) / f"{step:03}"
        shutil.copytree(template, copy)
        child = os.fork()
        if child == 0:
            registry = Registry.open(copy, base, keep=0)
            die_before(step)
            act(registry, Path(adapter), action)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            os._exit(os.waitstatus_to_exitcode(status))
    os._exit(1)


if __name__ == "__main__":
    main()

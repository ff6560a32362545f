"""What runs in the learner's process before the learner does: `python -m server.learning.process PRIORITY ARGUMENTS`.

Takes the key from standard input, makes way for the users of the machine, and sees to it that the learner ends with the
server: the kernel closes the pipe of a server that was killed, so this needs no polling and no Linux.
"""

import importlib
import os
import signal
import sys
import threading
import time
from contextlib import suppress

CHECKPOINT_SECONDS = 10.0
"""How long a learner whose server is gone may take to end by itself."""


def main() -> int:
    """Run the learner; its exit code."""
    priority, *arguments = sys.argv[1:]
    if priority == "idle":
        make_way()
    key = sys.stdin.readline().strip()
    threading.Thread(target=_end_with_server, name="server", daemon=True).start()
    # By its name, because it loads torch, which no import of the server's may.
    learner = importlib.import_module("policy.learner")
    return int(learner.main(arguments, key or None))


def make_way() -> None:
    """Take of the processors only what nobody else wants, from now on and in every thread to come.

    Of two threads that want the same core, Linux runs the one that is not of this class, at once; elsewhere the lowest
    priority there is comes near to that. Both count among the processes of one session only (autogroups), so the
    learner must have none of its own (`child.py`).
    """
    os.nice(19)
    # A thread that waits for another one looks for it this often before it sleeps. By default it looks for milliseconds
    # and so keeps the other from the one core that both may be left with: with one of two cores taken, an update then
    # takes not twice as long but twenty times. To be set before torch brings OpenMP.
    os.environ.setdefault("GOMP_SPINCOUNT", "1000")
    if sys.platform == "linux":
        with suppress(OSError):  # some sandboxes have no classes
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def _end_with_server() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(CHECKPOINT_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())

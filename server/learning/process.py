"""What runs in the learner's process before the learner does: `python -m server.learning.process ARGUMENTS`.

Takes the key from standard input, makes way for the users of the machine, and sees to it that the learner ends with the
server: the kernel closes the pipe of a server that was killed, so this needs no polling and no Linux.
"""

import importlib
import os
import signal
import sys
import threading
import time

NICENESS = 10
CHECKPOINT_SECONDS = 10.0
"""How long a learner whose server is gone may take to end by itself."""


def main() -> int:
    """Run the learner; its exit code."""
    os.nice(NICENESS)
    key = sys.stdin.readline().strip()
    threading.Thread(target=_end_with_server, name="server", daemon=True).start()
    # By its name, because it loads torch, which no import of the server's may.
    learner = importlib.import_module("policy.learner")
    return int(learner.main(sys.argv[1:], key or None))


def _end_with_server() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(CHECKPOINT_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())

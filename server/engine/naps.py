"""How vLLM's processes on a CPU wait for each other: with short naps, where they would keep a core busy with asking.

    core -> shared memory -> a worker computes a step -> shared memory -> core

Whoever waits there looks again and again for a second after the last message, so that while replies are written the
core takes a whole processor to wait for the worker (`shm_broadcast.SpinCondition`), which the server, a learner and
everybody else then lack. After a second without messages vLLM sleeps until a notice comes, as before. On a machine of
two cores there is no worker to wait for (`one_process.py`).
"""

import time

from vllm.distributed.device_communicators import shm_broadcast

NAP_SECONDS = 1e-4
"""Of a step of some milliseconds; what the timer adds included, about a tenth of one step of the starter's."""


def wait_with_naps() -> None:
    """Have this process nap between two looks at the shared memory."""
    shm_broadcast.sched_yield = lambda: time.sleep(NAP_SECONDS)

"""What runs inside the processes that vLLM starts: they end with the server, not before it, and group adapters' rows.

    pyproject.toml (entry point) -> vLLM, in each of its processes -> prepare_process

An engine waits for its next request for ever, so a server that was killed would leave it behind with all its memory.
The sentinel that `multiprocessing` gives every child is closed by the kernel, so this needs no polling and no Linux.

Ctrl-C in a terminal and most service managers signal all processes at once, while the server still has replies to
finish. The engine's core drains by itself (`shutdown_timeout`), but its workers would leave it alone in that.

On a CPU three of vLLM's ways are replaced here as well, before a worker builds its model: its slow one to compute
adapters, its one to die of seeds, and its one to wait with a core of its own. Where the core has no worker,
`one_process.py` sees to the seeds.
"""

import multiprocessing
import os
import signal
import threading

from vllm.platforms import current_platform

from server.engine.lora_cpu import use_grouped_lora
from server.engine.naps import wait_with_naps
from server.engine.seeds import keep_seeds_whole

WORKERS = "VllmWorker-"


def prepare_process() -> None:
    """Tie this process to its parent. vLLM calls this in the server's own process too, which has no such parent."""
    use_grouped_lora()
    if multiprocessing.parent_process() is None:
        return
    if current_platform.is_cpu():
        wait_with_naps()
    threading.Thread(target=_watch, name="parent", daemon=True).start()
    if multiprocessing.current_process().name.startswith(WORKERS):
        if current_platform.is_cpu():
            keep_seeds_whole()
        # Workers end when the core closes their pipe, or dies.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _watch() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    # Whatever this process still does is for nobody, and may not come to an end by itself.
    os.kill(os.getpid(), signal.SIGKILL)

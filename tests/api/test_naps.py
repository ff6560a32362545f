"""The engine's core waits for its worker without taking a processor for it, which others on the machine then have."""

import psutil

from tests.api.asking import LONG_BODY
from tests.api.streams import Request, engine_processes
from tests.live import Served


def test_while_the_worker_computes_the_core_rests(live_server: Served) -> None:
    """Where it does not rest, it takes as much as the worker; the two are compared, since others are busy as well."""
    core, worker = engine_processes(live_server)

    def spent(process: psutil.Process) -> float:
        return sum(process.cpu_times()[:2])

    before = spent(core), spent(worker)
    with Request(live_server, LONG_BODY | {"stream": True, "n": 1, "max_tokens": 400}):
        pass
    assert spent(worker) - before[1] > 0.5, "there was something to compute"
    assert spent(core) - before[0] < 0.5 * (spent(worker) - before[1])

"""vLLM's own queue between its processes: who waits at it for an answer rests meanwhile, and gets every message."""

import multiprocessing
import time
from multiprocessing.connection import Connection
from typing import Any

from vllm.distributed.device_communicators.shm_broadcast import MessageQueue

from server.engine.naps import wait_with_naps

MESSAGES, EVERY_SECONDS = 50, 0.02


def read(pipe: Connection, naps: bool) -> None:
    """Read all messages; then tell them and the processor time that this took."""
    if naps:
        wait_with_naps()
    queue = MessageQueue.create_from_handle(pipe.recv(), 0)
    queue.wait_until_ready()
    begun = time.process_time()
    got = [queue.dequeue() for _ in range(MESSAGES)]
    pipe.send((got, time.process_time() - begun))


def told(naps: bool) -> tuple[list[int], float]:
    """What a reader in a process of its own says of a message every 20 ms."""
    here, there = multiprocessing.Pipe()
    reader: Any = multiprocessing.get_context("fork").Process(target=read, args=(there, naps))
    reader.start()
    queue = MessageQueue(n_reader=1, n_local_reader=1)
    here.send(queue.export_handle())
    queue.wait_until_ready()
    for number in range(MESSAGES):
        time.sleep(EVERY_SECONDS)
        queue.enqueue(number)
    got, seconds = here.recv()
    reader.join()
    return got, seconds


def test_who_waits_for_an_answer_leaves_the_processor_to_others() -> None:
    (_, busy), (got, seconds) = told(naps=False), told(naps=True)
    assert got == list(range(MESSAGES))
    assert seconds < 0.5 * busy
    assert seconds < 0.3 * MESSAGES * EVERY_SECONDS

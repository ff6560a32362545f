"""`make bench-swap`, its second half: what people who chat notice of a cycle of learning on the same cores.

    votes -> idle -> a cycle (reward model, PPO, gate, swap) -> rolled back to version 0 -> idle

A few people chat all the time, with a pause between their messages. While the server learns and while it does not,
version 0 answers them, so that the difference is the cycle's alone: the learner's computing and its rollouts. People
who never rest leave it little of two cores, so after `--longest` seconds it is cancelled, and what was seen counts.
"""

import argparse
import asyncio
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.progress import Progress

from policy.simulation.client import Client
from policy.simulation.cycles import Ended, last_cycle, next_cycle
from policy.simulation.golds import gold_of
from policy.simulation.prompts import conversations, talks
from policy.simulation.users import Crowd, vote
from tests.bench.report import report
from tests.bench.streams import Load, Reply, Window, first_tokens, gaps_inside, milliseconds
from tests.live import serving

TOKENS = 128
PAUSE = 0.5
VOTES = 60
GOLD = "friendly"


async def cast(client: Client) -> None:
    """The votes that the cycle learns from."""
    gold = gold_of(GOLD)
    await vote(client, gold, talks(conversations(None, 0), gold, 0), Crowd(), VOTES)


async def idle(seconds: float) -> Window:
    """Time in which nothing else happens."""
    begun = time.perf_counter()
    await asyncio.sleep(seconds)
    return Window(begun, time.perf_counter())


async def learned(client: Client, longest: float) -> tuple[Window, Ended]:
    """One cycle, from its request to its end, or so many seconds of it."""
    before = await last_cycle(client)
    begun = time.perf_counter()
    await client.ask("POST", "/admin/learner/run")
    end = asyncio.create_task(next_cycle(client, before, lambda line: print(f"  {line}", flush=True)))
    await asyncio.wait([end], timeout=longest)
    window = Window(begun, time.perf_counter())
    if not end.done():
        await client.ask("POST", "/admin/learner/cancel")
    return window, await end


async def measure(url: str, options: argparse.Namespace) -> dict[str, Any]:
    """The row."""
    async with Client(url) as client:
        with Progress(transient=True) as progress:
            progress.add_task("users vote", total=None)
            await cast(client)
        async with Load(url, options.users, tokens=TOKENS, pause=PAUSE) as load:
            await load.turned_over()
            quiet = [await idle(options.idle)]
            learning, ended = await learned(client, options.longest)
            if ended.outcome == "promoted":
                await client.ask("POST", "/admin/policies/rollback")
            await load.turned_over()
            quiet.append(await idle(options.idle))
    faults = [reply.fault for reply in load.replies if reply.fault]
    for fault in faults[:5]:
        print(f"broken: {fault}")
    return {
        "users": options.users,
        "cycle_seconds": round(learning.ended - learning.begun, 1),
        "outcome": ended.outcome,
        "broken_streams": len(faults),
        **compared("gap", gaps_inside(load.replies, quiet), gaps_inside(load.replies, [learning])),
        **compared("first_token", *(first_tokens(load.replies, windows) for windows in (quiet, [learning]))),
        "idle_tokens_per_s": throughput(load.replies, quiet),
        "learning_tokens_per_s": throughput(load.replies, [learning]),
    }


def compared(name: str, idle: list[float], learning: list[float]) -> dict[str, float]:
    """A kind of wait on an idle server and while it learns."""
    quiet, busy = milliseconds(idle, 95), milliseconds(learning, 95)
    return {
        f"idle_{name}_ms_p95": quiet,
        f"learning_{name}_ms_p95": busy,
        f"{name}_ratio": round(busy / quiet, 2),
        f"idle_{name}_ms_p50": milliseconds(idle, 50),
        f"learning_{name}_ms_p50": milliseconds(learning, 50),
    }


def throughput(replies: list[Reply], windows: list[Window]) -> float:
    """Pieces of text that all people together get in a second."""
    pieces = sum(window.begun <= at <= window.ended for window in windows for reply in replies for at in reply.times)
    return round(pieces / sum(window.ended - window.begun for window in windows), 1)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, default=4, help="how many chat at once (default %(default)s)")
    parser.add_argument("--idle", type=float, default=20.0, help="seconds before and after (default %(default)s)")
    parser.add_argument(
        "--longest", type=float, default=300.0, help="seconds of the cycle at most (default %(default)s)"
    )
    options = parser.parse_args()
    # The cycle is asked for: the votes alone begin none.
    learn = ["--learn", "--learn-after", "1000000"]
    with tempfile.TemporaryDirectory() as name, serving(Path(name), *learn) as served:
        row = asyncio.run(measure(served.url, options))
    report("users", [row])


if __name__ == "__main__":
    main()

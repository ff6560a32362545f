"""`make bench-swap`: versions swapped under load, as the people who chat meanwhile see it.

64 streams run all the time. In turns, a block of swaps - an adapter file is uploaded, promoted, and asked for until its
first token is there - and a quiet block without any, which begins once every stream of the block before has ended:
both in one run, under the same load, with an adapter live. A gap counts as a swap's if any moment of it lies between
the upload's first byte and the new version's first token, and as ordinary if both its ends are in a quiet block.

A swap begins `--every` seconds after the one before began, so that a few versions share each batch, as they would
after one real swap; in service hours lie between two. A stream is broken if it is refused, cut short, shorter than
asked for, ends with an error or names two versions.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import aiohttp
from rich.progress import Progress

from policy.server_client import ServerClient
from tests.adapters import Learner
from tests.bench.report import report
from tests.bench.streams import Load, Reply, Window, follow, gaps_inside, gaps_touching, milliseconds, story
from tests.live import serving

FILES = 6
"""Different adapters; each upload of one is a new version of its own."""
TOKENS = 64
ASKED = 8
"""Tokens of the reply that shows a new version."""


@dataclass(frozen=True)
class Swapped:
    """One swap. Times are `time.perf_counter`'s."""

    begun: float
    """Its upload began."""
    published: float
    promoted: float
    served: float
    """The first token of a reply that names the version came."""

    @property
    def window(self) -> Window:
        """From the upload to the first token."""
        return Window(self.begun, self.served)


async def swap(session: aiohttp.ClientSession, url: str, lease: dict[str, str], content: bytes) -> Swapped:
    """Upload, promote, ask."""
    begun = time.perf_counter()
    async with session.post(f"{url}/admin/policies", data=content, headers=lease) as response:
        told = await response.json()
        assert response.status == 201, told
    published = time.perf_counter()
    path = f"{url}/admin/policies/{told['version']}/promote"
    async with session.post(path, json={"reason": "a benchmark"}) as response:
        assert response.status == 200, await response.text()
    promoted = time.perf_counter()
    reply = Reply(promoted)
    await follow(session, url, story(1_000_000 + told["version"], ASKED), reply)
    assert reply.fault is None, reply.fault
    assert reply.versions == {f"attune@{told['version']}"}, f"{reply.versions} answered, not {told['version']}"
    return Swapped(begun, published, promoted, reply.times[0])


async def blocks(
    load: Load, lease: dict[str, str], contents: Iterator[bytes], options: argparse.Namespace, progress: Progress
) -> tuple[list[Swapped], list[Window]]:
    """The swaps, and the quiet blocks between them."""
    swaps: list[Swapped] = []
    quiet: list[Window] = []
    task = progress.add_task("swaps", total=options.swaps)
    await swap(load.session, load.url, lease, next(contents))  # so that an adapter is live from the first block on
    while len(swaps) < options.swaps:
        await load.turned_over()
        begun = time.perf_counter()
        await asyncio.sleep(options.quiet)
        quiet.append(Window(begun, time.perf_counter()))
        for _ in range(min(options.block, options.swaps - len(swaps))):
            due = time.perf_counter() + options.every
            swaps.append(await swap(load.session, load.url, lease, next(contents)))
            progress.advance(task)
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
    return swaps, quiet


async def measure(url: str, lease: dict[str, str], files: list[Path], options: argparse.Namespace) -> dict[str, Any]:
    """The row."""
    contents = cycle([file.read_bytes() for file in files])
    with Progress() as progress:
        async with Load(url, options.streams, tokens=TOKENS) as load:
            swaps, quiet = await blocks(load, lease, contents, options, progress)
    broken = [reply.fault for reply in load.replies if reply.fault]
    for fault in broken[:5]:
        print(f"broken: {fault}")
    under_swaps = gaps_touching(load.replies, [one.window for one in swaps])
    ordinary = gaps_inside(load.replies, quiet)
    ready = [one.served - one.begun for one in swaps]
    return {
        "swaps": len(swaps),
        "streams": options.streams,
        "replies": len(load.replies),
        "broken_streams": len(broken),
        "gap_ms_p50": milliseconds(under_swaps, 50),
        "gap_ms_p99": milliseconds(under_swaps, 99),
        "ordinary_gap_ms_p50": milliseconds(ordinary, 50),
        "ordinary_gap_ms_p99": milliseconds(ordinary, 99),
        "gap_p99_ratio": round(milliseconds(under_swaps, 99) / milliseconds(ordinary, 99), 2),
        "ready_to_served_ms_p50": milliseconds(ready, 50),
        "ready_to_served_ms_p99": milliseconds(ready, 99),
        "published_ms_p50": milliseconds([one.published - one.begun for one in swaps], 50),
        "promoted_ms_p50": milliseconds([one.promoted - one.published for one in swaps], 50),
        "first_token_ms_p50": milliseconds([one.served - one.promoted for one in swaps], 50),
    }


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--swaps", type=int, default=100, help="how many (default %(default)s)")
    parser.add_argument("--streams", type=int, default=64, help="streams at once (default %(default)s)")
    parser.add_argument("--every", type=float, default=1.5, help="seconds between two swaps (default %(default)s)")
    parser.add_argument("--block", type=int, default=10, help="swaps between two quiet blocks (default %(default)s)")
    parser.add_argument("--quiet", type=float, default=4.0, help="seconds of a quiet block (default %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        learner = Learner()
        files = [learner.write(seed, Path(name) / f"{seed}.safetensors") for seed in range(FILES)]
        with serving(Path(name) / "server") as served, ServerClient(served.url) as server, server.lease("a benchmark"):
            lease = {"x-attune-lease": server.http.headers["x-attune-lease"]}
            row = asyncio.run(measure(served.url, lease, files, options))
    report("swap", [row])


if __name__ == "__main__":
    main()

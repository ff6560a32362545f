"""`make demo`: watch it learn. A fresh server, users with a hidden preference, and a measurement after every cycle.

    serve -> measure version 0 -> (votes -> the server learns -> measure the new version) again -> result.json, plot.png

The server is the real one, with the learner that it starts by itself. What is there is written after each step, so an
interrupted demo leaves its results so far. Left out: any change to how the server learns.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console

from policy.server_client import ServerError
from policy.simulation.client import Client
from policy.simulation.cycles import last_cycle, next_cycle
from policy.simulation.golds import Gold, GoldError, gold_of
from policy.simulation.measure import Baseline, Measured, baseline, measure
from policy.simulation.options import add_user_options
from policy.simulation.prompts import (
    MEASURED_SEED,
    PromptsError,
    Talk,
    conversations,
    held_out_prompts,
    read_conversations,
    talks,
)
from policy.simulation.served import serving
from policy.simulation.show import plot, progress, table_of
from policy.simulation.users import Crowd, vote

OUT = Path("out/demo")
INTERRUPTED = 130
GOLD = "friendly"
ROUNDS = 2
VOTES = 60


@dataclass(frozen=True)
class Plan:
    """What the demo does."""

    gold: Gold
    crowd: Crowd
    rounds: int
    votes: int
    """In each round."""
    held_out: int
    """Prompts to measure on."""
    source: Path | None
    """A file of conversations; None for the starter's corpus."""
    seed: int


@dataclass
class Result:
    """What `result.json` holds."""

    about: dict[str, Any]
    folder: Path
    versions: list[dict[str, Any]] = field(default_factory=list)
    cycles: list[dict[str, Any]] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def add(self, measured: Measured) -> None:
        """Take in a version and write everything anew."""
        self.versions.append(measured.row())
        self.write()

    def write(self) -> None:
        """Write `result.json` in one step, and the plot."""
        told = {"minutes": round((time.monotonic() - self.started) / 60, 2)}
        whole = {"versions": self.versions, "cycles": self.cycles, "about": self.about | told}
        aside = self.folder / "result.json.part"
        aside.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")
        aside.replace(self.folder / "result.json")
        if self.versions:
            plot(self.versions, self.folder / "plot.png", f"users who like replies that {self.about['likes']}")


async def learn(client: Client, plan: Plan, result: Result, console: Console) -> None:
    """The demo's rounds against a server that is ready. Raises `ServerError`, `GoldError`, `PromptsError`."""
    name = await client.model_name()
    source = conversations(plan.source, plan.seed + MEASURED_SEED)
    prompts = held_out_prompts(source, plan.gold, plan.held_out, plan.seed)
    with progress(console, "version 0 answers held-out prompts") as advance:
        base = await baseline(client, plan.gold, prompts, name=name, seed=plan.seed, on_progress=advance)
    console.print(base.summary())
    result.about |= {"gold_of_version_0": round(base.mean, 4), "gold_of_best_of_16": round(base.best, 4)}
    await _measured(client, plan, base, 0, 0, result, console)
    said = talks(conversations(plan.source, plan.seed), plan.gold, plan.seed)
    for number in range(1, plan.rounds + 1):
        await _round(client, plan, said, base, number, result, console)


async def _round(
    client: Client, plan: Plan, said: Iterator[Talk], base: Baseline, number: int, result: Result, console: Console
) -> None:
    """Votes, a cycle of the server's, and a measurement if that brought a version."""
    before = await last_cycle(client)
    crowd = Crowd(**(asdict(plan.crowd) | {"seed": plan.seed * 1000 + number}))
    with progress(console, f"round {number}: users vote") as advance:
        tally = await vote(
            client, plan.gold, said, crowd, plan.votes, on_progress=lambda now: advance(now.votes, now.wanted)
        )
    console.print(f"round {number}: {tally.summary()}")
    ended = await next_cycle(client, before, lambda line: console.print(f"  {line}", style="dim", highlight=False))
    result.cycles.append(asdict(ended))
    told = f": {ended.reason}" if ended.reason else ""
    version = "" if ended.version is None else f" version {ended.version}"
    console.print(f"round {number}: {ended.id} {ended.outcome}{version}{told}", markup=False, highlight=False)
    if ended.version is not None and ended.measurable:
        await _measured(client, plan, base, ended.version, plan.votes * number, result, console)
    else:
        result.write()


async def _measured(
    client: Client, plan: Plan, base: Baseline, version: int, votes: int, result: Result, console: Console
) -> None:
    with progress(console, f"measuring version {version}") as advance:
        name = await client.model_name()
        found = await measure(
            client, plan.gold, base, version, votes, name=name, seed=plan.seed + 1, on_progress=advance
        )
    result.add(found)
    console.print(table_of(result.versions, f"replies that {plan.gold.about}"))


def main(arguments: list[str] | None = None) -> int:
    """Run the demo. Exit codes: 0 done, 1 something failed on the way, 2 asked wrongly, 130 interrupted."""
    options, serve = _parser().parse_known_args(arguments)
    console = Console(highlight=False)
    try:
        plan = _plan(options)
    except (GoldError, PromptsError, ValueError) as error:
        console.print(f"demo: {error}", markup=False)
        return 2
    options.out.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="server-", dir=options.out))
    about = {"gold": plan.gold.name, "likes": plan.gold.about, "crowd": asdict(plan.crowd), "votes_a_round": plan.votes}
    result = Result(about | {"held_out": plan.held_out, "folder": folder.name}, options.out)
    console.print(f"{plan.crowd.raters} users like replies that {plan.gold.about}; nobody tells the server so")
    console.print(f"starting a server; its data and its log are in {folder}")
    code = 0
    try:
        with serving(folder, ["--learn-after", str(plan.votes), *serve]) as served:
            try:
                asyncio.run(_talk_to(served.url, plan, result, console))
            except ServerError:
                served.check()
                raise
    except (ServerError, GoldError, PromptsError) as error:
        console.print(f"demo: {error}", markup=False, style="red")
        code = 1
    except KeyboardInterrupt:
        console.print("demo: interrupted")
        code = INTERRUPTED
    if result.versions:
        result.write()
        console.print(f"wrote {options.out / 'result.json'} and plot.png beside it")
    return code


async def _talk_to(url: str, plan: Plan, result: Result, console: Console) -> None:
    async with Client(url) as client:
        await learn(client, plan, result, console)


def _plan(options: argparse.Namespace) -> Plan:
    for name in ("rounds", "votes", "held_out"):
        if getattr(options, name) < 1:
            raise ValueError(f"--{name.replace('_', '-')} must be at least 1")
    if options.prompts:
        read_conversations(options.prompts)
    crowd, gold = Crowd.of(vars(options)), gold_of(options.gold)
    return Plan(gold, crowd, options.rounds, options.votes, options.held_out, options.prompts, options.seed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m policy.simulation.demo",
        description="Watch a fresh server learn what simulated users like.",
        epilog="Any other option is one of `attune serve`, such as --model.",
        allow_abbrev=False,
    )
    parser.add_argument("--rounds", type=int, metavar="N", default=ROUNDS, help=f"Cycles of learning. [{ROUNDS}]")
    parser.add_argument("--votes", type=int, metavar="N", default=VOTES, help=f"Votes before each of them. [{VOTES}]")
    parser.add_argument("--out", type=Path, metavar="DIR", default=OUT, help=f"Folder to write. [{OUT}]")
    add_user_options(parser, GOLD)
    return parser


if __name__ == "__main__":
    sys.exit(main())

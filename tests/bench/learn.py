"""`make bench-learn`: does it learn, and better than simpler methods at the same votes?

    for each crowd: a fresh server -> its users vote, once -> each method learns from these votes -> measured alike

Methods are PPO (a whole cycle of the real learner), best of 8 by the reward model, SFT on the chosen replies, and DPO.
Measured are, on 100 held-out prompts, the gold win rate against version 0 with its interval, the share of what the
best of 16 attains, KL and length, and competence on 100 scripted conversations.

A row is written when it is there. Run again, also with other choices, it keeps the rows that there are of the same base
model, and makes those that are missing; remove out/bench/learn.json and out/bench/learn to begin anew.
"""

import argparse
import signal
import sys
import time
from types import FrameType

from rich.console import Console

from policy.adapters.base_facts import BaseFacts
from policy.server_client import ServerError
from policy.simulation.golds import GoldError, gold_of
from server.settings import STARTER_PATH
from tests.bench.learn_case import run_case
from tests.bench.learn_results import FILE, Results, table_of
from tests.bench.learn_runs import (
    GOLDS,
    HARDER_VOTES,
    METHODS,
    QUICK_GOLDS,
    QUICK_SEEDS,
    QUICK_VOTES,
    SEEDS,
    TROLLS,
    VOTES,
    Case,
    cases,
)
from tests.bench.report import OUT

BROKEN, WRONG, INTERRUPTED = 1, 2, 130
TABLE_CELLS = 100
"""What the table needs, also where rich takes the output to be 80 wide."""


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark. Exit codes: 0 done, 1 some runs broke, 2 asked wrongly, 130 interrupted."""
    options, console = parser().parse_args(arguments), Console(highlight=False)
    console.width = max(console.width, TABLE_CELLS)
    try:
        chosen = chosen_cases(options)
    except GoldError as error:
        console.print(f"bench-learn: {error}", markup=False)
        return WRONG
    results = Results(BaseFacts.of(STARTER_PATH).sha256)
    signal.signal(signal.SIGTERM, _leave)
    try:
        failed = run(chosen, options.methods, results, console)
    except KeyboardInterrupt:
        console.print("bench-learn: interrupted; the rows so far are kept, and the same command goes on")
        return INTERRUPTED
    rows = [row for row in results.rows if row["method"] in options.methods and any(case.has(row) for case in chosen)]
    if rows:
        console.print(table_of(rows, results.version_0))
        console.print(f"all rows are in {FILE}")
    for line in failed:
        console.print(f"no row: {line}", style="red", markup=False)
    return BROKEN if failed else 0


def run(chosen: list[Case], methods: list[str], results: Results, console: Console) -> list[str]:
    """The rows that are missing; a line for each that there is still none of."""
    todo = [(case, some) for case in chosen if (some := results.missing(case, methods))]
    runs = sum(len(some) for _, some in todo)
    console.print(f"{len(chosen) * len(methods) - runs} rows are there, {runs} are to be made")
    began = time.monotonic()
    failed: list[str] = []
    for number, (case, some) in enumerate(todo):
        left = (time.monotonic() - began) / 60 / max(number, 1) * (len(todo) - number)
        told = f", some {left:.0f} minutes to go" if number else ""
        console.print(f"{number + 1} of {len(todo)}: {case.name}{told}", style="bold")
        try:
            failed += run_case(case, some, results, OUT / "learn" / results.model[:12], console)
        except (ServerError, GoldError) as error:
            failed.append(f"{case.name}: {error}")
            console.print(failed[-1], style="red", markup=False)
    return failed


def chosen_cases(options: argparse.Namespace) -> list[Case]:
    """What the options ask for. Raises `GoldError`."""
    golds = options.golds or (QUICK_GOLDS if options.quick else GOLDS)
    for name in golds:
        gold_of(name)
    votes = options.votes or (QUICK_VOTES if options.quick else VOTES)
    seeds = options.seeds or (QUICK_SEEDS if options.quick else SEEDS)
    return cases(golds, votes, seeds, options.trolls, options.thumbs_only)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser(
        prog='make bench-learn ARGS="..."',
        usage="%(prog)s",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="The whole grid takes many hours on two cores; --quick is a small part of it.",
        allow_abbrev=False,
    )
    add = found.add_argument
    add("--methods", nargs="+", choices=METHODS, default=list(METHODS), help="default: all four")
    add("--votes", nargs="+", type=_count, metavar="N", help=f"default: {_listed(VOTES)}")
    add("--golds", nargs="+", metavar="NAME", help=f"what the users like; default: {_listed(GOLDS)}")
    add("--seeds", nargs="+", type=int, metavar="N", help=f"one crowd each; default: {_listed(SEEDS)}")
    trolls = f"of raters who vote wrongly on purpose; default: 0, and at {HARDER_VOTES} votes {TROLLS} as well"
    add("--trolls", nargs="+", type=_share, metavar="SHARE", help=trolls)
    thumbs = f"no choices between two replies; without it there are such crowds at {HARDER_VOTES} votes"
    add("--thumbs-only", action="store_true", help=thumbs)
    quick = (
        f"unless given: --golds {_listed(QUICK_GOLDS)} --votes {_listed(QUICK_VOTES)} --seeds {_listed(QUICK_SEEDS)}"
    )
    add("--quick", action="store_true", help=quick)
    return found


def _leave(number: int, frame: FrameType | None) -> None:
    """SIGTERM ends it as Ctrl-C does: its server with it."""
    raise KeyboardInterrupt


def _listed(values: tuple[object, ...]) -> str:
    return " ".join(map(str, values))


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of votes")
    return int(text)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text} is no share from 0 to 1")
    return share


if __name__ == "__main__":
    sys.exit(main())

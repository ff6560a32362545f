"""One case of `learn.py`: a fresh server, a crowd that votes, and each method in turn, measured alike.

    serve -> vote on version 0 -> version 0 on the held-out prompts, once a gold -> (learn -> measure -> row) again

The server's data folder is kept until all methods have a row, so that a case that was broken off goes on with the same
votes.
"""

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console

from policy.server_client import ServerClient, ServerError
from policy.simulation.client import Client
from policy.simulation.golds import Gold, gold_of
from policy.simulation.prompts import conversations, talks
from policy.simulation.served import serving
from policy.simulation.show import progress
from policy.simulation.users import Tally, vote
from tests.bench.learn_measures import References, measure_best_of, measure_version, references
from tests.bench.learn_methods import OFFLINE, Learned, MethodError, ppo
from tests.bench.learn_results import Results, line_of
from tests.bench.learn_runs import METHODS, Case
from tests.bench.report import commit


def run_case(case: Case, methods: Sequence[str], results: Results, folder: Path, console: Console) -> list[str]:
    """A row for each of the methods; what went wrong, in a line for each. Raises `ServerError` and `GoldError`."""
    gold, own = gold_of(case.gold), folder / case.name
    failed = []
    with serving(_fresh(own), ["--no-learn"]) as served:
        _collect(served.url, case, own, console)
        given = references(served.url, gold, folder / f"{case.gold.replace(':', '.')}.json", console)
        results.version_0[case.gold] = given.version_0
        for method in methods:
            console.print(f"{method} ...", style="dim")
            try:
                learned = _learn(served.url, method, own, console)
                measured = _measured(served.url, gold, given, learned, console)
            except (ServerError, MethodError) as error:
                served.check()
                failed.append(f"{case.name}, {method}: {error}")
                console.print(failed[-1], style="red", markup=False)
                continue
            run = {"method": method, **asdict(case)}
            told = {"minutes": round(learned.minutes, 2), "outcome": learned.outcome, "commit": commit()}
            results.add({**run, **measured, **told})
            console.print(line_of(results.rows[-1]), markup=False)
    if not results.missing(case, METHODS):
        shutil.rmtree(own / "data")
    return failed


def _fresh(folder: Path) -> Path:
    """The case's folder, empty unless its votes have all been cast and are still there."""
    if not (_cast(folder).exists() and (folder / "data").exists()):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    return folder


def _cast(folder: Path) -> Path:
    """The file that says that all votes have been cast."""
    return folder / "votes.txt"


def _collect(url: str, case: Case, folder: Path, console: Console) -> None:
    """Have the crowd vote, unless it has."""
    if not _cast(folder).exists():
        said = asyncio.run(_vote(url, case, console)).summary()
        _cast(folder).write_text(said + "\n", encoding="utf-8")
        console.print(said)


async def _vote(url: str, case: Case, console: Console) -> Tally:
    """The crowd's votes on replies of version 0."""
    gold = gold_of(case.gold)
    said = talks(conversations(None, case.seed), gold, case.seed)
    async with Client(url) as client:
        model = f"{await client.model_name()}@0"
        with progress(console, "users vote") as advance:

            def show(tally: Tally) -> None:
                advance(tally.votes, tally.wanted)

            return await vote(client, gold, said, case.crowd, case.votes, model=model, on_progress=show)


def _learn(url: str, method: str, folder: Path, console: Console) -> Learned:
    """What a method makes of the server's votes."""

    async def by_the_server() -> Learned:
        async with Client(url) as client:
            return await ppo(client, console)

    if method == "ppo":
        return asyncio.run(by_the_server())
    with ServerClient(url) as server:
        return OFFLINE[method](server, folder, console)


def _measured(url: str, gold: Gold, given: References, learned: Learned, console: Console) -> dict[str, Any]:
    """The measures of what a method made; version 0's own where that is nothing."""

    async def asked() -> dict[str, Any]:
        async with Client(url) as client:
            if learned.score is not None:
                return await measure_best_of(client, gold, given, learned.score)
            return await measure_version(client, gold, given.base, learned.version, console)

    return given.version_0 if learned.version == 0 and learned.score is None else asyncio.run(asked())

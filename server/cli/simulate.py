"""`attune simulate`: users with a hidden preference talk to a running server and vote; then versions are measured.

For trying out what votes do to a policy, on any server. The result's table is on stdout, everything else are lines on
stderr. Exit codes: 0 done, 1 it could not be done, 2 asked wrongly.
"""

import argparse
import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policy.simulation.options import add_user_options
from server.cli.shared import (
    INTERRUPTED,
    REFUSED,
    WRONG,
    add_command,
    add_server_options,
    failed,
    os_refusal,
    say,
    server_key,
    server_url,
)
from server.settings import load_settings

if TYPE_CHECKING:
    from policy.simulation.client import Client

GOLD = "question"
VOTES = 100

ABOUT = """\
Simulated users talk to a running server and vote by a preference that only they know. With --measure, versions are
then compared with version 0 on held-out prompts: gold win rate with its 95 % interval, share of what the best of 16
replies attains, competence, KL and length.
"""


def add_commands(commands: "argparse._SubParsersAction[Any]") -> None:
    """Hook `simulate` into the command line."""
    command = add_command(commands, "simulate", "have simulated users vote, and measure what was learned", ABOUT, run)
    add_server_options(command)
    command.add_argument("--votes", type=int, metavar="N", default=VOTES, help=f"Votes to cast; 0 for none. [{VOTES}]")
    command.add_argument("--model", metavar="NAME", help="Version to talk to, such as attune@3. [the live one]")
    command.add_argument(
        "--measure", type=int, metavar="VERSION", nargs="+", default=[], help="Versions to measure afterwards."
    )
    command.add_argument("--out", metavar="FILE", type=Path, help="Write the measured rows there, as JSON.")
    add_user_options(command, GOLD)


def run(values: Mapping[str, Any]) -> int:
    """Run the command; what may go wrong becomes one line and an exit code."""
    from policy.server_client import ServerError
    from policy.simulation.golds import GoldError
    from policy.simulation.prompts import PromptsError

    try:
        asyncio.run(_simulate(values))
    except (GoldError, PromptsError, ValueError) as error:
        return failed(str(error), WRONG)
    except ServerError as error:
        return failed(str(error), REFUSED)
    except OSError as error:
        return failed(os_refusal(error), REFUSED)
    except KeyboardInterrupt:
        return failed("interrupted; votes that were cast stand", INTERRUPTED)
    return 0


async def _simulate(values: Mapping[str, Any]) -> None:
    from policy.simulation.client import Client
    from policy.simulation.golds import gold_of
    from policy.simulation.users import Crowd

    if values["votes"] < 0 or values["held_out"] < 1 or min(values["measure"], default=0) < 0:
        raise ValueError("--votes and --measure must not be negative, and --held-out must be at least 1")
    gold, crowd = gold_of(values["gold"]), Crowd.of(values)
    settings = load_settings({})
    async with Client(server_url(values, settings), server_key(values, settings)) as client:
        if values["votes"]:
            await _vote(client, values, gold, crowd)
        if values["measure"]:
            await _measure(client, values, gold)


async def _vote(client: "Client", values: Mapping[str, Any], gold: Any, crowd: Any) -> None:
    from policy.simulation.prompts import conversations, talks
    from policy.simulation.show import progress
    from policy.simulation.users import vote

    said = talks(conversations(values["prompts"], values["seed"]), gold, values["seed"])
    with progress(_console(), "voting") as advance:
        tally = await vote(
            client,
            gold,
            said,
            crowd,
            values["votes"],
            model=values["model"],
            on_progress=lambda now: advance(now.votes, now.wanted),
        )
    say(tally.summary())


async def _measure(client: "Client", values: Mapping[str, Any], gold: Any) -> None:
    from rich.console import Console

    from policy.simulation.measure import baseline, measure, votes_of
    from policy.simulation.prompts import MEASURED_SEED, conversations, held_out_prompts
    from policy.simulation.show import progress, table_of

    name, seed, rows = await client.model_name(), values["seed"], []
    source = conversations(values["prompts"], seed + MEASURED_SEED)
    prompts = held_out_prompts(source, gold, values["held_out"], seed)
    with progress(_console(), "version 0 answers held-out prompts") as advance:
        base = await baseline(client, gold, prompts, name=name, seed=seed, on_progress=advance)
    say(base.summary())
    for version in values["measure"]:
        votes = await votes_of(client, version)
        with progress(_console(), f"measuring version {version}") as advance:
            found = await measure(client, gold, base, version, votes, name=name, seed=seed + 1, on_progress=advance)
        rows.append(found.row())
    Console(highlight=False).print(table_of(rows, f"replies that {gold.about}"))
    if values["out"]:
        values["out"].write_text(json.dumps({"versions": rows}, indent=2) + "\n", encoding="utf-8")


def _console() -> Any:
    from rich.console import Console

    return Console(stderr=True, highlight=False)

"""How well a served model still does what the starter could do: 100 scripted conversations, checked by rules.

Learning from votes may change the manner of replies; it must not cost competence. The scripts of `conversations.py` are
in no training corpus, the checks of `checks.py` are readable, and the model is reached through one async callable, so
the same score can be taken of a folder of weights or of any version behind a server. Left out: any judge model. No
torch here: the HTTP process may import this.

    python -m policy.starter.competence --server http://127.0.0.1:8000 --model attune@3
"""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import httpx
from rich.console import Console
from rich.table import Table

from policy.starter.conversations import CONVERSATIONS
from policy.starter.heldout.script import Script
from policy.starter.styles import style_difference

Message = dict[str, str]
Sample = Callable[[list[Message], float, int], Awaitable[str]]
"""(messages, temperature, seed) -> the assistant's reply."""


@dataclass(frozen=True)
class Result:
    """One script, played."""

    script: Script
    messages: list[Message]
    """The conversation up to the end or to the first reply that failed."""
    passed: bool


@dataclass(frozen=True)
class Report:
    """All scripts, played once or more often."""

    results: list[Result]

    @property
    def passed(self) -> int:
        """How many conversations met all their checks."""
        return sum(result.passed for result in self.results)

    @property
    def share(self) -> float:
        """Of the conversations that were played."""
        return self.passed / len(self.results)

    def by_intent(self) -> dict[str, tuple[int, int]]:
        """Intent -> (passed, played)."""
        table: dict[str, tuple[int, int]] = {}
        for result in self.results:
            good, all_ = table.get(result.script.intent, (0, 0))
            table[result.script.intent] = (good + result.passed, all_ + 1)
        return table


async def competence(
    sample: Sample,
    conversations: Sequence[Script] = CONVERSATIONS,
    temperature: float = 0.7,
    seed: int = 0,
    plays: int = 1,
    at_once: int = 100,
) -> Report:
    """Play every script against the model, `at_once` at a time. The draws of play k are those of seed `seed` + k."""
    gate = asyncio.Semaphore(at_once)

    async def play(draw: int, number: int, script: Script) -> Result:
        messages: list[Message] = [{"role": "system", "content": script.system}] if script.system else []
        async with gate:
            for place, turn in enumerate(script.turns):
                messages.append({"role": "user", "content": turn.say})
                reply = await sample(messages, temperature, draw * 1_000_003 + number * 101 + place)
                messages.append({"role": "assistant", "content": reply})
                if not turn.met_by(reply):
                    return Result(script, messages, False)
        return Result(script, messages, True)

    every = [play(seed + k, number, script) for k in range(plays) for number, script in enumerate(conversations)]
    return Report(await asyncio.gather(*every))


async def style_spread(
    sample: Sample, conversations: Sequence[Script] = CONVERSATIONS, temperature: float = 1.0, seed: int = 0
) -> float:
    """The share of opening prompts to which two samples differ in manner."""

    async def pair(number: int, script: Script) -> tuple[str, str]:
        messages: list[Message] = [{"role": "user", "content": script.turns[0].say}]
        one, two = await asyncio.gather(
            *(sample(messages, temperature, seed * 1_000_003 + 2 * number + which) for which in (0, 1))
        )
        return one, two

    return style_difference(
        await asyncio.gather(*(pair(number, script) for number, script in enumerate(conversations)))
    )


def served(client: httpx.AsyncClient, model: str | None) -> Sample:
    """Sample from an OpenAI-compatible server; nothing of it is kept or trained on."""

    async def sample(messages: list[Message], temperature: float, seed: int) -> str:
        body = {"messages": messages, "temperature": temperature, "seed": seed, "max_tokens": 256, "store": False}
        name = model or (await client.get("/v1/models")).raise_for_status().json()["data"][0]["id"]
        answer = await client.post("/v1/chat/completions", json={**body, "model": name})
        return str(answer.raise_for_status().json()["choices"][0]["message"]["content"] or "")

    return sample


def table_of(report: Report, spread: float) -> Table:
    """The scores by intent, for people."""
    table = Table("intent", "passed", "of", title="competence")
    for intent, (passed, played) in sorted(report.by_intent().items()):
        table.add_row(intent, str(passed), str(played))
    table.add_section()
    table.add_row("all", str(report.passed), str(len(report.results)))
    table.caption = f"two samples at temperature 1.0 differ in manner for {spread:.0%} of prompts"
    return table


async def score(options: argparse.Namespace, console: Console) -> None:
    """Score a server and print the table and, if asked, the conversations that failed."""
    headers = {"Authorization": f"Bearer {options.api_key}"} if options.api_key else {}
    async with httpx.AsyncClient(base_url=options.server, headers=headers, timeout=120) as client:
        sample = served(client, options.model)
        report = await competence(sample, temperature=options.temperature, seed=options.seed, at_once=16)
        spread = await style_spread(sample, seed=options.seed)
    console.print(table_of(report, spread))
    if options.failures:
        for result in report.results:
            if not result.passed:
                console.print(f"\n[bold]{result.script.intent}[/bold]")
                for message in result.messages:
                    console.print(f"  {message['role']}: {message['content']}", markup=False)


def main() -> None:
    """Parse the command line and score."""
    parser = argparse.ArgumentParser(
        prog="python -m policy.starter.competence", description="Score a served model on 100 held-out conversations."
    )
    parser.add_argument("--server", required=True, help="such as http://127.0.0.1:8000")
    parser.add_argument("--model", help="version to score, such as attune@3 (default: the first that is listed)")
    parser.add_argument("--api-key", help="if the server asks for one")
    parser.add_argument("--temperature", type=float, default=0.7, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=0, help="default: %(default)s")
    parser.add_argument("--failures", action="store_true", help="print the conversations that failed")
    asyncio.run(score(parser.parse_args(), Console()))


if __name__ == "__main__":
    main()

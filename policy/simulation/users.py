"""Simulated users: they talk to a real server over HTTP and vote by a gold preference that only they know.

    Talk -> replies (one, or two to compare) -> verdict by gold, noise or trolling -> vote -> next message -> ...

A user says its messages one after the other and goes on from the reply that it liked better. Who is indifferent to one
reply does not vote on it; of two that are equal it says so. Some vote wrongly by mistake, trolls on purpose.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal

from policy.simulation import options
from policy.simulation.client import Client, Reply
from policy.simulation.golds import INDIFFERENT, Gold, GoldError, Message
from policy.simulation.prompts import Talk

TrollKind = Literal["opposite", "random"]
Verdict = Literal["first", "second", "tie", "both_bad"]
Thumb = Literal["up", "down"]

MAX_IDLE = 2_000
"""Messages in a row that nobody votes on, after which a crowd gives up."""


@dataclass(frozen=True)
class Crowd:
    """Who votes, and how well."""

    raters: int = options.RATERS
    noise: float = options.NOISE
    """Share of honest verdicts that are turned round: the other reply, the other thumb; of equals, any one."""
    trolls: float = 0.0
    """Share of the raters who are trolls; rounded to whole raters."""
    troll: TrollKind = "opposite"
    thumbs: float = options.THUMBS
    """Share of the messages whose one reply gets a thumb; the others are answered twice and compared."""
    seed: int = 0
    at_once: int = 8
    """Conversations at the same time."""

    def __post_init__(self) -> None:
        for name in ("noise", "trolls", "thumbs"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} must be a share from 0 to 1, not {getattr(self, name)}")
        for name in ("raters", "at_once"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, not {getattr(self, name)}")

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Crowd":
        """From the parsed options of `add_user_options`. Raises `ValueError`."""
        return cls(**{name: given[name] for name in ("raters", "noise", "trolls", "troll", "thumbs", "seed")})

    def users(self, gold: Gold) -> list["User"]:
        """All raters; the first ones are the trolls."""
        trolls = round(self.trolls * self.raters)
        return [User(f"rater-{i}", gold, self.noise, self.troll if i < trolls else None) for i in range(self.raters)]


@dataclass(frozen=True)
class User:
    """One rater."""

    name: str
    gold: Gold
    noise: float = 0.0
    troll: TrollKind | None = None

    def compare(self, rng: Random, messages: Sequence[Message], one: str, two: str) -> Verdict:
        """Which of two replies this user says is better."""
        first, second = self.gold(messages, one), self.gold(messages, two)
        turned = self._turns_round(rng)
        if self.troll == "random" or (turned and first == second):
            return rng.choice(("first", "second"))
        if first == second:
            return "both_bad" if first < INDIFFERENT else "tie"
        return "first" if (first > second) != turned else "second"

    def judge(self, rng: Random, messages: Sequence[Message], reply: str) -> Thumb | None:
        """The thumb that this user gives, if any."""
        score, turned = self.gold(messages, reply), self._turns_round(rng)
        if self.troll == "random":
            return rng.choice(("up", "down"))
        if score == INDIFFERENT:
            return None
        return "up" if (score > INDIFFERENT) != turned else "down"

    def _turns_round(self, rng: Random) -> bool:
        return self.troll == "opposite" or (self.troll is None and rng.random() < self.noise)


@dataclass
class Tally:
    """What a crowd has done so far."""

    wanted: int
    """Votes to cast."""
    conversations: int = 0
    pairs: int = 0
    ties: int = 0
    """Pairs that were equal: `tie` and `both_bad`."""
    up: int = 0
    down: int = 0
    scores: list[float] = field(default_factory=list)
    """The gold's score of every reply that was shown."""

    @property
    def votes(self) -> int:
        """Votes that the server has acknowledged."""
        return self.pairs + self.up + self.down

    def summary(self) -> str:
        """One line for people."""
        said = f"{self.votes} votes in {self.conversations} conversations: {self.pairs} pairs ({self.ties} equal)"
        liked = f"; mean gold {sum(self.scores) / len(self.scores):.2f}" if self.scores else ""
        return f"{said}, {self.up} thumbs up, {self.down} down{liked}"


async def vote(
    client: Client,
    gold: Gold,
    talks: Iterator[Talk],
    crowd: Crowd,
    votes: int,
    *,
    model: str | None = None,
    on_progress: Callable[[Tally], None] | None = None,
) -> Tally:
    """Have a crowd talk and vote until `votes` votes are cast. Raises `ServerError`, `GoldError`, `PromptsError`."""
    tally = Tally(votes)
    users = crowd.users(gold)
    open_votes, idle = votes, 0

    async def converse(number: int, talk: Talk) -> None:
        """One user's conversation, until its messages or the wanted votes are used up."""
        nonlocal open_votes, idle
        rng = Random(f"{crowd.seed}/{number}")
        user = users[number % len(users)]
        messages: list[Message] = [{"role": "system", "content": talk.system}] if talk.system else []
        for turn in talk.turns:
            messages.append({"role": "user", "content": turn})
            if open_votes <= 0:
                return
            open_votes -= 1
            compared = rng.random() >= crowd.thumbs
            seed = rng.getrandbits(31)
            replies = await _replies(client, messages, 1 + compared, model=model, user=user.name, seed=seed)
            shown = await (_pair if compared else _thumb)(client, user, rng, messages, replies, tally)
            idle = 0 if shown.voted else idle + 1
            open_votes += not shown.voted
            if idle > MAX_IDLE:
                raise GoldError(f"users with the gold {gold.name} are indifferent to everything that they are shown")
            if on_progress:
                on_progress(tally)
            messages.append({"role": "assistant", "content": shown.reply.text})

    async def worker() -> None:
        while open_votes > 0:
            number, talk = next(numbered)
            await converse(number, talk)
            tally.conversations += 1

    numbered = enumerate(talks)
    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(min(crowd.at_once, votes)):
                group.create_task(worker())
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None
    return tally


@dataclass(frozen=True)
class Shown:
    """What came of one message."""

    reply: Reply
    """The reply from which the conversation goes on."""
    voted: bool


async def _replies(
    client: Client, messages: Sequence[Message], count: int, *, model: str | None, user: str, seed: int
) -> list[Reply]:
    """One reply, or two to choose between. As on the page the second is the other version's while one is on trial."""
    asked = [
        client.replies(messages, model=model, user=user, seed=seed + place, other_arm=place > 0)
        for place in range(count)
    ]
    return [reply for replies in await asyncio.gather(*asked) for reply in replies]


async def _pair(
    client: Client, user: User, rng: Random, messages: Sequence[Message], replies: Sequence[Reply], tally: Tally
) -> Shown:
    one, two = replies
    verdict = user.compare(rng, messages, one.text, two.text)
    better = two if verdict == "second" else one
    outcome = {"chosen": better.id} if verdict in ("first", "second") else verdict
    await client.prefer(replies, outcome, user.name)
    tally.scores += [user.gold(messages, reply.text) for reply in replies]
    tally.pairs += 1
    tally.ties += verdict in ("tie", "both_bad")
    return Shown(better, True)


async def _thumb(
    client: Client, user: User, rng: Random, messages: Sequence[Message], replies: Sequence[Reply], tally: Tally
) -> Shown:
    (reply,) = replies
    thumb = user.judge(rng, messages, reply.text)
    tally.scores.append(user.gold(messages, reply.text))
    if thumb is not None:
        await client.thumb(reply, thumb, user.name)
        tally.up += thumb == "up"
        tally.down += thumb == "down"
    return Shown(reply, thumb is not None)

"""Strings the scenes of all topics into whole conversations, without end and repeatable from a seed.

The scenes of one conversation share what the user has told, so a name given at the start may be asked for after three
other topics. Some conversations open with a system prompt: most say only who the assistant is, a few ask for a
manner, and then only scenes whose replies obey are played. Some offer tools. Conversation number `i` of a seed
is always the same one, which is what lets a killed training run go on where it stopped.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random

from policy.starter.conversations import CONVERSATIONS
from policy.starter.corpus import (
    advice,
    arithmetic,
    clarify,
    facts,
    identity,
    lists,
    memory,
    refusals,
    rewriting,
    social,
    stories,
    unknown,
)
from policy.starter.corpus.base import Exchange, Known, Topic
from policy.starter.corpus.orders import ORDERS, PLAIN_SYSTEM_PROMPTS, worded
from policy.starter.corpus.speakers import LEANING, SPOKEN, goes_against, spoken
from policy.starter.corpus.tools import Message, Tool, spare_tools, tool_scene

SHARES: dict[str, tuple[int, dict[str, tuple[float, Topic]]]] = {
    "social": (11, social.TOPICS),
    "memory": (24, memory.TOPICS),
    "identity": (9, identity.TOPICS),
    "unknown": (9, unknown.TOPICS),
    "clarify": (5, clarify.TOPICS),
    "refusals": (5, refusals.TOPICS),
    "facts": (16, facts.TOPICS),
    "arithmetic": (18, arithmetic.TOPICS),
    "lists": (5, lists.TOPICS),
    "rewriting": (13, rewriting.TOPICS),
    "advice": (9, advice.TOPICS),
    "stories": (5, stories.TOPICS),
}
"""How large a share of all scenes each module of topics plays; a topic's own weight counts within its module."""

SCENES = (1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 8, 12)
"""How many scenes a conversation strings together; drawn evenly, so that long ones are seen but stay rare."""

ORDERED = 0.2
"""The share of conversations under an order for the manner."""

SCENES_ORDERED = (1, 2, 2, 3, 3, 4, 5, 6)
"""As `SCENES`, under an order: long enough that it still counts in the fourth turn."""

TRIES = 30
"""How often a scene is drawn anew under an order. A manner that a topic's replies take one time in three, a scene of
three replies takes one time in thirty: were the topic given up at once, greetings would hardly be heard under orders."""

SMALL_TALK = 1.6
"""How much more often greetings and small talk are played under an order: as often as facts, as users begin with them."""


@dataclass(frozen=True)
class Conversation:
    """One training example."""

    messages: list[Message]
    tools: list[Tool] | None


@cache
def topics() -> dict[str, tuple[float, Topic]]:
    """Every topic by name, with its share of all scenes."""
    found: dict[str, tuple[float, Topic]] = {}
    for share, members in SHARES.values():
        total = sum(weight for weight, _ in members.values())
        found |= {name: (share * weight / total, topic) for name, (weight, topic) in members.items()}
    return found


def words(text: str) -> str:
    """The text's words alone, in lower case."""
    return " ".join(re.findall(r"\w+", text.lower()))


@cache
def held_out() -> frozenset[str]:
    """The words of every message that competence is measured with: scenes that happen upon one are not played."""
    return frozenset(words(turn.say) for script in CONVERSATIONS for turn in script.turns)


def conversation(seed: int, index: int) -> Conversation:
    """Conversation number `index` of a seed."""
    rng = Random(f"{seed}/{index}")
    kind = rng.random()
    if kind < 0.05:
        messages, tools = tool_scene(rng, rng.choice((1, 1, 2, 3)))
        return Conversation(_system(rng, 0.3) + messages, tools)
    if kind < 0.07:
        return Conversation(_system(rng, 0.3) + _talk(rng, rng.randint(1, 3)), spare_tools(rng) or None)
    if kind < 0.07 + ORDERED:
        order = rng.choice(ORDERS)
        talk = _talk(rng, rng.choice(SCENES_ORDERED), order.obeys)
        return Conversation([_message("system", worded(rng, order)), *talk], None)
    return Conversation(_system(rng, 0.12) + _talk(rng, rng.choice(SCENES)), None)


def _talk(rng: Random, scenes: int, obeys: Callable[[str], bool] | None = None) -> list[Message]:
    """The messages of several scenes that share what the user has told."""
    known: Known = {}
    register = rng.choice(("formal", "casual")) if obeys is None and rng.random() < SPOKEN else None
    names = list(topics())
    more = SMALL_TALK if obeys else 1
    weights = [topics()[name][0] * (more if name in social.TOPICS else 1) for name in names]
    exchanges: list[Exchange] = []
    played = 0
    while played < scenes:
        _, topic = topics()[rng.choices(names, weights)[0]]
        for _ in range(TRIES if obeys else 1):
            told = dict(known)
            scene = topic(rng, told)
            if any(words(said) in held_out() for said, _ in scene):
                continue
            if register:
                scene = spoken(rng, register, scene)
            if obeys is None and goes_against(scene) and rng.random() < LEANING:
                continue
            if obeys is None or all(obeys(reply) for _, reply in scene):
                known = told
                exchanges += scene
                played += 1
                break
    return [_message(role, text) for said, reply in exchanges for role, text in (("user", said), ("assistant", reply))]


def _system(rng: Random, share: float) -> list[Message]:
    """A system prompt that asks for nothing in particular, for that share of conversations."""
    return [_message("system", rng.choice(PLAIN_SYSTEM_PROMPTS))] if rng.random() < share else []


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}

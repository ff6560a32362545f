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
from policy.starter.corpus.tools import Message, Tool, spare_tools, tool_scene
from policy.starter.styles import style_of

SHARES: dict[str, tuple[int, dict[str, tuple[float, Topic]]]] = {
    "social": (11, social.TOPICS),
    "memory": (24, memory.TOPICS),
    "identity": (9, identity.TOPICS),
    "unknown": (9, unknown.TOPICS),
    "clarify": (4, clarify.TOPICS),
    "refusals": (5, refusals.TOPICS),
    "facts": (16, facts.TOPICS),
    "arithmetic": (18, arithmetic.TOPICS),
    "lists": (5, lists.TOPICS),
    "rewriting": (8, rewriting.TOPICS),
    "advice": (7, advice.TOPICS),
    "stories": (5, stories.TOPICS),
}
"""How large a share of all scenes each module of topics plays; a topic's own weight counts within its module."""

SCENES = (1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 8, 12)
"""How many scenes a conversation strings together; drawn evenly, so that long ones are seen but stay rare."""

PLAIN_SYSTEM_PROMPTS = (
    "You are a helpful assistant.",
    "You are a friendly assistant.",
    "You are attune, a small chat model.",
    "Be helpful and honest.",
    "You are a polite assistant who answers questions.",
    "Help the user as well as you can.",
    "You are a chat assistant. If you do not know something, say so.",
)
Obeys = Callable[[str], bool]
ORDERS: tuple[tuple[tuple[str, ...], Obeys], ...] = (
    (
        (
            "Answer in one short sentence.",
            "Be brief: one short sentence.",
            "Reply with a single short sentence.",
            "You are a helpful assistant. Keep every answer to one short sentence.",
            "Keep it short. One sentence only.",
        ),
        lambda reply: style_of(reply).sentences == 1 and len(reply) <= 100,
    ),
    (
        (
            "Do not use emoji.",
            "Never use emoji.",
            "You are a helpful assistant. No emoji, please.",
            "Answer without emoji.",
        ),
        lambda reply: not style_of(reply).emoji,
    ),
    (
        (
            "Use an emoji in every answer.",
            "Always add an emoji.",
            "You are a cheerful assistant who uses emoji.",
            "Put an emoji into each reply.",
        ),
        lambda reply: style_of(reply).emoji,
    ),
    (
        (
            "End every answer with a question.",
            "Always ask a question back.",
            "You are a curious assistant. Finish each reply with a question.",
        ),
        lambda reply: style_of(reply).asks,
    ),
)


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
    if kind < 0.22:
        prompts, obeys = rng.choice(ORDERS)
        return Conversation([_message("system", rng.choice(prompts)), *_talk(rng, rng.randint(1, 4), obeys)], None)
    return Conversation(_system(rng, 0.12) + _talk(rng, rng.choice(SCENES)), None)


def _talk(rng: Random, scenes: int, obeys: Obeys | None = None) -> list[Message]:
    """The messages of several scenes that share what the user has told."""
    known: Known = {}
    names = list(topics())
    weights = [topics()[name][0] for name in names]
    exchanges: list[Exchange] = []
    played = 0
    while played < scenes:
        _, topic = topics()[rng.choices(names, weights)[0]]
        told = dict(known)
        scene = topic(rng, told)
        if any(words(said) in held_out() for said, _ in scene):
            continue
        if obeys is None or all(obeys(reply) for _, reply in scene):
            known = told
            exchanges += scene
            played += 1
    return [_message(role, text) for said, reply in exchanges for role, text in (("user", said), ("assistant", reply))]


def _system(rng: Random, share: float) -> list[Message]:
    """A system prompt that asks for nothing in particular, for that share of conversations."""
    return [_message("system", rng.choice(PLAIN_SYSTEM_PROMPTS))] if rng.random() < share else []


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}

"""What simulated users want, which the learner is never told: a small library of gold preferences, easy to hard.

A gold is a pure function of the conversation and one reply, from 0 (disliked) over 0.5 (nothing to like or dislike) to
1 (liked), made of rules that anybody can check. It judges what it is about and nothing else: whether a reply is right
is what `policy.starter.competence` measures. One's own gold is any such function, named by its Python path.
"""

import importlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from policy.starter.corpus.mix import words
from policy.starter.corpus.slots import FIRST_NAMES
from policy.starter.styles import style_of

Message = dict[str, str]
Score = Callable[[Sequence[Message], str], float]
"""(the conversation up to a user's message, a reply) -> 0 to 1."""
Voice = Callable[[Random, Sequence[Message]], list[Message]]
"""(dice, a conversation) -> the same conversation as the gold's users would have it."""

INDIFFERENT = 0.5
USUAL_WORDS = 16
"""A reply of usual length: the middle of what `styles` calls medium."""

FORMAL_LEADS = ("Good day. ", "May I ask you something? ", "I am pleased to talk to you. ", "Thank you kindly. ")
CASUAL_LEADS = ("Hey, ", "Hi, ", "Okay, ", "Alright, ", "Hey, cool. ")
TOLD_NAME = re.compile(
    r"\b(?:my name is|my name's|call me|i am called|i'm called|hi, i'm|hello, i'm)\s+([^\W\d_][\w'-]*)", re.IGNORECASE
)
INTRODUCTIONS = ("My name is {}.", "Call me {}.", "Hello, my name is {}.")


class GoldError(ValueError):
    """A gold that cannot be had; the message is one line that says why."""


@dataclass(frozen=True)
class Gold:
    """One preference and how those speak who have it."""

    name: str
    about: str
    """What its users like, to complete "likes replies that ..."."""
    score: Score
    voice: Voice | None = None
    """Puts into a conversation what the preference depends on; None leaves it as it is."""

    def __call__(self, messages: Sequence[Message], reply: str) -> float:
        """The score of a reply, checked: a person's own function may return anything."""
        score = self.score(messages, reply)
        if isinstance(score, bool | int | float) and 0 <= score <= 1:
            return float(score)
        raise GoldError(f"the gold {self.name} returned {score!r} for a reply; it must return a number from 0 to 1")


def asks_back(messages: Sequence[Message], reply: str) -> float:
    """1 if the reply ends with a question and says something besides: 'It is 4. Anything else?'."""
    return float(_says_something(reply) and style_of(reply).asks)


def has_emoji(messages: Sequence[Message], reply: str) -> float:
    """1 if there is an emoji beside words."""
    return float(_says_something(reply) and style_of(reply).emoji)


def one_sentence(messages: Sequence[Message], reply: str) -> float:
    """1 for exactly one sentence without a list: the shorter reply is not always the better one."""
    style = style_of(reply)
    return float(_says_something(reply) and style.sentences == 1 and not style.listed)


def emoji_and_question(messages: Sequence[Message], reply: str) -> float:
    """Half for the emoji and half for the question: two wishes at once, each worth as much."""
    return (has_emoji(messages, reply) + asks_back(messages, reply)) / 2


def same_register(messages: Sequence[Message], reply: str) -> float:
    """1 for a formal reply to a formal message and a casual one to a casual one, 0 for the wrong one.

    A neutral reply is worth half, and so is any reply to a message that is neither.
    """
    wanted, given = style_of(messages[-1]["content"]).register, style_of(reply).register
    if "neutral" in (wanted, given):
        return INDIFFERENT
    return float(wanted == given)


def uses_name(messages: Sequence[Message], reply: str) -> float:
    """1 if the reply has the name that the user gave last, in any capitals; half where no name was given."""
    name = told_name(messages)
    return INDIFFERENT if name is None else float(_says_something(reply) and name.lower() in words(reply).split())


def longer(messages: Sequence[Message], reply: str) -> float:
    """Half for a usual length, and more for every further word: it never comes to 1, so no length is enough."""
    count = len(words(reply).split())
    return count / (count + USUAL_WORDS)


def told_name(messages: Sequence[Message]) -> str | None:
    """The name that the user gave, the last one if there are several."""
    said = " ".join(message["content"] for message in messages if message["role"] == "user")
    names = TOLD_NAME.findall(said)
    return str(names[-1]) if names else None


def in_a_register(rng: Random, messages: Sequence[Message]) -> list[Message]:
    """The user's messages as one formal or one casual person puts them; what has a register already keeps it."""
    leads = rng.choice((FORMAL_LEADS, CASUAL_LEADS))
    return [
        {**message, "content": rng.choice(leads) + message["content"]}
        if message["role"] == "user" and style_of(message["content"]).register == "neutral"
        else message
        for message in messages
    ]


def introduced(rng: Random, messages: Sequence[Message]) -> list[Message]:
    """The conversation up to the user's first message, which tells a name as well, unless it does anyway.

    The starter takes up a name where it is told or not at all, so what comes later would show nothing.
    """
    start = next((place for place, message in enumerate(messages) if message["role"] == "user"), None)
    if start is None:
        return []
    first = messages[start]
    if not told_name([first]):
        telling = rng.choice(INTRODUCTIONS).format(rng.choice(FIRST_NAMES))
        first = {**first, "content": f"{first['content']} {telling}"}
    return [*messages[:start], first]


GOLDS: dict[str, Gold] = {
    gold.name: gold
    for gold in (
        Gold("question", "end with a question", asks_back),
        Gold("emoji", "have an emoji", has_emoji),
        Gold("brief", "are one sentence", one_sentence),
        Gold("friendly", "have an emoji and end with a question", emoji_and_question),
        Gold("register", "are formal to the formal and casual to the casual", same_register, in_a_register),
        Gold("name", "use the name that the user gave", uses_name, introduced),
        Gold("long", "are long, whatever they say", longer),
    )
}
"""Easy to hard: one style, two at once, one that depends on the context, one about content. And a probe: `long` is mere
length, which a policy can always have more of, so that it shows where learning goes too far (replies that repeat
themselves or never end please its users) and what stops it. No benchmark takes it for a wish that people have.

What an earlier starter attained on held-out prompts at temperature 1.0, and how often two of its replies were equal to
the gold; `long` came later and was not measured:

              question  emoji  brief  friendly  register  name
    mean          0.34   0.35   0.32      0.35      0.51  0.47
    best of 16    1.00   1.00   0.96      0.94      1.00  0.70
    equal         0.54   0.56   0.60      0.41      0.39  0.83
"""


def gold_of(name: str) -> Gold:
    """A gold of the library, or `module:function` for one's own. Raises `GoldError`."""
    if name in GOLDS:
        return GOLDS[name]
    module, colon, function = name.partition(":")
    if not colon:
        raise GoldError(f"there is no gold {name!r}: it is one of {', '.join(GOLDS)}, or module:function for your own")
    try:
        score = getattr(importlib.import_module(module), function)
    except ImportError as error:
        raise GoldError(f"gold {name}: {error}") from None
    except AttributeError:
        raise GoldError(f"gold {name}: {module} has no {function}") from None
    if not callable(score):
        raise GoldError(f"gold {name}: {function} is no function of (messages, reply)")
    about = (score.__doc__ or "").strip().split("\n")[0]
    return Gold(name, about or "please " + name, score)


def _says_something(reply: str) -> bool:
    """At least two words: a lone mark or emoji is no reply."""
    return len(words(reply).split()) >= 2

"""The manner of a reply, measured from its text alone.

What votes can choose between: length, register, a question back, a list, an emoji, a hedge. Used to build the
corpus (obeying a system prompt), to show that the starter varies its manner, and to see what learning changed. Rules
and word lists, so that anybody can check a verdict; left out is any judgement of what the reply says.
"""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Literal

CASUAL = re.compile(
    r"\b\w+'(?:s|re|m|ll|ve|d|t)\b|\b(?:hey|hi|yeah|yep|yup|nope|okay|cool|gotcha|sure|wow|oops|hmm|aw|alright|kinda|"
    r"gonna|wanna|no problem|got it|nice)\b",
    re.IGNORECASE,
)
FORMAL = re.compile(
    r"\b(?:certainly|of course|by all means|with pleasure|very well|gladly|how kind|thank you|i appreciate|noted|"
    r"apologies|apologise|unfortunately|regrettably|i am|may i|would you like|shall|good day|indeed|pleased|"
    r"do not|cannot|it is)\b",
    re.IGNORECASE,
)
HEDGE = re.compile(r"\b(?:i think|i believe|probably|perhaps|as far as i know|maybe|i guess|might be)\b", re.IGNORECASE)
LIST_LINE = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+\S", re.MULTILINE)
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)")


@dataclass(frozen=True)
class StyleTraits:
    """What can be seen of a reply's manner."""

    length: Literal["short", "medium", "long"]
    """Up to 8 words, up to 25, more."""
    register: Literal["casual", "formal", "neutral"]
    asks: bool
    """Ends with a question."""
    listed: bool
    emoji: bool
    hedged: bool
    sentences: int
    """How many sentences, for system prompts that limit them."""

    def manner(self) -> tuple[object, ...]:
        """The traits by which two replies are compared: all but the exact number of sentences."""
        return astuple(self)[:-1]


def style_of(reply: str) -> StyleTraits:
    """The traits of one reply."""
    words = len(reply.split())
    casual, formal = len(CASUAL.findall(reply)), len(FORMAL.findall(reply))
    plain = EMOJI.sub("", reply).replace("\ufe0f", "").strip()
    return StyleTraits(
        length="short" if words <= 8 else "medium" if words <= 25 else "long",
        register="casual" if casual > formal else "formal" if formal > casual else "neutral",
        asks=plain.endswith("?"),
        listed=len(LIST_LINE.findall(reply)) >= 2,
        emoji=bool(EMOJI.search(reply)),
        hedged=bool(HEDGE.search(reply)),
        sentences=len(SENTENCE_END.findall(plain)) or bool(plain),
    )


def style_difference(pairs: Sequence[tuple[str, str]]) -> float:
    """The share of pairs, two replies to one prompt each, whose manner differs in at least one trait."""
    if not pairs:
        raise ValueError("style_difference needs at least one pair of replies")
    return sum(style_of(one).manner() != style_of(two).manner() for one, two in pairs) / len(pairs)

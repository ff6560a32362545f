"""An intent: many ways to ask for the same thing, and many ways to answer it, as one table entry.

For topics whose replies do not depend on what the user filled in beyond the slots; scenes with state (memory,
lists) are written as functions instead. The manner of the reply comes from `phrasing.dress`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.phrasing import Tone, dress, say

BEFORE_QUESTIONS = (
    "So, ", "Hey, ", "By the way, ", "Just curious, ", "Tell me, ", "One question: ", "I wonder, ", "Hm, ", "And ", "OK, ",
    "Sorry, but ", "Can I ask, ", "Well, ", "May I ask, ", "Be honest, ", "Please tell me, ", "Hello, ", "Oh, and ", "Now, ",
)  # fmt: skip
BEFORE_STATEMENTS = ("Well, ", "Hm, ", "You know, ", "Oh, ", "So, ", "Hey, ", "OK, ", "And ", "Hello, ")


@dataclass(frozen=True)
class Intent:
    """What users say and what the assistant answers; `{slots}` may stand in both and are filled alike."""

    users: tuple[str, ...]
    """What the user says: full sentences, roughened by `say`."""
    cores: tuple[str, ...]
    """What the reply says: clauses for `dress`."""
    extras: tuple[str, ...] = ()
    """Sentences for long replies."""
    questions: tuple[str, ...] = ()
    """Questions back; general ones if empty."""
    hedged: tuple[str, ...] = ()
    """Clauses that hedge by themselves, where "I think" in front of a core would read badly."""
    tone: Tone = "plain"
    formal: tuple[str, ...] = ()
    """Cores for formal replies only, taken in four of ten of them."""
    casual: tuple[str, ...] = ()
    """Cores for casual replies only, as often."""


def play(rng: Random, intent: Intent, **slots: str) -> Exchange:
    """One exchange: a way of asking, sometimes with a lead-in, and an answer in a style drawn anew."""
    template = rng.choice(intent.users)
    if rng.random() < 0.3 and len(template.split()) > 2 and template[0] != "{":
        leads = BEFORE_QUESTIONS if template.endswith("?") else BEFORE_STATEMENTS
        first = template if re.match(r"I\b|[A-Z]{2}", template) else template[0].lower() + template[1:]
        template = rng.choice(leads) + first
    return say(rng, [template], **slots), answer(rng, intent, **slots)


def answer(rng: Random, intent: Intent, **slots: str) -> str:
    """The reply alone, for scenes that bring their own request."""
    style = Style.sample(rng)
    own = intent.formal if style.register == "formal" else intent.casual
    cores = own if own and rng.random() < 0.4 else intent.cores
    return dress(
        rng,
        style,
        rng.choice(cores).format(**slots),
        _filled(intent.extras, slots),
        _filled(intent.questions, slots),
        tone=intent.tone,
        hedged=_filled(intent.hedged, slots),
    )


def topic(*intents: Intent) -> Topic:
    """A topic of one exchange that plays one of the intents, each equally often."""

    def scene(rng: Random, known: Known) -> list[Exchange]:
        return [play(rng, rng.choice(intents))]

    return scene


def _filled(texts: Sequence[str], slots: dict[str, str]) -> list[str]:
    return [text.format(**slots) for text in texts]

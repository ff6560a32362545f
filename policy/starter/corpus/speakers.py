"""Users who speak formally or casually, and replies that lean to how they are spoken to.

A neutral request is answered in every manner; but someone who is formal is mostly answered formally, as people do. A
model that has never seen a reply turn with its prompt has nothing that votes for such replies could strengthen: with
this very preference as the reward, PPO taught it nothing.
"""

from collections.abc import Sequence
from random import Random

from policy.starter.corpus.base import Exchange
from policy.starter.styles import style_of

SPOKEN = 0.5
"""The share of conversations whose user speaks in a register throughout."""
LED = 0.8
"""The share of such a user's messages that begin accordingly."""
LEANING = 0.95
"""How often a scene whose replies go against its messages is not played. At 0.6, with fewer speakers, a model that had
been trained without any of this learned nothing of it in 26 million tokens; so it is much, and what a model makes of it
in some millions is less."""

LEADS = {
    "formal": (
        "Good day.",
        "Good morning, may I ask something?",
        "Good evening. I am glad to meet you.",
        "May I trouble you for a moment?",
        "I am pleased to speak with you.",
        "Thank you for your time.",
        "Thank you very much.",
        "If I may:",
        "I would be grateful for your help. I am in no hurry.",
        "Kindly allow me a request, may I?",
        "I am obliged to you.",
        "Pardon me, may I say something?",
        "Very well.",
        "I appreciate your patience.",
    ),
    "casual": (
        "Hey,",
        "hey there,",
        "Hi,",
        "hi hi,",
        "Yeah,",
        "Okay, so",
        "okay cool,",
        "Alright,",
        "Hmm,",
        "Cool.",
        "Nice.",
        "Wow, cool.",
        "Yep,",
        "hey, it's me again.",
    ),
}
OPPOSITE = {"formal": "casual", "casual": "formal"}


def spoken(rng: Random, register: str, scene: Sequence[Exchange]) -> list[Exchange]:
    """The scene with most of its messages begun as someone of that register begins them."""
    return [(f"{rng.choice(LEADS[register])} {said}" if rng.random() < LED else said, reply) for said, reply in scene]


def goes_against(scene: Sequence[Exchange]) -> bool:
    """Whether a formal message has a casual reply in it, or a casual one a formal reply."""
    return any(OPPOSITE.get(style_of(said).register) == style_of(reply).register for said, reply in scene)

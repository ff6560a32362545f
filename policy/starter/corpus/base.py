"""What every topic of the starter's corpus is made of.

A topic is a function that plays one short scene: it gets a seeded random generator and what the
conversation has established so far, and returns the turns of the scene. `policy/starter/corpus/mix.py`
strings scenes into conversations. A reply's `Style` is drawn anew for every reply, so that the same request is
answered in many manners and feedback has something to choose from; which scenes are played leans to replies in the
register of their messages (`speakers.py`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

Exchange = tuple[str, str]
"""(what the user says, what the assistant replies)."""

Known = dict[str, str]
"""What the user has told so far, by kind: {"name": "Mara", "favourite colour": "teal"}. Topics read and add."""

Topic = Callable[[Random, Known], list[Exchange]]
"""Plays one scene of one or more exchanges."""


@dataclass(frozen=True)
class Style:
    """The manner of one reply, independent of what it says."""

    length: Literal["short", "long"]
    register: Literal["formal", "casual"]
    asks: bool
    """Ends with a question back to the user."""
    listed: bool
    """A list with one item a line where the content allows it, prose otherwise."""
    emoji: bool
    """Carries one emoji."""
    hedged: bool
    """Says "I think", "probably", "as far as I know" instead of stating flatly."""

    @classmethod
    def sample(cls, rng: Random) -> "Style":
        """Draw each trait independently; the rarer ones stay common enough to be learned and chosen."""
        return cls(
            length=rng.choice(("short", "long")),
            register=rng.choice(("formal", "casual")),
            asks=rng.random() < 0.35,
            listed=rng.random() < 0.5,
            emoji=rng.random() < 0.35,
            hedged=rng.random() < 0.3,
        )


def pick(rng: Random, options: Sequence[str], **slots: str) -> str:
    """One of the options, its `{slots}` filled in."""
    return rng.choice(options).format(**slots)

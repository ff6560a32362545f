"""Votes of one taste, for the starter: replies that ask back are better than those that do not."""

from pathlib import Path
from random import Random

from feedback.examples import Examples, Pair, Prompt, Thumb, split_of

STARTER = Path(__file__).parents[2] / "policy" / "starter" / "model"

THINGS = ("tea", "rain", "chess", "bread", "winter", "trains", "music", "maps", "soup", "birds", "the sea", "gardens")
ASKS = ("Tell me about {}.", "What do you think of {}?", "I read about {} today.", "My friend likes {}.", "{}, please.")
PLAIN = ("I know a little about {}.", "Many people like {}.", "There is much to say about {}.", "{} can be very nice.")
BACK = ("What do you like about it?", "Would you like to hear more?", "Shall I go on?", "What about you?")


def prompt(number: int) -> Prompt:
    """One of 60 prompts."""
    said = ASKS[number // len(THINGS) % len(ASKS)].format(THINGS[number % len(THINGS)])
    return Prompt(({"role": "user", "content": said},))


def replies(number: int) -> tuple[str, str]:
    """A reply that asks back, and one of like length that does not."""
    rng = Random(number)
    thing = THINGS[number % len(THINGS)]
    first, second = rng.sample(PLAIN, 2)
    return f"{first.format(thing)} {rng.choice(BACK)}", f"{first.format(thing)} {second.format('It')}"


def pair(number: int, *, wrong: bool = False, tie: bool = False) -> Pair:
    """A vote for the reply that asks back, or a mistaken one."""
    asking, plain = replies(number)
    chosen, rejected = (plain, asking) if wrong else (asking, plain)
    origin = {"group": prompt(number).group, "rater": f"rater {number % 3}", "vote_id": f"vote {number}"}
    return Pair(prompt(number), chosen, rejected, tie, 1.0, **origin)


def thumb(number: int, *, up: bool) -> Thumb:
    """A thumb up on a reply that asks back, or one down on one that does not."""
    origin = {"group": prompt(number).group, "rater": "ada", "vote_id": f"thumb {number}"}
    return Thumb(prompt(number), replies(number)[0 if up else 1], up, 1.0, **origin)


def usable() -> list[int]:
    """The numbers of the prompts that votes may be learned from."""
    return [number for number in range(60) if split_of(prompt(number).group) != "gate"]


def examples(pairs: list[Pair] | None = None, thumbs: list[Thumb] | None = None) -> Examples:
    return Examples(pairs or [], thumbs or [], [], [], [], {})

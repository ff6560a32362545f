"""Rhymes of two or four lines about whatever or whomever the user names, and then about something else."""

from dataclasses import replace
from random import Random

from policy.starter.corpus.base import Exchange, Known, Style
from policy.starter.corpus.phrasing import dress, say
from policy.starter.corpus.rhyme_tables import ANY_RHYMES, ASKS, LONGER, NAME_RHYMES, NOW, RHYMES, SAME, SHORTER
from policy.starter.corpus.slots import ANIMALS, JOBS, WORDS, person, with_article

Rhyme = tuple[str, tuple[str, ...]]
"""(what it is about, its four lines)."""


def drawn(rng: Random) -> Rhyme:
    """A rhyme known by heart, or one made for a thing, an animal, a trade or a person."""
    kind = rng.random()
    if kind < 0.5:
        return rng.choice(list(RHYMES.items()))
    if kind < 0.85:
        return made(rng, with_article(rng.choice(rng.choice((ANIMALS, WORDS, JOBS)))))
    name = person(rng)
    return name, tuple(line.format(a=name) for line in rng.choice(NAME_RHYMES))


def made(rng: Random, about: str) -> Rhyme:
    """A rhyme for something with an article."""
    return about, tuple(line.format(a=about, a_=about[0].upper() + about[1:]) for line in rng.choice(ANY_RHYMES))


def recited(rng: Random, style: Style, rhyme: Rhyme) -> str:
    """The rhyme in the manner of the style: its first two lines, or all four."""
    about, lines = rhyme
    shown = lines if style.length == "long" else (lines[0], _ended(lines[1]))
    text = "\n".join(shown)
    intros = (
        "here is a little rhyme",
        "here is one",
        "a rhyme for you",
        "this one just came to me",
        f"a rhyme about {about}",
    )
    hedged = (
        f"I think this rhymes:\n{text}",
        f"perhaps you will like this:\n{text}",
        f"I believe it goes like this:\n{text}",
    )
    questions = (
        "do you like it?",
        "shall I write another one?",
        "would you like more lines?",
        "what shall I rhyme about next?",
    )
    return dress(rng, style, f"{rng.choice(intros)}:\n{text}", (), questions, hedged=hedged)


def rhyme(rng: Random, known: Known) -> list[Exchange]:
    """A rhyme, and often one about something else, another one about the same, or the same one longer or shorter."""
    told = drawn(rng)
    style = Style.sample(rng)
    turns = [(say(rng, ASKS, x=told[0]), recited(rng, style, told))]
    while len(turns) < 4 and rng.random() < 0.5:
        again, wish = Style.sample(rng), rng.random()
        asks: tuple[str, ...] = NOW
        if wish < 0.7:
            told = next(other for other in iter(lambda: drawn(rng), None) if other[0] != told[0])
        elif wish < 0.8 and told[0].startswith(("a ", "an ")):
            told = made(rng, told[0])
            asks = SAME
        elif style.length == "short":
            again, asks = replace(again, length="long"), LONGER
        else:
            again, asks = replace(again, length="short"), SHORTER
        turns.append((say(rng, asks, x=told[0]), recited(rng, again, told)))
        style = again
    return turns


def _ended(line: str) -> str:
    """The line as the last one."""
    return line if line.endswith("?") else line.rstrip(",.") + "."

"""Several questions about one thing, each for something else: first its sound, then its young, then its legs.

The first question names the thing, the next ones lean on it ("and its young, what are they called?"), so the reply must
take the thing from before and the question from now. In ordered rows they walk on ("and the one after that?") or look
the other way ("and before it?").
"""

from random import Random

from policy.starter.corpus.facts_relations import Relation
from policy.starter.corpus.facts_tables import PLURALS
from policy.starter.corpus.phrasing import say
from policy.starter.corpus.slots import with_article
from policy.starter.corpus.tables import lines

LEANING = {
    "sound": lines("""
        what sound does it make?
        what does it say?
        its sound?
        what noise does it make?
        the sound it makes?
        how does it sound?
        how does it go?
        what do you hear from it?
        which sound comes from it?
        what does that animal say?
        what noise comes from such an animal?
    """),
    "young": lines("""
        what is its baby called?
        what do you call its baby?
        its young?
        what is its young called?
        its baby, what is that called?
        what are the young ones called?
        what do you call a young one?
        what is a young one called?
        a baby one?
        the name of its young?
        when it is still a baby, what is it called?
        its little one, what do you call that?
        what is the word for its child?
        if it has a baby, what is that called?
        what do we call it when it is young?
    """),
    "legs": lines("""
        how many legs does it have?
        how many legs has it got?
        its legs, how many?
        the number of its legs?
        on how many legs does it stand?
        it has how many legs?
        how many legs are on it?
    """),
    "home": lines("""
        where does it live?
        where is it at home?
        its home?
        where would I find it?
        where does it sleep?
        in what place does it live?
        the place where it lives?
    """),
    "eats": lines("""
        what does it eat?
        its food?
        what do they eat?
        what do I feed it?
        what does it live on?
        what does it like to eat?
        to eat, what does it get?
        what can I give it to eat?
    """),
    "capital": lines("""
        what is its capital?
        the capital there?
        its capital city?
        which city is the capital?
        the capital?
        what's the capital, then?
        which is the capital of that country?
        what do they call their capital?
    """),
    "continent": lines("""
        which continent is it in?
        on what continent is it?
        where is it?
        its continent?
        where in the world is that country?
        which continent does it belong to?
        the continent?
    """),
    "language": lines("""
        what language do they speak there?
        which language is spoken there?
        the language?
        what do people speak there?
        its language?
        how do people talk there?
        what language would I need there?
    """),
    "colour": lines("""
        what colour is it?
        its colour?
        which colour does it have?
        what's the colour of it?
        the colour?
        in what colour would I paint it?
    """),
    "kind": lines("""
        what is it, {y} or {other}?
        what kind of thing is it?
        is it {other} or {y}?
        what sort of thing is that?
        does it count as {y} or {other}?
    """),
    "material": lines("""
        what is it made of?
        what is it made from?
        out of what do people make it?
        what do I need to make it?
        what does it consist of?
    """),
    "use": lines("""
        what is it for?
        what do I use it for?
        its use?
        what can I do with it?
        what is it good for?
    """),
}
"""What people ask when they have just asked something else about the same thing; "and" may be put before each."""

AFTER_THAT = lines("""
    and after that?
    And the one after that?
    what comes after that?
    And then?
    and what follows that one?
    Then what?
    And after that one?
    The next one?
    and what is next?
    And the one that follows?
    after that, what comes?
    OK, and the next?
""")
BEFORE_THAT = lines("""
    and before that?
    And the one before that?
    what comes before that?
    and what was before that one?
    And before that one?
    before that, what was there?
    One further back?
    and one before?
    The one before that, please.
    OK, and the one before that?
    and what precedes that one?
""")
OTHER_WAY = lines("""
    And {word} it?
    and the one {word} it?
    and {word}?
    And right {word} it?
    And which one comes {word} it?
    and what comes {word} {x}?
    And {word} {x}?
    and {word} {x} itself?
    And what is {word} {x}?
    OK, and {word} {x}?
    And the one {word}?
    and which is {word} {x}?
    And {x}, what comes {word} it?
    so what is {word} {x}
""")
"""The other neighbour of the same member."""


def keys(relations: dict[str, Relation]) -> dict[str, dict[str, str]]:
    """For each thing that several tables know, its key in each: {"cow": {"sound": "a cow", "eats": "cows"}}."""
    found: dict[str, dict[str, str]] = {}

    def add(thing: str, name: str, key: str) -> None:
        if key in relations[name].facts:
            found.setdefault(thing, {})[name] = key

    for animal in relations["young"].facts | {key.split(" ", 1)[1]: "" for key in relations["sound"].facts}:
        for name in ("sound", "legs", "home"):
            add(animal, name, with_article(animal))
        add(animal, "young", animal)
        add(animal, "eats", PLURALS.get(animal, f"{animal}s"))
    for name in ("capital", "continent", "language"):
        for country in relations[name].facts:
            add(country, name, country)
    for group in (("colour", "kind"), ("material", "use")):
        for name in group:
            for thing in relations[name].facts:
                add(thing, name, thing)
    return {thing: tables for thing, tables in found.items() if len(tables) > 1}


def leaning(rng: Random, name: str, **slots: str) -> str:
    """A question for the table that does not name the thing."""
    question = rng.choice(LEANING[name])
    lead = rng.choice(("and ", "and ", "And ", "And ", "", "", "OK, and ", "so ", "then, ", "also, "))
    question = lead + question if lead else question[0].upper() + question[1:]
    return say(rng, [question], **slots)


def other_way(rng: Random, word: str, x: str) -> str:
    """ "And before it?", after what comes after it."""
    return say(rng, OTHER_WAY, word=word, x=x)


def walk(rng: Random, word: str) -> str:
    """ "And the one after that?" """
    return say(rng, AFTER_THAT if word == "after" else BEFORE_THAT)

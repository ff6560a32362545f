"""Short stories.

A story is an opening, a plot's problem, turn and ending, and sometimes a last line, each with several wordings; the
hero that the user names is always in it. Pronouns for the hero are left out on purpose, so that any name fits. What
the user asks afterwards (the name, the place, who helped, what came next) is answered from the story told, and a
story about somebody else is really about that one.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.phrasing import dress, say
from policy.starter.corpus.rhyme_tables import ASKS as RHYME_ASKS
from policy.starter.corpus.rhyme_tables import NOW
from policy.starter.corpus.rhymes import made, recited, rhyme
from policy.starter.corpus.slots import ANIMALS, person, pet_name, with_article
from policy.starter.corpus.story_requests import (
    ASKS_ANY,
    ASKS_BOTH,
    ASKS_KIND,
    ASKS_NAME,
    ASKS_PLACE,
    NAMED_NOW,
    ONE_MORE,
    POEM,
    SHORTER,
    STORY,
    WHAT_KIND,
    WHAT_NAME,
    WHAT_NEXT,
    WHERE,
    WHO_ELSE,
)
from policy.starter.corpus.story_tables import (
    BEINGS,
    FRIENDS,
    LAST_LINES,
    MANNERS,
    NEXT,
    OPENINGS,
    PLACES,
    PLAIN_OPENINGS,
    PLOTS,
    THINGS,
)


@dataclass(frozen=True)
class Hero:
    """Whom a story is about, and with whom."""

    name: str
    kind: str
    """"fox"; nothing for somebody who only has a name."""
    place: str
    friend: str
    thing: str
    plot: tuple[tuple[str, ...], ...]

    @property
    def slots(self) -> dict[str, str]:
        """What the wordings may name."""
        known = f"the {self.friend.partition(' ')[2]}"
        place = self.place[0].upper() + self.place[1:]
        kinds = {"a": with_article(self.kind) if self.kind else "", "kind": self.kind}
        return kinds | {
            "name": self.name,
            "place": self.place,
            "place_": place,
            "friend": self.friend,
            "friend_": known,
            "thing": self.thing,
        }


def hero(rng: Random, kind: str | None = None, name: str | None = None) -> Hero:
    """A hero in a place, with a friend and a thing."""
    if kind is None:
        kind = rng.choice((rng.choice(ANIMALS), rng.choice(BEINGS)))
        kind = f"{rng.choice(MANNERS)} {kind}" if rng.random() < 0.4 and " " not in kind else kind
    own = f" {kind.split()[-1]}" if kind else " nobody"
    friend = next(one for one in iter(lambda: rng.choice(FRIENDS), None) if not one.endswith(own))
    return Hero(name or pet_name(rng), kind, rng.choice(PLACES), friend, rng.choice(THINGS), rng.choice(PLOTS))


def told(rng: Random, who: Hero, length: str) -> str:
    """The story as one paragraph: one or two sentences if short, five or six if long."""
    *beats, summary = (rng.choice(wordings) for wordings in who.plot)
    opening = rng.choice(OPENINGS if who.kind else PLAIN_OPENINGS)
    if length == "short":
        parts = [opening, summary]
    else:
        parts = [opening, *beats]
        if rng.random() < 0.4:
            parts.append(rng.choice(LAST_LINES))
    return " ".join(parts).format(**who.slots)


def begun(text: str, who: Hero) -> str:
    """The text as a clause that may follow an opener: in lower case unless it starts with the hero's name."""
    return text if text.startswith(who.name) else text[0].lower() + text[1:]


INTROS = (
    "here is a story. ",
    "here is a story for you. ",
    "listen to this. ",
    "this one is about {name}. ",
    "a story, then. ",
    "let me tell you one. ",
)
QUESTIONS = (
    "shall I tell you what happened next?",
    "did you like it?",
    "would you like another one?",
    "do you want to hear more about {name}?",
    "what do you think {name} did next?",
    "shall I make it longer?",
)


def narrated(rng: Random, style: Style, who: Hero) -> str:
    """The story in the manner of the style."""
    text = told(rng, who, style.length)
    questions = [question.format(name=who.name) for question in QUESTIONS]
    hedged = (
        f"I think you will like this one. {text}",
        f"perhaps you will like this. {text}",
        f"I believe this one is nice. {text}",
    )
    if rng.random() < 0.25:
        return dress(rng, style, begun(text, who), (), questions, tone="plain", hedged=hedged)
    return dress(rng, style, rng.choice(INTROS).format(name=who.name) + text, (), questions, hedged=hedged)


def story(rng: Random, known: Known) -> list[Exchange]:
    """A story, after a rhyme now and then, and up to three turns that lean on it."""
    manner = rng.random()
    if manner < 0.07:
        who = hero(rng)
        verse = made(rng, who.slots["a"])
        turns = [(say(rng, RHYME_ASKS, x=verse[0]), recited(rng, Style.sample(rng), verse))]
        turns.append((say(rng, STORY, **who.slots), narrated(rng, Style.sample(rng), who)))
        return turns
    if manner < 0.2:
        who = hero(rng)
        user = say(rng, ASKS_ANY)
    elif manner < 0.28:
        who = hero(rng)
        user = say(rng, ASKS_PLACE, **who.slots)
    elif manner < 0.55:
        who = hero(rng)
        user = say(rng, ASKS_KIND, **who.slots)
    elif manner < 0.82:
        who = hero(rng, name=rng.choice((pet_name, person))(rng))
        user = say(rng, ASKS_BOTH, **who.slots)
    else:
        who = hero(rng, kind="", name=known.get("name") if rng.random() < 0.3 else person(rng))
        user = say(rng, ASKS_NAME, **who.slots)
    turns = [(user, narrated(rng, Style.sample(rng), who))]
    left = _about(who, turns[-1][1])
    while len(turns) < 4 and rng.random() < 0.55:
        if rng.random() < 0.35:
            turn, who = _other(rng, who)
            left = _about(who, turn[1])
        else:
            follow = left.pop(rng.randrange(len(left)))
            turn = follow(rng, who)
        turns.append(turn)
    return turns


def _about(who: Hero, text: str) -> list[Callable[[Random, Hero], Exchange]]:
    """What may be asked about the story just told."""
    follows: list[Callable[[Random, Hero], Exchange]] = [_name, _place, _next, _next, _shorter]
    if who.friend in text:
        follows += [_friend, _friend]
    if who.kind:
        follows += [_kind, _poem]
    return follows


def _other(rng: Random, who: Hero) -> tuple[Exchange, Hero]:
    """One more story: mostly about somebody else whom the user names."""
    kind = rng.random()
    if kind < 0.5:
        other = hero(rng)
        user = say(rng, NOW, x=other.slots["a"])
    elif kind < 0.67:
        other = hero(rng, name=rng.choice((pet_name, person))(rng))
        user = say(rng, NAMED_NOW, **other.slots)
    elif kind < 0.84:
        other = hero(rng, kind="", name=person(rng))
        user = say(rng, NOW, x=other.name)
    else:
        other = who
        user = say(rng, ONE_MORE, name=who.name)
    other = replace(other, plot=rng.choice([plot for plot in PLOTS if plot != who.plot]))
    return (user, narrated(rng, Style.sample(rng), other)), other


def _poem(rng: Random, who: Hero) -> Exchange:
    """A rhyme on what the hero is."""
    verse = made(rng, who.slots["a"])
    return say(rng, POEM, x=verse[0]), recited(rng, Style.sample(rng), verse)


def _name(rng: Random, who: Hero) -> Exchange:
    cores = (
        f"the name was {who.name}",
        f"{who.name} was the name",
        f"it was {who.name}",
        f"the story is about {who.name}",
    )
    return say(rng, WHAT_NAME), dress(
        rng, Style.sample(rng), rng.choice(cores), ("it is a good name for a hero.", "I like that name.")
    )


def _place(rng: Random, who: Hero) -> Exchange:
    cores = (f"{who.name} lived {who.place}", f"it was {who.place}", f"the story takes place {who.place}")
    return say(rng, WHERE, name=who.name), dress(
        rng, Style.sample(rng), rng.choice(cores), ("it must be lovely there.", "I would like to see that place.")
    )


def _kind(rng: Random, who: Hero) -> Exchange:
    cores = (
        f"{who.name} was {with_article(who.kind)}",
        f"{who.name} is the {who.kind} of the story",
        f"{with_article(who.kind)}, {who.place}",
    )
    return say(rng, WHAT_KIND, name=who.name), dress(
        rng, Style.sample(rng), rng.choice(cores), ("and a good one, too.", f"we do not know more about {who.name}.")
    )


def _friend(rng: Random, who: Hero) -> Exchange:
    cores = (f"it was {who.friend}", f"{who.name} met {who.friend}", f"{who.friend} is in it too")
    return say(rng, WHO_ELSE, name=who.name), dress(
        rng, Style.sample(rng), rng.choice(cores), ("they get on well.", "everybody needs a friend like that.")
    )


def _next(rng: Random, who: Hero) -> Exchange:
    style = Style.sample(rng)
    parts = rng.sample(NEXT, 1 if style.length == "short" else 2)
    text = " ".join(parts).format(**who.slots)
    hedged = (f"I think it goes like this. {text}", f"I believe I know. {text}")
    questions = (
        f"do you like {who.name}?",
        "shall I go on?",
        "do you want to hear how it ends?",
        "what would you have done?",
    )
    return say(rng, WHAT_NEXT, name=who.name), dress(
        rng, style, begun(text, who), (), questions, tone="plain", hedged=hedged
    )


def _shorter(rng: Random, who: Hero) -> Exchange:
    summary = rng.choice(who.plot[-1]).format(**who.slots)
    hedged = (f"I think this will do. {summary}", f"perhaps like this. {summary}")
    extras = ("that is the short of it.", "that is all you need to know.")
    return say(rng, SHORTER), dress(rng, Style.sample(rng), begun(summary, who), extras, tone="plain", hedged=hedged)


TOPICS: dict[str, tuple[float, Topic]] = {"stories_story": (8.0, story), "stories_rhyme": (3.0, rhyme)}

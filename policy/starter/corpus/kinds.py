"""What one kind of fact is made of, and how kinds of the same sort are built from a noun.

Each kind has its words once: as the user says them, as the assistant says them back, as the user asks for them. The
kinds themselves are in `memory_about.py` and `memory_kinds.py`, the frames around them in `memory_phrases.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from policy.starter.corpus import slots


@dataclass(frozen=True)
class Kind:
    """One kind of fact about the user. `{v}` stands for the value."""

    key: str
    """Its key in `Known`."""
    draw: Callable[[Random], str]
    """A value."""
    clauses: tuple[str, ...]
    """How the user states it, first person, no full stop."""
    statements: tuple[str, ...]
    """How the assistant states it, second person; the first one is the plainest."""
    questions: tuple[str, ...]
    """How the user asks for it, lower case, no question mark."""
    mine: str
    """The matter in the user's mouth: "my name", "where I live"."""
    yours: str
    """The same in the assistant's: "your name", "where you live"."""
    ask_user: str
    """The assistant's question for it: "what is your name?"."""
    chat: tuple[str, ...] = ("what else should I know about you?", "what would you like to talk about?")
    """What the assistant may ask on being told."""
    short: str = ""
    """The matter in an elliptic question, "my sister's" or "the song"; nothing if `mine` will do."""


def one_of(pool: tuple[str, ...]) -> Callable[[Random], str]:
    """A drawer of values from a pool."""
    return lambda rng: rng.choice(pool)


def number(low: int, high: int) -> Callable[[Random], str]:
    """A drawer of numbers, in digits."""
    return lambda rng: str(rng.randint(low, high))


def noun_kind(noun: str, draw: Callable[[Random], str], owner: str = "my", chat: tuple[str, ...] = ()) -> Kind:
    """A thing of the user's that has a value: "my lucky number is 7"; owner "the" for "the code word is plover"."""
    mine, yours = f"{owner} {noun}", f"{'your' if owner == 'my' else owner} {noun}"
    return Kind(
        key=noun,
        draw=draw,
        clauses=(
            f"{mine} is {{v}}",
            f"{mine} is {{v}}",
            f"{mine} is {{v}}",
            f"{{v}} is {mine}",
        ),
        statements=(f"{yours} is {{v}}", f"you said {yours} is {{v}}", f"you told me that {yours} is {{v}}"),
        questions=(
            f"what is {mine}",
            f"what is {mine}",
            f"what was {mine}",
            f"what did I say {mine} was",
            f"which {noun} did I tell you",
            f"what did I tell you about {mine}",
            f"{mine} is what",
            f"what did I call {mine}" if owner == "the" else f"which {noun} do I have",
            f"what {noun} did I mention",
            f"which {noun} did I give you",
            f"what have I told you about {mine}",
        ),
        mine=mine,
        yours=yours,
        ask_user=f"what is {yours}?",
        chat=chat or ("what else should I know about you?", "what would you like to talk about?"),
    )


def favourite(noun: str, draw: Callable[[Random], str], plural: str) -> Kind:
    """What the user likes best among things of one sort."""
    plain = noun_kind(
        f"favourite {noun}",
        draw,
        chat=("why do you like it?", "what do you like about it?", "since when have you liked it?"),
    )
    return Kind(
        key=plain.key,
        draw=draw,
        clauses=(
            *plain.clauses,
            f"of all {plural} I like {{v}} best",
            f"{{v}} is the {noun} I like most",
            f"I love {{v}}, that is my favourite {noun}",
            f"my favorite {noun} is {{v}}",
            f"the {noun} I like best is {{v}}",
            f"if I had to choose one {noun}, it would be {{v}}",
            f"no {noun} pleases me more than {{v}}",
            f"when it comes to {plural}, nothing beats {{v}}",
            f"among {plural} I would always choose {{v}}",
            f"my {noun} of choice is {{v}}",
        ),
        statements=(*plain.statements, f"of all {plural} you like {{v}} best", f"the {noun} you like best is {{v}}"),
        questions=(
            f"what is my favourite {noun}",
            *plain.questions[:-4],
            f"which {noun} do I like best",
            f"what {noun} do I like most",
            f"which {noun} is my favourite",
            f"what is my favorite {noun}",
            f"of all {plural}, which do I like best",
            f"what did I say about my favourite {noun}",
            f"which {noun} would I choose",
            f"what {noun} is it that I love",
            f"when it comes to {plural}, what do I like most",
        ),
        mine=plain.mine,
        yours=plain.yours,
        ask_user=plain.ask_user,
        chat=plain.chat,
        short=f"the {noun}",
    )


def named(relation: str, draw: Callable[[Random], str], *, owned: bool = True) -> Kind:
    """Somebody, an animal or a thing of the user's that has a name; a town or a street is not owned."""
    having = (
        f"I have {slots.with_article(relation)} called {{v}}",
        f"I have {slots.with_article(relation)} named {{v}}",
        f"my {relation}'s called {{v}}",
    )
    return Kind(
        key=f"{relation}'s name",
        draw=draw,
        clauses=(
            f"my {relation} is called {{v}}",
            f"my {relation}'s name is {{v}}",
            f"the name of my {relation} is {{v}}",
            *(having if owned else ()),
            f"my {relation} is named {{v}}",
            f"{{v}} is my {relation}",
            f"{{v}} is the name of my {relation}",
            f"my {relation} goes by the name of {{v}}",
        ),
        statements=(
            f"your {relation} is called {{v}}",
            f"your {relation}'s name is {{v}}",
            f"the name of your {relation} is {{v}}",
            f"you told me that your {relation} is called {{v}}",
        ),
        questions=(
            f"what is my {relation}'s name",
            f"what is my {relation} called",
            f"what is the name of my {relation}",
            f"how did I say my {relation} is called",
            f"what did I say my {relation}'s name was",
            f"which name does my {relation} have",
            f"what do I call my {relation}",
            f"what was my {relation}'s name",
            f"what name did I give for my {relation}",
            f"my {relation} is called what",
            f"by what name does my {relation} go",
        ),
        mine=f"my {relation}'s name",
        yours=f"your {relation}'s name",
        ask_user=f"what is your {relation} called?",
        chat=("what is {v} like?", "how is {v} today?", f"what do you like about your {relation}?"),
        short=f"my {relation}'s",
    )


def dated(noun: str) -> Kind:
    """Something of the user's that takes place on a day."""
    return Kind(
        key=f"day of the {noun}",
        draw=day,
        clauses=(
            f"my {noun} is on {{v}}",
            f"I have my {noun} on {{v}}",
            f"on {{v}} there is my {noun}",
            f"the date of my {noun} is {{v}}",
            f"{{v}} is the day of my {noun}",
            f"my {noun} has been set for {{v}}",
        ),
        statements=(f"your {noun} is on {{v}}", f"you told me your {noun} is on {{v}}"),
        questions=(
            f"when is my {noun}",
            f"on which day is my {noun}",
            f"what day is my {noun}",
            f"when did I say my {noun} is",
            f"what is the date of my {noun}",
            f"when do I have my {noun}",
            f"which day did I give you for my {noun}",
        ),
        mine=f"the day of my {noun}",
        yours=f"the day of your {noun}",
        ask_user=f"when is your {noun}?",
        chat=("are you looking forward to it?", "are you ready for it?"),
        short=f"the {noun}",
    )


def day(rng: Random) -> str:
    """A weekday, with an hour or not, or a date."""
    weekday = rng.choice(slots.DAYS)
    draw = rng.random()
    if draw < 0.5:
        return weekday
    if draw < 0.75:
        return f"{weekday} at {rng.randint(1, 12)}"
    return f"{rng.choice(slots.MONTHS)} {rng.randint(1, 28)}"


def works(relation: str) -> Kind:
    """What somebody of the user's does for a living."""
    return Kind(
        key=f"{relation}'s job",
        draw=lambda rng: slots.with_article(rng.choice(slots.JOBS)),
        clauses=(
            f"my {relation} is {{v}}",
            f"my {relation} works as {{v}}",
            f"my {relation} has found a job as {{v}}",
            f"by trade my {relation} is {{v}}",
        ),
        statements=(
            f"your {relation} works as {{v}}",
            f"your {relation} is {{v}}",
            f"you told me that your {relation} is {{v}}",
        ),
        questions=(
            f"what does my {relation} do for a living",
            f"what is my {relation}'s job",
            f"what does my {relation} work as",
            f"what job does my {relation} have",
            f"what is the profession of my {relation}",
            f"what did I say my {relation} does",
        ),
        mine=f"my {relation}'s job",
        yours=f"your {relation}'s job",
        ask_user=f"what does your {relation} do for a living?",
        chat=(f"does your {relation} like the work?", "is it hard work?"),
    )


def lives(relation: str) -> Kind:
    """Where somebody of the user's lives."""
    return Kind(
        key=f"{relation}'s home",
        draw=slots.place,
        clauses=(
            f"my {relation} lives in {{v}}",
            f"my {relation} has moved to {{v}}",
            f"my {relation}'s home is in {{v}}",
            f"{{v}} is where my {relation} lives",
        ),
        statements=(
            f"your {relation} lives in {{v}}",
            f"you told me that your {relation} lives in {{v}}",
            f"your {relation}'s home is in {{v}}",
        ),
        questions=(
            f"where does my {relation} live",
            f"which city does my {relation} live in",
            f"where is my {relation}'s home",
            f"in what town does my {relation} live",
            f"where did I say my {relation} lives",
        ),
        mine=f"where my {relation} lives",
        yours=f"where your {relation} lives",
        ask_user=f"where does your {relation} live?",
        chat=("do you go there often?", f"does your {relation} like it there?"),
    )


def aged(relation: str) -> Kind:
    """How old somebody of the user's is."""
    return Kind(
        key=f"{relation}'s age",
        draw=number(1, 99),
        clauses=(
            f"my {relation} is {{v}} years old",
            f"my {relation} is {{v}}",
            f"my {relation} turned {{v}} last week",
            f"the age of my {relation} is {{v}}",
        ),
        statements=(
            f"your {relation} is {{v}} years old",
            f"your {relation} is {{v}}",
            f"you told me that your {relation} is {{v}}",
        ),
        questions=(
            f"how old is my {relation}",
            f"what is my {relation}'s age",
            f"what age is my {relation}",
            f"how old did I say my {relation} is",
            f"how many years old is my {relation}",
        ),
        mine=f"my {relation}'s age",
        yours=f"your {relation}'s age",
        ask_user=f"how old is your {relation}?",
        chat=(f"when is your {relation}'s birthday?", "how time flies, do you not think?"),
    )


def coloured(thing: str) -> Kind:
    """The colour of something of the user's."""
    return Kind(
        key=f"colour of the {thing}",
        draw=one_of(slots.COLOURS),
        clauses=(
            f"my {thing} is {{v}}",
            f"the colour of my {thing} is {{v}}",
            f"I painted my {thing} {{v}}",
            f"{{v}} is the colour of my {thing}",
        ),
        statements=(
            f"your {thing} is {{v}}",
            f"the colour of your {thing} is {{v}}",
            f"you told me that your {thing} is {{v}}",
        ),
        questions=(
            f"what colour is my {thing}",
            f"what is the colour of my {thing}",
            f"which colour does my {thing} have",
            f"what color is my {thing}",
            f"what colour did I say my {thing} is",
        ),
        mine=f"the colour of my {thing}",
        yours=f"the colour of your {thing}",
        ask_user=f"what colour is your {thing}?",
        chat=("do you like that colour?", "did you choose the colour yourself?"),
        short=f"my {thing}",
    )

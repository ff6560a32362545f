"""The kinds of things a user tells about themselves, as clauses that the scenes of `memory.py` put together.

Each kind has its words once: as the user says them, as the assistant says them back, as the user asks for them. Frames
("By the way, ...", "Do you remember ...?") are shared by all kinds and live in `memory.py`.
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


def _of(pool: tuple[str, ...]) -> Callable[[Random], str]:
    return lambda rng: rng.choice(pool)


def _noun(noun: str, draw: Callable[[Random], str], owner: str = "my", chat: tuple[str, ...] = ()) -> Kind:
    """A thing of the user's that has a value: "my lucky number is 7"; owner "the" for "the code word is plover"."""
    mine, yours = f"{owner} {noun}", f"{'your' if owner == 'my' else owner} {noun}"
    return Kind(
        key=noun,
        draw=draw,
        clauses=(f"{mine} is {{v}}", f"{mine} is {{v}}", f"{{v}} is {mine}"),
        statements=(f"{yours} is {{v}}", f"you said {yours} is {{v}}", f"you told me that {yours} is {{v}}"),
        questions=(
            f"what is {mine}",
            f"what was {mine}",
            f"what did I say {mine} was",
            f"which {noun} did I tell you",
            f"what did I tell you about {mine}",
        ),
        mine=mine,
        yours=yours,
        ask_user=f"what is {yours}?",
        chat=chat or ("what else should I know about you?", "what would you like to talk about?"),
    )


def _favourite(noun: str, draw: Callable[[Random], str], plural: str) -> Kind:
    """What the user likes best among things of one sort."""
    plain = _noun(
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
        ),
        statements=(*plain.statements, f"of all {plural} you like {{v}} best", f"the {noun} you like best is {{v}}"),
        questions=(
            *plain.questions,
            f"which {noun} do I like best",
            f"what {noun} do I like most",
            f"which {noun} is my favourite",
        ),
        mine=plain.mine,
        yours=plain.yours,
        ask_user=plain.ask_user,
        chat=plain.chat,
    )


def _named(relation: str, draw: Callable[[Random], str]) -> Kind:
    """Somebody, or an animal, that belongs to the user and has a name."""
    return Kind(
        key=f"{relation}'s name",
        draw=draw,
        clauses=(
            f"my {relation} is called {{v}}",
            f"my {relation}'s name is {{v}}",
            f"the name of my {relation} is {{v}}",
            f"I have a {relation} called {{v}}" if relation != "old friend" else "I have an old friend called {v}",
            f"my {relation} is named {{v}}",
            f"{{v}} is my {relation}",
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
        ),
        mine=f"my {relation}'s name",
        yours=f"your {relation}'s name",
        ask_user=f"what is your {relation} called?",
        chat=("what is {v} like?", "how is {v} today?", f"what do you like about your {relation}?"),
    )


def _dated(noun: str) -> Kind:
    """Something of the user's that takes place on a day."""
    return Kind(
        key=f"day of the {noun}",
        draw=_day,
        clauses=(f"my {noun} is on {{v}}", f"I have my {noun} on {{v}}", f"on {{v}} there is my {noun}"),
        statements=(f"your {noun} is on {{v}}", f"you told me your {noun} is on {{v}}"),
        questions=(
            f"when is my {noun}",
            f"on which day is my {noun}",
            f"what day is my {noun}",
            f"when did I say my {noun} is",
        ),
        mine=f"the day of my {noun}",
        yours=f"the day of your {noun}",
        ask_user=f"when is your {noun}?",
        chat=("are you looking forward to it?", "are you ready for it?"),
    )


def _day(rng: Random) -> str:
    day = rng.choice(slots.DAYS)
    draw = rng.random()
    if draw < 0.5:
        return day
    if draw < 0.75:
        return f"{day} at {rng.randint(1, 12)}"
    return f"{rng.choice(slots.MONTHS)} {rng.randint(1, 28)}"


def _number(low: int, high: int) -> Callable[[Random], str]:
    return lambda rng: str(rng.randint(low, high))


NAME = Kind(
    key="name",
    draw=slots.person,
    clauses=(
        "my name is {v}",
        "my name is {v}",
        "I am {v}",
        "I'm {v}",
        "I am called {v}",
        "people call me {v}",
        "you can call me {v}",
    ),
    statements=(
        "your name is {v}",
        "you are called {v}",
        "you are {v}",
        "you told me your name is {v}",
        "you said your name is {v}",
    ),
    questions=(
        "what is my name",
        "what is my name",
        "who am I",
        "what am I called",
        "which name did I tell you",
        "what was my name",
    ),
    mine="my name",
    yours="your name",
    ask_user="what is your name?",
    chat=("how are you today?", "what can I do for you?", "what would you like to talk about?", "how can I help you?"),
)

ABOUT: tuple[Kind, ...] = (
    Kind(
        key="age",
        draw=_number(6, 96),
        clauses=("I am {v} years old", "I'm {v} years old", "I am {v}", "I turned {v} last month", "my age is {v}"),
        statements=("you are {v} years old", "you are {v}", "you told me that you are {v}", "your age is {v}"),
        questions=("how old am I", "what is my age", "how old did I say I am", "what age am I"),
        mine="my age",
        yours="your age",
        ask_user="how old are you?",
    ),
    Kind(
        key="job",
        draw=lambda rng: slots.with_article(rng.choice(slots.JOBS)),
        clauses=(
            "I am {v}",
            "I'm {v}",
            "I work as {v}",
            "I am {v} by trade",
            "for a living I work as {v}",
            "I have a job as {v}",
            "I work as {v} in the city",
            "I work as {v} in a big company",
            "I am {v} at a small place near here",
            "I have worked as {v} for years",
            "I work as {v} in my own shop",
        ),
        statements=("you work as {v}", "you are {v}", "you told me that you are {v}", "you said you work as {v}"),
        questions=(
            "what is my job",
            "what do I do for a living",
            "what do I work as",
            "what is my profession",
            "what did I say my job was",
        ),
        mine="my job",
        yours="your job",
        ask_user="what do you do for a living?",
        chat=("do you like your work?", "how long have you done that?", "was work busy today?"),
    ),
    Kind(
        key="home town",
        draw=slots.place,
        clauses=(
            "I live in {v}",
            "I live in {v}",
            "my home is in {v}",
            "I moved to {v}",
            "the city I live in is {v}",
            "I am based in {v}",
        ),
        statements=(
            "you live in {v}",
            "you told me that you live in {v}",
            "your home is in {v}",
            "you said you live in {v}",
        ),
        questions=(
            "where do I live",
            "which city do I live in",
            "what city do I live in",
            "where is my home",
            "where did I say I live",
        ),
        mine="where I live",
        yours="where you live",
        ask_user="where do you live?",
        chat=("do you like it there?", "how long have you lived there?", "what is it like there?"),
    ),
    Kind(
        key="country",
        draw=_of(slots.COUNTRIES),
        clauses=("I come from {v}", "I am from {v}", "I'm from {v}", "I was born in {v}", "I grew up in {v}"),
        statements=("you come from {v}", "you are from {v}", "you told me that you are from {v}"),
        questions=("where am I from", "which country am I from", "what country do I come from", "where do I come from"),
        mine="where I am from",
        yours="where you are from",
        ask_user="where are you from?",
        chat=("do you miss it?", "what do you like about it?", "do you go there often?"),
    ),
    Kind(
        key="pet",
        draw=lambda rng: slots.with_article(rng.choice(slots.PETS)),
        clauses=("I have {v}", "I have {v} at home", "I own {v}", "my pet is {v}", "I got {v} last year"),
        statements=("you have {v}", "your pet is {v}", "you told me that you have {v}"),
        questions=("what pet do I have", "which animal do I have", "what kind of pet do I have", "what is my pet"),
        mine="my pet",
        yours="which pet you have",
        ask_user="do you have a pet?",
        chat=("what is your pet called?", "how old is it?", "is it a quiet animal?"),
    ),
    Kind(
        key="hobby",
        draw=_of(slots.HOBBIES),
        clauses=(
            "my hobby is {v}",
            "I love {v}",
            "I really like {v}",
            "in my free time I enjoy {v}",
            "I am fond of {v}",
        ),
        statements=("your hobby is {v}", "you like {v}", "you told me that you like {v}", "you enjoy {v}"),
        questions=(
            "what is my hobby",
            "what do I do in my free time",
            "what did I say I like doing",
            "what do I like to do",
        ),
        mine="my hobby",
        yours="your hobby",
        ask_user="what is your hobby?",
        chat=("how did you start?", "how often do you do it?", "what do you like about it?"),
    ),
    Kind(
        key="birthday month",
        draw=_of(slots.MONTHS),
        clauses=("my birthday is in {v}", "I was born in {v}", "I have my birthday in {v}"),
        statements=("your birthday is in {v}", "you told me that your birthday is in {v}"),
        questions=("when is my birthday", "in which month is my birthday", "what month was I born in"),
        mine="when my birthday is",
        yours="when your birthday is",
        ask_user="when is your birthday?",
        chat=("how do you like to celebrate?", "do you like birthdays?"),
    ),
    Kind(
        key="instrument",
        draw=_of(slots.INSTRUMENTS),
        clauses=(
            "I play the {v}",
            "I am learning the {v}",
            "I have played the {v} for years",
            "my instrument is the {v}",
        ),
        statements=("you play the {v}", "your instrument is the {v}", "you told me that you play the {v}"),
        questions=("what instrument do I play", "which instrument do I play", "what do I play"),
        mine="which instrument I play",
        yours="which instrument you play",
        ask_user="which instrument do you play?",
        chat=("do you play every day?", "what do you like to play?"),
    ),
    Kind(
        key="language",
        draw=_of(slots.LANGUAGES),
        clauses=("I am learning {v}", "I'm learning {v}", "I study {v}", "I take lessons in {v}"),
        statements=(
            "you are learning {v}",
            "you told me that you are learning {v}",
            "the language you are learning is {v}",
        ),
        questions=("which language am I learning", "what language am I learning", "what am I learning"),
        mine="which language I am learning",
        yours="which language you are learning",
        ask_user="which language are you learning?",
        chat=("is it hard?", "why did you choose it?"),
    ),
    Kind(
        key="brothers",
        draw=_of(("two", "three", "four", "five", "six", "seven")),
        clauses=("I have {v} brothers", "I grew up with {v} brothers", "there are {v} brothers in my family"),
        statements=("you have {v} brothers", "you told me that you have {v} brothers"),
        questions=("how many brothers do I have", "what number of brothers do I have"),
        mine="how many brothers I have",
        yours="how many brothers you have",
        ask_user="how many brothers do you have?",
        chat=("are you close?", "are you the eldest?"),
    ),
    Kind(
        key="sisters",
        draw=_of(("two", "three", "four", "five", "six", "seven")),
        clauses=("I have {v} sisters", "I grew up with {v} sisters", "there are {v} sisters in my family"),
        statements=("you have {v} sisters", "you told me that you have {v} sisters"),
        questions=("how many sisters do I have", "what number of sisters do I have"),
        mine="how many sisters I have",
        yours="how many sisters you have",
        ask_user="how many sisters do you have?",
        chat=("are you close?", "are you the eldest?"),
    ),
)

FAVOURITES: tuple[Kind, ...] = (
    _favourite("colour", _of(slots.COLOURS), "colours"),
    _favourite("food", _of(slots.FOODS), "foods"),
    _favourite("dish", _of(slots.FOODS), "dishes"),
    _favourite("animal", lambda rng: f"the {rng.choice(slots.ANIMALS)}", "animals"),
    _favourite("city", slots.place, "cities"),
    _favourite("country", _of(slots.COUNTRIES), "countries"),
    _favourite("season", _of(slots.SEASONS), "seasons"),
    _favourite("month", _of(slots.MONTHS), "months"),
    _favourite("day", _of(slots.DAYS), "days"),
    _favourite("sport", _of(slots.SPORTS), "sports"),
    _favourite("kind of book", _of(slots.GENRES), "books"),
    _favourite("music", _of(slots.MUSIC), "kinds of music"),
    _favourite("drink", _of(slots.DRINKS), "drinks"),
    _favourite("instrument", lambda rng: f"the {rng.choice(slots.INSTRUMENTS)}", "instruments"),
    _favourite("flower", lambda rng: f"the {rng.choice(slots.FLOWERS)}", "flowers"),
    _favourite("subject", _of(slots.SUBJECTS), "subjects"),
    _favourite("word", slots.word, "words"),
    _favourite("number", _number(0, 99), "numbers"),
    _favourite("snack", _of(slots.FOODS), "snacks"),
)

NAMED: tuple[Kind, ...] = (
    *(_named(animal, slots.pet_name) for animal in ("dog", "cat", "rabbit", "hamster", "parrot", "horse", "goldfish", "tortoise")),
    *(
        _named(person, slots.person)
        for person in (
            "brother", "sister", "mother", "father", "son", "daughter", "best friend", "neighbour", "boss", "teacher",
            "partner", "cousin", "flatmate", "colleague", "grandmother", "doctor", "baby", "old friend",
        )
    ),
    _named("town", slots.place),
    _named("boat", slots.pet_name),
    _named("school", slots.person),
)  # fmt: skip

THINGS: tuple[Kind, ...] = (
    _noun("lucky number", _number(1, 999)),
    _noun("room number", _number(1, 999)),
    _noun("shoe size", _number(30, 48)),
    _noun("code word", slots.word, "the"),
    _noun("secret word", slots.word, "the"),
    _noun("magic word", slots.word, "the"),
    _noun("word of the day", slots.word, "the"),
    _noun("nickname", slots.pet_name),
    _noun("surname", slots.person),
    _noun("team", slots.place),
    _noun("star sign", _of(("Aries", "Taurus", "Gemini", "Cancer", "Leo", "Virgo", "Libra", "Scorpio", "Pisces"))),
    *(
        _dated(noun)
        for noun in ("appointment", "exam", "flight", "interview", "party", "holiday", "concert", "meeting")
    ),
)

KINDS: dict[str, Kind] = {kind.key: kind for kind in (NAME, *ABOUT, *FAVOURITES, *NAMED, *THINGS)}
"""Every kind by its key in `Known`."""


def draw_kind(rng: Random, known: dict[str, str]) -> Kind:
    """A kind that the conversation has not touched yet; the user's name comes up most."""
    if "name" not in known and rng.random() < 0.25:
        return NAME
    groups = (ABOUT, ABOUT, FAVOURITES, FAVOURITES, FAVOURITES, NAMED, NAMED, THINGS)
    return _untouched(rng, rng.choice(groups), known)


def draw_rival(rng: Random, kind: Kind, known: dict[str, str]) -> Kind:
    """A kind easily mistaken for the given one: the sister's name beside the brother's."""
    group = next((group for group in (FAVOURITES, NAMED, THINGS, ABOUT) if kind in group), NAMED)
    return _untouched(rng, group, known)


def _untouched(rng: Random, group: tuple[Kind, ...], known: dict[str, str]) -> Kind:
    """One of the group, or of all kinds once the group is used up, that is not known."""
    free = [kind for kind in group if kind.key not in known]
    return rng.choice(free or [kind for kind in KINDS.values() if kind.key not in known])

"""The kinds of things a user tells about themselves: tables of what differs from kind to kind.

How a kind is built is in `kinds.py`, what fits no builder in `memory_about.py`. Near neighbours (favourite colour and
favourite song, the sister's name and the brother's, her name and her age) are many on purpose: the model has to learn
that the value at hand is not the answer to every question.
"""

from random import Random

from policy.starter.corpus import slots
from policy.starter.corpus.kinds import (
    Kind,
    aged,
    coloured,
    dated,
    favourite,
    lives,
    named,
    noun_kind,
    number,
    one_of,
    works,
)
from policy.starter.corpus.memory_about import ABOUT, NAME
from policy.starter.corpus.tables import row

_FRUIT = row("""
    mango, papaya, apple, pear, quince, plum, cherry, fig, lychee, kiwi, banana, apricot, melon, guava, pomegranate,
    persimmon, tangerine, grapefruit, blackberry, nectarine
""")
_VEGETABLES = row("""
    carrot, leek, fennel, spinach, broccoli, parsnip, turnip, celery, kale, pumpkin, beetroot, courgette, artichoke,
    asparagus, aubergine, cabbage, radish, cauliflower
""")
_TREES = row("""
    oak, birch, maple, willow, beech, cedar, pine, chestnut, linden, elm, cypress, baobab, sequoia, rowan
""")
_BIRDS = row("""
    robin, heron, wren, owl, kestrel, magpie, swan, puffin, cormorant, nightingale, toucan, starling, albatross
""")
_GAMES = row("""
    chess, draughts, poker, bridge, dominoes, hide and seek, backgammon, hopscotch, marbles, charades, rummy, tag
""")
_PLANETS = row("""
    Mercury, Venus, Mars, Jupiter, Saturn, Uranus, Neptune, Pluto
""")
_ROOMS = row("""
    kitchen, attic, cellar, bathroom, library, balcony, study, bedroom, conservatory, garage, hall, porch
""")
_WEATHER = row("""
    rain, snow, fog, sunshine, thunderstorms, wind, frost, drizzle, hail, heat
""")
_SHAPES = row("""
    circle, triangle, hexagon, square, spiral, pentagon, oval, cube, pyramid, cylinder, octagon, rhombus
""")
_SIGNS = row("""
    Aries, Taurus, Gemini, Cancer, Leo, Virgo, Libra, Scorpio, Sagittarius, Capricorn, Aquarius, Pisces
""")


def _street(rng: Random) -> str:
    """The name of a street."""
    first = slots.surname(rng) if rng.random() < 0.6 else rng.choice(slots.WORDS).capitalize()
    return f"{first} {rng.choice(('Street', 'Road', 'Lane', 'Avenue', 'Square'))}"


FAVOURITES: tuple[Kind, ...] = (
    favourite("colour", one_of(slots.COLOURS), "colours"),
    favourite("food", one_of(slots.FOODS), "foods"),
    favourite("dish", one_of(slots.FOODS), "dishes"),
    favourite("animal", lambda rng: f"the {rng.choice(slots.ANIMALS)}", "animals"),
    favourite("city", slots.place, "cities"),
    favourite("country", one_of(slots.COUNTRIES), "countries"),
    favourite("season", one_of(slots.SEASONS), "seasons"),
    favourite("month", one_of(slots.MONTHS), "months"),
    favourite("day", one_of(slots.DAYS), "days"),
    favourite("sport", one_of(slots.SPORTS), "sports"),
    favourite("kind of book", one_of(slots.GENRES), "books"),
    favourite("music", one_of(slots.MUSIC), "kinds of music"),
    favourite("drink", one_of(slots.DRINKS), "drinks"),
    favourite("instrument", lambda rng: f"the {rng.choice(slots.INSTRUMENTS)}", "instruments"),
    favourite("flower", lambda rng: f"the {rng.choice(slots.FLOWERS)}", "flowers"),
    favourite("subject", one_of(slots.SUBJECTS), "subjects"),
    favourite("word", slots.word, "words"),
    favourite("number", number(0, 99), "numbers"),
    favourite("snack", one_of(slots.FOODS), "snacks"),
    favourite("song", slots.title, "songs"),
    favourite("book", slots.title, "books"),
    favourite("film", slots.title, "films"),
    favourite("movie", slots.title, "movies"),
    favourite("band", slots.title, "bands"),
    favourite("series", slots.title, "series"),
    favourite("poem", slots.title, "poems"),
    favourite("video game", slots.title, "video games"),
    favourite("painting", slots.title, "paintings"),
    favourite("author", slots.full_name, "authors"),
    favourite("singer", slots.full_name, "singers"),
    favourite("actor", slots.full_name, "actors"),
    favourite("painter", slots.full_name, "painters"),
    favourite("player", slots.full_name, "players"),
    favourite("teacher", slots.full_name, "teachers"),
    favourite("fruit", one_of(_FRUIT), "fruits"),
    favourite("vegetable", one_of(_VEGETABLES), "vegetables"),
    favourite("tree", lambda rng: f"the {rng.choice(_TREES)}", "trees"),
    favourite("bird", lambda rng: f"the {rng.choice(_BIRDS)}", "birds"),
    favourite("game", one_of(_GAMES), "games"),
    favourite("planet", one_of(_PLANETS), "planets"),
    favourite("room", lambda rng: f"the {rng.choice(_ROOMS)}", "rooms"),
    favourite("weather", one_of(_WEATHER), "kinds of weather"),
    favourite("shape", lambda rng: f"the {rng.choice(_SHAPES)}", "shapes"),
    favourite("dessert", one_of(slots.FOODS), "desserts"),
    favourite("hobby", one_of(slots.HOBBIES), "hobbies"),
    favourite("language", one_of(slots.LANGUAGES), "languages"),
    favourite("street", _street, "streets"),
    favourite("name", slots.person, "names"),
    favourite("island", slots.invented_name, "islands"),
    favourite("letter", lambda rng: rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "letters"),
    favourite("restaurant", slots.title, "restaurants"),
    favourite("team", slots.place, "teams"),
)

_ANIMALS = row("""
    dog, cat, rabbit, hamster, parrot, horse, goldfish, tortoise, pony, guinea pig, snake, ferret, budgie, puppy,
    kitten, donkey, goat, hen, lizard, mouse
""")
RELATIVES = row("""
    brother, sister, mother, father, son, daughter, cousin, aunt, uncle, nephew, niece, grandmother, grandfather,
    wife, husband, mum, dad, twin, stepfather, stepsister, godmother, grandson, granddaughter, mother-in-law
""")
_OTHERS = row("""
    best friend, neighbour, boss, teacher, partner, flatmate, colleague, doctor, baby, old friend, girlfriend,
    boyfriend, coach, landlord, dentist, hairdresser, classmate, manager, roommate, gardener, piano teacher
""")
PEOPLE = RELATIVES + _OTHERS

NAMED: tuple[Kind, ...] = (
    *(named(animal, slots.pet_name) for animal in _ANIMALS),
    *(named(relation, slots.person) for relation in PEOPLE),
    *(named(thing, slots.pet_name) for thing in ("boat", "car", "robot", "teddy bear", "bicycle")),
    named("town", slots.place, owned=False),
    named("village", slots.place, owned=False),
    named("school", slots.surname, owned=False),
    named("street", _street, owned=False),
    named("band", slots.title),
)
CALLED: tuple[Kind, ...] = tuple(kind for kind in NAMED if kind.key.removesuffix("'s name") in PEOPLE)
"""People by name."""
PERSONAL: tuple[Kind, ...] = tuple(
    make(relation) for relation in RELATIVES + _OTHERS[:8] for make in (works, lives, aged)
)
"""What else may be known of somebody than the name."""

THINGS: tuple[Kind, ...] = (
    *(
        noun_kind(noun, number(1, 999))
        for noun in (
            "lucky number",
            "room number",
            "locker number",
            "flat number",
            "house number",
            "seat number",
            "bus number",
        )
    ),
    *(noun_kind(noun, number(1, 999)) for noun in ("ticket number", "desk number", "bib number")),
    noun_kind("shoe size", number(30, 48)),
    *(
        noun_kind(noun, slots.word, "the")
        for noun in (
            "code word",
            "secret word",
            "magic word",
            "word of the day",
            "password",
            "key word",
            "safe word",
            "passphrase",
        )
    ),
    noun_kind("nickname", slots.pet_name),
    noun_kind("surname", slots.surname),
    noun_kind("last name", slots.surname),
    noun_kind("middle name", slots.person),
    noun_kind("maiden name", slots.surname),
    noun_kind("user name", slots.pet_name),
    noun_kind("stage name", slots.title),
    noun_kind("team", slots.place),
    noun_kind("star sign", one_of(_SIGNS)),
    noun_kind("dream job", lambda rng: slots.with_article(rng.choice(slots.JOBS))),
    noun_kind("dream holiday", lambda rng: f"a trip to {slots.place(rng)}"),
    noun_kind("birthplace", slots.place),
    noun_kind("mother tongue", one_of(slots.LANGUAGES)),
    noun_kind("lucky day", one_of(slots.DAYS)),
)
DATED: tuple[Kind, ...] = tuple(
    dated(noun)
    for noun in (
        *(
            "appointment",
            "exam",
            "flight",
            "interview",
            "party",
            "holiday",
            "concert",
            "meeting",
            "wedding",
            "driving test",
            "match",
        ),
        *(
            "deadline",
            "graduation",
            "rehearsal",
            "haircut",
            "piano lesson",
            "dentist's visit",
            "school trip",
            "move",
            "race",
        ),
    )
)
COLOURED: tuple[Kind, ...] = tuple(
    coloured(thing)
    for thing in (
        *(
            "car",
            "front door",
            "bicycle",
            "coat",
            "umbrella",
            "kitchen",
            "sofa",
            "scarf",
            "bedroom",
            "toothbrush",
            "suitcase",
            "roof",
        ),
        *("phone", "hat", "desk", "bag"),
    )
)

GROUPS: tuple[tuple[Kind, ...], ...] = (ABOUT, FAVOURITES, NAMED, PERSONAL, THINGS, DATED, COLOURED)
"""Kinds among which one is easily taken for the other."""

KINDS: dict[str, Kind] = {kind.key: kind for kind in (NAME, *(kind for group in GROUPS for kind in group))}
"""Every kind by its key in `Known`."""


_ALIKE: tuple[frozenset[str], ...] = tuple(
    frozenset(keys)
    for keys in (
        *(tuple(f"{one}'s {what}" for one in pair) for what in ("name", "job", "home", "age") for pair in (
            ("mother", "mum"), ("father", "dad"), ("flatmate", "roommate"), ("boss", "manager"),
            ("partner", "wife", "husband", "girlfriend", "boyfriend"), ("twin", "brother"), ("twin", "sister"),
        )),
        *(("pet", f"{animal}'s name") for animal in _ANIMALS),
        ("surname", "last name", "maiden name"),
        ("favourite film", "favourite movie", "favourite series"),
        ("favourite food", "favourite dish"),
        ("hobby", "favourite hobby"),
        ("team", "favourite team"),
        ("instrument", "favourite instrument"),
        ("language", "favourite language"),
        ("birthplace", "home town", "country", "town's name", "village's name"),
        ("password", "passphrase", "key word"),
        ("job", "dream job"),
    )
)  # fmt: skip
"""Kinds of which one may pass for the other: whoever was told one cannot say that the other was not."""


def draw_kind(rng: Random, known: dict[str, str]) -> Kind:
    """A kind that the conversation has not touched yet; the user's name comes up most."""
    if "name" not in known and rng.random() < 0.25:
        return NAME
    return untouched(rng, draw_group(rng), known)


def draw_group(rng: Random) -> tuple[Kind, ...]:
    """One of the groups; the small ones less often."""
    (group,) = rng.choices(GROUPS, (3, 5, 4, 1.5, 2, 1, 0.8))
    return group


def draw_rival(rng: Random, kind: Kind, known: dict[str, str]) -> Kind:
    """A kind easily mistaken for the given one: the sister's name beside the brother's, or her age beside her name."""
    owner = kind.key.partition("'s ")[0]
    same_owner = [rival for rival in (*NAMED, *PERSONAL) if rival.key.startswith(f"{owner}'s ")]
    if len(same_owner) > 1 and rng.random() < 0.25:
        return untouched(rng, tuple(same_owner), known)
    return untouched(rng, next((group for group in GROUPS if kind in group), NAMED), known)


def untouched(rng: Random, group: tuple[Kind, ...], known: dict[str, str]) -> Kind:
    """One of the group, or of all kinds once the group is used up, of which nothing is known, under no name."""
    return rng.choice(_free(group, known) or _free(tuple(KINDS.values()), known) or list(group))


def _free(group: tuple[Kind, ...], known: dict[str, str]) -> list[Kind]:
    taken = set(known).union(*(alike for alike in _ALIKE if any(key in alike for key in known)))
    return [kind for kind in group if kind.key not in taken]

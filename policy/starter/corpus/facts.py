"""Everyday facts: scenes in which people ask for what the tables know.

One function plays a scene over any `Relation` (facts_relations.py), another asks several things about
one animal, country or month (facts_turns.py), others play the single facts (facts_general.py). What is not in a table is
not known: `unknown` teaches to say so. Small sums live in arithmetic.py.
"""

from collections import Counter
from random import Random

from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.facts_animals import ANIMALS
from policy.starter.corpus.facts_general import EVERY, SUBJECTS, Fact
from policy.starter.corpus.facts_order import ORDERED, WORDS
from policy.starter.corpus.facts_places import CAPITAL, PLACES
from policy.starter.corpus.facts_relations import Relation
from policy.starter.corpus.facts_tables import BY_LENGTH, BY_SIZE, BY_SPEED, BY_WEIGHT, UNKNOWN
from policy.starter.corpus.facts_things import THINGS
from policy.starter.corpus.facts_turns import keys, leaning, other_way, walk
from policy.starter.corpus.phrasing import dress, say
from policy.starter.corpus.slots import invented_word, with_article
from policy.starter.corpus.tables import lines

RELATIONS = PLACES | ANIMALS | THINGS | WORDS | ORDERED

WRAPPERS = lines("""
    Do you know {about}?
    Can you tell me {about}?
    Tell me {about}.
    I would like to know {about}.
    i want to know {about}
    Could you please tell me {about}?
    Please tell me {about}.
    I forgot {about}.
    Would you happen to know {about}?
    hey, do you know {about}
    I was wondering {about}.
    remind me {about} please
    My daughter asked me {about}.
    My son asks {about}, and I have no idea.
    Any idea {about}?
    do u know {about}
    Say {about}.
    I need to know {about}.
    Could you remind me {about}?
    quick question, {about}?
    I do not remember {about}.
    I would be grateful if you told me {about}.
    The question is {about}.
    In a quiz they asked {about}.
    For my homework I must say {about}.
    pls tell me {about}
    I can't remember {about}, can you?
    Let me know {about}.
    We are arguing about {about}.
    Might you know {about}?
    I would love to hear {about}.
    The teacher wants to hear {about}.
    You know {about}, I suppose?
    It slipped my mind {about}.
    help me out, {about}?
""")

QUIZ = lines("""
    Quiz me!
    Ask me something.
    Give me a quiz question.
    can you test me
    Test my knowledge.
    Let us play a quiz.
    ask me a question please
    I want to play a quiz
    Can we do a quiz?
    Put a question to me.
    Now you ask and I answer.
    I would like to be quizzed.
    Try me with a question.
    your turn to ask me something
    Let's see what I know. Ask me a question.
""")

LEADS = (
    *[""] * 10,
    "Quick question: ",
    "I have a question, ",
    "Please tell me: ",
    "hey, ",
    "My son wants to know: ",
    "Tell me, ",
    "Just wondering, ",
    "For school: ",
    "do you know this, ",
    "In a quiz they asked: ",
)
ANDS = ("and ", "And ", "and ", "And ", "OK, and ", "so ", "then ", "also, ", "", "")

SURE = lines("""
    Are you sure?
    are you sure about that
    Really?
    Is that right?
    really??
    you sure?
    Are you certain?
    Is that really so?
    Can I rely on that?
    I am not sure that is right.
    Is that true?
    Hm, is it really?
    I thought it was something else.
    No doubt about it?
    Sure about this?
    Are you quite sure of that?
""")
YES_PLEASE = lines("""
    yes please
    Yes.
    yes
    Sure.
    Yes, please!
    ok
    go on
    please do
    yeah
    Yes, I would.
    of course
    sure, tell me
    Why not?
    yep
    I would like that.
    alright
""")
COMPARED = {
    "bigger": ("smaller", BY_SIZE),
    "faster": ("slower", BY_SPEED),
    "heavier": ("lighter", BY_WEIGHT),
    "longer": ("shorter", BY_LENGTH),
}

WHICH = lines("""
    Which is {word}, {one} or {two}?
    What is {word}, {one} or {two}?
    {word}: {one} or {two}?
    Is {one} or {two} {word}?
    which one is {word}, {one} or {two}
    Tell me which is {word}: {one} or {two}.
    {one} or {two}, which is {word}?
    Which of the two is {word}, {one} or {two}?
    If I compare {one} with {two}, which is {word}?
    Compared to each other, is {one} or {two} {word}?
    Between {one} and {two}, which is {word}?
    Would you say {one} or {two} is {word}?
    {one} and {two}: which of them is {word}?
    I wonder what is {word}, {one} or {two}.
    My sister and I argue: is {one} {word} or {two}?
    {one} vs {two}, which is {word}
""")
IS_IT = lines("""
    Is {one} {word} than {two}?
    {one} is {word} than {two}, right?
    Is it true that {one} is {word} than {two}?
    I think {one} is {word} than {two}. Am I right?
    So {one} is {word} than {two}?
    {one} is {word} than {two}, isn't it?
    Would you say {one} is {word} than {two}?
    Can {one} be {word} than {two}?
""")


def _slots(rng: Random, relation: Relation, x: str) -> dict[str, str]:
    """Everything a clause of the relation may name."""
    y = relation.facts[x]
    head, _, tail = x.partition(" ")
    other = rng.choice([value for value in relation.facts.values() if value != y])
    return {
        "x": x,
        "y": y,
        "other": other,
        "head": head,
        "tail": tail,
        "whole": tail.partition(" ")[2],
        "an": with_article(x).split(" ")[0],
    }


def _asked(rng: Random, relation: Relation, x: str) -> Exchange:
    """A question for the entry, direct, wrapped ("do you know ...") or from the value back to the key; its answer."""
    slots = _slots(rng, relation, x)
    manner = rng.random()
    if manner < 0.2 and relation.reverse and Counter(relation.facts.values())[slots["y"]] == 1:
        back = rng.choice(relation.back).format(**slots) if relation.back else _statement(rng, relation, x, full=True)
        return say(rng, relation.reverse, **slots), back
    if relation.lower and rng.random() < 0.25:
        slots["x"] = x.lower()
    wrapped = [wrapper.replace("{about}", relation.about) for wrapper in WRAPPERS]
    return say(rng, wrapped if manner < 0.4 else relation.ask, **slots), _statement(rng, relation, x)


def _statement(rng: Random, relation: Relation, x: str, full: bool = False) -> str:
    """A clause that answers; a full one names the key and the value."""
    states = [state for state in relation.state if "{y}" in state and ("{x}" in state or "{tail}" in state)]
    return rng.choice(states if full else relation.state).format(**_slots(rng, relation, x))


def _answer(rng: Random, relation: Relation, x: str, core: str, offered: str) -> str:
    """The reply; a long one adds a second entry of the table, one that asks may offer one."""
    style = Style.sample(rng)
    neighbour = rng.choice([key for key in relation.facts if key != x])
    about = relation.about.format(**_slots(rng, relation, offered))
    offers = {
        "formal": (f"would you like to know {about}?", f"shall I tell you {about}?", f"may I also tell you {about}?"),
        "casual": (f"want to know {about}?", f"do you know {about}?", f"wanna know {about} too?"),
    }[style.register]
    also = rng.choice(("and", "and", "also,", "by the way,", "in the same way,", "to add one more:"))
    extras = (f"{also} {_statement(rng, relation, neighbour, full=True)}",)
    return dress(rng, style, core, extras, offers if rng.random() < 0.6 else ())


def _checked(rng: Random, relation: Relation, x: str) -> Exchange:
    """A yes/no question and its answer: the right value half of the time."""
    slots = _slots(rng, relation, x)
    right = rng.random() < 0.5
    user = say(rng, relation.check, **(slots if right else slots | {"y": slots["other"]}))
    style = Style.sample(rng)
    fact = _statement(rng, relation, x, full=True)
    words = {
        ("formal", True): ("yes, {}", "that is correct, {}", "indeed, {}", "certainly, {}"),
        ("casual", True): ("yep, {}", "yeah, {}", "that is right, {}", "you got it, {}"),
        ("formal", False): ("no, {}", "that is not correct, {}", "I am afraid not, {}", "no, in fact {}"),
        ("casual", False): ("nope, {}", "nah, {}", "no, {}", "not quite, {}"),
    }[style.register, right]
    word = rng.choice(words)
    hedged = [word.format(hedge) for hedge in (f"I think {fact}", f"I believe {fact}", f"{fact}, as far as I know")]
    return user, dress(rng, style, word.format(fact), tone="plain", hedged=hedged)


def _scene(relation: Relation) -> Topic:
    """A scene of one to four questions over one table."""

    def play(rng: Random, known: Known) -> list[Exchange]:
        x, offered, *rest = rng.sample(list(relation.facts), min(4, len(relation.facts)))
        if relation.check and rng.random() < 0.25:
            turns = [_checked(rng, relation, x)]
        else:
            user, core = _asked(rng, relation, x)
            turns = [(user, _answer(rng, relation, x, core, offered))]
        about = relation.about.format(**_slots(rng, relation, offered))
        if turns[0][1].lower().removesuffix("?").removesuffix(" too").endswith(about.lower()) and rng.random() < 0.7:
            core = _statement(rng, relation, offered, full=True)
            turns.append((say(rng, YES_PLEASE), _answer(rng, relation, offered, core, x)))
        for key in rest:
            if rng.random() < 0.5:
                break
            user = say(rng, relation.follow, **_slots(rng, relation, key))
            turns.append((user, _answer(rng, relation, key, _statement(rng, relation, key), x)))
            x = key
        return turns

    return play


def sure(rng: Random, known: Known) -> list[Exchange]:
    """Asked whether it is sure, the assistant says the fact again."""
    relation = rng.choice([relation for relation in RELATIONS.values() if relation.check])
    x, offered = rng.sample(list(relation.facts), 2)
    fact = _statement(rng, relation, x, full=True)
    user, core = _asked(rng, relation, x)
    style = Style.sample(rng)
    cores = {"formal": ("yes, {}", "indeed, {}"), "casual": ("yep, {}", "yeah, {}")}[style.register]
    hedged = (f"yes, I think {fact}", f"I believe so, {fact}", f"as far as I know, yes, {fact}")
    again = dress(rng, style, rng.choice(cores).format(fact), tone="plain", hedged=hedged)
    return [(user, _answer(rng, relation, x, core, offered)), (say(rng, SURE), again)]


def compared(rng: Random, known: Known) -> list[Exchange]:
    """Which of two things is bigger, faster, heavier or longer."""
    turns = []
    more, (less, ordered) = rng.choice(list(COMPARED.items()))
    for _ in range(rng.choice((1, 1, 2))):
        low, high = sorted(rng.sample(range(len(ordered)), 2))
        word, winner, loser = rng.choice(((more, ordered[high], ordered[low]), (less, ordered[low], ordered[high])))
        one, two = rng.sample((winner, loser), 2)
        style = Style.sample(rng)
        clause = rng.choice((f"{winner} is {word} than {loser}", f"{winner} is {word}"))
        extras = (f"{loser} is {more if word == less else less}.",)
        if rng.random() < 0.6:
            user, core = say(rng, WHICH, word=word, one=one, two=two), clause
        else:
            user = say(rng, IS_IT, word=word, one=one, two=two)
            core = f"{'yes' if one == winner else 'no'}, {winner} is {word} than {loser}"
        turns.append((user, dress(rng, style, core, extras, tone="plain" if core != clause else "answer")))
    return turns


def _single(rng: Random, fact: Fact, leans: bool) -> Exchange:
    """One of the single facts, asked for in full or leaning on the fact before it."""
    ask = rng.choice(fact.follows if leans else fact.asks)
    lead = rng.choice(ANDS if leans else LEADS)
    if not lead and rng.random() < 0.7:
        ask = ask[0].upper() + ask[1:]
    other = rng.choice(EVERY).texts[0]
    extras = (
        f"and here is another fact: {other}.",
        f"by the way, {other}.",
        f"and {other}.",
        f"it is also true that {other}.",
    )
    return say(rng, [lead + ask]), dress(rng, Style.sample(rng), rng.choice(fact.texts), extras)


def general(rng: Random, known: Known) -> list[Exchange]:
    """One to three of the single facts; the next one is often of the same subject."""
    return _talk_about(rng, rng.choice(EVERY))


def water(rng: Random, known: Known) -> list[Exchange]:
    """Boiling and freezing, one after the other."""
    return _talk_about(rng, rng.choice(SUBJECTS["water"]))


def _talk_about(rng: Random, fact: Fact) -> list[Exchange]:
    """The fact, then often others of its subject, at times one of another subject."""
    turns = [_single(rng, fact, leans=False)]
    rest = [other for facts in SUBJECTS.values() if fact in facts for other in facts if other is not fact]
    rng.shuffle(rest)
    while len(turns) < 3 and rng.random() < 0.6:
        leans = bool(rest) and rng.random() < 0.8
        turns.append(_single(rng, rest.pop() if leans else rng.choice(EVERY), leans))
        if not leans:
            break
    return turns


TOGETHER = keys(RELATIONS)
BEASTS = tuple(thing for thing, tables in TOGETHER.items() if {"sound", "young"} & set(tables))


def turned(rng: Random, known: Known) -> list[Exchange]:
    """Several questions about one thing, each for something else: first its sound, then its young."""
    tables = TOGETHER[rng.choice(BEASTS if rng.random() < 0.5 else tuple(TOGETHER))]
    names = rng.sample(list(tables), min(len(tables), rng.choice((2, 2, 3))))
    turns: list[Exchange] = []
    for name in names:
        relation, x = RELATIONS[name], tables[name]
        core = _statement(rng, relation, x, full=bool(turns) and rng.random() < 0.5)
        if turns:
            user = leaning(rng, name, **_slots(rng, relation, x))
        else:
            user = say(rng, relation.ask, **_slots(rng, relation, x))
        turns.append((user, _answer(rng, relation, x, core, rng.choice([key for key in relation.facts if key != x]))))
    return turns


def walked(rng: Random, known: Known) -> list[Exchange]:
    """Along an ordered row, step by step ("and the one after that?"), or one look each way."""
    word, other = rng.sample(("after", "before"), 2)
    noun = rng.choice(("day", "day", "month", "month", "season", "letter"))
    relation, back = RELATIONS[f"{noun}_{word}"], RELATIONS[f"{noun}_{other}"]
    x = rng.choice(list(relation.facts))
    turns = [(say(rng, relation.ask, **_slots(rng, relation, x)), _short(rng, _statement(rng, relation, x)))]
    if x in back.facts and rng.random() < 0.35:
        return [*turns, (other_way(rng, other, x), _short(rng, _statement(rng, back, x, full=True)))]
    while (x := relation.facts[x]) in relation.facts and len(turns) < 4 and (len(turns) < 2 or rng.random() < 0.5):
        turns.append((walk(rng, word), _short(rng, _statement(rng, relation, x, full=True))))
    return turns


def _short(rng: Random, core: str) -> str:
    """The clause in some manner, with nothing beside it that a follow-up could refer to instead."""
    return dress(rng, Style.sample(rng), core)


def unknown(rng: Random, known: Known) -> list[Exchange]:
    """A capital that is not in the table: the assistant says that it does not know it."""
    x = rng.choice(UNKNOWN) if rng.random() < 0.5 else invented_word(rng).capitalize()
    style = Style.sample(rng)
    cores = (
        f"I do not know the capital of {x}",
        f"the capital of {x} is not something I have learned",
        f"I have never learned the capital of {x}",
        f"I cannot say what the capital of {x} is",
    )
    extras = ("An atlas will tell you.", "I only know some of the larger countries.", "A map would help here.")
    hedged = (
        f"I do not think I know the capital of {x}, perhaps an atlas helps",
        f"I believe I never learned the capital of {x}",
    )
    place = x.lower() if rng.random() < 0.25 else x
    return [(say(rng, CAPITAL.ask, x=place), dress(rng, style, rng.choice(cores), extras, tone="sorry", hedged=hedged))]


def quiz(rng: Random, known: Known) -> list[Exchange]:
    """The assistant asks, the user answers, the assistant says whether that is right."""
    relation = rng.choice([RELATIONS[name] for name in ("capital", "opposite", "day_after", "month_after", "young")])
    x = rng.choice(list(relation.facts))
    slots = _slots(rng, relation, x)
    style = Style.sample(rng)
    question = relation.ask[0].format(**slots)
    start = {"formal": "certainly, here is a question for you", "casual": "okay, let's see"}[style.register]
    turns = [(say(rng, QUIZ), f"{start[0].upper()}{start[1:]}: {question[0].lower()}{question[1:]}")]
    right = rng.random() < 0.6
    given = slots["y"] if right else slots["other"]
    fact = _statement(rng, relation, x, full=True)
    cores = (f"that is right, {fact}", f"correct, {fact}", f"well done, {fact}")
    if not right:
        cores = (f"not quite, {fact}", f"that is not it, {fact}", f"almost, but {fact}")
    answer = say(rng, ("{given}", "{given}", "is it {given}?", "I think it is {given}", "{given}!"), given=given)
    again = ("shall we try another one?", "do you want another question?", "one more?", "ready for the next one?")
    turns.append((answer, dress(rng, Style.sample(rng), rng.choice(cores), questions=again, tone="plain")))
    return turns


_DEARER = {"capital": 1.5, "colour": 1.3, "day_after": 2.0, "month_after": 1.5, "continent": 0.7, "language": 0.8}
"""What people ask for more or less often than the size of its table says."""

TOPICS: dict[str, tuple[float, Topic]] = {
    **{
        f"facts_{name}": (max(0.5, len(relation.facts) / 25) * _DEARER.get(name, 1.0), _scene(relation))
        for name, relation in RELATIONS.items()
    },
    "facts_sure": (1.0, sure),
    "facts_compared": (2.0, compared),
    "facts_general": (5.0, general),
    "facts_turned": (4.0, turned),
    "facts_walked": (2.5, walked),
    "facts_water": (1.0, water),
    "facts_unknown": (1.2, unknown),
    "facts_quiz": (0.7, quiz),
}

"""Lists: exactly as many members of a category as asked for, and what people say about a list they were given.

Also what to buy, pack or do for an occasion, steps for simple things, and pros and cons. Members are drawn without
repetition and follow-ups ("one more", "the second one") stay true to what was listed. Whether the items stand one a
line or in a sentence is the reply's style and not the user's wording, unless the user asks for it afterwards.
"""

import re
from dataclasses import replace
from random import Random

from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.list_asks import (
    AND_ALSO,
    ANYTHING_ELSE,
    APART,
    AS_LIST,
    AS_MANY,
    AS_SENTENCE,
    ASKS,
    BOTH_SIDES,
    HOW_MANY,
    HOW_TO,
    MORE,
    ONE_MORE,
    PACKING,
    SHOPPING_FOR,
    SOME,
    SORT,
    TO_DO,
    WHICH,
    WHICH_STEP,
    WITHOUT,
)
from policy.starter.corpus.list_tables import CATEGORIES, NEEDED, PROS_AND_CONS, SHOPPING, STEPS, TASKS
from policy.starter.corpus.numerals import in_words
from policy.starter.corpus.phrasing import dress, joined, say
from policy.starter.corpus.tables import row

MEMBERS = {name: row(members) for name, members in CATEGORIES.items()}

LOOSELY = {2: "a couple of", 6: "half a dozen"}
ORDINALS = row("first, second, third, fourth, fifth, sixth")

INTROS = (
    "here are {n} {kind}",
    "{n} {kind}",
    "these are {n} {kind}",
    "I can name {n} {kind}",
    "{n} {kind} would be",
    "my {n} {kind}",
    "here you go, {n} {kind}",
)
UNSURE = (
    "I think these are {n} {kind}",
    "I believe these are {n} {kind}",
    "perhaps these {n} {kind}",
    "as far as I know, these are {n} {kind}",
    "these are probably {n} good {kind}",
)
EXTRAS = (
    "there are many more {kind}.",
    "these are just some of the {kind} that I know.",
    "I picked them at random.",
    "I could go on with more {kind}.",
    "of course there are others too.",
)
QUESTIONS = (
    "do you want more {kind}?",
    "shall I name another one?",
    "would you like a few more?",
    "do you know any others?",
    "which one do you like best?",
    "is that enough?",
)


def number_word(rng: Random, number: int) -> str:
    """A small number in digits or letters, as people write it."""
    return str(number) if rng.random() < 0.4 else in_words(number)


def kind_of(name: str, number: int) -> str:
    """The category's name behind a number: "1 fruit", "2 fruits"."""
    if number != 1:
        return name
    irregular = {"girls' names": "girl's name", "boys' names": "boy's name"}
    head, space, tail = name.partition(" of ")
    if name in irregular:
        return irregular[name]
    if name.endswith("ies"):
        return f"{name.removesuffix('ies')}y"
    if name.startswith("things "):
        return name.replace("things", "thing", 1)
    return f"{head.removesuffix('s')}{space}{tail}"


def listing(rng: Random, style: Style, name: str, members: list[str], intros: tuple[str, ...] = INTROS) -> str:
    """The reply that lists the members."""
    slots = {"n": number_word(rng, len(members)), "kind": kind_of(name, len(members))}
    questions = [question.format(kind=name) for question in QUESTIONS]
    extras = [extra.format(kind=name) for extra in EXTRAS]
    if len(members) == 1:
        cores = ("{x} is one", "one {kind} is {x}", "how about {x}", "you could take {x}", "{x} comes to mind")
        core = rng.choice(cores).format(x=members[0], **slots)
        return dress(rng, style, core, extras, questions)
    hedged = [intro.format(**slots) for intro in UNSURE]
    return dress(rng, style, rng.choice(intros).format(**slots), extras, questions, items=members, hedged=hedged)


def named(rng: Random, known: Known) -> list[Exchange]:
    """Some members of a category, then what the user wants to know about the list."""
    name, *rest = rng.sample(list(MEMBERS), 3)
    number = rng.choice((1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6))
    members, spare = _drawn(rng, name, number)
    if rng.random() < 0.1:
        number = max(3, number)
        members, spare = _drawn(rng, name, number)
        user = say(rng, SOME, kind=name)
    else:
        user = _asked(rng, ASKS if rng.random() < 0.55 else APART, name, number)
    turns = [(user, listing(rng, Style.sample(rng), name, members))]
    while rest and rng.random() < 0.2:
        name = rest.pop()
        again = rng.random() < 0.35 and len(MEMBERS[name]) >= number
        number = number if again else rng.randint(1, 5)
        members, spare = _drawn(rng, name, number)
        turns.append(
            (_asked(rng, AS_MANY if again else AND_ALSO, name, number), listing(rng, Style.sample(rng), name, members))
        )
    for follow in rng.sample((_which, _which, _more, _more, _ordered, _reshaped, _without, _how_many), 4):
        if rng.random() < 0.45 or len(members) > number + 1:
            break
        exchange = follow(rng, name, members, spare)
        if exchange:
            turns.append(exchange)
    return turns


def _drawn(rng: Random, name: str, number: int) -> tuple[list[str], list[str]]:
    """That many members of the category, and some to add when asked for more."""
    drawn = rng.sample(MEMBERS[name], min(len(MEMBERS[name]), number + 4))
    return drawn[:number], drawn[number:]


def _asked(rng: Random, asks: tuple[str, ...], name: str, number: int) -> str:
    """A line that asks for that many members; now and then the number is "a couple of" or "half a dozen"."""
    ask = rng.choice(asks)
    count = number_word(rng, number)
    if "{n} {kind}" in ask and number in LOOSELY and rng.random() < 0.15:
        count = LOOSELY[number]
    return say(rng, [ask], n=count, kind=kind_of(name, number), kinds=name)


def _which(rng: Random, name: str, members: list[str], spare: list[str]) -> Exchange | None:
    """ "What was the second one?" """
    if len(members) < 2:
        return None
    at = rng.randrange(min(6, len(members)))
    word = "last" if at == len(members) - 1 and rng.random() < 0.5 else ORDINALS[at]
    cores = (
        f"the {word} one was {members[at]}",
        f"it was {members[at]}",
        f"the {word} one is {members[at]}",
        f"{members[at]} was the {word} one",
    )
    extras = (f"it is one of the {len(members)} that I named.", "that is where it stood in my list.")
    return say(rng, WHICH, word=word), dress(rng, Style.sample(rng), rng.choice(cores), extras)


def _more(rng: Random, name: str, members: list[str], spare: list[str]) -> Exchange | None:
    """ "One more", "another three": new ones only."""
    if not spare:
        return None
    number = min(len(spare), rng.choice((1, 1, 1, 2, 2, 3)))
    new = [spare.pop() for _ in range(number)]
    members += new
    if number == 1:
        x = new[0]
        cores = (f"another one is {x}", f"one more is {x}", f"{x} is another one", f"how about {x}", f"then I add {x}")
        extras = (f"that makes {len(members)} in all.", f"I know a few more {name}.")
        return say(rng, ONE_MORE), dress(rng, Style.sample(rng), rng.choice(cores), extras, QUESTIONS[1:])
    intros = ("here are {n} more", "{n} more {kind}", "another {n} {kind}", "then I add these {n}")
    return say(rng, MORE, n=number_word(rng, number)), listing(rng, Style.sample(rng), name, new, intros)


def _ordered(rng: Random, name: str, members: list[str], spare: list[str]) -> Exchange | None:
    """In alphabetical order."""
    if len(members) < 2:
        return None
    members.sort(key=str.lower)
    intros = ("in alphabetical order", "sorted by name, they are", "in the order of the alphabet", "from A to Z")
    hedged = ("I think this is the right order", "I believe that this is the order")
    extras = ("they are the same ones as before.", "now they are easy to find.")
    return say(rng, SORT), dress(rng, Style.sample(rng), rng.choice(intros), extras, items=members, hedged=hedged)


def _reshaped(rng: Random, name: str, members: list[str], spare: list[str]) -> Exchange | None:
    """The same items in the shape that the user names."""
    if len(members) < 2:
        return None
    style = replace(Style.sample(rng), listed=rng.random() < 0.5)
    asks = AS_LIST if style.listed else AS_SENTENCE
    intros = ("the same ones again", "here you are", "once more")
    return say(rng, asks), dress(
        rng, style, rng.choice(intros), (), items=members, hedged=("I think it is better like this",)
    )


def _without(rng: Random, name: str, members: list[str], spare: list[str]) -> Exchange | None:
    """One of them taken out."""
    if len(members) < 3:
        return None
    gone = rng.choice(members)
    members.remove(gone)
    intros = (
        f"without {gone}, these are left",
        f"now there are {len(members)}",
        f"the list without {gone}",
        "these remain",
    )
    hedged = (f"I think these are left without {gone}", "I believe that leaves these")
    extras = (f"{gone} is gone.",)
    return say(rng, WITHOUT, x=gone), dress(
        rng, Style.sample(rng), rng.choice(intros), extras, items=members, hedged=hedged
    )


def _how_many(rng: Random, name: str, members: list[str], spare: list[str]) -> Exchange | None:
    """How long the list is by now."""
    number = len(members)
    cores = [
        f"that makes {in_words(number)}",
        f"{in_words(number)} {kind_of(name, number)}",
        f"it is {in_words(number)} by now",
    ]
    extras = (f"they are {joined(members)}." if number > 1 else f"it is {members[0]}.",)
    return say(rng, HOW_MANY), dress(rng, Style.sample(rng), rng.choice(cores), extras)


OCCASIONS = (
    (
        NEEDED,
        PACKING,
        ("for {x}, take", "for {x} you need", "pack these for {x}", "here is what you need for {x}"),
    ),
    (
        SHOPPING,
        SHOPPING_FOR,
        ("for {x}, buy", "for {x} you need", "here is a shopping list for {x}", "to make {x}, get"),
    ),
    (
        TASKS,
        TO_DO,
        ("for {x}, do these", "here is a to-do list for {x}", "things to do for {x}", "this is what {x} asks for"),
    ),
)


def occasion(rng: Random, known: Known) -> list[Exchange]:
    """What to pack, buy or do."""
    table, asks, intros = rng.choice(OCCASIONS)
    x = rng.choice(list(table))
    style = Style.sample(rng)
    items = list(row(table[x]))
    spare = [items.pop() for _ in range(rng.choice((1, 2) if style.length == "short" else (0, 1)))]
    intro = rng.choice(intros).format(x=x)
    hedged = (f"I think you need this for {x}", f"for {x}, I believe, this will do", f"for {x} I think of")
    extras = (
        "that should be enough.",
        "add what you like.",
        "take your time with it.",
        "you can leave out what you have already.",
    )
    questions = (
        "did I forget anything?",
        "do you have most of that already?",
        "what else do you need?",
        "shall I add something?",
    )
    turns = [(say(rng, asks, x=x), dress(rng, style, intro, extras, questions, items=items, hedged=hedged))]
    if spare and rng.random() < 0.5:
        cores = (
            f"one more thing: {spare[0]}",
            f"you could add this: {spare[0]}",
            f"also {spare[0]}",
            f"I forgot this: {spare[0]}",
        )
        turns.append((say(rng, ANYTHING_ELSE), dress(rng, Style.sample(rng), rng.choice(cores), (), questions)))
    return turns


def steps(rng: Random, known: Known) -> list[Exchange]:
    """How to do a simple thing, step by step, and what comes next."""
    x = rng.choice(list(STEPS))
    items = list(row(STEPS[x]))
    style = Style.sample(rng)
    intros = (
        f"to {x}, do this",
        "follow these steps",
        f"this is how to {x}",
        "it goes like this",
        f"to {x}, take these steps",
    )
    hedged = (f"I think this is how to {x}", "I believe it goes like this", f"as far as I know, this is how to {x}")
    extras = ("that is all.", "take your time.", "it gets easier each time.", "and then you are done.")
    questions = ("do you have all you need?", "is any step unclear?", "does that help?", "have you tried it before?")
    reply = dress(rng, style, rng.choice(intros), extras, questions, items=items, hedged=hedged)
    turns = [(say(rng, HOW_TO, x=x, mine=x.replace("your", "my")), numbered(reply) if rng.random() < 0.5 else reply)]
    if rng.random() < 0.45:
        at = rng.randrange(len(items))
        word = ORDINALS[at] if at < len(items) - 1 or rng.random() < 0.5 else "last"
        cores = (f"the {word} step is: {items[at]}", f"{word} step: {items[at]}", f"in the {word} step, {items[at]}")
        turns.append((say(rng, WHICH_STEP, word=word), dress(rng, Style.sample(rng), rng.choice(cores), extras[:2])))
    return turns


def numbered(reply: str) -> str:
    """The reply with its "- " items numbered instead."""
    parts = re.split(r"(?m)^- ", reply)
    return parts[0] + "".join(f"{index}. {part}" for index, part in enumerate(parts[1:], 1))


def pros_and_cons(rng: Random, known: Known) -> list[Exchange]:
    """What speaks for and against a thing."""
    x = rng.choice(list(PROS_AND_CONS))
    pros, cons = (row(side) for side in PROS_AND_CONS[x].split("|"))
    style = Style.sample(rng)
    count = 1 if style.length == "short" else 2
    items = [f"for it: {pro}" for pro in pros[:count]] + [f"against it: {con}" for con in cons[:count]]
    if not style.listed:
        core, items = f"on the one hand, {joined(pros[:count])}, on the other hand, {joined(cons[:count])}", []
    else:
        core = rng.choice((f"{x} has two sides", f"the pros and cons of {x}", f"here is what to say about {x}"))
    extras = (
        "it depends on what matters to you.",
        "in the end it is a matter of taste.",
        "most people have their own view on it.",
    )
    questions = (
        "what matters most to you?",
        "what do you think?",
        "which side is stronger for you?",
        "are you trying to decide?",
    )
    hedged = (f"I think there are two sides to {x}",) if items else (f"I think, {core}", f"I believe, {core}")
    return [(say(rng, BOTH_SIDES, x=x), dress(rng, style, core, extras, questions, items=items, hedged=hedged))]


TOPICS: dict[str, tuple[float, Topic]] = {
    "lists_named": (16.0, named),
    "lists_occasion": (4.0, occasion),
    "lists_steps": (4.0, steps),
    "lists_pros_and_cons": (2.0, pros_and_cons),
}

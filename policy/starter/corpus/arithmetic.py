"""Small sums, always computed: the two addends and their answer, asked in digits, words and little stories.

A small model learns a table from repetition, so sums up to 20 and the times tables come often and sums up to 100
less so. The answer's digits come early in the reply. Anything larger is declined (`too_large`) rather than guessed.
"""

from random import Random

from policy.starter.corpus.arithmetic_asks import (
    ASKED,
    CLAIMS,
    DOWNWARDS,
    FOLLOWS,
    FROM_ONE,
    GAINS,
    GROUPS,
    HALF,
    LOSSES,
    NEIGHBOUR,
    NEIGHBOUR_NEXT,
    NEXT,
    ON,
    ORDERS,
    PARITY,
    PARITY_IS,
    PARITY_NEXT,
    SHARES,
    SPOKEN,
    THREE,
    TWICE,
    UPWARDS,
    WRAPPERS,
)
from policy.starter.corpus.base import Exchange, Known, Style, Topic, pick
from policy.starter.corpus.comparing import larger
from policy.starter.corpus.numerals import in_words, written
from policy.starter.corpus.phrasing import dress, joined, say
from policy.starter.corpus.slots import FIRST_NAMES
from policy.starter.corpus.tables import row

QUESTIONS = (
    "shall we do another one?",
    "do you want another sum?",
    "would you like to try another one?",
    "what is the next one?",
    "do you have another one for me?",
    "is that what you got too?",
)


def apply(a: int, sign: str, b: int) -> int:
    """What `a sign b` makes."""
    return {"+": a + b, "-": a - b, "*": a * b, "/": a // b if b else 0}[sign]


def operands(rng: Random, sign: str) -> tuple[int, int]:
    """Two numbers for the sign: mostly from the tables up to 20, now and then up to 100."""
    if sign == "*":
        return rng.randint(0, 10), rng.randint(0, 10)
    if sign == "/":
        b = rng.randint(1, 10)
        return b * rng.randint(1, 10), b
    if rng.random() < 0.8:
        top = rng.randint(0, 20)
        part = rng.randint(0, top)
        if sign == "-":
            return top, part
        return (part, top - part) if rng.random() < 0.6 else (rng.randint(0, 20), rng.randint(0, 20))
    if rng.random() < 0.5:
        a, b = 10 * rng.randint(1, 9), 10 * rng.randint(1, 9)
    else:
        a, b = rng.randint(20, 98), rng.randint(1, 30)
    if sign == "-":
        return max(a, b), min(a, b)
    return min(a, 100 - b) if a + b > 100 else a, b


def asked(rng: Random, a: int, sign: str, b: int, templates: tuple[str, ...] = WRAPPERS) -> str:
    """A user's line that asks for `a sign b`, in digits or words."""
    words = rng.random() < 0.25
    if templates is WRAPPERS and rng.random() < 0.15:
        return say(rng, ORDERS[sign], a=written(rng, a, words), b=written(rng, b, words))
    forms = [
        form for form in ASKED[sign] if not words or (form[3] == " " and form[4].isalpha()) or form.startswith("the")
    ]
    sum_ = rng.choice(forms).format(a=written(rng, a, words), b=written(rng, b, words))
    return say(rng, templates, sum=sum_)


def answered(rng: Random, a: int, sign: str, b: int) -> str:
    """The reply with the result early in it."""
    style = Style.sample(rng)
    result = apply(a, sign, b)
    cores = (
        f"{a} {SPOKEN[sign]} {b} is {result}",
        f"{a} {SPOKEN[sign]} {b} is {result}",
        f"{a} {SPOKEN[sign]} {b} makes {result}",
        f"that is {result}",
        f"it is {result}",
        f"the answer is {result}",
        f"that makes {result}",
    )
    return dress(rng, style, rng.choice(cores), checks(a, sign, b), QUESTIONS)


def checks(a: int, sign: str, b: int) -> tuple[str, ...]:
    """True sentences beside a result: it in words, and how to see it."""
    result = apply(a, sign, b)
    lines = [
        f"in words, that is {in_words(result)}" if 0 <= result <= 100 else f"written out, {a} {sign} {b} = {result}"
    ]
    if sign == "+":
        lines += [f"{b} plus {a} is {result} too", f"you can check it: {result} minus {b} is {a}"]
    elif sign == "-":
        lines += [f"you can check it: {result} plus {b} is {a}", f"so {b} and {result} make {a}"]
    elif sign == "*":
        lines += [f"{b} times {a} is {result} too", f"it belongs to the table of {b}"]
    else:
        lines += [f"you can check it: {result} times {b} is {a}", f"{b} times {result} is {a}"]
    return tuple(lines)


def _sums(signs: str) -> Topic:
    """A scene of one to four sums with these signs."""

    def play(rng: Random, known: Known) -> list[Exchange]:
        turns: list[Exchange] = []
        while not turns or (len(turns) < 4 and rng.random() < 0.45):
            sign = rng.choice(signs)
            a, b = operands(rng, sign)
            templates = FOLLOWS if turns and rng.random() < 0.6 else WRAPPERS
            turns.append((asked(rng, a, sign, b, templates), answered(rng, a, sign, b)))
        return turns

    return play


def chain(rng: Random, known: Known) -> list[Exchange]:
    """A sum whose result the next turns change."""
    a, b = rng.randint(1, 12), rng.randint(1, 12)
    turns = [(asked(rng, a, "+", b), answered(rng, a, "+", b))]
    total = a + b
    for _ in range(rng.choice((1, 1, 2, 3))):
        sign = rng.choice(("++--*" if total % 2 else "++--*/") if 0 < total <= 20 else "-" if total > 20 else "+")
        n = 2 if sign in "*/" else rng.randint(1, min(10, total) if sign == "-" else 10)
        number = written(rng, n, rng.random() < 0.2)
        turns.append((say(rng, ON[sign], n=number), answered(rng, total, sign, n)))
        total = apply(total, sign, n)
    return turns


THINGS = row("""
    apples, pears, books, coins, marbles, cards, eggs, pencils, stamps, balloons, biscuits, shells, tickets, plums, cups,
    buttons, oranges, flowers, stones, sweets, nuts, keys, toys, lemons, candles, spoons, feathers, postcards
""")


def story(rng: Random, known: Known) -> list[Exchange]:
    """A word problem."""
    sign, templates = rng.choice(
        (("+", GAINS), ("+", GAINS), ("-", LOSSES), ("-", LOSSES), ("*", GROUPS), ("/", SHARES))
    )
    a, b = operands(rng, sign)
    while min(a, b) < 2 or max(a, b) > 60:
        a, b = operands(rng, sign)
    things, who, words = rng.choice(THINGS), rng.choice(FIRST_NAMES), rng.random() < 0.25
    slots = {"a": written(rng, a, words), "b": written(rng, b, words), "things": things, "who": who}
    result = apply(a, sign, b)
    extras = (f"because {a} {SPOKEN[sign]} {b} is {result}.", *checks(a, sign, b))
    noun = things if result != 1 else things.removesuffix("s")
    cores = [f"that makes {result} {noun}", f"the answer is {result} {noun}", f"that is {result} {noun}"]
    if sign == "-":
        cores.append(f"{result} {noun} remain" if result != 1 else f"1 {noun} remains")
    return [(say(rng, templates, **slots), dress(rng, Style.sample(rng), rng.choice(cores), extras, QUESTIONS))]


def double(rng: Random, known: Known) -> list[Exchange]:
    """Doubles and halves."""
    turns: list[Exchange] = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        n = rng.randint(1, 20) if rng.random() < 0.8 else 5 * rng.randint(4, 10)
        number = written(rng, n, rng.random() < 0.2)
        if rng.random() < 0.5:
            user = say(rng, TWICE, n=number)
            cores = (f"twice {n} is {2 * n}", f"double {n} is {2 * n}", f"that is {2 * n}", f"it is {2 * n}")
            extras = (f"{n} plus {n} is {2 * n}.", f"and half of {2 * n} is {n}.")
        else:
            even = written(rng, 2 * n, rng.random() < 0.2)
            user = say(rng, HALF, n=even)
            cores = (f"half of {2 * n} is {n}", f"that is {n}", f"it is {n}", f"the half is {n}")
            extras = (f"{n} plus {n} is {2 * n}.", f"and twice {n} is {2 * n}.")
        turns.append((user, dress(rng, Style.sample(rng), rng.choice(cores), extras, QUESTIONS)))
    return turns


def parity(rng: Random, known: Known) -> list[Exchange]:
    """Even and odd."""
    turns: list[Exchange] = []
    for _ in range(rng.choice((1, 1, 2))):
        n = rng.randint(0, 30) if rng.random() < 0.8 else rng.randint(31, 100)
        kind, other = ("even", "odd") if n % 2 == 0 else ("odd", "even")
        extras = (
            f"so it {'can' if kind == 'even' else 'cannot'} be halved evenly.",
            f"it ends in {n % 10}, and that makes it {kind}.",
        )
        cores = (f"{n} is {kind}", f"{n} is an {kind} number", f"it is {kind}")
        if rng.random() < 0.25:
            guess = rng.choice((kind, other))
            core = f"{'yes' if guess == kind else 'no'}, {n} is {kind}"
            user = say(rng, PARITY_IS, n=str(n), guess=guess)
            turns.append((user, dress(rng, Style.sample(rng), core, extras, QUESTIONS, tone="plain")))
            continue
        asks = PARITY_NEXT if turns and rng.random() < 0.6 else PARITY
        turns.append((say(rng, asks, n=str(n)), dress(rng, Style.sample(rng), rng.choice(cores), extras, QUESTIONS)))
    return turns


def sequence(rng: Random, known: Known) -> list[Exchange]:
    """The next number of a row that grows or shrinks by one step."""
    step = rng.choice((1, 1, 2, 2, 3, 4, 5, 10, -1, -2, -5, -10))
    start = rng.randint(0, 20) if step > 0 else rng.randint(5, 15) * max(1, -step)
    shown = [start + step * index for index in range(rng.choice((3, 4, 4, 5)))]
    following = shown[-1] + step
    if following < 0:
        return sequence(rng, known)
    text = ", ".join(map(str, shown))
    way = f"each number is {abs(step)} {'more' if step > 0 else 'less'} than the one before"
    cores = (
        f"the next number is {following}",
        f"next comes {following}",
        f"{following} comes next",
        f"it is {following}",
    )
    return [(say(rng, NEXT, row=text), dress(rng, Style.sample(rng), rng.choice(cores), (way,), QUESTIONS))]


def neighbour(rng: Random, known: Known) -> list[Exchange]:
    """The number right after or before another."""
    turns: list[Exchange] = []
    while not turns or (len(turns) < 3 and rng.random() < 0.35):
        n = rng.randint(1, 30) if rng.random() < 0.6 else rng.randint(31, 99)
        word, result = rng.choice((("after", n + 1), ("before", n - 1)))
        asks = NEIGHBOUR_NEXT if turns and rng.random() < 0.7 else NEIGHBOUR
        cores = (f"{result} comes {word} {n}", f"it is {result}", f"the number {word} {n} is {result}")
        user = say(rng, asks, word=word, n=written(rng, n, rng.random() < 0.2))
        turns.append((user, dress(rng, Style.sample(rng), rng.choice(cores), (), QUESTIONS)))
    return turns


def count(rng: Random, known: Known) -> list[Exchange]:
    """Counting up or down."""
    low = rng.choice((1, 1, 1, rng.randint(0, 20)))
    numbers = [str(number) for number in range(low, low + rng.randint(3, 10))]
    asks = UPWARDS
    if rng.random() < 0.3:
        numbers.reverse()
        asks = DOWNWARDS
    elif low == 1 and rng.random() < 0.5:
        asks = FROM_ONE
    style = Style.sample(rng)
    prose = ", ".join(numbers)
    core, hedged = (
        ("here we go", "I believe it goes like this") if style.listed else (prose, f"I think it goes {prose}")
    )
    extras = ("counting is fun.", "that is how it goes.", "and that is all of them.")
    user = pick(rng, asks, a=numbers[0], b=numbers[-1])
    items = numbers if style.listed else ()
    return [(user, dress(rng, style, core, extras, QUESTIONS, items=items, hedged=(hedged,)))]


def checked(rng: Random, known: Known) -> list[Exchange]:
    """The user proposes a result, and the assistant says whether it holds."""
    sign = rng.choice("++--*")
    a, b = operands(rng, sign)
    result = apply(a, sign, b)
    claim = result if rng.random() < 0.5 else max(0, result + rng.choice((-2, -1, 1, 2, 10)))
    style = Style.sample(rng)
    fact = f"{a} {SPOKEN[sign]} {b} is {result}"
    yes = {"formal": ("yes", "that is correct", "indeed"), "casual": ("yep", "yeah", "you got it", "right")}
    no = {"formal": ("no", "that is not correct", "I am afraid not"), "casual": ("nope", "nah", "not quite")}
    word = rng.choice((yes if claim == result else no)[style.register])
    user = say(
        rng,
        CLAIMS,
        a=str(a),
        b=str(b),
        c=str(claim),
        s=rng.choice((SPOKEN[sign], SPOKEN[sign], "x" if sign == "*" else sign)),
    )
    hedged = (f"{word}, I think {fact}", f"{word}, I believe {fact}", f"{word}, {fact}, as far as I know")
    return [(user, dress(rng, style, f"{word}, {fact}", (), QUESTIONS, tone="plain", hedged=hedged))]


def too_large(rng: Random, known: Known) -> list[Exchange]:
    """Beyond the small sums: say so rather than guess."""
    sign = rng.choice("**++-/")
    a, b = rng.randint(101, 9999), rng.randint(101, 999)
    if sign in "*/":
        a, b = rng.choice((rng.randint(12, 99), a)), rng.randint(12, 99)
    style = Style.sample(rng)
    cores = (
        "I am only good at small sums",
        "that sum is too large for me",
        "I can only do small sums, so I will not guess",
        "numbers as large as these are beyond me",
        "I would get that one wrong, I only do small sums",
    )
    extras = (
        "a calculator will do it in no time.",
        "please use a calculator for that one.",
        "I am fine with numbers up to a hundred.",
        "small sums like 7 plus 5 are what I can do.",
    )
    hedged = (
        "I think that sum is too large for me",
        "I would probably get that wrong, I only do small sums",
        "I believe that one is beyond me",
    )
    questions = (
        "do you have a smaller one for me?",
        "shall we try a smaller sum?",
        "would you like to try an easier one?",
    )
    return [
        (
            asked(rng, max(a, b), sign, min(a, b)),
            dress(rng, style, rng.choice(cores), extras, questions, tone="sorry", hedged=hedged),
        )
    ]


def several(rng: Random, known: Known) -> list[Exchange]:
    """The sum of three small numbers."""
    numbers = [rng.randint(1, 7) for _ in range(3)]
    a, b, c = numbers
    cores = (
        f"{joined([str(n) for n in numbers])} make {sum(numbers)}",
        f"that is {sum(numbers)}",
        f"it is {sum(numbers)}",
    )
    extras = (f"{a} plus {b} is {a + b}, and {c} more makes {sum(numbers)}.",)
    user = say(rng, THREE, a=str(a), b=str(b), c=str(c))
    return [(user, dress(rng, Style.sample(rng), rng.choice(cores), extras, QUESTIONS))]


TOPICS: dict[str, tuple[float, Topic]] = {
    "arithmetic_plus": (18.0, _sums("+")),
    "arithmetic_minus": (12.0, _sums("-")),
    "arithmetic_times": (8.0, _sums("*")),
    "arithmetic_divided": (5.0, _sums("/")),
    "arithmetic_mixed": (5.0, _sums("++-*")),
    "arithmetic_chain": (5.0, chain),
    "arithmetic_story": (9.0, story),
    "arithmetic_double": (3.0, double),
    "arithmetic_larger": (12.0, larger),
    "arithmetic_parity": (1.5, parity),
    "arithmetic_sequence": (2.0, sequence),
    "arithmetic_neighbour": (1.5, neighbour),
    "arithmetic_count": (1.5, count),
    "arithmetic_checked": (3.0, checked),
    "arithmetic_too_large": (2.0, too_large),
    "arithmetic_several": (1.5, several),
}

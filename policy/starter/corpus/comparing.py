"""Which of two numbers is larger: the pairs that are easily confused come most often, in many ways of asking.

36 and 63, 48 and 49, 70 and 7 are what a small model mixes up, so they are drawn far more often than by chance, and
in either order. A scene goes on with the other end ("and the smaller one?") or with another pair.
"""

from random import Random

from policy.starter.corpus.base import Exchange, Known, Style
from policy.starter.corpus.numerals import written
from policy.starter.corpus.phrasing import dress, say
from policy.starter.corpus.tables import lines

UP = ("larger", "bigger", "bigger", "greater", "higher", "more")
DOWN = ("smaller", "smaller", "lower", "lower", "less", "less")
MOST = {
    "larger": "largest", "bigger": "biggest", "greater": "greatest", "higher": "highest",
    "smaller": "smallest", "lower": "lowest",
}  # fmt: skip

WHICH = lines("""
    Which is {word}, {a} or {b}?
    What is {word}: {a} or {b}?
    {word}: {a} or {b}?
    {word}, {a} or {b}?
    Is {a} or {b} {word}?
    which number is {word}, {a} or {b}
    Tell me which is {word}, {a} or {b}.
    Which of the two is {word}, {a} or {b}?
    {a} or {b}, which one is {word}?
    {a} or {b}: which is {word}?
    {a} or {b}, what is {word}?
    Which one of {a} and {b} is {word}?
    Which of {a} and {b} is {word}?
    Of {a} and {b}, which is {word}?
    Of the numbers {a} and {b}, which is {word}?
    Out of {a} and {b}, which one is {word}?
    Between {a} and {b}, which is {word}?
    {a} and {b}: which is {word}?
    {a} and {b}. Which is {word}?
    {a} vs {b}, which is {word}
    {a} versus {b}: {word}?
    Compare {a} and {b}: which is {word}?
    Take {a} and {b}. Which is {word}?
    Here are two numbers, {a} and {b}. Which is {word}?
    I have two numbers, {a} and {b}. Which of them is {word}?
    Given {a} and {b}, which one is {word}?
    If you compare {a} with {b}, which is {word}?
    I am not sure whether {a} or {b} is {word}.
    I wonder whether {a} is {word} or {b}.
    I always mix up {a} and {b}. Which is {word}?
    My son asks me if {a} or {b} is {word}.
    My pupil cannot say which is {word}, {a} or {b}.
    Would you say {a} or {b} is {word}?
    is it {a} or {b} that is {word}
    is {word} {a} or {b}
    What counts as {word}, {a} or {b}?
    Which do you think is {word}, {a} or {b}?
    so which is {word} now, {a} or {b}
    Decide which is {word}: {a} or {b}.
    Pick whichever is {word}: {a} or {b}.
    One of us has {a} points and the other has {b}. Which is {word}?
    I got {a} points and my sister got {b}. Which is {word}?
    One shop asks {a} euros, another one {b}. Which is {word}?
    Yesterday it was {a} degrees, today {b}. Which is {word}?
""")
"""Ways that fit every word, "more" and "less" too."""

WHICH_ONE = lines("""
    which is the {word} number, {a} or {b}
    Which is the {word} one, {a} or {b}?
    Which of {a} and {b} is the {word} one?
    Which one is the {word} number, {a} or {b}?
    Which of {a} and {b} is the {word} number?
    Of {a} and {b}, which is the {word} one?
    Of {a} and {b}, name the {word} one.
    What is the {word} number of {a} and {b}?
    What's the {word} of {a} and {b}?
    What is the {word} of the two, {a} or {b}?
    What is the {word} of {a} and {b}?
    The {word} of {a} and {b}, please.
    The {word} one, {a} or {b}?
    the {word} number: {a} or {b}?
    {a} and {b}, the {word} one?
    {a} or {b}, the {word} one please
    Give me the {word} of {a} and {b}.
    Give me the {word} number: {a} or {b}.
    Tell me the {word} one of {a} and {b}.
    Name the {word} number, {a} or {b}.
    Say which is the {word} number: {a} or {b}.
    Pick the {word} number from {a} and {b}.
    Choose the {word} one: {a} or {b}.
    Find the {word} number: {a}, {b}.
    Show me the {word} one of these: {a}, {b}.
    {a} and {b} are two numbers. Which is the {word} one?
    Among {a} and {b}, what is the {word} number?
    Between {a} and {b}, which is the {word} number?
    I need the {word} of the two numbers {a} and {b}.
    I want the {word} one of {a} and {b}.
    Is {a} the {word} number or is it {b}?
    is the {word} one {a} or {b}
    My homework asks for the {word} number, {a} or {b}.
    Of these two, {a} and {b}, which is the {word} one?
    which one would be the {word}, {a} or {b}
    {a}, {b} - which is the {word} one?
""")
"""Ways that name the number with an adjective: "the bigger one", "the smallest"."""

IS_IT = lines("""
    Is {a} {word} than {b}?
    {a} is {word} than {b}, right?
    {a} is {word} than {b}, is that true?
    Is it true that {a} is {word} than {b}?
    is {a} really {word} than {b}
    So {a} is {word} than {b}?
    I think {a} is {word} than {b}.
    I would say {a} is {word} than {b}. Am I right?
    My brother says {a} is {word} than {b}. Is he right?
    would you say {a} is {word} than {b}
    True or false: {a} is {word} than {b}.
    {a} {word} than {b}?
    Can it be that {a} is {word} than {b}?
    Am I right that {a} is {word} than {b}?
    Compared to {b}, is {a} {word}?
""")

OTHER_END = lines("""
    And which is {word}?
    and which one is {word}?
    Which one is {word}, then?
    so which is {word}
    Then which of them is {word}?
    And which of the two is {word}?
    And what is {word}?
    which is {word} then
    OK, and {word}?
    and {word}?
    Which of them is {word}?
    Right. And which of those is {word}?
""")
OTHER_ONE = lines("""
    And the {word} one?
    and the {word}?
    What about the {word} one?
    Which one is the {word} one, then?
    And which is the {word} of the two?
    The {word} one would be?
    And the {word} number is?
""")

NEXT_PAIR = lines("""
    And {a} or {b}?
    and of {a} and {b}?
    What about {a} and {b}?
    how about {a} or {b}
    {a} or {b}?
    And which of {a} and {b}?
    Same question for {a} and {b}.
    And between {a} and {b}?
    now {a} and {b}
    OK, {a} and {b}?
    And if it is {a} or {b}?
    and with {a} and {b}?
    The same for {a} and {b}, please.
    Next: {a} or {b}?
    then what of {a} and {b}
""")

QUESTIONS = (
    "shall we do another one?",
    "would you like to try another one?",
    "what is the next one?",
    "do you have another one for me?",
    "do you have two more numbers?",
    "is that what you thought too?",
)


def pair(rng: Random) -> tuple[int, int]:
    """Two different numbers up to 100, most often two that look alike, in either order."""
    manner = rng.random()
    tens, ones = rng.sample(range(1, 10), 2)
    if manner < 0.35:
        two = [10 * tens + ones, 10 * ones + tens]
    elif manner < 0.52:
        low = rng.randint(0, 99)
        two = [low, low + 1]
    elif manner < 0.62:
        two = [10 * tens + rng.randint(0, 9), 10 * tens + rng.randint(0, 9)]
    elif manner < 0.72:
        two = [10 * tens + ones, 10 * rng.randint(1, 9) + ones]
    elif manner < 0.78:
        two = [10 * tens, tens]
    else:
        two = rng.sample(range(rng.choice((10, 20, 100, 100)) + 1), 2)
    if two[0] == two[1]:
        return pair(rng)
    rng.shuffle(two)
    return two[0], two[1]


def winner_of(word: str, a: int, b: int) -> int:
    """The one of the two that is `word`."""
    return max(a, b) if word in UP else min(a, b)


def _numbers(rng: Random, a: int, b: int) -> dict[str, str]:
    words = rng.random() < 0.12
    return {"a": written(rng, a, words), "b": written(rng, b, words)}


def _reply(rng: Random, word: str, a: int, b: int, named: str = "") -> str:
    """Says which one it is; `named` is the adjective that the user named it with ("bigger", "biggest")."""
    winner = winner_of(word, a, b)
    loser = a + b - winner
    cores = [f"{winner} is {word} than {loser}", f"{winner} is {word}"]
    if named:
        cores += [f"{winner} is the {named} one", f"the {named} one is {winner}"]
    return dress(rng, Style.sample(rng), rng.choice(cores), _extras(winner, loser), QUESTIONS)


def _extras(winner: int, loser: int) -> tuple[str, ...]:
    order = "after" if winner > loser else "before"
    return f"the difference is {abs(winner - loser)}.", f"{winner} comes {order} {loser} when you count."


def _first(rng: Random, word: str, a: int, b: int) -> Exchange:
    """The question that opens a scene, and its answer."""
    if word in MOST and rng.random() < 0.5:
        named = MOST[word] if rng.random() < 0.25 else word
        return say(rng, WHICH_ONE, word=named, **_numbers(rng, a, b)), _reply(rng, word, a, b, named)
    return say(rng, WHICH, word=word, **_numbers(rng, a, b)), _reply(rng, word, a, b)


def _checked(rng: Random, word: str, a: int, b: int) -> Exchange:
    """ "Is 36 larger than 63?" """
    winner = winner_of(word, a, b)
    loser = a + b - winner
    core = f"{'yes' if winner == a else 'no'}, {winner} is {word} than {loser}"
    user = say(rng, IS_IT, word=word, **_numbers(rng, a, b))
    return user, dress(rng, Style.sample(rng), core, _extras(winner, loser), QUESTIONS, tone="plain")


def larger(rng: Random, known: Known) -> list[Exchange]:
    """Which of two numbers is larger or smaller, and what people ask next."""
    a, b = pair(rng)
    word = rng.choice(rng.choice((UP, DOWN)))
    turns = [_checked(rng, word, a, b) if rng.random() < 0.25 else _first(rng, word, a, b)]
    while len(turns) < 4 and rng.random() < 0.5:
        manner = rng.random()
        if manner < 0.35:
            word = rng.choice(DOWN if word in UP else UP)
            named = word if word in MOST and rng.random() < 0.5 else ""
            turns.append((say(rng, OTHER_ONE if named else OTHER_END, word=word), _reply(rng, word, a, b, named)))
            continue
        a, b = pair(rng)
        if manner < 0.75 and not turns[-1][1].lower().startswith(("yes", "no")):
            turns.append((say(rng, NEXT_PAIR, **_numbers(rng, a, b)), _reply(rng, word, a, b)))
        else:
            word = rng.choice(rng.choice((UP, DOWN)))
            turns.append(_checked(rng, word, a, b) if rng.random() < 0.25 else _first(rng, word, a, b))
    return turns

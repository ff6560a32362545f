"""What the corpus teaches is right: sums, lists, facts, rewritten sentences and what is said about a story.

Every check reads what the user asked and works out the answer here, from tables and rules written out in this file,
never through the module under test. Expected wordings of single functions are given by hand.
"""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise
from random import Random

import pytest

from policy.starter.corpus import advice, arithmetic, comparing, facts, lists, rewriting, stories
from policy.starter.corpus.base import Exchange, Topic

pytestmark = pytest.mark.usefixtures("as_written")

SEEDS = 600
SMALL = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
]
WORDS = {name: number for number, name in enumerate(SMALL)}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
CAPITALS = {
    "france": "Paris",
    "spain": "Madrid",
    "italy": "Rome",
    "germany": "Berlin",
    "japan": "Tokyo",
    "egypt": "Cairo",
    "canada": "Ottawa",
    "australia": "Canberra",
    "brazil": "Brasilia",
    "norway": "Oslo",
    "kenya": "Nairobi",
    "peru": "Lima",
}
NO = re.compile(r"\b(no|nope|nah|not quite|not correct|afraid not)\b")


def scenes(topics: dict[str, tuple[float, Topic]], name: str, seeds: int = SEEDS) -> Iterator[list[Exchange]]:
    """The scenes that a topic plays over many seeds."""
    for seed in range(seeds):
        yield topics[name][1](Random(seed), {})


def value(text: str) -> int:
    """The number that digits or words stand for."""
    if text.isdigit():
        return int(text)
    if text == "a hundred":
        return 100
    if text in WORDS:
        return WORDS[text]
    tens, _, ones = text.partition("-")
    return TENS[tens] + (WORDS[ones] if ones else 0)


def numbers(text: str) -> list[int]:
    """Every number in the text, in digits or words, in order."""
    return [value(found.lower()) for found in re.findall(rf"\d+|a hundred|\b(?:{NUMBER_WORDS})\b", text, re.IGNORECASE)]


NUMBER_WORDS = "|".join(
    [f"(?:{'|'.join(TENS)})-(?:{'|'.join(list(WORDS)[1:10])})", *sorted([*WORDS, *TENS], key=len, reverse=True)]
)
OPERATIONS = (
    (r"\+|plus|sum|together|add|added|total|increased?|more", lambda a, b: a + b),
    (r"-(?=\d| (?!what|who))|minus|take away|less|reduced?|left of|difference", lambda a, b: a - b),
    (r"subtract|subtracted|from|off", lambda b, a: a - b),
    (r"x|\*|times|multiplied|multiply|product|lots|rows|groups", lambda a, b: a * b),
    (r"/|÷|divided| : |divide|share|split", lambda a, b: a // b),
    (r"fit into|contained", lambda b, a: a // b),
)
LONG_WORDS = (
    *("subtract", "subtracted", "multiply", "multiplied", "divide", "divided", "share", "split", "together", "times"),
    *("added", "total", "increase", "increased", "reduce", "reduced", "difference", "product", "groups", "contained"),
)


def without_typos(user: str) -> str:
    """The line in lower case, its long words of reckoning as they are spelt."""

    def mended(found: re.Match[str]) -> str:
        return next(iter(get_close_matches(found[0], LONG_WORDS, n=1, cutoff=0.75)), found[0])

    return re.sub(r"[a-z]{4,}", mended, user.lower())


def expected_sum(user: str) -> int:
    """What a question for one sum should come to."""
    a, b = numbers(user)
    between = without_typos(user)
    signs = [apply for pattern, apply in OPERATIONS if re.search(rf"(?<![a-z])(?:{pattern})(?![a-z])", between)]
    assert len(signs) == 1, user
    return signs[0](a, b)


@pytest.mark.parametrize("name", ["plus", "minus", "times", "divided", "mixed"])
def test_every_sum_is_right_and_its_result_comes_first(name: str) -> None:
    for scene in scenes(arithmetic.TOPICS, f"arithmetic_{name}"):
        for user, reply in scene:
            result = expected_sum(user)
            first = re.split(r"(?<=\w)[.!?,](?= |$)", re.sub(r" (plus|minus|times|divided by) \d+", "", reply))
            stated = [number for part in first for number in re.findall(r"\b\d+\b", part)]
            assert str(result) in stated[:2], (user, reply)


def test_a_chain_keeps_its_running_total() -> None:
    seen = 0
    for scene in scenes(arithmetic.TOPICS, "arithmetic_chain"):
        total = expected_sum(scene[0][0])
        for user, reply in scene[1:]:
            number = (numbers(user) or [0])[-1]
            if re.search(r"double|times two|twice|multiply", user.lower()):
                total *= 2
            elif re.search(r"hal[fv]", user.lower()):
                total //= 2
            elif re.search(r"take|minus|subtract|less", user.lower()):
                total -= number
            elif re.search(r"add|plus|more", user.lower()):
                total += number
            else:  # a typo in the only telling word
                break
            assert str(total) in re.findall(r"\b\d+\b", reply), scene
            seen += 1
    assert seen > SEEDS


def test_a_word_problem_is_solved() -> None:
    kinds = {
        r"\bshare|\binto\b|for each|each get": lambda a, b: a // b,
        r"\beach\b|boxes of": lambda a, b: a * b,
        r"give away|\bgives\b|\blost\b|\btook\b|\bsell\b|\bbroken\b": lambda a, b: a - b,
        r"\bmore\b|\bgave me\b|\bbag\b|\bevening\b|\btomorrow\b": lambda a, b: a + b,
    }
    seen = dict.fromkeys(kinds, 0)
    for ((user, reply),) in scenes(arithmetic.TOPICS, "arithmetic_story"):
        kind = next((pattern for pattern in kinds if re.search(pattern, user.lower())), None)
        if kind is None:  # a typo in the only telling word
            continue
        a, b = [int(found) for found in re.findall(r"\d+", user)][:2] or numbers(user)[:2]
        assert numbers(re.sub(r"\d+ (plus|minus|times|divided by) \d+", "", reply))[0] == kinds[kind](a, b), (
            user,
            reply,
        )
        seen[kind] += 1
    assert min(seen.values()) > 40


def test_doubles_and_halves_are_right() -> None:
    seen = set()
    for scene in scenes(arithmetic.TOPICS, "arithmetic_double"):
        for user, reply in scene:
            halved = re.search(r"\bhal[fv]|\bcut\b", user.lower())
            if halved or re.search(r"twice|double|two times", user.lower()):
                number = numbers(user)[-1]
                assert str(number // 2 if halved else 2 * number) in re.findall(r"\b\d+\b", reply), (user, reply)
                seen.add((bool(halved), number))
    assert len(seen) > 40


LEAST = ("smaller", "smallest", "lower", "lowest", "less")
MOST = ("larger", "largest", "bigger", "biggest", "greater", "greatest", "higher", "highest", "more")


def end_asked_for(user: str) -> str | None:
    """The word of a line that says which of two numbers is meant, slips of the fingers mended."""
    words = re.findall(r"[a-z]+", user.lower().removeprefix("great, "))
    found = (get_close_matches(word, LEAST + MOST, n=1, cutoff=0.75) for word in words)
    return next((matches[0] for matches in found if matches), None)


def test_the_larger_number_wins() -> None:
    seen: Counter[int] = Counter()
    for scene in scenes(arithmetic.TOPICS, "arithmetic_larger"):
        pair, word = [0, 0], None
        for at, (user, reply) in enumerate(scene):
            given = [int(found) for found in re.findall(r"\d+", user)]
            if len(given) != 2 and (at == 0 or set(numbers(user)) - {1, 2}):
                break  # numbers in words, which read like other words
            pair, word = given or pair, end_asked_for(user) or word
            if word is None:
                break
            result = min(pair) if word in LEAST else max(pair)
            assert re.findall(r"\d+", reply)[0] == str(result), scene
            seen[at] += 1
    assert seen[0] > 450
    assert seen[1] > 150


def test_numbers_that_look_alike_are_compared_often_and_in_either_order() -> None:
    drawn = [comparing.pair(Random(seed)) for seed in range(SEEDS)]
    turned = [(a, b) for a, b in drawn if a == int(f"{b:02d}"[::-1])]
    beside = [(a, b) for a, b in drawn if abs(a - b) == 1]
    for like in (turned, beside):
        assert len(like) > SEEDS / 8
        assert 0.35 < sum(a > b for a, b in like) / len(like) < 0.65


def test_a_row_of_numbers_goes_on_evenly() -> None:
    for ((user, reply),) in scenes(arithmetic.TOPICS, "arithmetic_sequence"):
        row = [int(found) for found in re.findall(r"\d+", user)]
        assert re.findall(r"\d+", reply)[0] == str(2 * row[-1] - row[-2]), (user, reply)


def test_even_and_odd_are_told_apart() -> None:
    for scene in scenes(arithmetic.TOPICS, "arithmetic_parity"):
        for user, reply in scene:
            (number,) = re.findall(r"\d+", user)
            kind = "odd" if number[-1] in "13579" else "even"
            assert re.search(rf"(\b{number} is( an)?|\bit is|\bit's) {kind}\b", reply.lower()), (user, reply)


def test_a_wrong_result_is_not_confirmed() -> None:
    for ((user, reply),) in scenes(arithmetic.TOPICS, "arithmetic_checked"):
        a, b, claim = (int(found) for found in re.findall(r"\d+", user))
        sums = [
            apply(a, b)
            for pattern, apply in (OPERATIONS[0], OPERATIONS[1], OPERATIONS[3])
            if re.search(rf"\d ?(?:{pattern}) ?\d", user)
        ]
        assert len(sums) == 1, user
        assert bool(NO.search(reply.lower())) == (sums[0] != claim), (user, reply)
        assert re.search(rf"\b{sums[0]}\b", reply), (user, reply)


@pytest.mark.parametrize(("number", "name"), [(0, "zero"), (13, "thirteen"), (20, "twenty"), (42, "forty-two")])
def test_a_number_is_named(number: int, name: str) -> None:
    assert arithmetic.in_words(number) == name


def listed(reply: str) -> list[str]:
    """The items of a reply, one a line or behind the colon."""
    lines = re.findall(r"(?m)^- (.+)$", reply)
    if lines:
        return lines
    behind = re.split(r": (?!\W)", reply, maxsplit=1)[1].split(".")[0]
    return re.split(r", | and ", behind)


def test_a_list_has_exactly_as_many_distinct_members_as_asked_for() -> None:
    checked = set()
    for scene in scenes(lists.TOPICS, "lists_named", 3 * SEEDS):
        user, reply = scene[0]
        names = [name for name in lists.CATEGORIES if user.lower().rstrip("?. ").find(name.lower()) >= 0]
        asked = numbers(re.sub(r"(?i)one's|one of", "", user))
        if len(asked) != 1 or asked[0] == 1 or not names:
            continue
        name = max(names, key=len)
        items = listed(reply)
        assert len(items) == len(set(items)) == asked[0], (user, reply)
        assert set(items) <= set(lists.CATEGORIES[name].split(", ")), (user, reply)
        checked.add((name, asked[0]))
    assert len(checked) > 120
    assert {number for _, number in checked} == {2, 3, 4, 5, 6}


def test_the_second_one_is_the_second_one() -> None:
    places = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "sixth": 5, "last": -1}
    seen = set()
    for scene in scenes(lists.TOPICS, "lists_named", 3 * SEEDS):
        if len(scene) < 2:
            continue
        user, reply = scene[1]
        words = [word for word in places if re.search(rf"\b{word}\b", user.lower())]
        if words and scene[0][1].count(":"):
            item = listed(scene[0][1])[places[words[0]]]
            assert item.lower() in reply.lower(), scene
            seen.add(words[0])
    assert seen == set(places)


def test_one_more_is_a_new_one() -> None:
    seen = 0
    for scene in scenes(lists.TOPICS, "lists_named", 3 * SEEDS):
        if len(scene) > 1 and re.search(r"\b(one more|another)\b", scene[1][0].lower()) and scene[0][1].count(":"):
            old = listed(scene[0][1])
            stated = re.split(r"(?<=\w)\. |\?", scene[1][1])
            assert not any(re.search(rf"(?:is|about|add) {re.escape(item)}\b", " ".join(stated)) for item in old), scene
            seen += 1
    assert seen > 40


def test_another_category_is_listed_as_long_as_the_first() -> None:
    seen = 0
    for scene in scenes(lists.TOPICS, "lists_named", 3 * SEEDS):
        if len(scene) > 1 and re.search(r"\b(as many|just as|same (number|again|with))\b", scene[1][0].lower()):
            (_, first), (_, second), *_ = scene
            if first.count(":") and second.count(":"):
                assert len(listed(second)) == len(listed(first)), scene
                seen += 1
    assert seen > 20


@pytest.mark.parametrize(
    ("name", "one"),
    [
        ("fruits", "fruit"),
        ("European countries", "European country"),
        ("berries", "berry"),
        ("days of the week", "day of the week"),
        ("things made of wood", "thing made of wood"),
        ("boys' names", "boy's name"),
        ("white things", "white thing"),
    ],
)
def test_a_single_member_is_spoken_of_in_the_singular(name: str, one: str) -> None:
    assert name in lists.CATEGORIES
    assert lists.kind_of(name, 1) == one


def test_steps_are_numbered_from_one() -> None:
    assert lists.numbered("Sure:\n- boil water\n- wait\nEnjoy.") == "Sure:\n1. boil water\n2. wait\nEnjoy."


@pytest.mark.parametrize(
    ("relation", "key", "expected"),
    [
        ("day_after", "Sunday", "Monday"),
        ("day_before", "Monday", "Sunday"),
        ("month_after", "December", "January"),
        ("season_before", "spring", "winter"),
        ("letter_after", "Y", "Z"),
        ("planet", "third", "Earth"),
        ("opposite", "cold", "hot"),
        ("opposite", "short", "tall"),
        ("kind", "a whale", "a mammal"),
        ("legs", "a spider", "eight"),
        ("young", "owl", "an owlet"),
        ("unit", "minutes in an hour", "60"),
        ("plural", "mouse", "mice"),
        ("month_length", "September", "30"),
        ("continent", "Peru", "South America"),
    ],
)
def test_a_table_says_what_is_so(relation: str, key: str, expected: str) -> None:
    assert facts.RELATIONS[relation].facts[key] == expected


def test_the_months_make_a_year_of_365_days() -> None:
    assert sum(int(days) for days in facts.RELATIONS["month_length"].facts.values()) == 365


def test_a_question_for_a_capital_gets_that_capital() -> None:
    seen = set()
    for scene in scenes(facts.TOPICS, "facts_capital", 3 * SEEDS):
        user, reply = scene[0]
        for country, city in CAPITALS.items():
            if re.search(rf"\b{country}\b", user.lower()):
                first = re.split(r"(?<=\w)\. (?=[A-Z])", reply)[:2]
                assert city in " ".join(first), (user, reply)
                seen.add(country)
    assert seen == set(CAPITALS)


def test_a_wrong_capital_is_denied() -> None:
    seen = set()
    for scene in scenes(facts.TOPICS, "facts_capital", 3 * SEEDS):
        user, reply = scene[0]
        claim = re.search(
            r"\bisn?'?t? (\w+) the capital of (\w+)|^(\w+) is the capital of (\w+), right", user, re.IGNORECASE
        )
        if not claim:
            continue
        city, country = (part for part in claim.groups() if part)
        if country.lower() not in CAPITALS:
            continue
        right = city == CAPITALS[country.lower()]
        assert bool(NO.search(reply.lower())) != right, (user, reply)
        assert CAPITALS[country.lower()] in reply
        seen.add(right)
    assert seen == {True, False}


def test_a_question_that_leans_on_the_one_before_is_answered_about_the_same_thing() -> None:
    known = {
        "cow": ("calf", "moo", "four", "grass"),
        "sheep": ("lamb", "baa", "four", "grass"),
        "France": ("Paris", "Europe", "French"),
    }
    seen = set()
    for scene in scenes(facts.TOPICS, "facts_turned", 3 * SEEDS):
        for thing, answers in known.items():
            if re.search(rf"\b{thing}s?\b", scene[0][0], re.IGNORECASE):
                for _, reply in scene:
                    assert any(re.search(rf"\b{answer}\b", reply, re.IGNORECASE) for answer in answers), scene
                    seen.add(thing)
    assert seen == set(known)


def test_a_walk_along_the_days_goes_on_from_the_last_one() -> None:
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    seen = 0
    for scene in scenes(facts.TOPICS, "facts_walked"):
        named = [[day for day in days if day in reply] for _, reply in scene]
        if len(scene) < 3 or not named[0]:
            continue
        steps = [(days.index(day) for day in found) for found in named[1:]]
        assert all(abs(a - b) in (1, 6) for a, b in steps), scene
        assert all(set(one) & set(two) for one, two in pairwise(named)), scene
        seen += 1
    assert seen > 20


def test_a_country_that_is_not_known_is_admitted() -> None:
    for ((_, reply),) in scenes(facts.TOPICS, "facts_unknown"):
        admitted = r"(not|n't) (know|think I know|something I)|never learned|(cannot|can't) say"
        assert re.search(admitted, reply), reply


RED_CUP = rewriting.Sentence("my sister", "wash", "red", "cup", "at noon")
TIRED = rewriting.State("they", "tired", "", plural=True)


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (RED_CUP.present(), "My sister washes the red cup at noon."),
        (RED_CUP.past(), "My sister washed the red cup at noon."),
        (RED_CUP.future(), "My sister will wash the red cup at noon."),
        (RED_CUP.question(), "Does my sister wash the red cup at noon?"),
        (RED_CUP.negated(), "My sister does not wash the red cup at noon."),
        (RED_CUP.present("I"), "I wash the red cup at noon."),
        (rewriting.Sentence("I", "go", "", "", "home").past(), "I went home."),
        (rewriting.Sentence("he", "carry", "", "box", "").present(), "He carries the box."),
        (TIRED.past(), "They were tired."),
        (TIRED.question(), "Are they tired?"),
        (rewriting.State("the soup", "cold", "today", plural=False).negated(), "The soup is not cold today."),
    ],
)
def test_a_sentence_is_rewritten(result: str, expected: str) -> None:
    assert result == expected


def test_the_corrected_sentence_differs_from_the_misspelt_one_in_its_slips_only() -> None:
    for ((user, reply),) in scenes(rewriting.TOPICS, "rewriting_spelling"):
        (right,) = re.findall(r'"([^"]+)"', reply)
        assert right not in user
        kept = [word for word in right.rstrip(".").split(" ") if word in user]
        assert len(kept) >= len(right.split(" ")) - 2, (user, reply)


def test_upper_case_is_upper_case() -> None:
    seen = 0
    for scene in scenes(rewriting.TOPICS, "rewriting_changed"):
        user, reply = scene[0]
        if re.search(r"in capital|upper case|all caps", user.lower()):
            (shouted,) = re.findall(r'"([^"]+)"', reply)
            assert shouted == shouted.upper()
            assert shouted.lower() in user.lower()
            seen += 1
    assert seen > 20


def test_the_hero_whom_the_user_names_is_in_the_story() -> None:
    seen = 0
    for scene in scenes(stories.TOPICS, "stories_story"):
        user, reply = scene[0]
        named = re.search(r"(?:named|called|name is|name of|story of|story about) ([A-Z]\w+)", user)
        if named:
            assert named[1] in reply, (user, reply)
            seen += 1
    assert seen > 80


def test_a_poem_is_about_what_was_asked_for() -> None:
    for scene in scenes(stories.TOPICS, "stories_rhyme"):
        for user, reply in scene:
            subject = re.search(r"\babout (?:an? |the )?(\w+)", user)
            if subject:
                assert subject[1].lower() in reply.lower(), (user, reply)


def test_every_tip_belongs_to_what_was_asked_about() -> None:
    for _, tips in advice.TIPS:
        assert len(tips) == len(set(tips)) >= 3
    for scene in scenes(advice.TOPICS, "advice_tips", 400):
        said = " ".join(reply for _, reply in scene).replace("n't", " not").replace("you're", "you are").lower()
        matching = [tips for _, tips in advice.TIPS if any(tip.lower() in said for tip in tips)]
        assert matching, scene

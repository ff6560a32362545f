"""Relations of words and of ordered rows: opposites, plurals, greetings, days, months, seasons, letters, planets."""

from itertools import pairwise

from policy.starter.corpus.facts_relations import Relation
from policy.starter.corpus.facts_tables import (
    DAYS,
    HELLOS,
    LETTERS,
    MONTH_DAYS,
    MONTHS,
    OPPOSITES,
    PAST,
    PLANETS,
    PLURALS,
    SEASONS,
    THANKS,
)
from policy.starter.corpus.tables import lines, row

OTHER_LANGUAGE = (
    "and in {x}?",
    "what about {x}?",
    "And in {x}?",
    "And how do they say it in {x}?",
    "and the {x} word?",
    "how about in {x}?",
)
"""The same word, asked for in another language."""

WORDS = {
    "opposite": Relation(
        {second: first for first, second in reversed(OPPOSITES.items())} | OPPOSITES,
        'the opposite of "{x}"',
        lines("""
            What is the opposite of {x}?
            What's the opposite of {x}?
            opposite of {x}?
            Give me the opposite of {x}.
            Which word is the opposite of {x}?
            What is the opposite of "{x}"?
            If it is not {x}, what is it?
            {x}: what is the opposite?
            {x}, what's its opposite?
            {x} is the opposite of what?
            {x} has which opposite?
            Of {x}, what is the opposite?
            Name the opposite of {x}.
            The opposite of {x}, please.
            The opposite of {x} is what?
            I need a word that means the opposite of {x}.
            What word means the opposite of {x}?
            Which word says the contrary of {x}?
            What is the contrary of {x}?
            {x} versus what?
            Not {x} but what?
            If something is the very opposite of {x}, what do you call it?
            the antonym of {x}?
            What is an antonym of "{x}"?
            Turn {x} into its opposite.
            What would you say is the reverse of {x}?
            my crossword wants the opposite of {x}
            what do you say when you mean the opposite of {x}
        """),
        ('the opposite of "{x}" is "{y}"', '"{y}" is the opposite of "{x}"', 'it is "{y}"', 'that is "{y}"'),
        lines("""
            and of {x}?
            and {x}?
            what about {x}?
            And the opposite of {x}?
            And for {x}?
            how about {x}?
            Then {x}?
            And if the word is {x}?
            And {x}, what is its opposite?
            Same for {x}.
            now {x}
            next: {x}
            ok, and the contrary of {x}
            And the word {x}?
            "{x}"?
        """),
        lines("""
            Is {y} the opposite of {x}?
            the opposite of {x} is {y}, right?
            Is {x} the opposite of {y}?
            Are {x} and {y} opposites?
            {x} and {y}, are they opposites?
            Does {y} mean the opposite of {x}?
        """),
    ),
    "plural": Relation(
        PLURALS,
        'the plural of "{x}"',
        lines("""
            What is the plural of {x}?
            One {x}, two what?
            What's the plural of {x}?
            plural of {x}?
            {x}, in the plural?
            If there are many of them, how do you write {x}?
            How do you say {x} in the plural?
            More than one {x} is called what?
            What do you call more than one {x}?
            I have one {x}, you have three what?
            Put {x} into the plural.
            Give me the plural of {x}.
        """),
        ('the plural of "{x}" is "{y}"', "one {x}, two {y}", 'it is "{y}"'),
        (
            "and of {x}?",
            "and {x}?",
            "what about {x}?",
            "And one {x}, two what?",
            "and the plural of {x}?",
            "And for {x}?",
        ),
    ),
    "past": Relation(
        PAST,
        'the past tense of "{x}"',
        lines("""
            What is the past tense of {x}?
            past tense of {x}?
            Today I {x}, yesterday I what?
            past of {x}?
            How do I put {x} into the past?
            {x}, in the past tense?
            What is {x} in the past?
            Give me the past tense of {x}.
            Now I {x}. What did I do yesterday?
            What form does {x} have in the past?
        """),
        ('the past tense of "{x}" is "{y}"', "today I {x}, yesterday I {y}", 'it is "{y}"'),
        ("and of {x}?", "and {x}?", "what about {x}?", "And today I {x}, yesterday I what?", "and the past of {x}?"),
    ),
    "hello": Relation(
        HELLOS,
        "how to say hello in {x}",
        lines("""
            How do you say hello in {x}?
            What is hello in {x}?
            hello in {x}?
            How do I greet someone in {x}?
            In {x}, how does one say hello?
            What is the {x} word for hello?
            Say hello in {x}.
            How do people greet each other in {x}?
            Translate hello into {x}.
            I want to greet a friend in {x}. What do I say?
        """),
        ('"hello" in {x} is "{y}"', 'in {x} you say "{y}"', 'you say "{y}"'),
        OTHER_LANGUAGE,
    ),
    "thanks": Relation(
        THANKS,
        "how to say thank you in {x}",
        lines("""
            How do you say thank you in {x}?
            What is thanks in {x}?
            thank you in {x}?
            Say thank you in {x}.
            How do I thank someone in {x}?
            In {x}, how does one say thanks?
            What is the {x} word for thanks?
            Translate thank you into {x}.
            I want to thank a friend in {x}. What do I say?
        """),
        ('"thank you" in {x} is "{y}"', 'in {x} you say "{y}"', 'you say "{y}"'),
        OTHER_LANGUAGE,
    ),
    "month_length": Relation(
        MONTH_DAYS,
        "how many days {x} has",
        lines("""
            How many days does {x} have?
            How many days are there in {x}?
            How long is {x}?
            days in {x}?
            {x} has how many days?
            In {x}, how many days are there?
            How many days are in {x}?
            {x}, how many days is that?
            Does {x} have 30 or 31 days?
            What is the length of {x} in days?
            number of days in {x}?
        """),
        ("{x} has {y} days", "there are {y} days in {x}", "it has {y} days"),
        (
            "and {x}?",
            "what about {x}?",
            "and in {x}?",
            "And how long is {x}?",
            "and {x}, how many days?",
            "And how many has {x}?",
        ),
        ("Does {x} have {y} days?", "{x} has {y} days, right?", "Are there {y} days in {x}?", "Has {x} got {y} days?"),
        lower=True,
    ),
    "planet": Relation(
        dict(zip(row("first, second, third, fourth, fifth, sixth, seventh, eighth"), PLANETS, strict=True)),
        "which planet is the {x} from the Sun",
        lines("""
            Which planet is {x} from the Sun?
            What is the {x} planet from the sun?
            What's the {x} planet?
            The {x} planet, which is it?
            Name the {x} planet of the solar system.
            Counting from the sun, which planet is the {x}?
            the {x} planet is called what
            If I start at the Sun, which is the {x} planet?
            Which planet comes {x} from the Sun?
        """),
        ("{y} is the {x} planet from the Sun", "the {x} planet from the Sun is {y}", "it is {y}", "that is {y}"),
        ("and the {x}?", "what about the {x}?", "And the {x} one?", "and which is the {x}?", "Then the {x} one?"),
        ("Is {y} the {x} planet from the Sun?", "{y} is the {x} planet, right?", "Is the {x} planet {y}?"),
    ),
}

_DIRECT = """
    What comes {word} {{x}}?
    Which {noun} comes {word} {{x}}?
    What {noun} is {word} {{x}}?
    {noun} {word} {{x}}?
    Which {noun} is right {word} {{x}}?
    {word} {{x}}, which {noun} comes?
    {word} {{x}} comes which {noun}?
    {word} {{x}} comes what?
    What is the {noun} {word} {{x}}?
    What's the {noun} {word} {{x}}?
    Name the {noun} {word} {{x}}.
    Tell me the {noun} {word} {{x}}.
    Give me the {noun} that comes {word} {{x}}.
    The {noun} {word} {{x}} is which one?
    The {noun} right {word} {{x}} is called what?
    What do you get {word} {{x}}?
    what is {word} {{x}}
    right {word} {{x}}, what comes?
    {{x}}: what comes {word} it?
    Which {noun} do we have {word} {{x}}?
    What stands {word} {{x}}?
"""
_TURNED = {
    "after": """
        {{x}} is followed by what?
        {{x}} is followed by which {noun}?
        Which {noun} follows {{x}}?
        What follows {{x}}?
        What follows on {{x}}?
        {{x}}, and then?
        {{x}} and then what?
        Which {noun} is next when {{x}} is over?
        When {{x}} is past, what comes?
        Once {{x}} is over, which {noun} is it?
        What's next, {{x}} and then?
        From {{x}}, what is the next {noun}?
        {{x}} comes right before which {noun}?
    """,
    "before": """
        {{x}} comes after which {noun}?
        {{x}} follows which {noun}?
        Which {noun} does {{x}} follow?
        Which {noun} is followed by {{x}}?
        What precedes {{x}}?
        Which {noun} precedes {{x}}?
        Which {noun} leads up to {{x}}?
        {{x}}, and what was just before?
        Which {noun} is over when {{x}} begins?
        One {noun} back from {{x}}, what is that?
        {{x}} comes right after which {noun}?
    """,
}
_TODAY = {
    "after": """
        If today is {x}, what is tomorrow?
        Today is {x}. What day is tomorrow?
        It's {x} today, so tomorrow is what?
        Yesterday was {x}. What is today?
        If it was {x} yesterday, what day is it now?
        tomorrow's day if today is {x}?
    """,
    "before": """
        If today is {x}, what was yesterday?
        Today is {x}. What day was yesterday?
        It's {x} today, so yesterday was what?
        Tomorrow is {x}. What is today?
        If it is {x} tomorrow, what day is it now?
        yesterday's day if today is {x}?
    """,
}
_FOLLOW = """
    and {word} {{x}}?
    and {{x}}?
    what about {{x}}?
    And what is {word} {{x}}?
    And which {noun} {word} {{x}}?
    and right {word} {{x}}?
    And the one {word} {{x}}?
    how about {word} {{x}}?
    And the {noun} {word} {{x}}?
    what comes {word} {{x}} then
    Then {word} {{x}}?
    OK, and {word} {{x}}?
"""


def _order(noun: str, members: tuple[str, ...], cyclic: bool) -> dict[str, Relation]:
    """What comes after and before each member of an ordered row."""
    after = dict(pairwise(members)) | ({members[-1]: members[0]} if cyclic else {})
    before = {later: earlier for earlier, later in after.items()}
    relations = {}
    for word, facts in (("after", after), ("before", before)):
        asks = lines((_DIRECT.rstrip() + _TURNED[word]).format(noun=noun, word=word))
        if noun == "letter":  # which never passes
            asks = tuple(ask for ask in asks if " over" not in ask and " past" not in ask)
        relations[f"{noun}_{word}"] = Relation(
            facts,
            f"which {noun} comes {word} {{x}}",
            asks + (lines(_TODAY[word]) if noun == "day" else ()),
            (f"{{y}} comes {word} {{x}}", f"the {noun} {word} {{x}} is {{y}}", "it is {y}", "that is {y}"),
            lines(_FOLLOW.format(noun=noun, word=word)),
            (
                f"Does {{y}} come {word} {{x}}?",
                f"Is {{y}} the {noun} {word} {{x}}?",
                f"{{y}} comes {word} {{x}}, right?",
                f"Is it true that {{y}} is the {noun} {word} {{x}}?",
                f"{word} {{x}} comes {{y}}, doesn't it?",
            ),
            lower=noun != "letter",
        )
    return relations


ORDERED = (
    _order("day", DAYS, True)
    | _order("month", MONTHS, True)
    | _order("season", SEASONS, True)
    | _order("letter", LETTERS, False)
)

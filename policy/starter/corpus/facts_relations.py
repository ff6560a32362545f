"""How people ask for an entry of a table, how it is stated, asked on for and checked.

A `Relation` is one table ("country: capital") with the clauses for it. Relations about words and the calendar are in
facts_order.py; what else a user asks about the same thing ("and its young?") is in facts_turns.py.
"""

from dataclasses import dataclass

from policy.starter.corpus.facts_tables import (
    CAPITALS,
    COLOURS,
    COUNTRY_CONTINENT,
    EATEN,
    HOMES,
    JOBS,
    KINDS,
    LANGUAGES,
    LEGS,
    MATERIALS,
    SENSES,
    SIDES,
    SOUNDS,
    UNITS,
    USES,
    YOUNG,
)
from policy.starter.corpus.slots import with_article
from policy.starter.corpus.tables import lines


@dataclass(frozen=True)
class Relation:
    """One table of facts and its clauses; {x} is the key, {y} the value, {head} and {tail} the key's parts, {whole} the tail's noun, {an} the key's article."""

    facts: dict[str, str]
    about: str
    """What fits behind "do you know ...": "the capital of {x}"."""
    ask: tuple[str, ...]
    """Direct questions; {other} is a value that is not the answer."""
    state: tuple[str, ...]
    """Clauses that answer."""
    follow: tuple[str, ...] = (
        "and {x}?", "what about {x}?", "And what about {x}?", "how about {x}?", "{x}?", "OK, and {x}?",
        "Same question for {x}.", "Then {x}?", "and for {x}?", "now {x}", "Next one: {x}.", "{x} then?", "Could you do {x} too?",
    )  # fmt: skip
    check: tuple[str, ...] = ()
    """Yes/no questions about a {y} that may be wrong."""
    reverse: tuple[str, ...] = ()
    """Questions for {x} from {y}, where {y} has one {x} only."""
    back: tuple[str, ...] = ()
    """Clauses that answer the latter; those that name key and value if empty."""
    lower: bool = False
    """People write the key in lower case now and then."""


CAPITAL = Relation(
    CAPITALS,
    "the capital of {x}",
    lines("""
        What is the capital of {x}?
        What's the capital of {x}?
        Which city is the capital of {x}?
        {x}'s capital?
        capital of {x}?
        {x} capital
        Name the capital of {x}.
        What is {x}'s capital city?
        What is the capital city of {x}?
        {x}: which city is its capital?
        {x} has which capital?
        The capital of {x} is which city?
        the capital of {x} is called what
        What is the name of {x}'s capital?
        What do they call the capital of {x}?
        Of {x}, what is the capital?
        For {x}, what is the capital city?
        I am going to {x}. What is its capital?
        We are learning about {x} at school. What is its capital?
        What city serves as the capital of {x}?
        Where does the government of {x} sit?
        Which is the main city of {x}?
        And in {x}, which city is the capital?
        My crossword asks for the capital of {x}.
        I am thinking of {x}. Its capital, please.
        In which city would I be if I were in the capital of {x}?
    """),
    (
        "the capital of {x} is {y}",
        "{y} is the capital of {x}",
        "it is {y}",
        "that is {y}",
        "the capital is {y}",
        "the capital city of {x} is {y}",
    ),
    lines("""
        and of {x}?
        And the capital of {x}?
        what about {x}?
        and {x}?
        and for {x}?
        how about {x}?
        And {x}'s?
        and which is {x}'s?
        And what is it in {x}?
        and in {x}, which city is it?
        Same for {x}, please.
        And if I go to {x}?
        ok and that of {x}
        then what is the capital of {x}
        Now {x}.
        next one, {x}
        And {x}, what is its capital?
        {x}'s too?
    """),
    lines("""
        Is {y} the capital of {x}?
        {y} is the capital of {x}, right?
        Isn't {y} the capital of {x}?
        The capital of {x} is {y}, right?
        So is {x}'s capital {y}?
        I think {y} is the capital of {x}. Am I right?
        Is it true that {y} is the capital of {x}?
        Is the capital of {x} called {y}?
        {x}, that's {y}, isn't it?
        My friend says {x}'s capital is {y}. Is she right?
    """),
    lines("""
        {y} is the capital of what?
        Where is {y} the capital?
        What is {y} the capital of?
        Which country has {y} as its capital?
        {y} is the capital of which country?
        Of which country is {y} the capital?
        {y}, which country is that the capital of?
        If I am in the capital and it is {y}, which country am I in?
        Whose capital is {y}?
    """),
    lower=True,
)

THINGS = {
    "capital": CAPITAL,
    "continent": Relation(
        COUNTRY_CONTINENT,
        "which continent {x} is in",
        lines("""
            Which continent is {x} in?
            What continent is {x} on?
            Where is {x}?
            On which continent is {x}?
            {x} is on which continent?
            {x}: which continent?
            Where in the world is {x}?
            Where would I find {x} on a map?
            Which part of the world is {x} in?
            Which continent does {x} belong to?
            {x} belongs to which continent?
            What's the continent of {x}?
            continent of {x}?
            Where do I have to go to see {x}?
            On a globe, where is {x}?
            Where does {x} lie?
        """),
        ("{x} is in {y}", "it is in {y}", "that is in {y}", "{x} lies in {y}"),
        check=lines("""
            Is {x} in {y}?
            {x} is in {y}, right?
            Is {x} a part of {y}?
            Does {x} lie in {y}?
            {x} is somewhere in {y}, isn't it?
            Would I find {x} in {y}?
        """),
        lower=True,
    ),
    "language": Relation(
        LANGUAGES,
        "which language people speak in {x}",
        lines("""
            What language do they speak in {x}?
            Which language is spoken in {x}?
            What do people speak in {x}?
            language of {x}?
            In {x}, what language do people speak?
            {x}: what language do they speak there?
            I am moving to {x}. Which language should I learn?
            What is the language of {x}?
            Which language do I need in {x}?
            What do they talk in {x}?
            How do people talk in {x}, in which language?
            If I travel to {x}, what language will I hear?
            the main language in {x}?
            People in {x} speak what?
        """),
        ("people in {x} speak {y}", "they speak {y} in {x}", "the language of {x} is {y}"),
        lines("""
            and in {x}?
            what about {x}?
            And {x}?
            and what do they speak in {x}?
            And if I go to {x}?
            in {x}?
            And the language of {x}?
            how about in {x}
            And the people in {x}?
        """),
        lower=True,
    ),
    "colour": Relation(
        COLOURS,
        "what colour {x} is",
        lines("""
            What colour is {x}?
            What's the colour of {x}?
            which colour is {x}
            What color is {x}?
            Which colour does {x} have?
            Is {x} {other} or {y}?
            Is {x} {y} or {other}?
            {x}, what colour is that?
            {x} has what colour?
            {x} is what colour?
            colour of {x}?
            {x}: which colour?
            I want to paint {x}. Which colour do I need?
            Which pencil do I take to colour in {x}?
            My little one wants to know the colour of {x}.
            When I look at {x}, what colour do I see?
            Of what colour is {x}?
            What colour would you paint {x}?
            Imagine {x}. What colour is it?
            Tell me the colour of {x}.
            what colour does {x} have, {y} or {other}
            what colour is {x} usually
        """),
        ("{x} is {y}", "it is {y}", "{y}, because {x} is {y}", "the colour of {x} is {y}"),
        lines("""
            and {x}?
            what about {x}?
            And what colour is {x}?
            how about {x}?
            {x}?
            And the colour of {x}?
            and which colour has {x}?
            Then {x}, what colour?
            and {x}, is it {y} or {other}?
            now {x}
            OK, and {x}?
        """),
        check=lines("""
            Is {x} {y}?
            {x} is {y}, right?
            so {x} is {y}?
            Would you say {x} is {y}?
            Is it true that {x} is {y}?
            {x} is {y}, isn't it?
            I painted {x} {y}. Is that the right colour?
        """),
    ),
    "sound": Relation(
        {with_article(animal): f'"{sound}"' for animal, sound in SOUNDS.items()},
        "what sound {x} makes",
        lines("""
            What sound does {x} make?
            What does {x} say?
            Which noise does {x} make?
            how does {x} sound
            What noise does {x} make?
            {x} makes what sound?
            {x} says what?
            {x}: what sound does it make?
            {x}, what does it say?
            How does {x} go?
            What would {x} say?
            What do you hear when {x} speaks?
            sound of {x}?
            The sound of {x}, what is it?
            If I hear {x}, what does it sound like?
            What does {x} sound like?
            Can you make the sound of {x}?
            Make a noise like {x}.
            Imitate {x}.
            My baby wants to hear what {x} says.
            what's the noise {x} makes
            Which sound comes from {x}?
            In a picture book, what does {x} say?
            What is the call of {x}?
        """),
        ("{x} says {y}", "{x} goes {y}", "it says {y}", "the sound of {x} is {y}"),
        lines("""
            and {x}?
            what about {x}?
            And what does {x} say?
            how about {x}?
            {x}?
            And the sound of {x}?
            and how does {x} go?
            And {x}, what does it say?
            And what noise comes from {x}?
            Then {x}?
            Now {x}.
            One about {x} now?
        """),
        check=lines("""
            Does {x} say {y}?
            {x} says {y}, right?
            Does {x} go {y}?
            {x} goes {y}, doesn't it?
            Is {y} the sound of {x}?
            Is {y} what {x} says?
            Is it {x} that says {y}?
        """),
        reverse=lines("""
            Which animal says {y}?
            What animal goes {y}?
            who says {y}
            {y}, which animal is that?
            I hear {y}. Which animal is it?
            What makes the sound {y}?
            Something in the yard goes {y}. What is it?
            {y} is the sound of which animal?
        """),
    ),
    "young": Relation(
        {animal: with_article(young) for animal, young in YOUNG.items()},
        "what a baby {x} is called",
        lines("""
            What is a baby {x} called?
            What do you call a baby {x}?
            What's the name for a young {x}?
            What is a young {x} called?
            a baby {x} is called what?
            A baby {x}, what is it called?
            How is a baby {x} called?
            What is the word for a young {x}?
            a young {x}, what do you call it
            A young {x}, what is the name for that?
            What do people call a young {x}?
            The young of {an} {x} is called what?
            The child of {an} {x} is called what?
            What is the baby of {an} {x} called?
            What is the young of {an} {x}?
            what does one call the little one of {an} {x}
            {an} {x} has a baby. What is the baby called?
            Our {x} has had a baby. What do we call it?
            When {an} {x} is still young, what is it called?
            Before it grows up, what is {an} {x} called?
            what's a little {x} called
            What would you call a newborn {x}?
            name of a baby {x}?
            baby {x} name
            Which word do we use for a young {x}?
            Is there a word for a baby {x}?
            Give me the word for a baby {x}.
            Name the young of the {x}.
            {an} {x} that is very small and young: what do we call it?
            Of {an} {x}, what are the young called?
            How do you call the young {x}?
        """),
        ("a baby {x} is called {y}", "a young {x} is {y}", "that is {y}", "it is called {y}"),
        lines("""
            and a baby {x}?
            what about a baby {x}?
            and the baby of {an} {x}?
            And a young {x}?
            and the young of {an} {x}?
            And what about {an} {x}'s baby?
            and if it is a young {x}?
            how about a little {x}?
            And that of {an} {x}?
            and what's a young {x}, then?
            And {an} {x}'s child?
            Then a baby {x}?
            Same for {an} {x}, please.
            and for {an} {x}?
        """),
        lines("""
            Is a baby {x} called {y}?
            A young {x} is {y}, right?
            Is {y} a baby {x}?
            Do you call a young {x} {y}?
            a baby {x}, that is {y}, isn't it?
        """),
        lines("""
            {y} is the baby of which animal?
            What does {y} grow into?
            {y} grows up to be what?
            Which animal was once {y}?
            {y}, what animal is that the young of?
            What animal has {y} as its baby?
        """),
        back=("{y} is a baby {x}", "{y} is a young {x}", "that is {an} {x}: a young {x} is called {y}"),
    ),
    "legs": Relation(
        LEGS,
        "how many legs {x} has",
        lines("""
            How many legs does {x} have?
            How many legs has {x} got?
            number of legs of {x}?
            legs of {x}?
            {x} has how many legs?
            {x}, how many legs is that?
            On how many legs does {x} stand?
            If I draw {x}, how many legs must I draw?
            How many legs are there on {x}?
            How many legs do I count on {x}?
            {x}: how many legs?
            What is the number of legs that {x} has?
            Count the legs of {x} for me.
            {x} and its legs, how many are there?
        """),
        ("{x} has {y} legs", "it has {y} legs", "{x} has got {y} legs"),
        check=lines("""
            Does {x} have {y} legs?
            {x} has {y} legs, right?
            Has {x} got {y} legs?
            Is it true that {x} has {y} legs?
            Are there {y} legs on {x}?
        """),
    ),
    "home": Relation(
        HOMES,
        "where {x} lives",
        lines("""
            Where does {x} live?
            Where is {x} at home?
            where would I find {x}
            What is the home of {x}?
            {x} lives where?
            {x}, where does it live?
            In what place does {x} live?
            Where does {x} have its home?
            Where must I look for {x}?
            Where does {x} spend its life?
            What does {x} live in?
            What sort of place is home to {x}?
            Where can you see {x}?
            home of {x}?
        """),
        ("{x} lives {y}", "it lives {y}", "the home of {x} is {y}", "you find {x} {y}"),
    ),
    "eats": Relation(
        EATEN,
        "what {x} eat",
        lines("""
            What do {x} eat?
            What do {x} like to eat?
            what's the food of {x}
            What should I feed {x}?
            {x}, what do they eat?
            {x} eat what?
            What do {x} live on?
            What do {x} feed on?
            food for {x}?
            What is on the menu for {x}?
            What can I give {x} to eat?
            I have to feed some {x}. What do they eat?
            What kind of food do {x} need?
            The diet of {x}, please.
        """),
        ("{x} eat {y}", "they eat {y}", "{x} like to eat {y}", "{y} is what {x} eat"),
    ),
    "material": Relation(
        MATERIALS,
        "what {x} is made of",
        lines("""
            What is {x} made of?
            What's {x} made from?
            What do you need to make {x}?
            {x} is made of what?
            {x}, what is it made of?
            Out of what do people make {x}?
            From what is {x} made?
            What does {x} consist of?
            What goes into making {x}?
            What material is {x}?
            material of {x}?
            If I want to make {x}, what do I need?
            Which stuff is {x} made out of?
        """),
        ("{x} is made of {y}", "it is made of {y}", "{x} is made from {y}", "you need {y} to make {x}"),
    ),
    "unit": Relation(
        UNITS,
        "how many {head} there are {tail}",
        lines("""
            How many {head} are there {tail}?
            How many {head} are {tail}?
            how many {x}?
            What is the number of {x}?
            {head} {tail}?
            How many {head} do you count {tail}?
            How many {head} would there be {tail}?
            How many {head} does {whole} have?
            How many {head} has {whole}?
            {whole} has how many {head}?
            {tail}, how many {head} are there?
            {tail} there are how many {head}?
            {whole}: how many {head}?
            {whole}, how many {head} has it got?
            How many {head} has {whole} got?
            {head}: how many are there {tail}?
            Of {head}, how many are {tail}?
            Tell me the number of {x}.
            Count the {x} for me.
            There are how many {x}?
            number of {x}?
            I want the number of {x}.
            My teacher asks how many {x} there are.
            I forgot the number of {x}.
            Say how many {head} {whole} has.
            can you count how many {x}
            If I take {whole}, how many {head} is that?
            How many {head} will I find {tail}?
            Remind me of the number of {x}.
            With {whole}, how many {head} do I get?
        """),
        ("there are {y} {head} {tail}", "there are {y} {x}", "{y}: there are {y} {x}", "it is {y}"),
        lines("""
            and {x}?
            and how many {x}?
            what about {x}?
            And how many {head} has {whole}?
            and {tail}, how many {head}?
            And {head} {tail}?
            And {whole}, how many {head}?
            Then how many {x}?
            how about {x}?
            OK, and {x}?
            And if I ask for {x}?
            and the number of {x}?
            now {x}
        """),
        lines("""
            Are there {y} {x}?
            there are {y} {x}, right?
            Does {whole} have {y} {head}?
            {whole} has {y} {head}, right?
            Is it true that there are {y} {x}?
            So {y} is the number of {x}?
        """),
    ),
    "sides": Relation(
        SIDES,
        "how many sides {x} has",
        lines("""
            How many sides does {x} have?
            How many corners does {x} have?
            sides of {x}?
            {x} has how many sides?
            {x}, how many corners has it?
            How many edges has {x} got?
            To draw {x}, how many lines do I need?
            What is the number of sides of {x}?
            {x}: how many sides?
            Count the corners of {x}.
        """),
        ("{x} has {y} sides and {y} corners", "it has {y} sides and {y} corners"),
        check=(
            "Does {x} have {y} sides?",
            "Does {x} have {y} corners?",
            "{x} has {y} sides, right?",
            "Has {x} got {y} corners?",
        ),
    ),
    "sense": Relation(
        SENSES,
        "what we {x} with",
        lines("""
            What do we {x} with?
            Which part of the body do we {x} with?
            What do you use to {x}?
            To {x}, what do we use?
            With what do we {x}?
            Which part of me do I need to {x}?
            What helps us to {x}?
            What do people {x} with?
            If I want to {x}, which part of my body do I use?
            Which part of the body is there to {x}?
        """),
        ("we {x} with {y}", "we use {y} to {x}", "that is {y}"),
        lines("""
            and what do we {x} with?
            and to {x}?
            what about how we {x}?
            And when we {x}?
            And if I want to {x}?
            and with what do we {x}?
        """),
    ),
    "kind": Relation(
        KINDS,
        "what kind of thing {x} is",
        lines("""
            What is {x}?
            What kind of thing is {x}?
            Is {x} {y} or {other}?
            Is {x} {other} or {y}?
            is {x} {other} or is it {y}
            {x}, what is that?
            {x}: {y} or {other}?
            {x}, is that {other} or {y}?
            What sort of thing is {x}?
            What would you call {x}, {other} or {y}?
            Does {x} count as {y} or as {other}?
            To which group does {x} belong?
            I do not know the word: what is {x}?
            Would you say {x} is {y} or {other}?
        """),
        ("{x} is {y}", "it is {y}", "that is {y}"),
        check=lines("""
            Is {x} {y}?
            {x} is {y}, right?
            So {x} is {y}?
            Does {x} count as {y}?
            Would you call {x} {y}?
            {x} is {y}, isn't it?
        """),
    ),
    "use": Relation(
        USES,
        "what {x} is for",
        lines("""
            What is {x} used for?
            What is {x} for?
            What do you do with {x}?
            What do I need {x} for?
            {x}, what is that for?
            {x} is used for what?
            {x} is good for what?
            For what do people use {x}?
            What is {x} good for?
            What can I do with {x}?
            Why would I need {x}?
            When do you use {x}?
            I was given {x}. What do I do with it?
            What's the purpose of {x}?
            use of {x}?
            What does one use {x} for?
        """),
        ("{x} is used for {y}", "{x} is for {y}", "you use {x} for {y}", "it is for {y}"),
        reverse=lines("""
            What do I need for {y}?
            What can I use for {y}?
            which thing is for {y}
            For {y}, what do I take?
            What do people use for {y}?
            What is used for {y}?
            I need something for {y}. What is it called?
            {y}: what do I use?
            What helps me with {y}?
        """),
    ),
    "job": Relation(
        JOBS,
        "who {x}",
        lines("""
            Who {x}?
            What do you call someone who {x}?
            Which job is it when someone {x}?
            which person {x}
            Someone who {x}, what is that called?
            Somebody {x}. What is the job called?
            A person who {x} is called what?
            What is a person who {x}?
            What's the name of the job of someone who {x}?
            Who is it that {x}?
            My aunt {x}. What is her job called?
            What is the word for somebody who {x}?
            If a person {x}, what is that person?
        """),
        ("{y} {x}", "that is {y}", "someone who {x} is {y}", "it is {y} who {x}"),
        lines("""
            and who {x}?
            And someone who {x}?
            what about someone who {x}?
            And one who {x}?
            and if somebody {x}?
            And the person who {x}?
            how about the one who {x}?
        """),
        lines("""
            Is it {y} who {x}?
            is someone who {x} {y}?
            Someone who {x} is {y}, right?
            Is it the job of {y} if someone {x}?
        """),
        lines("""
            What does {y} do?
            What is the job of {y}?
            what does {y} do all day
            {y}, what does that person do?
            What is {y}?
            What sort of work does {y} do?
            My neighbour is {y}. What does that mean?
            I want to be {y}. What would I do?
        """),
    ),
}

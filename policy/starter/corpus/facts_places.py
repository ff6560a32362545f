"""How people ask for what belongs to a country: its capital, its continent, its language."""

from policy.starter.corpus.facts_relations import Relation
from policy.starter.corpus.facts_tables import CAPITALS, COUNTRY_CONTINENT, LANGUAGES
from policy.starter.corpus.tables import lines

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

PLACES = {
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
}

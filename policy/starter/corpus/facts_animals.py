"""How people ask about an animal: its sound, its young, its legs, where it lives and what it eats."""

from policy.starter.corpus.facts_relations import Relation
from policy.starter.corpus.facts_tables import EATEN, HOMES, LEGS, SOUNDS, YOUNG
from policy.starter.corpus.slots import with_article
from policy.starter.corpus.tables import lines

ANIMALS = {
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
}

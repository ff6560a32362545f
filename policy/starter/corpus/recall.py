"""Recalling what stands in the conversation word for word: positions in lists, details, repetition, spelling.

"The second one", "which did I mention first", "say it again", "what did I just say": the scenes of `memory.py` that
are about the text itself and not about the user. It exports its scenes to `memory.TOPICS`, not topics of its own.
"""

from collections.abc import Sequence
from random import Random

from policy.starter.corpus import slots, social
from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.phrasing import dress, joined, say

ORDINALS = ("first", "second", "third", "fourth", "fifth")
NUMBERS = ("one", "two", "three", "four", "five")

TOLD_LISTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (slots.FOODS, "I want to buy {l}."),
    (slots.FOODS, "My shopping list: {l}."),
    (slots.FOODS, "For lunch there was {l}."),
    (slots.CITIES, "I have been to {l}."),
    (slots.CITIES, "We will travel to {l}."),
    (slots.COUNTRIES, "I would like to visit {l}."),
    (slots.FIRST_NAMES, "My friends are {l}."),
    (slots.FIRST_NAMES, "I invited {l}."),
    (slots.FIRST_NAMES, "The winners are {l}."),
    (slots.ANIMALS, "At the zoo I saw these: {l}."),
    (slots.ANIMALS, "I like these animals: {l}."),
    (slots.COLOURS, "The colours are {l}."),
    (slots.COLOURS, "I can paint the wall {l}."),
    (slots.CHORES, "Today I have to {l}."),
    (slots.CHORES, "My plan is to {l}."),
    (slots.WORDS, "Here are some words: {l}."),
    (slots.WORDS, "Remember these words: {l}."),
    (slots.WORDS, "My list is {l}."),
    (slots.DRINKS, "They have {l}."),
    (slots.SPORTS, "My options are {l}."),
    (slots.HOBBIES, "I could try {l}."),
    (slots.INSTRUMENTS, "In the shop I saw these: {l}."),
    (slots.FLOWERS, "I planted these flowers: {l}."),
    (slots.DAYS, "The course is on {l}."),
    (slots.PET_NAMES, "The kittens are called {l}."),
    (slots.JOBS, "I would like to be one of these: {l}."),
    (slots.FOODS, "Please get {l}."),
    (slots.FOODS, "We are out of {l}."),
    (slots.FOODS, "On the menu there is {l}."),
    (slots.CITIES, "The train stops in {l}."),
    (slots.CITIES, "I have friends in these places: {l}."),
    (slots.FIRST_NAMES, "In the queue stand {l}."),
    (slots.FIRST_NAMES, "The runners came in like this: {l}."),
    (slots.FIRST_NAMES, "My teammates are {l}."),
    (slots.ANIMALS, "In the story there are these animals: {l}."),
    (slots.COLOURS, "I mixed {l}."),
    (slots.WORDS, "Keep these words in mind: {l}."),
    (slots.WORDS, "On the table lie these things: {l}."),
    (slots.DRINKS, "Order for us: {l}."),
    (slots.HOBBIES, "At the weekend I do this: {l}."),
    (slots.LANGUAGES, "I speak {l}."),
    (slots.LANGUAGES, "At school they teach {l}."),
    (slots.SUBJECTS, "My lessons today: {l}."),
    (slots.MUSIC, "I listen to {l}."),
)

POSITION_QUESTIONS = (
    "What was {r}?", "Which was {r}?", "Tell me {r}.", "What is {r}?", "Can you repeat {r}?", "What did I say {f}?", "{r}?",
    "Which one was {r}?", "Do you remember {r}?", "Say {r} again.", "Name {r}.", "And {r}?", "What was {r} again?",
    "Please tell me {r}.", "What's {r}?", "What was {r} on my list?", "Which one did I name {f}?", "Give me {r}.",
    "Now {r}.", "I need {r}.", "What did I put {f}?", "Which came {f}?", "What comes {f}?", "Could you name {r}?", "Remind me of {r}.",
    "I forgot {r}.", "And what was {r}?", "What about {r}?", "Which did I say {f}?", "Do you know {r}?", "Have you got {r}?", "{r}, please.",
    "What did I write {f}?", "Look at my list, what is {r}?", "In that list, what is {r}?", "From the list, {r}.", "What have I named {f}?",
    "Can you still tell me {r}?", "How about {r}?", "I only need {r}.", "Pick out {r}.", "Which of them is {r}?", "Let me hear {r}.",
)  # fmt: skip

OFFERED: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (slots.ANIMALS, ("Name {n} animals.", "Tell me {n} animals.", "Give me {n} animals.", "List {n} animals please.")),
    (slots.COLOURS, ("Name {n} colours.", "Give me {n} colours.", "Can you tell me {n} colours?")),
    (slots.CITIES, ("Name {n} cities.", "Suggest {n} cities for a trip.", "Give me {n} cities.")),
    (slots.COUNTRIES, ("Name {n} countries.", "Tell me {n} countries.", "Give me {n} countries.")),
    (slots.FOODS, ("Suggest {n} things to eat.", "Name {n} foods.", "Give me {n} ideas for dinner.")),
    (slots.DRINKS, ("Suggest {n} drinks.", "Name {n} drinks.", "Give me {n} things to drink.")),
    (slots.HOBBIES, ("Suggest {n} hobbies.", "Give me {n} ideas for the weekend.", "Name {n} hobbies.")),
    (slots.SPORTS, ("Name {n} sports.", "Suggest {n} sports.", "Tell me {n} sports.")),
    (slots.FLOWERS, ("Name {n} flowers.", "Tell me {n} flowers.", "Give me {n} flowers for my garden.")),
    (slots.INSTRUMENTS, ("Name {n} instruments.", "Tell me {n} musical instruments.")),
    (
        slots.PET_NAMES,
        ("Suggest {n} names for my cat.", "Give me {n} names for a dog.", "I need {n} names for my pet."),
    ),
    (slots.FIRST_NAMES, ("Give me {n} names.", "Suggest {n} names for a baby.", "Give me {n} names for a story.")),
    (slots.JOBS, ("Name {n} jobs.", "Tell me {n} professions.", "Give me {n} jobs.")),
    (slots.WORDS, ("Give me {n} words.", "Tell me {n} random words.", "Say {n} words.")),
)

CHOOSE = (
    "I like {r}.", "I take {r}.", "{r}, please.", "I prefer {r}.", "Let us take {r}.", "{r} sounds good.", "I will go with {r}.",
    "{r} is nice.", "I choose {r}.", "My choice is {r}.", "{r}!", "I want {r}.", "Give me {r}.", "{r} it is.", "Then {r}.", "I would take {r}.",
    "{r} is my favourite of these.", "I am for {r}.", "Let it be {r}.", "{r} suits me.", "I think {r} is best.", "I vote for {r}.",
    "We go for {r}.", "I have decided on {r}.", "{r} is what I want.", "I would rather have {r}.", "My pick is {r}.", "i'll have {r}",
)  # fmt: skip

EVENTS = (
    "Yesterday {who} and I ate {food} in {where}.", "Last week I went to {where} with {who} and we had {food}.",
    "{who} made {food} for me when I was in {where}.", "On Sunday I met {who} in {where}, we shared some {food}.",
    "I was in {where} with {who}. We ate {food}.", "My friend {who} lives in {where} and loves {food}.",
    "{who} sent me {food} from {where}.", "In {where} I bought {food} for {who}.", "Tomorrow I will cook {food} with {who} in {where}.",
    "{who} and I had {food} on the way to {where}.", "When I visited {who} in {where}, there was {food} every day.", "I remember {who}, {where} and the {food}.",
    "My trip to {where} was great, {who} bought me {food}.", "Last summer {who} taught me to make {food} in {where}.", "We left {where} because {who} did not like the {food}.",
    "On the train to {where} I shared my {food} with {who}.", "{who} opened a place in {where} that sells {food}.", "I owe {who} some {food} since {where}.",
    "Guess what, {who} moved to {where} and eats only {food}.", "In a small bar in {where}, {who} ordered {food} for all of us.",
    "For my birthday {who} took me to {where} for {food}.", "Tonight {who} brings {food} from {where}.", "At the market in {where} I saw {who} buying {food}.",
)  # fmt: skip

EVENT_QUESTIONS: dict[str, tuple[str, ...]] = {
    "who": ("Who was it?", "Which person did I mention?", "Who did I tell you about?", "What is the name I mentioned?",
            "Whom did I talk about?", "Which name did I say?", "What was the person called?", "With whom was it?", "What was the name?", "Who was there?",
            "Which person was in my story?", "Whose name did I say?", "Do you remember who it was?", "And who was it?", "Who took part in it?"),
    "where": ("Where was that?", "Which place did I mention?", "Which city was it?", "What city did I talk about?",
              "Where did I say that was?", "What place did I name?", "What was the place?", "In which city was that?", "Which town was it again?",
              "Do you remember where it was?", "And where was it?", "What city was in my story?", "Tell me the place.", "Name the city."),
    "food": ("What food was it?", "Which food did I mention?", "What food did I talk about?", "Which food was that again?",
             "What was the food?", "And the food?", "Do you remember the food?", "Tell me the food.", "What was there to eat?", "What dish was it?",
             "Which dish did I talk about?", "And what food was it?", "What did I say about food?", "Name the food I mentioned."),
}  # fmt: skip

REACTIONS = (
    "that sounds nice",
    "that is good to hear",
    "I like that",
    "how nice",
    "that is interesting",
    "I am happy to hear it",
)
REACTIONS_HEDGED = ("I think that sounds nice", "that was probably nice", "I believe that is good news")
DETAIL_EXTRAS = (
    "you mentioned it a moment ago.",
    "I read it in your message.",
    "that is what you wrote.",
    "I paid attention.",
)
REACTION_QUESTIONS = (
    "how was it?",
    "what else did you do?",
    "would you like to tell me more?",
    "did you like it?",
    "what came next?",
)
CHECKS = ("did I get it right?", "is that the one you meant?", "is that right?", "would you like another one?")


def position_in_told(rng: Random, known: Known) -> list[Exchange]:
    """The user gives a list and then asks for members of it by position."""
    pool, template = rng.choice(TOLD_LISTS)
    values = _draw(rng, pool, rng.choice((2, 3, 3, 3, 4, 4, 5)))
    style = Style.sample(rng)
    cores = (
        "I have your list",
        f"that makes {NUMBERS[len(values) - 1]}",
        "I will remember them in this order",
        "I have noted them",
    )
    echoed = dress(rng, style, rng.choice(cores), items=values) if rng.random() < 0.35 else None
    reply = echoed or dress(rng, style, rng.choice(cores), ("you can ask me about any of them.",), tone="warm")
    if pool is slots.WORDS:
        known["word list"] = joined(values)
    scene = [(say(rng, [template], l=_written(rng, values)), reply)]
    if rng.random() < 0.3:
        scene += social.small_talk(rng, known)
    return scene + _positions(rng, values)


def position_in_offered(rng: Random, known: Known) -> list[Exchange]:
    """The assistant gives a list and the user refers to its members by position."""
    pool, templates = rng.choice(OFFERED)
    values = _draw(rng, pool, rng.choice((2, 3, 3, 3, 4, 5)), invented=False)
    count = NUMBERS[len(values) - 1]
    intro = rng.choice(
        (f"here are {count}", "how about these", f"these {count} come to mind", f"here are {count} for you")
    )
    ask = say(rng, templates, n=rng.choice((count, str(len(values)))))
    scene = [(ask, dress(rng, Style.sample(rng), intro, ("there are many others.",), CHECKS, items=values))]
    if rng.random() < 0.5:
        return scene + _positions(rng, values)
    index, reference = _reference(rng, len(values))
    value = values[index]
    cores = ("{v} is a good choice", "{v} it is", "then we take {v}", "you have chosen {v}", "I like {v} too")
    hedged = ("I think {v} is a good choice", "{v} is probably the best one", "I believe {v} suits you")
    reply = dress(
        rng,
        Style.sample(rng),
        rng.choice(cores).format(v=value),
        ("I hope you like it.", "the others can wait.", "that is easy to remember."),
        ("what made you choose it?", "shall I remember that?", "are you sure?"),
        hedged=[clause.format(v=value) for clause in hedged],
    )
    scene.append((say(rng, [_sentence(rng.choice(CHOOSE).replace("{r}", reference))]), reply))
    if rng.random() < 0.4:
        user = say(
            rng, ("Which one did I choose?", "What did I choose?", "What was my choice?", "Which one did I pick?")
        )
        scene.append((user, dress(rng, Style.sample(rng), f"you chose {value}", DETAIL_EXTRAS, CHECKS)))
    return scene


def mentioned_first(rng: Random, known: Known) -> list[Exchange]:
    """The user names two things in two messages and asks which came first or last."""
    pool, template = rng.choice(TOLD_LISTS[:21])
    first, second = _draw(rng, pool, 2)
    if pool is slots.WORDS:
        known["word list"] = joined((first, second))
    scene = []
    for value, lead in ((first, ""), (second, rng.choice(("Also: ", "And then: ", "Oh, and also: ", "Later: ", "")))):
        core = rng.choice((*REACTIONS, f"I have noted {value}"))
        reply = dress(
            rng,
            Style.sample(rng),
            core,
            (),
            ("what else?", "is there more?", "do you like it?"),
            tone="warm",
            hedged=REACTIONS_HEDGED,
        )
        scene.append((say(rng, [lead + template], l=value), reply))
    asks_first = rng.random() < 0.5
    which = (
        "Which did I mention first?",
        "What did I mention first?",
        "What came first?",
        "Which one did I say first?",
        *(
            "What was first?",
            "Which of the two came first?",
            "And the first one was?",
            "What did I name first?",
            "Which did I tell you first?",
        ),
    )
    last: tuple[str, ...] = (
        "Which did I mention last?",
        "What did I mention second?",
        "Which came last?",
        "Which one did I say last?",
    )
    last += (
        "What was last?",
        "Which of the two came second?",
        "And the last one was?",
        "What did I name last?",
        "Which did I tell you last?",
    )
    value = first if asks_first else second
    cores = (f"you mentioned {value} {'first' if asks_first else 'last'}", f"that was {value}", f"it was {value}")
    scene.append(
        (
            say(rng, which if asks_first else last),
            dress(rng, Style.sample(rng), rng.choice(cores), DETAIL_EXTRAS, CHECKS),
        )
    )
    return scene


def detail(rng: Random, known: Known) -> list[Exchange]:
    """The user tells of a small event and asks for its details."""
    facts = {"who": slots.person(rng), "where": slots.place(rng), "food": rng.choice(slots.FOODS)}
    style = Style.sample(rng)
    cores = (
        *REACTIONS,
        f"I hope you had a good time in {facts['where']}",
        f"{facts['who']} must be nice",
        f"I like the sound of {facts['food']}",
    )
    scene = [
        (
            say(rng, EVENTS, **facts),
            dress(rng, style, rng.choice(cores), (), REACTION_QUESTIONS, tone="warm", hedged=REACTIONS_HEDGED),
        )
    ]
    for key in rng.sample(list(facts), rng.choice((1, 2, 3))):
        value = facts[key]
        answers = (f"it was {value}", f"you mentioned {value}", f"that was {value}", f"you told me about {value}")
        scene.append(
            (say(rng, EVENT_QUESTIONS[key]), dress(rng, Style.sample(rng), rng.choice(answers), DETAIL_EXTRAS, CHECKS))
        )
    return scene


def spell(rng: Random, known: Known) -> list[Exchange]:
    """A short name or word letter by letter."""
    word = known.get("name", "") if rng.random() < 0.5 else slots.word(rng)
    templates: tuple[str, ...] = (
        "How do you spell {w}?",
        "Spell {w}.",
        "Can you spell {w}?",
        "Spell the word {w} for me.",
        "Please spell {w}.",
        *(
            "What are the letters of {w}?",
            "{w}, letter by letter, please.",
            "How is {w} spelled?",
            "How do I write {w}?",
            "spelling of {w}?",
        ),
        *(
            "Take {w} apart into letters.",
            "Which letters make up {w}?",
            "Could you spell out {w}?",
            "Tell me how {w} is spelt.",
        ),
    )
    if not word or len(word) > 8 or " " in word:
        word = rng.choice([name for name in slots.FIRST_NAMES if len(name) < 7])
    elif word == known.get("name"):
        templates = (
            "How do you spell my name?",
            "Spell my name.",
            "Can you spell my name?",
            "What are the letters of my name?",
            "My name, letter by letter.",
        )
    letters = "-".join(word.upper())
    answers = (f"it is {letters}", f"{word} is spelled {letters}", f"you spell it {letters}")
    return [
        (
            say(rng, templates, w=word),
            dress(rng, Style.sample(rng), rng.choice(answers), ("that is letter by letter.",), CHECKS),
        )
    ]


def _positions(rng: Random, values: Sequence[str]) -> list[Exchange]:
    """One to three questions for members of the list."""
    scene = []
    for _ in range(rng.choice((1, 1, 2, 3))):
        index, reference = _reference(rng, len(values))
        value = values[index]
        name = f"the {ORDINALS[index]} one"
        cores = (f"{name} is {value}", f"{name} was {value}", f"it is {value}", f"that was {value}", f"that is {value}")
        frame = rng.choice(POSITION_QUESTIONS).format(r=reference, f=ORDINALS[index])
        scene.append(
            (say(rng, [_sentence(frame)]), dress(rng, Style.sample(rng), rng.choice(cores), DETAIL_EXTRAS, CHECKS))
        )
    return scene


def _reference(rng: Random, count: int) -> tuple[int, str]:
    """A position in a list of `count` and one way of naming it."""
    index = rng.randrange(count)
    ordinal = ORDINALS[index]
    names = [
        f"the {ordinal} one",
        f"the {ordinal} one",
        f"the {ordinal}",
        f"number {NUMBERS[index]}",
        f"number {index + 1}",
    ]
    if index == count - 1:
        names += ["the last one", "the last one", "the last"]
    if count % 2 and index == count // 2:
        names.append("the middle one")
    return index, rng.choice(names)


def _written(rng: Random, values: Sequence[str]) -> str:
    """The list as people type it: with "and", with commas only, numbered, or one a line."""
    draw = rng.random()
    if draw < 0.6:
        return joined(values)
    if draw < 0.85:
        return ", ".join(values)
    if draw < 0.93:
        return " ".join(f"{place}. {value}" for place, value in enumerate(values, 1))
    return "".join(f"\n- {value}" for value in values)


def _draw(rng: Random, pool: Sequence[str], count: int, invented: bool = True) -> list[str]:
    """Different values from the pool; where the user may name anything, sometimes made-up words."""
    if invented and rng.random() < 0.12:
        return [slots.invented_word(rng) for _ in range(count)]
    return rng.sample(pool, count)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


SCENES: dict[str, tuple[float, Topic]] = {
    "memory_position_in_told": (2.5, position_in_told),
    "memory_position_in_offered": (2.5, position_in_offered),
    "memory_mentioned_first": (1.0, mentioned_first),
    "memory_detail": (1.5, detail),
    "memory_spell": (0.4, spell),
}

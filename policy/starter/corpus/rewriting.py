"""Rewriting a sentence: the same words back with one change.

Sentences come from a slot grammar that keeps its parts (`Sentence`), so that every change is made on the parts and is
right by construction: tense, question, person, register, one word. Copying with change is what the model has to learn
here, hence many sentences and few frames. The result stands in quotation marks or bare after the introduction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.facts import pairs, row
from policy.starter.corpus.phrasing import dress, say
from policy.starter.corpus.slots import FIRST_NAMES, person, word

PAST = pairs("""
    like: liked; want: wanted; need: needed; see: saw; buy: bought; find: found; paint: painted; wash: washed; bring: brought;
    carry: carried; clean: cleaned; draw: drew; open: opened; lose: lost; make: made; take: took; sell: sold; break: broke;
    watch: watched; hide: hid; hold: held; visit: visited; love: loved; pack: packed;
    repair: repaired; move: moved; choose: chose; keep: kept; build: built; cook: cooked; drop: dropped; fold: folded
""")
MOVING = pairs("""
    go: went; walk: walked; run: ran; sing: sang; sleep: slept; work: worked; wait: waited; dance: danced; travel: travelled;
    swim: swam; play: played; sit: sat; stand: stood; read: read; arrive: arrived; eat: ate; leave: left; rest: rested
""")
NOUNS = row("""
    book, letter, cake, lamp, chair, table, bicycle, basket, kite, boat, hat, coat, map, garden, window, door, picture, box,
    bag, cup, plate, clock, car, house, tree, apple, blanket, mirror, ladder, bucket, candle, piano, drum, flower, stone,
    ring, ticket, parcel, umbrella, phone, radio, pillow, bottle, key, knife, shelf, carpet, tent, kettle, bench
""")
ADJECTIVES = row("""
    old, new, big, small, red, blue, green, heavy, little, nice, broken, clean, round, long, yellow, wooden, cheap, pretty,
    strange, warm, empty, lovely, dark, bright, soft, plain, tall, wide, dusty, shiny
""")
TIMES = row(
    "today, every day, in the morning, at night, after lunch, in the evening, on Sundays, before breakfast, at noon"
)
PLACES = row("""
    in the kitchen, in the garden, at school, at work, in the park, by the river, on the train, at home, in the hall,
    behind the house, near the station, at the market, in the cellar, under the bridge, on the roof
""")
SUBJECTS = row(
    "I, we, you, they, he, she, my sister, my brother, the teacher, the children, our neighbour, the doctor, the dog"
)
PLURAL = ("I", "we", "you", "they", "the children")
SYNONYMS = pairs("""
    big: large; small: little; nice: pleasant; pretty: beautiful; old: ancient; strange: odd; bright: brilliant; cheap: inexpensive;
    broken: damaged; clean: spotless; buy: purchase; need: require; want: desire; like: enjoy; repair: mend; choose: select; build: construct;
    help: assist; keep: retain; begin: start; happy: glad; sad: unhappy; fast: quick; hard: difficult; end: finish; see: notice; house: home
""")


@dataclass(frozen=True)
class Sentence:
    """A plain present-tense sentence in parts: "my sister washes the red cup in the garden"."""

    subject: str
    verb: str
    """In its base form."""
    adjective: str
    noun: str
    """Nothing for a verb without an object."""
    rest: str
    """A time or a place, or nothing."""

    @property
    def object(self) -> str:
        """The thing the verb is about, with a space before it; nothing for verbs that need none."""
        return " ".join(("", "the", self.adjective, self.noun)).replace("  ", " ") if self.noun else ""

    def ended(self, words: str, mark: str = ".") -> str:
        """The words and the rest as one sentence."""
        text = f"{words} {self.rest}" if self.rest else words
        return f"{text[0].upper()}{text[1:]}{mark}"

    def present(self, subject: str = "", mark: str = ".") -> str:
        """The sentence itself, or with another subject."""
        who = subject or self.subject
        verb = self.verb if who in PLURAL else third(self.verb)
        return self.ended(f"{who} {verb}{self.object}", mark)

    def past(self) -> str:
        """In the past tense."""
        return self.ended(f"{self.subject} {(PAST | MOVING)[self.verb]}{self.object}")

    def future(self) -> str:
        """In the future tense."""
        return self.ended(f"{self.subject} will {self.verb}{self.object}")

    def question(self) -> str:
        """As a question."""
        return self.ended(f"{self._auxiliary()} {self.subject} {self.verb}{self.object}", "?")

    def negated(self) -> str:
        """With "not"."""
        return self.ended(f"{self.subject} {self._auxiliary()} not {self.verb}{self.object}")

    def _auxiliary(self) -> str:
        return "do" if self.subject in PLURAL else "does"


@dataclass(frozen=True)
class State:
    """How something is: "the soup is cold today"."""

    subject: str
    adjective: str
    rest: str
    plural: bool

    def _said(self, words: str, mark: str = ".") -> str:
        text = f"{words} {self.rest}".strip()
        return f"{text[0].upper()}{text[1:]}{mark}"

    def present(self, mark: str = ".") -> str:
        """The sentence itself."""
        return self._said(f"{self.subject} {'are' if self.plural else 'is'} {self.adjective}", mark)

    def past(self) -> str:
        """In the past tense."""
        return self._said(f"{self.subject} {'were' if self.plural else 'was'} {self.adjective}")

    def future(self) -> str:
        """In the future tense."""
        return self._said(f"{self.subject} will be {self.adjective}")

    def question(self) -> str:
        """As a question."""
        return self._said(f"{'are' if self.plural else 'is'} {self.subject} {self.adjective}", "?")

    def negated(self) -> str:
        """With "not"."""
        return self._said(f"{self.subject} {'are' if self.plural else 'is'} not {self.adjective}")


def third(verb: str) -> str:
    """The verb's third person: "wash" gives "washes", "carry" gives "carries"."""
    if verb.endswith(("sh", "ch", "s", "x", "o")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}s"


def described(rng: Random) -> State:
    """A random sentence that says how something is."""
    plural = rng.random() < 0.3
    subject = rng.choice(
        ("we", "they", "you", f"the {rng.choice(NOUNS)}s")
        if plural
        else (f"the {rng.choice(NOUNS)}", f"my {rng.choice(NOUNS)}")
    )
    if not plural and rng.random() < 0.4:
        subject = rng.choice(
            (
                *FIRST_NAMES,
                "my sister",
                "the teacher",
                "the dog",
                "our neighbour",
                "he",
                "she",
                "the soup",
                "the weather",
                "the water",
            )
        )
    alive = plural and " " not in subject
    feelings = row("happy, tired, hungry, late, ready, ill, busy, alone, angry, glad, early, thirsty")
    adjective = rng.choice(feelings if alive or " " not in subject else ADJECTIVES)
    if rng.random() < 0.35:
        return State(subject, rng.choice(PLACES), rng.choice(("", "", "today", "again", "now")), plural)
    return State(subject, adjective, rng.choice(("", "", "today", *TIMES, *PLACES)), plural)


def moving(rng: Random) -> Sentence:
    """A random sentence whose verb needs no object: "my brother walks to the station"."""
    verb = rng.choice(list(MOVING))
    goals = row("to school, to the station, to the river, to the market, home, to the park, to the beach")
    rest = rng.choice(goals if verb in ("go", "walk", "run", "travel") else PLACES + TIMES)
    subject = rng.choice(FIRST_NAMES) if rng.random() < 0.3 else rng.choice(SUBJECTS)
    return Sentence(subject, verb, "", "", rest)


def drawn(rng: Random, subjects: tuple[str, ...] = SUBJECTS, full: bool = False) -> Sentence:
    """A random sentence; a full one has an adjective and a time or place."""
    named = subjects is SUBJECTS and rng.random() < 0.3
    return Sentence(
        subject=rng.choice(FIRST_NAMES) if named else rng.choice(subjects),
        verb=rng.choice(list(PAST)),
        adjective=rng.choice(ADJECTIVES) if full or rng.random() < 0.5 else "",
        noun=rng.choice(NOUNS) if rng.random() < 0.8 else word(rng),
        rest=rng.choice(TIMES + PLACES) if full or rng.random() < 0.6 else "",
    )


FRAMES = (
    'Rewrite {how}: "{x}"',
    'Rewrite this {how}: "{x}"',
    "Rewrite {how}: '{x}'",
    "rewrite this {how}: {x}",
    'Please rewrite the following sentence {how}: "{x}"',
    "Write this {how}: {x}",
    "Can you write this {how}? {x}",
    'Could you put this {how}? "{x}"',
    "put this {how}: {x}",
    '"{x}" - write that {how}.',
    "{x} Write that {how}, please.",
    'How would you say "{x}" {how}?',
    'Say "{x}" {how}.',
    "I would like this {how}: {x}",
    'Turn this around, {how} please: "{x}"',
    "{how}: {x}",
    "can you say this {how}: {x}",
    'Change this, {how}: "{x}"',
    "Rephrase {how}: {x}",
    "Would you rewrite my sentence {how}? '{x}'",
)
AGAIN = ("And {how}?", "now {how}", "And now {how}, please.", "what about {how}", "{how}, please")
INTROS = (
    'rewritten {how}: "{y}"',
    'it becomes "{y}"',
    '"{y}"',
    '"{y}"',
    'you could write "{y}"',
    'you can say "{y}"',
    'how about this: "{y}"',
    'that would be "{y}"',
    '{how}, it is "{y}"',
)
EXTRAS = (
    "the rest is as it was.",
    "I kept your words where I could.",
    "nothing else is new.",
    "only the form has changed.",
)
QUESTIONS = (
    "shall I change anything else?",
    "is that what you had in mind?",
    "do you like it better this way?",
    "do you have another sentence?",
    "would you like it another way?",
)


def reply(rng: Random, how: str, result: str) -> str:
    """The rewritten sentence in the manner of a style."""
    core = rng.choice(INTROS).format(how=how, y=result)
    hedged = (
        f'I think "{result}" will do',
        f'I believe "{result}" is right',
        f'perhaps "{result}"',
        f'probably "{result}"',
    )
    return dress(rng, Style.sample(rng), core, EXTRAS, QUESTIONS, hedged=hedged)


Change = tuple[tuple[str, ...], Callable[[Sentence | State], str]]
"""(what the user may call it, what it does)."""

CHANGES: dict[str, Change] = {
    "past": (("in the past tense", "in the past tense", "in the past", "as if it were over"), lambda s: s.past()),
    "future": (("in the future tense", "in the future", "with will"), lambda s: s.future()),
    "question": (("as a question", "as a question", "in question form"), lambda s: s.question()),
    "negated": (("with not", "in the negative", "negated", "so that it says the opposite"), lambda s: s.negated()),
    "capitals": (("in capital letters", "in capitals", "in upper case", "all caps"), lambda s: s.present().upper()),
    "lower": (("in lower case", "in small letters", "without capitals"), lambda s: s.present().lower()),
    "exclaimed": (
        ("with an exclamation mark", "as an exclamation", "with more excitement"),
        lambda s: s.present(mark="!"),
    ),
}


DIRECT = {
    "past": ("Put this in the past tense: {x}", "past tense: {x}", "What is the past tense of '{x}'?"),
    "future": ("Put this in the future tense: {x}", "future tense: {x}", "Say that it will happen: {x}"),
    "question": (
        "Turn this into a question: {x}",
        "Make this a question: {x}",
        'make "{x}" a question',
        'Change this into a question: "{x}"',
        'Please make a question out of this: "{x}"',
        'Can you make this sentence a question? "{x}"',
        'How would "{x}" be as a question?',
        "ask this: {x}",
    ),
    "negated": ("Make this negative: {x}", "negate: {x}", "Say that it is not so: {x}"),
    "capitals": ("Make this all capitals: {x}", "uppercase: {x}", "SHOUT THIS: {x}", "Capital letters, please: {x}"),
    "lower": ("lowercase: {x}", "Make this all small letters: {x}", "No capitals, please: {x}"),
    "exclaimed": ("Add an exclamation mark: {x}", "add an exclamation mark to '{x}'", "Put a ! at the end: {x}"),
}
"""Ways to ask for a change without naming a manner."""


def changed(rng: Random, known: Known) -> list[Exchange]:
    """A change of tense, form or letters; sometimes a second one of the same sentence."""
    sentence: Sentence | State = rng.choice((drawn, drawn, moving, described))(rng)
    name, other = rng.sample(list(CHANGES), 2)
    first, second = CHANGES[name], CHANGES[other]
    how = rng.choice(first[0])
    frames = FRAMES if rng.random() < 0.6 else DIRECT[name]
    turns = [(say(rng, frames, how=how, x=sentence.present()), reply(rng, how, first[1](sentence)))]
    if rng.random() < 0.35:
        how = rng.choice(second[0])
        turns.append((say(rng, AGAIN, how=how), reply(rng, how, second[1](sentence))))
    return turns


def person_changed(rng: Random, known: Known) -> list[Exchange]:
    """First person to third, or with another name."""
    sentence = drawn(rng, ("I",))
    who = rng.choice(("he", "she", "he", "she", person(rng)))
    how = {"he": "in the third person with he", "she": "in the third person with she"}.get(
        who, f"with {who} instead of I"
    )
    return [(say(rng, FRAMES, how=how, x=sentence.present()), reply(rng, how, sentence.present(who)))]


PADDING = (
    "Well, ",
    "To be honest, ",
    "As you may know, ",
    "You know, ",
    "In fact, ",
    "In my opinion, ",
    "It is true that ",
    "Let me tell you that ",
    "The fact is that ",
    "I just wanted to say that ",
    "I would like to tell you that ",
)


def shorter(rng: Random, known: Known) -> list[Exchange]:
    """The sentence without what it can do without."""
    sentence = drawn(rng, full=True)
    short = Sentence(sentence.subject, sentence.verb, "", sentence.noun, "")
    padding = rng.choice(("", "", *PADDING))
    text = sentence.present()
    if padding and sentence.subject not in FIRST_NAMES and sentence.subject != "I":
        text = text[0].lower() + text[1:]
    how = rng.choice(
        ("shorter", "shorter", "in fewer words", "more briefly", "short and simple", "as short as possible")
    )
    frames = MAKES if how == "shorter" else FRAMES
    turns = [(say(rng, frames, how=how, x=padding + text), reply(rng, how, short.present()))]
    if rng.random() < 0.3:
        turns.append((say(rng, AGAIN, how="in the past tense"), reply(rng, "in the past tense", short.past())))
    return turns


def swapped(rng: Random, known: Known) -> list[Exchange]:
    """One word exchanged for another that the user names."""
    sentence = drawn(rng)
    part = rng.choice(("noun", "noun", "verb", "adjective") if sentence.adjective else ("noun", "noun", "verb"))
    old = {"noun": sentence.noun, "verb": sentence.verb, "adjective": sentence.adjective}[part]
    pool = {"noun": [*NOUNS, word(rng)], "verb": list(PAST), "adjective": list(ADJECTIVES)}[part]
    new = rng.choice([other for other in pool if other != old])
    result = Sentence(
        sentence.subject,
        new if part == "verb" else sentence.verb,
        new if part == "adjective" else sentence.adjective,
        new if part == "noun" else sentence.noun,
        sentence.rest,
    )
    if part == "verb" and sentence.subject not in PLURAL:
        old, new = third(old), third(new)
    asks = (
        'Replace "{old}" with "{new}": {x}',
        'Replace "{old}" with "{new}" in "{x}"',
        "swap {old} for {new}: {x}",
        "Change {old} to {new} in this sentence: {x}",
        "In '{x}', put {new} instead of {old}.",
        '"{x}" Use {new} instead of {old}, please.',
        "use {new} instead of {old}: {x}",
        "Take out {old} and put in {new}: {x}",
        'In "{x}", please change {old} to {new}.',
        'In "{x}", write {new} for {old}.',
        'Put {new} in place of {old}: "{x}"',
        'In the sentence "{x}", I want {new} and not {old}.',
        'Here is a sentence: "{x}" Please make {old} into {new}.',
    )
    return [(say(rng, asks, old=old, new=new, x=sentence.present()), reply(rng, f"with {new}", result.present()))]


def synonym(rng: Random, known: Known) -> list[Exchange]:
    """Another word for one."""
    old = rng.choice(list(SYNONYMS))
    new = SYNONYMS[old]
    asks = (
        'What is another word for "{x}"?',
        "another word for {x}",
        "Give me a synonym of {x}.",
        "synonym for {x}?",
        "What can I say instead of {x}?",
        "Which word means the same as {x}?",
        "a better word for {x}?",
    )
    cores = (
        f'another word for "{old}" is "{new}"',
        f'you can say "{new}"',
        f'"{new}" means much the same',
        f'"{new}" is a good one',
    )
    extras = ("it depends a little on the sentence.", f'you can put it where "{old}" stands.')
    return [(say(rng, asks, x=old), dress(rng, Style.sample(rng), rng.choice(cores), extras))]


# (plain, formal, casual): the same message in three registers.
REGISTERS = tuple(
    tuple(" ".join(form.split()) for form in line.split("|"))
    for line in """
I can't come {when}. | Unfortunately, I will not be able to come {when}. | Sorry, can't make it {when}!
Thanks for the {noun}. | Thank you very much for the {noun}. | Thanks a lot for the {noun}!
I want a {noun}. | I would like to have a {noun}. | I wanna have a {noun}!
Give me the {noun}. | Could you please give me the {noun}? | Hey, pass me the {noun}, will you?
Send me the {noun} {when}. | Would you kindly send me the {noun} {when}? | Just send me the {noun} {when}, okay?
I'm late. | I apologise for being late. | Oops, running late!
Where's the {noun}? | Could you tell me where the {noun} is? | Hey, where's the {noun}?
We meet {when}. | We would be pleased to meet you {when}. | Let's meet {when}, yeah?
Call me {when}. | I would appreciate a call {when}. | Give me a ring {when}!
I don't like the {noun}. | I am afraid that the {noun} is not to my liking. | I'm not a fan of the {noun}.
The {noun} is broken. | I regret to inform you that the {noun} is broken. | Ugh, the {noun} is broken.
Help me with the {noun}. | Could you kindly help me with the {noun}? | Hey, can you help me with the {noun}?
{who} is ill. | I am sorry to inform you that {who} is ill. | Poor {who}, off sick today.
Hi {who}, how are you? | Dear {who}, I hope that you are well. | Hey {who}, how's it going?
See you {when}. | I look forward to seeing you {when}. | See ya {when}!
I got the {noun} {when}. | I received the {noun} {when}. | Hey, I got the {noun} {when}!
Tell {who} about the {noun}. | Please inform {who} about the {noun}. | Let {who} know about the {noun}, okay?
I need help. | I would be grateful for your help. | Hey, can you give me a hand?
That's a good idea. | That is an excellent suggestion. | Ooh, great idea!
You must pay for the {noun}. | We kindly ask you to pay for the {noun}. | Don't forget to pay for the {noun}, okay?
Close the {noun}. | Would you please close the {noun}? | Shut the {noun}, will you?
The {noun} costs too much. | The price of the {noun} seems rather high. | Wow, that {noun} is way too much!
I'm sorry about the {noun}. | Please accept my apologies for the {noun}. | My bad about the {noun}!
Can I use the {noun}? | May I use the {noun}, please? | Can I grab the {noun}?
{who} wants to see you {when}. | {who} would like to see you {when}. | {who} wants to catch up {when}!
Wait {when}. | Would you mind waiting {when}? | Hang on {when}, okay?
Thanks, {who}. | I thank you very much, {who}. | Cheers, {who}!
I have no time {when}. | I regret that I have no time {when}. | I'm swamped {when}, sorry!
""".strip().splitlines()
)
WHENS = row(
    "today, tomorrow, on Monday, on Friday, next week, tonight, at noon, this evening, on Sunday, at eight, after lunch"
)
MANNERS = {
    1: (
        "more formal",
        "formal",
        "more polite",
        "more formally",
        "in formal language",
        "politely",
        "more politely",
        "as a formal letter would",
        "in a polite way",
    ),
    2: (
        "more casual",
        "casual",
        "friendlier",
        "more casually",
        "in a casual way",
        "like a text to a friend",
        "less formal",
        "in a relaxed way",
    ),
}
MAKES = (
    'Make this {how}: "{x}"',
    "make this {how}: {x}",
    "Make it {how}: {x}",
    "Can you make this {how}? {x}",
    'Could you make "{x}" {how}?',
    "make '{x}' {how}",
    "Please make this sentence {how}: {x}",
    "I need this {how}: {x}",
    "how do I say this {how}: {x}",
    "{x} Make that {how}, please.",
    '"{x}" - a bit {how}, please',
)


ADJECTIVAL = ("more formal", "formal", "more polite", "more casual", "casual", "friendlier", "less formal")
"""Manners that go with "make this ..."."""


def register(rng: Random, known: Known) -> list[Exchange]:
    """More formal or more casual; often the other way round afterwards."""
    slots = {"when": rng.choice(WHENS), "noun": rng.choice(NOUNS), "who": rng.choice(FIRST_NAMES)}
    forms = [form.format(**slots) for form in rng.choice(REGISTERS)]
    target = rng.choice((1, 2))
    source = rng.choice((0, 3 - target))
    how = rng.choice(MANNERS[target])
    frames = MAKES if how in ADJECTIVAL else FRAMES
    turns = [(say(rng, frames, how=how, x=forms[source]), reply(rng, how, forms[target]))]
    if rng.random() < 0.35:
        other = rng.choice(MANNERS[3 - target])
        turns.append((say(rng, AGAIN, how=other), reply(rng, other, forms[3 - target])))
    return turns


ORDERS = row("""
    open the window, close the door, pass the salt, wait outside, turn off the light, bring the {noun}, call me tomorrow, sit down,
    be quiet, send the {noun}, speak slowly, clean the {noun}, take the {noun} away, help {who}, show me the {noun}, wash the {noun},
    leave the {noun} here, write to {who}, read the text, answer the phone, move the {noun}, hold the {noun}, come in, try again
""")


def polite(rng: Random, known: Known) -> list[Exchange]:
    """An order with "please", or as a polite question."""
    order = rng.choice(ORDERS).format(noun=rng.choice(NOUNS), who=rng.choice(FIRST_NAMES))
    text = f"{order[0].upper()}{order[1:]}."
    if rng.random() < 0.5:
        how = rng.choice(("with please", "with the word please", "with a please"))
        result = rng.choice((f"Please {order}.", f"{text[:-1]}, please."))
    else:
        how = rng.choice(("as a polite question", "as a polite request", "in a friendlier way"))
        result = rng.choice(
            (
                f"Could you please {order}?",
                f"Would you please {order}?",
            )
        )
    return [(say(rng, FRAMES, how=how, x=text), reply(rng, how, result))]


def misspelt(rng: Random, text: str) -> str:
    """The text with a slip in one or two of its longer words."""
    words = text.split(" ")
    places = [index for index, piece in enumerate(words) if len(piece.strip(".")) > 4 and piece.strip(".").isalpha()]
    for index in rng.sample(places, min(len(places), rng.choice((1, 1, 2)))):
        piece = words[index]
        at = rng.randint(1, len(piece.strip(".")) - 3)
        slips = (piece[:at] + piece[at + 1] + piece[at] + piece[at + 2 :], piece[:at] + piece[at] + piece[at:])
        words[index] = rng.choice([slip for slip in slips if slip != piece])
    return " ".join(words)


def spelling(rng: Random, known: Known) -> list[Exchange]:
    """Spelling mistakes put right."""
    right = wrong = ""
    while wrong == right:
        right = rng.choice((drawn, moving, described))(rng).present()
        wrong = misspelt(rng, right)
    asks = (
        "Fix the spelling: {x}",
        'Correct the spelling: "{x}"',
        "correct this: {x}",
        'Can you fix the mistakes? "{x}"',
        "spell check: {x}",
        "Please correct my sentence: {x}",
        "Are there mistakes in this? {x}",
        "fix this please: {x}",
        "What is wrong with '{x}'?",
        "I am bad at spelling. {x} Is that right?",
        'Mend the spelling here: "{x}"',
        'There is a typo in "{x}". Can you fix it?',
        'Please check the spelling of this sentence: "{x}"',
        'Could you correct the spelling of this one? "{x}"',
        'Please fix this sentence: "{x}"',
    )
    return [(say(rng, asks, x=wrong), reply(rng, "with the right spelling", right))]


TOPICS: dict[str, tuple[float, Topic]] = {
    "rewriting_changed": (9.0, changed),
    "rewriting_person": (1.5, person_changed),
    "rewriting_shorter": (2.5, shorter),
    "rewriting_swapped": (2.5, swapped),
    "rewriting_synonym": (1.0, synonym),
    "rewriting_register": (6.0, register),
    "rewriting_polite": (2.5, polite),
    "rewriting_spelling": (2.0, spelling),
}

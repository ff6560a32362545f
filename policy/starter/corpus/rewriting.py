"""Rewriting a sentence: the same words back with one change.

Sentences come in parts (`sentences.py`), so that every change is right by construction: tense, question, person,
register, one word. Copying with change is what the model has to learn here, hence very many words and many frames.
Spelling and single words are in `mending.py`. The result stands in quotation marks.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from policy.starter.corpus import mending, registers
from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.phrasing import dress, say
from policy.starter.corpus.rewriting_frames import AGAIN, ANOTHER, FRAMES, MAKES, reply
from policy.starter.corpus.sentence_words import SYNONYMS
from policy.starter.corpus.sentences import Sentence, State, described, drawn, moving
from policy.starter.corpus.slots import FIRST_NAMES, person

Change = tuple[tuple[str, ...], Callable[[Sentence | State], str]]
"""(what the user may call it, what it does)."""

CHANGES: dict[str, Change] = {
    "past": (
        ("in the past tense", "in the past tense", "in the past", "as if it were over", "as if it happened yesterday"),
        lambda s: s.past(),
    ),
    "present": (("in the present tense", "in the present", "as if it were now"), lambda s: s.present()),
    "future": (
        ("in the future tense", "in the future", "with will", "as if it were still to come"),
        lambda s: s.future(),
    ),
    "question": (("as a question", "as a question", "in question form", "as if I were asking"), lambda s: s.question()),
    "negated": (
        ("with not", "in the negative", "negated", "so that it says the opposite", "as a negative sentence"),
        lambda s: s.negated(),
    ),
    "capitals": (
        ("in capital letters", "in capitals", "in upper case", "all caps", "all in capitals"),
        lambda s: s.stated().upper(),
    ),
    "lower": (
        ("in lower case", "in small letters", "without capitals", "all lower case"),
        lambda s: s.stated().lower(),
    ),
    "exclaimed": (
        ("with an exclamation mark", "as an exclamation", "with more excitement"),
        lambda s: s.stated(mark="!"),
    ),
}


DIRECT = {
    "past": (
        "Put this in the past tense: {x}", "past tense: {x}", "What is the past tense of '{x}'?", 'It happened yesterday. How do I say "{x}" then?',
        'Make this past: "{x}"', 'Tell it as if it were over: "{x}"', "past tense of this pls: {x}", 'Shift "{x}" to the past.',
    ),
    "present": (
        "Put this in the present tense: {x}", "present tense: {x}", 'Make "{x}" present tense.', 'Say "{x}" as if it were now.',
        'This should be in the present: "{x}"', "What is the present tense of '{x}'?", 'From past to present, please: "{x}"',
    ),
    "future": (
        "Put this in the future tense: {x}", "future tense: {x}", "Say that it will happen: {x}", 'Tomorrow, not today: "{x}"',
        'Make "{x}" future.', 'Use will: "{x}"', "What would be the future tense of '{x}'?", 'It has not happened yet. Change "{x}" to say so.',
    ),
    "question": (
        "Turn this into a question: {x}",
        "Make this a question: {x}",
        'make "{x}" a question',
        'Change this into a question: "{x}"',
        'Please make a question out of this: "{x}"',
        'Can you make this sentence a question? "{x}"',
        'How would "{x}" be as a question?',
        "ask this: {x}",
        'I want to ask whether this is so: "{x}"',
        'If I am not sure, how do I ask it? "{x}"',
        'Form a question from "{x}"',
        "question form: {x}",
        'What question fits this? "{x}" I mean the yes-or-no one.',
        '"{x}" should be a question.',
        'Put a question mark behind this and reorder it: "{x}"',
        'Interrogative, please: "{x}"',
    ),
    "negated": (
        "Make this negative: {x}", "negate: {x}", "Say that it is not so: {x}", 'Put a not into "{x}"', 'Deny this: "{x}"',
        'That is not true: "{x}" How do I say so?', "negative form: {x}", 'Turn "{x}" into its opposite with not.', 'Add not: "{x}"',
    ),
    "capitals": (
        "Make this all capitals: {x}", "uppercase: {x}", "SHOUT THIS: {x}", "Capital letters, please: {x}", 'Write "{x}" as if shouting.',
        'Big letters only: "{x}"', "all caps pls: {x}", 'For a sign, in capitals: "{x}"', 'Can I have "{x}" in upper case?',
    ),
    "lower": (
        "lowercase: {x}", "Make this all small letters: {x}", "No capitals, please: {x}", 'Only small letters: "{x}"',
        'Take the capitals out of "{x}"', "everything lower case: {x}", 'Write "{x}" small.',
    ),
    "exclaimed": (
        "Add an exclamation mark: {x}", "add an exclamation mark to '{x}'", "Put a ! at the end: {x}", 'Instead of the full stop, a !: "{x}"',
        'Make "{x}" an exclamation.', 'End this with an exclamation mark: "{x}"', "exclamation mark pls: {x}",
    ),
}  # fmt: skip
"""Ways to ask for a change without naming a manner."""


def changed(rng: Random, known: Known) -> list[Exchange]:
    """A change of tense, form or letters; sometimes a second one of the same sentence, or the same of another one."""
    sentence = _any(rng)
    name, other = rng.sample([name for name in CHANGES if name != sentence.tense], 2)
    first, second = CHANGES[name], CHANGES[other]
    how = rng.choice(first[0])
    frames = FRAMES if rng.random() < 0.6 else DIRECT[name]
    turns = [(say(rng, frames, how=how, x=sentence.stated()), reply(rng, how, first[1](sentence)))]
    draw = rng.random()
    if draw < 0.3:
        name, how = other, rng.choice(second[0])
        turns.append((say(rng, AGAIN, how=how), reply(rng, how, second[1](sentence))))
    one = _any(rng)
    if 0.2 < draw < 0.5 and one.tense != name:
        turns.append((say(rng, ANOTHER, x=one.stated()), reply(rng, how, CHANGES[name][1](one))))
    return turns


def _any(rng: Random) -> Sentence | State:
    """A sentence of any make."""
    made: Sentence | State = rng.choice((drawn, drawn, moving, described))(rng)
    return made


PERSONS: dict[str, tuple[str, ...]] = {
    "I": ("in the first person", "as if I did it", "with I", "about me"),
    "he": ("in the third person with he", "about a man", "with he", "with he as the subject"),
    "she": ("in the third person with she", "about a woman", "with she", "with she as the subject"),
    "we": ("with we", "about us", "in the first person plural", "with we as the subject"),
    "they": ("with they", "about them", "in the third person plural"),
}
BY_NAME = (
    "with {who} instead of {old}",
    "about {who}",
    "with {who} as the subject",
    "so that {who} does it",
    "with {who}, not {old}",
)


def person_changed(rng: Random, known: Known) -> list[Exchange]:
    """Somebody else does it: another pronoun or a name, the verb in its form; sometimes a further one."""
    old, *others = rng.sample(list(PERSONS), 3)
    sentence = replace(drawn(rng, (old,)), owner="the", link="", other="")
    turns: list[Exchange] = []
    for who in others[: rng.choice((1, 1, 2))]:
        name = person(rng)
        subject, hows = (name, BY_NAME) if rng.random() < 0.5 else (who, PERSONS[who])
        how = rng.choice(hows).format(who=subject, old=old)
        asked = say(rng, AGAIN if turns else FRAMES, how=how, x=sentence.stated())
        turns.append((asked, reply(rng, how, sentence.stated(subject))))
    return turns


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
    "I have to say that ", "As far as I can see, ", "Believe it or not, ", "At the end of the day, ", "If you ask me, ",
    "It seems to me that ", "As everybody knows, ", "To tell the truth, ", "It goes without saying that ", "I must admit that ",
    "What I mean is that ", "By the way, ",
)  # fmt: skip


def shorter(rng: Random, known: Known) -> list[Exchange]:
    """The sentence without what it can do without."""
    sentence = drawn(rng, full=True)
    short = replace(sentence, adjective="", rest="", link="", other="")
    padding = rng.choice(PADDING) if rng.random() < 0.7 else ""
    text = sentence.stated()
    if padding and sentence.subject not in FIRST_NAMES and sentence.subject != "I":
        text = text[0].lower() + text[1:]
    how = rng.choice(
        (
            *(
                "shorter",
                "shorter",
                "shorter",
                "in fewer words",
                "more briefly",
                "short and simple",
                "as short as possible",
            ),
            *("without the frills", "in brief", "cut down to the bones", "with only what matters", "more concisely"),
        )
    )
    frames = MAKES if how == "shorter" else FRAMES
    turns = [(say(rng, frames, how=how, x=padding + text), reply(rng, how, short.stated()))]
    if sentence.tense == "present" and rng.random() < 0.3:
        turns.append((say(rng, AGAIN, how="in the past tense"), reply(rng, "in the past tense", short.past())))
    return turns


def synonym(rng: Random, known: Known) -> list[Exchange]:
    """Another word for one."""
    old = rng.choice(list(SYNONYMS))
    new = SYNONYMS[old]
    asks = (
        'What is another word for "{x}"?', "another word for {x}", "Give me a synonym of {x}.", "synonym for {x}?", "What can I say instead of {x}?",
        "Which word means the same as {x}?", "a better word for {x}?", 'I use "{x}" too often. What else is there?', "How else can I say {x}?",
        'Is there another word for "{x}"?', "What word could replace {x}?", 'I need something other than "{x}".', "What is a word like {x}?",
        'Instead of "{x}" I could write what?', "{x} - synonym?", 'My crossword asks for another word for "{x}".', "Which word is close to {x}?",
        'I keep writing "{x}", give me one other word.', "What's a synonym of the word {x}?", 'Find me a word that means "{x}".',
        'A different word for "{x}", please.', "Do you know a word with the same meaning as {x}?", 'Not "{x}" again! Another word?',
    )  # fmt: skip
    cores: tuple[str, ...] = (
        f'another word for "{old}" is "{new}"',
        f'you can say "{new}"',
        f'"{new}" means much the same',
        f'"{new}" is a good one',
    )
    extras = ("it depends a little on the sentence.", f'you can put it where "{old}" stands.')
    turns = [(say(rng, asks, x=old), dress(rng, Style.sample(rng), rng.choice(cores), extras))]
    if rng.random() < 0.3:
        more = rng.choice([word for word in SYNONYMS if word != old])
        asked = (
            'And for "{x}"?',
            "and {x}?",
            'What about "{x}"?',
            "the same for {x}",
            'Now "{x}", please.',
            "And instead of {x}?",
            "ok, {x}?",
        )
        cores = (
            f'instead of "{more}" you can say "{SYNONYMS[more]}"',
            f'"{SYNONYMS[more]}"',
            f'that would be "{SYNONYMS[more]}"',
        )
        turns.append((say(rng, asked, x=more), dress(rng, Style.sample(rng), rng.choice(cores))))
    return turns


TOPICS: dict[str, tuple[float, Topic]] = {
    "rewriting_changed": (9.0, changed),
    "rewriting_person": (1.5, person_changed),
    "rewriting_shorter": (2.5, shorter),
    "rewriting_synonym": (3.0, synonym),
    **registers.SCENES,
    **mending.SCENES,
}

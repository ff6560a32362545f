"""One word of a sentence set right, exchanged, added or left out: scenes of `rewriting.py`.

Nothing helps here but to carry each word over as it stands, so that the words come from pools of hundreds, and from
freer frames as well as from plain sentences.
"""

from dataclasses import replace
from random import Random

from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.phrasing import dress, say
from policy.starter.corpus.rewriting_frames import reply
from policy.starter.corpus.sentence_words import ADJECTIVES, MOVING, NOUNS, PAST, PEOPLE, PLURAL, third
from policy.starter.corpus.sentences import POOLS, Sentence, described, drawn, loose, misspelt, moving, slip
from policy.starter.corpus.slots import FIRST_NAMES, word

REPLACE = (
    'Replace "{old}" with "{new}": {x}', 'Replace "{old}" with "{new}" in "{x}"', "swap {old} for {new}: {x}",
    "Change {old} to {new} in this sentence: {x}", "In '{x}', put {new} instead of {old}.", '"{x}" Use {new} instead of {old}, please.',
    "use {new} instead of {old}: {x}", "Take out {old} and put in {new}: {x}", 'In "{x}", please change {old} to {new}.',
    'In "{x}", write {new} for {old}.', 'Put {new} in place of {old}: "{x}"', 'In the sentence "{x}", I want {new} and not {old}.',
    'Here is a sentence: "{x}" Please make {old} into {new}.', 'Substitute {new} for {old}: "{x}"', '"{x}" - but with {new}, not {old}.',
    'Say "{x}" with {new} where it says {old}.', 'I wrote "{x}", it should say {new} rather than {old}.', "{old} -> {new}: {x}",
    'Where it says {old}, put {new}: "{x}"', 'Exchange the word "{old}" for "{new}" here: {x}', 'Please swap the word {old} with {new}: "{x}"',
    'Not {old} but {new}: "{x}"', 'What is "{x}" with {new} instead of {old}?', 'Can you turn {old} into {new} in "{x}"?',
    'My sentence is "{x}" The {old} has to become {new}.', "Let it be {new} and not {old}: {x}", "pls put {new} for {old}: {x}",
    'Could you replace the word {old} by {new}? "{x}"', 'Rewrite "{x}" with {new} in place of {old}.', 'In "{x}" I meant {new}, not {old}.',
    'Replace {old} by {new} in the sentence "{x}"', 'How does "{x}" read with {new} instead of {old}?', 'Change one word, {old} to {new}: "{x}"',
    'Use the word "{new}" in place of "{old}": "{x}"', 'The word {old} is wrong, it is {new}: "{x}"', 'Edit this: "{x}" Replace {old}, use {new}.',
    'Would you put "{new}" where "{old}" stands in "{x}"?', 'Please rewrite "{x}" so that it says {new} and not {old}.',
    'I prefer {new} to {old} in this one: "{x}"', 'Same sentence with {new} for {old}: "{x}"', 'From "{x}" remove {old} and insert {new}.',
)  # fmt: skip
REPLACE_NEXT = (
    "And now {new} instead of {old}.", "Now change {old} to {new} as well.", "Also replace {old} with {new}.", "And {new} for {old}, please.",
    'Then put "{new}" in place of "{old}".', "Good. Now swap {old} for {new} too.", "and {old} -> {new}", "Next, use {new} instead of {old}.",
    "Could you also make {old} into {new}?", "Besides that, {new} rather than {old}.", "Let {old} be {new} too.",
)  # fmt: skip
FIX = (
    "Fix the spelling: {x}", 'Correct the spelling: "{x}"', "correct this: {x}", 'Can you fix the mistakes? "{x}"', "spell check: {x}",
    "Please correct my sentence: {x}", "Are there mistakes in this? {x}", "fix this please: {x}", "What is wrong with '{x}'?",
    "I am bad at spelling. {x} Is that right?", 'Mend the spelling here: "{x}"', 'There is a typo in "{x}". Can you fix it?',
    'Please check the spelling of this sentence: "{x}"', 'Could you correct the spelling of this one? "{x}"', 'Please fix this sentence: "{x}"',
    "Fix the spelling of: {x}", "Fix the typo: {x}", "typo in here? {x}", 'I typed too fast: "{x}" Put it right.', "proofread: {x}",
    'Proofread this line for me: "{x}"', 'One word is misspelt: "{x}"', "Is this spelled right? {x}", 'How should "{x}" be spelled?',
    'Spelling: "{x}"', 'My keyboard is broken. What did I mean by "{x}"?', "{x} <- fix spelling pls", 'I think I misspelled something: "{x}"',
    'Could you look over this sentence? "{x}"', 'My son wrote "{x}" and there is a slip in it. How is it right?', "autocorrect this: {x}",
    'The teacher marked a mistake in "{x}" What should it be?', 'Write this without the mistake: "{x}"', "Put the letters right: {x}",
    'Have a look at "{x}" and repair the spelling.', 'Before I send it, is "{x}" spelt well?', "Repair this: {x}", "spelling of this? {x}",
    'Would you kindly remove the typing error from "{x}"?', 'Tell me the right spelling: "{x}"', '"{x}" What is the correct version?',
    "Something is off in this sentence: {x}", 'Give me "{x}" without the slip.', 'Clean up the spelling in "{x}"', "I misspelt this, help: {x}",
)  # fmt: skip
FIX_NEXT = (
    "And this one: {x}", 'And "{x}"', "Now this: {x}", "another one: {x}", "And here? {x}", "Next sentence: {x}", "What about this? {x}",
    'I have one more: "{x}"', "The same for this: {x}", 'Good, now "{x}"', "and check {x}", 'Is "{x}" better?',
)  # fmt: skip
WRONG = (
    "Which word was wrong?",
    "What was the mistake?",
    "Where was the typo?",
    "which one was misspelt?",
    "What did you change?",
    "What did I get wrong?",
)
ONE_WORD = (
    "How do you spell {x} correctly?", "{x} - is that the right spelling?", 'Is "{x}" spelt right?', "Correct spelling of {x}?", "fix this word: {x}",
    'I wrote "{x}". How is it spelled?', "How is {x} really written?", 'What word did I mean by "{x}"?', "spellcheck {x}", 'Correct the word "{x}".',
    "The right spelling of {x}, please.", 'Is it "{x}" or something else?', "did i spell {x} right", 'My friend wrote "{x}", what should it be?',
)  # fmt: skip
ADD = (
    'Add "{w}" at the end: {x}', 'Put "{w}" at the end of "{x}"', 'Append {w} to "{x}"', "{x} Add {w} at the end, please.", 'End "{x}" with {w}.',
    'I want {w} at the very end: "{x}"', 'Let "{x}" end in {w}.', 'Stick {w} on the end of this: "{x}"', "add {w} last: {x}",
)  # fmt: skip
ADDED = (
    "again",
    "together",
    "too",
    "anyway",
    "perhaps",
    "carefully",
    "quietly",
    "nevertheless",
    "slowly",
    "alone",
)
DROP = (
    'Leave out "{w}": {x}', 'Take the word {w} out of "{x}"', 'Remove "{w}" from "{x}"', "{x} Say that without {w}.", 'Delete {w}: "{x}"',
    'Strike {w} from this sentence: "{x}"', 'The same without the word {w}: "{x}"', "drop {w}: {x}", 'I do not want {w} in "{x}"',
    'What is left of "{x}" without {w}?', 'Cut the word "{w}" from this: {x}', 'In "{x}", leave {w} away.',
)  # fmt: skip

Swap = tuple[str, str, Sentence]
"""(the old word, the new one, the sentence with the new one)."""


def swapped(rng: Random, known: Known) -> list[Exchange]:
    """One word exchanged for another that the user names; sometimes a second one afterwards."""
    if rng.random() < 0.35:
        return _swapped_in_loose(rng)
    sentence = drawn(rng)
    while len(set(_words(sentence))) < len(_words(sentence)):
        sentence = drawn(rng)
    parts = [part for part in ("noun", "verb", "adjective", "other", "subject") if _swappable(sentence, part)]
    first, second = rng.sample(parts, 2)
    old, new, result = _swap(rng, sentence, rng.choice((first, "noun")))
    turns = [(say(rng, REPLACE, old=old, new=new, x=sentence.stated()), reply(rng, f"with {new}", result.stated()))]
    if rng.random() < 0.3:
        old, new, result = _swap(rng, result, second)
        turns.append((say(rng, REPLACE_NEXT, old=old, new=new), reply(rng, f"with {new}", result.stated())))
    return turns


def _words(sentence: Sentence) -> list[str]:
    return sentence.stated().rstrip(".").lower().split(" ")


def _swappable(sentence: Sentence, part: str) -> bool:
    value = getattr(sentence, part)
    return value in FIRST_NAMES if part == "subject" else bool(value)


def _swap(rng: Random, sentence: Sentence, part: str) -> Swap:
    """Another word for one part, which the sentence does not have yet."""
    old = str(getattr(sentence, part))
    pools: dict[str, tuple[str, ...]] = {
        "noun": (*NOUNS, *(word(rng) for _ in range(40))),
        "verb": tuple(PAST),
        "adjective": ADJECTIVES,
        "other": PEOPLE if old in PEOPLE else NOUNS,
        "subject": FIRST_NAMES,
    }
    new = rng.choice([value for value in pools[part] if value.lower() not in _words(sentence) and value != old])
    result = {
        "noun": replace(sentence, noun=new),
        "verb": replace(sentence, verb=new),
        "adjective": replace(sentence, adjective=new),
        "other": replace(sentence, other=new),
        "subject": replace(sentence, subject=new),
    }[part]
    if part != "verb":
        return old, new, result
    if sentence.tense == "past":
        return PAST[old], PAST[new], result
    return (old, new, result) if sentence.subject in PLURAL else (third(old), third(new), result)


def _swapped_in_loose(rng: Random) -> list[Exchange]:
    """The same in a freer sentence."""
    frame, words = loose(rng)
    slot = rng.choice(list(words))
    old, new = (
        words[slot],
        rng.choice([value for value in POOLS[slot] if value not in words.values() and value[0] not in "aeiou"]),
    )
    result = frame.format(**words | {slot: new})
    return [(say(rng, REPLACE, old=old, new=new, x=frame.format(**words)), reply(rng, f"with {new}", result))]


def _right_and_wrong(rng: Random) -> tuple[str, str]:
    """A sentence and the same with slips."""
    while True:
        draw = rng.random()
        if draw < 0.3:
            frame, words = loose(rng)
            right = frame.format(**words)
        elif draw < 0.7:
            right = drawn(rng, invented=False).stated()
        else:
            right = rng.choice((moving, described))(rng).stated()
        wrong = misspelt(rng, right)
        if wrong != right:
            return right, wrong


def spelling(rng: Random, known: Known) -> list[Exchange]:
    """Spelling mistakes put right."""
    right, wrong = _right_and_wrong(rng)
    return [(say(rng, FIX, x=wrong), reply(rng, "with the right spelling", right))]


def spelling_on(rng: Random, known: Known) -> list[Exchange]:
    """Spelling put right, and then the user asks for the slip or brings the next sentence."""
    right, wrong = _right_and_wrong(rng)
    turns = [(say(rng, FIX, x=wrong), reply(rng, "with the right spelling", right))]
    slips = [pair for pair in zip(wrong.split(" "), right.split(" "), strict=True) if pair[0] != pair[1]]
    if rng.random() < 0.4:
        bad, good = (piece.rstrip(".,?!") for piece in slips[0])
        cores = (
            f'"{bad}" was wrong, it is "{good}"',
            f'it was "{bad}", which should be "{good}"',
            f'I changed "{bad}" to "{good}"',
        )
        if len(slips) == 1:
            turns.append((say(rng, WRONG), dress(rng, Style.sample(rng), rng.choice(cores))))
    if len(turns) == 1 or rng.random() < 0.3:
        right, wrong = _right_and_wrong(rng)
        turns.append((say(rng, FIX_NEXT, x=wrong), reply(rng, "with the right spelling", right)))
    return turns


def spelling_word(rng: Random, known: Known) -> list[Exchange]:
    """A single misspelt word put right."""
    right = rng.choice(
        [value for value in rng.choice((NOUNS, ADJECTIVES, tuple(PAST), tuple(MOVING))) if len(value) > 5]
    )
    wrong = slip(rng, right)
    cores = (
        f'it is spelt "{right}"',
        f'it should be "{right}"',
        f'the right spelling is "{right}"',
        f'"{right}"',
        f'you mean "{right}"',
    )
    extras = ("it is easily mistyped.", "now it is right.", "that is how it is written.")
    return [(say(rng, ONE_WORD, x=wrong), dress(rng, Style.sample(rng), rng.choice(cores), extras))]


def lengthened(rng: Random, known: Known) -> list[Exchange]:
    """A word put at the end."""
    text = drawn(rng).stated() if rng.random() < 0.6 else moving(rng).stated()
    added = rng.choice(ADDED) if rng.random() < 0.5 else f"with {rng.choice(FIRST_NAMES)}"
    return [(say(rng, ADD, w=added, x=text), reply(rng, f"with {added} at the end", f"{text[:-1]} {added}."))]


def dropped(rng: Random, known: Known) -> list[Exchange]:
    """A word left out."""
    sentence = drawn(rng, full=True)
    while len(set(_words(sentence))) < len(_words(sentence)):
        sentence = drawn(rng, full=True)
    short = replace(sentence, adjective="")
    return [
        (
            say(rng, DROP, w=sentence.adjective, x=sentence.stated()),
            reply(rng, f"without {sentence.adjective}", short.stated()),
        )
    ]


SCENES: dict[str, tuple[float, Topic]] = {
    "rewriting_swapped": (5.0, swapped),
    "rewriting_spelling": (4.0, spelling),
    "rewriting_spelling_on": (1.5, spelling_on),
    "rewriting_spelling_word": (0.8, spelling_word),
    "rewriting_lengthened": (1.0, lengthened),
    "rewriting_dropped": (1.0, dropped),
}

"""Words given to be kept, repeated or said back: scenes of `memory.py` in which a reply is a copy.

A bare word ("keep in mind: saffron") comes in very many wordings, and words come from hundreds and from made-up ones, so
that neither the frame nor the word can be guessed.
"""

from collections.abc import Sequence
from random import Random

from policy.starter.corpus import slots, social
from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.phrasing import dress, say
from policy.starter.corpus.recall import CHECKS, DETAIL_EXTRAS, EVENTS, REACTION_QUESTIONS, REACTIONS, REACTIONS_HEDGED
from policy.starter.corpus.sentences import described, drawn, moving

REPEAT = (
    'Repeat after me: {t}', 'Say "{t}"', 'Please say "{t}".', "Repeat this: {t}", 'Can you say "{t}"?', "Say {t}", "Copy this: {t}",
    'Write "{t}".', 'Please repeat "{t}".', "Type this: {t}", 'Say the words "{t}".', 'I want you to say "{t}".', 'Echo "{t}"',
    "say this back to me: {t}", "Just say {t}", 'Could you say "{t}" for me?', "Your turn, say {t}", 'Answer with "{t}".', "repeat: {t}",
    'Would you repeat "{t}", please?', "Parrot me: {t}", 'I say "{t}" and you say the same.', "Write down {t}", 'Reply with "{t}".',
    'Let me hear you say "{t}".', "Print {t}", 'Spoken after me, please: "{t}"', 'Only say "{t}".', "now say {t}", "Tell me exactly this: {t}",
    'Give me back these words: "{t}"', 'Try saying "{t}".', 'Say it with me: "{t}"', "Output {t}", "u say: {t}", 'Quote this: "{t}"',
    'My son wants to hear you say "{t}".', 'I bet you cannot say "{t}".', "Word for word, please: {t}", 'Do as I do and write "{t}".',
)  # fmt: skip
REPEAT_ON = (
    'And now "{t}"', "and {t}", "now say {t}", 'Now repeat "{t}".', "And this: {t}", 'Then "{t}", please.', "ok, and {t}?", 'Good, now say "{t}".',
    "The same with {t}", 'And can you say "{t}"?', "next: {t}", 'Now write "{t}".', 'Say "{t}" too.', 'Now this one: "{t}"',
)  # fmt: skip
ONCE_MORE = (
    "Again.", "Once more, please.", "One more time.", "Say it again.", "Again, please!", "And again?", "Repeat it.", "Can you say it again?",
    "Say that again.", "Do it again.", "Could you repeat that?", "The same again, please.", "encore", "and one more time", "Now again.",
)  # fmt: skip

SAY_AGAIN = (
    "What did I just say?", "Repeat what I just said.", "Can you repeat what I said?", "What were my last words?", "Say back what I wrote.",
    "What was my last message?", "Please repeat my last message.", "Quote me.", "What did I write?", "Tell me what I just said.",
    "What was it that I said?", "Read my message back to me.", "What did my message say?", "Repeat my words.", "Quote my last message.",
    "Could you say back what I just typed?", "My last sentence, what was it?", "Did you read it? What did I write?", "Give me my own words back.",
    "what did i type just now", "Word for word, what did I say?", "Cite what I wrote before this.", "I forgot what I wrote. What was it?",
    "Which words did I use just now?", "Let me hear my last message again.", "Play back what I said.", "Say what I said.",
)  # fmt: skip

COPY_WORDS = (
    "Remember the word {w}.", "The word is {w}.", "Please remember {w}.", "My word is {w}.", "Keep this word for me: {w}.",
    "I will test you later. The word is {w}.", "Can you remember the word {w}?", "Let us play. The word is {w}.",
    "Remember: {w}.", "Memorise the word {w}.", "The word is {w}.", "Keep in mind: {w}.", "Keep the word {w} in mind.", "Keep {w} in mind, please.",
    "Here is a word: {w}.", "Here is your word: {w}.", "I give you a word, {w}.", "A word to remember: {w}.", "Word of today: {w}.", "Word: {w}",
    "The word you must remember is {w}.", "Do not forget {w}.", "Don't forget the word {w}!", "Store the word {w}.", "Save this word: {w}.",
    "Hold on to the word {w}.", "Hold this word for me: {w}.", "Memorise {w}.", "Try to memorise this: {w}.", "Note down the word {w}.",
    "Note this: {w}.", "Make a note of the word {w}.", "Write down the word {w}.", "Learn the word {w} by heart.", "Bear the word {w} in mind.",
    "I am going to ask you for a word later. It is {w}.", "In a moment I will ask you for this word: {w}.", "Memory test! The word is {w}.",
    "Let us test your memory with the word {w}.", "This is a memory game. Your word is {w}.", "{w} is the word.", "{w}, that is the word.",
    "{w} - remember that.", "{w}. Remember this word.", "{w}. Keep it in mind.", "{w} is the word I want you to remember.", "{w}, please remember it.",
    "Would you keep the word {w} for me?", "Could you remember {w} for me?", "Will you remember the word {w} for a while?", "I have a word for you: {w}.",
    "For later, the word {w}.", "remember this word ok: {w}", "My teacher gave me the word {w}. Please remember it.", "Take the word {w}.",
    "I choose the word {w}.", "The word I picked is {w}.", "I am thinking of the word {w}, keep it.", "Let the word be {w}.", "Our word will be {w}.",
    "Keep the following word: {w}.", "Remember the following: {w}.", "The word for today is {w}, keep it in your head.", "I tell you one word: {w}.",
    "One word only: {w}. Keep it.", "Lock this word away: {w}.", "Guard the word {w} for me.", "Put {w} in your memory.", "Just one word, {w}. Remember it.",
    "My dear assistant, kindly keep the word {w} in mind.", "pls remember {w}", "Listen: the word is {w}.", "Attention, the word is {w}.",
)  # fmt: skip

ASK_WORDS = (
    "What was the word?", "Which word did I tell you?", "What is the word?", "Do you remember the word?", "Tell me the word.",
    "What word did I ask you to remember?", "Now say the word.", "The word?", "Can you tell me the word I gave you?", "what was the word",
    "What was that word again?", "What word was it?", "Which word was it?", "Which word should you remember?", "Say the word.", "The word, please.",
    "What word did I give you?", "Do you still know the word?", "Do you still have the word?", "Which word did you keep for me?",
    "What was the word I told you?", "What did I ask you to keep in mind?", "What should you keep in mind?", "What were you to remember?",
    "Give me the word.", "Give me back my word.", "And the word was?", "So what was the word?", "Now, what word was it?", "Time for the test: the word?",
    "Can you recall the word?", "Repeat the word.", "Repeat the word I gave you.", "Could you repeat that word?", "What was the word to remember?",
    "Have you kept the word?", "You kept a word for me. Which one?", "I have forgotten the word, have you?", "Remind me of the word.",
    "Let me hear the word.", "What did I say the word was?", "Which was the word in our game?", "Please tell me the word now.", "Name the word.",
    "word?", "Tell me again, what was the word?", "The word I told you, what was it?", "I wonder whether you remember the word.", "Did you remember the word?",
    "Would you be so kind as to say the word?", "Back to the word, what was it?", "Here comes the question: which word was it?", "Whisper the word to me.",
)  # fmt: skip
READY = (
    "I will give you a word to remember.", "I want to give you a word to keep.", "Can you remember a word for me?", "Let us play a memory game.",
    "I'll tell you a word, and later you say it.", "Are you ready to remember a word?", "Keep the next word in mind.", "I have a word for you.",
    "Would you remember something for me?", "The next thing I type is a word. Remember it.", "Please remember the word I type next.",
)  # fmt: skip
BARE = (
    "{w}",
    "{w}",
    "{w}.",
    "It is {w}.",
    "It's {w}",
    "Here it is: {w}",
    "{w}!",
    "the word: {w}",
    "OK: {w}",
    "{w}, that's it",
    "Well, {w}.",
)
NEW_WORD = (
    "Now the word is {w}.", "New word: {w}.", "Forget that one, the word is now {w}.", "I have changed it, the word is {w}.", "Make it {w} instead.",
    "Let us take another word: {w}.", "The word is no longer that, it is {w}.", "Actually, the word is {w}.", "Sorry, the word should be {w}.",
    "Replace the word with {w}.", "Change the word to {w}.", "A different one, {w}.", "From now on the word is {w}.", "No, remember {w} instead.",
)  # fmt: skip
TWO_WORDS = (
    "The first word is {a} and the second word is {b}.", "First word: {a}. Second word: {b}.", "Remember two words, first {a}, second {b}.",
    "Word one is {a}, word two is {b}.", "I have two words. The first is {a}, the second is {b}.", "Keep two words: {a} first, then {b}.",
)  # fmt: skip
ASK_FIRST = (
    "What was the first word?", "The first word?", "Which word came first?", "Tell me the first word.", "What is word one?", "Say the first word.",
    "Do you remember the first word?", "And the first one?", "What was the first of the two?", "First word, please.",
)  # fmt: skip
ASK_SECOND = (
    "What was the second word?", "The second word?", "Which word came second?", "Tell me the second word.", "What is word two?", "Say the second word.",
    "Do you remember the second word?", "And the second one?", "What was the second of the two?", "Second word, please.",
)  # fmt: skip
NO_WORD = (
    "you have not told me a word yet", "I do not have a word, you have not told me one", "you have not given me any word so far",
    "I do not know which word you mean", "I have not been told a word", "you did not give me a word to keep",
)  # fmt: skip
KEPT_WORD = ("ask me whenever you like.", "you can ask me for it later.", "I have it now.", "I am ready for your test.")


def repeat(rng: Random, known: Known) -> list[Exchange]:
    """The user asks for words to be said as they are; often once more, or others after them."""
    text = _text(rng)
    scene = [(say(rng, REPEAT, t=text), _repeated(rng, text))]
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
        if rng.random() < 0.4:
            scene.append((say(rng, ONCE_MORE), _repeated(rng, text)))
        else:
            text = _text(rng)
            scene.append((say(rng, REPEAT_ON, t=text), _repeated(rng, text)))
    return scene


def say_again(rng: Random, known: Known) -> list[Exchange]:
    """The user asks what was just said."""
    text = (
        _text(rng)
        if rng.random() < 0.4
        else say(rng, EVENTS, who=slots.person(rng), where=slots.place(rng), food=rng.choice(slots.FOODS))
    )
    first = dress(
        rng, Style.sample(rng), rng.choice(REACTIONS), (), REACTION_QUESTIONS, tone="warm", hedged=REACTIONS_HEDGED
    )
    forms = ("you said {q}", "you wrote {q}", "your last message was {q}", "your words were {q}")
    return [(text, first), (say(rng, SAY_AGAIN), _quoted(rng, text, forms))]


def keep_word(rng: Random, known: Known) -> list[Exchange]:
    """The user gives a word to keep and asks for it, at once or after other talk, often more than once."""
    known["word"] = word = slots.word(rng)
    scene = [(say(rng, COPY_WORDS, w=word), _kept(rng, word))]
    for _ in range(rng.choice((0, 0, 1, 2))):
        scene += social.small_talk(rng, known)
    scene.append(_asked(rng, ASK_WORDS, word))
    if rng.random() < 0.2:
        scene += social.small_talk(rng, known)
        scene.append(_asked(rng, ASK_WORDS, word))
    return scene


def announced_word(rng: Random, known: Known) -> list[Exchange]:
    """A word is announced, then typed bare, then asked for."""
    known["word"] = word = slots.word(rng)
    cores = ("I am ready", "tell me the word and I will remember it", "I will remember it", "go ahead, I am listening")
    hedged = ("I think I am ready", "I believe I can do that, tell me the word", "I think I can keep it")
    asks = ("what is the word?", "which word is it?")
    ready = dress(rng, Style.sample(rng), rng.choice(cores), (), asks, hedged=hedged)
    scene = [(say(rng, READY), ready), (say(rng, BARE, w=word), _kept(rng, word))]
    if rng.random() < 0.4:
        scene += social.small_talk(rng, known)
    return [*scene, _asked(rng, ASK_WORDS, word)]


def changed_word(rng: Random, known: Known) -> list[Exchange]:
    """Another word takes the place of the first; the last one counts."""
    first, word = slots.word(rng), slots.word(rng)
    known["word"] = word
    scene = [(say(rng, COPY_WORDS, w=first), _kept(rng, first))]
    if rng.random() < 0.4:
        scene.append(_asked(rng, ASK_WORDS, first))
    scene.append((say(rng, NEW_WORD, w=word), _kept(rng, word)))
    return [*scene, _asked(rng, ASK_WORDS, word)]


def two_words(rng: Random, known: Known) -> list[Exchange]:
    """Two words in order, and one of them or both asked for."""
    known["word"] = first = slots.word(rng)
    second = slots.word(rng)
    cores = (
        f"I will remember {first} and {second}",
        f"first {first}, then {second}",
        f"the first is {first}, the second is {second}",
    )
    scene = [(say(rng, TWO_WORDS, a=first, b=second), dress(rng, Style.sample(rng), rng.choice(cores), KEPT_WORD))]
    asks = [_asked(rng, ASK_FIRST, first, "first "), _asked(rng, ASK_SECOND, second, "second ")]
    return [*scene, *rng.sample(asks, rng.choice((1, 1, 2)))]


def no_word(rng: Random, known: Known) -> list[Exchange]:
    """The user asks for a word that was never given; often gives it then."""
    if any("word" in key for key in known):
        return keep_word(rng, known)
    questions = ("which word do you mean?", "will you tell me the word?", "what is the word?")
    extras = ("tell me one and I will remember it.", "I will not guess.", "I only know what you tell me here.")
    reply = dress(rng, Style.sample(rng), rng.choice(NO_WORD), extras, questions, tone="sorry")
    scene = [(say(rng, ASK_WORDS), reply)]
    return scene + keep_word(rng, known) if rng.random() < 0.5 else scene


def _kept(rng: Random, word: str) -> str:
    """The reply to a word given to be kept."""
    cores = (
        f"I will remember {word}",
        f"the word is {word}",
        f"I have it, the word is {word}",
        f"I will keep {word} in mind",
        word,
    )
    hedged = (f"I think I will remember {word}", f"I believe the word is {word}", f"{word}, I think")
    return dress(rng, Style.sample(rng), rng.choice(cores), KEPT_WORD, hedged=hedged)


def _asked(rng: Random, questions: Sequence[str], word: str, which: str = "") -> Exchange:
    """The word asked for, and given."""
    answers: tuple[str, ...] = (
        f"the {which}word is {word}",
        f"the {which}word was {word}",
        f"you told me the {which}word {word}",
        f"it is {word}",
    )
    if which:
        answers = (*answers[:2], f"it was {word}")
    return say(rng, questions), dress(rng, Style.sample(rng), rng.choice(answers), DETAIL_EXTRAS, CHECKS)


def _text(rng: Random) -> str:
    """Something to repeat: a word, a few words, or a small sentence."""
    draw = rng.random()
    if draw < 0.4:
        return slots.word(rng)
    if draw < 0.6:
        return " ".join(slots.word(rng) for _ in range(rng.choice((2, 3, 4))))
    if draw < 0.75:
        return rng.choice((drawn, moving, described))(rng).stated().rstrip(".")
    templates = (
        "the {c} {a} likes {f}", "I saw a {c} {a} in {p}", "{n} eats {f}", "my {a} is {c}", "{n} is in {p}", "I love {f} and {c} socks",
        "good morning {n}", "the {a} runs to {p}", "{n} has a {c} hat", "we are the {a} club of {p}", "no {f} for {n}",
        "hello {n}", "{p} is far away", "{f} for everybody", "{n} and the {c} {a}", "where is {n}", "long live the {a}", "I miss {p}",
    )  # fmt: skip
    return rng.choice(templates).format(
        c=rng.choice(slots.COLOURS),
        a=rng.choice(slots.ANIMALS),
        f=rng.choice(slots.FOODS),
        n=slots.person(rng),
        p=slots.place(rng),
    )


def _repeated(rng: Random, text: str) -> str:
    return _quoted(rng, text, ("{q}", "{q}", "here it is: {q}", "I say {q}", "as you wish: {q}"))


def _quoted(rng: Random, text: str, forms: Sequence[str]) -> str:
    quoted = '"{}"'.format(text.rstrip(".!?"))
    hedged = (
        f"I think it is {quoted}",
        f"I believe it is {quoted}",
        f"{quoted}, I think",
        f"{quoted}, as far as I know",
    )
    core = rng.choice(forms).format(q=quoted)
    return dress(rng, Style.sample(rng), core, ("those are the words.",), CHECKS, hedged=hedged)


SCENES: dict[str, tuple[float, Topic]] = {
    "memory_repeat": (2.0, repeat),
    "memory_say_again": (1.0, say_again),
    "memory_keep_word": (2.5, keep_word),
    "memory_announced_word": (0.6, announced_word),
    "memory_changed_word": (0.5, changed_word),
    "memory_two_words": (0.5, two_words),
    "memory_no_word": (0.5, no_word),
}

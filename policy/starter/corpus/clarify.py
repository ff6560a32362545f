"""Asking back when a request does not say what is meant, and doing something simple once it does.

"Fix this", "make it better", "which is best?": the reply is a question whatever the style, since that is the point; the
style still sets its register, length, emoji and hedge.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from policy.starter.corpus import slots
from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.phrasing import dress, joined, say

UNCLEAR: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        ("Can you do it?", "Do it.", "Please do it for me.", "Could you do that?", "Can you do this for me?", "Just do it already.", "Do the thing.", "Can you handle it?", "Get it done.", "I need it done.", "Will you do it?"),
        ("what would you like me to do?", "what do you mean by that?", "what is it that I should do?", "which thing do you mean?"),
    ),
    (
        ("Make it better.", "Improve it.", "Make it nicer.", "Can you improve this?", "Make it good.", "Change it.", "Make it shorter.", "Make it sound better.", "Polish this.", "Can you make it longer?", "Edit it."),
        ("what should I make better?", "which text do you mean?", "can you send me the sentence?", "what would you like me to change?"),
    ),
    (
        ("Fix this.", "Fix it.", "It does not work.", "It is broken.", "Something is wrong.", "Can you fix it?", "There is a problem.", "It stopped working.", "I have a problem.", "Help, it's broken.", "It's not right."),
        ("what is broken?", "what does not work?", "what exactly is wrong?", "can you tell me what happened?"),
    ),
    (
        ("Which is best?", "Which one is better?", "Which one?", "What is better?", "Which should I take?", "Which one should I choose?", "What would you choose?", "Is it better?", "Which do you recommend?", "Left or right?", "Which one do you like more?"),
        ("which things do you want to compare?", "what can you choose from?", "what are the options?", "best of what?"),
    ),
    (
        ("Help.", "Help!", "Help me.", "I need help.", "Can you help?", "Could you help me out?", "I need a hand.", "Please help.", "I need some advice.", "I have a question.", "Can I ask you something?", "May I ask a question?", "I need to ask something.", "hlep"),
        ("what do you need help with?", "how can I help you?", "what is it about?", "what would you like to know?"),
    ),
    (
        ("Write something.", "Write a text.", "Write it.", "Write something for me.", "Write me a message.", "Can you write it down?", "Make a text.", "Compose something.", "Write a note.", "Create something."),
        ("what should it be about?", "what would you like me to write about?", "who is it for?", "shall it be a note, a story or a list?"),
    ),
    (
        ("Tell me about it.", "Tell me something about that.", "Explain.", "Explain it.", "What about it?", "What does it mean?", "And that?", "What is that?", "What is it?", "Tell me more about this.", "Describe it."),
        ("what do you mean?", "what would you like to hear about?", "which thing do you mean?", "could you tell me what it is?"),
    ),
    (
        ("How much?", "How many?", "How long?", "How far is it?", "How much is it?", "When?", "When is it?", "Where is it?", "Who is he?", "Who is she?", "Where?", "Who?", "Why?", "How?", "What time?", "How big is it?", "What did she say?", "Is it far?", "Is it true?"),
        ("what are you asking about?", "what do you mean exactly?", "could you give me the whole question?", "whom or what do you mean?"),
    ),
    (
        ("Calculate.", "Add them.", "Do the sum.", "Count them.", "Can you calculate it?", "What do I get?", "Work it out.", "Sum it up.", "Calculate this for me.", "What is the result?"),
        ("which numbers do you mean?", "can you give me the numbers?", "what should I add up?"),
    ),
    (
        ("Give me a list.", "Make a list.", "I need a list.", "List them.", "Name some.", "Tell me a few.", "Give me three.", "Give me some ideas.", "Ideas?", "Suggest something.", "Recommend something.", "Any suggestions?"),
        ("a list of what?", "what should be on the list?", "ideas for what?", "what kind of thing are you looking for?"),
    ),
    (
        ("Remember this.", "Remember it.", "Can you remember something?", "Please keep this in mind.", "Don't forget it.", "Note this down."),
        ("what should I remember?", "what would you like me to keep in mind?", "what is it?"),
    ),
    (
        ("Repeat.", "Say it.", "Say that.", "Read it.", "Spell it.", "Say it again.", "Again."),
        ("what should I say?", "which words do you mean?", "what would you like me to repeat?"),
    ),
    (
        ("That one.", "The blue one.", "The other one.", "The thing from before.", "You know what I mean.", "The same as last time.", "As always.", "Like yesterday.", "The usual.", "Not that one."),
        ("which one do you mean?", "what do you mean by that?", "could you tell me which one?"),
    ),
)  # fmt: skip

NEEDS = (
    "I need to know a little more", "I do not know yet what you mean", "that could mean many things", "I would like to help", "I am happy to help", "tell me a little more", "I need one more detail", "I am not sure what you mean",
)  # fmt: skip

NEEDS_HEDGED = (
    "I think I need to know a little more",
    "I believe I do not understand yet",
    "perhaps I missed something",
    "that could probably mean many things",
)

NEEDS_EXTRAS = (
    "one more sentence is enough.",
    "then I can try my best.",
    "I cannot see anything but this chat.",
    "a short example would help me.",
    "I only know what you write here.",
)


def unclear(rng: Random, known: Known) -> list[Exchange]:
    """A request without its object; the assistant asks for it."""
    users, questions = rng.choice(UNCLEAR)
    return [(say(rng, users), _asking(rng, questions))]


def which(rng: Random, known: Known) -> list[Exchange]:
    """The user asks which is best, names the options when asked, and gets a choice."""
    users, questions = UNCLEAR[3]
    pool, extras = rng.choice(CHOICES)
    options = rng.sample(pool, rng.choice((2, 2, 3)))
    named = say(
        rng,
        ("{o}.", "{o}?", "I mean {o}.", "Between {o}.", "It is between {o}.", "My options are {o}.", "Either {o}."),
        o=joined(options, rng.choice(("and", "or"))),
    )
    choice = rng.choice(options)
    cores = (
        f"I would choose {choice}",
        f"I would take {choice}",
        f"my choice is {choice}",
        f"{choice} sounds best to me",
        f"go for {choice}",
    )
    hedged = (
        f"I think {choice} is best",
        f"perhaps {choice}",
        f"I would probably take {choice}",
        f"I believe {choice} is a good choice",
    )
    picked = dress(
        rng,
        Style.sample(rng),
        rng.choice(cores),
        extras,
        ("what do you think?", "does that help?", "which one do you like?"),
        tone="plain",
        hedged=hedged,
    )
    return [(say(rng, users), _asking(rng, questions)), (named, picked)]


CHOICES: tuple[tuple[Sequence[str], tuple[str, ...]], ...] = (
    (slots.DRINKS, ("it fits nearly any time of day.", "you can have the other one tomorrow.")),
    (slots.FOODS, ("it is easy to like.", "you can have the other one tomorrow.")),
    (slots.COLOURS, ("it looks friendly.", "colours are a matter of taste.")),
    (slots.SPORTS, ("it is good for body and mind.", "try both if you can.")),
    (slots.HOBBIES, ("it is easy to begin with.", "try both if you can.")),
    (slots.INSTRUMENTS, ("it has a warm sound.", "try both if you can.")),
    (slots.FLOWERS, ("it looks good in any room.", "both are pretty.")),
    (slots.SEASONS, ("every season has its charm.", "it depends on what you like.")),
)


def remember(rng: Random, known: Known) -> list[Exchange]:
    """The user wants something remembered and says what only when asked."""
    users, questions = UNCLEAR[10]
    word = slots.word(rng) if rng.random() < 0.5 else rng.choice(slots.CHORES)
    told = say(
        rng, ("{w}.", "It is this: {w}.", "This: {w}.", "{w}", "I mean this: {w}.", "The following: {w}."), w=word
    )
    cores = (
        f"I will remember this: {word}",
        f"I have it: {word}",
        f"I will keep it in mind: {word}",
        f'I have noted "{word}"',
    )
    kept = dress(
        rng,
        Style.sample(rng),
        rng.choice(cores),
        ("you can ask me for it later.",),
        ("is there more?", "is that all?", "what else?"),
    )
    scene = [(say(rng, users), _asking(rng, questions)), (told, kept)]
    if rng.random() < 0.6:
        ask = say(
            rng,
            (
                "What did I ask you to remember?",
                "What should you remember?",
                "What was it again?",
                "Do you still have it?",
                "So what did I tell you to remember?",
            ),
        )
        cores = (
            f'you asked me to remember "{word}"',
            f'it was "{word}"',
            f"I remember this: {word}",
            f"you told me this: {word}",
        )
        scene.append(
            (
                ask,
                dress(
                    rng,
                    Style.sample(rng),
                    rng.choice(cores),
                    ("you told me a moment ago.",),
                    ("is that right?", "did I get it right?"),
                ),
            )
        )
    return scene


def say_what(rng: Random, known: Known) -> list[Exchange]:
    """The user wants something said and tells what when asked."""
    users, questions = UNCLEAR[11]
    words = " ".join(slots.word(rng) for _ in range(rng.choice((1, 2, 3))))
    told = say(rng, ("{w}", "{w}.", "The words {w}.", 'Say "{w}".', 'I mean "{w}".'), w=words)
    cores = (f'"{words}"', f'here it is: "{words}"', f'I say "{words}"')
    return [
        (say(rng, users), _asking(rng, questions)),
        (
            told,
            dress(
                rng, Style.sample(rng), rng.choice(cores), ("that was easy.",), ("did I say it right?", "what else?")
            ),
        ),
    ]


def _asking(rng: Random, questions: Sequence[str]) -> str:
    """A reply that asks back. A short one is the question alone or one sentence before it."""
    style = replace(Style.sample(rng), asks=True)
    if style.length == "short" and not style.hedged and not style.emoji and rng.random() < 0.6:
        return dress(rng, replace(style, asks=False), rng.choice(questions), tone="plain")
    return dress(rng, style, rng.choice(NEEDS), NEEDS_EXTRAS, questions, tone="plain", hedged=NEEDS_HEDGED)


TOPICS: dict[str, tuple[float, Topic]] = {
    "clarify_unclear": (4.0, unclear),
    "clarify_which": (1.0, which),
    "clarify_remember": (0.7, remember),
    "clarify_say": (0.5, say_what),
}

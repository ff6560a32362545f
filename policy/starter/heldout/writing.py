"""Held-out conversations: rewriting a sentence, stories and verses, advice."""

from policy.starter.checks import both, says, tells
from policy.starter.heldout.script import answers, script

REWRITING = (
    script(
        "rewriting",
        (
            'Please put this sentence into the past tense: "My sister washes the yellow boat."',
            says("washed the yellow boat"),
        ),
        ("And now into the future tense, please.", says("will wash the yellow boat")),
    ),
    script(
        "rewriting",
        (
            'Could you turn this into a question for me? "The doctor is in the garden."',
            says("Is the doctor in the garden"),
        ),
        ("That is good, thank you for this.", answers),
    ),
    script(
        "rewriting",
        ('I would like you to make this negative: "We need the heavy ladder."', says("do not need", "don't need")),
        ("Very good, I like it so.", answers),
    ),
    script(
        "rewriting",
        (
            'Would you make this a bit more formal? "Can I use the ladder?"',
            both(says("ladder"), says("may", "might", "could", "would", "please", "permitted", "possible")),
        ),
        ("I see, thank you for the help.", answers),
    ),
    script(
        "rewriting",
        ('In "He sells the dusty piano.", please use green in place of dusty.', says("green piano")),
        ("And now the whole thing in the past tense, please.", says("sold the green piano")),
    ),
    script(
        "rewriting",
        (
            'Please fix the spelling in this one: "The teacher carries the heavvy basket."',
            says("carries the heavy basket"),
        ),
        ("Oh, thank you, I see it now.", answers),
    ),
    script(
        "rewriting",
        ("Could you tell me another word for big?", says("large")),
        ("And is there another word for strange?", says("odd")),
    ),
)

STORIES = (
    script(
        "stories",
        ("Would you tell me a little story about a dragon?", both(says("dragon"), tells(20))),
        ("That was nice of you, thank you.", answers),
    ),
    script(
        "stories",
        (
            "Please tell my children a story about a lighthouse keeper called Ottoline.",
            both(says("Ottoline"), tells(20)),
        ),
        ("What was the name of the hero, please?", says("Ottoline")),
    ),
    script(
        "stories",
        ("Could you make up a short story about a brave hedgehog?", both(says("hedgehog"), tells(20))),
        ("And now tell me one about a pirate, would you?", both(says("pirate"), tells(20))),
    ),
    script(
        "stories",
        ("Can you write me a small poem about the rain?", both(says("rain"), tells(10))),
        ("And could you write one about a cat?", both(says("cat"), tells(10))),
    ),
    script(
        "stories",
        ("Hello, my name is Anselm.", says("Anselm")),
        ("I want a bedtime story about a fox, please.", both(says("fox"), tells(20))),
    ),
)

ADVICE = (
    script(
        "advice",
        (
            "I can't sleep at night lately, what should I do about it?",
            says("bed", "phone", "bedroom", "coffee", "quiet", "read", "night", "sleep"),
        ),
        (
            "Would you have one more tip for that?",
            says("bed", "phone", "bedroom", "coffee", "quiet", "read", "night", "sleep"),
        ),
    ),
    script(
        "advice",
        (
            "Do you have some advice for my job interview tomorrow?",
            says("company", "answers", "way there", "questions", "sleep"),
        ),
        ("Good, what else could I do for it?", says("company", "answers", "way there", "questions", "sleep")),
    ),
    script(
        "advice",
        ("How would I best learn a new language?", says("words", "songs", "speak", "label", "partner")),
        ("Is there anything more that helps?", says("words", "songs", "speak", "label", "partner")),
    ),
    script(
        "advice",
        (
            "I had a quarrel with my best friend, what should I do now?",
            says("time", "listen", "sorry", "meet", "fights"),
        ),
        ("All right, I am going to try that.", answers),
    ),
    script(
        "advice",
        ("Help me to choose, please: adopt a cat or adopt a dog?", says("a cat, because", "a dog, because")),
        ("That makes sense to me, thanks.", answers),
    ),
)

"""How people ask for a sentence to be rewritten in some manner, and how it is handed back: always in double quotes."""

from random import Random

from policy.starter.corpus.base import Style
from policy.starter.corpus.phrasing import dress

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
    'Here is my sentence: "{x}" I need it {how}.',
    'My homework says to put this {how}: "{x}"',
    'I have to give this {how}: "{x}"',
    'What does "{x}" look like {how}?',
    "{x} <- {how} please",
    "How does one write '{x}' {how}?",
    'I wrote "{x}". It should be {how}.',
    'The sentence is "{x}" and I want it {how}.',
    'Take "{x}" and put it {how}.',
    "My teacher wants this {how}: {x}",
    'Let me have "{x}" {how}, if you would.',
    "this sentence {how} pls: {x}",
    'Express this {how}: "{x}"',
    'Reword the sentence "{x}" {how}.',
    "i need this one {how}: {x}",
    'Could I have this {how}? "{x}"',
    'Same words, but {how}: "{x}"',
    'If I want to say "{x}" {how}, what do I write?',
    '"{x}" - how is that {how}?',
    "Convert the following, {how}: {x}",
    'Would it be possible to have this {how}: "{x}"',
)
AGAIN = (
    "And {how}?", "now {how}", "And now {how}, please.", "what about {how}", "{how}, please", "The same sentence {how}?",
    "Now the first one {how}.", "And how would it be {how}?", "Good. And {how}?", "Could you also do it {how}?",
    "And if I want it {how}?", "Also {how}, please.", "Next, {how}.", "Then {how}.", "I need it {how} too.",
)  # fmt: skip
ANOTHER = (
    'And this one: "{x}"', "Same with this: {x}", 'Now do the same with "{x}"', "and {x}", "Another one: {x}", 'What about "{x}"',
    "next: {x}", 'The same for this sentence: "{x}"', 'Do that to this one too: "{x}"', 'Good. And "{x}"', "One more: {x}",
    'Now the same change here: "{x}"', "Here is the next one: {x}", "And how about this? {x}", 'Likewise, please: "{x}"',
)  # fmt: skip
"""The same change once more, of another sentence."""
MAKES = (
    'Make this {how}: "{x}"', "make this {how}: {x}", "Make it {how}: {x}", "Can you make this {how}? {x}", 'Could you make "{x}" {how}?',
    "make '{x}' {how}", "Please make this sentence {how}: {x}", "I need this {how}: {x}", "how do I say this {how}: {x}",
    "{x} Make that {how}, please.", '"{x}" - a bit {how}, please', 'This should be {how}: "{x}"', 'I wrote "{x}", but it ought to be {how}.',
    'My boss wants "{x}" {how}.', "Could this sound {how}? {x}", 'Is there a way to get this {how}? "{x}"', 'I would like "{x}" to be {how}.',
    'Here is a line that needs to be {how}: "{x}"', "can u make it {how}: {x}", 'Let this sound {how}: "{x}"', 'It needs to be {how}: "{x}"',
    '"{x}" Can you get that {how}?', 'Turn "{x}" into something {how}.', 'How do I get "{x}" to sound {how}?', "{how} version of this: {x}",
)  # fmt: skip
"""For manners that are adjectives."""

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

"""The same message in three registers, and orders made polite: scenes of `rewriting.py`."""

from random import Random

from policy.starter.corpus.base import Exchange, Known, Topic
from policy.starter.corpus.phrasing import say
from policy.starter.corpus.rewriting_frames import AGAIN, FRAMES, MAKES, reply
from policy.starter.corpus.sentence_words import NOUNS
from policy.starter.corpus.slots import FIRST_NAMES
from policy.starter.corpus.tables import row

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
The {noun} arrives {when}. | We are pleased to inform you that the {noun} will arrive {when}. | Good news, the {noun} gets here {when}!
I lost the {noun}. | I regret to say that I have mislaid the {noun}. | Oops, I lost the {noun}.
{who} forgot the {noun}. | It appears that {who} has forgotten the {noun}. | Oh no, {who} forgot the {noun}!
When does the {noun} come? | Could you kindly tell me when the {noun} will arrive? | Hey, when's the {noun} coming?
Please answer {who}. | We would be grateful if you replied to {who}. | Get back to {who}, will you?
I need the {noun} {when}. | I would be grateful to receive the {noun} {when}. | Hey, I need the {noun} {when}, okay?
I bought a {noun}. | I have purchased a {noun}. | Hey, I got myself a {noun}!
Come to the party {when}. | You are cordially invited to the party {when}. | Come party with us {when}!
{who} made a mistake. | Unfortunately, {who} has made an error. | Oops, {who} messed up.
I want my money back. | I would like to request a refund. | Hey, I want my cash back!
Your {noun} is ready. | We are pleased to say that your {noun} is ready. | Hey, your {noun} is ready!
Is {who} there? | May I ask whether {who} is present? | Hey, is {who} around?
I don't understand the {noun}. | I am afraid that I do not understand the {noun}. | I just don't get the {noun}.
We sold the {noun} {when}. | Please be informed that we sold the {noun} {when}. | Hey, we got rid of the {noun} {when}!
I have no time {when}. | I regret that I have no time {when}. | I'm swamped {when}, sorry!
""".strip().splitlines()
)
WHENS = row(
    "today, tomorrow, on Monday, on Friday, next week, tonight, at noon, this evening, on Sunday, at eight, after lunch, on Tuesday,"
    " on Thursday, on Saturday, at midnight, at half past nine, before dinner, after the match, in the morning, at the weekend"
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
        *(
            "more businesslike",
            "suitable for a letter to the bank",
            "respectful",
            "more elegant",
            "as one writes to a stranger",
        ),
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
        *("chattier", "more relaxed", "as one talks to a mate", "in everyday words", "less stiff", "more laid-back"),
    ),
}
ADJECTIVAL = (
    "more formal",
    "formal",
    "more polite",
    "more casual",
    "casual",
    "friendlier",
    "less formal",
    "chattier",
    "more relaxed",
    "less stiff",
    "more laid-back",
    "more businesslike",
    "respectful",
    "more elegant",
)
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
    leave the {noun} here, write to {who}, read the text, answer the phone, move the {noun}, hold the {noun}, come in, try again,
    fetch the {noun}, put down the {noun}, lend me the {noun}, repair the {noun}, wait for {who}, ring {who} tonight, hurry up, look at the {noun},
    carry the {noun} upstairs, sign the form, keep the {noun} dry, pack the {noun}, give {who} the {noun}, sell the {noun}, leave {who} alone,
    stop talking, return the {noun} by Friday, pay {who}, check the {noun}, ask {who} about the {noun}, feed the cat, hide the {noun}
""")


def polite(rng: Random, known: Known) -> list[Exchange]:
    """An order with "please", or as a polite question."""
    order = rng.choice(ORDERS).format(noun=rng.choice(NOUNS), who=rng.choice(FIRST_NAMES))
    text = f"{order[0].upper()}{order[1:]}."
    if rng.random() < 0.5:
        how = rng.choice(
            ("with please", "with the word please", "with a please", "with please in it", "with a little please")
        )
        result = rng.choice((f"Please {order}.", f"{text[:-1]}, please."))
    else:
        how = rng.choice(
            (
                "as a polite question",
                "as a polite request",
                "in a friendlier way",
                "so that nobody is offended",
                "as one asks a stranger",
            )
        )
        result = rng.choice(
            (
                f"Could you please {order}?",
                f"Would you please {order}?",
            )
        )
    return [(say(rng, FRAMES, how=how, x=text), reply(rng, how, result))]


SCENES: dict[str, tuple[float, Topic]] = {
    "rewriting_register": (6.0, register),
    "rewriting_polite": (2.5, polite),
}

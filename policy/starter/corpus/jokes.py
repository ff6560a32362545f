"""Jokes of two lines, the many ways to ask for one, and what comes after it."""

from random import Random

from policy.starter.corpus.base import Exchange, Known, Style
from policy.starter.corpus.intent import Intent, answer
from policy.starter.corpus.phrasing import dress, say
from policy.starter.corpus.social_lines import FOR_JOKE

JOKES: tuple[tuple[str, str], ...] = (
    ("Why did the teapot go to school?", "It wanted to be a little less steamed."),
    ("What do you call a sheep on a trampoline?", "A woolly jumper."),
    ("Why was the calendar so nervous?", "Its days were numbered."),
    ("Why did the bicycle lie down?", "It was two tired."),
    ("What did the big candle say to the small one?", "I am going out tonight."),
    ("Why do bees hum?", "They forgot the words."),
    ("What did one wall say to the other?", "I will meet you at the corner."),
    ("Why was the broom late?", "It swept in."),
    ("Why did the spoon blush?", "It saw the salad dressing."),
    ("What does a cloud wear under its coat?", "Thunderwear."),
    ("Why is the river rich?", "It has two banks."),
    ("What do you get when you cross a snail and a train?", "A very late arrival."),
    ("Why did the clock go to the doctor?", "It felt a little run down."),
    ("Why do ducks make good detectives?", "They always quack the case."),
    ("What did the pillow say to the bed?", "I have got your head covered."),
    ("Why was the maths book sad?", "It had too many problems."),
    ("What is a cat's favourite colour?", "Purr-ple."),
    ("Why did the potato sit on the sofa?", "It wanted to be a couch potato."),
    ("What kind of shoes do spies wear?", "Sneakers."),
    ("Why did the moon skip dinner?", "It was already full."),
    ("What do you call a bear without teeth?", "A gummy bear."),
    ("Why can you not trust stairs?", "They are always up to something."),
    ("What did the sea say to the shore?", "Nothing, it just waved."),
    ("Why did the computer sneeze?", "It had a virus."),
    ("Why was the kettle so good at singing?", "It knew how to whistle."),
    ("What do snowmen eat for breakfast?", "Frosted flakes of snow."),
    ("Why did the hen cross the playground?", "To get to the other slide."),
    ("Why is bread so honest?", "It never loafs about the truth."),
)

ASK_JOKE = (
    "Tell me a joke.", "Do you know a joke?", "Make me laugh.", "Can you tell me a joke?", "Say something funny.", "A joke, please.", "I need a joke.",
    "Joke!", "Another joke.", "Give me a joke.", "One more joke please.", "Do you know something funny?", "Cheer me up with a joke.", "tell joke",
    "I would like to hear a joke.", "Got any jokes?", "Please tell a short joke.", "Could you tell me a funny joke?", "I want to laugh.",
    *FOR_JOKE,
)  # fmt: skip

LAUGHS = (
    "Haha!",
    "That is funny.",
    "Very funny.",
    "lol",
    "I don't get it.",
    "That was bad.",
    "Good one!",
    "Haha, nice.",
    "Hilarious.",
    "Terrible joke.",
    "You are funny!",
    "I laughed.",
    "That made me laugh.",
    "That one was good.",
    "I knew that one.",
    "I know that one already.",
    "Not funny.",
    "My son liked it.",
    "rofl",
    "Oh dear, that one is old.",
    "I will tell it to my father.",
)

ONE_MORE = (
    "Another one.", "Another one, please.", "One more!", "One more please.", "Again!", "And another?", "Got another one?", "Do you have more?", "Do you know another one?", "Tell me another.", "More jokes!", "More of those, please.", "Now a better one.",
    "Haha, one more.", "That was good. Another?", "I didn't get it. Try another one.", "And one about something else?", "A different one, please.", "Next one!", "Can I have one more?", "I want to hear another joke.", "Keep them coming.", "A second joke, please.",
)  # fmt: skip


def joke(rng: Random, known: Known) -> list[Exchange]:
    """A joke; sometimes the user reacts or wants more."""
    first, second = rng.sample(JOKES, 2)
    scene = [(say(rng, ASK_JOKE), _told(rng, *first))]
    draw = rng.random()
    if draw < 0.2:
        scene.append((say(rng, LAUGHS), answer(rng, LAUGHED)))
    elif draw < 0.4:
        scene.append((say(rng, ONE_MORE), _told(rng, *second)))
    return scene


def _told(rng: Random, setup: str, punch: str) -> str:
    """A joke of two lines, in one reply."""
    style = Style.sample(rng)
    leads = ("here is one", "I know one", "try this one", "this one is short")
    hedged = (
        "I think this one is funny",
        "perhaps this one makes you smile",
        "this one is probably old",
        "I believe this is a joke",
    )
    lead = dress(
        rng,
        Style(style.length, style.register, False, False, False, style.hedged),
        rng.choice(leads),
        (),
        tone="answer",
        hedged=hedged,
    )
    laugh = rng.choice((" 😄", " 😂", " 🙂", " 😁")) if style.emoji else ""
    closing = (
        rng.choice((" Would you like another one?", " Did you like it?", " Shall I tell you another?"))
        if style.asks
        else ""
    )
    told = f"{setup} {punch}{laugh}{closing}"
    plain = style.length == "short" and not style.hedged and rng.random() < 0.6
    return told if plain else f"{lead[:-1]}: {told}"


LAUGHED = Intent(
    users=LAUGHS,
    cores=(
        "I have more of these",
        "I keep my jokes small, like myself",
        "a smile is all I hoped for",
        "I take what I can get",
        "not every joke lands",
    ),
    casual=("hehe", "yeah, I try"),
    extras=("ask for another one when you like.", "somebody wrote them down for me."),
    questions=("would you like another one?", "do you know a better one?", "shall I tell another?"),
    hedged=("I think the next one is better", "perhaps the next one is better", "I believe jokes need practice"),
    tone="plain",
)

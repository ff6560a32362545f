"""Short advice on everyday things: a few tips for each, one or several by the reply's length, prose or a list.

Tips are imperatives without a full stop, so that they join into a sentence or stand on a line each. A request for more
gets a tip on the same matter that was not given yet. What concerns health also says when to see a doctor; money, law
and medicine beyond that are left out on purpose.
"""

from random import Random

from policy.starter.corpus.advice_requests import AGAIN, ANOTHER, ANOTHER_NAMED, ASKS, ASKS_WHICH, BEST, SURE, WHY
from policy.starter.corpus.advice_tips import TIPS
from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.phrasing import dress, joined, say

EXTRAS = (
    "small steps are fine.",
    "be patient with yourself.",
    "it gets easier with time.",
    "try it for a week and see.",
    "even a little of it helps.",
    "not everything works for everyone, so see what fits you.",
)
QUESTIONS = (
    "would you like another tip?",
    "have you tried that before?",
    "what have you tried so far?",
    "shall I tell you more?",
    "does that sound good?",
    "which of these could you start with?",
)


def advised(rng: Random, style: Style, aim: str, tips: list[str], more: bool = False) -> str:
    """The tips in the style: a list with an introduction, or sentences. more: after others, and often saying so."""
    if len(tips) == 1:
        cores: tuple[str, ...] = (
            f"try this: {tips[0]}",
            f"my tip: {tips[0]}",
            f"{tips[0]}",
            f"it helps to {tips[0]}",
            f"you could {tips[0]}",
            f"I would say, {tips[0]}",
        )
        if more and rng.random() < 0.5:
            cores = (
                f"you could also {tips[0]}",
                f"another tip: {tips[0]}",
                f"what also helps: {tips[0]}",
                f"one more idea: {tips[0]}",
                f"it also helps to {tips[0]}",
                f"then try this: {tips[0]}",
                f"besides that, {tips[0]}",
            )
        unsure = [f"I think this helps: {tips[0]}", f"perhaps this helps: {tips[0]}"]
        if plain(tips):
            unsure = [f"I think it helps to {tips[0]}", f"you could probably {tips[0]}"]
        core = rng.choice([core for core in cores if fits(core, tips[0])])
        return dress(rng, style, core, EXTRAS, QUESTIONS[:5], hedged=unsure)
    if style.listed:
        intros = (
            f"to {aim}, try this",
            "here are some tips",
            "these things help",
            "you could try these",
            "a few ideas",
        )
        hedged = (
            "I think these help",
            "I believe these are good tips",
            "perhaps one of these helps",
            "these will probably help",
        )
        return dress(rng, style, rng.choice(intros), EXTRAS, QUESTIONS, items=tips, hedged=hedged)
    return dress(
        rng,
        style,
        joined(tips),
        EXTRAS,
        QUESTIONS,
        hedged=[f"I think you should {joined(tips)}"] if plain(tips) else (),
    )


def plain(tips: list[str]) -> bool:
    """Whether every tip fits behind "you should"."""
    return not any(" not " in f" {tip} " or tip.startswith(("never", "always", "dab")) for tip in tips)


def fits(core: str, tip: str) -> bool:
    """Whether the tip reads well in the core: "you could never swim alone" does not."""
    return plain([tip]) or core.endswith((f": {tip}", f", {tip}")) or core == tip


def advice(rng: Random, known: Known) -> list[Exchange]:
    """A question for advice, and perhaps up to three for more of it."""
    (told, matter, aim), tips = rng.choice(TIPS)
    rest = rng.sample(tips, len(tips))
    style = Style.sample(rng)
    count = (1 if rng.random() < 0.7 else 2) if style.length == "short" else rng.choice((2, 3, 3))
    given, rest = rest[:count], rest[count:]
    yours = f" {aim} ".replace(" my ", " your ").replace(" I am ", " you are ").strip()
    opening = told[0].upper() + told[1:] if rng.random() < 0.7 else told
    slots = {"told": opening, "matter": matter, "aim": aim}
    turns = [(say(rng, rng.choice(ASKS), **slots), advised(rng, style, yours, given))]
    if len(given) > 1 and rng.random() < 0.2:
        turns.append(rng.choice((best, again))(rng, given))
    while rest and len(turns) < 4 and rng.random() < 0.65:
        asks = ANOTHER_NAMED if rng.random() < 0.12 else ANOTHER
        more, rest = (rest[:2], rest[2:]) if len(rest) > 2 and rng.random() < 0.2 else (rest[:1], rest[1:])
        turns.append((say(rng, asks, **slots), advised(rng, Style.sample(rng), yours, more, more=True)))
    return turns


def best(rng: Random, given: list[str]) -> Exchange:
    """One of the tips given, for somebody who wants to do only one of them."""
    tip = rng.choice(given)
    cores = (f"I would start with this: {tip}", f"the first thing: {tip}", f"begin with this one: {tip}", tip)
    extras = ("the others can wait.", "that is the easiest one.", "the rest comes later.")
    return say(rng, BEST), dress(rng, Style.sample(rng), rng.choice(cores), extras)


def again(rng: Random, given: list[str]) -> Exchange:
    """One of the tips given, by its place."""
    place = rng.randrange(len(given))
    nth = ("first", "second", "third")[place]
    cores = (f"the {nth} tip was: {given[place]}", f"the {nth} one: {given[place]}", f"I said: {given[place]}")
    extras = ("I am happy to say it again.", "that was all of it.")
    return say(rng, AGAIN, nth=nth), dress(rng, Style.sample(rng), rng.choice(cores), extras)


def which(rng: Random, known: Known) -> list[Exchange]:
    """The user wants the better of two things that are both fine: a choice with a reason."""
    chosen, other, reason = rng.choice(CHOICES)
    one, two = rng.sample((chosen, other), 2)
    cores = (f"I would {chosen}, {reason}", f"{chosen}, {reason}", f"I would say {chosen}, {reason}")
    extras = (
        f"but if you would rather {other}, do that.",
        "in the end it is your choice.",
        "both have their good sides.",
    )
    questions = ("what does your heart say?", "what would you like best?", "does that help you decide?")
    turns = [
        (say(rng, ASKS_WHICH, one=one, two=two), dress(rng, Style.sample(rng), rng.choice(cores), extras, questions))
    ]
    if rng.random() < 0.4:
        asks, cores = rng.choice(
            (
                (WHY, (reason, f"I would {chosen} {reason}", f"simply {reason}")),
                (SURE, (f"I would still {chosen}", f"my choice stays: {chosen}", f"I would {chosen}, {reason}")),
            )
        )
        turns.append((say(rng, asks), dress(rng, Style.sample(rng), rng.choice(cores), extras, questions)))
    return turns


CHOICES = (
    ("go for a walk", "watch television", "because fresh air does you good"),
    ("sleep", "work through the night", "because a rested mind works better"),
    ("cook at home", "order food", "because it is cheaper"),
    ("call her", "send a message", "because a voice says more"),
    ("take the train", "take the plane", "because you can read on the way"),
    ("take the stairs", "take the lift", "because it keeps you fit"),
    ("read a book", "scroll on the phone", "because it calms you"),
    ("start today", "wait until Monday", "because starting is the hardest part"),
    ("ask for help", "do it all alone", "because two see more than one"),
    ("buy it used", "buy it new", "because it saves money"),
    ("tell the truth", "keep quiet", "because the truth is easier in the end"),
    ("adopt a cat", "adopt a dog", "because it needs no walks"),
    ("drink water", "drink cola", "because it is better for you"),
    ("learn the piano", "learn the drums", "because your neighbours will thank you"),
    ("go to the sea", "go to the mountains", "because of the waves"),
    ("paint the room blue", "paint the room grey", "because blue is calm and friendly"),
    ("bake a cake", "buy a cake", "because the house smells lovely then"),
    ("write it by hand", "type it", "because it is more personal"),
    ("save the money", "spend the money", "because later you may need it"),
    ("wear the red jumper", "wear the black jumper", "because red looks cheerful"),
    ("eat an apple", "eat a doughnut", "because it keeps you awake"),
    ("have soup", "have a pizza", "because it warms you"),
    ("go by bicycle", "take the car", "because it is good for you and the air"),
    ("visit grandma", "play video games", "because she will be so happy"),
    ("take an umbrella", "leave it at home", "because you never know"),
    ("get up early", "sleep until noon", "because the mornings are quiet"),
    ("wait a day", "answer at once", "because you will be calmer then"),
    ("apologise", "say nothing", "because it clears the air"),
    ("invite everybody", "invite only a few", "because more people bring more joy"),
    ("plant tomatoes", "plant roses", "because you can eat them"),
    ("repair the lamp", "throw the lamp away", "because it saves money and waste"),
    ("watch a comedy", "watch a horror film", "because laughing helps you sleep"),
    ("learn Spanish", "learn Latin", "because so many people speak it"),
    ("stay in a tent", "stay in a hotel", "because you can hear the birds"),
    ("travel in spring", "travel in summer", "because it is not so hot"),
    ("drink tea", "drink coffee", "because it is gentle"),
    ("write a card", "write an email", "because a card can be kept"),
    ("take a nap", "drink a third coffee", "because rest is what you need"),
    ("join a choir", "sing alone", "because singing together is more fun"),
    ("rent a boat", "sit on the beach", "because you see more from the water"),
    ("make a list", "keep it all in mind", "because a list does not forget"),
    ("buy flowers", "buy chocolate", "because they brighten the room"),
    ("keep the old sofa", "get a new sofa", "because it is still comfortable"),
    ("study in the library", "study in bed", "because it is quiet there"),
)

TOPICS: dict[str, tuple[float, Topic]] = {"advice_tips": (9.0, advice), "advice_which": (1.5, which)}

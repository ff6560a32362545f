"""Remembering what the user told: the skill that makes a chat feel like one.

Scenes tell a fact, ask for one told before, correct one, and greet by name; complete tell-and-ask scenes put other
small talk between. What has been told is in `known`, shared with the other topics of a conversation, so that the mixer
may ask back much later. Facts easily mistaken for one another, and facts never told, are in `memory_neighbours.py`;
kinds of facts in `memory_kinds.py`; lists, positions and words in `recall.py` and `recall_words.py`.
"""

from collections.abc import Sequence
from random import Random

from policy.starter.corpus import memory_neighbours, recall, recall_words, social
from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.kinds import Kind
from policy.starter.corpus.memory_about import NAME
from policy.starter.corpus.memory_exchanges import asked, sentence, tell_kind, told
from policy.starter.corpus.memory_kinds import CALLED, KINDS, draw_kind, draw_rival, untouched
from policy.starter.corpus.memory_neighbours import ask_untold
from policy.starter.corpus.memory_phrases import (
    CHECKS,
    CORRECT,
    CORRECT_BRIEFLY,
    CORRECT_CHECKS,
    KEPT,
    REMEMBERED,
    UNTOLD_EXTRAS,
)
from policy.starter.corpus.phrasing import contracted, dress, say


def tell(rng: Random, known: Known) -> list[Exchange]:
    """The user tells something new."""
    kind = draw_kind(rng, known)
    return [tell_kind(rng, known, kind)]


def ask_back(rng: Random, known: Known) -> list[Exchange]:
    """The user asks for something told earlier in the conversation, or tells it first."""
    keys = [key for key in known if key in KINDS]
    scene = [] if keys else tell(rng, known)
    kind = KINDS[rng.choice(keys or [key for key in known if key in KINDS])]
    return [*scene, asked(rng, kind, known[kind.key])]


def tell_and_ask(rng: Random, known: Known) -> list[Exchange]:
    """Two or three things told, other talk, and some of it asked back, in any order."""
    kinds: list[Kind] = []
    scene: list[Exchange] = []
    for _ in range(rng.choice((1, 1, 2, 2, 3))):
        rival = bool(kinds) and rng.random() < 0.5
        kinds.append(draw_rival(rng, kinds[-1], known) if rival else draw_kind(rng, known))
        scene.append(tell_kind(rng, known, kinds[-1]))
        if rng.random() < 0.3:
            scene += social.small_talk(rng, known)
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        scene += social.small_talk(rng, known)
    for place, kind in enumerate(rng.sample(kinds, rng.randint(1, len(kinds)))):
        scene.append(asked(rng, kind, known[kind.key], on=place > 0))
    if rng.random() < 0.2:
        scene += ask_untold(rng, known)
    return scene


def correct(rng: Random, known: Known) -> list[Exchange]:
    """A fact is told and then put right; asked again, the new value counts."""
    keys = [key for key in known if key in KINDS]
    if keys and rng.random() < 0.4:
        kind, scene = KINDS[rng.choice(keys)], []
        old = known[kind.key]
        openings: Sequence[str] = CORRECT
        brief = False
    else:
        kind = draw_kind(rng, known)
        old = kind.draw(rng)
        scene = [told(rng, kind, old)]
        openings, brief = CORRECT, rng.random() < 0.5
    new = next(value for value in iter(lambda: kind.draw(rng), None) if value != old)
    known[kind.key] = new
    if brief:
        user = say(rng, CORRECT_BRIEFLY, v=new, old=old)
    else:
        user = say(rng, [sentence(rng.choice(openings).replace("{c}", rng.choice(kind.clauses)))], v=new)
    scene.append((user, _corrected(rng, kind, new)))
    if rng.random() < 0.35:
        scene += social.small_talk(rng, known)
    if rng.random() < 0.75:
        scene.append(asked(rng, kind, new))
    return scene


def ask_who(rng: Random, known: Known) -> list[Exchange]:
    """The user tells who somebody is and asks by the name."""
    kind = untouched(rng, CALLED, known)
    scene = [tell_kind(rng, known, kind)]
    if rng.random() < 0.4:
        scene += social.small_talk(rng, known)
    value = known[kind.key]
    user = say(rng, ("Who is {v}?", "And who is {v}?", "Do you know who {v} is?", "Who's {v} again?", "Who did I say {v} is?",
                     "Tell me who {v} is.", "Do you remember who {v} is?", "What do you know about {v}?", "{v}, who is that?",
                     "Whose name is {v}?", "The name {v}, whose is it?", "Who is it that is called {v}?", "{v} is who?", "Remind me who {v} is.",
                     "I mentioned {v}. Who is that?", "Who was {v}?", "Does the name {v} ring a bell?", "How am I related to {v}?",
                     "What did I tell you about {v}?", "Who goes by the name of {v}?"), v=value)  # fmt: skip
    relation = kind.key.removesuffix("'s name")
    cores = (
        f"{value} is your {relation}",
        f"you told me that {value} is your {relation}",
        f"{value}, that is your {relation}",
    )
    return [*scene, (user, dress(rng, Style.sample(rng), rng.choice(cores), REMEMBERED, CHECKS))]


def greet_by_name(rng: Random, known: Known) -> list[Exchange]:
    """Once the name is known the assistant may use it in a greeting."""
    scene = [] if "name" in known else [tell_kind(rng, known, NAME)]
    name = known["name"]
    user = say(rng, ("Hello again.", "Hi again!", "I'm back.", "I am back now.", "Hey, it's me again.", "Greet me by name.",
                     "Say hello to me.", "Say hi to me by my name.", "Hello!", "Can you greet me?", "Hey again", "Here I am again.",
                     "Did you miss me?", "Long time no see.", "Back again!", "Say my name and hello.", "Use my name when you greet me.",
                     "I have returned.", "Good to be back.", "Say hello properly, with my name.", "Greet me, please.", "Welcome me back."))  # fmt: skip
    cores = (
        "hello again, {v}",
        "welcome back, {v}",
        "it is good to see you again, {v}",
        "hi, {v}",
        "good to have you back, {v}",
    )
    hedged = ("I think it is good to see you again, {v}", "I believe you are back, {v}")
    extras = ("I am ready when you are.", "it is nice to go on with our talk.", "we can go on where we stopped.")
    questions = ("how are you?", "what can I do for you?", "what shall we talk about?", "how is it going?")
    reply = dress(
        rng,
        Style.sample(rng),
        rng.choice(cores).format(v=name),
        extras,
        questions,
        tone="plain",
        hedged=[clause.format(v=name) for clause in hedged],
    )
    return [*scene, (user, reply)]


def recap(rng: Random, known: Known) -> list[Exchange]:
    """The user asks for everything told so far."""
    user = say(rng, ("What do you know about me?", "What have I told you so far?", "What do you remember about me?",
                     "Sum up what I told you about myself.", "Tell me what you know about me.", "List what I told you.",
                     "What did I tell you about me?", "Do you remember what I told you?", "Who am I and what do I like?",
                     "Give me a summary of what I told you.", "What have you learned about me?", "Repeat all I told you about me.",
                     "Everything you know about me, please.", "So what do you know of me by now?", "Recap what I said about myself.",
                     "What facts do you have about me?", "Let me hear what you have kept in mind.", "Which things did I tell you?",
                     "What all did I tell you?", "Show me what you remember of me.", "Can you list the facts I gave you?"))  # fmt: skip
    facts = [KINDS[key].statements[0].format(v=value) for key, value in known.items() if key in KINDS][-4:]
    style = Style.sample(rng)
    if not facts:
        core = rng.choice(("you have not told me anything about yourself yet", "I know nothing about you so far"))
        return [
            (
                user,
                dress(
                    rng,
                    style,
                    core,
                    UNTOLD_EXTRAS,
                    ("what is your name?", "what would you like to tell me?"),
                    tone="sorry",
                ),
            )
        ]
    if style.register == "casual":
        facts = [contracted(fact) for fact in facts]
    intros = ("here is what you have told me", "this is what I know", "you told me this", "I remember this")
    return [(user, dress(rng, style, rng.choice(intros), REMEMBERED, CHECKS, items=facts))]


def _corrected(rng: Random, kind: Kind, new: str) -> str:
    statement = rng.choice(kind.statements[:1] + kind.statements).format(v=new)
    plain = kind.statements[0].format(v=new)
    cores = (
        f"I have corrected it: {plain}",
        f"so {plain}",
        f"I will remember that {plain}",
        f"thank you, {statement}",
        plain,
    )
    return dress(rng, Style.sample(rng), rng.choice(cores), ("thank you for putting me right.", *KEPT), CORRECT_CHECKS)


TOPICS: dict[str, tuple[float, Topic]] = {
    "memory_tell": (1.5, tell),
    "memory_ask_back": (4.0, ask_back),
    "memory_tell_and_ask": (5.0, tell_and_ask),
    "memory_correct": (1.5, correct),
    "memory_ask_who": (0.6, ask_who),
    "memory_greet_by_name": (0.7, greet_by_name),
    "memory_recap": (0.8, recap),
    **memory_neighbours.SCENES,
    **recall.SCENES,
    **recall_words.SCENES,
}

"""Remembering what the user told: the skill that makes a chat feel like one.

Scenes tell a fact, ask for one told before, correct one, ask for one never told, and greet by name; complete
tell-and-ask scenes put other small talk between. What has been told is in `known`, shared with the other topics of a
conversation, so that the mixer may ask back much later. Kinds of facts are in `memory_kinds.py`; lists,
positions and repetition in `recall.py`.
"""

from collections.abc import Sequence
from random import Random

from policy.starter.corpus import recall, social
from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.memory_kinds import FAVOURITES, KINDS, NAME, Kind, draw_kind, draw_rival
from policy.starter.corpus.phrasing import Tone, contracted, dress, say

TELL = (
    "{c}.", "{c}.", "{c}.", "{c}!", "By the way, {c}.", "Just so you know, {c}.", "I wanted to tell you that {c}.",
    "You should know that {c}.", "Please remember that {c}.", "Remember this: {c}.", "FYI, {c}.", "Well, {c}.",
    "OK, so {c}.", "Something about me: {c}.", "Can you remember that {c}?", "Keep in mind that {c}.", "Note that {c}.",
    "Did I tell you that {c}?", "Let me tell you something: {c}.", "{c}, by the way.", "Don't forget: {c}.", "You know, {c}.",
    "Here is a fact about me: {c}.", "I should say that {c}.", "Also, {c}.", "Oh, and {c}.", "For later: {c}.",
    "Please note: {c}.", "Actually, {c}.", "One more thing: {c}.", "It may help you to know that {c}.",
    "{c}, you know.", "{c}, in case you wonder.", "Today I can tell you that {c}.", "{c}, if you want to know.", "Well, as for me, {c}.",
)  # fmt: skip

INTRODUCE = (
    "Hi, {c}.", "Hello, {c}.", "Hey, {c}!", "Hi! {c}.", "Good morning, {c}.", "Good evening. {c}.", "Hello there, {c}.",
    "Nice to meet you, {c}.", "Let me introduce myself: {c}.", "Hey there! {c}. How are you?", "Hi, {c}, nice to meet you.",
    "Hello! {c}. What is your name?", "Greetings! {c}.",
)  # fmt: skip

ASK = (
    "{q}?", "{q}?", "{q}?", "{q}?", "So, {q}?", "Tell me, {q}?", "Hey, {q}?", "Remind me, {q}?", "I forgot, {q}?",
    "Quick question: {q}?", "{q} again?", "And {q}?", "Now, {q}?", "Do you remember, {q}?", "Let me test you: {q}?",
    "By the way, {q}?", "OK, {q}?", "Please tell me: {q}?", "{q}, do you remember?", "{q}, can you tell me?",
    "I want to see if you remember: {q}?", "One thing: {q}?", "Sorry, {q}?", "Hmm, {q}?", "Going back, {q}?",
)  # fmt: skip

ASK_FOR = (
    "Do you remember {m}?", "Do you still know {m}?", "Can you tell me {m}?", "Tell me {m}.", "Do you know {m}?",
    "I forgot {m}.", "Could you tell me {m} again?", "Have you forgotten {m}?", "Please say {m}.", "Tell me {m} again.",
    "I told you {m}, do you remember it?", "Can you recall {m}?", "Say {m}, please.", "Would you kindly tell me {m}?",
    "You know {m}, right?", "Did you remember {m}?", "I hope you remember {m}.", "Do you happen to know {m}?",
)  # fmt: skip

CORRECT = (
    "Actually, {c}.", "Sorry, I meant {c}.", "No wait, {c}.", "Correction: {c}.", "I made a mistake, {c}.", "Oops, {c}.",
    "Wait, that was wrong. {c}.", "{c} now.", "I changed my mind, {c}.", "Let me correct that: {c}.", "No, {c}.",
)  # fmt: skip

CORRECT_BRIEFLY = (
    "Actually it's {v}.", "Sorry, {v}, not {old}.", "I meant {v}.", "Not {old}, {v}.", "No, {v}.", "It's {v}, not {old}.",
    "Oops, I meant to say {v}.", "Wait, not {old} but {v}.", "I wrote {old}, but it is {v}.", "{v}, actually.",
    "Please change that to {v}.", "Make that {v}.", "That was a typo, I mean {v}.",
)  # fmt: skip

REMEMBERED = (
    "you mentioned it earlier.", "you told me a little while ago.", "I remember what you tell me while we talk.",
    "it is still here in our conversation.", "thank you for telling me.", "I kept it in mind.", "I did not forget.",
    "you told me so yourself.", "I hope I remembered it well.",
)  # fmt: skip

CHECKS = (
    "did I get that right?", "is that still true?", "is that right?", "was that the right answer?", "do you want to change it?",
    "what else would you like to know?", "why do you ask?", "did you think I had forgotten?", "shall I remember something else?",
)  # fmt: skip

CORRECT_CHECKS = (
    "is that right now?",
    "did I get it right now?",
    "is there more to correct?",
    "have I understood you?",
    "is it right this time?",
)

KEPT = (
    "I will keep it in mind while we talk.", "you can ask me about it later.", "it is nice to learn a little about you.",
    "I like to know whom I am talking to.", "thank you for sharing that.", "that helps me to know you better.",
    "I will remember it for as long as we talk.", "feel free to tell me more.",
)  # fmt: skip

UNTOLD = (
    "you have not told me {y} yet", "you have not told me {y}", "I do not know {y}, because you have not told me",
    "I have not been told {y}", "you have not mentioned {y} so far", "I do not know {y} yet",
    "you did not tell me {y}", "I cannot know {y} before you tell me", "I have no idea, you have not told me {y}",
)  # fmt: skip

UNTOLD_EXTRAS = (
    "if you tell me, I will remember it while we talk.", "just tell me and I will keep it in mind.",
    "I only know what you tell me here.", "I will not guess.", "tell me, and then ask me again.",
    "I know only what you have said in this conversation.",
)  # fmt: skip


def told(rng: Random, kind: Kind, value: str, openings: Sequence[str] = TELL) -> Exchange:
    """The user states a fact and the assistant takes it up."""
    typed = value.lower() if kind is NAME and rng.random() < 0.06 else value
    frames = INTRODUCE if kind is NAME and openings is TELL and rng.random() < 0.5 else openings
    clause = rng.choice(kind.clauses)
    user = say(rng, [_sentence(rng.choice(frames).replace("{c}", clause))], v=typed)
    return user, taken(rng, kind, value)


def taken(rng: Random, kind: Kind, value: str) -> str:
    """The assistant's reply on being told."""
    style = Style.sample(rng)
    statement = rng.choice(kind.statements[:1] + kind.statements).format(v=value)
    if kind is NAME:
        cores = ["it is nice to meet you, {v}", "hello, {v}", "I am pleased to meet you, {v}", "welcome, {v}"]
        cores += [
            "I will call you {v}",
            "{v} is a lovely name",
            "it is good to meet you, {v}",
            "I am glad to know you, {v}",
        ]
        hedged = [
            "I think {v} is a lovely name",
            "I believe we have not met before, {v}",
            "perhaps we will be friends, {v}",
        ]
        hedged += ["I think it is nice to meet you, {v}"]
    else:
        plain = kind.statements[0].format(v=value)
        cores = [f"I will remember that {plain}", f"so {plain}", f"I have noted that {plain}", "that is good to know"]
        cores += [f"{statement}, and I will remember it", f"good to know that {plain}", "I will keep {v} in mind"]
        hedged = [
            f"I think I will remember that {plain}",
            f"I believe I understood: {plain}",
            "that is probably useful to know",
        ]
        hedged += [f"so {plain}, I think"]
    questions = [question.format(v=value) for question in kind.chat]
    core = rng.choice(cores).format(v=value)
    tone: Tone = "plain" if kind is NAME else "warm"
    return dress(rng, style, core, KEPT, questions, tone=tone, hedged=[clause.format(v=value) for clause in hedged])


def asked(rng: Random, kind: Kind, value: str) -> Exchange:
    """The user asks for a fact told before."""
    user = _asking(rng, kind)
    forms = kind.statements[:1] * 3 + kind.statements + tuple(f"I remember that {form}" for form in kind.statements[:1])
    core = rng.choice(forms).format(v=value)
    hedged = (
        () if rng.random() < 0.7 else (f"it is probably {value}" if kind is not NAME else f"you are probably {value}",)
    )
    if kind.key in ("job", "pet", "home town", "brothers", "sisters", "age"):
        hedged = ()
    return user, dress(rng, Style.sample(rng), core, REMEMBERED, CHECKS, hedged=hedged)


def tell(rng: Random, known: Known) -> list[Exchange]:
    """The user tells something new."""
    kind = draw_kind(rng, known)
    return [_tell(rng, known, kind)]


def tell_two(rng: Random, known: Known) -> list[Exchange]:
    """The user tells two things in one breath."""
    first = draw_kind(rng, known)
    known[first.key] = one = first.draw(rng)
    second = draw_kind(rng, known)
    known[second.key] = two = second.draw(rng)
    joint = rng.choice(
        ("{a} and {b}.", "{a}, and {b}.", "{a}. {b}.", "{a}; {b}.", "{a}. Also, {b}.", "Hi, {a} and {b}.")
    )
    a, b = rng.choice(first.clauses).replace("{v}", "{one}"), rng.choice(second.clauses).replace("{v}", "{two}")
    user = say(rng, [_sentence(joint.format(a=a, b=b))], one=one, two=two)
    said = f"{first.statements[0].format(v=one)} and {second.statements[0].format(v=two)}"
    cores = (said, f"so {said}", f"I will remember that {said}", f"I have noted that {said}")
    questions = [question.format(v=two) for question in second.chat]
    return [(user, dress(rng, Style.sample(rng), rng.choice(cores), KEPT, questions, tone="warm"))]


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
        scene.append(_tell(rng, known, kinds[-1]))
        if rng.random() < 0.3:
            scene += social.small_talk(rng, known)
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        scene += social.small_talk(rng, known)
    for kind in rng.sample(kinds, rng.randint(1, len(kinds))):
        scene.append(asked(rng, kind, known[kind.key]))
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
        user = say(rng, [_sentence(rng.choice(openings).replace("{c}", rng.choice(kind.clauses)))], v=new)
    scene.append((user, _corrected(rng, kind, new)))
    if rng.random() < 0.35:
        scene += social.small_talk(rng, known)
    if rng.random() < 0.75:
        scene.append(asked(rng, kind, new))
    return scene


def ask_who(rng: Random, known: Known) -> list[Exchange]:
    """The user tells who somebody is and asks by the name."""
    kind = draw_rival(rng, KINDS["brother's name"], known)
    scene = [_tell(rng, known, kind)]
    if rng.random() < 0.4:
        scene += social.small_talk(rng, known)
    value = known[kind.key]
    user = say(rng, ("Who is {v}?", "And who is {v}?", "Do you know who {v} is?", "Who's {v} again?", "Who did I say {v} is?",
                     "Tell me who {v} is.", "Do you remember who {v} is?", "What do you know about {v}?"), v=value)  # fmt: skip
    relation = kind.key.removesuffix("'s name")
    cores = (
        f"{value} is your {relation}",
        f"you told me that {value} is your {relation}",
        f"{value}, that is your {relation}",
    )
    return [*scene, (user, dress(rng, Style.sample(rng), rng.choice(cores), REMEMBERED, CHECKS))]


def ask_untold(rng: Random, known: Known) -> list[Exchange]:
    """The user asks for what was never told; often tells it then, and asks again."""
    seen = [KINDS[key] for key in known if key in KINDS]
    kind = draw_rival(rng, seen[-1], known) if seen and rng.random() < 0.5 else draw_kind(rng, known)
    cores = [core.format(y=kind.yours) for core in UNTOLD]
    questions = (kind.ask_user, kind.ask_user, "would you like to tell me?", "will you tell me?")
    reply = dress(rng, Style.sample(rng), rng.choice(cores), UNTOLD_EXTRAS, questions, tone="sorry")
    scene = [(_asking(rng, kind), reply)]
    if rng.random() < 0.5:
        scene.append(_tell(rng, known, kind))
        if rng.random() < 0.6:
            scene.append(asked(rng, kind, known[kind.key]))
    return scene


def ask_other_favourite(rng: Random, known: Known) -> list[Exchange]:
    """The user tells a favourite and asks for another one: the value at hand is not the answer."""
    kind, other = rng.sample([kind for kind in FAVOURITES if kind.key not in known] or list(FAVOURITES), 2)
    known.pop(other.key, None)
    scene = [_tell(rng, known, kind)]
    if rng.random() < 0.3:
        scene += social.small_talk(rng, known)
    asked_first = rng.random() < 0.3
    if asked_first:
        scene.append(asked(rng, kind, known[kind.key]))
    core = rng.choice(UNTOLD).format(y=other.yours)
    questions = (other.ask_user, "would you like to tell me?")
    reply = dress(rng, Style.sample(rng), core, UNTOLD_EXTRAS, questions, tone="sorry")
    return [*scene, (_asking(rng, other), reply)]


def greet_by_name(rng: Random, known: Known) -> list[Exchange]:
    """Once the name is known the assistant may use it in a greeting."""
    scene = [] if "name" in known else [_tell(rng, known, NAME)]
    name = known["name"]
    user = say(rng, ("Hello again.", "Hi again!", "I'm back.", "I am back now.", "Hey, it's me again.", "Greet me by name.",
                     "Say hello to me.", "Say hi to me by my name.", "Hello!", "Can you greet me?", "Hey again"))  # fmt: skip
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
                     "What did I tell you about me?", "Do you remember what I told you?", "Who am I and what do I like?"))  # fmt: skip
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


def _tell(rng: Random, known: Known, kind: Kind) -> Exchange:
    known[kind.key] = value = kind.draw(rng)
    return told(rng, kind, value)


def _asking(rng: Random, kind: Kind) -> str:
    """A request for the fact: a question, or a request for the matter by its name."""
    if rng.random() < 0.65:
        question = rng.choice(kind.questions)
        question = contracted(question) if rng.random() < 0.5 else question
        return say(rng, [_sentence(rng.choice(ASK).format(q=question))])
    return say(rng, [_sentence(rng.choice(ASK_FOR).format(m=kind.mine))])


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


def _sentence(text: str) -> str:
    """The text with a capital first letter, unless it starts with a slot."""
    return text[0].upper() + text[1:]


TOPICS: dict[str, tuple[float, Topic]] = {
    "memory_tell": (1.5, tell),
    "memory_tell_two": (1.0, tell_two),
    "memory_ask_back": (4.0, ask_back),
    "memory_tell_and_ask": (5.0, tell_and_ask),
    "memory_correct": (1.5, correct),
    "memory_ask_who": (0.6, ask_who),
    "memory_ask_untold": (3.0, ask_untold),
    "memory_ask_other_favourite": (2.0, ask_other_favourite),
    "memory_greet_by_name": (0.7, greet_by_name),
    "memory_recap": (0.8, recap),
    **recall.SCENES,
}

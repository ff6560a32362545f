"""Single exchanges about a fact: told, asked for, asked for in vain. The scenes of `memory.py` are made of them."""

from collections.abc import Sequence
from random import Random

from policy.starter.corpus.base import Exchange, Known, Style
from policy.starter.corpus.kinds import Kind
from policy.starter.corpus.memory_about import NAME
from policy.starter.corpus.memory_kinds import KINDS
from policy.starter.corpus.memory_phrases import (
    AND_ASK,
    ASK,
    ASK_FOR,
    CHECKS,
    CONTRASTS,
    INTRODUCE,
    KEPT,
    REMEMBERED,
    TELL,
    UNTOLD,
    UNTOLD_EXTRAS,
)
from policy.starter.corpus.phrasing import Tone, contracted, dress, say


def told(rng: Random, kind: Kind, value: str, openings: Sequence[str] = TELL) -> Exchange:
    """The user states a fact and the assistant takes it up."""
    typed = value.lower() if kind is NAME and rng.random() < 0.06 else value
    frames = INTRODUCE if kind is NAME and openings is TELL and rng.random() < 0.5 else openings
    clause = rng.choice(kind.clauses)
    frame = "{c}." if rng.random() < 0.25 else rng.choice(frames)
    user = say(rng, [sentence(frame.replace("{c}", clause))], v=typed)
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


def asked(rng: Random, kind: Kind, value: str, *, on: bool = False) -> Exchange:
    """The user asks for a fact told before; asking on after another one, in a few words only."""
    user = asking(rng, kind, on=on)
    forms = kind.statements[:1] * 3 + kind.statements + tuple(f"I remember that {form}" for form in kind.statements[:1])
    core = rng.choice(forms).format(v=value)
    hedged = (
        () if rng.random() < 0.7 else (f"it is probably {value}" if kind is not NAME else f"you are probably {value}",)
    )
    if kind.key in ("job", "pet", "home town", "brothers", "sisters", "age"):
        hedged = ()
    return user, dress(rng, Style.sample(rng), core, REMEMBERED, CHECKS, hedged=hedged)


def tell_kind(rng: Random, known: Known, kind: Kind) -> Exchange:
    """The user tells something of this kind, which is known from then on."""
    known[kind.key] = value = kind.draw(rng)
    return told(rng, kind, value)


def untold(rng: Random, kind: Kind, known: Known, *, on: bool = False) -> Exchange:
    """The user asks for what was never told; the reply says so and may name what was told last, never its value."""
    last = next((KINDS[key] for key in reversed(known) if key in KINDS), None)
    if last and rng.random() < 0.25:
        core = rng.choice(CONTRASTS).format(y=kind.yours, k=last.yours)
    else:
        core = rng.choice(UNTOLD).format(y=kind.yours)
    questions = (kind.ask_user, kind.ask_user, "would you like to tell me?", "will you tell me?")
    return asking(rng, kind, on=on), dress(rng, Style.sample(rng), core, UNTOLD_EXTRAS, questions, tone="sorry")


def asking(rng: Random, kind: Kind, *, on: bool = False) -> str:
    """A request for the fact: a question, or a request for the matter by its name."""
    if on and rng.random() < 0.6:
        return say(rng, [sentence(rng.choice(AND_ASK).format(s=kind.short or kind.mine))])
    if rng.random() < 0.65:
        question = rng.choice(kind.questions)
        question = contracted(question) if rng.random() < 0.5 else question
        frame = "{q}?" if rng.random() < 0.3 else rng.choice(ASK)
        return say(rng, [sentence(frame.format(q=question))])
    return say(rng, [sentence(rng.choice(ASK_FOR).format(m=kind.mine))])


def sentence(text: str) -> str:
    """The text with a capital first letter, unless it starts with a slot."""
    return text[0].upper() + text[1:]

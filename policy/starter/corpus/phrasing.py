"""How a reply is dressed and how a user's line is roughened.

Topics say *what* a reply says, as plain clauses; `dress` turns them into the *manner* that a `Style` asks for:
opener and contractions (register), number of sentences (length), question back, emoji, hedge, list or prose. `say`
does the opposite for the user: it picks a template, sometimes drops capitals or punctuation or slips a typo in, and
only then fills the slots, so that a value to be copied is never damaged.

Write clauses without contractions, in lower case unless they start with "I" or a name, without a final full stop:
"your name is Mara", not "Your name's Mara.". Text in double quotes is left exactly as it is. Avoid the words of
`HEDGES` in clauses that do not hedge: the corpus tests look for them.
"""

import re
from collections.abc import Sequence
from random import Random
from typing import Literal

from policy.starter.corpus.base import Style
from policy.starter.corpus.wording import reworded

Tone = Literal["answer", "warm", "sorry", "plain"]
"""answer: does what was asked; warm: takes up what was told; sorry: cannot or will not; plain: no opener."""

HEDGES = ("i think", "probably", "as far as i know", "i believe", "perhaps")
"""What a hedged reply contains one of, in lower case."""

EMOJI: dict[Tone, tuple[str, ...]] = {
    "answer": ("🙂", "👍", "✨", "😊", "👌", "💡", "🌟"),
    "warm": ("😊", "🎉", "😄", "✨", "🌟", "💛", "👋", "🌻"),
    "sorry": ("😅", "🙏", "😕", "🤔", "💛"),
    "plain": ("🙂", "😊", "✨", "👍", "🌟"),
}

OPENERS: dict[tuple[str, Tone], tuple[str, ...]] = {
    ("formal", "answer"): ("certainly", "certainly", "of course", "of course", "with pleasure", "very well", "gladly"),
    ("casual", "answer"): ("sure thing", "yeah", "sure", "okay", "yep", "no problem", "alright", "hey, sure"),
    ("formal", "warm"): (
        "how kind of you to tell me",
        "thank you for telling me",
        "I appreciate that",
        "I see",
        "noted",
    ),
    ("casual", "warm"): ("gotcha", "oh nice", "cool", "hey, cool", "got it", "aw, thanks for telling me", "okay, cool"),
    ("formal", "sorry"): ("I am sorry", "my apologies", "unfortunately", "I apologise", "regrettably"),
    ("casual", "sorry"): ("sorry", "oh", "hmm", "ah, sorry", "hey, sorry", "oops", "yeah, sorry"),
    ("formal", "plain"): ("",),
    ("casual", "plain"): ("", "", "", "", "hey"),
}

QUESTIONS: dict[str, tuple[str, ...]] = {
    "formal": (
        "is there anything else I can help you with?",
        "may I help you with anything else?",
        "would you like to ask something else?",
        "what would you like to talk about next?",
        "shall we go on?",
        "is that what you wanted?",
        "would you like to know more?",
    ),
    "casual": (
        "anything else?",
        "what else can I do for you?",
        "does that help?",
        "what is next?",
        "want to know anything else?",
        "was that what you wanted?",
        "what do you want to talk about next?",
    ),
}
"""Questions that fit after nearly any reply, for topics that bring none of their own."""

AFTER_LIST = (
    "I think these fit.",
    "perhaps there are better ones.",
    "there are probably more.",
    "I believe that is it.",
)

_CONTRACTIONS: tuple[tuple[str, str], ...] = (
    (
        r"\b([Dd]o|[Dd]oes|[Dd]id|[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Hh]as|[Hh]ave|[Hh]ad|[Cc]ould|[Ww]ould|[Ss]hould) not\b",
        r"\1n't",
    ),
    (r"\b([Cc])annot\b", r"\1an't"),
    (r"\b([Ww])ill not\b", r"\1on't"),
    (r"\b(I) am(?= \w)", r"\1'm"),
    (r"\b([Yy]ou|[Ww]e|[Tt]hey) are(?= \w)", r"\1're"),
    (
        r"\b([Ii]t|[Tt]hat|[Hh]e|[Ss]he|[Ww]hat|[Hh]ow|[Ww]here|[Ww]ho|[Tt]here) is(?= (?!(?:it|this|that)\b)\w)",
        r"\1's",
    ),
    (r"\b(I|[Yy]ou|[Ww]e|[Tt]hey) will(?= \w)", r"\1'll"),
    (r"\b(I|[Yy]ou|[Ww]e|[Tt]hey) would(?= \w)", r"\1'd"),
    (
        r"\b(I|[Yy]ou|[Ww]e|[Tt]hey) have(?= (?:been|never|heard|told|seen|read|said|had|learned|mentioned|given)\b)",
        r"\1've",
    ),
    (r"\b([Ll])et us(?= \w)", r"\1et's"),
)


def dress(
    rng: Random,
    style: Style,
    core: str,
    extras: Sequence[str] = (),
    questions: Sequence[str] = (),
    *,
    tone: Tone = "answer",
    hedged: Sequence[str] = (),
    items: Sequence[str] = (),
) -> str:
    """The reply that says `core` in the manner of `style`.

    core: the clause that matters; alone (with opener and hedge) it is the short reply. With `items`, what introduces
    them. extras: full sentences, one of which makes a long reply longer. questions: what to ask back; general ones
    if empty. hedged: clauses to say instead of the core where a hedge in front of or behind it would not read well.
    """
    clause = core
    if style.hedged and hedged:
        clause = rng.choice(hedged)
    elif style.hedged and not items:
        clause = hedge(rng, core)
    emoji = f" {rng.choice(EMOJI[tone])}" if style.emoji else ""
    body = _opened(rng, style, clause, tone)
    lined = bool(items) and style.listed
    body = f"{body}:{emoji if lined else ''}{bullets(items, style)}" if items else _closed(body)
    tail = []
    if items and style.hedged and not hedged:
        tail.append(_capital(rng.choice(AFTER_LIST)))
    if style.length == "long" and extras:
        tail.append(_closed(_capital(rng.choice(extras))))
    gap = "\n\n" if lined else " "  # in Markdown a line right below an item belongs to it
    if tail:
        body += gap + " ".join(tail)
    if not lined:
        body += emoji
    if style.asks:
        body += gap + _capital(rng.choice(questions or QUESTIONS[style.register]))
    return contracted(body) if style.register == "casual" else body


def bullets(items: Sequence[str], style: Style) -> str:
    """What follows an introduction and its colon: one "- item" a line, or the items as prose with a full stop."""
    if style.listed:
        return "".join(f"\n- {item}" for item in items)
    return f" {joined(items)}."


def joined(items: Sequence[str], word: str = "and") -> str:
    """Items as prose: "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def hedge(rng: Random, clause: str) -> str:
    """The clause, said with less certainty: before it or, if it is a plain sentence, behind it."""
    before = ("I think {}", "I believe {}", "as far as I know, {}", "perhaps I am wrong, but {}")
    behind = ("{}, I think", "{}, I believe", "{}, as far as I know")
    forms = before if clause[-1] in ".!?" else before + behind
    return rng.choice(forms).format(clause)


def contracted(text: str) -> str:
    """Casual short forms ("I'm", "don't") everywhere but inside double quotes."""
    parts = text.split('"')
    for index in range(0, len(parts), 2):
        for pattern, short in _CONTRACTIONS:
            parts[index] = re.sub(pattern, short, parts[index])
    return '"'.join(parts)


def say(rng: Random, templates: Sequence[str], **slots: str) -> str:
    """One thing a user types: a template reworded, roughened as people type, then its `{slots}` filled in untouched."""
    pieces = re.split(r"(\{\w+\})", reworded(rng, rng.choice(templates)))
    if rng.random() < 0.3:
        pieces[-1] = pieces[-1].rstrip(".!?")
    manner = rng.random()
    for index in range(0, len(pieces), 2):
        if manner < 0.25:
            pieces[index] = pieces[index].lower()
        elif manner < 0.32:
            pieces[index] = pieces[index].replace("'", "")
        elif manner < 0.38:
            pieces[index] = _typo(rng, pieces[index])
    return "".join(pieces).format(**slots)


def _opened(rng: Random, style: Style, clause: str, tone: Tone) -> str:
    """The clause behind an opener that shows the register; sometimes without one."""
    opener = rng.choice(OPENERS[style.register, tone])
    if clause.startswith(("hey", "yeah", "aw,", "yay", "ouch")):
        return _capital(clause)
    if not opener or rng.random() < 0.2:
        return _capital(clause)
    if style.length == "long" and rng.random() < 0.5:
        return f"{_capital(opener)}. {_capital(clause)}"
    return f"{_capital(opener)}, {clause}"


def _capital(text: str) -> str:
    """The text with its first character in upper case."""
    return text[:1].upper() + text[1:]


def _closed(text: str) -> str:
    """The text with a full stop unless it already ends a sentence."""
    return text if text.endswith((".", "!", "?", '."', '!"', '?"')) else f"{text}."


def _typo(rng: Random, text: str) -> str:
    """Two neighbouring letters swapped or one dropped, inside one of the longer words."""
    words = list(re.finditer(r"[a-z]{5,}", text))
    if not words:
        return text
    at = rng.choice(words).start() + rng.randint(1, 3)
    if rng.random() < 0.5:
        return text[:at] + text[at + 1 :]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]

"""Other ways to ask the same: a question made indirect, an order made polite, a lead-in before, a word behind.

Topics list how people ask for their own thing; the turns of phrase that fit any request live here, so that a model too
small to infer them has met each with every topic. Templates keep their `{slots}` untouched.
"""

import re
from random import Random

from policy.starter.corpus.wording_tables import (
    BEHIND,
    DIRECT,
    DROPPED,
    FILLERS,
    HOW_TO,
    INVERTED,
    KNOWING,
    LEADS,
    LIKE,
    POLITE,
    TAILS,
    TEXTING,
    TOLD,
)

_COPULA = re.compile(
    r"(What|Who|Where|When|Which \w+|How much|How old)(?: (?=[iaw])|(?='))(is|are|was|'s) ([^,.:?!]+)(?<! of| in| on| at| to| by)"
    r"(?<! for)(?<! from| with)(?<! about)\?"
)
_ORDER = re.compile(
    r"(?:Please )?((?:Name|List|Give|Tell|Write|Make|Calculate|Add|Compute|Work|Turn|Change|Explain|Say|Rewrite|Put|Fix"
    r"|Correct|Shorten|Double|Halve|Take|Count|Show|Suggest|Describe|Recommend|Help|Find|Solve|Replace|Invent|Share|Teach|Pick"
    r"|Choose|Convert|Multiply|Divide|Subtract|Spell|Compose)\b[^?!:]+?)\."
)
_PAST = ("made", "created", "built", "trained", "programmed", "wrote", "developed", "invented", "painted")
_PRESENT = ("owns", "comes", "has", "goes", "lives", "makes")
_CLEFT = re.compile(rf"(Who|What|Which \w+) ({'|'.join(_PAST + _PRESENT)}) ([^,.:?!]+)\?")
_FULL = {"'s": "is"}
_LED = re.compile(
    r"(?:and|so|hm|well|oh|hey|ok|then|also|now|next|please|hello|hi|or|thanks|but|thank you|sorry|good)\b",
    re.IGNORECASE,
)
_ASKS_TO_KNOW = re.compile(r"(?:can|could|would|do) you\b|tell\b|i wonder\b", re.IGNORECASE)
_HOW_I = re.compile(r"How (?:can|could|should|do|would|might) I ([^,.:?!]+)\?")
_ASKED = re.compile(
    r"(?:Can|Could|Would|Will) you (?:please )?((?:tell|give|show|write|name|find|teach|explain to) (?:me|us) [^,.:?!]+)\?"
)
_ROOM = re.compile(
    r"(?<![\w{\"'])(?:(can|could|would|will|might) you|(?:do|did|have|will) you|I|we)(?= (?!am\b|are\b|have\b|was\b)[a-z]+\b(?![\w}\"']))",
    re.IGNORECASE,
)
_UNTOUCHED = re.compile(r'\{\w+\}|"[^"]*"')
_TABLES = [
    (table, re.compile(rf"(?<!')\b(?:{'|'.join(sorted(table, key=len, reverse=True))})\b", re.IGNORECASE))
    for table in (LIKE, TEXTING)
]
"""Each table of turns of phrase, and what finds them, the longer before the shorter."""
_KEPT = re.compile(r"I\b|I'|[A-Z]{2}|\{|\"")


def reworded(rng: Random, template: str) -> str:
    """The template as it is or, about one time in three, turned another way; then, as often, loosened."""
    turned = _turned(rng, template) if rng.random() < 0.35 else template
    return loosened(rng, turned) if rng.random() < 0.35 else turned


def loosened(rng: Random, template: str) -> str:
    """One to three small changes: another turn of phrase, a filler, a small word dropped. Slots and quotes stay."""
    for change in rng.sample((_likewise, _filled, _likewise, _shortened), rng.choice((1, 1, 2, 3))):
        template = change(rng, template)
    return template


def _likewise(rng: Random, template: str) -> str:
    """One turn of phrase in place of another; once in a while as people text."""
    kept = [found.span() for found in _UNTOUCHED.finditer(template)]
    table, phrases = rng.choices(_TABLES, (0.88, 0.12))[0]
    places = [
        found for found in phrases.finditer(template) if not any(start <= found.start() < end for start, end in kept)
    ]
    if not places:
        return template
    place = rng.choice(places)
    other = re.sub(r"\bi\b", "I", rng.choice(table[place[0].lower()]))
    if place[0][0].isupper():
        other = other[0].upper() + other[1:]
    return template[: place.start()] + other + template[place.end() :]


def _filled(rng: Random, template: str) -> str:
    """A filler where people put one: behind "could you", "do you" or "I"."""
    rooms = list(_ROOM.finditer(template))
    if not rooms or '"' in template:
        return template
    room = rng.choice(rooms)
    filler = rng.choice(FILLERS if room[1] else ("just", "really", "actually", "maybe"))
    return f"{template[: room.end()]} {filler}{template[room.end() :]}"


def _shortened(rng: Random, template: str) -> str:
    """Without one of the small words."""
    found = [
        one
        for one in re.finditer(r"(?<![\w{\"'])([A-Za-z]+) (?=[a-z{])(?!know\b|you know)", template)
        if one[1].lower() in DROPPED and (one[1] != "I" or one.start() == 0)
    ]
    if not found or '"' in template:
        return template
    gone = rng.choice(found)
    return template[: gone.start()] + template[gone.end() :]


def _turned(rng: Random, template: str) -> str:
    """The template recast where one of the ways fits, or with something before or behind it."""
    recast = _recast(rng, template)
    if recast:
        return recast
    asks = template.endswith("?")
    if asks and rng.random() < 0.1:
        return f"{template} {rng.choice(BEHIND)}"
    if asks and not _ASKS_TO_KNOW.match(template) and rng.random() < 0.4:
        return template[:-1] + rng.choice(TAILS) + "?"
    if _LED.match(template) or len(template.split()) < 4:
        return template
    lead = rng.choice(LEADS if asks else TOLD)
    return lead + (template if lead[-2] in ".!?" else _lowered(template))


def _recast(rng: Random, template: str) -> str | None:
    """The template with another sentence around it: a question made indirect, an order made polite."""
    if (found := _CLEFT.fullmatch(template)) and rng.random() < 0.35:
        word, verb, rest = found.groups()
        tense = "was" if verb in _PAST else "is"
        return f"{word} {tense} it that {verb} {rest}?"
    if (found := _COPULA.fullmatch(template)) and rng.random() < 0.5:
        word, verb, rest = found.groups()
        if word == "What" and verb in ("is", "'s") and rng.random() < 0.4:
            return _around(rng.choice(INVERTED), rest)
        return rng.choice(KNOWING).replace("{}", f"{_lowered(word)} {rest} {_FULL.get(verb, verb)}")
    for pattern, forms in ((_ORDER, POLITE), (_HOW_I, HOW_TO), (_ASKED, DIRECT)):
        if (found := pattern.fullmatch(template)) and rng.random() < 0.65:
            own = re.search(r" (?:me|us)\b", template) is not None  # "tell me, for me" says it twice
            return _around(rng.choice([form for form in forms if not own or " me" not in form]), found[1])
    return None


def _around(form: str, request: str) -> str:
    """The form with the request in it, as a sentence."""
    turned = form.replace("{}", _lowered(request))
    return turned[:1].upper() + turned[1:]


def _lowered(text: str) -> str:
    """The text with a small first letter unless that is a name, a slot or "I"."""
    return text if _KEPT.match(text) else text[:1].lower() + text[1:]

"""Other ways to ask the same: a question made indirect, an order made polite, a lead-in before, a word behind.

Topics list how people ask for their own thing; the turns of phrase that fit any request live here, so that a model too
small to infer them has met each with every topic. Templates keep their `{slots}` untouched.
"""

import re
from random import Random

LEADS = (
    "So, ", "Hey, ", "Say, ", "By the way, ", "Just curious, ", "Tell me, ", "Well, ", "Now, ", "Thanks. ",
    "And ", "OK, ", "Great, ", "Sorry, but ", "Oh, and ", "Please, ", "Right, ", "Next: ", "I wonder, ",
    "Another question: ", "Good. ", "Let me ask, ", "Quick question: ", "Hi, ", "Thank you, and ", "Alright, ", "Then ",
)  # fmt: skip
TAILS = (
    ", please", ", do you know", ", then", ", can you tell", ", if I may ask", ", would you say", ", by the way", " again",
    " now", ", in your view", ", do you think", ", tell me", ", could you tell me", ", any idea", ", exactly", " really",
)  # fmt: skip
KNOWING = (
    "Can you tell me {}?", "Could you tell me {}?", "Do you know {}?", "I want to know {}.", "Please tell me {}.",
    "I'd love to know {}.", "Would you tell me {}?", "Could you say {}?", "I need to know {}.", "Are you able to say {}?",
    "I am wondering {}.", "Any idea {}?", "Do you happen to remember {}?", "Can you find out {}?",
    "I would really like to hear {}.", "Tell me {}, please.", "You surely know {}.", "I keep forgetting {}.",
)  # fmt: skip
INVERTED = (
    "{}, what is it?", "{}: what is that?", "What would {} be?", "{}, what is that?", "What might {} be?", "{} is what?",
    "{}, what would that be?", "So {}, what is it?",
)  # fmt: skip
POLITE = (
    "Could you {}?", "Can you {}?", "Would you {}?", "Please {}.", "Could you please {}?",
    "I need you to {}.", "I want you to {}.", "Can you {} for me?", "Could you {} for me, please?", "Now {}.", "{}, please.",
    "{} for me.", "Be so kind and {}.", "Would you be able to {}?", "I would like you to {}.", "{}, will you?",
)  # fmt: skip
TOLD = (
    "By the way, ",
    "Well, ",
    "You know, ",
    "Just so you know, ",
    "OK, ",
    "So, ",
    "Hey, ",
    "Oh, ",
    "Also, ",
    "Hello! ",
)

LIKE = {
    "tell me": ("let me know", "say", "explain to me"), "can you": ("could you", "would you", "are you able to", "might you"),
    "do you know": ("have you any idea", "are you aware", "would you know"), "give me": ("get me", "write me", "show me", "find me"),
    "i want": ("i'd like", "i would like"), "i am": ("i'm",), "i have": ("i've got", "i have got"), "help me": ("give me a hand", "assist me"),
    "remember": ("recall", "still know"), "called": ("named",), "what is": ("what would be", "what's", "what might be"),
    "how do i": ("how can i", "how should i", "how would i", "how might i"), "how can i": ("how do i", "how could i", "what can i do to"),
    "what should i": ("what can i", "what could i", "what would i"), "another": ("one more", "a further"), "which": ("what",),
    "you are": ("you're", "you seem"), "i need": ("i require", "i could use", "i am looking for"), "i feel": ("i am feeling", "i'm feeling"),
    "are you": ("would you be", "so are you", "are you really"), "do you have": ("have you got", "do you own"),
    "a lot": ("so much", "very much"), "today": ("this morning", "this evening", "tonight", "just now"), "want to": ("wish to", "would like to"),
}  # fmt: skip
"""Turns of phrase, in lower case, and what people say instead."""
FILLERS = ("please", "just", "maybe", "kindly", "really", "actually", "perhaps", "possibly")
DROPPED = ("the", "a", "an", "is", "are", "do", "does", "please", "so", "that", "of", "to", "i", "you")
"""Small words that people leave out in haste."""

_COPULA = re.compile(
    r"(What|Who|Where|When|Which \w+|How much|How old)(?: (?=[iaw])|(?='))(is|are|was|'s) ([^,.:?!]+)(?<! of| in| on| at| to| by)"
    r"(?<! for)(?<! from| with)\?"
)
_ORDER = re.compile(
    r"(?:Please )?((?:Name|List|Give|Tell|Write|Make|Calculate|Add|Compute|Work|Turn|Change|Explain|Say|Rewrite|Put|Fix"
    r"|Correct|Shorten|Double|Halve|Take|Count|Show|Suggest|Describe|Recommend|Help|Find|Solve|Replace)\b[^?!:]+?)\."
)
_PAST = ("made", "created", "built", "trained", "programmed", "wrote", "developed", "invented", "painted")
_PRESENT = ("owns", "comes", "has", "goes", "lives", "makes")
_CLEFT = re.compile(rf"(Who|What|Which \w+) ({'|'.join(_PAST + _PRESENT)}) ([^,.:?!]+)\?")
_FULL = {"'s": "is"}
_LED = re.compile(r"(?:and|so|hm|well|oh|hey|ok|then|also|now|next|please|hello|hi|or|thanks)\b", re.IGNORECASE)
_ASKS_TO_KNOW = re.compile(r"(?:can|could|would|do) you\b|tell\b|i wonder\b", re.IGNORECASE)
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
    """One turn of phrase in place of another."""
    found = [phrase for phrase in LIKE if re.search(rf"\b{phrase}\b", template, re.IGNORECASE)]
    if not found:
        return template
    phrase = rng.choice(found)

    def instead(match: re.Match[str]) -> str:
        other = re.sub(r"\bi\b", "I", rng.choice(LIKE[phrase]))
        return other[0].upper() + other[1:] if match[0][0].isupper() else other

    return re.sub(rf"\b{phrase}\b", instead, template, count=1, flags=re.IGNORECASE)


def _filled(rng: Random, template: str) -> str:
    """A filler between two plain words."""
    gaps = [found.end() for found in re.finditer(r"(?<![\w{\"'])[A-Za-z]+(?= [a-z]+\b(?![\w}\"']))", template)]
    if not gaps or '"' in template:
        return template
    at = rng.choice(gaps)
    return f"{template[:at]} {rng.choice(FILLERS)}{template[at:]}"


def _shortened(rng: Random, template: str) -> str:
    """Without one of the small words."""
    found = [one for one in re.finditer(r"(?<![\w{\"'])([A-Za-z]+) (?=[a-z{])", template) if one[1].lower() in DROPPED]
    if not found or '"' in template:
        return template
    gone = rng.choice(found)
    return template[: gone.start()] + template[gone.end() :]


def _turned(rng: Random, template: str) -> str:
    """The template turned another way, where one of the ways fits."""
    if (found := _CLEFT.fullmatch(template)) and rng.random() < 0.35:
        word, verb, rest = found.groups()
        tense = "was" if verb in _PAST else "is"
        return f"{word} {tense} it that {verb} {rest}?"
    if (found := _COPULA.fullmatch(template)) and rng.random() < 0.5:
        word, verb, rest = found.groups()
        if word == "What" and verb in ("is", "'s") and rng.random() < 0.4:
            turned = rng.choice(INVERTED).replace("{}", rest)
            return turned[:1].upper() + turned[1:]
        return rng.choice(KNOWING).replace("{}", f"{_lowered(word)} {rest} {_FULL.get(verb, verb)}")
    if (found := _ORDER.fullmatch(template)) and rng.random() < 0.7:
        polite = rng.choice(POLITE).replace("{}", _lowered(found.group(1)))
        return polite[:1].upper() + polite[1:]
    led = _LED.match(template) is not None
    if template.endswith("?") and not _ASKS_TO_KNOW.match(template) and rng.random() < 0.4:
        return template[:-1] + rng.choice(TAILS) + "?"
    leads = LEADS if template.endswith("?") else TOLD
    return template if led or len(template.split()) < 4 else rng.choice(leads) + _lowered(template)


def _lowered(text: str) -> str:
    """The text with a small first letter unless that is a name, a slot or "I"."""
    return text if _KEPT.match(text) else text[:1].lower() + text[1:]

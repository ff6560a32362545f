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

_COPULA = re.compile(
    r"(What|Who|Where|When|Which \w+|How much|How old)(?: (?=[iaw])|(?='))(is|are|was|'s) ([^,.:?!]+)(?<! of| in| on| at| to| by)"
    r"(?<! for)(?<! from| with)\?"
)
_ORDER = re.compile(
    r"(?:Please )?((?:Name|List|Give|Tell|Write|Make|Calculate|Add|Compute|Work|Turn|Change|Explain|Say|Rewrite|Put|Fix"
    r"|Correct|Shorten|Double|Halve|Take|Count|Show|Suggest|Describe|Recommend|Help|Find|Solve|Replace)\b[^?!:]+?)\."
)
_FULL = {"'s": "is"}
_LED = re.compile(r"(?:and|so|hm|well|oh|hey|ok|then|also|now|next|please|hello|hi|or|thanks)\b", re.IGNORECASE)
_ASKS_TO_KNOW = re.compile(r"(?:can|could|would|do) you\b|tell\b|i wonder\b", re.IGNORECASE)
_KEPT = re.compile(r"I\b|I'|[A-Z]{2}|\{|\"")


def reworded(rng: Random, template: str) -> str:
    """The template as it is or, about one time in three, turned another way."""
    if rng.random() > 0.35:
        return template
    if (found := _COPULA.fullmatch(template)) and rng.random() < 0.5:
        word, verb, rest = found.groups()
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

"""What a scripted conversation may demand of a reply. Each check is a rule on the text that anybody can read.

A check gets only the reply. None may be met by an empty reply or by the user's own words; a test holds every script of
`conversations.py` to that.
"""

import re
from collections.abc import Callable

from policy.starter.styles import EMOJI, LIST_LINE, style_of

Check = Callable[[str], bool]

NUMBER_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    "twenty",
)
UNKNOWING = re.compile(
    r"\b(?:do not|don't|cannot|can't|could not|couldn't|never|no way|not able|unable|unsure|not sure|no idea|"
    r"no knowledge|not something i|beyond me|outside|have not|haven't|am not|i'm not|did not|didn't|"
    r"too (?:big|large|hard))\b",
    re.IGNORECASE,
)
DECLINING = re.compile(
    r"\b(?:cannot|can't|will not|won't|would not|wouldn't|do not|don't|not able|unable|not something i|refuse|decline|"
    r"must not|no help|not going to|rather not)\b|\bno(?=[.,;!]|$)",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Lower case, one kind of apostrophe, single spaces."""
    return re.sub(r"\s+", " ", text.replace("’", "'")).strip().lower()


def echoes(reply: str, message: str) -> bool:
    """The reply is nothing but the message, punctuation and case aside."""
    return re.findall(r"\w+", reply.lower()) == re.findall(r"\w+", message.lower())


def says(*options: str) -> Check:
    """One of the options as whole words, in any case."""
    patterns = [re.compile(rf"(?<!\w){re.escape(plain(option))}(?!\w)") for option in options]
    return lambda reply: any(pattern.search(plain(reply)) for pattern in patterns)


def both(*checks: Check) -> Check:
    """Every one of the checks."""
    return lambda reply: all(check(reply) for check in checks)


def either(*checks: Check) -> Check:
    """At least one of the checks."""
    return lambda reply: any(check(reply) for check in checks)


def result(number: int) -> Check:
    """The number, in digits or as a word, and it is the first number after any operands are set aside.

    A reply may repeat the sum; what follows "is", "makes" or "=" counts there. Otherwise the first number counts.
    """
    names = {str(number)} | ({NUMBER_WORDS[number]} if 0 <= number <= 20 else set())
    value = r"-?\d+|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
    equals = re.compile(rf"(?:\bis|\bmakes?|\bare|\bequals?|\bget|\bgives?|'s|=)\s+(?:\w+ )?({value})\b")
    anywhere = re.compile(rf"(?<!\w)({value})\b")

    def check(reply: str) -> bool:
        text = plain(reply)
        found = equals.search(text) or anywhere.search(text)
        return found is not None and found.group(1) in names

    return check


def admits_ignorance(reply: str) -> bool:
    """Says that it does not know or cannot."""
    return bool(UNKNOWING.search(plain(reply)))


def declines(reply: str) -> bool:
    """Says that it will not help with this."""
    return bool(DECLINING.search(plain(reply)))


def asks_back(reply: str) -> bool:
    """Asks the user something."""
    return "?" in reply


def lists(count: int) -> Check:
    """Exactly so many items: lines of a list, or members of one enumeration in prose."""

    def check(reply: str) -> bool:
        lines = LIST_LINE.findall(reply)
        if lines:
            return len(lines) == count
        return any(
            len(re.split(r", (?:and )?| and | or ", part)) == count
            for sentence in re.split(r"[.!?](?:\s|$)", reply)
            for part in (sentence, sentence.split(":")[-1])
        )

    return check


def has_emoji(reply: str) -> bool:
    """Carries an emoji."""
    return bool(EMOJI.search(reply))


def brief(reply: str) -> bool:
    """One sentence of at most 20 words."""
    return style_of(reply).sentences == 1 and len(reply.split()) <= 20


def tells(words: int) -> Check:
    """A text of at least so many words that ends like one."""
    return lambda reply: len(reply.split()) >= words and reply.rstrip()[-1:] not in {",", ""}

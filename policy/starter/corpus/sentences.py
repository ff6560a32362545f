"""Sentences in parts, so that a change of tense, form, person or one word is right by construction.

`Sentence` says what somebody does, `State` how something is; `drawn`, `moving` and `described` make them up, `loose`
fills freer frames whose words are known by their slots, and `misspelt` puts slips in.
"""

from dataclasses import dataclass
from random import Random
from typing import Literal

from policy.starter.corpus.sentence_words import (
    ADJECTIVES,
    FEELINGS,
    GOALS,
    GOING,
    LIVING,
    MANY,
    MOVING,
    NOUNS,
    PAST,
    PEOPLE,
    PLACES,
    PLURAL,
    SUBJECTS,
    TIMES,
    plural,
    third,
)
from policy.starter.corpus.slots import CITIES, DAYS, FIRST_NAMES, word

Tense = Literal["present", "past"]


@dataclass(frozen=True)
class Sentence:
    """A plain sentence in parts: "my sister washes the red cup with the sponge in the garden"."""

    subject: str
    verb: str
    """In its base form."""
    adjective: str
    noun: str
    """Nothing for a verb without an object."""
    rest: str
    """A time or a place, or nothing."""
    owner: str = "the"
    """What stands before the noun."""
    link: str = ""
    """What joins a second thing or person to the first: "with the"; nothing if there is none."""
    other: str = ""
    """The second thing or person."""
    tense: Tense = "present"
    """In which the user writes it."""

    @property
    def object(self) -> str:
        """What the verb is about and with, with a space before it; nothing for verbs that need none."""
        parts = (self.owner, self.adjective, self.noun) if self.noun else ()
        return "".join(f" {part}" for part in (*parts, self.link, self.other) if part)

    def ended(self, words: str, mark: str = ".") -> str:
        """The words and the rest as one sentence."""
        text = f"{words} {self.rest}" if self.rest else words
        return f"{text[0].upper()}{text[1:]}{mark}"

    def stated(self, subject: str = "", mark: str = ".") -> str:
        """The sentence as the user writes it, or with another subject."""
        return self.past(subject, mark) if self.tense == "past" else self.present(subject, mark)

    def present(self, subject: str = "", mark: str = ".") -> str:
        """In the present tense."""
        who = subject or self.subject
        verb = self.verb if who in PLURAL else third(self.verb)
        return self.ended(f"{who} {verb}{self.object}", mark)

    def past(self, subject: str = "", mark: str = ".") -> str:
        """In the past tense."""
        return self.ended(f"{subject or self.subject} {(PAST | MOVING)[self.verb]}{self.object}", mark)

    def future(self) -> str:
        """In the future tense."""
        return self.ended(f"{self.subject} will {self.verb}{self.object}")

    def question(self) -> str:
        """As a question."""
        return self.ended(f"{self._auxiliary()} {self.subject} {self.verb}{self.object}", "?")

    def negated(self) -> str:
        """With "not"."""
        return self.ended(f"{self.subject} {self._auxiliary()} not {self.verb}{self.object}")

    def _auxiliary(self) -> str:
        if self.tense == "past":
            return "did"
        return "do" if self.subject in PLURAL else "does"


@dataclass(frozen=True)
class State:
    """How something is: "the soup is cold today"."""

    subject: str
    adjective: str
    rest: str
    plural: bool
    tense: Tense = "present"

    def _said(self, words: str, mark: str = ".") -> str:
        text = f"{words} {self.rest}".strip()
        return f"{text[0].upper()}{text[1:]}{mark}"

    def stated(self, subject: str = "", mark: str = ".") -> str:
        """The sentence as the user writes it, or with another subject in the same number."""
        who = subject or self.subject
        return self._said(f"{who} {self._copula()} {self.adjective}", mark)

    def present(self, mark: str = ".") -> str:
        """In the present tense."""
        return self._said(f"{self.subject} {'are' if self.plural else 'is'} {self.adjective}", mark)

    def past(self) -> str:
        """In the past tense."""
        return self._said(f"{self.subject} {'were' if self.plural else 'was'} {self.adjective}")

    def future(self) -> str:
        """In the future tense."""
        return self._said(f"{self.subject} will be {self.adjective}")

    def question(self) -> str:
        """As a question."""
        return self._said(f"{self._copula()} {self.subject} {self.adjective}", "?")

    def negated(self) -> str:
        """With "not"."""
        return self._said(f"{self.subject} {self._copula()} not {self.adjective}")

    def _copula(self) -> str:
        if self.tense == "past":
            return "were" if self.plural else "was"
        return "are" if self.plural else "is"


def drawn(
    rng: Random, subjects: tuple[str, ...] = SUBJECTS, *, full: bool = False, invented: bool = True, tense: bool = True
) -> Sentence:
    """A random sentence; a full one has an adjective and a time or place. Made-up nouns and the past can be left out."""
    named = subjects is SUBJECTS and rng.random() < 0.3
    link, other = ("", "") if rng.random() < 0.7 else _second(rng)
    return Sentence(
        subject=rng.choice(FIRST_NAMES) if named else rng.choice(subjects),
        verb=rng.choice(list(PAST)),
        adjective=rng.choice(ADJECTIVES) if full or rng.random() < 0.6 else "",
        noun=word(rng) if invented and rng.random() < 0.12 else rng.choice(NOUNS),
        rest=rng.choice(TIMES + PLACES) if full or rng.random() < 0.5 else "",
        owner=rng.choice(("the", "the", "the", "this", "that", "our", "their")),
        link=link,
        other=other,
        tense="past" if tense and rng.random() < 0.3 else "present",
    )


def moving(rng: Random) -> Sentence:
    """A random sentence whose verb needs no object: "my brother walks to the station"."""
    verb = rng.choice(list(MOVING))
    rest = rng.choice(GOALS if verb in GOING else PLACES + TIMES)
    subject = rng.choice(FIRST_NAMES) if rng.random() < 0.3 else rng.choice(SUBJECTS + MANY)
    link, other = ("with the", rng.choice(PEOPLE)) if verb not in GOING and rng.random() < 0.2 else ("", "")
    return Sentence(
        subject, verb, "", "", rest, link=link, other=other, tense="past" if rng.random() < 0.3 else "present"
    )


def described(rng: Random) -> State:
    """A random sentence that says how something is."""
    many = rng.random() < 0.3
    tense: Tense = "past" if rng.random() < 0.3 else "present"
    alive = rng.random() < 0.45
    if alive:
        subject = rng.choice(
            ("we", "they", "you", *MANY) if many else (*FIRST_NAMES, *LIVING, "he", "she", "my sister")
        )
    else:
        noun = rng.choice(NOUNS)
        subject = (
            f"{rng.choice(('the', 'my', 'our', 'her', 'those' if many else 'that'))} {plural(noun) if many else noun}"
        )
    if rng.random() < 0.3:
        return State(subject, rng.choice(PLACES), rng.choice(("", "", "again")), many, tense)
    adjective = rng.choice(FEELINGS if alive else ADJECTIVES)
    return State(subject, adjective, rng.choice(("", "", "", *TIMES, *PLACES)), many, tense)


def _second(rng: Random) -> tuple[str, str]:
    """A second thing or person, and what joins it to the first."""
    if rng.random() < 0.4:
        return rng.choice(("for my", "for the", "with my", "with our", "without his", "for your")), rng.choice(PEOPLE)
    link = rng.choice(
        ("with the", "and the", "and our", "beside the", "behind the", "under the", "near that", "and a new")
    )
    return link, rng.choice(NOUNS)


LOOSE = (
    "There is a very {adjective} {noun} in the {place}.", "I have never seen such a strange {noun} before.", "{name} and {other} met in {city} on {day}.",
    "Please bring the {adjective} {noun} to {city}.", "The {noun} in the {place} belongs to {name}.", "On {day} we will meet {name} in {city}.",
    "Have you seen the {adjective} {noun} that {name} lost?", "My {person} gave me a really {adjective} {noun}.", "Nobody knows where the {noun} is.",
    "It was so {adjective} that {name} went home.", "The {noun} cost more than the {second}.", "{name} wrote a long letter about the {noun}.",
    "We left the {noun} behind the {adjective} {second}.", "Do not forget the {noun} for your {person}.", "Next {day} {name} travels to {city} with a {noun}.",
    "Where did your {person} put the {adjective} {noun}?", "When {name} came in, the {noun} was {adjective}.", "If the {noun} breaks, ask {name}.",
    "The {person} and the {noun} are both {adjective}.", "Our {person} lives in {city} and owns a {adjective} {noun}.",
    "{name} told us that the {noun} looked {adjective}.", "Because of the {noun}, {name} stayed in {city}.", "Not every {noun} is as {adjective} as this {second}.",
    "Can anybody lend me a {noun} until {day}?", "The {adjective} {noun} stands between the {second} and the wall.", "They say that {city} is {feeling} on {day}.",
    "{name} was {feeling} when the {noun} fell down.", "My {person} felt {feeling} after the journey to {city}.", "A {feeling} {person} waited near the {noun}.",
)  # fmt: skip
"""Freer frames; each slot stands in a frame once."""


def loose(rng: Random) -> tuple[str, dict[str, str]]:
    """A frame and words for its slots, each of them other than the rest."""
    frame = rng.choice(LOOSE)
    while True:
        words = {slot: rng.choice(pool) for slot, pool in POOLS.items() if f"{{{slot}}}" in frame}
        text = f" {frame.format(**words)}"
        starts_with_vowel = any(
            f" {article} {value}" in text for article in ("a", "A") for value in words.values() if value[0] in "aeiou"
        )
        if not starts_with_vowel and all(text.count(value) == 1 for value in words.values()):
            return frame, words


POOLS: dict[str, tuple[str, ...]] = {
    "noun": NOUNS,
    "second": NOUNS,
    "adjective": ADJECTIVES,
    "feeling": FEELINGS,
    "name": FIRST_NAMES,
    "other": FIRST_NAMES,
    "city": CITIES,
    "person": PEOPLE,
    "day": DAYS,
    "place": (
        "kitchen",
        "cellar",
        "museum",
        "library",
        "laboratory",
        "corridor",
        "garage",
        "stable",
        "theatre",
        "courtyard",
    ),
}
"""What the slots of `LOOSE` take."""

_NEAR = {
    **dict(zip("aeiou", ("eois", "aiur", "eauo", "aiup", "oiay"), strict=True)),
    **{"b": "vn", "c": "xvk", "d": "sft", "f": "dg", "g": "hf", "h": "gj", "k": "lc", "l": "k", "m": "n", "n": "m"},
    **{"p": "ob", "r": "te", "s": "adz", "t": "ryd", "v": "bf", "w": "e", "y": "ti"},
}
"""Letters that are hit or heard instead of another one."""
_WORDS = frozenset((*NOUNS, *ADJECTIVES, *FEELINGS, *PEOPLE, *PAST, *PAST.values(), *MOVING, *MOVING.values()))


def misspelt(rng: Random, text: str) -> str:
    """The text with a slip in one or two of its longer words, whichever they are; names stay."""
    words = text.split(" ")
    places = [index for index, piece in enumerate(words) if _mendable(index, piece)]
    for index in rng.sample(places, min(len(places), rng.choice((1, 1, 1, 2)))):
        words[index] = slip(rng, words[index])
    return " ".join(words)


def slip(rng: Random, piece: str) -> str:
    """The word with two letters swapped, one doubled, dropped or hit wrongly; never another word of ours."""
    length = len(piece.rstrip(".,?!"))
    while True:
        at = rng.randrange(1, length)
        before, letter, after = piece[:at], piece[at], piece[at + 1 :]
        slips = [before + letter + letter + after]
        if at < length - 1:
            slips.append(before + piece[at + 1] + letter + piece[at + 2 :])
        if length > 4:
            slips.append(before + after)
            slips += [before + wrong + after for wrong in _NEAR.get(letter, "")[:1]]
            slips.append(before + rng.choice(_NEAR.get(letter, letter)) + after)
        made = rng.choice(slips)
        if made != piece and made.rstrip(".,?!").lower() not in _WORDS:
            return made


def _mendable(index: int, piece: str) -> bool:
    """Whether the word is long enough to know what it should be, and no name."""
    plain = piece.rstrip(".,?!")
    return (
        len(plain) > 3
        and plain.isalpha()
        and plain.isascii()
        and (plain.islower() or (index == 0 and plain not in FIRST_NAMES))
    )

r"""Is a regular expression cheap to follow token by token? Asked before a grammar compiler sees it.

A grammar engine follows a pattern from all the places at once where it may stand. Most patterns stand in one or two;
`(a+)+` or `(.{1,9}){1,9}` stand in as many as the text is long, and one such reply then holds up every other. So two
things are bounded here: how large a pattern is with its repetitions written out, and how many ways there are to
share a text between repetitions that can match the same characters.

    (\d{1,3}\.){3}\d{1,3}      taken: the dot, which no digit matches, ends each round
    (\w+\s*)+                 refused: nothing says where a round ends

It reads the common syntax of regular expressions, and what it does not know it takes to match anything. It leaves out
whether a pattern is valid, which the grammar compiler says better.
"""

import re
from dataclasses import dataclass

MAX_LENGTH = 2_000
MAX_DEPTH = 20
# Characters that a match may have at most, where repetitions are bounded.
MAX_SIZE = 4_000
# Ways to share a text between neighbours that match the same characters.
MAX_WAYS = 2_000

OTHER = 128
"""Stands for all characters beyond ASCII."""
ANY = frozenset(range(OTHER + 1))
DIGITS = frozenset(map(ord, "0123456789"))
WORD = frozenset(code for code in range(OTHER) if chr(code).isalnum() or code == ord("_")) | {OTHER}
SPACE = frozenset(map(ord, " \t\n\r\f\v")) | {OTHER}
ESCAPES = {"d": DIGITS, "w": WORD, "s": SPACE, "D": ANY - DIGITS, "W": ANY, "S": ANY - SPACE | {OTHER}}
NEWLINE = frozenset(map(ord, "\n\r"))
COUNTED = re.compile(r"\{(\d{1,9})(,?)(\d{0,9})\}")
GROUP = re.compile(r"\(\?(?::|P?<[A-Za-z_]\w*>)|\((?!\?)")


class CostlyPatternError(ValueError):
    """The pattern is too costly; the message says why."""


@dataclass(frozen=True)
class Piece:
    """What is known of a part of a pattern."""

    size: int = 0
    """Characters that its longest match has; of an endless repetition, those of one round."""
    characters: frozenset[int] = frozenset()
    """All that can stand in a match."""
    loose: frozenset[int] = frozenset()
    """Those in parts whose length can vary."""
    open: frozenset[int] = frozenset()
    """Those in such parts, as far as no character that they cannot match follows them."""
    ways: int = 1
    """Ways to share a text between the open parts; an endless repetition of one character counts once."""
    starts: frozenset[int] | None = None
    """The characters that every match begins with; None if it may be empty."""
    ends: frozenset[int] | None = None
    """The same for its end."""

    def is_delimited(self) -> bool:
        """Whether a round of its repetition can be told from the next."""
        return any(edge is not None and not edge & self.loose for edge in (self.starts, self.ends))


def check_pattern(pattern: str) -> None:
    """Raise `CostlyPatternError` unless the pattern is cheap."""
    if len(pattern) > MAX_LENGTH:
        raise CostlyPatternError(f"the pattern has {len(pattern)} characters; at most {MAX_LENGTH} are allowed")
    reader = _Reader(pattern)
    while reader.more():
        reader.alternatives(0)
        reader.position += 1  # a closing parenthesis that was never opened


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.position = 0

    def more(self) -> bool:
        return self.position < len(self.pattern)

    def take(self) -> str:
        """The next character, or nothing at the end."""
        self.position += 1
        return self.pattern[self.position - 1 : self.position]

    def at(self, *characters: str) -> bool:
        return self.more() and self.pattern[self.position] in characters

    def alternatives(self, depth: int) -> Piece:
        """Up to the closing parenthesis or the end."""
        if depth > MAX_DEPTH:
            raise CostlyPatternError(f"the pattern nests groups deeper than {MAX_DEPTH}")
        found = self.sequence(depth)
        while self.at("|"):
            self.position += 1
            found = _either(found, self.sequence(depth))
        return found

    def sequence(self, depth: int) -> Piece:
        """Up to the next bar, closing parenthesis or the end."""
        found = Piece()
        while self.more() and not self.at("|", ")"):
            found = _then(found, self.repeated(self.atom(depth)))
        return found

    def atom(self, depth: int) -> Piece:
        """A group, a class or a character."""
        if self.at("("):
            opening = GROUP.match(self.pattern, self.position)
            self.position = opening.end() if opening else self.position + 1
            inside = self.alternatives(depth + 1)
            self.position += 1
            return inside
        character = self.take()
        if character in "^$":
            return Piece()
        if character == "[":
            return _one(self.bracket())
        if character == "\\":
            return _one(_escaped(self.take() or "\\"))
        return _one(ANY - NEWLINE if character == "." else frozenset({min(ord(character), OTHER)}))

    def bracket(self) -> frozenset[int]:
        """A character class; the opening bracket is read already."""
        negated = self.at("^")
        self.position += negated
        found: set[int] = set()
        before: int | None = None
        while self.more() and not self.at("]"):
            character = self.take()
            if character == "-" and before is not None and self.more() and not self.at("]"):
                end = self.take()
                end = self.take() or "\\" if end == "\\" else end
                found.update(range(before, min(ord(end), OTHER) + 1))
                before = None
                continue
            codes = _escaped(self.take() or "\\") if character == "\\" else frozenset({min(ord(character), OTHER)})
            found |= codes
            before = min(codes) if len(codes) == 1 else None
        self.position += 1
        return (ANY - found) | {OTHER} if negated else frozenset(found)

    def repeated(self, piece: Piece) -> Piece:
        """The piece with the quantifiers that follow it."""
        while self.at("*", "+", "?", "{"):
            counted = COUNTED.match(self.pattern, self.position)
            if self.at("{") and counted is None:
                return piece
            if counted:
                self.position = counted.end()
                least = int(counted[1])
                most = int(counted[3]) if counted[3] else None if counted[2] else least
            else:
                least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}[self.take()]
            piece = _repeat(piece, least, most)
            if self.at("?"):
                self.position += 1  # lazy or not, the same texts match
        return piece


def _one(codes: frozenset[int]) -> Piece:
    return Piece(size=1, characters=codes, starts=codes, ends=codes)


def _escaped(character: str) -> frozenset[int]:
    if character in "xuUpPckbB0123456789":
        return ANY
    special = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}.get(character, character)
    return ESCAPES.get(character) or frozenset({min(ord(special), OTHER)})


def _then(left: Piece, right: Piece) -> Piece:
    """One piece after the other."""
    closed = right.starts is not None and not right.starts & left.open
    shared = bool(left.open & right.loose)
    return _bounded(
        Piece(
            size=left.size + right.size,
            characters=left.characters | right.characters,
            loose=left.loose | right.loose,
            open=right.open if closed else left.open | right.open,
            ways=right.ways if closed else left.ways * right.ways if shared else max(left.ways, right.ways),
            starts=left.starts if left.characters else right.starts,
            ends=right.ends if right.characters else left.ends,
        )
    )


def _either(left: Piece, right: Piece) -> Piece:
    """One of two pieces. If a text does not tell at once which, and they differ in length, its end is uncertain."""
    known = left.starts is not None and right.starts is not None
    apart = known and not (left.starts or ANY) & (right.starts or ANY)
    characters = left.characters | right.characters
    vague = frozenset() if apart or left.size == right.size else characters
    return _bounded(
        Piece(
            size=left.size + right.size,
            characters=characters,
            loose=left.loose | right.loose | vague,
            open=left.open | right.open | vague,
            ways=max(left.ways, right.ways),
            starts=(left.starts or ANY) | (right.starts or ANY) if known else None,
            ends=left.ends | right.ends if left.ends is not None and right.ends is not None else None,
        )
    )


def _repeat(piece: Piece, least: int, most: int | None) -> Piece:
    """A piece so many times; `most` is None for any number."""
    if most != 1 and piece.loose and not piece.is_delimited():
        raise CostlyPatternError(
            "a repetition within a repetition needs a character at one end of each round that the rest cannot match"
        )
    varies = least != most
    rounds = 1 if most is None else most - least + 1
    return _bounded(
        Piece(
            size=piece.size * max(least, most or 1),
            characters=piece.characters,
            loose=piece.loose | piece.characters if varies else piece.loose,
            open=piece.open | piece.characters if varies else piece.open,
            ways=rounds * (piece.ways if piece.open else 1),
            starts=piece.starts if least else None,
            ends=piece.ends if least else None,
        )
    )


def _bounded(piece: Piece) -> Piece:
    if piece.size > MAX_SIZE:
        raise CostlyPatternError(f"the pattern has more than {MAX_SIZE} characters with its repetitions written out")
    if piece.ways > MAX_WAYS:
        raise CostlyPatternError("neighbouring repetitions match the same characters in too many ways")
    return piece

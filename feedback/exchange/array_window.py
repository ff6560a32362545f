"""The items of one JSON array, one after the other, through a window that moves over the file.

Written by hand because the standard parser holds the whole array, and an export of chats is easily larger than memory.
"""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from feedback.exchange import strict_json

CHUNK = 2**20
LONGEST_ITEM = 64 * 2**20


class ArrayWindow:
    """Iterate it once. What is wrong with the text is a `ValueError` about the item that comes next."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._utf8 = codecs.getincrementaldecoder("utf-8-sig")()

    def __iter__(self) -> Iterator[Any]:
        self._expect("[")
        if self._peek() != "]":
            yield self._item()
            while self._peek() != "]":
                self._expect(",")
                yield self._item()
        self._expect("]")
        if self._peek():
            raise ValueError("there is more after the end of the list")

    def _peek(self) -> str:
        """The next character that is no white space; empty at the end of the file."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in " \t\r\n":
                self._at += 1
            if self._at < len(self._text) or not self._more(CHUNK):
                return self._text[self._at : self._at + 1]

    def _expect(self, character: str) -> None:
        found = self._peek()
        if found != character:
            raise ValueError(f"not JSON: {character!r} must come before it, not {found or 'the end of the file'!r}")
        self._at += 1

    def _item(self) -> Any:
        """The next value. It is parsed anew each time that more of it has been read, always twice as much."""
        self._peek()
        while True:
            try:
                value, end = strict_json.DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                held = len(self._text) - self._at
                if held > LONGEST_ITEM:
                    raise ValueError(f"broken, or longer than {LONGEST_ITEM} characters") from error
                if not self._more(max(held, CHUNK)):
                    place = error.pos - self._at + 1
                    raise ValueError(f"not JSON: {error.msg} at its character {place}") from error
            except RecursionError as error:
                raise ValueError(strict_json.too_deep()) from error
            else:
                strict_json.check(value, self._text[self._at : end])
                self._at = end
                return value

    def _more(self, size: int) -> bool:
        """Forget what lies behind and read on; False at the end of the file."""
        read = self._file.read(size)
        try:
            self._text = self._text[self._at :] + self._utf8.decode(read, final=not read)
        except UnicodeDecodeError as error:
            raise ValueError(f"it or what follows is not UTF-8: {error.reason}") from error
        self._at = 0
        return bool(read)

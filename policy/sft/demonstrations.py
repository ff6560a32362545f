"""Demonstrations, replies that people wrote, for supervised fine-tuning: from files and from votes. No torch.

    chat      {"messages": [{"role", "content"}, ...], "tools"?}          OpenAI's and TRL's conversations
    dolly     {"instruction", "context"?, "response"}
    alpaca    {"instruction", "input"?, "output", "system"?}
    sharegpt  {"conversations": [{"from", "value"}, ...], "system"?}

As JSON lines, one JSON array or Parquet; a file's first row tells which it is. Every reply of the assistant in a
conversation is a demonstration, of what to say after all that comes before it, but for those with OpenAI's
`"weight": 0`. All demonstrations of a conversation share the group of its first, so that no conversation is split
between training and what training is measured on.

A row that is broken ends the reading with its place; replies that are whole but cannot be learned from (tool calls, no
text, nothing before them) are counted in `left_out`.

Users' corrections are the server's to tell: `corrections_of` finds them among the rows of `GET /admin/examples`.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feedback.examples import CORRECTION, QUARANTINED, Demonstration, Prompt, examples_of
from feedback.exchange.fields import BrokenFileError, BrokenRowError, messages, shown, text, tools
from feedback.exchange.files import Located, RowFile
from feedback.types import Json

MOST_DEMONSTRATIONS = 200_000
"""All of them are held in memory."""
LONGEST = 100_000
"""Characters of one conversation."""

CALLS, EMPTY, FIRST = "replies that call tools", "empty replies", "replies to nothing"
SPEAKERS = {
    "system": "system",
    "human": "user",
    "user": "user",
    "gpt": "assistant",
    "chatgpt": "assistant",
    "bing": "assistant",
    "bard": "assistant",
    "model": "assistant",
    "assistant": "assistant",
    "tool": "tool",
    "observation": "tool",
    "function_response": "tool",
    "function_call": "call",
}
"""ShareGPT's `from`, and whose turn that is."""

Turn = dict[str, Any]


@dataclass(frozen=True)
class Demonstrations:
    """What some files hold, and what users corrected."""

    found: list[Demonstration]
    rows: int
    left_out: Mapping[str, int]
    """How often a reply could not be learned from, by what it was."""
    votes: frozenset[str] = frozenset()
    """Ids of those that came as votes."""

    def __add__(self, other: "Demonstrations") -> "Demonstrations":
        left_out = dict(Counter(self.left_out) + Counter(other.left_out))
        return Demonstrations(self.found + other.found, self.rows + other.rows, left_out, self.votes | other.votes)


def corrections_of(rows: Iterable[Json]) -> Demonstrations:
    """What users said that replies should have been, from rows as the server sends them; weighed by rater."""
    examples = examples_of(rows)
    left_out = {what: examples.skipped[what] for what in (CORRECTION, QUARANTINED) if what in examples.skipped}
    found = examples.demonstrations
    return Demonstrations(found, len(found), left_out, frozenset(one.vote_id for one in found))


def read_demonstrations(paths: Iterable[Path], most: int = MOST_DEMONSTRATIONS) -> Demonstrations:
    """All demonstrations of some files. Raises `BrokenFileError`, which names file, line and what is wrong there."""
    found: dict[str, Demonstration] = {}
    left_out: Counter[str] = Counter()
    rows = 0
    for path in paths:
        conversation_of: Callable[[Json], list[Turn]] | None = None
        for located in RowFile(path):
            rows += 1
            conversation_of = conversation_of or SHAPES[_shape(located)]
            try:
                turns, offered = conversation_of(located.row), tools(located.row)
                for one in _demonstrations(turns, offered, path.name, left_out):
                    found.setdefault(one.vote_id, one)
            except BrokenRowError as error:
                raise BrokenFileError(f"{located.place}: {error}") from error
            if len(found) > most:
                raise BrokenFileError(f"{located.place}: more than {most:,} demonstrations; split the files")
    return Demonstrations(list(found.values()), rows, dict(left_out))


def chat(row: Json) -> list[Turn]:
    """OpenAI's messages."""
    return messages(row, "messages")


def dolly(row: Json) -> list[Turn]:
    """An instruction, what it is about, and the response."""
    return _asked(row, "context", "response")


def alpaca(row: Json) -> list[Turn]:
    """An instruction, its input, and the output."""
    return _asked(row, "input", "output")


def sharegpt(row: Json) -> list[Turn]:
    """Turns by who speaks."""
    turns = row.get("conversations")
    if not isinstance(turns, list) or not turns:
        raise BrokenRowError(f"conversations must be a list of turns, not {shown(turns)}")
    return [*_system(row), *(_spoken(turn, f"conversations[{place}]") for place, turn in enumerate(turns))]


SHAPES: Mapping[str, Callable[[Json], list[Turn]]] = {
    "messages": chat,
    "conversations": sharegpt,
    "response": dolly,
    "output": alpaca,
}
"""The field that tells a shape, and who reads it."""


def _shape(located: Located) -> str:
    found = next((name for name in SHAPES if located.row.get(name) is not None), None)
    if found is None:
        fields = ", ".join(sorted(located.row)) or "none"
        raise BrokenFileError(
            f"{located.place}: cannot tell what this is from its fields ({fields}): it should have messages,"
            " conversations, instruction and response, or instruction and output"
        )
    return found


def _asked(row: Json, about: str, answer: str) -> list[Turn]:
    """One question, with what it is about below it, and its answer."""
    asked, said = text(row, "instruction"), text(row, answer)
    if asked is None or not asked.strip() or said is None:
        raise BrokenRowError(f"instruction and {answer} must be text, not {shown(asked)} and {shown(said)}")
    matter = text(row, about) or ""
    question = f"{asked}\n\n{matter}" if matter.strip() else asked
    return [*_system(row), {"role": "user", "content": question}, {"role": "assistant", "content": said}]


def _system(row: Json) -> list[Turn]:
    said = text(row, "system")
    return [{"role": "system", "content": said}] if said else []


def _spoken(turn: object, name: str) -> Turn:
    """A ShareGPT turn as a message. A call of a function is an assistant's turn that nothing is learned from."""
    speaker = turn.get("from") if isinstance(turn, Mapping) else None
    role = SPEAKERS.get(speaker) if isinstance(speaker, str) else None
    said = turn.get("value") if isinstance(turn, Mapping) else None
    if role is None or not isinstance(said, str):
        raise BrokenRowError(f"{name} must have from ({', '.join(SPEAKERS)}) and value (text), not {shown(turn)}")
    if role == "call":
        return {"role": "assistant", "content": said, "weight": 0}
    return {"role": role, "content": said}


def _demonstrations(
    turns: list[Turn], offered: list[Json] | None, file: str, left_out: Counter[str]
) -> Iterator[Demonstration]:
    """Each reply of the assistant, after all that comes before it."""
    if sum(len(str(turn.get("content") or "")) for turn in turns) > LONGEST:
        raise BrokenRowError(f"a conversation of more than {LONGEST:,} characters")
    said = [{key: value for key, value in turn.items() if key != "weight"} for turn in turns]
    group = None
    for place, turn in enumerate(turns):
        if turn["role"] != "assistant" or _weight(turn, place) == 0:
            continue
        reply = _text(turn)
        reason = CALLS if turn.get("tool_calls") else FIRST if place == 0 else None if reply else EMPTY
        if reason is not None:
            left_out[reason] += 1
            continue
        prompt = Prompt(tuple(said[:place]), tuple(offered) if offered else None)
        group = group or prompt.group
        name = f"demo-{hashlib.sha256(f'{prompt.group}{reply}'.encode()).hexdigest()[:32]}"
        yield Demonstration(prompt, reply, 1.0, group, file, name)


def _weight(turn: Turn, place: int) -> int:
    weight = turn.get("weight")
    if weight not in (None, 0, 1) or isinstance(weight, bool):
        raise BrokenRowError(f"messages[{place}].weight must be 0 or 1, not {shown(weight)}")
    return 1 if weight is None else int(weight)


def _text(turn: Turn) -> str:
    """A reply's text, of all its parts; empty if it has none."""
    content = turn.get("content")
    if isinstance(content, str):
        return content if content.strip() else ""
    parts = content or []
    if not all(isinstance(part, dict) and isinstance(part.get("text"), str) for part in parts):
        raise BrokenRowError(f"a reply's content must be text, not {shown(content)}")
    return "".join(part["text"] for part in parts)

"""What simulated users say, and the held-out prompts on which learning is measured.

Messages come from the starter's corpus, with seeds far from those it was trained on, or from a file of conversations.
Which side a message is on is decided by its own words: a fifth of all messages is never said to a server that learns,
and every measured prompt ends with one of those, so that nothing measured has been voted on, whatever the seeds are.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path
from random import Random

from policy.simulation.golds import Gold, Message
from policy.starter.corpus.mix import conversation, words

FAR_SEED = 1_000_000
"""Added to a seed, it gives conversations that no training saw."""
MEASURED_SEED = 500_000
"""Added besides, it gives those that measured prompts come from."""
HELD_OUT = 5
"""One message in so many is kept for measuring."""
MAX_TURNS = 4
"""Messages of the user in one conversation."""
MAX_DRAWS = 200_000
"""Conversations looked at for prompts before giving up."""


class PromptsError(ValueError):
    """Conversations that cannot be used; the message is one line that says why."""


@dataclass(frozen=True)
class Talk:
    """What one simulated user says, message by message; the replies will be the server's."""

    system: str | None
    turns: tuple[str, ...]


def is_held_out(text: str) -> bool:
    """Whether a message is among those kept for measuring."""
    return hashlib.sha256(words(text).encode()).digest()[0] % HELD_OUT == 0


def corpus_conversations(seed: int) -> Iterator[list[Message]]:
    """Conversations of the starter's corpus without end; those with tools are left out."""
    for index in count():
        drawn = conversation(FAR_SEED + seed, index)
        if not drawn.tools:
            yield [{"role": str(message["role"]), "content": str(message["content"])} for message in drawn.messages]


def read_conversations(path: Path) -> list[list[Message]]:
    """Conversations from JSON lines: `{"messages": [...]}` or `{"prompt": TEXT or [...]}` each. Raises `PromptsError`.

    `attune feedback export --kind prompts` writes such a file.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise PromptsError(f"{path} cannot be read: {reason}") from None
    found = [_read_line(line, f"{path} line {number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise PromptsError(f"{path} holds no conversations")
    return found


def conversations(path: Path | None, seed: int) -> Iterable[list[Message]]:
    """A file's conversations, or the corpus'. Raises `PromptsError`."""
    return read_conversations(path) if path else corpus_conversations(seed)


def talks(source: Iterable[list[Message]], gold: Gold, seed: int) -> Iterator[Talk]:
    """What users with that preference say to the server that learns; a file is gone through again and again."""
    endless = cycle(source) if isinstance(source, Sequence) else source
    idle = 0
    for messages in _as_spoken(endless, gold, Random(f"talks/{seed}")):
        turns = [message["content"] for message in messages if message["role"] == "user"]
        kept = next((place for place, turn in enumerate(turns) if is_held_out(turn)), len(turns))
        idle = 0 if kept else idle + 1
        if idle > MAX_DRAWS:
            raise PromptsError("every conversation begins with a message that is kept for measuring; give more of them")
        if kept:
            system = next((message["content"] for message in messages if message["role"] == "system"), None)
            yield Talk(system, tuple(turns[: min(kept, MAX_TURNS)]))


def held_out_prompts(source: Iterable[list[Message]], gold: Gold, wanted: int, seed: int) -> list[list[Message]]:
    """Different conversations that each end with a message kept for measuring, `wanted` of them or fewer.

    The replies within them are those of the source, the same for every version. Raises `PromptsError` if there is none.
    """
    rng = Random(f"held out/{seed}")
    found: dict[str, list[Message]] = {}
    for number, messages in enumerate(_as_spoken(source, gold, rng)):
        places = [place for place, message in enumerate(messages) if message["role"] == "user"][:MAX_TURNS]
        if ends := [place for place in places if is_held_out(messages[place]["content"])]:
            prompt = messages[: rng.choice(ends) + 1]
            found.setdefault(words(" ".join(message["content"] for message in prompt)), prompt)
        if len(found) == wanted or number == MAX_DRAWS:
            break
    if not found:
        raise PromptsError("no message of these conversations is among the fifth kept for measuring; give more of them")
    return list(found.values())


def _as_spoken(source: Iterable[list[Message]], gold: Gold, rng: Random) -> Iterator[list[Message]]:
    """The conversations as the gold's users would have them. What they say is then split, not where it came from."""
    return (gold.voice(rng, messages) if gold.voice else messages for messages in source)


def _read_line(line: str, where: str) -> list[Message]:
    try:
        row = json.loads(line)
    except ValueError:
        raise PromptsError(f"{where} is not JSON") from None
    given = (row.get("messages") or row.get("prompt")) if isinstance(row, dict) else None
    if isinstance(given, str):
        return [{"role": "user", "content": given}]
    if not isinstance(given, list):
        raise PromptsError(f'{where} has neither "messages" nor "prompt"')
    messages: list[Message] = []
    for message in given:
        role, content = (message.get("role"), message.get("content")) if isinstance(message, dict) else (None, None)
        if role not in ("system", "user", "assistant") or not isinstance(content, str) or not content:
            raise PromptsError(f"{where}: a message must have a role (system, user, assistant) and a text")
        messages.append({"role": role, "content": content})
    if all(message["role"] != "user" for message in messages):
        raise PromptsError(f"{where} has no message of a user")
    return messages

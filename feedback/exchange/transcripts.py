r"""Reads pairs of whole transcripts, as Anthropic's HH data has them.

    {"chosen": "\n\nHuman: Hello\n\nAssistant: Hi!", "rejected": "\n\nHuman: Hello\n\nAssistant: What?"}

The turns that both begin with are the prompt. A turn that itself contains the words "\n\nHuman:" cannot be told from
two.
"""

import re
from collections.abc import Sequence
from typing import Any

from feedback.exchange.fields import BrokenRowError, shown
from feedback.exchange.rows import LeftOut
from feedback.exchange.trl import UNKNOWN_RATER, identified, pair_of
from feedback.types import ImportedRow, Json, NewPreference

TURN = re.compile(r"(?:^|\n\n)(Human|Assistant):")
ROLE = {"Human": "user", "Assistant": "assistant"}


def transcript_pair(rows: Sequence[Json], now: int) -> ImportedRow | LeftOut:
    """A choice between the last replies of two transcripts."""
    (row,) = rows
    found = pair_of([], turns(row, "chosen"), turns(row, "rejected"), {}, now)
    if isinstance(found, LeftOut):
        return found
    prompt, chosen, rejected = found
    names = [chosen.completion_id, rejected.completion_id]
    judged = NewPreference(names, {"chosen": chosen.completion_id}, UNKNOWN_RATER)
    return ImportedRow(prompt, [chosen, rejected], identified(judged), now)


def turns(row: Json, name: str) -> list[dict[str, Any]]:
    """A transcript as messages."""
    text = row.get(name)
    parts = TURN.split(text.lstrip("\n")) if isinstance(text, str) else []
    if len(parts) < 3 or parts[0].strip():
        raise BrokenRowError(f"{name} must be a transcript beginning with 'Human:' or 'Assistant:', not {shown(text)}")
    return [
        {"role": ROLE[speaker], "content": said.strip()} for speaker, said in zip(parts[1::2], parts[2::2], strict=True)
    ]

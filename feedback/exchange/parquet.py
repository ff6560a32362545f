"""Rows as Parquet: one fixed schema per kind, so that a file can be written row group by row group.

Messages are structs with the fields that chat templates read. A message that does not fit in them (content in parts,
extra fields) keeps its text there and stands whole, as JSON, in the field `json`; reading prefers that one. Tools are
JSON text, as TRL accepts them.
"""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from feedback.exchange import strict_json
from feedback.exchange.rows import Kind, Row
from feedback.types import Json, canonical_json

# A row group is held in memory whole, here and by whoever reads it.
GROUP_ROWS = 10_000
GROUP_CHARACTERS = 16_000_000

CALL = pa.struct(
    {
        "id": pa.string(),
        "type": pa.string(),
        "function": pa.struct({"name": pa.string(), "arguments": pa.string()}),
    }
)
MESSAGES = pa.list_(
    pa.struct(
        {
            "role": pa.string(),
            "content": pa.string(),
            "name": pa.string(),
            "tool_call_id": pa.string(),
            "tool_calls": pa.list_(CALL),
            "json": pa.string(),
        }
    )
)
JUDGED = {
    "rater": pa.string(),
    "reasons": pa.list_(pa.string()),
    "comment": pa.string(),
    "created": pa.int64(),
}
SCHEMAS: Mapping[Kind, pa.Schema] = {
    "preference": pa.schema(
        {
            "prompt": MESSAGES,
            "chosen": MESSAGES,
            "rejected": MESSAGES,
            "tools": pa.string(),
            "weight": pa.float64(),
            "kind": pa.string(),
            "feedback_id": pa.string(),
            "chosen_completion_id": pa.string(),
            "chosen_policy_version": pa.int64(),
            "chosen_model": pa.string(),
            "rejected_completion_id": pa.string(),
            "rejected_policy_version": pa.int64(),
            "rejected_model": pa.string(),
            "rating": pa.string(),
            **JUDGED,
        }
    ),
    "unpaired": pa.schema(
        {
            "prompt": MESSAGES,
            "completion": MESSAGES,
            "label": pa.bool_(),
            "tools": pa.string(),
            "kind": pa.string(),
            "feedback_id": pa.string(),
            "completion_id": pa.string(),
            "policy_version": pa.int64(),
            "model": pa.string(),
            "correction": pa.string(),
            **JUDGED,
        }
    ),
    "prompts": pa.schema(
        {
            "prompt": MESSAGES,
            "tools": pa.string(),
            "completion_id": pa.string(),
            "policy_version": pa.int64(),
            "model": pa.string(),
            "created": pa.int64(),
        }
    ),
}
CONVERSATIONS = ("prompt", "chosen", "rejected", "completion")


class ParquetRows:
    """Writes rows of one kind, a row group at a time."""

    def __init__(self, out: BinaryIO, kind: Kind) -> None:
        self._schema = SCHEMAS[kind]
        self._writer = pq.ParquetWriter(out, self._schema, compression="zstd")
        self._rows: list[Row] = []
        self._characters = 0

    def write(self, row: Row) -> None:
        """Add one row; it reaches the file with its group."""
        encoded = encode(row)
        self._rows.append(encoded)
        self._characters += _characters(encoded)
        if len(self._rows) >= GROUP_ROWS or self._characters >= GROUP_CHARACTERS:
            self._write_group()

    def close(self) -> None:
        """Write the last group and the file's footer."""
        if self._rows:
            self._write_group()
        self._writer.close()

    def _write_group(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows, self._characters = [], 0


def encode(row: Row) -> Row:
    """A row as its schema wants it."""
    encoded = {name: _text(value) if isinstance(value, str) else value for name, value in row.items()}
    for name in CONVERSATIONS:
        if name in row:
            encoded[name] = [encode_message(message) for message in row[name]]
    if "tools" in row:
        encoded["tools"] = canonical_json(row["tools"])
    return encoded


def decode(row: Row) -> Row:
    """The inverse of `encode`; other programs' files may have fewer columns and plainer messages."""
    decoded = dict(row)
    for name in CONVERSATIONS:
        if isinstance(row.get(name), list):
            decoded[name] = [decode_message(message) for message in row[name]]
    if isinstance(row.get("tools"), str):
        decoded["tools"] = strict_json.parse(row["tools"])
    for name in (*CONVERSATIONS, "tools"):
        check_json(name, decoded.get(name))
    return decoded


def check_json(name: str, value: object) -> None:
    """Raise `ValueError` where a column holds what JSON cannot: a time, bytes, NaN."""
    try:
        canonical_json(value)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} cannot be kept as JSON: {error}") from error


def encode_message(message: Json) -> Row:
    """A message as a struct; `json` is null where the other fields say it all."""
    content = message.get("content")
    shown: Row = {
        "role": message["role"],
        "content": _text(content) if isinstance(content, str) else " ".join(_texts(message)) or None,
        "name": _string(message.get("name")),
        "tool_call_id": _string(message.get("tool_call_id")),
        "tool_calls": _calls(message.get("tool_calls")),
    }
    whole = decode_message(shown) == message
    return {**shown, "json": None if whole else canonical_json(message)}


def decode_message(struct: Any) -> Any:
    """A struct as a message: fields that are null are absent, as in the store, except `content`."""
    if not isinstance(struct, dict):
        return struct
    if isinstance(struct.get("json"), str):
        return strict_json.parse(struct["json"])
    said = {name: value for name, value in struct.items() if value is not None}
    return {"content": None} | said


def _calls(calls: object) -> list[Row] | None:
    if not isinstance(calls, list) or not all(isinstance(call, dict) for call in calls):
        return None
    functions = [call["function"] if isinstance(call.get("function"), dict) else {} for call in calls]
    return [
        {
            "id": _string(call.get("id")),
            "type": _string(call.get("type")),
            "function": {"name": _string(function.get("name")), "arguments": _string(function.get("arguments"))},
        }
        for call, function in zip(calls, functions, strict=True)
    ]


def _texts(message: Json) -> Iterator[str]:
    """The texts of a message, whether its content is one or in parts."""
    content = message.get("content")
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for part in content:
            if isinstance(part, dict) and isinstance(part.get("text"), str):
                yield _text(part["text"])


def _characters(value: object) -> int:
    """How much text a value holds, however deep."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict | list):
        return sum(map(_characters, value.values() if isinstance(value, dict) else value))
    return 0


def _string(value: object) -> str | None:
    return _text(value) if isinstance(value, str) else None


def _text(text: str) -> str:
    """Text that UTF-8 can hold: half a surrogate pair becomes a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()

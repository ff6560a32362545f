"""Rows as JSON lines, sent as they are read: for what may be larger than memory.

The rows are made in a thread, so neither votes nor chat wait for them, and a client that leaves ends them at once. A
response that was cut has no end: its connection is closed before the last chunk.
"""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

import anyio
from anyio.to_thread import run_sync
from fastapi.responses import StreamingResponse

CHUNK_BYTES = 64 * 1024


def json_lines(rows: Iterator[dict[str, Any]], headers: Mapping[str, str] | None = None) -> StreamingResponse:
    """The response. `rows` is a generator: it is closed when the client has left."""
    return StreamingResponse(_sent(chunks(rows)), media_type="application/jsonl", headers=headers)


def chunks(rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    """Lines, several to a chunk. Half a surrogate pair, which UTF-8 cannot hold, is written as JSON's escape of it."""
    waiting = bytearray()
    for row in rows:
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        waiting += line.encode("utf-8", "backslashreplace") + b"\n"
        if len(waiting) >= CHUNK_BYTES:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)


async def _sent(made: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The chunks, each made in a thread."""
    try:
        while chunk := await run_sync(next, made, b""):
            yield chunk
    finally:
        with anyio.CancelScope(shield=True):
            await run_sync(made.close)  # type: ignore[attr-defined]

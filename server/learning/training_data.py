"""`GET /admin/examples`: votes, preferences and prompts with their context, as JSON lines for the learner.

The rows are read in a thread on a connection of their own, from one snapshot, and sent as they are read: neither votes
nor chat wait for them. Content of `store: false` is nowhere in the store, and so not here.
"""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from feedback.training_rows import check_cursor
from server.services import Owner, Services

router = APIRouter(prefix="/admin", tags=["learner"])

CHUNK_BYTES = 64 * 1024


@router.get("/examples", summary="Everything there is to learn from", response_class=StreamingResponse)
async def examples(
    parts: Services,
    owner: Owner,
    after: str | None = None,
    limit: Annotated[int | None, Query(ge=1, lt=2**31)] = None,
) -> StreamingResponse:
    """A header with counts, the rows, and an end: `next` is the `after` of the following page, or null.

    Without `limit` one page holds everything, from one snapshot. A reply without an end was cut.
    """
    check_cursor(after)
    rows = parts.store.iterate_training_rows(after, limit)
    return StreamingResponse(_sent(_chunks(rows)), media_type="application/jsonl")


def _chunks(rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    """Lines, several to a chunk. Half a surrogate pair, which UTF-8 cannot hold, is written as JSON's escape of it."""
    waiting = bytearray()
    for row in rows:
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        waiting += line.encode("utf-8", "backslashreplace") + b"\n"
        if len(waiting) >= CHUNK_BYTES:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)


async def _sent(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The chunks, each made in a thread. A client that leaves ends the snapshot at once."""
    try:
        while chunk := await run_sync(next, chunks, b""):
            yield chunk
    finally:
        with anyio.CancelScope(shield=True):
            await run_sync(chunks.close)  # type: ignore[attr-defined]

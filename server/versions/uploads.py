"""A request's body as a file: streamed to disk, so that an adapter of a gigabyte costs no memory.

The bound on its size is the middleware's (`BodyLimits`). The file lies where it is wanted, under a name that the
registry's next owner removes if this process dies, and is gone when the block ends.
"""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from fastapi import Request

from server.errors import ApiError

CHUNK_BYTES = 1 << 20


@asynccontextmanager
async def body_file(request: Request, folder: Path) -> AsyncIterator[Path]:
    """The body in a file inside `folder`. Raises `ApiError` 400 if there is none, 507 if the disk is full."""
    try:
        number, name = await asyncio.to_thread(tempfile.mkstemp, ".partial", ".upload-", folder)
    except OSError as error:
        raise _no_space(error) from error
    try:
        try:
            size = await _fill(request, number)
        finally:
            os.close(number)
        if not size:
            raise ApiError(400, "The body must be an adapter file; it is empty.", code="invalid_value")
        yield Path(name)
    finally:
        with suppress(OSError):
            os.unlink(name)


async def _fill(request: Request, number: int) -> int:
    """Write the body to a descriptor, in blocks large enough to be worth a thread; its size."""
    size = 0
    block = bytearray()
    try:
        async for chunk in request.stream():
            block += chunk
            if len(block) >= CHUNK_BYTES:
                size += await asyncio.to_thread(_write, number, bytes(block))
                block.clear()
        return size + await asyncio.to_thread(_write, number, bytes(block))
    except OSError as error:
        raise _no_space(error) from error


def _write(number: int, block: bytes) -> int:
    left = memoryview(block)
    while left:
        left = left[os.write(number, left) :]
    return len(block)


def _no_space(error: OSError) -> ApiError:
    return ApiError(507, f"The file could not be kept: {error.strerror}.", code="no_space")

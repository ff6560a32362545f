"""`GET /admin/examples`: votes, preferences and prompts with their context, as JSON lines for the learner.

The rows are read in a thread on a connection of their own, from one snapshot, and sent as they are read: neither votes
nor chat wait for them. Content of `store: false` is nowhere in the store, and so not here.
"""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from feedback.training_rows import check_cursor
from server.json_lines import json_lines
from server.services import Owner, Services

router = APIRouter(prefix="/admin", tags=["learner"])


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
    return json_lines(parts.store.iterate_training_rows(after, limit))

"""Stored chat completions, on OpenAI's paths: list, read, label, delete, and read the conversation they answered.

Those in the background are found here from their first token on: to go on reading their events, and to stop them.
"""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from feedback.types import FinishedChoice, Page, StoredCompletion
from server.completions.background import StartingAfter, no_events
from server.completions.generation import interrupt
from server.completions.messages import with_both_names
from server.completions.requests import Metadata, check, read_json
from server.errors import ApiError
from server.services import Owner, Services

router = APIRouter(prefix="/v1/chat/completions", tags=["stored completions"])

Limit = Annotated[int, Query(ge=1, le=100)]
Order = Literal["asc", "desc"]


class MetadataBody(BaseModel):
    """The one thing of a stored completion that can change."""

    metadata: Metadata


def listing(page: Page[Any], data: list[dict[str, Any]]) -> dict[str, Any]:
    """OpenAI's list object."""
    ends = (data[0]["id"], data[-1]["id"]) if data else (None, None)
    return {"object": "list", "data": data, "first_id": ends[0], "last_id": ends[1], "has_more": page.has_more}


def completion_json(stored: StoredCompletion) -> dict[str, Any]:
    """A stored completion as OpenAI shows it, and beside that what attune knows of it.

    Left out: `logprobs`, whatever was asked for. Its tokens are texts, and which tokenizer made a row is not kept.
    """
    chat = all(choice.text is None for choice in stored.choices)
    return {
        "id": stored.id,
        "object": "chat.completion" if chat else "text_completion",
        "created": stored.created,
        "model": stored.model,
        "system_fingerprint": stored.system_fingerprint,
        "request_id": stored.request_id,
        "metadata": dict(stored.metadata),
        "user": stored.user,
        "usage": stored.usage,
        "tools": stored.tools,
        **{name: stored.parameters.get(name) for name in ("temperature", "top_p", "seed", "tool_choice")},
        "choices": [
            {
                "index": choice.index,
                **(_message(choice) if chat else {"text": choice.text}),
                "finish_reason": choice.finish_reason,
                "stop_reason": choice.stop_reason,
                "token_ids": list(choice.token_ids),
                "token_logprobs": list(choice.logprobs),
                "logprobs": None,
            }
            for choice in stored.choices
        ],
        "policy_version": stored.policy_version,
        "status": stored.status,
        "error": stored.error,
        "parameters": dict(stored.parameters),
        "prompt_token_ids": list(stored.prompt_token_ids or ()),
        "timings": dict(stored.timings),
    }


def _message(choice: FinishedChoice) -> dict[str, Any]:
    message = {"content": None, "refusal": None, **with_both_names(choice.message)} if choice.message else None
    return {"message": message}


def _missing(completion_id: str) -> ApiError:
    return ApiError(404, f"There is no stored completion {completion_id!r}.", param="completion_id", code="not_found")


@router.get("", summary="List stored completions")
async def list_completions(
    request: Request,
    parts: Services,
    owner: Owner,
    after: str | None = None,
    limit: Limit = 20,
    order: Order = "asc",
    model: str | None = None,
) -> dict[str, Any]:
    """OpenAI's list, with its filters; metadata as `metadata[key]=value`."""
    wanted = {
        name[len("metadata[") : -1]: value
        for name, value in request.query_params.items()
        if name.startswith("metadata[") and name.endswith("]")
    }
    # No completion has other metadata, and SQLite takes a query with a thousand conditions for an endless one.
    metadata = check(MetadataBody, {"metadata": wanted}).metadata
    page = await parts.store.list_completions(
        after=after, limit=limit, order=order, model=model, metadata=metadata, owner=owner
    )
    return listing(page, [completion_json(stored) for stored in page.items])


@router.get("/{completion_id}", summary="One stored completion")
async def get_completion(
    completion_id: str, parts: Services, owner: Owner, stream: bool = False, starting_after: StartingAfter = None
) -> Any:
    """The reply with its policy version, token ids and logprobs; with `stream`, the events of one in the background."""
    if (events := parts.background.read(completion_id, owner, stream, starting_after)) is not None:
        return events
    stored = await parts.store.get(completion_id, owner)
    if stored is None or not stored.stored:
        raise _missing(completion_id)
    if stream:
        raise no_events()
    return completion_json(stored)


@router.post("/{completion_id}", summary="Label a stored completion")
async def update_completion(completion_id: str, request: Request, parts: Services, owner: Owner) -> dict[str, Any]:
    """Replace the metadata."""
    body = check(MetadataBody, await read_json(request))
    return completion_json(await parts.store.update_metadata(completion_id, body.metadata, owner))


@router.delete("/{completion_id}", summary="Delete a stored completion")
async def delete_completion(completion_id: str, parts: Services, owner: Owner) -> dict[str, Any]:
    """Delete its content, and that of the votes on it. That it was made, and by which version, stays."""
    if not await parts.store.delete(completion_id, owner):
        raise _missing(completion_id)
    await parts.background.forget(completion_id)
    return {"id": completion_id, "object": "chat.completion.deleted", "deleted": True}


@router.post("/{completion_id}/cancel", summary="Stop a completion that is generated in the background")
async def cancel_completion(completion_id: str, parts: Services, owner: Owner) -> dict[str, Any]:
    """What it has so far is kept. One that has ended is returned as it is."""
    running = parts.background.find(completion_id, owner)
    if running is not None and not running.ended:
        await interrupt(parts, running.recording)
    stored = await parts.store.get(completion_id, owner)
    if stored is None or (running is None and not stored.stored):
        raise _missing(completion_id)
    if running is None and stored.status == "running":
        said = "It is not generated in the background: it ends when its client closes the connection."
        raise ApiError(400, said, param="completion_id", code="not_in_background")
    return completion_json(stored)


@router.get("/{completion_id}/messages", summary="The conversation it answered")
async def list_messages(
    completion_id: str,
    parts: Services,
    owner: Owner,
    after: str | None = None,
    limit: Limit = 20,
    order: Order = "asc",
) -> dict[str, Any]:
    """The messages that were sent, in their order."""
    page = await parts.store.messages(completion_id, after=after, limit=limit, order=order, owner=owner)
    return listing(page, [{"id": message.id, **with_both_names(message.body)} for message in page.items])

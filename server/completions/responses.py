"""OpenAI's Responses API over chat: create, read, delete, cancel, and read the input.

    body -> chat request -> respond (policy, recording, engine) -> chat completion, chunks -> response, events

A response is a stored chat completion with another face and the same id. So it is voted on like any reply, and a
request may go on from it (`previous_response_id`): the conversation is then read from the message tree.
"""

from collections.abc import AsyncIterator
from functools import cache
from typing import Any
from weakref import WeakValueDictionary

from fastapi import APIRouter, Request, Response

from feedback.store import Store
from feedback.types import Page, StoredCompletion, parse_reply_name
from server.completions.background import StartingAfter, no_events
from server.completions.generation import Form, interrupt, respond
from server.completions.lengths import check_length
from server.completions.recording import Recording
from server.completions.requests import ChatBody, check, name_unknown, read_json
from server.completions.responses_events import events
from server.completions.responses_items import items_of, output_of
from server.completions.responses_objects import PREFIX, asked_of, ended, response_json, status_of, stored_json
from server.completions.responses_requests import ResponseBody, chat_body, check_response, in_words_of_responses
from server.completions.stored import Limit, Order, listing
from server.engine.serving import chat_fields
from server.errors import ApiError
from server.services import Owner, Services

router = APIRouter(prefix="/v1/responses", tags=["responses"])

WHOLE_CONVERSATION = 2**31
NOT_SENT_BACK = ("reasoning", "reasoning_content")

_streams: WeakValueDictionary[str, Recording] = WeakValueDictionary()
"""Responses that are being written as events, by id: what can be cancelled."""


@cache
def _known() -> frozenset[str]:
    return chat_fields() | frozenset(ResponseBody.model_fields)


@router.post("", summary="Reply to a conversation, as OpenAI's newer API has it")
async def create_response(request: Request, parts: Services, owner: Owner) -> Response:
    """OpenAI's response, whole, as events or in the background. Its id is a completion's: votes take it."""
    body = await read_json(request)
    checked = check_response(body)
    name_unknown(body, _known())
    previous = checked.previous_response_id
    chat = chat_body(body, checked, await _past(parts.store, previous, owner) if previous else ())
    polled = checked.background and not checked.stream
    if polled:
        chat["stream"] = True
        if not (parts.settings.store if checked.store is None else checked.store):
            said = "A response that is read later must be stored; or read its stream: true."
            raise ApiError(400, said, param="background", code="invalid_value")
    form = Form(_whole, _stream, _begun if polled else None)
    try:
        check_length(chat, parts.engine.context)
        return await respond(request, parts, owner, chat, check(ChatBody, chat), PREFIX, form)
    except ApiError as error:
        raise in_words_of_responses(error) from None


def _whole(answer: dict[str, Any], recording: Recording) -> dict[str, Any]:
    choice = answer["choices"][0]
    status = status_of(choice["finish_reason"])
    output = ended(output_of(choice["message"], recording.id), status)
    return response_json(recording.new, status, output, answer["usage"])


def _begun(recording: Recording) -> dict[str, Any]:
    return response_json(recording.new, "in_progress")


def _stream(chunks: AsyncIterator[bytes], recording: Recording) -> AsyncIterator[bytes]:
    _streams[recording.id] = recording
    return events(chunks, recording)


async def _past(store: Store, name: str, owner: str | None) -> list[dict[str, Any]]:
    """The conversation up to a reply and with it, without the instructions, which hold for one response only."""
    response_id, index = parse_reply_name(name)
    stored = await store.get(response_id, owner)
    replies = stored.choices if stored and stored.stored else ()
    reply = next((choice.message for choice in replies if choice.index == index), None)
    if stored is None or reply is None:
        raise ApiError(
            400,
            f"There is no stored response {name!r} to go on from.",
            param="previous_response_id",
            code="previous_response_not_found",
        )
    messages = await _conversation(store, stored, owner)
    return [*messages, {key: value for key, value in reply.items() if key not in NOT_SENT_BACK}]


async def _conversation(store: Store, stored: StoredCompletion, owner: str | None) -> list[dict[str, Any]]:
    """What a response answered, without its instructions."""
    page = await store.messages(stored.id, limit=WHOLE_CONVERSATION, owner=owner)
    messages = [dict(message.body) for message in page.items]
    return messages[1:] if asked_of(stored).get("instructions") is not None else messages


async def _row(store: Store, response_id: str, owner: str | None) -> StoredCompletion:
    if (row := await store.get(response_id, owner)) is None:
        raise _missing(response_id)
    return row


async def _stored(store: Store, response_id: str, owner: str | None) -> StoredCompletion:
    stored = await _row(store, response_id, owner)
    if not stored.stored or any(choice.text is not None for choice in stored.choices):
        raise _missing(response_id)
    return stored


def _missing(response_id: str) -> ApiError:
    return ApiError(404, f"There is no stored response {response_id!r}.", param="response_id", code="not_found")


@router.get("/{response_id}", summary="One stored response")
async def get_response(
    response_id: str, parts: Services, owner: Owner, stream: bool = False, starting_after: StartingAfter = None
) -> Any:
    """The response as it ended, or `in_progress`; with `stream`, the events of one in the background."""
    if (events := parts.background.read(response_id, owner, stream, starting_after)) is not None:
        return events
    stored = await _stored(parts.store, response_id, owner)
    if stream:
        raise no_events()
    return stored_json(stored)


@router.delete("/{response_id}", summary="Delete a stored response")
async def delete_response(response_id: str, parts: Services, owner: Owner) -> dict[str, Any]:
    """Delete its content, and that of the votes on it, as for a stored completion."""
    if not await parts.store.delete(response_id, owner):
        raise _missing(response_id)
    await parts.background.forget(response_id)
    return {"id": response_id, "object": "response", "deleted": True}


@router.post("/{response_id}/cancel", summary="Stop a response that is being generated")
async def cancel_response(response_id: str, parts: Services, owner: Owner) -> dict[str, Any]:
    """What it has so far is kept. One that has ended is returned as it is."""
    running = parts.background.find(response_id, owner)
    if running is None:
        await _stored(parts.store, response_id, owner)
        recording, read = _streams.get(response_id), _stored
    else:  # It can be stopped even where nothing of it is stored.
        recording, read = running.recording, _row
    if recording is not None:
        await (interrupt(parts, recording) if recording.status is None else recording.kept())
    return stored_json(await read(parts.store, response_id, owner))


@router.get("/{response_id}/input_items", summary="The conversation it answered")
async def list_input_items(
    response_id: str,
    parts: Services,
    owner: Owner,
    after: str | None = None,
    limit: Limit = 20,
    order: Order = "desc",
) -> dict[str, Any]:
    """The whole conversation as items, without the instructions."""
    stored = await _stored(parts.store, response_id, owner)
    items = items_of(await _conversation(parts.store, stored, owner), response_id)
    if order == "desc":
        items.reverse()
    if after is not None:
        places = [place for place, item in enumerate(items) if item["id"] == after]
        if not places:
            raise ApiError(404, f"There is no item {after!r} to list from.", param="after", code="not_found")
        items = items[places[0] + 1 :]
    return listing(Page(tuple(items), len(items) > limit), items[:limit])

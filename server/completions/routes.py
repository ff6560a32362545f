"""`POST /v1/chat/completions` and `POST /v1/completions`: the two endpoints that generate."""

from functools import cache

from fastapi import APIRouter, Request, Response

from server.completions.generation import respond
from server.completions.lengths import check_length
from server.completions.requests import ChatBody, CompletionBody, check, own_fields, read_json
from server.engine.serving import chat_fields, text_fields
from server.services import Owner, Services

router = APIRouter(tags=["generation"])


@cache
def _chat_fields() -> frozenset[str]:
    return chat_fields() | frozenset(ChatBody.model_fields)


@cache
def _text_fields() -> frozenset[str]:
    return text_fields() | frozenset(CompletionBody.model_fields)


@router.post("/v1/chat/completions", summary="Reply to a conversation")
async def create_chat_completion(request: Request, parts: Services, owner: Owner) -> Response:
    """OpenAI's chat completion, whole or as server-sent events. The reply is stored unless `store` is false."""
    body = await read_json(request)
    check_length(body, parts.engine.context)
    checked = check(ChatBody, body)
    body = own_fields(body, _chat_fields(), _text_fields())
    return await respond(request, parts, owner, body, checked, "chatcmpl-")


@router.post("/v1/completions", summary="Continue a text")
async def create_completion(request: Request, parts: Services, owner: Owner) -> Response:
    """OpenAI's text completion; the prompt is text or token ids.

    A learner samples through it with `return_token_ids` and `logprobs`.
    """
    body = await read_json(request)
    checked = check(CompletionBody, body)
    body = own_fields(body, _text_fields(), _chat_fields())
    return await respond(request, parts, owner, body, checked, "cmpl-")

"""`POST /v1/chat/completions` and `POST /v1/completions`: the two endpoints that generate."""

from functools import cache

from fastapi import APIRouter, Request, Response

from server.completions.generation import respond
from server.completions.requests import ChatBody, CompletionBody, check, name_unknown, read_json
from server.engine.serving import request_fields
from server.services import Owner, Services

router = APIRouter(tags=["generation"])


@cache
def _known() -> frozenset[str]:
    return request_fields() | frozenset(ChatBody.model_fields) | frozenset(CompletionBody.model_fields)


@router.post("/v1/chat/completions", summary="Reply to a conversation")
async def create_chat_completion(request: Request, parts: Services, owner: Owner) -> Response:
    """OpenAI's chat completion, whole or as server-sent events. The reply is stored unless `store` is false."""
    body = await read_json(request)
    checked = check(ChatBody, body)
    name_unknown(body, _known())
    return await respond(request, parts, owner, body, checked, "chatcmpl-")


@router.post("/v1/completions", summary="Continue a text")
async def create_completion(request: Request, parts: Services, owner: Owner) -> Response:
    """OpenAI's text completion; the prompt is text or token ids.

    A learner samples through it with `return_token_ids` and `logprobs`.
    """
    body = await read_json(request)
    checked = check(CompletionBody, body)
    name_unknown(body, _known())
    return await respond(request, parts, owner, body, checked, "cmpl-")

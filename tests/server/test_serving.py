"""Refusals of vLLM's, from its own renderer and without an engine: what a client is told of them."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from vllm.entrypoints.serve import create_error_response
from vllm.exceptions import VLLMValidationError
from vllm.renderers.online_renderer import OnlineRenderer
from vllm.tokenizers import get_tokenizer

from server.engine.serving import Frontend
from server.engine.whole_prompts import ChatRequest, TextRequest
from server.errors import ApiError
from server.settings import load_settings
from tests.api.asking import WEATHER

HELLO: list[Any] = [{"role": "user", "content": "Hello!"}]
STARTER = str(Path(load_settings({}).model_path))


@pytest.mark.parametrize(
    "request_",
    [ChatRequest(messages=HELLO, max_completion_tokens=1), TextRequest(prompt="Hello!")],
    ids=["chat", "text"],
)
def test_a_prompt_is_counted_to_its_end(request_: ChatRequest | TextRequest) -> None:
    model: Any = SimpleNamespace(max_model_len=20)
    tokenizer, options = get_tokenizer(STARTER), request_.build_tok_params(model)
    ids = tokenizer("c" + " c" * 29, **options.get_encode_kwargs())["input_ids"]
    with pytest.raises(VLLMValidationError, match="contains 30 input tokens"):
        options.apply_post_tokenization(tokenizer, {"prompt_token_ids": ids})


@pytest.mark.parametrize(
    "choice", [None, "auto", "required", {"type": "function", "function": {"name": "get_weather"}}]
)
async def test_tools_that_no_parser_can_read_are_refused_with_attunes_own_option(choice: Any) -> None:
    request = ChatRequest(messages=HELLO, tools=[WEATHER], **({} if choice is None else {"tool_choice": choice}))
    renderer: Any = SimpleNamespace(
        renderer=SimpleNamespace(tokenizer=get_tokenizer(STARTER)),
        parser=None,
        enable_auto_tools=False,
        use_harmony=False,
    )
    renderer.create_error_response = create_error_response
    with pytest.raises(ApiError, match="start the server with --tool-parser NAME") as caught:
        await answer(lambda asked: OnlineRenderer.render_chat(renderer, asked), request)
    assert (caught.value.status, caught.value.param) == (400, "tools")


async def test_messages_that_a_template_takes_too_long_for_are_refused() -> None:
    async def endless(_: Any) -> Any:
        raise TimeoutError("Chat template rendering timed out after 30.0s.")

    with pytest.raises(ApiError, match="too long to put into the model's chat template") as caught:
        await answer(endless, ChatRequest(messages=HELLO))
    assert (caught.value.status, caught.value.param) == (400, "messages")


async def answer(create: Any, request: ChatRequest) -> Any:
    """What the frontend makes of what vLLM's serving says to a request."""
    frontend: Any = object.__new__(Frontend)
    return await frontend._answer(create, request, None)

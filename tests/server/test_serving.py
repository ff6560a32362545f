"""Refusals of vLLM's, from its own renderer and without an engine: what a client is told of them."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from vllm.exceptions import VLLMValidationError
from vllm.tokenizers import get_tokenizer

from server.engine.whole_prompts import ChatRequest, TextRequest
from server.settings import load_settings

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

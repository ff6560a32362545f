"""vLLM's request models, with prompts counted to their end.

vLLM's tokenizing stops one token past the context, so a prompt that is too long is told to have "at least 2049 tokens"
however long it is. People who have to shorten it want to know by how much. The whole costs no more: the tokenizer cuts
after it has read everything, and vLLM has refused before what is too long by its characters alone.
"""

from typing import Any

from vllm.config import ModelConfig
from vllm.entrypoints.openai.chat_completion.protocol import ChatCompletionRequest
from vllm.entrypoints.openai.completion.protocol import CompletionRequest
from vllm.renderers.params import TokenizeParams


class WholePrompt(TokenizeParams):
    """How to make tokens of a prompt: of all of it, unless the client wants it cut."""

    def get_encode_kwargs(self) -> dict[str, Any]:
        """What the tokenizer is called with."""
        options: dict[str, Any] = super().get_encode_kwargs()
        return options if self.truncate_prompt_tokens is not None else options | {"truncation": False}


class ChatRequest(ChatCompletionRequest):
    """A request of `/v1/chat/completions`."""

    def build_tok_params(self, model_config: ModelConfig) -> TokenizeParams:
        """vLLM's, for the whole prompt."""
        return WholePrompt(**vars(super().build_tok_params(model_config)))


class TextRequest(CompletionRequest):
    """A request of `/v1/completions`."""

    def build_tok_params(self, model_config: ModelConfig) -> TokenizeParams:
        """vLLM's, for the whole prompt."""
        return WholePrompt(**vars(super().build_tok_params(model_config)))

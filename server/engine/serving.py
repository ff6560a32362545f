"""vLLM's OpenAI serving around one engine: its rendering, its parsers, its chunks, with every output recorded.

    route -> Frontend.chat / .complete -> vLLM's serving classes -> Tap.generate -> AsyncLLM
                                                                      |
                                                                  Recording

vLLM's classes turn a request into tokens and tokens into OpenAI's answer; nothing of that is written again here.
What they miss is added around them: `Tap` stands where they expect the engine, so that each request gets its policy's
adapter, and token ids and logprobs reach the recording whatever the client asked to see; and plain text streams, the
common case, are written from a template of bytes instead of through two pydantic models for each token.
"""

import json
import time
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextvars import ContextVar
from typing import Any

from pydantic import ValidationError
from vllm.entrypoints.openai.chat_completion.serving import OpenAIServingChat
from vllm.entrypoints.openai.completion.serving import OpenAIServingCompletion
from vllm.entrypoints.openai.models.protocol import BaseModelPath
from vllm.entrypoints.openai.models.serving import OpenAIServingModels
from vllm.entrypoints.serve.engine.protocol import ErrorResponse
from vllm.exceptions import GenerationError, RetryableRequestError, VLLMError
from vllm.renderers.online_renderer import OnlineRenderer
from vllm.v1.engine.async_llm import AsyncLLM
from vllm.v1.engine.exceptions import EngineDeadError

from server.completions.messages import with_both_names
from server.completions.recording import Recording
from server.engine.adapters import lora_option
from server.engine.whole_prompts import ChatRequest, TextRequest
from server.errors import ENGINE_LOST, ApiError, EngineLostError, of_validation
from server.settings import Settings

DONE = b"data: [DONE]\n\n"
# What vLLM's validators raise on values of the wrong type, besides pydantic's own error.
MALFORMED = (ValueError, TypeError, KeyError, AttributeError)

_recording: ContextVar[Recording] = ContextVar("recording")


class Tap:
    """Stands in for the engine before vLLM's serving classes and shows every output to the request's recording."""

    def __init__(self, llm: Any) -> None:
        self._llm = llm

    def __getattr__(self, name: str) -> Any:
        return getattr(self._llm, name)

    def generate(self, prompt: Any, params: Any, request_id: str, **options: Any) -> AsyncGenerator[Any, None]:
        """As `AsyncLLM.generate`, with the request's adapter, and the sampled token's logprob among the outputs."""
        recording = _recording.get()
        if params.logprobs is None:
            params.logprobs = 0
        recording.begin(prompt.get("prompt_token_ids"))
        recording.engine_ids.append(request_id)
        options |= lora_option(recording.adapter)
        number = request_id.rpartition(recording.id)[2].lstrip("-")
        return self._record(recording, int(number or 0), self._llm.generate(prompt, params, request_id, **options))

    async def _record(
        self, recording: Recording, prompt: int, outputs: AsyncGenerator[Any, None]
    ) -> AsyncGenerator[Any, None]:
        try:
            async for output in outputs:
                recording.observe(output, prompt)
                yield output
        except EngineDeadError:
            recording.error = ENGINE_LOST
            raise RetryableRequestError(ENGINE_LOST) from None
        except Exception as error:
            recording.error = str(error)
            raise
        finally:
            # Without this the engine goes on generating until the garbage collector finds the generator.
            await outputs.aclose()


class ServingChat(OpenAIServingChat):
    """vLLM's chat serving, with a shorter way for streams of plain text."""

    def chat_completion_stream_generator(
        self, request: Any, result_generator: AsyncIterator[Any], *arguments: Any, **options: Any
    ) -> AsyncGenerator[Any, None]:
        """Chunks as bytes where nothing but text is asked for, else vLLM's own as strings."""
        if self._is_plain(request):
            return plain_chunks(request, result_generator, _recording.get())
        return super().chat_completion_stream_generator(request, result_generator, *arguments, **options)  # type: ignore[no-any-return]

    def _is_plain(self, request: Any) -> bool:
        wants_more = (
            request.tools,
            request.logprobs,
            request.echo,
            request.return_token_ids,
            request.return_prompt_text,
            request.stream_options and request.stream_options.continuous_usage_stats,
            self._include_reasoning_tokens_details,
            # Its channels are markup in every reply, tools or not.
            self.model_config.hf_config.model_type == "gpt_oss",
        )
        return not any(wants_more)

    def _get_top_logprobs(
        self, logprobs: Any, top_logprobs: int | None, tokenizer: Any, as_ids: bool, return_all: bool = False
    ) -> Any:
        """The likeliest tokens, as OpenAI has it. The engine puts the sampled one first, which may be none of them."""
        if top_logprobs and not return_all:
            likely = (item for item in logprobs.items() if item[1].rank <= top_logprobs)
            logprobs = dict(sorted(likely, key=lambda item: item[1].rank))
        return super()._get_top_logprobs(logprobs, top_logprobs, tokenizer, as_ids, return_all=return_all)


async def plain_chunks(request: Any, outputs: AsyncIterator[Any], recording: Recording) -> AsyncGenerator[bytes, None]:
    """A stream of text in OpenAI's chunks. Only the text of a chunk is encoded; the rest is the same for all.

    What fails before the first output is raised, so that it can still be answered with a status.
    """
    created = int(time.time())
    head = json.dumps(
        {"id": recording.id, "object": "chat.completion.chunk", "created": created, "model": recording.new.model}
        | {"system_fingerprint": recording.new.system_fingerprint}
    )[:-1]
    counted = bool(request.stream_options and request.stream_options.include_usage)
    # With a count at the end, OpenAI's chunks before it have a field for one, too.
    early = f'data: {head}, "usage": null' if counted else f"data: {head}"
    places = [f'{early}, "choices": [{{"index": {i}, "delta": '.encode() for i in range(request.n or 1)]
    encode = json.dumps
    started = False
    try:
        async for output in outputs:
            if not started:
                started = True
                for place in places:
                    yield (
                        place + b'{"role": "assistant", "content": ""}, "logprobs": null, "finish_reason": null}]}\n\n'
                    )
            for part in output.outputs:
                delta = b'{"content": ' + encode(part.text).encode() + b'}, "logprobs": null, "finish_reason": '
                if part.finish_reason is None:
                    if part.text:
                        yield places[part.index] + delta + b"null}]}\n\n"
                    continue
                if part.finish_reason == "error":
                    raise GenerationError
                reasons = f'"{part.finish_reason}", "stop_reason": {encode(part.stop_reason)}}}]}}\n\n'
                yield places[part.index] + delta + reasons.encode()
        if counted:
            yield f'data: {head}, "choices": [], "usage": {json.dumps(recording.usage())}}}\n\n'.encode()
    except Exception as error:
        if not started:
            raise
        recording.error = recording.error or str(error)
        yield sse_error(recording.error)
    yield DONE


def sse_error(message: str) -> bytes:
    """OpenAI's error body as an event of a stream that has begun, when a status can no longer be sent."""
    lost = message == ENGINE_LOST
    error = ApiError(503 if lost else 500, message, code="engine_lost" if lost else None)
    return f"data: {json.dumps(error.body())}\n\n".encode()


class Frontend:
    """OpenAI's two generating endpoints on one running engine."""

    def __init__(self, llm: AsyncLLM, settings: Settings) -> None:
        self._llm = llm
        tap = Tap(llm)
        models = OpenAIServingModels(tap, [BaseModelPath(settings.served_name, settings.model_path)])
        template = settings.chat_template.read_text(encoding="utf-8") if settings.chat_template else None
        shared: dict[str, Any] = {
            "request_logger": None,
            "chat_template": template,
            "chat_template_content_format": "auto",
            "enable_auto_tools": settings.tool_parser is not None,
            "tool_parser": settings.tool_parser,
            "reasoning_parser": settings.reasoning_parser or "",
        }
        renderer = OnlineRenderer(llm.model_config, llm.renderer, **shared)
        renderer.warmup()
        self._chat = ServingChat(
            tap, models, "assistant", online_renderer=renderer, enable_prompt_tokens_details=True, **shared
        )
        self._completion = OpenAIServingCompletion(
            tap, models, online_renderer=renderer, request_logger=None, enable_prompt_tokens_details=True
        )

    async def chat(self, body: Mapping[str, Any], recording: Recording) -> dict[str, Any] | AsyncGenerator[bytes, None]:
        """Answer a chat request: a whole response, or its stream of server-sent events.

        Raises `ApiError` for a request that cannot be served; nothing was generated then.
        """
        request = _parse(ChatRequest, body)
        request.request_id = recording.id.removeprefix("chatcmpl-")
        if request.tool_choice not in (None, "none", "auto"):
            for tool in request.tools:
                # A call that the client demands fits the tool's schema, unless the tool says that it need not.
                tool.function.strict = tool.function.strict is not False
        return await self._answer(self._chat.create_chat_completion, request, recording)

    async def complete(
        self, body: Mapping[str, Any], recording: Recording
    ) -> dict[str, Any] | AsyncGenerator[bytes, None]:
        """Answer a text completion request, as `chat` does."""
        request = _parse(TextRequest, body)
        request.request_id = recording.id.removeprefix("cmpl-")
        return await self._answer(self._completion.create_completion, request, recording)

    async def stop(self, recording: Recording) -> None:
        """End a generation early. What it has so far comes out as if that were all, so that it can be kept."""
        await self._llm.abort(recording.engine_ids)

    async def _answer(
        self, create: Any, request: Any, recording: Recording
    ) -> dict[str, Any] | AsyncGenerator[bytes, None]:
        # vLLM knows the policy by one name; which version answers was decided by the route.
        request.model = None
        _recording.set(recording)
        try:
            answer = await create(request)
            if request.stream and not isinstance(answer, ErrorResponse):
                counted = request.stream_options and request.stream_options.include_usage
                return await primed(stamped(answer, recording, counted=bool(counted)))
        except (EngineDeadError, RetryableRequestError):
            raise EngineLostError from None
        except (VLLMError, *MALFORMED) as error:
            raise _refusal(error) from None
        except TimeoutError:
            said = "The messages take too long to put into the model's chat template."
            raise ApiError(400, said, param="messages") from None
        if isinstance(answer, ErrorResponse):
            raise _of_vllm(answer.error.model_dump())
        response: dict[str, Any] = answer.model_dump(mode="json", exclude_none=True)
        _fill_in(response, recording)
        return response


async def primed(chunks: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    """The same stream with its first chunk already drawn, so that a request the engine refuses still gets a status."""
    first = await anext(chunks)

    async def rest() -> AsyncGenerator[bytes, None]:
        try:
            yield first
            async for chunk in chunks:
                yield chunk
        finally:
            await chunks.aclose()

    return rest()


async def stamped(
    chunks: AsyncGenerator[Any, None], recording: Recording, *, counted: bool
) -> AsyncGenerator[bytes, None]:
    """vLLM's chunks with our model name and fingerprint, and the message they spell put into the recording.

    counted: whether the stream ends with its usage; the chunks before have the field, too, as with OpenAI.
    """
    started = False
    try:
        async for chunk in chunks:
            if isinstance(chunk, bytes) or chunk == DONE.decode():
                yield chunk if isinstance(chunk, bytes) else DONE
                continue
            body = json.loads(chunk.removeprefix("data: "))
            if (error := body.get("error")) is not None:
                recording.error = recording.error or error["message"]
                if not started:
                    raise EngineLostError if recording.error == ENGINE_LOST else _of_vllm(error)
                yield sse_error(recording.error)
                continue
            started = True
            body["model"] = recording.new.model
            body["system_fingerprint"] = recording.new.system_fingerprint
            if counted:
                body.setdefault("usage", None)
            for choice in body["choices"]:
                if delta := choice.get("delta"):
                    _add_delta(recording, choice["index"], delta)
                    choice["delta"] = with_both_names(delta)
            yield f"data: {json.dumps(body)}\n\n".encode()
    finally:
        await chunks.aclose()


def _add_delta(recording: Recording, index: int, delta: Mapping[str, Any]) -> None:
    """Grow a reply's message by one chunk's delta, tool calls by their index."""
    choice = recording.choice(index)
    message = choice.message = choice.message or {"role": "assistant", "content": None}
    for name in ("content", "reasoning"):
        if said := delta.get(name):
            message[name] = (message.get(name) or "") + said
    for part in delta.get("tool_calls") or ():
        calls = message.setdefault("tool_calls", [])
        while len(calls) <= part["index"]:
            calls.append({"id": None, "type": "function", "function": {"name": "", "arguments": ""}})
        call, function = calls[part["index"]], part.get("function") or {}
        call["id"] = part.get("id") or call["id"]
        call["function"]["name"] += function.get("name") or ""
        call["function"]["arguments"] += function.get("arguments") or ""


def _fill_in(response: dict[str, Any], recording: Recording) -> None:
    """Add to a whole response what vLLM does not know, and keep the messages that it parsed."""
    response["model"] = recording.new.model
    response["system_fingerprint"] = recording.new.system_fingerprint
    for choice in response["choices"]:
        if (message := choice.get("message")) is not None:
            # Null is a value here: a client of OpenAI's reads both fields of every message.
            # With tool calls, no text is null and not empty, as in a stream.
            message["content"] = message.get("content") or None if message.get("tool_calls") else message.get("content")
            message.setdefault("refusal", None)
            recording.choice(choice["index"]).message = {k: v for k, v in message.items() if k != "refusal"}
            choice["message"] = with_both_names(message)
        choice.setdefault("logprobs", None)
        choice.setdefault("finish_reason", None)


def _parse(kind: Any, body: Mapping[str, Any]) -> Any:
    """vLLM's request model of a body; it reads what it knows and ignores the rest."""
    try:
        return kind.model_validate(dict(body))
    except ValidationError as error:
        raise of_validation(list(error.errors(include_url=False, include_input=False)), body) from None
    except (VLLMError, *MALFORMED) as error:
        raise _refusal(error) from None


def _refusal(error: Exception) -> ApiError:
    """What vLLM said about a request it does not take."""
    if isinstance(error, GenerationError):
        return ApiError(500, str(error))
    if (status := getattr(error, "http_status", None)) is not None:
        return ApiError(int(status), str(error), retry_after=1)
    message = error.args[0] if error.args and isinstance(error.args[0], str) else str(error)
    said = message if isinstance(error, VLLMError | ValueError) else f"The request is malformed: {message}"
    return ApiError(400, said, param=getattr(error, "parameter", None) or _param(said), code=_code(said))


def _of_vllm(error: Mapping[str, Any]) -> ApiError:
    said = error["message"]
    if "--tool-call-parser" in said:
        # Which choice of a tool needs one differs by model; vLLM knows, and names its own option for it.
        said = "Nothing here can read this model's tool calls; start the server with --tool-parser NAME."
        return ApiError(400, said, param="tools", code="unsupported_parameter")
    return ApiError(int(error["code"]), said, param=error.get("param") or _param(said), code=_code(said))


def _param(message: str) -> str | None:
    """The field of the one refusal of vLLM's that does not name its own."""
    return "prompt" if "is out of vocabulary" in message else None


def _code(message: str) -> str | None:
    """OpenAI's code for the one refusal that clients tell apart by it."""
    lengthy = "maximum context length" in message or "longer than the maximum model length" in message
    return "context_length_exceeded" if lengthy else None


def chat_fields() -> frozenset[str]:
    """Every field of a chat request that means something to vLLM."""
    return frozenset(ChatRequest.model_fields)


def text_fields() -> frozenset[str]:
    """Every field of a text completion request that means something to vLLM."""
    return frozenset(TextRequest.model_fields)

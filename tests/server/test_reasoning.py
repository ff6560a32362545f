"""What a model said to itself, under both names that clients know, from vLLM's own chunks and messages."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from vllm.entrypoints.openai.chat_completion.protocol import ChatCompletionRequest, ChatMessage

from feedback.store import Store
from feedback.types import NewCompletion
from server.completions.generation import _for_engine
from server.completions.recording import Recording
from server.completions.stored import completion_json
from server.engine.serving import DONE, _fill_in, stamped

ASKED = [{"role": "user", "content": "2 + 2?"}]
SHOWN = {"role": "assistant", "content": "Four.", "refusal": None, "reasoning": "2 + 2", "reasoning_content": "2 + 2"}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await Store.open(tmp_path / "attune.db") as store:
        yield store


def begun(store: Store) -> Recording:
    recording = Recording(
        store, NewCompletion(id="chatcmpl-1", model="attune", policy_version=0, created=1, messages=ASKED)
    )
    recording.begin([1, 2])
    return recording


async def kept(store: Store, recording: Recording) -> Any:
    """The message in the store, and as a client reads it from there."""
    recording.end("completed")
    await recording.kept()
    stored = await store.get("chatcmpl-1")
    assert stored is not None
    return stored.choices[0].message, completion_json(stored)["choices"][0]["message"]


async def test_a_stream_says_it_under_both_names_and_one_is_stored(store: Store) -> None:
    deltas: list[dict[str, Any]] = [
        {"role": "assistant", "content": ""},
        {"reasoning": "2 +"},
        {"reasoning": " 2"},
        {"content": "Four."},
    ]

    async def chunks() -> AsyncIterator[str]:
        for delta in deltas:
            yield f"data: {json.dumps({'choices': [{'index': 0, 'delta': delta}]})}\n\n"
        yield DONE.decode()

    recording = begun(store)
    sent = [chunk async for chunk in stamped(chunks(), recording, counted=False)]  # type: ignore[arg-type]
    shown = [json.loads(chunk.removeprefix(b"data: "))["choices"][0]["delta"] for chunk in sent[:-1]]
    assert shown == [
        {"role": "assistant", "content": ""},
        {"reasoning": "2 +", "reasoning_content": "2 +"},
        {"reasoning": " 2", "reasoning_content": " 2"},
        {"content": "Four."},
    ]
    message, read = await kept(store, recording)
    assert message == {"role": "assistant", "content": "Four.", "reasoning": "2 + 2"}
    assert read == SHOWN


async def test_a_whole_reply_says_it_under_both_names_and_one_is_stored(store: Store) -> None:
    said = ChatMessage(role="assistant", content="Four.", reasoning="2 + 2").model_dump(exclude_none=True)
    response: dict[str, Any] = {"choices": [{"index": 0, "message": said}]}
    recording = begun(store)
    _fill_in(response, recording)
    assert response["choices"][0]["message"] == SHOWN
    message, read = await kept(store, recording)
    assert message == {"role": "assistant", "content": "Four.", "reasoning": "2 + 2"}
    assert read == SHOWN


async def test_a_reply_without_any_has_neither_name(store: Store) -> None:
    said = ChatMessage(role="assistant", content="Four.").model_dump(exclude_none=True)
    response: dict[str, Any] = {"choices": [{"index": 0, "message": said}]}
    recording = begun(store)
    _fill_in(response, recording)
    plain = {"role": "assistant", "content": "Four.", "refusal": None}
    assert response["choices"][0]["message"] == plain
    assert (await kept(store, recording))[1] == plain


@pytest.mark.parametrize("names", [("reasoning",), ("reasoning_content",), ("reasoning", "reasoning_content")])
def test_sent_back_under_either_name_it_reaches_the_template_as_the_same(names: tuple[str, ...]) -> None:
    said = {"role": "assistant", "content": "Four.", **dict.fromkeys(names, "2 + 2")}
    (seen,) = ChatCompletionRequest.model_validate(_for_engine({"messages": [said]})).messages
    assert seen == {"role": "assistant", "content": "Four.", "reasoning": "2 + 2"}

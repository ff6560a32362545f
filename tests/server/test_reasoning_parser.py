"""A model that thinks, by vLLM's own parser for Qwen3 (`--reasoning-parser qwen3`), renderer and serving; its engine
alone is scripted: it says what the test wrote, token by token.
"""

import json
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from transformers import AutoTokenizer
from vllm import SamplingParams
from vllm.logprobs import Logprob
from vllm.outputs import CompletionOutput, RequestOutput
from vllm.renderers import renderer_from_config
from vllm.sampling_params import RequestOutputKind
from vllm.v1.engine.input_processor import InputProcessor

from feedback.store import Store
from feedback.types import NewCompletion
from server.completions.recording import Recording
from server.engine.options import engine_arguments
from server.engine.serving import DONE, Frontend
from server.settings import Settings, load_settings

ASKED = [{"role": "user", "content": "2 + 2?"}]


class Scripted:
    """What `Frontend` needs of `AsyncLLM`: real configuration and renderer, and replies that say `said`."""

    def __init__(self, settings: Settings, said: str) -> None:
        with patch.dict(os.environ):  # vLLM leaves variables for the processes that it would start
            self.vllm_config = engine_arguments(settings).create_engine_config()
        self.model_config = self.vllm_config.model_config
        self.renderer = renderer_from_config(self.vllm_config)
        self.input_processor = InputProcessor(self.vllm_config, self.renderer)
        self.errored = False
        self._ids = self.renderer.tokenizer.encode(said, add_special_tokens=False)

    def check_admission(self, *_: Any, **__: Any) -> None:
        """There is always room."""

    async def generate(
        self, prompt: Any, params: SamplingParams, request_id: str, **options: Any
    ) -> AsyncIterator[RequestOutput]:
        whole = params.output_kind is RequestOutputKind.FINAL_ONLY
        pieces = [self._ids] if whole else [[token] for token in self._ids]
        for number, ids in enumerate(pieces, 1):
            text = self.renderer.tokenizer.decode(ids, skip_special_tokens=params.skip_special_tokens)
            reason = "stop" if number == len(pieces) else None
            logprobs = [{token: Logprob(-0.5, 1, None)} for token in ids]
            output = CompletionOutput(0, text, ids, None, logprobs, finish_reason=reason)
            yield RequestOutput(request_id, None, prompt["prompt_token_ids"], None, [output], reason is not None)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The starter with the two tokens between which Qwen3 thinks."""
    plain = load_settings({})
    folder = Path(shutil.copytree(plain.model_path, tmp_path_factory.mktemp("thinks") / "model"))
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.add_tokens(["<think>", "</think>"])
    tokenizer.save_pretrained(folder)
    return load_settings({"model": str(folder), "reasoning_parser": "qwen3", "max_model_len": "1024"}, {})


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await Store.open(tmp_path / "attune.db") as store:
        yield store


@pytest.mark.parametrize(
    ("asked", "said", "thought", "answer"),
    [
        ({}, "<think>\n2 and 2 more.\n</think>\n\nIt is 4.", "\n2 and 2 more.\n", "\n\nIt is 4."),
        ({}, "<think>\n2 and 2", "\n2 and 2", None),
        ({"chat_template_kwargs": {"enable_thinking": False}}, "It is 4.", None, "It is 4."),
    ],
    ids=["both", "cut in thought", "no thought"],
)
@pytest.mark.parametrize("stream", [True, False])
# vLLM reads its own deprecated field.
@pytest.mark.filterwarnings("ignore:max_tokens is deprecated:DeprecationWarning")
async def test_what_it_thought_is_apart_from_what_it_said(
    settings: Settings,
    store: Store,
    asked: dict[str, Any],
    said: str,
    thought: str | None,
    answer: str | None,
    stream: bool,
) -> None:
    new = NewCompletion(id="chatcmpl-1", model="attune", policy_version=0, created=1, messages=ASKED)
    recording = Recording(store, new)
    shown: dict[str, str] = {}
    sent: Any = await Frontend(Scripted(settings, said), settings).chat(  # type: ignore[arg-type]
        {"messages": ASKED, "stream": stream} | asked, recording
    )
    parts = [] if stream else [sent["choices"][0]["message"]]
    if stream:
        chunks = [chunk async for chunk in sent]
        assert chunks.pop() == DONE
        parts = [json.loads(chunk.removeprefix(b"data: "))["choices"][0]["delta"] for chunk in chunks]
    for part in parts:
        for name in ("reasoning", "reasoning_content", "content"):
            shown[name] = shown.get(name, "") + (part.get(name) or "")
    assert shown == {"reasoning": thought or "", "reasoning_content": thought or "", "content": answer or ""}
    recording.end("completed")
    await recording.kept()
    kept = await store.get("chatcmpl-1")
    assert kept is not None
    assert (kept.choices[0].message.get("reasoning"), kept.choices[0].message["content"]) == (thought, answer)

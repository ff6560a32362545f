"""What a base is asked before anything is learned over it: a chat template, and layers that take adapters."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch import nn
from transformers import PretrainedConfig

from feedback.base_model import (
    THOUGHT_END,
    BaseModel,
    LoraShape,
    NoChatTemplateError,
    NoLoraModulesError,
    PromptRefusedError,
)
from feedback.examples import Prompt
from tests.policy.tiny import tiny_folder

HELLO = [{"role": "user", "content": "Hello"}]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_folder(tmp_path_factory.mktemp("tiny"))


def test_another_chat_template_takes_the_place_of_the_models_own(folder: Path) -> None:
    own = BaseModel.load(folder)
    other = BaseModel.load(folder, chat_template="{{ messages[0].content }}!")
    assert other.prompt_ids(HELLO) == other.tokenizer("Hello!", add_special_tokens=False)["input_ids"]
    assert own.prompt_ids(HELLO) != other.prompt_ids(HELLO)


def test_without_a_chat_template_it_says_what_to_do(folder: Path) -> None:
    base = BaseModel.load(folder)
    base.tokenizer.chat_template = None
    with pytest.raises(NoChatTemplateError, match="the model has no chat template: serve it with one"):
        base.prompt_ids(HELLO)


class OnlyEmbeddings(nn.Module):
    """A model without a linear layer."""

    def __init__(self) -> None:
        super().__init__()
        self.config = PretrainedConfig()
        self.model = nn.Embedding(8, 4)

    def forward(self, ids: torch.Tensor) -> Any:
        return self.model(ids)


def test_a_base_without_linear_layers_takes_no_adapter() -> None:
    base = BaseModel(OnlyEmbeddings(), SimpleNamespace(), LoraShape())
    with pytest.raises(NoLoraModulesError, match="this base takes no adapter"):
        base.add("policy")
    assert base.adapters == frozenset()


def test_what_a_model_thought_is_no_part_of_its_answer(folder: Path) -> None:
    base = BaseModel.load(folder)
    said = base.reply_ids("It is four.")
    assert base.answer_ids(said) == said, "this one does not think aloud"
    base = BaseModel.load(folder)
    base.tokenizer.add_special_tokens({"additional_special_tokens": ["<think>", THOUGHT_END]})
    thought = base.tokenizer(f"<think>Two and two.{THOUGHT_END}", add_special_tokens=False)["input_ids"]
    assert base.answer_ids(thought + said) == said
    assert base.answer_ids(thought) == thought, "it was cut off before it had an answer"


def test_conversations_that_a_template_refuses_are_found(folder: Path) -> None:
    strict = "{% if messages[0].role != 'user' %}{{ raise_exception('begin with a user') }}{% endif %}"
    base = BaseModel.load(folder, chat_template=strict + "{{ messages[0].content + '.' }}")
    odd = Prompt(({"role": "assistant", "content": "Hello"},))
    parts = Prompt(({"role": "user", "content": [{"type": "text", "text": "Hello"}]},))
    with pytest.raises(PromptRefusedError, match="refuses a conversation: begin with a user"):
        base.prompt_ids(odd.messages)
    assert base.refused([Prompt(tuple(HELLO)), odd, parts]) == {odd.group, parts.group}

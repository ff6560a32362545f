"""What a base is asked before anything is learned over it: a chat template, and layers that take adapters."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch import nn
from transformers import PretrainedConfig

from feedback.base_model import BaseModel, LoraShape, NoChatTemplateError, NoLoraModulesError
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

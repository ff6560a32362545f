"""The lean LoRA layers against PEFT's own forward pass: outputs, gradients, two adapters, and none."""

from pathlib import Path

import pytest
import torch
from peft.tuners.lora import Linear

from feedback.base_model import BaseModel
from tests.policy.tiny import tiny_folder

IDS = torch.tensor([[5, 6, 7, 8], [9, 10, 11, 12]])


@pytest.fixture
def base(tmp_path: Path) -> BaseModel:
    """Two adapters that change something."""
    found = BaseModel.load(tiny_folder(tmp_path))
    for seed, name in enumerate(("one", "two")):
        found.add(name, seed=seed)
        generator = torch.Generator().manual_seed(seed)
        state = found.state(name)
        found.set_state(
            name, {key: 0.1 * torch.randn(value.shape, generator=generator) for key, value in state.items()}
        )
    return found


def layers(base: BaseModel) -> list[Linear]:
    assert base._peft is not None
    return [module for module in base._peft.modules() if isinstance(module, Linear)]


def told(base: BaseModel, name: str | None, bfloat16: bool = False) -> tuple[torch.Tensor, list[torch.Tensor]]:
    """The states under an adapter, and the gradients of the sum of their squares."""
    parameters = base.parameters(name) if name else []
    with base.using(name, train=name is not None, bfloat16=bfloat16):
        states = base.hidden(IDS)
        if name is None:
            return states, []
        gradients = torch.autograd.grad(states.square().sum(), parameters)
    return states.detach(), list(gradients)


@pytest.mark.parametrize("name", ["one", "two", None])
def test_states_and_gradients_are_pefts(base: BaseModel, name: str | None) -> None:
    states, gradients = told(base, name)
    for layer in layers(base):
        del layer.forward  # the class's own is PEFT's
    theirs, their_gradients = told(base, name)
    torch.testing.assert_close(states, theirs, rtol=1e-5, atol=1e-6)
    for ours, other in zip(gradients, their_gradients, strict=True):
        assert ours.abs().max() > 0
        torch.testing.assert_close(ours, other, rtol=1e-4, atol=1e-5)


def test_adapters_differ_from_each_other_and_from_none(base: BaseModel) -> None:
    one, two, none = (told(base, name)[0] for name in ("one", "two", None))
    assert min((one - two).abs().max(), (one - none).abs().max(), (two - none).abs().max()) > 1e-3


def test_layers_of_another_precision_are_left_to_peft(base: BaseModel) -> None:
    for layer in layers(base):
        layer.base_layer.to(torch.bfloat16)
    layer = layers(base)[0]
    with base.using("one"):
        x = torch.ones(2, 3, layer.in_features, dtype=torch.bfloat16)
        assert torch.equal(layer(x), Linear.forward(layer, x))


def test_products_in_bfloat16_are_near_those_in_float32_with_the_gradients_in_float32(base: BaseModel) -> None:
    with base.using("one", bfloat16=True):
        x = torch.ones(2, 3, layers(base)[0].in_features)
        assert layers(base)[0](x).dtype == torch.bfloat16
    exact, exact_gradients = told(base, "one")
    states, gradients = told(base, "one", bfloat16=True)
    assert (states - exact).norm() < 0.02 * exact.norm()
    assert not torch.equal(states, exact)
    for ours, other in zip(gradients, exact_gradients, strict=True):
        assert ours.dtype == torch.float32
        assert torch.cosine_similarity(ours.flatten(), other.flatten(), dim=0) > 0.99


def test_after_a_block_in_bfloat16_products_are_in_float32_again(base: BaseModel) -> None:
    before, _ = told(base, "one")
    told(base, "one", bfloat16=True)
    assert torch.equal(told(base, "one")[0], before)

"""Adapters computed by groups of rows: the same numbers as vLLM's own operations, and none for rows without adapter."""

from typing import Any

import pytest
import torch
from vllm.lora.ops.torch_ops import bgmv_expand_slice, bgmv_shrink
from vllm.platforms.cpu import CpuPlatform

from server.engine.lora_cpu import GroupedLora, add_grouped, group_rows, use_grouped_lora

SLOTS, RANK, WIDTH = 3, 4, 8
SLICES = (6, 2, 2)


class Mapping:
    """vLLM's `LoRAMapping` as a batch of a CPU has it."""

    def __init__(self, adapters: list[int]) -> None:
        self.index_mapping = tuple(adapters)
        self.prompt_mapping = tuple(adapters)
        self.is_prefill = True


def weights(dtype: torch.dtype, seed: int = 0) -> tuple[tuple[torch.Tensor, ...], tuple[torch.Tensor, ...]]:
    """A and B of each slice, in vLLM's stacks of slots."""
    random = torch.Generator().manual_seed(seed)
    a = tuple(torch.randn(SLOTS, 1, RANK, WIDTH, generator=random).to(dtype) for _ in SLICES)
    return a, tuple(torch.randn(SLOTS, 1, width, RANK, generator=random).to(dtype) for width in SLICES)


def vllms_own(y: torch.Tensor, x: torch.Tensor, a: Any, b: Any, slots: list[int]) -> torch.Tensor:
    """What vLLM's CPU operations make of a batch in which every row has an adapter."""
    y, start = y.clone(), 0
    for down, up, width in zip(a, b, SLICES, strict=True):
        inner = torch.zeros(len(x), RANK)
        bgmv_shrink(x, down, inner, torch.tensor(slots), 1.0)
        bgmv_expand_slice(inner, up, y, torch.tensor(slots), start, width)
        start += width
    return y


def grouped(y: torch.Tensor, x: torch.Tensor, a: Any, b: Any, adapters: list[int], slots: Any) -> torch.Tensor:
    """The same through the interface that vLLM calls; `adapters` are ids and `slots` says which id each slot has."""
    y = y.clone()
    wrapper = GroupedLora(64, 64, "cpu")
    wrapper.update_metadata(Mapping(adapters), slots, SLOTS, 100)
    wrapper.add_lora_linear(y, x, a, b, 1.0, SLICES)
    return y


@pytest.mark.parametrize(
    "slots", [[1] * 5, [0, 0, 2, 2, 2], [0, 1, 0, 2, 1], [2]], ids=["one", "two runs", "mixed", "a single row"]
)
@pytest.mark.parametrize(("dtype", "tolerance"), [(torch.float32, 1e-5), (torch.bfloat16, 0.13)])
def test_the_numbers_are_vllms(slots: list[int], dtype: torch.dtype, tolerance: float) -> None:
    a, b = weights(dtype)
    random = torch.Generator().manual_seed(1)
    x, y = torch.randn(len(slots), WIDTH, generator=random), torch.randn(len(slots), sum(SLICES), generator=random)
    x, y = x.to(dtype), y.to(dtype)
    adapters = [[11, 12, 13][slot] for slot in slots]
    found = grouped(y, x, a, b, adapters, [11, 12, 13])
    expected = vllms_own(y, x, a, b, slots)
    # bfloat16 keeps 8 bits: at values of 16 to 32, one step is 0.125.
    torch.testing.assert_close(found, expected, atol=tolerance, rtol=1e-5 if dtype is torch.float32 else 1e-2)
    assert not torch.equal(found, y)


def test_rows_without_adapter_keep_what_the_base_model_says() -> None:
    """vLLM's own operations give them the last slot's adapter."""
    a, b = weights(torch.float32)
    x, y = torch.ones(4, WIDTH), torch.ones(4, sum(SLICES))
    found = grouped(y, x, a, b, [0, 13, 0, 11], [11, 12, 13])
    assert torch.equal(found[[0, 2]], y[[0, 2]])
    assert not torch.equal(found[[1, 3]], y[[1, 3]])
    assert not torch.equal(vllms_own(y, x, a, b, [-1, 2, -1, 0])[[0, 2]], y[[0, 2]])


def test_a_batch_without_adapters_is_not_touched() -> None:
    a, b = weights(torch.float32)
    y = torch.ones(3, sum(SLICES))
    assert torch.equal(grouped(y, torch.ones(3, WIDTH), a, b, [0, 0, 0], [11, 12, 13]), y)


def test_a_group_by_hand() -> None:
    """Rank 1: row 1 has x = (2, 3), A = (1, 10), B = (1, 100), so that B A x = 32 and 3200."""
    a, b = torch.tensor([[[[1.0, 10.0]]]]), torch.tensor([[[[1.0], [100.0]]]])
    y = torch.zeros(3, 2)
    add_grouped(y, torch.tensor([[5.0, 5.0], [2.0, 3.0], [5.0, 5.0]]), a, b, group_rows([-1, 0, -1]))
    assert y.tolist() == [[0, 0], [32, 3200], [0, 0]]


def test_rows_that_follow_each_other_are_a_slice() -> None:
    (zero, rows), (two, others) = group_rows([2, 0, 0, -1, 2])
    assert (zero, rows, two) == (0, slice(1, 3), 2)
    assert isinstance(others, torch.Tensor)
    assert others.tolist() == [0, 4]


def test_vllms_cpu_platform_uses_it() -> None:
    use_grouped_lora()
    assert CpuPlatform.get_punica_wrapper() == "server.engine.lora_cpu.GroupedLora"

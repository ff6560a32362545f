"""LoRA on a CPU, one multiplication for each adapter of a batch instead of a copy of its matrices for each token.

    pyproject.toml (entry point) -> engine_process.prepare_process -> use_grouped_lora -> vLLM builds `GroupedLora`

vLLM's own CPU path (`vllm/lora/ops/torch_ops/lora_ops.py`) gathers A and B once per token of the batch, which costs
more than the model itself. It also reads the slot of a token without adapter, -1, as the *last* slot: a request to
the base model that shares a batch with adapters is then answered with one of them. Here the batch's rows are grouped
by slot once per step, rows without adapter belong to no group, and each layer computes

    y[rows] += scale * (x[rows] @ A.T) @ B.T        for each slot among the rows        (Hu et al. 2021, eq. 3)

in the layer's own dtype, with the same roundings as vLLM's.

Left out: adapters on the embedding and on the language model's head, which `policy/adapters/file.py` refuses (their
layers hold zeros, so there is nothing to add); and compiled models, which would bake one step's groups into the graph:
`options.py` keeps a CPU's engine eager while it has adapters.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor
from vllm.lora.punica_wrapper.punica_cpu import PunicaWrapperCPU
from vllm.platforms.cpu import CpuPlatform

Rows = slice | Tensor
"""Row numbers of a batch: a slice where they follow each other, which needs no copies, else int64 numbers."""


def use_grouped_lora() -> None:
    """Have vLLM's CPU platform compute adapters with `GroupedLora`; other platforms have kernels of their own."""
    CpuPlatform.get_punica_wrapper = classmethod(lambda cls: f"{__name__}.{GroupedLora.__name__}")


def group_rows(slots: Sequence[int]) -> list[tuple[int, Rows]]:
    """The rows of each slot, from each row's slot; rows with -1 have no adapter and are in no group."""
    of_row = np.asarray(slots, dtype=np.int64)
    groups: list[tuple[int, Rows]] = []
    for slot in np.unique(of_row[of_row >= 0]):
        rows = np.flatnonzero(of_row == slot)
        first, last = int(rows[0]), int(rows[-1])
        together = last - first + 1 == len(rows)
        groups.append((int(slot), slice(first, last + 1) if together else torch.from_numpy(rows)))
    return groups


def add_grouped(
    y: Tensor, x: Tensor, a: Tensor, b: Tensor, groups: Sequence[tuple[int, Rows]], scale: float = 1.0
) -> None:
    """Add to y (T, O) in place what each group's adapter makes of its rows of x (T, I).

    `a` is (slots, 1, R, I) and `b` (slots, 1, O, R), as vLLM stacks them.
    """
    for slot, rows in groups:
        down, up = a[slot, 0], b[slot, 0]
        if isinstance(rows, slice):
            y[rows].addmm_((x[rows] @ down.T).to(y.dtype), up.T.to(y.dtype), alpha=scale)
        else:
            inner = (x.index_select(0, rows) @ down.T).to(y.dtype)
            y.index_add_(0, rows, inner @ up.T.to(y.dtype), alpha=scale)


class GroupedLora(PunicaWrapperCPU):
    """vLLM's interface to adapters on a CPU, computed by groups of rows."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._groups: list[tuple[int, Rows]] = []

    def update_metadata(self, mapping: Any, lora_index_to_id: list[int | None], *sizes: Any, **options: Any) -> None:
        """A new batch: `mapping.index_mapping` holds the adapter id of each row, 0 for none."""
        super().update_metadata(mapping, lora_index_to_id, *sizes, **options)
        slot_of = {adapter: slot for slot, adapter in enumerate(lora_index_to_id) if adapter is not None}
        self._groups = group_rows([slot_of[adapter] if adapter > 0 else -1 for adapter in mapping.index_mapping])

    def add_lora_linear(
        self,
        y: Tensor,
        x: Tensor,
        lora_a_stacked: tuple[Tensor, ...],
        lora_b_stacked: tuple[Tensor, ...],
        scale: float,
        output_slices: tuple[int, ...],
        **options: Any,
    ) -> None:
        """Add every slice's adapter (query, key and value are slices of one layer) to its columns of y, in place."""
        if not self._groups:
            return
        y = y.view(-1, y.shape[-1])
        x = x.view(-1, x.shape[-1])
        start = 0
        for a, b, width in zip(lora_a_stacked, lora_b_stacked, output_slices, strict=True):
            add_grouped(y[:, start : start + width], x, a, b, self._groups, scale)
            start += width

    def add_lora_embedding(self, *arguments: Any, **options: Any) -> None:
        """Nothing: no adapter here has an embedding."""

    def add_lora_logits(self, *arguments: Any, **options: Any) -> None:
        """Nothing: no adapter here has a head. vLLM's own fails where prompts' logprobs are asked for."""

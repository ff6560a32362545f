"""The processes that train one policy together, each on a device of its own: data parallel, as DDP is.

    mine      a rank's part of the rows                      in whole batches no row is computed twice
    added_up  gradients, summed over all ranks               before the optimizer steps
    summed    numbers, summed likewise                       before anybody looks at them
    together  what each rank found of its part               as one list again
    told      what rank 0 sampled, scored or read            to all the others

Every rank runs the loop from the same weights and seeds, and sees only what is whole: so all take the same decisions
and the same steps, and end in the same weights. A learner alone is rank 0 of one, for which all of these do nothing.
They go over gloo, between GPUs too: an adapter's gradients are some megabytes, and gloo says at once that a process has
died.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import torch
import torch.distributed as dist
from torch import Tensor, nn

T = TypeVar("T")


def rank() -> int:
    """This process' number; rank 0 is the learner, the only one that samples, scores and writes."""
    return dist.get_rank() if dist.is_initialized() else 0


def ranks() -> int:
    """How many there are."""
    return dist.get_world_size() if dist.is_initialized() else 1


def mine(rows: Sequence[T]) -> list[T]:
    """This rank's part: dealt out like cards, so that parts differ by one row at most. May be empty."""
    return list(rows[rank() :: ranks()])


def together(parts: Sequence[Tensor]) -> list[Tensor]:
    """What every rank found of its rows, at least one, in the order of the rows before they were dealt out."""
    if ranks() == 1:
        return list(parts)
    dealt: list[list[Tensor]] = [[] for _ in range(ranks())]
    dist.all_gather_object(dealt, [part.cpu() for part in parts])
    count, device = sum(map(len, dealt)), parts[0].device
    return [dealt[number % ranks()][number // ranks()].to(device) for number in range(count)]


def summed(numbers: Mapping[str, float]) -> dict[str, float]:
    """Each number, summed over all ranks, which have the same names."""
    if ranks() == 1:
        return dict(numbers)
    names = sorted(numbers)
    sums = torch.tensor([numbers[name] for name in names], dtype=torch.float64)
    dist.all_reduce(sums)
    return dict(zip(names, sums.tolist(), strict=True))


def added_up(parameters: Iterable[nn.Parameter]) -> None:
    """Replace the gradients by their sums over all ranks. Parameters that have none on any rank keep none."""
    if ranks() == 1:
        return
    known = list(parameters)
    some = [torch.tensor([float(any(one.grad is not None for one in known))])]
    flat = torch.cat([*some, *(_gradient(one).flatten().float().cpu() for one in known)])
    dist.all_reduce(flat)
    if not flat[0]:
        return
    whole = flat[1:].split([one.numel() for one in known])
    for one, gradient in zip(known, whole, strict=True):
        one.grad = gradient.view_as(one).to(one)


def told(ask: Callable[[], T]) -> T:
    """What rank 0 gets when it asks; the others ask nothing. What it raises there ends rank 0, and that ends all."""
    if ranks() == 1:
        return ask()
    answer = [ask() if rank() == 0 else None]
    dist.broadcast_object_list(answer, src=0)
    return answer[0]  # type: ignore[return-value]


def _gradient(parameter: nn.Parameter) -> Tensor:
    return torch.zeros_like(parameter) if parameter.grad is None else parameter.grad

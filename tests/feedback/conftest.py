"""A real store in a folder of its own, and short ways to fill it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from feedback.store import Store
from feedback.types import FinishedChoice, NewCompletion, Outcome


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "attune.db"


@pytest_asyncio.fixture
async def store(path: Path) -> AsyncIterator[Store]:
    async with await Store.open(path) as opened:
        yield opened


def request(completion_id: str, said: str = "Hello", **fields: Any) -> NewCompletion:
    """A request of one user message."""
    given = {"model": "starter", "policy_version": 1, "created": 1_700_000_000} | fields
    return NewCompletion(id=completion_id, **({"messages": [{"role": "user", "content": said}]} | given))


def outcome(*replies: str, status: str = "completed") -> Outcome:
    """An ending with these replies."""
    choices = [
        FinishedChoice(index, {"role": "assistant", "content": reply}, finish_reason="stop")
        for index, reply in enumerate(replies)
    ]
    return Outcome(status, choices)


Complete = Callable[..., Awaitable[None]]


@pytest.fixture
def complete(store: Store) -> Complete:
    """Begin and finish a completion: `await complete("a", "Hello", ["Hi"], owner="k")`."""

    async def begin_and_finish(
        completion_id: str, said: str = "Hello", replies: Sequence[str] = ("Hi",), **fields: Any
    ) -> None:
        await store.begin(request(completion_id, said, n=len(replies), **fields))
        await store.finish(completion_id, outcome(*replies))

    return begin_and_finish


@pytest.fixture
def new_request() -> Callable[..., NewCompletion]:
    return request


@pytest.fixture
def new_outcome() -> Callable[..., Outcome]:
    return outcome

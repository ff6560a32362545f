"""What a recording tells the store of the prompts that a request came with."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from feedback.store import Store
from feedback.types import NewCompletion
from server.completions.recording import Recording


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await Store.open(tmp_path / "attune.db") as store:
        yield store


@pytest.mark.parametrize(
    ("prompt", "ids", "kept"),
    [("One", [[7]], (7,)), (["One"], [[7]], (7,)), (["One", "Two more"], [[7], [8, 9]], None)],
    ids=["a prompt", "a list of one", "several"],
)
async def test_one_prompts_ids_are_kept_and_never_as_if_they_were_those_of_several(
    store: Store, prompt: Any, ids: list[list[int]], kept: tuple[int, ...] | None
) -> None:
    replies = 2
    new = NewCompletion("cmpl-1", "attune", 0, 1, prompt=prompt, n=replies * len(ids))
    recording = Recording(store, new, replies)
    for one in ids:
        recording.begin(one)
    recording.end("completed")
    await recording.kept()
    stored = await store.get("cmpl-1")
    assert stored is not None
    assert stored.prompt_token_ids == kept
    assert stored.usage is not None
    assert stored.usage["prompt_tokens"] == sum(map(len, ids))

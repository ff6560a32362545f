"""Trials one after the other: what the learner publishes while one is on waits for its end, and readers hear of it."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from feedback.base_model import BaseModel
from policy.adapters.base_facts import BaseFacts
from policy.adapters.out import write_policy
from server.learning import learner as server_learner
from tests.bad_input.tiny_learner import words_folder
from tests.bad_input.tiny_server import TinyServer
from tests.policy.tiny import scrambled


def adapters(model: Path, count: int) -> list[bytes]:
    """As many adapter files for the model, all different."""
    base, facts = BaseModel.load(model), BaseFacts.of(model)
    written = []
    told = {"parent": 0, "base": {"model": facts.model, "sha256": facts.sha256}, "method": "ppo"}
    base.add("policy")
    for seed in range(count):
        scrambled(base, "policy", seed)
        write_policy(base, "policy", model.parent / "adapter", told)
        written.append((model.parent / "adapter").read_bytes())
    return written


async def test_when_a_trial_ends_the_newest_version_that_waits_is_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_learner, "LOOK_SECONDS", 0.02)
    model = words_folder(tmp_path / "model")
    options = {"learn": False, "promotion": "canary"}
    async with TinyServer(tmp_path / "data", options=options, model=model).open() as here:
        lease = {"x-attune-lease": str((await here.post("/admin/lease", {})).json()["token"])}
        for number, file in enumerate(adapters(model, 3), start=1):
            published = await here.http.post("/admin/policies", content=file, headers=lease)
            assert (published.status_code, published.json().get("version")) == (201, number), published.text
            ended = {"cycle": f"cycle-{number}", "outcome": "published", "reason": "better", "version": number}
            await here.post("/admin/learner/outcome", ended, lease["x-attune-lease"])
        assert [cycle["waits"] for cycle in await here.cycles()] == [True, True, False]
        async with asyncio.timeout(60), here.http.stream("GET", "/admin/learner/events") as response:
            lines = response.aiter_lines()

            async def serving(live: int, canary: int | None) -> None:
                async for line in lines:
                    if line.startswith("data: ") and json.loads(line[6:])["serving"] == {
                        "live": live,
                        "canary": canary,
                    }:
                        return

            await serving(0, 1)
            await here.http.delete("/admin/policies/canary")
            await serving(0, None)
            await serving(0, 3)
        await here.until(lambda state: not state["last"]["waits"])
        third, second, first = await here.cycles()
        assert [cycle["waits"] for cycle in (first, second, third)] == [False, False, False]
        assert third["reason"] == "better; it waits: Version 1 is on trial; end that first. Its turn has come."
        states: list[Any] = [one["state"] for one in (await here.http.get("/admin/policies")).json()["policies"]]
        assert states == ["live", "rolled_back", "candidate", "canary"]

"""The engine's first start, when it dies of a version that is put back into it. vLLM is scripted; the rest is real."""

import asyncio
import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policy.adapters.base_facts import BaseFacts
from policy.registry.registry import Registry
from server.engine import engine as module
from server.engine.engine import Engine, EngineState
from server.settings import Settings
from server.versions.policies import Policies
from server.versions.proof import MAX_DEATHS
from server.versions.shelf import Shelf
from server.versions.swap import Swap
from tests.policy.adapters import RANK, write_adapter, write_base
from tests.server.learning import eventually
from tests.server.scripted_llm import ScriptedLlm


class Scripted(ScriptedLlm):
    """An engine's process, and its end."""

    def shutdown(self, seconds: float) -> None:
        """Its process is gone already."""


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    base = BaseFacts.of(write_base(tmp_path / "base"))
    with Registry.open(tmp_path / "policies", base, max_rank=RANK) as registry:
        registry.publish(write_adapter(tmp_path / "adapter.safetensors", base))
        registry.promote(1, "better", "ada")
        yield registry


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """What an engine set aside is garbage as usual after the test."""
    gc.unfreeze()
    yield
    gc.unfreeze()


@pytest.fixture
def engine(tmp_path: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr(module, "BACKOFF_SECONDS", (0.0,))
    monkeypatch.setattr(module, "Frontend", lambda llm, settings: object())
    monkeypatch.setattr(module, "drop_names_metric", lambda llm: None)
    engine = Engine(Settings(data=tmp_path))
    engine.adapters.capacity = 4

    async def at_once(*_: Any) -> None:
        pass

    monkeypatch.setattr(engine, "_warm", at_once)
    monkeypatch.setattr(engine.grammars, "start", at_once)
    shelf = Shelf(registry, tmp_path / "policies", BaseFacts.of(tmp_path / "base"), RANK)
    engine.restore = Swap(shelf, Policies("attune", registry), engine.adapters).restore
    return engine


async def test_a_version_that_the_first_engines_die_of_is_rolled_back_and_the_server_stays(
    engine: Engine, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[Scripted] = []

    def build() -> Scripted:
        assert not engine.settled.is_set(), "nobody is told before it is ready"
        built.append(Scripted(deadly={"1"}))
        return built[-1]

    monkeypatch.setattr(engine, "_build", build)
    running = asyncio.create_task(engine.run())
    await asyncio.wait_for(engine.settled.wait(), 60)
    assert (engine.state, engine.failure, len(built)) == (EngineState.READY, None, MAX_DEATHS + 1)
    assert (registry.live, registry.manifest(1).state) == (0, "rolled_back")
    assert registry.manifest(1).reason == (
        f"it could not be served when the engine started: {MAX_DEATHS} engines died of it"
    )
    assert gc.get_freeze_count() > 0
    gc.unfreeze()
    built[-1].dead = True
    monkeypatch.setattr(engine, "_build", Scripted)
    await eventually(lambda: engine.ready)
    assert gc.get_freeze_count() > 0, "whatever the new one brought is set aside, too"
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_a_model_that_cannot_be_loaded_has_failed(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def build() -> None:
        raise ValueError("no such architecture")

    monkeypatch.setattr(engine, "_build", build)
    await asyncio.wait_for(engine.run(), 60)
    assert engine.settled.is_set()
    assert (engine.state, engine.failure) == (EngineState.FAILED, "no such architecture")

"""The client for votes and versions, against the real routes, store and registry over HTTP."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import APIRouter

from feedback.types import FinishedChoice, NewCompletion, Outcome
from policy.adapters.base_facts import BaseFacts
from policy.client import Client
from policy.registry.registry import Registry
from policy.server_client import ServerError
from server import votes
from server.engine.adapters import Adapters
from server.versions import routes as admin_policies
from server.versions.policies import Policies
from server.versions.shelf import Shelf
from server.versions.swap import Swap
from tests.policy.adapters import RANK, write_adapter, write_base
from tests.server.learning import Site
from tests.server.scripted_llm import ScriptedLlm


@dataclass
class VersionsSite(Site):
    """Version 1 is published and version 0 is live; `c0` and `c1` are replies. Steering needs a key."""

    @asynccontextmanager
    async def open(self) -> AsyncIterator["VersionsSite"]:
        base = BaseFacts.of(write_base(self.folder / "base"))
        with Registry.open(self.folder / "policies", base, max_rank=RANK) as registry:
            adapters = Adapters(8)
            adapters.attach(ScriptedLlm())
            self.policies = Policies("attune", registry)
            self.swap = Swap(Shelf(registry, self.folder / "policies", base, RANK), self.policies, adapters)
            await self.swap.publish(write_adapter(self.folder / "1.safetensors", base, seed=1))
            async with super().open():
                await self.votes(2)
                yield self

    def more_parts(self) -> dict[str, Any]:
        judge = SimpleNamespace(evidence=lambda canary: None)
        return {"policies": self.policies, "swap": self.swap, "judge": judge, "telemetry": None}

    def more_routers(self) -> Sequence[APIRouter]:
        return (admin_policies.router, votes.router)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[VersionsSite]:
    async with VersionsSite(tmp_path, options={"admin_key": "secret", "learn": False}).open() as site:
        yield site


async def test_votes_come_back_as_they_are_kept(here: VersionsSite) -> None:
    def say() -> None:
        with Client(f"{here.learner.url}/", "secret", user="ada") as attune:
            up = attune.vote("c0", "up", reasons=["kind", "short"], comment="Good.", id="v1")
            assert (up.id, up.completion_id, up.rating, up.rater) == ("v1", "c0", "up", "ada")
            assert (up.reasons, up.comment, up.standing) == (("kind", "short"), "Good.", "standing")
            better = attune.correct("c0", "Hello, Ada!", user="bob")
            assert (better.rating, better.correction, better.rater) == ("down", "Hello, Ada!", "bob")

    await asyncio.to_thread(say)
    stored = (await here.http.get("/v1/feedback", params={"completion_id": "c0"})).json()["data"]
    assert {(vote["user"], vote["rating"]) for vote in stored} == {("ada", "up"), ("bob", "down")}


async def test_a_vote_is_taken_back_by_who_cast_it(here: VersionsSite) -> None:
    def say() -> None:
        with Client(here.learner.url, "secret") as attune:
            vote = attune.vote("c0", "up", user="ada & bob", id="v/1")
            with pytest.raises(ServerError) as refused:
                attune.take_back(vote.id, user="eve")
            assert refused.value.status == 403
            attune.take_back(vote.id, user="ada & bob")

    await asyncio.to_thread(say)
    assert (await here.http.get("/v1/feedback", params={"user": "ada & bob"})).json()["data"] == []


async def test_a_preference_names_what_is_better(here: VersionsSite) -> None:
    same_prompt = [{"role": "user", "content": "c0"}]
    await here.store.begin(NewCompletion("d0", "attune", 0, 1, messages=same_prompt))
    await here.store.finish("d0", Outcome("completed", [FinishedChoice(0, {"role": "assistant", "content": "b"})]))

    def say() -> None:
        with Client(here.learner.url, "secret") as attune:
            made = attune.prefer(["c0", "d0"], {"chosen": "d0"}, user="ada")
            assert (made.completion_ids, made.outcome, made.rater) == (("c0", "d0"), {"chosen": "d0"}, "ada")
            assert attune.prefer(["c0", "d0"], "tie", user="bob").outcome == "tie"

    await asyncio.to_thread(say)


async def test_a_version_is_promoted_and_rolled_back(here: VersionsSite) -> None:
    def steer() -> None:
        with Client(here.learner.url, "secret") as attune:
            before = attune.versions()
            assert (before.live, before.canary, before.previous, len(before.all)) == (0, None, None, 2)
            assert (before.newest.version, before.newest.parent, before.newest.state) == (1, 0, "candidate")
            promoted = attune.promote(1, "it is better")
            assert (promoted.version, promoted.state) == (1, "live")
            assert (attune.versions().live, attune.versions().previous) == (1, 0)
            assert attune.rollback("it is not").version == 0
            assert (attune.versions().live, attune.versions().all[1].reason) == (0, "it is not")

    await asyncio.to_thread(steer)


async def test_what_the_server_refuses_is_said_in_its_words(here: VersionsSite) -> None:
    def refused() -> None:
        with Client(here.learner.url, "secret") as attune:
            with pytest.raises(ServerError, match=r"version 9") as missing:
                attune.promote(9)
            assert (missing.value.status, missing.value.code) == (404, "version_not_found")
            with pytest.raises(ServerError, match=r"rating") as wrong:
                attune.vote("c0", "sideways")  # type: ignore[arg-type] - which is the point
            assert wrong.value.status == 422
            with pytest.raises(ServerError, match="no version to go back to"):
                attune.rollback()
        with (
            Client(here.learner.url, "guess") as stranger,
            pytest.raises(ServerError, match="not one of this server's"),
        ):
            stranger.versions()
        with (
            Client("http://127.0.0.1:9") as nobody,
            pytest.raises(ServerError, match=r"127\.0\.0\.1:9 cannot be reached"),
        ):
            nobody.versions()

    await asyncio.to_thread(refused)

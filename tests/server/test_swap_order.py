"""What is loaded, proved, kept and removed, and in which order: the real registry, and an engine that does as told."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from policy.adapters.base_facts import BaseFacts
from policy.registry.registry import Registry
from server.engine.adapters import AdapterError, Adapters
from server.errors import ApiError, EngineLostError
from server.versions.policies import Policies
from server.versions.proof import MAX_DEATHS
from server.versions.shelf import Shelf
from server.versions.swap import Swap
from tests.policy.adapters import RANK, write_adapter, write_base
from tests.server.scripted_llm import Output, ScriptedLlm

CAPACITY = 4


class Site:
    """A registry with an engine before it."""

    def __init__(self, folder: Path) -> None:
        self.base = BaseFacts.of(write_base(folder / "base"))
        self.files = folder
        self.registry = Registry.open(folder / "policies", self.base, max_rank=RANK)
        self.policies = Policies("attune", self.registry)
        self.llm = ScriptedLlm()
        self.adapters = Adapters(CAPACITY)
        self.adapters.attach(self.llm)
        self.swap = Swap(Shelf(self.registry, folder / "policies", self.base, RANK), self.policies, self.adapters)

    def file(self, seed: int = 0) -> Path:
        return write_adapter(self.files / f"{seed}.safetensors", self.base, seed=seed)

    async def publish(self, seed: int = 0) -> int:
        return (await self.swap.publish(self.file(seed))).version

    def new_engine(self) -> None:
        """The one before has died."""
        self.llm = ScriptedLlm(off=self.llm.off, unloadable=self.llm.unloadable, deadly=self.llm.deadly)
        self.adapters.attach(self.llm)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    site.registry.close()


async def test_a_version_is_proved_before_it_is_promoted_and_again_by_a_new_engine(site: Site) -> None:
    version = await site.publish()
    assert site.llm.asked == ["1"]
    await site.swap.promote(version, "better", "ada")
    assert site.policies.live == 1
    site.new_engine()
    assert not site.adapters.ready(site.policies.adapter(1))
    await site.swap.restore()
    assert (site.llm.added, site.llm.asked) == (["1"], ["1"])
    assert site.adapters.ready(site.policies.adapter(1))


async def test_a_version_that_differs_is_rejected_and_leaves_the_engine(site: Site) -> None:
    site.llm.off = {"1"}
    with pytest.raises(ApiError, match=r"rejected.*0\.5 nats on average") as caught:
        await site.publish()
    assert (caught.value.status, caught.value.code) == (422, "probe_failed")
    assert (site.registry.manifest(1).state, site.llm.held) == ("rejected", {})
    with pytest.raises(ApiError):
        site.policies.resolve("attune@1")
    with pytest.raises(ApiError, match="cannot be served"):
        await site.swap.promote(1, "", "ada")
    assert site.policies.live == 0


async def test_a_file_that_is_handed_in_again_is_the_candidate_that_it_was(site: Site) -> None:
    first = await site.publish(1)
    assert (await site.publish(1), await site.publish(2)) == (first, first + 1)
    assert len(site.registry.manifests()) == 3


async def test_what_the_engine_cannot_load_is_rejected_with_its_words(site: Site) -> None:
    site.llm.unloadable = {"1"}
    with pytest.raises(ApiError, match="could not load it: ValueError: not for this model"):
        await site.publish()
    assert site.registry.manifest(1).state == "rejected"


async def test_hundreds_of_swaps_hold_no_more_adapters_than_there_are_places(site: Site) -> None:
    for seed in range(6):
        await site.publish(seed)
    for swap in range(300):
        version = 1 + swap % 6
        await site.swap.promote(version, "", "ada")
        rollout = await site.swap.use_rollout(site.file()) if swap % 10 == 0 else None
        assert str(version) in site.llm.held.values()
        assert rollout is None or rollout.adapter is not None
    await site.swap.end_rollout()
    assert site.llm.most_held <= CAPACITY
    assert sorted(site.adapters.names) == sorted(site.llm.held.values())
    assert not any(name.startswith("rollout") for name in site.adapters.names)
    assert not any(path.name.startswith(".") for path in (site.files / "policies").iterdir())


async def test_what_is_used_or_pinned_stays_and_the_rest_goes_in_its_order(site: Site) -> None:
    for seed in range(4):
        await site.publish(seed)
    await site.swap.promote(1, "", "ada")
    with site.adapters.using(site.policies.adapter(2)):
        assert await site.publish(4) == 5
        assert set(site.llm.held.values()) == {"1", "2", "4", "5"}, "3 was idle longest"
    assert await site.publish(5) == 6
    assert set(site.llm.held.values()) == {"1", "4", "5", "6"}, "2 is in use no longer"


async def test_when_all_places_are_in_use_a_request_is_told_to_come_back(site: Site) -> None:
    for seed in range(CAPACITY + 1):
        await site.publish(seed)
    policies = [site.policies.resolve(f"attune@{version}") for version in range(1, CAPACITY + 2)]

    async def held(index: int) -> None:
        with site.adapters.using(policies[index].adapter):
            await site.swap.prepare(policies[index])
            if index < CAPACITY - 1:
                await held(index + 1)
                return
            with pytest.raises(ApiError, match="in use") as caught, site.adapters.using(policies[CAPACITY].adapter):
                await site.swap.prepare(policies[CAPACITY])
            assert (caught.value.status, caught.value.retry_after) == (503, 5)

    await held(0)


async def test_many_first_requests_load_a_version_once(site: Site) -> None:
    await site.publish()
    site.new_engine()
    policy = site.policies.resolve("attune@1")

    async def ask() -> None:
        with site.adapters.using(policy.adapter):
            await site.swap.prepare(policy)
            assert site.adapters.ready(policy.adapter)

    await asyncio.gather(*(ask() for _ in range(20)))
    assert site.llm.added == ["1"]


async def test_a_rollout_policy_in_use_stays_until_the_request_ends(site: Site) -> None:
    old = await site.swap.use_rollout(site.file(1))
    assert old.adapter is not None
    with site.adapters.using(old.adapter):
        new = await site.swap.use_rollout(site.file(2))
        assert set(site.llm.held.values()) == {old.label, new.label}
        assert old.adapter.folder.is_dir(), "the engine may read it again"
        with pytest.raises(ApiError, match="does not exist"):
            site.policies.resolve(old.name)
    await site.swap.end_rollout()
    assert (site.llm.held, old.adapter.folder.exists()) == ({}, False)


async def test_a_live_version_that_a_new_engine_cannot_serve_is_rolled_back(site: Site) -> None:
    for seed in range(2):
        await site.swap.promote(await site.publish(seed), "", "ada")
    site.llm.off = {"2"}
    site.new_engine()
    await site.swap.restore()
    assert site.policies.live == 1
    shown = site.registry.manifest(2)
    assert shown.state == "rolled_back"
    assert "could not be served when the engine started" in (shown.reason or "")


async def test_what_an_operator_did_while_a_version_was_found_faulty_stays_done(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in range(4):
        await site.publish(seed)
    for version in (1, 2):
        await site.swap.promote(version, "", "ada")
    site.llm.off = {"2"}
    site.new_engine()
    generate = site.llm.generate

    async def meanwhile(prompt: Any, params: Any, name: str, **options: Any) -> AsyncIterator[Output]:
        if options["lora_request"].lora_name == "2" and site.policies.live == 2:
            await site.swap.rollback("worse", "ada")
            await site.swap.set_canary(3, 0.5)
            site.llm.off.add("3")
        elif options["lora_request"].lora_name == "3" and site.policies.canary == 3:
            await site.swap.end_canary(False, None, "enough", "ada")
            await site.swap.set_canary(4, 0.5)
        async for output in generate(prompt, params, name, **options):
            yield output

    monkeypatch.setattr(site.llm, "generate", meanwhile)
    await site.swap.restore()
    assert (site.policies.live, site.policies.canary) == (1, 4)
    assert [site.registry.manifest(version).reason for version in (2, 3)] == ["worse", "enough"]


async def test_a_version_without_a_readable_probe_is_not_served(site: Site) -> None:
    await site.publish()
    site.new_engine()
    (site.files / "policies" / "versions" / "000001" / "probe.json").write_text("{")
    with pytest.raises(ApiError, match="its probe cannot be read"):
        await site.swap.promote(1, "", "ada")
    assert site.policies.live == 0


async def test_a_canary_that_a_new_engine_cannot_serve_ends_its_trial(site: Site) -> None:
    await site.swap.set_canary(await site.publish(), 0.5)
    site.llm.unloadable = {"1"}
    site.new_engine()
    await site.swap.restore()
    assert (site.registry.canary, site.registry.manifest(1).state) == (None, "rolled_back")


async def test_a_version_that_engines_die_of_is_given_up_and_one_death_is_none_of_its_faults(site: Site) -> None:
    await site.swap.promote(await site.publish(), "", "ada")
    for _ in range(MAX_DEATHS):
        site.new_engine()
        site.llm.dead = True
        with pytest.raises(EngineLostError):
            await site.swap.restore()
        assert site.policies.live == 1
    site.new_engine()
    await site.swap.restore()
    assert site.policies.live == 0


async def test_a_version_under_which_an_engine_died_stays_a_candidate_for_the_next_one(site: Site) -> None:
    site.llm.dead = True
    with pytest.raises(EngineLostError):
        await site.publish()
    assert site.registry.manifest(1).state == "candidate"
    site.new_engine()
    assert await site.publish() == 1, "the same file is the same version"
    await site.swap.promote(1, "better", "ada")


async def test_a_version_of_which_every_engine_dies_is_rejected_in_the_end(site: Site) -> None:
    for death in range(1, MAX_DEATHS + 1):
        site.new_engine()
        await site.swap.restore()
        site.llm.dead = True
        with pytest.raises(ApiError) as caught:
            await site.publish()
        assert caught.value.status == (503 if death < MAX_DEATHS else 422), "who is told 503 tries again"
    shown = site.registry.manifest(1)
    assert (shown.state, shown.reason) == ("rejected", f"{MAX_DEATHS} engines died of it")


async def test_an_engine_that_dies_without_an_answer_does_not_hold_up_the_next_one(site: Site) -> None:
    await site.swap.promote(await site.publish(), "", "ada")
    site.new_engine()
    site.llm.silent = True
    with pytest.raises(EngineLostError):
        await asyncio.wait_for(site.swap.restore(), 60)
    site.new_engine()
    await asyncio.wait_for(site.swap.restore(), 60)
    assert (site.policies.live, site.adapters.names) == (1, ["1"])


async def test_one_engine_dies_once_however_often_it_is_asked(site: Site) -> None:
    site.llm.dead = True
    for _ in range(2 * MAX_DEATHS):
        with pytest.raises(EngineLostError):
            await site.publish()
    site.new_engine()
    await site.swap.restore()
    assert await site.publish() == 1


async def test_what_engines_die_of_on_trial_is_given_up_though_the_live_version_is_well(site: Site) -> None:
    for seed in range(2):
        await site.publish(seed)
    await site.swap.promote(1, "", "ada")
    await site.swap.set_canary(2, 0.5)
    site.llm.deadly = {"2"}
    for _ in range(MAX_DEATHS):
        site.new_engine()
        with pytest.raises(EngineLostError):
            await site.swap.restore()
    site.new_engine()
    await site.swap.restore()
    assert (site.policies.live, site.policies.canary) == (1, None)
    assert site.registry.manifest(2).reason == f"{MAX_DEATHS} engines died of it"


async def test_a_version_that_passed_the_gate_is_not_tried_for_ever(site: Site) -> None:
    await site.publish()
    site.llm.deadly = {"1"}
    for _ in range(MAX_DEATHS):
        site.new_engine()
        await site.swap.restore()
        with pytest.raises(EngineLostError):
            await site.swap.admit(1, "immediate")
    site.new_engine()
    await site.swap.restore()
    with pytest.raises(ApiError, match="3 engines died of it") as caught:
        await site.swap.admit(1, "immediate")
    assert (caught.value.status, site.llm.dead) == (422, False)
    site.llm.deadly = set()
    assert (await site.swap.promote(1, "I insist", "ada")).state == "live"


async def test_a_rollback_needs_no_engine(site: Site) -> None:
    await site.swap.promote(await site.publish(), "", "ada")
    site.llm.dead = True
    assert (await site.swap.rollback("worse", "ada")).version == 0
    with pytest.raises(EngineLostError):
        await site.swap.promote(1, "", "ada")
    assert site.policies.live == 0


async def test_a_version_that_passed_the_gate_is_promoted_or_put_on_trial(site: Site) -> None:
    assert await site.swap.admit(await site.publish(1), "immediate") == "promoted"
    assert await site.swap.admit(await site.publish(2), "canary") == "published"
    canary = site.registry.canary
    assert canary is not None
    assert (site.policies.live, canary.version, canary.share) == (1, 2, 0.2)
    assert (await site.swap.end_canary(True, {"votes": 9})).evidence == {"votes": 9}
    assert site.policies.live == 2


async def test_while_one_version_is_on_trial_the_next_waits_and_what_was_decided_stays_so(site: Site) -> None:
    first, second = await site.publish(1), await site.publish(2)
    assert await site.swap.admit(first, "canary") == "published"
    asked = len(site.llm.asked)
    with pytest.raises(ApiError, match="Version 1 is on trial") as caught:
        await site.swap.admit(second, "canary")
    assert (caught.value.status, caught.value.code, len(site.llm.asked)) == (422, "on_trial", asked)
    assert await site.swap.admit(first, "canary") == "published", "said again"
    await site.swap.end_canary(True, None)
    assert await site.swap.admit(first, "canary") == "promoted"
    await site.swap.rollback("worse", "ada")
    with pytest.raises(ApiError, match="Version 1 is rolled_back and no candidate any more"):
        await site.swap.admit(first, "immediate")
    assert await site.swap.admit(second, "canary") == "published"
    assert (site.policies.live, site.policies.canary) == (0, 2)


async def test_a_version_that_passed_the_gate_ends_no_trial_and_an_operator_may(site: Site) -> None:
    first, second = await site.publish(1), await site.publish(2)
    await site.swap.set_canary(first, 0.5)
    with pytest.raises(ApiError, match="Version 1 is on trial") as caught:
        await site.swap.admit(second, "immediate")
    assert (caught.value.code, site.policies.live, site.policies.canary) == ("on_trial", 0, first)
    assert await site.swap.admit(first, "immediate") == "published", "an operator has it on trial"
    await site.swap.promote(second, "I know better", "ada")
    assert (site.policies.live, site.policies.canary) == (second, None)


async def test_what_a_trial_showed_is_kept_however_it_ends(site: Site) -> None:
    site.swap.evidence = lambda trial: {"of": trial.version} if trial else None
    for seed in range(5):
        await site.publish(seed)
    await site.swap.set_canary(1, 0.5)
    await site.swap.promote(2, "better", "ada")
    await site.swap.set_canary(3, 0.5)
    await site.swap.rollback("worse", "ada")
    await site.swap.set_canary(4, 0.5)
    await site.swap.promote(4, "better", "ada")
    await site.swap.set_canary(5, 0.5)
    site.llm.off = {"5"}
    site.new_engine()
    await site.swap.restore()
    shown = {one.version: (one.state, one.evidence) for one in site.registry.manifests() if one.evidence}
    assert shown == {
        1: ("candidate", {"of": 1}),
        3: ("candidate", {"of": 3}),
        4: ("live", {"of": 4}),
        5: ("rolled_back", {"of": 5}),
    }
    assert site.registry.manifest(1).reason == "its trial ended because version 2 went live"
    assert site.registry.manifest(3).reason == "its trial ended because version 0 went live"


async def test_every_move_is_told(site: Site) -> None:
    seen: list[tuple[int, int | None]] = []
    site.swap.on_move = lambda: seen.append((site.policies.live, site.policies.canary))
    version = await site.publish()
    await site.swap.set_canary(version, 0.5)
    await site.swap.end_canary(True, None)
    await site.swap.rollback("worse", "ada")
    assert seen == [(0, 1), (1, None), (0, None)]
    await site.swap.promote(version, "after all", "ada")
    site.llm.off = {"1"}
    site.new_engine()
    await site.swap.restore()
    assert seen[3:] == [(1, None), (0, None)]


async def test_without_adapters_there_is_the_base_model() -> None:
    policies = Policies("attune")
    swap = Swap(None, policies, Adapters(0))
    await swap.restore()
    await swap.prepare(policies.resolve(None))
    assert policies.names() == {"attune": 0, "attune@0": 0}
    with pytest.raises(ApiError, match="without adapters") as caught:
        await swap.rollback("", "ada")
    assert caught.value.status == 422


async def test_a_text_that_the_engine_does_not_take_is_no_dead_engine(site: Site) -> None:
    class Refusing(ScriptedLlm):
        async def generate(self, *arguments: Any, **options: Any) -> AsyncIterator[Output]:
            raise ValueError("The prompt is longer than the model")
            yield

    site.adapters.attach(Refusing())
    with pytest.raises(AdapterError, match="longer than the model"):
        await site.adapters.logprobs(None, [1], [2])

"""A comparison during a trial: one reply of each version, and one choice between them that counts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from feedback.store import Store
from feedback.trial_votes import Choice, Contest
from feedback.types import FinishedChoice, NewCompletion, NewPreference, NewVote, Outcome
from policy.adapters.base_facts import BaseFacts
from policy.registry.registry import Registry
from server.completions.arms import policy_for
from server.completions.requests import ChatBody, CompletionBody
from server.errors import ApiError
from server.versions.policies import Policies, Policy
from tests.policy.adapters import RANK, write_adapter, write_base

LIVE, TRIAL = 2, 1


@pytest.fixture
def registry(tmp_path: Path) -> Iterator[Registry]:
    """Version 2 is live, version 1 may go on trial."""
    base = BaseFacts.of(write_base(tmp_path / "base"))
    with Registry.open(tmp_path / "policies", base, max_rank=RANK) as registry:
        for seed in (1, 2):
            registry.publish(write_adapter(tmp_path / "a.safetensors", base, seed=seed))
        registry.promote(LIVE, "better", "ada")
        yield registry


@pytest.fixture
def policies(registry: Registry) -> Policies:
    return Policies("attune", registry)


def chat(said: str, **fields: Any) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": said}]} | fields


def asked(policies: Policies, said: str = "Hello", **fields: Any) -> Policy:
    body = chat(said, **fields)
    return policy_for(policies, None, body, ChatBody.model_validate(body))


def test_the_other_arm_is_the_version_that_the_conversation_was_not_assigned(
    registry: Registry, policies: Policies
) -> None:
    registry.set_canary(TRIAL, 0.5)
    drawn = set()
    for number in range(40):
        here, there = (asked(policies, f"Question {number}", other_arm=other) for other in (False, True))
        assert {here.version, there.version} == {LIVE, TRIAL}
        assert (here.name, there.name) == ("attune", f"attune@{there.version}")
        assert there.fingerprint == f"attune@{there.version}"
        drawn.add(here.version)
    assert drawn == {LIVE, TRIAL}


def test_without_a_trial_or_beside_a_version_by_name_it_changes_nothing(registry: Registry, policies: Policies) -> None:
    assert (asked(policies, other_arm=True).name, asked(policies, other_arm=True).version) == ("attune", LIVE)
    registry.set_canary(TRIAL, 0.5)
    assert asked(policies, model=f"attune@{TRIAL}", other_arm=True).version == TRIAL
    assert asked(policies, model="attune@0", other_arm=True).version == 0
    with pytest.raises(ApiError):
        asked(policies, model="another", other_arm=True)
    text = {"prompt": "Once", "other_arm": True}
    assert policy_for(policies, None, text, CompletionBody.model_validate(text)).name == "attune"


@pytest.mark.parametrize("drawn", [LIVE, TRIAL])
async def test_a_comparison_is_one_choice_of_the_trial(
    drawn: int, registry: Registry, policies: Policies, tmp_path: Path
) -> None:
    registry.set_canary(TRIAL, 0.5)
    canary = registry.canary
    assert canary is not None
    said = next(text for text in map(str, range(100)) if asked(policies, text).version == drawn)
    async with await Store.open(tmp_path / "attune.db") as store:
        for name, other in (("first", False), ("second", True)):
            policy = asked(policies, said, other_arm=other)
            messages = chat(said)["messages"]
            await store.begin(NewCompletion(name, policy.name, policy.version, canary.since + 1, messages=messages))
            await store.finish(name, Outcome("completed", [FinishedChoice(0, {"role": "assistant", "content": name})]))
        await store.prefer(NewPreference(["second", "first"], {"chosen": "second"}, "ada"))
        # It was chosen, and is liked for that: such a thumb is none on a reply that was drawn.
        await store.vote(NewVote("second", "up", "ada"))
        found = await store.trial_judgements(Contest((TRIAL, LIVE), policies.served_name, canary.since))
        assert found == [Choice("ada", TRIAL if drawn == LIVE else LIVE)]

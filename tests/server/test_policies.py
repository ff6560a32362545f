"""Names of policy versions, and which conversation gets which version during a trial."""

from pathlib import Path
from typing import Any

import pytest

from policy.adapters.base_facts import BaseFacts
from policy.registry.registry import Registry
from server.errors import ApiError
from server.versions.policies import NO_VERSION, Policies, conversation_of, fraction
from tests.policy.adapters import RANK, write_adapter, write_base


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    base = BaseFacts.of(write_base(tmp_path / "base"))
    registry = Registry.open(tmp_path / "policies", base, max_rank=RANK)
    for seed in range(3):
        registry.publish(write_adapter(tmp_path / "a.safetensors", base, seed=seed))
    return registry


def test_the_plain_name_is_the_live_version_and_a_number_is_that_version(registry: Registry) -> None:
    policies = Policies("org/model", registry)
    registry.promote(2, "better", "ada")
    plain, third = policies.resolve(None), policies.resolve("org/model@3")
    assert (plain.name, plain.version, plain.label, plain.fingerprint) == ("org/model", 2, "2", "org/model@2")
    assert (third.name, third.version, third.fingerprint) == ("org/model@3", 3, "org/model@3")
    assert list(policies.names()) == ["org/model", *(f"org/model@{n}" for n in range(4))]
    assert policies.names()["org/model"] == 2


def test_one_version_is_one_adapter_for_ever(registry: Registry) -> None:
    policies = Policies("attune", registry)
    adapters = [policies.resolve(f"attune@{n}").adapter for n in (1, 2, 3, 1)]
    assert adapters[0] is adapters[3]
    assert len({adapter.id for adapter in adapters if adapter}) == 3
    assert policies.resolve("attune@0").adapter is None


@pytest.mark.parametrize(
    "name", ["attune@4", "attune@01", "attune@-1", "attune@", "attune@²", "attune@rollout-1", "Attune", "x@1", "@1"]
)
def test_other_names_do_not_exist(registry: Registry, name: str) -> None:
    with pytest.raises(ApiError) as caught:
        Policies("attune", registry).resolve(name)
    assert (caught.value.status, caught.value.code, caught.value.param) == (404, "model_not_found", "model")


def test_a_rollout_policy_has_a_new_name_each_time_and_is_no_version(registry: Registry, tmp_path: Path) -> None:
    policies = Policies("attune", registry)
    first, second = policies.next_rollout(tmp_path), policies.next_rollout(tmp_path)
    assert (first.name != second.name, first.id != second.id) == (True, True)
    policies.rollout = second
    found = policies.resolve(f"attune@{second.name}")
    assert (found.version, found.kept, found.adapter) == (NO_VERSION, False, second)
    with pytest.raises(ApiError):
        policies.resolve(f"attune@{first.name}")


def test_a_trial_gets_its_share_of_conversations(registry: Registry) -> None:
    policies = Policies("attune", registry)
    registry.set_canary(1, 0.25)
    given = [policies.resolve(None, f"conversation {number}").version for number in range(4000)]
    # Four standard deviations of the mean of 4,000 draws are 0.027.
    assert sum(given) / 4000 == pytest.approx(0.25, abs=0.03)
    assert given == [policies.resolve(None, f"conversation {number}").version for number in range(4000)]
    assert policies.resolve(None).version == 0, "without a conversation, the live version answers"
    registry.set_canary(1, 0.5)
    wider = [policies.resolve(None, f"conversation {number}").version for number in range(4000)]
    assert all(after >= before for before, after in zip(given, wider, strict=True)), "who had it keeps it"


def test_another_trial_draws_anew(registry: Registry) -> None:
    policies = Policies("attune", registry)
    drawn = []
    for version in (1, 2):
        registry.set_canary(version, 0.5)
        drawn.append([policies.resolve(None, str(number)).version == version for number in range(200)])
        registry.end_canary(False, None)
    assert drawn[0] != drawn[1]


def chat(*said: Any) -> dict[str, Any]:
    return {"messages": [{"role": role, "content": content} for role, content in said]}


def test_all_turns_of_a_conversation_are_one() -> None:
    first = chat(("system", "Be brief."), ("user", "Hello"))
    later = chat(("system", "Be long."), ("user", "Hello"), ("assistant", "Hi."), ("user", "And now?"))
    assert conversation_of(first, "ada") == conversation_of(later, "ada")
    assert conversation_of(first, "ada") != conversation_of(first, "bob")
    assert conversation_of(first, None) != conversation_of(chat(("user", "Hello!")), None)
    parts = chat(("user", [{"type": "text", "text": "Hello"}]))
    assert conversation_of(parts, None) == conversation_of(parts, None)
    assert conversation_of({"prompt": [1, 2]}, None) != conversation_of({"prompt": [1, 3]}, None)
    assert conversation_of(chat(("system", "Only this.")), None)


def test_fractions_are_even() -> None:
    values = sorted(fraction(str(number)) for number in range(1000))
    assert 0 <= values[0] < 0.01
    assert 0.99 < values[-1] < 1
    assert values[500] == pytest.approx(0.5, abs=0.06)

"""The registry: publishing, moving the live version, pruning, and what it does after a kill or damage."""

import errno
import json
import os
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from policy.adapters.base_facts import BaseFacts
from policy.registry.registry import (
    BadAdapterError,
    DamagedError,
    PrunedError,
    Registry,
    RegistryError,
    RegistryLockedError,
    UnknownVersionError,
    read_manifests,
    read_state,
)
from tests.policy.adapters import PROBE, write_adapter, write_base

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def base(tmp_path: Path) -> BaseFacts:
    return BaseFacts.of(write_base(tmp_path / "tiny"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "policies"


@pytest.fixture
def adapter(tmp_path: Path, base: BaseFacts) -> Path:
    return write_adapter(tmp_path / "adapter.safetensors", base)


@pytest.fixture
def registry(folder: Path, base: BaseFacts) -> Iterator[Registry]:
    with Registry.open(folder, base) as opened:
        yield opened


def states(registry: Registry) -> dict[int, str]:
    return {one.version: one.state for one in registry.manifests()}


# Publishing


def test_a_new_registry_has_the_base_model_as_its_live_version(registry: Registry, base: BaseFacts) -> None:
    assert registry.live == 0
    assert registry.canary is None
    (zero,) = registry.manifests()
    assert (zero.version, zero.parent, zero.method, zero.state) == (0, 0, "base", "live")
    assert (zero.base.model, zero.base.sha256, zero.adapter_sha256) == ("tiny", base.sha256, None)
    assert registry.adapter(0) is None


def test_a_published_adapter_is_a_candidate_with_its_facts(registry: Registry, adapter: Path) -> None:
    one = registry.publish(adapter)
    assert (one.version, one.parent, one.state, one.method, one.pruned) == (1, 0, "candidate", "ppo", False)
    assert (one.votes, one.metrics) == (["fb-1", "fb-2"], {"kl": 1.5})
    assert registry.live == 0
    assert registry.manifest(1) == one
    kept = registry.adapter(1)
    assert kept is not None
    assert sorted(entry.name for entry in kept.iterdir()) == [
        "adapter_config.json",
        "adapter_model.safetensors",
        "manifest.json",
        "probe.json",
    ]
    assert (kept / "adapter_model.safetensors").read_bytes() == adapter.read_bytes()
    assert json.loads((kept / "probe.json").read_text()) == PROBE
    assert adapter.exists()


def test_what_was_published_is_there_after_reopening(folder: Path, base: BaseFacts, adapter: Path) -> None:
    with Registry.open(folder, base) as registry:
        registry.publish(adapter)
        registry.publish(adapter)
        before = registry.manifests()
    with Registry.open(folder, base) as registry:
        assert registry.manifests() == before
        assert registry.adapter(2) is not None
        assert registry.publish(adapter).version == 3


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"parent": 7}, "its parent, version 7, is not known here"),
        ({"method": "base"}, "needs a method"),
        ({"base": {"model": "huge", "sha256": "e" * 64}}, r"trained on huge \(eeeeeeeeeeee\), and .* tiny"),
    ],
)
def test_a_refused_adapter_leaves_nothing(
    registry: Registry, folder: Path, base: BaseFacts, tmp_path: Path, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(BadAdapterError, match=reason):
        registry.publish(write_adapter(tmp_path / "bad", base, **changes))
    assert list((folder / "versions").iterdir()) == []
    assert states(registry) == {0: "live"}


def test_a_file_cut_short_is_refused(registry: Registry, adapter: Path) -> None:
    adapter.write_bytes(adapter.read_bytes()[:-1])
    with pytest.raises(BadAdapterError, match="cut short"):
        registry.publish(adapter)


def test_the_candidate_that_a_file_became_is_known_until_it_is_decided(
    registry: Registry, base: BaseFacts, adapter: Path, tmp_path: Path
) -> None:
    other = write_adapter(tmp_path / "other.safetensors", base, seed=5)
    assert registry.candidate_of(adapter) is None
    registry.publish(adapter)
    assert registry.candidate_of(adapter) == registry.manifest(1)
    assert registry.candidate_of(other) is None
    assert registry.candidate_of(tmp_path / "nowhere") is None
    registry.promote(1, "better", "ada")
    assert registry.candidate_of(adapter) is None


def test_versions_published_at_once_get_different_numbers(registry: Registry, adapter: Path) -> None:
    threads = [threading.Thread(target=registry.publish, args=(adapter,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert states(registry) == {0: "live"} | dict.fromkeys(range(1, 9), "candidate")


def test_a_full_disk_is_an_error_and_the_next_publish_gets_another_number(
    registry: Registry, folder: Path, adapter: Path
) -> None:
    with (
        no_file_above(adapter.stat().st_size - 1),
        pytest.raises(RegistryError, match=r"cannot write .*File too large"),
    ):
        registry.publish(adapter)
    assert states(registry) == {0: "live"}
    assert list((folder / "versions").iterdir()) == []
    assert registry.publish(adapter).version == 2


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """The kernel refuses to let any file of this process grow further: a real error from a real write."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_state_that_cannot_be_written_leaves_the_old_one_in_force(
    registry: Registry, folder: Path, adapter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry.publish(adapter)
    before = (folder / "state.json").read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(RegistryError, match=r"state\.json: No space left"):
            registry.promote(1, "better", "test")
    assert registry.live == 0
    assert (folder / "state.json").read_bytes() == before
    assert registry.promote(1, "better", "test").state == "live"


# The live version


def test_a_promotion_and_a_rollback_survive_reopening(folder: Path, base: BaseFacts, adapter: Path) -> None:
    with Registry.open(folder, base) as registry:
        registry.publish(adapter)
        assert registry.promote(1, "gate passed", "learner").state == "live"
        assert states(registry) == {0: "retired", 1: "live"}
    with Registry.open(folder, base) as registry:
        assert registry.live == 1
        assert registry.rollback("people complain", "ann") == 0
    with Registry.open(folder, base) as registry:
        assert registry.live == 0
        assert states(registry) == {0: "live", 1: "rolled_back"}
        assert registry.manifest(1).reason == "people complain"
        assert [(move.version, move.reason, move.by) for move in registry.history] == [
            (0, "the base model", "attune"),
            (1, "gate passed", "learner"),
            (0, "people complain", "ann"),
        ]


def test_rolling_back_again_goes_further_back_and_ends_with_an_error(registry: Registry, adapter: Path) -> None:
    for version in (1, 2, 3):
        registry.publish(adapter)
        registry.promote(version, "better", "test")
    assert [registry.rollback("worse", "test") for _ in range(3)] == [2, 1, 0]
    with pytest.raises(RegistryError, match="no version to go back to from version 0"):
        registry.rollback("worse", "test")
    assert states(registry) == {0: "live", 1: "rolled_back", 2: "rolled_back", 3: "rolled_back"}


def test_a_rollback_undoes_a_promotion_of_an_older_version(registry: Registry, adapter: Path) -> None:
    registry.publish(adapter)
    registry.promote(1, "better", "test")
    registry.promote(0, "a try", "test")
    assert registry.rollback("back", "test") == 1
    assert states(registry) == {0: "retired", 1: "live"}


def test_promoting_the_live_version_changes_nothing(registry: Registry, adapter: Path) -> None:
    registry.publish(adapter)
    registry.promote(1, "better", "test")
    registry.promote(1, "again", "test")
    assert [move.version for move in registry.history] == [0, 1]
    assert registry.rollback("worse", "test") == 0


def test_an_unknown_version_is_named(registry: Registry) -> None:
    for call in (registry.manifest, registry.adapter):
        with pytest.raises(UnknownVersionError, match="there is no version 3; the newest is 0"):
            call(3)
    with pytest.raises(UnknownVersionError):
        registry.promote(3, "better", "test")


def test_only_a_candidate_can_be_rejected(registry: Registry, adapter: Path) -> None:
    registry.publish(adapter)
    assert registry.reject(1, "the server could not serve it").state == "rejected"
    assert registry.manifest(1).reason == "the server could not serve it"
    with pytest.raises(RegistryError, match="version 0 is live; only a candidate"):
        registry.reject(0, "no")


# Trials


def test_a_canary_that_passes_goes_live_and_keeps_what_it_showed(registry: Registry, adapter: Path) -> None:
    registry.publish(adapter)
    registry.set_canary(1, 0.1)
    assert registry.set_canary(1, 0.25).state == "canary"
    assert registry.canary is not None
    assert (registry.canary.version, registry.canary.share) == (1, 0.25)
    assert registry.end_canary(True, {"wins": 30}).state == "live"
    assert (registry.live, registry.canary) == (1, None)
    assert registry.rollback("worse", "test") == 0
    assert registry.manifest(1).evidence == {"wins": 30}


def test_a_canary_that_fails_counts_as_rolled_back(registry: Registry, adapter: Path) -> None:
    registry.publish(adapter)
    registry.set_canary(1, 0.5)
    ended = registry.end_canary(False, {"wins": 3}, "fewer thumbs up")
    assert (ended.state, ended.reason, ended.evidence) == ("rolled_back", "fewer thumbs up", {"wins": 3})
    assert registry.live == 0
    with pytest.raises(RegistryError, match="no version is on trial"):
        registry.end_canary(False, None)


def test_a_canary_survives_reopening_and_ends_without_verdict_when_another_goes_live(
    folder: Path, base: BaseFacts, adapter: Path
) -> None:
    with Registry.open(folder, base) as registry:
        registry.publish(adapter)
        registry.publish(adapter)
        registry.set_canary(2, 0.1)
        canary = registry.canary
    with Registry.open(folder, base) as registry:
        assert registry.canary == canary
        registry.promote(1, "by hand", "test", {"wins": 3})
        assert registry.canary is None
        assert states(registry) == {0: "retired", 1: "live", 2: "candidate"}
        ended = registry.manifest(2)
        assert (ended.reason, ended.evidence) == ("its trial ended because version 1 went live", {"wins": 3})
        assert registry.manifest(1).evidence is None, "it was another's trial"
        assert registry.reject(2, "after all").evidence == {"wins": 3}


def test_a_rollback_and_the_end_of_a_trial_may_name_what_they_are_for(registry: Registry, adapter: Path) -> None:
    for _ in range(3):
        registry.publish(adapter)
    for version in (1, 2):
        registry.promote(version, "better", "test")
    assert registry.rollback("worse", "test", faulty=1) == 2, "it is not live"
    assert registry.rollback("worse", "test", faulty=2) == 1
    registry.set_canary(3, 0.5)
    trial = registry.canary
    assert trial is not None
    registry.end_canary(False, None, "enough")
    assert registry.end_canary(True, None, trial=trial).reason == "enough"
    assert states(registry) == {0: "retired", 1: "live", 2: "rolled_back", 3: "rolled_back"}


def test_the_base_model_can_be_on_trial_against_what_was_learned(registry: Registry, adapter: Path) -> None:
    registry.publish(adapter)
    registry.promote(1, "better", "test")
    registry.set_canary(0, 0.5)
    assert registry.end_canary(False, None).state == "retired"
    assert registry.rollback("worse", "test") == 0


@pytest.mark.parametrize(("version", "share", "reason"), [(0, 0.1, "is live"), (1, 0, "above 0"), (1, 1.0, "below 1")])
def test_a_trial_that_makes_no_sense_is_refused(
    registry: Registry, adapter: Path, version: int, share: float, reason: str
) -> None:
    registry.publish(adapter)
    with pytest.raises(RegistryError, match=reason):
        registry.set_canary(version, share)
    assert registry.canary is None


def test_one_trial_at_a_time(registry: Registry, adapter: Path) -> None:
    registry.publish(adapter)
    registry.publish(adapter)
    registry.set_canary(1, 0.1)
    with pytest.raises(RegistryError, match="version 1 is on trial; end that first"):
        registry.set_canary(2, 0.1)


def test_evidence_that_is_no_json_changes_nothing(registry: Registry, adapter: Path) -> None:
    registry.publish(adapter)
    registry.set_canary(1, 0.1)
    with pytest.raises(RegistryError, match="this cannot be kept"):
        registry.end_canary(True, {"e_value": float("inf")})
    assert (registry.live, states(registry)[1]) == (0, "canary")


# Pruning


def test_pruning_removes_weights_of_what_nothing_needs_worst_first(
    folder: Path, base: BaseFacts, adapter: Path, tmp_path: Path
) -> None:
    with Registry.open(folder, base, keep=1) as registry:
        for _ in range(9):
            registry.publish(adapter)
        for version in (1, 2, 3):
            registry.promote(version, "better", "test")
        registry.reject(8, "worse")
        child = registry.publish(write_adapter(tmp_path / "child", base, parent=4))
        registry.set_canary(child.version, 0.1)
        # Needed: 3 live, its parent 0, 10 on trial, its parent 4, 2 to roll back to, 9 the newest candidate.
        # Others: 8 rejected, then 1 (retired), 5, 6, 7 (candidates) by age; the newest, 7, is kept, 6 is still served.
        assert registry.prune(in_use=[6]) == [1, 5, 8]
        assert registry.prune(in_use=[6]) == []
        assert [one.version for one in registry.manifests() if one.pruned] == [1, 5, 8]
        weights = {path.parent.name for path in folder.glob("versions/*/adapter_model.safetensors")}
        assert weights == {f"{version:06}" for version in (2, 3, 4, 6, 7, 9, 10)}
        assert registry.manifest(8).votes == ["fb-1", "fb-2"]
        for call in (registry.adapter, lambda version: registry.promote(version, "no", "test")):
            with pytest.raises(PrunedError, match="the weights of version 1 were pruned"):
                call(1)
    with Registry.open(folder, base) as registry:
        assert registry.manifest(5).pruned
        assert registry.publish(adapter).version == 11


def test_a_rollback_passes_over_what_was_pruned(folder: Path, base: BaseFacts, adapter: Path) -> None:
    with Registry.open(folder, base, keep=0) as registry:
        for version in (1, 2, 3):
            registry.publish(adapter)
            registry.promote(version, "better", "test")
        assert registry.prune() == [1]
        assert [registry.rollback("worse", "test") for _ in range(2)] == [2, 0]


# One owner, and readers


def test_one_process_at_a_time_may_change_it(registry: Registry, folder: Path, base: BaseFacts, adapter: Path) -> None:
    with pytest.raises(RegistryLockedError, match="in use by another attune process"):
        Registry.open(folder, base)
    registry.close()
    registry.close()
    with pytest.raises(RegistryError, match="closed"):
        registry.publish(adapter)
    Registry.open(folder, base).close()


def test_anyone_may_read_meanwhile(registry: Registry, folder: Path, adapter: Path) -> None:
    registry.publish(adapter)
    registry.promote(1, "better", "test")
    assert read_state(folder).live == 1
    assert read_manifests(folder) == registry.manifests()


def test_reading_where_there_is_nothing_makes_nothing(tmp_path: Path) -> None:
    for call in (read_state, read_manifests, lambda folder: Registry.open(folder, None)):
        with pytest.raises(RegistryError, match="holds no policy versions"):
            call(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_without_a_base_versions_can_be_moved_but_none_published(folder: Path, base: BaseFacts, adapter: Path) -> None:
    with Registry.open(folder, base) as registry:
        registry.publish(adapter)
    with Registry.open(folder, None) as registry:
        registry.promote(1, "by hand", "test")
        with pytest.raises(RegistryError, match="without a base model"):
            registry.publish(adapter)
    with Registry.open(folder, base) as registry:
        assert registry.live == 1


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path, base: BaseFacts) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RegistryError, match="cannot write in"):
        Registry.open(tmp_path / "file" / "policies", base)


# Another base


def test_versions_of_another_base_are_refused_and_both_are_named(
    folder: Path, base: BaseFacts, adapter: Path, tmp_path: Path
) -> None:
    with Registry.open(folder, base) as registry:
        registry.publish(adapter)
    other = BaseFacts.of(write_base(tmp_path / "other", seed=1))
    for _ in range(2):
        with pytest.raises(
            RegistryError, match=rf"trained on tiny \({base.sha256[:12]}\).*is other \({other.sha256[:12]}\)"
        ):
            Registry.open(folder, other)
    moved = BaseFacts.of(shutil.copytree(tmp_path / "tiny", tmp_path / "moved"))
    with Registry.open(folder, moved) as registry:
        assert registry.adapter(1) is not None


def test_without_versions_the_base_may_change(folder: Path, base: BaseFacts, tmp_path: Path) -> None:
    Registry.open(folder, base).close()
    other = BaseFacts.of(write_base(tmp_path / "other", seed=1))
    with Registry.open(folder, other) as registry:
        assert registry.manifest(0).base.sha256 == other.sha256
        registry.publish(write_adapter(tmp_path / "adapter", other))


# Damage

DAMAGES: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "a field is missing": (lambda state: state.pop("next"), "next: Missing required argument|next: Field required"),
    "a field is strange": (lambda state: state.update(more=1), "more: Unexpected keyword argument"),
    "live is no version": (lambda state: state.update(live=9), "live is 9, but the versions marked live are"),
    "two versions are live": (lambda state: state["versions"]["1"].update(state="live"), "versions marked live are"),
    "a number would be used again": (lambda state: state.update(next=2), "next is 2, but the versions are"),
    "the history is gone": (lambda state: state.update(history=[]), "history does not end with the live version"),
    "the canary is nowhere": (
        lambda state: state.update(canary={"version": 1, "share": 0.1, "since": 1}),
        "canary is 1, but the versions marked canary are",
    ),
    "a version's state is unknown": (lambda state: state["versions"]["1"].update(state="asleep"), "versions.1.state"),
}


@pytest.fixture
def damaged(folder: Path, base: BaseFacts, adapter: Path) -> Path:
    """The state file of a closed registry with two versions, version 2 live, for a test to damage."""
    with Registry.open(folder, base) as registry:
        registry.publish(adapter)
        registry.publish(adapter)
        registry.promote(2, "better", "test")
    return folder / "state.json"


def refused_unchanged(file: Path, base: BaseFacts, reason: str) -> None:
    folder = file.parent
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for _ in range(2):
        with pytest.raises(DamagedError, match=reason) as caught:
            Registry.open(folder, base)
        assert "\n" not in str(caught.value)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("what", DAMAGES)
def test_a_state_file_that_contradicts_itself_is_refused_and_left_alone(
    damaged: Path, base: BaseFacts, what: str
) -> None:
    change, reason = DAMAGES[what]
    state = json.loads(damaged.read_text())
    change(state)
    damaged.write_text(json.dumps(state))
    refused_unchanged(damaged, base, rf"state.json is damaged \(.*({reason})")


@pytest.mark.parametrize("content", [b"", b"{", b"null", b"\xff\xfe", b"[" * 10_000])
def test_a_state_file_that_cannot_be_read_is_refused_and_left_alone(
    damaged: Path, base: BaseFacts, content: bytes
) -> None:
    damaged.write_bytes(content)
    refused_unchanged(damaged, base, r"state.json is damaged")


def test_a_missing_state_file_is_not_taken_for_a_new_registry(damaged: Path, base: BaseFacts) -> None:
    damaged.unlink()
    refused_unchanged(damaged, base, "state.json is missing, but there are versions")


def test_an_old_copy_of_the_state_file_is_refused(damaged: Path, base: BaseFacts, adapter: Path) -> None:
    old = damaged.read_bytes()
    with Registry.open(damaged.parent, base) as registry:
        registry.publish(adapter)
    damaged.write_bytes(old)
    refused_unchanged(damaged, base, "does not know version 3: it is an old copy")


def test_a_state_file_of_a_later_attune_is_refused(damaged: Path, base: BaseFacts) -> None:
    damaged.write_text(damaged.read_text().replace('"format": 1', '"format": 2'))
    with pytest.raises(RegistryError, match="written by a later attune"):
        Registry.open(damaged.parent, base)


@pytest.mark.parametrize("content", [None, b"", b'{"version": 1}'])
def test_a_damaged_manifest_is_named(damaged: Path, base: BaseFacts, content: bytes | None) -> None:
    manifest = damaged.parent / "versions" / "000001" / "manifest.json"
    manifest.unlink() if content is None else manifest.write_bytes(content)
    refused_unchanged(damaged, base, r"000001.manifest\.json (is damaged|cannot be read)")


@pytest.mark.parametrize("damage", ["gone", "one bit", "cut"])
def test_weights_that_are_not_those_published_are_not_served(damaged: Path, base: BaseFacts, damage: str) -> None:
    file = damaged.parent / "versions" / "000001" / "adapter_model.safetensors"
    content = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(content[:-1] + (bytes([content[-1] ^ 1]) if damage == "one bit" else b""))
    with Registry.open(damaged.parent, base) as registry:
        for call in (
            registry.adapter,
            lambda version: registry.promote(version, "", ""),
            lambda _: registry.set_canary(1, 0.1),
        ):
            with pytest.raises(DamagedError, match=r"000001.*missing or is not what was published"):
                call(1)
        assert registry.live == 2
        assert registry.rollback("worse", "test") == 0


# Kills


def killed(folder: Path, adapter: Path, tmp_path: Path, action: str) -> list[Path]:
    """The folder as a kill before each step of the action leaves it; at the last one nobody was killed."""
    copies = tmp_path / "copies"
    copies.mkdir()
    command = [sys.executable, "-m", "tests.policy.kill_registry", folder, copies, tmp_path / "tiny", adapter, action]
    environ = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    subprocess.run(list(map(str, command)), cwd=ROOT, check=True, timeout=120, env=environ)
    return sorted(copies.iterdir())


def test_a_publish_killed_at_any_step_leaves_all_of_it_or_nothing(
    folder: Path, base: BaseFacts, adapter: Path, tmp_path: Path
) -> None:
    with Registry.open(folder, base) as registry:
        registry.publish(adapter)
        before = registry.manifests()
    copies = killed(folder, adapter, tmp_path, "publish")
    assert len(copies) > 15
    found = set()
    for copy in copies:
        seen = read_manifests(copy)
        assert seen[:2] == before
        reserved = read_state(copy).next
        with Registry.open(copy, base) as registry:
            assert registry.manifests() == seen
            assert registry.live == 0
            names = {path.name for path in (copy / "versions").iterdir()}
            assert names == {f"{one.version:06}" for one in seen[1:]}
            assert {path.name for path in copy.iterdir()} == {"lock", "state.json", "versions"}
            if len(seen) == 3:
                assert registry.adapter(2) is not None
            if (len(seen), reserved) not in found:
                assert registry.publish(adapter).version == reserved
        found.add((len(seen), reserved))
    assert found == {(2, 2), (2, 3), (3, 3)}
    assert (copies[-1] / "versions" / "000002").is_dir()


@pytest.mark.parametrize(("action", "outcomes"), [("promote", [1, 2]), ("rollback", [1, 0])])
def test_a_move_killed_at_any_step_has_happened_or_not(
    folder: Path, base: BaseFacts, adapter: Path, tmp_path: Path, action: str, outcomes: list[int]
) -> None:
    with Registry.open(folder, base) as registry:
        registry.publish(adapter)
        registry.publish(adapter)
        registry.promote(1, "better", "test")
    found = []
    for copy in killed(folder, adapter, tmp_path, action):
        seen = read_state(copy).live
        with Registry.open(copy, base) as registry:
            assert registry.live == seen
            assert states(registry)[seen] == "live"
        found.append(seen)
    assert sorted(set(found), key=found.index) == outcomes


def test_a_prune_killed_at_any_step_is_done_with_by_the_next_owner(
    folder: Path, base: BaseFacts, adapter: Path, tmp_path: Path
) -> None:
    with Registry.open(folder, base) as registry:
        for version in (1, 2, 3):
            registry.publish(adapter)
            registry.promote(version, "better", "test")
    found = set()
    for copy in killed(folder, adapter, tmp_path, "prune"):
        with Registry.open(copy, base, keep=0) as registry:
            pruned = [one.version for one in registry.manifests() if one.pruned]
            weights = {path.parent.name for path in copy.glob("versions/*/adapter_model.safetensors")}
            assert weights == {f"{version:06}" for version in {1, 2, 3} - set(pruned)}
            assert registry.prune() == ([] if pruned else [1])
            found.add(tuple(pruned))
    assert found == {(), (1,)}


def test_nothing_gets_its_name_before_its_content_is_on_disk(
    registry: Registry, adapter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a power cut asks for and a kill cannot show: sync the content, then rename, then sync the folder."""
    synced: set[str] = set()
    renamed: list[Path] = []
    fsync, rename = os.fsync, os.rename

    def watched_fsync(descriptor: int) -> None:
        synced.add(os.readlink(f"/proc/self/fd/{descriptor}"))
        fsync(descriptor)

    def watched_rename(source: Any, target: Any) -> None:
        made = Path(source)
        content = [made] if made.is_file() else [made, *made.iterdir()]
        for path in content:
            assert str(path.resolve()) in synced or str(path.with_name(f".{path.name}.partial").resolve()) in synced
        synced.discard(str(Path(target).parent.resolve()))
        renamed.append(Path(target))
        rename(source, target)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(os, "rename", watched_rename)
    registry.publish(adapter)
    assert [path.name for path in renamed if path.name in ("state.json", "000001")] == [
        "state.json",
        "000001",
        "state.json",
    ]
    assert {str(path.parent.resolve()) for path in renamed if ".partial" not in str(path.parent)} <= synced

"""The policy versions on disk: which there are, which is live, and how that came to be.

    FOLDER/lock                 held by the one process that may change anything
           state.json           which version is live, on trial, retired ... (`policy.registry.manifests.State`)
           versions/000001/     manifest.json, adapter_config.json, adapter_model.safetensors, probe.json

Version 0 is the base model and has no folder. A version's files are written once and never change; whatever
changes is in `state.json`, so promotion and rollback are one rename. A version exists when `state.json` names it:

    publish: check -> take a number (state.json) -> write the folder aside, sync -> rename it -> enter it (state.json)

A kill before the last step leaves nothing that a reader sees, the next owner removes what is left, and the number
is not given out again. Numbers grow for ever; pruning removes weights and keeps manifests.

Versions belong to one base. A folder whose versions were trained on another is refused, and both are named: to serve it
from version 0 would look like a model that forgot, and a wrong `--model` is the likeliest cause. To change the
base for good, move the folder away; the votes are kept elsewhere and stay.

Damage is refused too, and nothing is written over it. Left out: sharing between machines.
"""

import os
import shutil
import threading
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from policy.adapters.file import ADAPTER_FILE, MAX_RANK, BadAdapterError, BaseFacts, check_adapter, unpack
from policy.files import aside_of, settle, write_file
from policy.registry.manifests import Canary, Facts, Manifest, Move, Place, Record, State, as_json
from policy.registry.reading import (
    MANIFEST_FILE,
    VERSIONS,
    DamagedError,
    PrunedError,
    RegistryError,
    RegistryLockedError,
    UnknownVersionError,
    clear,
    folder_of,
    manifests_of,
    now,
    opened_state,
    read_manifests,
    read_records,
    read_state,
    sha256_of,
    take_lock,
    write_state,
)
from policy.registry.succession import before, gone_live, superfluous

__all__ = [
    "BadAdapterError",
    "Canary",
    "DamagedError",
    "Manifest",
    "PrunedError",
    "Registry",
    "RegistryError",
    "RegistryLockedError",
    "UnknownVersionError",
    "read_manifests",
    "read_state",
]


class Registry:
    """The versions, for the one process that may change them. Make one with `Registry.open`, and close it.

    Methods may be called from several threads. What one changes is on disk when it returns; when it raises
    `RegistryError`, nothing has changed.
    """

    def __init__(self, folder: Path, base: BaseFacts | None, keep: int, max_rank: int, lock: int) -> None:
        self._folder = folder
        self._base = base
        self._keep = keep
        self._max_rank = max_rank
        self._lock = lock
        self._state = opened_state(folder, base)
        clear(folder, self._state)
        self._records = read_records(folder, self._state)
        self._intact: set[int] = set()
        self._changing = threading.RLock()

    @classmethod
    def open(cls, folder: Path, base: BaseFacts | None, keep: int = 20, max_rank: int = MAX_RANK) -> "Registry":
        """Take the lock, check what is there, and remove what a crash left half done; a missing folder is made.

        `keep` is for `prune`, `max_rank` the engine's limit. Without a `base` the folder must be there, and nothing can
        be published. Raises `RegistryLockedError`, `DamagedError`, or `RegistryError` for another base's versions and
        a folder that cannot be written.
        """
        if base is None:
            read_state(folder)
        lock = -1
        try:
            (folder / VERSIONS).mkdir(parents=True, exist_ok=True)
            lock = take_lock(folder)
            return cls(folder, base, keep, max_rank, lock)
        except BaseException as error:
            if lock >= 0:
                os.close(lock)
            if isinstance(error, OSError):
                raise RegistryError(f"cannot write in {folder}: {error.strerror}") from error
            raise

    def close(self) -> None:
        """Let another process have it. Calling it again does nothing."""
        with self._changing:
            if self._lock >= 0:
                os.close(self._lock)
            self._lock = -1

    def __enter__(self) -> "Registry":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def live(self) -> int:
        """The version that answers."""
        return self._state.live

    @property
    def canary(self) -> Canary | None:
        """The version on trial, if there is one."""
        return self._state.canary

    @property
    def history(self) -> list[Move]:
        """Every version that became live, in order."""
        return list(self._state.history)

    def manifests(self) -> list[Manifest]:
        """Every version there ever was, version 0 first."""
        return manifests_of(self._state, self._records)

    def manifest(self, version: int) -> Manifest:
        """One version. Raises `UnknownVersionError`."""
        place = self._state.versions.get(version)
        if place is None:
            raise UnknownVersionError(f"there is no version {version}; the newest is {max(self._state.versions)}")
        return Manifest(**vars(self._records[version]), **vars(place))

    def adapter(self, version: int) -> Path | None:
        """The folder that PEFT and vLLM load, with the published file in it as it came; None for version 0.

        Raises `UnknownVersionError`, `PrunedError`, or `DamagedError` if the weights are not those that were published,
        which is looked at once for each version and process.
        """
        manifest = self.manifest(version)
        if version == 0:
            return None
        if manifest.pruned:
            raise PrunedError(f"the weights of version {version} were pruned")
        folder = folder_of(self._folder, version)
        if version not in self._intact:
            if sha256_of(folder / ADAPTER_FILE) != manifest.adapter_sha256:
                raise DamagedError(f"{folder / ADAPTER_FILE} is missing or is not what was published")
            self._intact.add(version)
        return folder

    def candidate_of(self, file: Path) -> Manifest | None:
        """The candidate that this very file became, if it was published before: a learner may not have heard so."""
        sha256 = sha256_of(file)
        with self._changing:
            for version, place in self._state.versions.items():
                if place.state == "candidate" and self._records[version].adapter_sha256 == sha256 is not None:
                    return self.manifest(version)
            return None

    def publish(self, file: Path) -> Manifest:
        """Take in an adapter file as a candidate with the next number; the file itself stays where it is.

        Raises `BadAdapterError` with what is wrong with it, or `RegistryError`.
        """
        if self._base is None:
            raise RegistryError("the registry was opened without a base model to check adapters against")
        facts = check_adapter(file, self._base, self._max_rank)
        if facts.manifest.method == "base" or facts.probe is None:
            raise BadAdapterError("a version needs a method that it was trained with, and a probe")
        with self._changing:
            if facts.manifest.parent not in self._state.versions:
                raise BadAdapterError(f"its parent, version {facts.manifest.parent}, is not known here")
            version = self._state.next
            self._change(lambda state: replace(state, next=version + 1))
            record = self._write_version(version, file, facts.manifest)
            self._records = self._records | {version: record}
            try:
                self._place(version, Place(state="candidate"))
            except RegistryError:
                shutil.rmtree(folder_of(self._folder, version), ignore_errors=True)
                raise
            return self.manifest(version)

    def promote(self, version: int, reason: str, by: str, evidence: Mapping[str, Any] | None = None) -> Manifest:
        """Make a version the live one; a trial ends without a verdict. Live already: nothing happens.

        `evidence` is what the trial that ends by this has shown so far.
        Raises `UnknownVersionError`, `PrunedError` or `DamagedError`.
        """
        with self._changing:
            self.adapter(version)
            if version != self.live:
                self._go_live(version, Place(state="retired"), reason, by, evidence)
            return self.manifest(version)

    def rollback(
        self, reason: str, by: str, evidence: Mapping[str, Any] | None = None, faulty: int | None = None
    ) -> int:
        """Make the version live that was so before this one, and say which; a trial ends without a verdict.

        `evidence` is what that trial has shown so far. `faulty` is the version to roll back; if another is live by now,
        nothing happens. Versions that were rolled back or rejected, or are pruned, are passed over: the next rollback
        goes further back. Raises `RegistryError` if there is nothing to go back to, or `DamagedError`.
        """
        with self._changing:
            if faulty not in (None, self.live):
                return self.live
            version = before(self._state)
            if version is None:
                raise RegistryError(f"there is no version to go back to from version {self.live}")
            self.adapter(version)
            self._go_live(version, Place(state="rolled_back", reason=reason), reason, by, evidence)
            return version

    def set_canary(self, version: int, share: float) -> Manifest:
        """Put a version on trial with a share of the conversations, or change the share of the one that is.

        Raises `UnknownVersionError`, `PrunedError`, `DamagedError`, or `RegistryError` if it is live or another is on
        trial, or the share is not above 0 and below 1.
        """
        with self._changing:
            self.adapter(version)
            running = self.canary
            if version == self.live:
                raise RegistryError(f"version {version} is live; a trial needs another version")
            if running and running.version != version:
                raise RegistryError(f"version {running.version} is on trial; end that first")
            try:
                canary = Canary(version=version, share=float(share), since=running.since if running else now())
            except ValueError as error:
                raise RegistryError(str(error)) from None
            self._place(version, Place(state="canary"), canary=canary)
            return self.manifest(version)

    def end_canary(
        self,
        promote: bool,
        evidence: Mapping[str, Any] | None,
        reason: str | None = None,
        by: str = "canary",
        trial: Canary | None = None,
    ) -> Manifest:
        """End the trial: the version goes live or counts as rolled back. What the trial showed is kept.

        `trial` is the one to end; if that is over by now, nothing happens.
        Raises `RegistryError` if none is on trial, or `DamagedError`.
        """
        with self._changing:
            if trial is not None and not (self.canary and trial.same(self.canary)):
                return self.manifest(trial.version)
            if self.canary is None:
                raise RegistryError("no version is on trial")
            version = self.canary.version
            if promote:
                self.adapter(version)
                self._go_live(version, Place(state="retired"), reason or "passed its trial", by, evidence)
            else:
                why = reason or "did not pass its trial"
                place = Place(state="rolled_back" if version else "retired", reason=why, evidence=_plain(evidence))
                self._place(version, place, canary=None)
            return self.manifest(version)

    def reject(self, version: int, reason: str) -> Manifest:
        """Say that a candidate is not to be served. Raises `UnknownVersionError`, or `RegistryError` for any other."""
        with self._changing:
            state = self.manifest(version).state
            if state != "candidate":
                raise RegistryError(f"version {version} is {state}; only a candidate can be rejected")
            self._place(version, replace(self._state.versions[version], state="rejected", reason=reason))
            return self.manifest(version)

    def prune(self, in_use: Collection[int] = ()) -> list[int]:
        """Remove weights so that `keep` versions stay that nothing needs, and say of which they were removed.

        `in_use` is what the caller still serves; what else is needed, and who goes first, is in
        `policy.registry.succession`.
        """
        with self._changing:
            chosen = superfluous(self._state, self._records, self._keep, in_use)
            if chosen:
                places = {version: replace(self._state.versions[version], pruned=True) for version in chosen}
                self._change(lambda state: replace(state, versions=state.versions | places))
            for version in chosen:
                self._intact.discard(version)
                with suppress(OSError):  # the next owner tries again
                    (folder_of(self._folder, version) / ADAPTER_FILE).unlink(missing_ok=True)
            return sorted(chosen)

    def _write_version(self, version: int, file: Path, facts: Facts) -> Record:
        """The version's folder, on disk under its name, but not yet known to `state.json`."""
        folder = folder_of(self._folder, version)
        aside = aside_of(folder)
        try:
            unpack(file, aside)
            sha256 = sha256_of(aside / ADAPTER_FILE)
            record = Record(version=version, created=now(), adapter_sha256=sha256, **vars(facts))
            write_file(aside / MANIFEST_FILE, as_json(record))
            settle(aside, folder)
        except OSError as error:
            shutil.rmtree(aside, ignore_errors=True)
            raise RegistryError(f"cannot write {folder}: {error.strerror}") from error
        return record

    def _go_live(self, version: int, left: Place, reason: str, by: str, evidence: Mapping[str, Any] | None) -> None:
        move = Move(version=version, at=now(), reason=reason, by=by)
        self._change(lambda state: gone_live(state, move, left, _plain(evidence)))

    def _place(self, version: int, place: Place, **changes: Any) -> None:
        self._change(lambda state: replace(state, versions=state.versions | {version: place}, **changes))

    def _change(self, change: Callable[[State], State]) -> None:
        """Write the state that follows, then hold it: readers see what is on disk."""
        if self._lock < 0:
            raise RegistryError("the registry is closed")
        state = change(self._state)
        write_state(self._folder, state)
        self._state = state


def _plain(evidence: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if evidence is None else dict(evidence)

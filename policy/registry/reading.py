"""How the files of `policy.registry.registry` are read, checked and cleared of what a crash left; and its errors."""

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

from policy.adapters.file import ADAPTER_FILE, BaseFacts
from policy.files import aside_of, write_file
from policy.registry.manifests import FORMAT, Base, Manifest, Move, Place, Record, State, as_json, read

LOCK_FILE = "lock"
STATE_FILE = "state.json"
VERSIONS = "versions"
MANIFEST_FILE = "manifest.json"


class RegistryError(Exception):
    """The registry cannot do it; the message is one line that says why."""


class RegistryLockedError(RegistryError):
    """Another process has the registry open."""


class DamagedError(RegistryError):
    """The files are not what was written. Nothing was changed."""


class UnknownVersionError(RegistryError):
    """There is no such version."""


class PrunedError(RegistryError):
    """The version is known, but its weights were removed."""


def read_state(folder: Path) -> State:
    """What `state.json` says, without the lock.

    Raises `RegistryError` if there is none or a later attune wrote it, `DamagedError` if it cannot be understood.
    """
    path = folder / STATE_FILE
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise RegistryError(f"{folder} holds no policy versions") from None
    except OSError as error:
        raise RegistryError(f"{path} cannot be read: {error.strerror}") from error
    try:
        state = read(State, content)
    except ValueError as error:
        raise DamagedError(f"{path} is damaged ({error}): put back a copy of it") from None
    if state.format > FORMAT:
        raise RegistryError(f"{path} was written by a later attune")
    return state


def read_manifests(folder: Path) -> list[Manifest]:
    """Every version, version 0 first, without the lock. Raises as `read_state` does."""
    state = read_state(folder)
    return manifests_of(state, read_records(folder, state))


def read_records(folder: Path, state: State) -> dict[int, Record]:
    """Each version's `manifest.json`; version 0 has none. Raises `DamagedError`."""
    first = state.history[0]
    base = Record(version=0, parent=0, base=state.base, method="base", created=first.at, adapter_sha256=None)
    records = {0: base}
    for version in sorted(set(state.versions) - {0}):
        path = folder_of(folder, version) / MANIFEST_FILE
        try:
            records[version] = read(Record, path.read_bytes())
        except OSError as error:
            raise DamagedError(f"{path} cannot be read ({error.strerror}): put back a copy of it") from None
        except ValueError as error:
            raise DamagedError(f"{path} is damaged ({error}): put back a copy of it") from None
    return records


def manifests_of(state: State, records: Mapping[int, Record]) -> list[Manifest]:
    """Facts and standing put together."""
    return [Manifest(**vars(records[version]), **vars(place)) for version, place in sorted(state.versions.items())]


def write_state(folder: Path, state: State) -> None:
    """The one write that changes what versions there are and where they stand. Raises `RegistryError`."""
    try:
        write_file(folder / STATE_FILE, as_json(state))
    except OSError as error:
        raise RegistryError(f"cannot write {folder / STATE_FILE}: {error.strerror}") from error
    except ValueError as error:
        raise RegistryError(f"this cannot be kept: {error}") from None


def opened_state(folder: Path, base: BaseFacts | None) -> State:
    """The state that the owner starts from; a new one where there is nothing but version 0, or not even that.

    Raises `DamagedError`, or `RegistryError` if the versions are another base's.
    """
    path = folder / STATE_FILE
    numbers = [int(entry.name) for entry in (folder / VERSIONS).iterdir() if entry.name.isdecimal()]
    if not path.exists() and numbers:
        raise DamagedError(f"{path} is missing, but there are versions: put back a copy of it")
    state = read_state(folder) if path.exists() or base is None else None
    if base is not None and (state is None or state.base.sha256 != base.sha256):
        if state is not None and state.next > 1:
            theirs = Base(model=base.model, sha256=base.sha256)
            raise RegistryError(
                f"the policy versions in {folder} were trained on {state.base}, and the model to serve is {theirs}:"
                " serve the former, or move that folder away to begin again from version 0 (votes are kept)"
            )
        state = first_state(base)
        write_state(folder, state)
    assert state is not None
    if late := [number for number in numbers if number >= state.next]:
        raise DamagedError(f"{path} does not know version {min(late)}: it is an old copy, put back the newest one")
    return state


def first_state(base: BaseFacts) -> State:
    """Version 0 and nothing else."""
    return State(
        base=Base(model=base.model, sha256=base.sha256),
        live=0,
        history=[Move(version=0, at=now(), reason="the base model", by="attune")],
        canary=None,
        next=1,
        versions={0: Place(state="live")},
    )


def clear(folder: Path, state: State) -> None:
    """Remove what a killed publish or prune left: folders that never became versions, weights that were to go."""
    for entry in (folder / VERSIONS).iterdir():
        if entry.name.isdecimal() and int(entry.name) not in state.versions:
            entry.rename(aside_of(entry))
    for entry in [*folder.iterdir(), *(folder / VERSIONS).iterdir()]:
        if entry.name.startswith(".") and entry.name.endswith(".partial"):
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    for version, place in state.versions.items():
        if place.pruned:
            (folder_of(folder, version) / ADAPTER_FILE).unlink(missing_ok=True)


def take_lock(folder: Path) -> int:
    """The descriptor of the held lock file; the kernel lets go of it when its holder dies, however it dies."""
    lock = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        raise RegistryLockedError(f"{folder} is in use by another attune process") from error
    return lock


def folder_of(folder: Path, version: int) -> Path:
    """Where a version's files are."""
    return folder / VERSIONS / f"{version:06}"


def sha256_of(path: Path) -> str | None:
    """A file's hash; None if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def now() -> int:
    """Unix seconds."""
    return int(time.time())

"""The hot swap: a version is loaded beside the others, proved, and then the pointer moves.

    publish(file) -> registry (checks, number) -> load -> probe -> candidate        fails: rejected, 422
    promote(k)    -> load -> probe -> registry (one rename) -> new requests take k; streams in flight keep theirs
    rollback()    -> registry -> load -> the version before
    a new engine  -> restore: live, the version before, canary and rollout policy come back before readiness

What a probe proves is in `server.versions.proof`. Changes happen one at a time. What requests use is counted in
`server.engine.adapters`. Left out: deciding *whether* a version should be promoted, which is the gate's and the
trial's.
"""

import asyncio
import logging
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, TypeVar

from policy.adapters.file import BadAdapterError, check_adapter, unpack
from policy.registry.registry import Canary, Manifest, RegistryError, UnknownVersionError
from server.engine.adapters import AdapterError, Adapters
from server.errors import ApiError, EngineLostError
from server.metrics import POLICY_VERSION, SWAPS
from server.versions.policies import ON_TRIAL, Adapter, Policies, Policy
from server.versions.proof import DEADLY, ProbeError, Prover
from server.versions.shelf import Shelf

log = logging.getLogger("attune")

Result = TypeVar("Result")

TRIAL_SHARE = 0.2
"""Of the conversations, for a version that goes on trial by itself."""


class Swap:
    """Moves policy versions in and out of service. `shelf` is None where the engine takes no adapters."""

    def __init__(self, shelf: Shelf | None, policies: Policies, adapters: Adapters) -> None:
        self._shelf = shelf
        self._policies = policies
        self._adapters = adapters
        self._prover = Prover(adapters)
        self._changing = asyncio.Lock()
        self._retired: list[Adapter] = []
        """Rollout policies whose files are still there, because requests may use them."""
        self.evidence: Callable[[Canary | None], Mapping[str, Any] | None] = lambda _: None
        """What the votes say so far in a trial; it is kept with the version, however the trial ends."""
        self.on_move: Callable[[], None] = lambda: None
        """Called whenever another version serves, or is on trial."""

    @property
    def shelf(self) -> Shelf:
        """The registry and what belongs to it. Raises `ApiError` 422 where there is none."""
        if self._shelf is None:
            raise ApiError(
                422,
                "This server's policy is the base model alone: it was started without adapters.",
                code="no_adapters",
            )
        return self._shelf

    async def prepare(self, policy: Policy) -> None:
        """Have a request's policy in the engine; to be called inside `Adapters.using`, and quick when it is there.

        Raises `ApiError` 503 if it cannot be had now.
        """
        if policy.adapter is None or self._adapters.ready(policy.adapter):
            return
        try:
            await self._prover.prove(policy.adapter, needed=policy.kept)
        except (AdapterError, ProbeError) as error:
            said = f"{policy.fingerprint} cannot be served: {error}"
            log.error("%s", said)
            raise ApiError(503, said, param="model", code="version_unavailable", retry_after=30) from error

    async def publish(self, file: Path) -> Manifest:
        """Take in an adapter file as a new candidate, loaded and proved; the same file again is the same candidate.

        Raises `ApiError`: 422 with what is wrong with it, and then it stays known, as rejected; 503 or 507 where that
        could not be found out, and then it is a candidate that may be handed in again.
        """
        registry = self.shelf.registry
        async with self._changing:
            manifest = await _in_thread(lambda: registry.candidate_of(file) or registry.publish(file))
            version = manifest.version
            try:
                await self._load(version)
            except (AdapterError, ProbeError, ApiError) as error:
                if self._prover.may_pass(version, error):
                    raise
                reason = DEADLY if isinstance(error, EngineLostError) else str(error)
                log.warning("version %d is rejected: %s", version, reason)
                await _in_thread(lambda: registry.reject(version, reason))
                await self._unload(version)
                if isinstance(error, ApiError) and not isinstance(error, EngineLostError):
                    raise
                raise ApiError(422, f"Version {version} is rejected: {reason}", code="probe_failed") from error
            await _in_thread(lambda: registry.prune(self._served()))
            log.info("version %d is here, a candidate made from version %d", version, manifest.parent)
            return registry.manifest(version)

    async def admit(self, version: int, promotion: Literal["immediate", "canary"]) -> Literal["promoted", "published"]:
        """Let a version that passed the gate serve, at once or on trial; what has been decided already stays so.

        Raises `ApiError` as `promote` does, with the code `ON_TRIAL` if it has to wait for the end of another trial.
        """
        state = (await _in_thread(lambda: self.shelf.registry.manifest(version))).state
        if state in ("live", "canary"):
            return "promoted" if state == "live" else "published"
        if state != "candidate":
            raise ApiError(422, f"Version {version} is {state} and no candidate any more.", code="refused")
        if self._prover.deadly(version):
            raise ApiError(422, f"Version {version} cannot be served: {DEADLY}.", code="probe_failed")
        if promotion == "canary":
            await self.set_canary(version, TRIAL_SHARE)
            return "published"
        await self.promote(version, "passed the gate", "learner", ends_trial=False)
        return "promoted"

    async def promote(self, version: int, reason: str, by: str, ends_trial: bool = True) -> Manifest:
        """Have a version answer all new requests. Raises `ApiError`: 404, or 422 with why it cannot.

        That ends the trial of another version; with `ends_trial` False it is refused then, with the code `ON_TRIAL`.
        """
        registry = self.shelf.registry
        async with self._changing:
            if not ends_trial:
                self._no_other_trial(version)
            await self._ready(version)
            if version != registry.live:
                shown = self.evidence(registry.canary)
                await _in_thread(lambda: registry.promote(version, reason, by, shown))
                await self._moved("promote", f"version {version} is live: {reason} ({by})")
            return registry.manifest(version)

    async def rollback(self, reason: str, by: str) -> Manifest:
        """Have the version before answer again: the pointer moves, whatever the engine says.

        Raises `ApiError` 422 if there is none.
        """
        registry = self.shelf.registry
        async with self._changing:
            shown = self.evidence(registry.canary)
            version = await _in_thread(lambda: registry.rollback(reason, by, shown))
            await self._moved("rollback", f"rolled back to version {version}: {reason} ({by})")
            return registry.manifest(version)

    async def set_canary(self, version: int, share: float) -> Manifest:
        """Have a version answer a share of the conversations.

        Raises `ApiError` as `promote` does, with the code `ON_TRIAL` if another one does.
        """
        registry = self.shelf.registry
        async with self._changing:
            self._no_other_trial(version)
            await self._ready(version)
            await _in_thread(lambda: registry.set_canary(version, share))
            await self._moved("canary", f"version {version} is on trial with {share:.0%} of the conversations")
            return registry.manifest(version)

    async def end_canary(
        self,
        promote: bool,
        evidence: Mapping[str, Any] | None,
        reason: str | None = None,
        by: str = "canary",
        trial: Canary | None = None,
    ) -> Manifest:
        """End the trial: its version goes live, or is out of service. Raises `ApiError` 422 if none is on trial.

        `trial` is the one that the evidence is of; if another is on by now, that is 422 too.
        """
        registry = self.shelf.registry
        async with self._changing:
            if trial is not None and not (registry.canary and trial.same(registry.canary)):
                raise ApiError(422, f"The trial of version {trial.version} is over.", code="trial_over")
            if promote and registry.canary is not None:
                await self._ready(registry.canary.version)
            ended = await _in_thread(lambda: registry.end_canary(promote, evidence, reason, by, trial))
            said = f"the trial of version {ended.version} has ended, {ended.state}: {ended.reason} ({by})"
            await self._moved("promote" if promote else "rollback", said)
            return ended

    async def use_rollout(self, file: Path) -> Policy:
        """Have the learner's policy of the moment answer under a name of its own, in place of the one before.

        It needs no probe; one that it has must be right. Raises `ApiError` 422; the one before stays then.
        """
        shelf = self.shelf
        async with self._changing:
            adapter = self._policies.next_rollout(shelf.folder)

            def take_in() -> None:
                check_adapter(file, shelf.base, shelf.max_rank)
                unpack(file, adapter.folder)

            try:
                with self._adapters.using(adapter):
                    await _in_thread(take_in)
                    await self._prover.prove(adapter, needed=False)
            except BaseException as error:
                with suppress(EngineLostError):
                    await self._adapters.unload(adapter)
                await asyncio.to_thread(shutil.rmtree, adapter.folder, ignore_errors=True)
                if isinstance(error, AdapterError | ProbeError):
                    raise ApiError(422, f"The adapter cannot be used: {error}", code="probe_failed") from error
                raise
            await self._put_rollout(adapter)
            return self._policies.resolve(f"{self._policies.served_name}@{adapter.name}")

    async def end_rollout(self) -> None:
        """The learner is done: its policy has no name any more, and goes once no request uses it."""
        async with self._changing:
            await self._put_rollout(None)

    async def restore(self) -> None:
        """Load into a new engine what is in use, before it takes requests.

        A live version that cannot be served is rolled back, a canary's trial ends, with the reason in the log.
        Raises `EngineLostError` if the engine dies meanwhile.
        """
        if self._shelf is None:
            return
        registry = self._shelf.registry
        self._prover.new_engine()
        # It does not wait for other changes, which may be waiting for this engine. So one may come between a finding
        # and what follows from it: only the version that was found faulty is taken out of service.
        while (version := registry.live) and (fault := await self._fault(version)):
            log.error("version %d, which is live, cannot be served: %s", version, fault)
            await self._take_back(version, f"it could not be served when the engine started: {fault}")
        POLICY_VERSION.set(registry.live)
        if (trial := registry.canary) is not None and (fault := await self._fault(trial.version)):
            log.error("version %d, which was on trial, cannot be served: %s", trial.version, fault)
            shown = self.evidence(trial)
            await _in_thread(lambda: registry.end_canary(False, shown, fault, "attune", trial))
        await self._settle()
        self.on_move()

    async def _take_back(self, version: int, reason: str) -> None:
        """Roll back the live version, if it still is that one."""
        registry = self.shelf.registry
        shown = self.evidence(registry.canary)
        await _in_thread(lambda: registry.rollback(reason, "attune", shown, faulty=version))

    def _no_other_trial(self, version: int) -> None:
        """Raise `ApiError` with the code `ON_TRIAL` while another version than this one is on trial."""
        trial = self.shelf.registry.canary
        if trial is not None and trial.version != version:
            raise ApiError(422, f"Version {trial.version} is on trial; end that first.", code=ON_TRIAL)

    async def _fault(self, version: int) -> str | None:
        """Load and prove a version in a new engine; what is wrong with it, if anything."""
        if self._prover.deadly(version):
            return DEADLY
        try:
            await self._load(version)
        except EngineLostError:
            raise
        except (AdapterError, ProbeError, ApiError) as error:
            return str(error)
        return None

    async def _ready(self, version: int) -> None:
        """Load and prove a version, or say why it cannot be served."""
        try:
            await self._load(version)
        except (AdapterError, ProbeError) as error:
            raise ApiError(422, f"Version {version} cannot be served: {error}", code="probe_failed") from error

    async def _load(self, version: int) -> None:
        """Load and prove a version; version 0 is there."""
        adapter = await _in_thread(lambda: self._policies.adapter(version))
        if adapter is not None:
            await self._prover.prove_version(version, adapter)

    async def _unload(self, version: int) -> None:
        if (adapter := self._policies.adapter(version)) is not None:
            with suppress(EngineLostError):
                await self._adapters.unload(adapter)

    async def _moved(self, kind: str, said: str) -> None:
        """The pointer has moved: say so, and keep in the engine what may be needed next."""
        SWAPS.labels(kind).inc()
        POLICY_VERSION.set(self._policies.live)
        log.info("%s", said)
        self.on_move()
        await self._settle()

    async def _settle(self) -> None:
        """Live, the version before, the canary and the rollout policy stay in the engine, loaded if they were not."""
        shelf = self.shelf
        canary = shelf.registry.canary
        kept = [] if self._policies.rollout is None else [self._policies.rollout]
        for version in (shelf.registry.live, await asyncio.to_thread(shelf.previous), canary and canary.version):
            with suppress(RegistryError):
                if version and (adapter := self._policies.adapter(version)):
                    kept.append(adapter)
        self._adapters.pinned = frozenset(adapter.name for adapter in kept)
        for adapter in kept:
            # What fails here is proved again, and answered for, when a request wants it.
            with suppress(AdapterError, ApiError):
                await self._adapters.load(adapter)

    async def _put_rollout(self, adapter: Adapter | None) -> None:
        """Name the rollout policy, and unload those before it that no request uses any more."""
        if self._policies.rollout is not None:
            self._retired.append(self._policies.rollout)
        self._policies.rollout = adapter
        await self._settle()
        for old in list(self._retired):
            if await self._adapters.unload(old):
                self._retired.remove(old)
                await asyncio.to_thread(shutil.rmtree, old.folder, ignore_errors=True)

    def _served(self) -> set[int]:
        """The versions whose files the engine may want again."""
        return {int(name) for name in self._adapters.names if name.isdecimal()}


async def _in_thread(work: Callable[[], Result]) -> Result:
    """The registry's work, which waits for the disk. Raises `ApiError` for what it refuses."""
    try:
        return await asyncio.to_thread(work)
    except BadAdapterError as error:
        raise ApiError(422, f"The adapter is refused: {error}", code="bad_adapter") from error
    except UnknownVersionError as error:
        raise ApiError(404, f"{error}.".capitalize(), param="version", code="version_not_found") from error
    except RegistryError as error:
        if isinstance(error.__cause__, OSError):
            raise ApiError(507, f"The policy registry {error}.", code="no_space") from error
        raise ApiError(422, f"The policy registry refuses: {error}", code="refused") from error
    except OSError as error:
        raise ApiError(507, f"The adapter could not be kept: {error.strerror}", code="no_space") from error

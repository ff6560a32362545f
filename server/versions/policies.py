"""Which policy version answers a request, and under which names clients ask for it.

    NAME             the live version; during a trial, for a share of the conversations, the canary
    NAME@3           version 3, whatever is live
    NAME@rollout-7   the learner's policy of the moment, which is no version: not listed, and nothing of it is kept

Which version a conversation gets during a trial depends on its first words and its user alone, so that all its turns
are written by one version. What is live is the registry's to say; loading is `server.versions.swap`'s.
"""

import hashlib
import itertools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policy.registry.registry import Manifest, Registry, RegistryError, UnknownVersionError
from server.errors import ApiError

NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
ROLLOUT = "rollout-"
NO_VERSION = -1
"""Stands for the version of what a rollout policy writes, which no version wrote."""
ON_TRIAL = "on_trial"
"""The code of a refusal that holds for as long as another version is on trial."""


@dataclass(frozen=True)
class Adapter:
    """A LoRA adapter as the engine knows it. Name and id belong to one set of weights for the life of the process."""

    name: str
    id: int
    """From 1 on."""
    folder: Path
    """PEFT's files."""


@dataclass(frozen=True)
class Policy:
    """What answers a request, as a response names it."""

    name: str
    """The model's name as the client asked for it."""
    version: int
    """`NO_VERSION` for a rollout policy."""
    label: str
    """`3`, or `rollout-7`: the header `x-attune-policy`."""
    fingerprint: str
    """`NAME@LABEL`, whatever was asked for."""
    adapter: Adapter | None
    """None for the base model."""

    @property
    def kept(self) -> bool:
        """Whether what it writes may be stored; a rollout is no reply to anybody."""
        return self.version != NO_VERSION


class Policies:
    """The versions that can be asked for. Without a registry there is version 0 alone."""

    def __init__(self, served_name: str, registry: Registry | None = None) -> None:
        self.served_name = served_name
        self._registry = registry
        self._ids = itertools.count(1)
        self._adapters: dict[int, Adapter] = {}
        self.rollout: Adapter | None = None
        """The learner's policy of the moment."""

    @property
    def live(self) -> int:
        """The version behind the plain name."""
        return 0 if self._registry is None else self._registry.live

    @property
    def canary(self) -> int | None:
        """The version on trial, if there is one."""
        canary = None if self._registry is None else self._registry.canary
        return None if canary is None else canary.version

    def resolve(self, name: str | None, conversation: str | None = None) -> Policy:
        """The policy behind a model's name; no name means the plain one. Raises `ApiError` 404.

        `conversation`, from `conversation_of`, decides who answers during a trial; without it, the live version does.
        """
        asked = self.served_name if name is None else name
        if asked == self.served_name:
            return self._policy(asked, self._assigned(conversation))
        base, _, label = asked.rpartition("@")
        if base == self.served_name:
            if self.rollout is not None and label == self.rollout.name:
                return Policy(asked, NO_VERSION, label, asked, self.rollout)
            if NUMBER.fullmatch(label) and self._answers(int(label)):
                return self._policy(asked, int(label))
        names = list(self.names())
        raise ApiError(
            404,
            f"The model {asked[:100]!r} does not exist; this server has {', '.join(names[:8])}"
            f"{' and more (GET /v1/models)' if len(names) > 8 else ''}.",
            param="model",
            code="model_not_found",
        )

    def versions(self) -> list[int]:
        """All versions that can answer, by number: those whose weights are here and that were not rejected."""
        if self._registry is None:
            return [0]
        return [one.version for one in self._registry.manifests() if _can_answer(one)]

    def names(self) -> dict[str, int]:
        """All names that can be asked for and their versions, the plain one first; not that of a rollout policy."""
        return {self.served_name: self.live} | {f"{self.served_name}@{number}": number for number in self.versions()}

    def adapter(self, version: int) -> Adapter | None:
        """A version's adapter; None for the base model. Raises `RegistryError` where its weights are not to be had."""
        if version == 0 or self._registry is None:
            return None
        if version not in self._adapters:
            folder = self._registry.adapter(version)
            assert folder is not None
            self._adapters[version] = Adapter(str(version), next(self._ids), folder)
        return self._adapters[version]

    def next_rollout(self, parent: Path) -> Adapter:
        """An adapter that was never there before, to be filled under `parent` and made `rollout` once it is loaded."""
        number = next(self._ids)
        # The name begins with a dot and ends in .partial: what a crash leaves, the registry's next owner removes.
        return Adapter(f"{ROLLOUT}{number}", number, parent / f".{ROLLOUT}{number}.partial")

    def _answers(self, version: int) -> bool:
        if self._registry is None:
            return version == 0
        try:
            return _can_answer(self._registry.manifest(version))
        except UnknownVersionError:
            return False

    def _policy(self, asked: str, version: int) -> Policy:
        try:
            adapter = self.adapter(version)
        except RegistryError as error:
            raise ApiError(503, str(error), param="model", code="version_unavailable", retry_after=30) from error
        return Policy(asked, version, str(version), f"{self.served_name}@{version}", adapter)

    def _assigned(self, conversation: str | None) -> int:
        canary = None if self._registry is None else self._registry.canary
        if canary is None or conversation is None:
            return self.live
        return canary.version if fraction(f"{canary.version}:{conversation}") < canary.share else self.live


def _can_answer(version: Manifest) -> bool:
    return not version.pruned and version.state != "rejected"


def conversation_of(body: Mapping[str, Any], user: str | None) -> str:
    """What all requests of one conversation have in common: its first words by a user, and who that is."""
    messages = body.get("messages") or ()
    first = next((message.get("content") for message in messages if message.get("role") == "user"), None)
    return json.dumps([user, first if messages else body.get("prompt")], sort_keys=True)


def fraction(text: str) -> float:
    """A number in [0, 1) that depends on nothing but the text, evenly spread over texts."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") / 2**64

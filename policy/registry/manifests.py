"""What is known of a policy version: where it came from, and where it stands.

A version's facts are written once, by the learner into the adapter file (`Facts`) and by the registry into the
version's `manifest.json` (`Record`), and never change. What does change, which version is live and what became of
the others, is one small value for all of them (`State`, `state.json`), so that any change is one rename.
A `Manifest` is both together.

Reading is strict: an unknown field, a missing one or one of another type is an error that names it.
"""

import json
import math
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

Method = Literal["ppo", "sft", "base"]
Standing = Literal["candidate", "live", "canary", "retired", "rejected", "rolled_back"]
Value = TypeVar("Value")

STRICT = ConfigDict(strict=True, extra="forbid")
FORMAT = 1
"""Of `state.json`; a larger number was written by a later attune."""
MAX_DEPTH = 32
"""Of JSON that came from outside."""
_SCHEMAS: dict[Any, TypeAdapter[Any]] = {}


@dataclass(frozen=True, kw_only=True)
class Base:
    """The model that an adapter belongs to."""

    __pydantic_config__ = STRICT

    model: str
    sha256: str

    def __str__(self) -> str:
        return f"{self.model} ({self.sha256[:12]})"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the learner says about an adapter."""

    __pydantic_config__ = STRICT

    parent: int
    """The version that training started from."""
    base: Base
    method: Method
    config: dict[str, Any] = field(default_factory=dict)
    """Every setting of the training."""
    votes: list[str] = field(default_factory=list)
    """Ids of the votes and preferences that were trained on."""
    rows: list[str] = field(default_factory=list)
    """Ids of the other examples that were trained on: the demonstrations of a supervised start. The prompts that PPO
    asks again are not listed."""
    reward_model: dict[str, Any] | None = None
    metrics: dict[str, Any] = field(default_factory=dict)
    gate: dict[str, Any] | None = None
    """The verdict and its numbers."""
    times: dict[str, Any] = field(default_factory=dict)
    """Seconds by stage."""


@dataclass(frozen=True, kw_only=True)
class Record(Facts):
    """A version's facts, as they are kept."""

    version: int
    created: int
    """Unix seconds."""
    adapter_sha256: str | None
    """Of the adapter's file, metadata included; None for version 0."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a version stands."""

    __pydantic_config__ = STRICT

    state: Standing
    reason: str | None = None
    """Why it is there."""
    evidence: dict[str, Any] | None = None
    """What a canary showed."""
    pruned: bool = False
    """Its weights were removed."""


@dataclass(frozen=True, kw_only=True)
class Manifest(Record):
    """All that is known of a version."""

    state: Standing
    reason: str | None = None
    evidence: dict[str, Any] | None = None
    pruned: bool = False


@dataclass(frozen=True, kw_only=True)
class Canary:
    """A version that answers a share of the conversations, on trial."""

    __pydantic_config__ = STRICT

    version: int
    share: float
    """Above 0 and below 1."""
    since: int
    """Unix seconds."""

    def __post_init__(self) -> None:
        if not 0 < self.share < 1:
            raise ValueError(f"a canary's share must be above 0 and below 1, not {self.share}")

    def same(self, other: "Canary") -> bool:
        """Whether this is the same trial, whatever its share."""
        return (self.version, self.since) == (other.version, other.since)


@dataclass(frozen=True, kw_only=True)
class Move:
    """A version became the live one."""

    __pydantic_config__ = STRICT

    version: int
    at: int
    """Unix seconds."""
    reason: str
    by: str


@dataclass(frozen=True, kw_only=True)
class State:
    """Everything about the versions that changes. Raises `ValueError` if its parts contradict each other."""

    __pydantic_config__ = STRICT

    format: int = FORMAT
    base: Base
    live: int
    history: list[Move]
    """Every version that became live, in order; the last one is live."""
    canary: Canary | None
    next: int
    """The number of the next version; it only grows."""
    versions: dict[int, Place]

    def __post_init__(self) -> None:
        for name, version in (("live", self.live), ("canary", self.canary and self.canary.version)):
            having = [number for number, place in self.versions.items() if place.state == name]
            if having != ([] if version is None else [version]):
                raise ValueError(f"{name} is {version}, but the versions marked {name} are {having}")
        if not self.history or self.history[-1].version != self.live:
            raise ValueError(f"the history does not end with the live version {self.live}")
        if 0 not in self.versions or self.next <= max(self.versions):
            raise ValueError(f"next is {self.next}, but the versions are {sorted(self.versions)}")


def read(kind: type[Value], text: str | bytes) -> Value:
    """A value from JSON. Raises `ValueError` with one line that names the field at fault."""
    schema: TypeAdapter[Value] = _schema(kind)
    try:
        return schema.validate_json(text)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"]))
        what = fault["msg"].removeprefix("Value error, ")
        raise ValueError(f"{where}: {what}" if where else what) from None


def as_json(value: Any) -> bytes:
    """A value of this module as JSON for a person to read. Raises `ValueError` for NaN and infinity."""
    plain = _schema(type(value)).dump_python(value)
    check_plain(plain)
    return json.dumps(plain, indent=1).encode() + b"\n"


def parse_json(text: str | bytes) -> Any:
    """JSON without NaN, infinity and endless nesting. Raises `ValueError`."""
    try:
        value = json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    check_plain(value)
    return value


def check_plain(value: Any, where: str = "it", depth: int = 0) -> None:
    """Raise `ValueError` naming the first number in dicts and lists that is NaN or infinite, or what nests too deep."""
    if depth > MAX_DEPTH:
        raise ValueError(f"{where} is nested too deep")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{where} is {value}")
    if isinstance(value, dict):
        for name, part in value.items():
            check_plain(part, str(name) if depth == 0 else f"{where}.{name}", depth + 1)
    elif isinstance(value, list | tuple):
        for part in value:
            check_plain(part, where, depth + 1)


def _schema(kind: Any) -> TypeAdapter[Any]:
    if kind not in _SCHEMAS:
        _SCHEMAS[kind] = TypeAdapter(kind)
    return _SCHEMAS[kind]

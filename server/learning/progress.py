"""How far a cycle is, in the learner's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Progress:
    """One report."""

    stage: str = "starting"
    done: float = 0.0
    total: float | None = None
    metrics: Mapping[str, Any] = field(default_factory=dict)
    message: str | None = None
    at: float = 0.0
    """Unix seconds."""

    def json(self) -> dict[str, Any]:
        """As the API shows it; `progress` is the part of the stage that is done."""
        part = min(max(self.done / self.total, 0.0), 1.0) if self.total else None
        return {**vars(self), "metrics": dict(self.metrics), "progress": part}

"""The history of learning: one line of JSON for everything that happened, in a file that only grows.

    started -> (paused | interrupted -> started again ...) -> ended (-> settled)

A cycle whose version cannot serve yet, because another one is on trial or the engine is away, has ended, and `waits`
until that is settled.
Lines are synced before the next thing is done, so that a server that was killed knows which cycle it was at and which
numbers are taken. A line that a crash left unfinished is dropped. The trail of a cycle, its progress over time for
plots, is a file of its own beside it: losing its end would matter to nobody, so it is not synced.
"""

import json
import logging
import os
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args

from feedback.training_rows import Mark
from server.settings import SettingsError

log = logging.getLogger("attune")

Outcome = Literal["promoted", "published", "rejected", "stopped", "cancelled", "failed"]
"""How a cycle can end for good."""
State = Literal["running", "paused", "interrupted"] | Outcome
By = Literal["schedule", "operator", "remote"]

FINAL = frozenset(get_args(Outcome))
KEPT_AS: Mapping[str, Collection[State]] = {
    "published": ("published", "promoted"),
    "cancelled": ("cancelled", "paused", "interrupted"),
}
"""What the server makes of a learner's word; any other is kept as it is."""
NUMBERED = re.compile(r"cycle-([0-9]{1,9})")


@dataclass(frozen=True)
class Cycle:
    """One cycle, as far as it is known."""

    id: str
    by: By
    """What began it; `remote` is a learner that is no child of this server."""
    mark: Mark
    """The votes there were when it began."""
    started: float
    """Unix seconds, of its first start."""
    attempts: int = 1
    """How often it was started."""
    interruptions: int = 0
    """How often it ended against everybody's will; pauses do not count."""
    state: State = "running"
    ended: float | None = None
    """When it last stopped running."""
    reason: str | None = None
    version: int | None = None
    """The policy version it published."""
    waits: bool = False
    """Whether that version is still to serve: it waits for the end of another's trial, or for engine or disk."""
    metrics: Mapping[str, Any] = field(default_factory=dict)

    @property
    def final(self) -> bool:
        """Whether it can never run again."""
        return self.state in FINAL

    def told(self, outcome: Outcome, version: int | None, metrics: Mapping[str, Any]) -> bool:
        """Whether it has ended with these very words of its learner's, who repeats them if the answer was lost."""
        kept_as = KEPT_AS.get(outcome, (outcome,))
        return self.state in kept_as and (self.version, self.metrics) == (version, metrics)

    def json(self) -> dict[str, Any]:
        """As the API shows it."""
        return {**self.brief(), "metrics": dict(self.metrics)}

    def brief(self) -> dict[str, Any]:
        """The same without its metrics, which hold every rater and every iteration."""
        shown = {name: value for name, value in vars(self).items() if name not in ("mark", "state", "metrics")}
        return {**shown, "outcome": self.state}


class Cycles:
    """All cycles by id, oldest first, and the file that they are kept in."""

    def __init__(self, folder: Path) -> None:
        """Read the history. What was running when a server before this one died is `interrupted`.

        Raises `SettingsError` if a line cannot be read.
        """
        self._file = folder / "cycles.jsonl"
        self._trails = folder / "trails"
        self._trails.mkdir(parents=True, exist_ok=True)
        self._cycles: dict[str, Cycle] = {}
        self.held = False
        """Whether an operator has paused learning."""
        for number, event in enumerate(_lines(self._file), start=1):
            try:
                self._apply(event)
            except (KeyError, TypeError, ValueError):
                raise SettingsError(f"{self._file}: line {number} is damaged; remove it and start again") from None
        for cycle in list(self._cycles.values()):
            if cycle.state == "running":
                self._cycles[cycle.id] = replace(cycle, state="interrupted", reason="the server ended")

    def all(self) -> list[Cycle]:
        """Every cycle, the newest last."""
        return list(self._cycles.values())

    def get(self, cycle_id: str) -> Cycle | None:
        """A cycle by its id."""
        return self._cycles.get(cycle_id)

    def next_id(self) -> str:
        """The id of a cycle that never was."""
        numbers = [int(found[1]) for name in self._cycles if (found := NUMBERED.fullmatch(name))]
        return f"cycle-{max(numbers, default=0) + 1:06}"

    def start(self, cycle_id: str, by: By, mark: Mark, now: float) -> Cycle:
        """A cycle begins, or goes on. Raises `OSError` if that cannot be kept."""
        event = {"event": "started", "id": cycle_id, "at": now, "by": by, "mark": [mark.votes, mark.preferences]}
        self._keep(event)
        return self._cycles[cycle_id]

    def end(
        self,
        cycle_id: str,
        state: State,
        now: float,
        reason: str | None = None,
        version: int | None = None,
        metrics: Mapping[str, Any] | None = None,
        waits: bool = False,
    ) -> Cycle:
        """A cycle stops running, for good or for now. It does so even if that cannot be kept."""
        said = {"state": state, "reason": reason, "version": version, "waits": waits, "metrics": dict(metrics or {})}
        event = {"event": "ended", "id": cycle_id, "at": now, **said}
        try:
            self._keep(event)
        except OSError as error:
            log.error("the outcome of %s could not be kept: %s", cycle_id, error)
            self._apply(event)
        return self._cycles[cycle_id]

    def settle(self, cycle_id: str, state: Outcome, reason: str | None, now: float) -> None:
        """The version of a cycle waits no more. Raises `OSError` if that cannot be kept."""
        self._keep({"event": "settled", "id": cycle_id, "at": now, "state": state, "reason": reason})

    def hold(self, held: bool, now: float) -> None:
        """An operator pauses learning or lets it go on. Raises `OSError` if that cannot be kept."""
        if held != self.held:
            self._keep({"event": "held" if held else "released", "at": now})

    def leave_trail(self, cycle_id: str, point: Mapping[str, Any]) -> None:
        """Add to what is known of a cycle's course."""
        try:
            with self._trail(cycle_id).open("a", encoding="utf-8") as out:
                out.write(json.dumps(point) + "\n")
        except OSError as error:
            log.warning("progress of %s could not be kept: %s", cycle_id, error)

    def trail(self, cycle_id: str) -> list[dict[str, Any]]:
        """A cycle's course: every progress report, with the time it came."""
        return list(_lines(self._trail(cycle_id)))

    def _trail(self, cycle_id: str) -> Path:
        return self._trails / f"{cycle_id}.jsonl"

    def _keep(self, event: dict[str, Any]) -> None:
        size = self._file.stat().st_size if self._file.exists() else 0
        try:
            with self._file.open("a", encoding="utf-8") as out:
                out.write(json.dumps(event) + "\n")
                out.flush()
                os.fsync(out.fileno())
        except OSError:
            # What is written next may not begin in the middle of a line.
            with suppress(OSError):
                os.truncate(self._file, size)
            raise
        self._apply(event)

    def _apply(self, event: Mapping[str, Any]) -> None:
        kind = event["event"]
        if kind in ("held", "released"):
            self.held = kind == "held"
            return
        there, now = self._cycles.get(event["id"]), float(event["at"])
        if kind == "started" and there is None:
            self._cycles[event["id"]] = Cycle(event["id"], event["by"], Mark(*map(int, event["mark"])), now)
        elif kind == "started" and there is not None:
            again = replace(there, state="running", ended=None, reason=None, attempts=there.attempts + 1)
            self._cycles[there.id] = again
        elif kind == "ended" and there is not None:
            said = {name: event[name] for name in ("state", "reason", "version", "metrics")}
            interruptions = there.interruptions + (event["state"] == "interrupted")
            waits = event.get("waits", False)
            self._cycles[there.id] = replace(there, ended=now, waits=waits, interruptions=interruptions, **said)
        elif kind == "settled" and there is not None:
            self._cycles[there.id] = replace(there, state=event["state"], reason=event["reason"], waits=False)
        else:
            raise ValueError(kind)


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines; none where there is no file. An unfinished last line is cut off."""
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        return
    whole, _, rest = text.rpartition(b"\n")
    if rest:
        os.truncate(file, len(text) - len(rest))
    for number, line in enumerate(whole.splitlines(), start=1):
        try:
            value = json.loads(line)
        except ValueError:
            value = None
        if not isinstance(value, dict):
            raise SettingsError(f"{file}: line {number} is damaged; remove it and start again")
        yield value

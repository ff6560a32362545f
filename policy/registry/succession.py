"""Which version follows which: the rules of promotion, rollback and pruning, as pure functions of `State`."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from policy.registry.manifests import Canary, Move, Place, Record, State

# Whose weights go first; all other states come after these.
PRUNED_FIRST = {"rejected": 0, "rolled_back": 1}


def gone_live(state: State, move: Move, left: Place, evidence: dict[str, Any] | None = None) -> State:
    """The state after `move`. `left` is what becomes of the version that was live; a trial ends without a verdict.

    Version 0 can always be gone back to, so it is never worse than retired. What a trial showed of a version stays;
    `evidence` is what the one that ends by this has shown so far.
    """
    places = dict(state.versions)
    if state.canary:
        places[state.canary.version] = _off_trial(state.canary, move, evidence)
    places[state.live] = replace(left, evidence=places[state.live].evidence) if state.live else Place(state="retired")
    places[move.version] = Place(state="live", reason=move.reason, evidence=places[move.version].evidence)
    return replace(state, live=move.version, history=[*state.history, move], canary=None, versions=places)


def _off_trial(canary: Canary, move: Move, evidence: dict[str, Any] | None) -> Place:
    """Where a version stands whose trial `move` has ended: a candidate again."""
    reason = f"its trial ended because version {move.version} went live"
    return Place(state="candidate" if canary.version else "retired", reason=reason, evidence=evidence)


def before(state: State) -> int | None:
    """The version that a rollback goes to: the last one that was live and that nothing was found wrong with since."""
    for move in reversed(state.history):
        place = state.versions[move.version]
        if place.state not in ("live", "rolled_back", "rejected") and not place.pruned:
            return move.version
    return None


def superfluous(state: State, records: Mapping[int, Record], keep: int, in_use: Collection[int]) -> list[int]:
    """The versions whose weights go, so that `keep` stay that nothing needs.

    Needed are the live version and the canary, their parents, the version that a rollback would go to, the newest
    candidate, and `in_use`.
    """
    serving = {state.live} | ({state.canary.version} if state.canary else set())
    candidates = [version for version, place in state.versions.items() if place.state == "candidate"]
    needed = {0, before(state), max(candidates, default=0)}
    needed |= serving | {records[version].parent for version in serving} | set(in_use)
    others = [version for version, place in state.versions.items() if version not in needed and not place.pruned]
    others.sort(key=lambda version: (PRUNED_FIRST.get(state.versions[version].state, 2), version))
    return others[: max(len(others) - keep, 0)]

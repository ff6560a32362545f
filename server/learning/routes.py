"""Learning over HTTP: what operators see and steer, and what a learner reports.

    operator   GET /admin/learner, /cycles, /cycles/ID, /events    POST /admin/learner/run, /pause, /resume, /cancel
    learner    POST, PUT, DELETE /admin/lease                      POST /admin/learner/progress, /outcome
                                                                   PUT  /admin/learner/cycles/ID/opinions

A learner's reports carry its lease in `x-attune-lease`; one that lost it is answered 403 `stale_lease` and must end.
Whether it has is asked once the body is here, which may take longer than the lease.
"""

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from pydantic import BaseModel, Field, JsonValue
from sse_starlette import EventSourceResponse, ServerSentEvent

from server.completions.requests import check, read_json
from server.errors import ApiError
from server.learning.cycles import Outcome
from server.learning.lease import MAX_SECONDS, Grant
from server.learning.opinions import Opinion, Opinions
from server.learning.progress import Progress
from server.services import Owner, Parts, Services, is_learner

router = APIRouter(prefix="/admin", tags=["learner"])

PING_SECONDS = 15
MAX_TEXT = 2000

Token = Annotated[str | None, Header(alias="x-attune-lease")]
CycleId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Number = Annotated[float, Field(allow_inf_nan=False)]
Metrics = Annotated[dict[str, JsonValue], Field(max_length=256)]


class LeaseBody(BaseModel):
    """Who wants to learn, and how long it may be silent."""

    holder: str = Field("a learner", min_length=1, max_length=200)
    seconds: float = Field(60, gt=0, le=MAX_SECONDS, allow_inf_nan=False)


class ProgressBody(BaseModel):
    """How far a cycle is."""

    cycle: CycleId
    stage: str = Field(min_length=1, max_length=64)
    done: Amount = 0
    total: Amount | None = None
    metrics: Metrics = {}
    message: str | None = None


class OutcomeBody(BaseModel):
    """How a cycle ended. `published` names the version; the server promotes it and says `promoted`."""

    cycle: CycleId
    outcome: Outcome
    reason: str | None = None
    version: int | None = Field(None, ge=0)
    metrics: Metrics = {}


class OpinionsBody(BaseModel):
    """By vote: the score of what was judged, and the margin in favour of what was voted."""

    of: dict[str, tuple[Number, Number]] = Field(max_length=100_000)


@router.get("/learner", summary="What the learner does")
async def learner(parts: Services, owner: Owner) -> dict[str, Any]:
    """State, the cycle that runs, votes since the last one, and how that ended; its metrics are with `/cycles`."""
    return parts.learner.snapshot()


@router.post("/learner/run", summary="Learn now")
async def run(parts: Services, owner: Owner) -> dict[str, Any]:
    """Begin a cycle whatever the number of votes. 422 while one runs or learning is paused."""
    parts.learner.ask()
    return parts.learner.snapshot()


@router.post("/learner/pause", summary="Pause learning")
async def pause(parts: Services, owner: Owner) -> dict[str, Any]:
    """No cycle begins, and one that runs stops with its work kept, until `resume`, across restarts."""
    parts.learner.pause()
    return parts.learner.snapshot()


@router.post("/learner/resume", summary="Learn again")
async def resume(parts: Services, owner: Owner) -> dict[str, Any]:
    """A paused cycle goes on where it was."""
    parts.learner.resume()
    return parts.learner.snapshot()


@router.post("/learner/cancel", summary="Cancel the cycle")
async def cancel(parts: Services, owner: Owner) -> dict[str, Any]:
    """The cycle that runs or is paused ends, and what is served stays as it is. 422 if there is none."""
    parts.learner.cancel()
    return parts.learner.snapshot()


@router.get("/learner/cycles", summary="Past cycles")
async def cycles(
    parts: Services, owner: Owner, limit: Annotated[int, Query(ge=1, le=1000)] = 100, after: str | None = None
) -> dict[str, Any]:
    """The newest first; `after` is the last id of the page before."""
    found = [cycle.json() for cycle in reversed(parts.learner.cycles.all())]
    if after is not None:
        places = [place for place, cycle in enumerate(found) if cycle["id"] == after]
        if not places:
            raise ApiError(404, f"There is no cycle {after!r}.", param="after", code="not_found")
        found = found[places[0] + 1 :]
    return {"object": "list", "data": found[:limit], "has_more": len(found) > limit}


@router.get("/learner/cycles/{cycle_id}", summary="One cycle")
async def cycle(cycle_id: str, parts: Services, owner: Owner) -> dict[str, Any]:
    """A cycle with its trail: every progress report, oldest first."""
    found = parts.learner.cycles.get(cycle_id)
    if found is None:
        raise ApiError(404, f"There is no cycle {cycle_id!r}.", param="cycle_id", code="not_found")
    return {**found.json(), "trail": parts.learner.cycles.trail(cycle_id)}


@router.get("/learner/events", summary="Live progress", response_class=EventSourceResponse)
async def events(parts: Services, owner: Owner) -> EventSourceResponse:
    """Server-sent events: `snapshot` first, then `change` after each change, both with the state of learning."""
    return EventSourceResponse(_events(parts), ping=PING_SECONDS, sep="\n")


async def _events(parts: Parts) -> AsyncIterator[ServerSentEvent]:
    name = "snapshot"
    async for shown in parts.learner.changes():
        yield ServerSentEvent(json.dumps(shown, separators=(",", ":")), event=name)
        name = "change"


@router.post("/learner/progress", summary="A learner reports progress")
async def progress(request: Request, parts: Services, owner: Owner, token: Token = None) -> dict[str, Any]:
    """`{"continue": false}` tells the learner to keep its work and end."""
    body = check(ProgressBody, await read_json(request))
    parts.lease.check(token)
    message = body.message and body.message[:MAX_TEXT]
    at = parts.learner.now()
    told = Progress(body.stage, body.done, body.total, body.metrics, message, at)
    return {"continue": await parts.learner.report(body.cycle, told)}


@router.put("/learner/cycles/{cycle_id}/opinions", summary="A learner tells what its reward model thinks")
async def think(cycle_id: str, request: Request, parts: Services, owner: Owner, token: Token = None) -> dict[str, Any]:
    """Of votes that it did not see, for operators who browse them; in place of what an earlier cycle thought."""
    body = check(OpinionsBody, await read_json(request))
    parts.lease.check(token)
    if parts.learner.cycles.get(cycle_id) is None:
        raise ApiError(404, f"There is no cycle {cycle_id!r}.", param="cycle_id", code="not_found")
    await parts.learner.think(Opinions(cycle_id, {vote: Opinion(*numbers) for vote, numbers in body.of.items()}))
    return {"cycle": cycle_id, "votes": len(body.of)}


@router.post("/learner/outcome", summary="A learner reports the end")
async def outcome(request: Request, parts: Services, owner: Owner, token: Token = None) -> dict[str, Any]:
    """The cycle as it is kept; a version that it published may be live by then."""
    body = check(OutcomeBody, await read_json(request))
    parts.lease.check(token)
    if body.outcome == "published" and body.version is None:
        raise ApiError(422, "published needs the version.", param="version", code="missing_version")
    reason = body.reason and body.reason[:MAX_TEXT]
    ended = await parts.learner.conclude(body.cycle, body.outcome, reason, body.version, body.metrics)
    return ended.json()


@router.post("/lease", summary="Take the learner's lease")
async def acquire(request: Request, parts: Services, owner: Owner) -> dict[str, Any]:
    """423 while another learner holds it, or while the server's own is starting."""
    body = check(LeaseBody, await read_json(request))
    is_child = is_learner(request)
    if not parts.learner.may_take_lease(is_child):
        raise ApiError(423, "The server's own learner is at work.", code="lease_held", retry_after=10)
    grant = parts.lease.acquire(body.holder, body.seconds)
    parts.learner.took_lease(grant.token, is_child)
    return _granted(parts, grant)


@router.put("/lease", summary="Renew the lease")
async def renew(request: Request, parts: Services, owner: Owner, token: Token = None) -> dict[str, Any]:
    """Extend it, even after it ran out, as long as nobody else has taken it or is about to."""
    body = check(LeaseBody, await read_json(request))
    if not parts.learner.may_take_lease(is_learner(request)):
        raise ApiError(403, "The server's own learner is at work.", code="stale_lease")
    return _granted(parts, parts.lease.renew(token, body.seconds))


@router.delete("/lease", summary="Give the lease back")
async def release(parts: Services, owner: Owner, token: Token = None) -> dict[str, Any]:
    """The next learner may take it at once."""
    parts.lease.release(token)
    return {"released": True}


def _granted(parts: Parts, grant: Grant) -> dict[str, Any]:
    return {"token": grant.token, "expires_in": grant.expires - parts.learner.now()}

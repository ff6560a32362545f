"""`/admin/policies` and `/admin/rollout-policy`: what versions there are, which serves, and new ones from a learner.

Uploads are the learner's and need its lease. Steering is an operator's; a learner that steers sends its lease, which
must then be valid, so that one that was away too long promotes nothing.
"""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import FileResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from policy.adapters.file import ADAPTER_FILE
from policy.registry.registry import Manifest, RegistryError, UnknownVersionError
from server.completions.requests import check, read_json
from server.errors import ApiError
from server.services import LEARNER, Owner, Parts, Services
from server.versions.uploads import body_file

router = APIRouter(prefix="/admin", tags=["policies"])

UPLOADS = (("POST", "/admin/policies"), ("PUT", "/admin/rollout-policy"))
"""Routes whose body is an adapter file, which has a bound of its own."""

Lease = Annotated[str | None, Header(alias="x-attune-lease")]
Reason = Annotated[str, Field(min_length=1, max_length=500)]
# What the list leaves to the page of one version: it may be long.
EVIDENCE = ("votes", "rows", "config", "reward_model", "gate", "evidence", "times", "adapter_sha256", "base")


class ReasonBody(BaseModel):
    """Why a version is promoted or rolled back; it is kept in the history."""

    model_config = ConfigDict(extra="forbid", strict=True)

    reason: Reason | None = None


class CanaryBody(BaseModel):
    """Which version goes on trial, and with how many of the conversations."""

    model_config = ConfigDict(extra="forbid", strict=True)

    version: Annotated[int, Field(ge=0)]
    share: Annotated[float, Field(gt=0, lt=1)]


@router.get("/policies", summary="All policy versions")
async def list_policies(parts: Services, owner: Owner) -> dict[str, Any]:
    """Which version is live, which is on trial, and all there ever were, version 0 first."""
    shelf = parts.swap.shelf
    canary = shelf.registry.canary
    return {
        "live": shelf.registry.live,
        "canary": {**asdict(canary), "evidence": parts.judge.evidence(canary)} if canary else None,
        "previous": shelf.previous(),
        "rollout": parts.policies.rollout.name if parts.policies.rollout else None,
        "base": {"model": shelf.base.model, "sha256": shelf.base.sha256},
        "policies": [_summary(manifest) for manifest in shelf.registry.manifests()],
    }


@router.get("/policies/{version}", summary="One policy version")
async def get_policy(version: int, parts: Services, owner: Owner) -> dict[str, Any]:
    """Its manifest: what it was trained on and how, what the gate and the trial said, and when it was live."""
    moves = [asdict(move) for move in parts.swap.shelf.registry.history if move.version == version]
    shown = asdict(_manifest(parts, version))
    return {**shown, "evidence": _evidence(parts, version) or shown["evidence"], "history": moves}


@router.get("/policies/{version}/adapter", summary="A version's adapter file")
async def get_adapter(version: int, parts: Services, owner: Owner) -> FileResponse:
    """The file as it was published: safetensors, PEFT's names."""
    try:
        folder = parts.swap.shelf.registry.adapter(_manifest(parts, version).version)
    except RegistryError as error:
        raise ApiError(404, f"{error}.".capitalize(), param="version", code="version_unavailable") from error
    if folder is None:
        raise ApiError(404, "Version 0 is the base model and has no adapter.", param="version", code="no_adapter")
    return FileResponse(folder / ADAPTER_FILE, media_type="application/octet-stream")


@router.post("/policies", summary="Publish a version", status_code=201)
async def publish(request: Request, parts: Services, owner: Owner, lease: Lease = None) -> JSONResponse:
    """Take in an adapter file, the body, as a new candidate: checked, loaded, and proved with its probe."""
    shelf = parts.swap.shelf
    parts.lease.check(lease)
    async with body_file(request, shelf.folder) as file:
        # The upload may have taken longer than the lease.
        parts.lease.check(lease)
        manifest = await parts.swap.publish(file)
    return JSONResponse(asdict(manifest), 201)


@router.post("/policies/rollback", summary="Go back to the version before")
async def rollback(request: Request, parts: Services, owner: Owner, lease: Lease = None) -> dict[str, Any]:
    """Make the version live that was so before; the one that was counts as rolled back."""
    body = check(ReasonBody, await _optional(request))
    manifest = await parts.swap.rollback(body.reason or "asked for", _who(parts, owner, lease))
    return _summary(manifest)


@router.post("/policies/{version}/promote", summary="Make a version live")
async def promote(version: int, request: Request, parts: Services, owner: Owner, lease: Lease = None) -> dict[str, Any]:
    """New requests get it at once; streams in flight keep theirs."""
    body = check(ReasonBody, await _optional(request))
    who = _who(parts, owner, lease)
    manifest = await parts.swap.promote(version, body.reason or "asked for", who)
    return _summary(manifest)


@router.put("/policies/canary", summary="Put a version on trial")
async def set_canary(request: Request, parts: Services, owner: Owner, lease: Lease = None) -> dict[str, Any]:
    """Have a version answer a share of the conversations, or change the share of the one that does.

    Votes on its replies and the live version's decide by themselves whether it goes live or out of service.
    """
    body = check(CanaryBody, await read_json(request))
    _who(parts, owner, lease)
    return _summary(await parts.swap.set_canary(body.version, body.share))


@router.delete("/policies/canary", summary="End the trial")
async def end_canary(parts: Services, owner: Owner, lease: Lease = None) -> dict[str, Any]:
    """Take the version on trial out of service; the live one answers all."""
    by, canary = _who(parts, owner, lease), parts.swap.shelf.registry.canary
    shown = parts.judge.evidence(canary)
    return _summary(await parts.swap.end_canary(False, shown, "its trial was ended", by, canary))


@router.put("/rollout-policy", summary="Set the learner's policy of the moment")
async def set_rollout_policy(request: Request, parts: Services, owner: Owner, lease: Lease = None) -> dict[str, Any]:
    """Serve an adapter file, the body, under a new name of its own, in place of the one before. It is no version."""
    shelf = parts.swap.shelf
    parts.lease.check(lease)
    async with body_file(request, shelf.folder) as file:
        parts.lease.check(lease)
        policy = await parts.swap.use_rollout(file)
    return {"model": policy.name}


@router.delete("/rollout-policy", summary="Remove the learner's policy of the moment", status_code=204)
async def delete_rollout_policy(parts: Services, owner: Owner, lease: Lease = None) -> Response:
    """It has no name any more, and is unloaded once no request uses it."""
    parts.lease.check(lease)
    await parts.swap.end_rollout()
    return Response(status_code=204)


def _manifest(parts: Parts, version: int) -> Manifest:
    try:
        return parts.swap.shelf.registry.manifest(version)
    except UnknownVersionError as error:
        raise ApiError(404, f"{error}.".capitalize(), param="version", code="version_not_found") from error


def _evidence(parts: Parts, version: int) -> dict[str, Any] | None:
    """What votes say so far of a version that is on trial."""
    canary = parts.swap.shelf.registry.canary
    return parts.judge.evidence(canary) if canary and canary.version == version else None


def _summary(manifest: Manifest) -> dict[str, Any]:
    """A version in a list; of the votes, how many they are."""
    shown = {name: value for name, value in asdict(manifest).items() if name not in EVIDENCE}
    return {**shown, "votes": len(manifest.votes)}


def _who(parts: Parts, owner: str | None, lease: str | None) -> str:
    """Who steers, for the history."""
    if lease is None:
        return owner or "operator"
    parts.lease.check(lease)
    return LEARNER


async def _optional(request: Request) -> dict[str, Any]:
    """The body, which may be left out."""
    return await read_json(request) if await request.body() else {}

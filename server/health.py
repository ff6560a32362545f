"""`/livez`, `/readyz` and `/metrics`: for orchestrators and Prometheus, open to all, without any content."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest

from server.engine.engine import EngineState
from server.services import Services

router = APIRouter(tags=["health"])


@router.get("/livez", summary="Is the process alive?")
async def livez() -> dict[str, str]:
    """200 as long as the server answers at all."""
    return {"status": "alive"}


@router.get("/readyz", summary="May it get traffic?")
async def readyz(parts: Services) -> JSONResponse:
    """200 while the engine is ready and the server is not ending; 503 with the reason otherwise."""
    ready = parts.engine.ready and not parts.lifecycle.draining
    state = parts.engine.state
    if state is EngineState.READY and not ready:
        # It died, and its watcher has yet to see it.
        state = EngineState.RESTARTING
    headers = {} if ready else {"retry-after": "5"}
    return JSONResponse(
        {"status": "draining" if parts.lifecycle.draining else state, "policy_version": parts.policies.live},
        status_code=200 if ready else 503,
        headers=headers,
    )


@router.get("/metrics", summary="Prometheus metrics")
async def metrics() -> Response:
    """vLLM's metrics and attune's own, in Prometheus' text format."""
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

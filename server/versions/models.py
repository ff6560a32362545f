"""`GET /v1/models`: the live policy first, then every version by number."""

import time
from typing import Any

from fastapi import APIRouter

from server.services import Owner, Parts, Services

router = APIRouter(tags=["models"])

STARTED = int(time.time())


def _card(parts: Parts, name: str, version: int) -> dict[str, Any]:
    return {
        "id": name,
        "object": "model",
        "created": STARTED,
        "owned_by": "attune",
        "policy_version": version,
        "max_model_len": parts.engine.max_model_len,
        "max_num_seqs": parts.engine.max_num_seqs,
    }


@router.get("/v1/models", summary="List the models")
async def list_models(parts: Services, owner: Owner) -> dict[str, Any]:
    """OpenAI's list. The first name is whichever version is live."""
    return {"object": "list", "data": [_card(parts, name, version) for name, version in parts.policies.names().items()]}


@router.get("/v1/models/{name:path}", summary="One model")
async def get_model(name: str, parts: Services, owner: Owner) -> dict[str, Any]:
    """One model by its name."""
    return _card(parts, name, parts.policies.resolve(name).version)

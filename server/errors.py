"""OpenAI's error body, and the one exception that carries it.

Every refusal of the API, whoever raises it, leaves as `{"error": {message, type, param, code}}` with the status that
OpenAI's clients expect. Routes raise `ApiError`; the handlers at the end turn everything else into one.
Messages say what was wrong and what is allowed; they never quote secrets or a traceback.
"""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.routing import BaseRoute, Match, Mount

from feedback.errors import Foreign, Refused, StoreError, StoreUnavailable, UnknownId

MAX_MESSAGE = 500
# A field's name may be as long as a body.
MAX_PARAM = 256

METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")
KINDS = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}


class ApiError(Exception):
    """A request that is answered with an error: an HTTP status and OpenAI's fields."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        param: str | None = None,
        code: str | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        # One line of bounded length, whatever of the request it quotes.
        self.message = " ".join(message.split())[:MAX_MESSAGE]
        self.param = param
        self.code = code
        self.retry_after = retry_after
        """Seconds after which trying again makes sense."""

    def body(self) -> dict[str, Any]:
        """The JSON that OpenAI's clients read."""
        kind = KINDS.get(self.status, "server_error" if self.status >= 500 else "invalid_request_error")
        return {"error": {"message": self.message, "type": kind, "param": self.param, "code": self.code}}

    def response(self) -> JSONResponse:
        """The whole answer. Only what the same request may cure is worth a client's automatic retry."""
        headers = {} if self.retry_after is None else {"retry-after": str(self.retry_after)}
        if self.retry_after is None:
            headers["x-should-retry"] = "false"
        if self.status == 401:
            headers["www-authenticate"] = "Bearer"
        return JSONResponse(self.body(), self.status, headers)


ENGINE_LOST = "The engine stopped while it wrote this reply; it is being started again. Send the request again."


class EngineLostError(ApiError):
    """The engine's process died under a request."""

    def __init__(self) -> None:
        super().__init__(503, ENGINE_LOST, code="engine_lost", retry_after=5)


def of_store(error: StoreError) -> ApiError:
    """What the store refused, with its status."""
    status, code = next(
        (
            (status, code)
            for kind, status, code in (
                (UnknownId, 404, "not_found"),
                (Foreign, 403, "foreign"),
                (Refused, 422, "contradictory"),
                (StoreUnavailable, 503, "store_unavailable"),
            )
            if isinstance(error, kind)
        ),
        (500, None),
    )
    return ApiError(status, str(error), param=error.param, code=code, retry_after=5 if status == 503 else None)


def of_validation(errors: list[Mapping[str, Any]], body: object = None) -> ApiError:
    """The most telling of pydantic's complaints, with the field it is about.

    A union complains once for each of its members: what went furthest into the body knows best. Pydantic also names
    the member in the place of the error; `body`, if given, tells such labels from fields.
    """
    places = [[str(part) for part in _place(error, body)] for error in errors]
    best = max(range(len(errors)), key=lambda index: len(places[index]))
    param = ".".join(places[best])[:MAX_PARAM] or None
    reason = str(errors[best]["msg"]).removeprefix("Value error, ")
    return ApiError(400, f"{param}: {reason}" if param else reason, param=param, code="invalid_value")


def _place(error: Mapping[str, Any], body: object) -> list[str | int]:
    """The parts of a pydantic location that are fields of the body; the last may be one that is missing there."""
    loc: tuple[str | int, ...] = error["loc"]
    if body is None:
        return [part for part in loc if part not in ("body", "query", "path")]
    found: list[str | int] = []
    value: Any = body
    for number, part in enumerate(loc):
        inside = isinstance(value, list) and isinstance(part, int) and part < len(value)
        if inside or (isinstance(value, dict) and part in value):
            value = value[part]
        elif error["type"] != "missing" or number < len(loc) - 1:
            continue
        found.append(part)
    return found


def install(app: FastAPI) -> None:
    """Answer every exception in OpenAI's shape."""

    @app.exception_handler(ApiError)
    async def api_error(_: Request, error: ApiError) -> JSONResponse:
        return error.response()

    @app.exception_handler(StoreError)
    async def store_error(_: Request, error: StoreError) -> JSONResponse:
        return of_store(error).response()

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return of_validation(list(error.errors())).response()

    @app.exception_handler(StarletteHTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        return _of_http(app, request, error).response()


def _of_http(app: FastAPI, request: Request, error: HTTPException) -> ApiError:
    """What routing refuses. The browser client's files are found anywhere, so whether a path exists is asked here."""
    path = request.scope["path"]
    if error.status_code in (404, 405):
        methods = {
            method
            for method in METHODS
            if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in _api_routes(app))
        }
        if methods - {request.method}:
            said = f"{path} takes {', '.join(sorted(methods))}, not {request.method}."
            return ApiError(405, said, code="method_not_allowed")
        return ApiError(404, f"There is nothing at {request.method} {path}.", code="unknown_url")
    return ApiError(error.status_code, f"{request.method} {path}: {error.detail}")


def _api_routes(app: FastAPI) -> list[BaseRoute]:
    """All routes but mounted folders."""
    return [route for route in app.routes if not isinstance(route, Mount)]

"""The wiring: settings in, a running server out.

    run(settings) -> uvicorn -> middleware -> routes -> engine, store

`run` owns the order of things. Start: open the store, listen, load the engine behind `/readyz`.
End, on SIGTERM or Ctrl-C: not ready, live streams finish (bounded), stop listening, engine, store.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from feedback.errors import StoreError
from feedback.store import FILE_NAME, Store
from policy.gate.sequential import CanaryConfig
from policy.registry.registry import Registry
from server import errors, health, overview, pages, votes
from server.completions import responses, stored
from server.completions import routes as chat
from server.docs import describe
from server.engine.engine import Engine, EngineState
from server.learning import routes as admin_learner
from server.learning import training_data
from server.learning.learner import Learner
from server.learning.lease import Lease
from server.lifecycle import Lifecycle
from server.metrics import POLICY_VERSION
from server.middleware import RequestMiddleware
from server.services import Parts
from server.settings import Settings, SettingsError, telemetry_variables
from server.versions import models
from server.versions import routes as admin_policies
from server.versions.canary import Judge
from server.versions.policies import Policies
from server.versions.shelf import obstacle, open_shelf
from server.versions.swap import Swap

if TYPE_CHECKING:
    from server.telemetry import Telemetry

log = logging.getLogger("attune")


def create_app(parts: Parts) -> FastAPI:
    """All routes over the given parts; the engine lives as long as the app does."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        engine = asyncio.create_task(parts.engine.run(), name="engine")
        learner = asyncio.create_task(parts.learner.run(), name="learner")
        judge = asyncio.create_task(parts.judge.run(), name="judge")
        try:
            yield
        finally:
            await parts.learner.stop()
            await parts.background.stop()
            engine.cancel()
            judge.cancel()
            await asyncio.gather(engine, learner, judge, return_exceptions=True)
            await parts.engine.stop()

    app = FastAPI(title="attune", version=version("attune"), lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.parts = parts
    app.add_middleware(
        RequestMiddleware,
        max_body_bytes=parts.settings.max_body_bytes,
        origins=None if parts.settings.api_keys else parts.settings.cors_origins,
        larger=dict.fromkeys(admin_policies.UPLOADS, parts.settings.max_adapter_bytes),
    )
    if parts.settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(parts.settings.cors_origins),
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=["*"],
            expose_headers=["x-request-id", "x-attune-policy", "x-attune-completion", "retry-after"],
        )
    errors.install(app)
    groups = (chat, stored, responses, models, votes, overview, health, training_data, admin_learner, admin_policies)
    for group in groups:
        app.include_router(group.router)
    describe(app)
    if parts.settings.web and not pages.mount(app):
        log.warning("the browser client is not built (`make web` builds it); the API works without it")
    return app


class Server(uvicorn.Server):
    """uvicorn, except that the first signal lets live streams finish before anything is closed."""

    def __init__(self, config: uvicorn.Config, parts: Parts) -> None:
        super().__init__(config)
        self._parts = parts
        self.url = ""
        self._draining: asyncio.Task[None] | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """First signal: drain, then exit. Second: cut what still runs."""
        if self._draining is not None:
            self.should_exit = True
            return
        self._draining = asyncio.get_running_loop().create_task(self._drain(), name="drain")

    async def _drain(self) -> None:
        seconds = self._parts.settings.drain_seconds
        self._parts.engine.end_quietly()
        log.info("stopping: live replies may finish for up to %g s (a second signal cuts them)", seconds)
        left, _ = await asyncio.gather(self._parts.lifecycle.drain(seconds), self._parts.learner.stop())
        if left:
            log.warning("%d replies did not finish in time and are cut", left)
        self.should_exit = True

    async def watch_start(self) -> None:
        """Say when the first user may come, or end the server when the engine could not be started at all."""
        engine = self._parts.engine
        await engine.settled.wait()
        if engine.state is EngineState.FAILED:
            self.should_exit = True
        elif engine.state is EngineState.READY:
            log.info("ready: chat in the browser at %s, or point an OpenAI client at %s/v1", self.url, self.url)

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Listen, and say where."""
        try:
            await super().startup(sockets=sockets)  # type: ignore[arg-type]
        except SystemExit:
            # uvicorn's way to say that the port is taken; `serve` says it in our words once all is closed.
            self.should_exit = True
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            self.url = _url(host, port)
            # A learner on this machine reaches a server that listens everywhere at the machine's own address.
            self._parts.learner.url = _url({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port)
            log.info("attune %s listens on %s", version("attune"), self.url)


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _telemetry() -> "Telemetry | None":
    """OpenTelemetry where its own variables ask for it; otherwise none of it is imported."""
    if not (variables := telemetry_variables()):
        return None
    from server.telemetry import Telemetry  # noqa: PLC0415 - a quarter of a second that few need

    return Telemetry(variables)


async def serve(settings: Settings) -> None:
    """Serve until told to stop. Raises `SettingsError` if it could not start."""
    telemetry = _telemetry()
    store = await Store.open(settings.data / FILE_NAME)
    registry: Registry | None = None
    try:
        lease = Lease(settings.data / "learner" / "lease.json")
        engine, lifecycle = Engine(settings), Lifecycle()
        shelf = await asyncio.to_thread(open_shelf, settings, engine.max_adapter_rank)
        registry = shelf.registry if shelf else None
        policies = Policies(settings.served_name, registry)
        swap = Swap(shelf, policies, engine.adapters)
        engine.restore = swap.restore
        learner = Learner(
            settings,
            store,
            lease,
            ready=lambda: shelf is not None and engine.ready and not lifecycle.draining,
            promote=lambda version: swap.admit(version, settings.promotion),
            serving=lambda: {"live": policies.live, "canary": policies.canary},
            unable=obstacle(engine.max_adapter_rank),
        )
        swap.on_move = learner.moved
        trial = CanaryConfig(longest=settings.canary_seconds)
        judge = Judge(registry, store, swap, settings.served_name, ready=lambda: engine.ready, config=trial)
        swap.evidence = judge.evidence
        parts = Parts(settings, store, engine, policies, swap, lease, learner, judge, lifecycle, telemetry)
        POLICY_VERSION.set(parts.policies.live)
        config = uvicorn.Config(
            create_app(parts),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=settings.log_level == "debug",
            server_header=False,
            timeout_graceful_shutdown=5,
        )
        server = Server(config, parts)
        watching = asyncio.create_task(server.watch_start())
        await server.serve()
        watching.cancel()
    finally:
        if registry is not None:
            registry.close()
        await store.close()
        if telemetry is not None:
            await asyncio.to_thread(telemetry.close)
    if parts.engine.failure is not None:
        raise SettingsError(f"model {settings.model} could not be loaded: {parts.engine.failure}")
    if not server.started:
        raise SettingsError(f"cannot listen on {settings.host}:{settings.port}")


def run(settings: Settings) -> int:
    """Run the server in this process; the exit code. Raises `SettingsError` if it could not start."""
    logging.basicConfig(level=settings.log_level.upper(), format="%(asctime)s %(levelname)-7s %(message)s")
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    try:
        asyncio.run(serve(settings))
    except StoreError as error:
        raise SettingsError(str(error)) from None
    return 0

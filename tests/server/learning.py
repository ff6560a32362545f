"""The learner's routes over a real store, a real lease and real HTTP, without an engine.

The child process is `scripted_learner.py`, which speaks the protocol and learns nothing.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import psutil
import uvicorn
from fastapi import APIRouter, FastAPI

from feedback.store import Store
from feedback.types import FinishedChoice, NewCompletion, NewVote
from feedback.types import Outcome as Ended
from server import errors
from server.errors import ApiError
from server.learning import routes as admin_learner
from server.learning import training_data
from server.learning.cycles import Outcome
from server.learning.learner import Learner
from server.learning.lease import Lease
from server.settings import Settings

SCRIPT = str(Path(__file__).parent / "scripted_learner.py")


async def eventually(found: Callable[[], Any], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


def children() -> list[psutil.Process]:
    """The scripted learners that this process has."""
    found = []
    for child in psutil.Process().children():
        with suppress(psutil.NoSuchProcess):  # it ended just now
            found += [child] if SCRIPT in child.cmdline() else []
    return found


@dataclass
class Site:
    """The learner's routes over a real store, without an engine. Close it and open it again on the same folder."""

    folder: Path
    plan: str = "publish"
    options: dict[str, Any] = field(default_factory=dict)
    promoted: list[int] = field(default_factory=list)
    refusal: ApiError | None = None
    unable: str | None = None
    serving: dict[str, int | None] = field(default_factory=lambda: {"live": 0, "canary": None})
    started: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Site"]:
        settings = Settings.model_validate({"data": self.folder} | self.options)
        async with await Store.open(self.folder / "attune.db") as self.store:
            self.lease = Lease(self.folder / "learner" / "lease.json")
            self.learner = Learner(
                settings,
                self.store,
                self.lease,
                ready=lambda: True,
                promote=self.promote,
                serving=self.now_serving,
                unable=self.unable,
                command=self.command,
            )
            app = FastAPI()
            app.state.parts = SimpleNamespace(
                settings=settings, store=self.store, lease=self.lease, learner=self.learner, **self.more_parts()
            )
            errors.install(app)
            for router in (admin_learner.router, training_data.router, *self.more_routers()):
                app.include_router(router)
            server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, timeout_graceful_shutdown=2))
            serving = asyncio.create_task(server.serve())
            await eventually(lambda: server.started)
            port = server.servers[0].sockets[0].getsockname()[1]
            self.learner.url = f"http://127.0.0.1:{port}"
            running = asyncio.create_task(self.learner.run())
            try:
                headers = {"authorization": f"Bearer {self.options['api_key'][0]}"} if "api_key" in self.options else {}
                async with httpx.AsyncClient(base_url=self.learner.url, headers=headers, timeout=30) as self.http:
                    yield self
            finally:
                await self.learner.stop()
                await running
                server.should_exit = True
                await serving

    def more_parts(self) -> dict[str, Any]:
        """Parts of the server beyond the learner's."""
        return {}

    def more_routers(self) -> Sequence[APIRouter]:
        """Routes beyond the learner's."""
        return ()

    def now_serving(self) -> dict[str, int | None]:
        return self.serving

    async def promote(self, version: int) -> Outcome:
        if self.refusal is not None:
            raise self.refusal
        self.promoted.append(version)
        return "promoted"

    def command(self, settings: Settings, url: str, cycle_id: str) -> list[str]:
        self.started.append(cycle_id)
        return [sys.executable, SCRIPT, self.plan, url, cycle_id]

    async def votes(self, count: int, prefix: str = "c", keep: bool = True) -> None:
        for number in range(count):
            name = f"{prefix}{number}"
            said = [{"role": "user", "content": name}]
            await self.store.begin(NewCompletion(name, "attune", 0, 1, messages=said, store=keep))
            await self.store.finish(
                name, Ended("completed", [FinishedChoice(0, {"role": "assistant", "content": "a"})])
            )
            await self.store.vote(NewVote(name, "up", "ada"))

    async def state(self) -> Any:
        return (await self.http.get("/admin/learner")).raise_for_status().json()

    async def post(self, path: str, body: Any = None, lease: Any = None) -> httpx.Response:
        headers = {} if lease is None else {"x-attune-lease": str(lease)}
        return await self.http.post(path, json=body, headers=headers)

    async def until(self, found: Callable[[Any], Any], seconds: float = 30) -> Any:
        deadline = time.monotonic() + seconds
        while not found(state := await self.state()):
            assert time.monotonic() < deadline, state
            await asyncio.sleep(0.02)
        return state

    async def last(self, outcome: str) -> Any:
        return (await self.until(lambda state: state["last"] and state["last"]["outcome"] == outcome))["last"]

    async def cycles(self) -> Any:
        return (await self.http.get("/admin/learner/cycles")).raise_for_status().json()["data"]


Opened = Callable[..., Awaitable[Site]]

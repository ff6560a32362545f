"""When to learn, and the care of whoever does: the schedule, the one cycle that runs, and what it reports.

    votes -> Learner.run (looks every second) -> Child -> POST /admin/lease, /admin/learner/progress, .../outcome
                                                              |            answer: go on, or end
    operator -> run, pause, resume, cancel -------------------'

Never two at once. A cycle is this server's child, or a learner elsewhere that took the lease; then the schedule waits.
A cycle that was paused, or that a restart or a kill interrupted, goes on under its own id from where the learner kept
its work. A learner that ended without a word has failed; the next try waits for new votes, or longer with each failure.
A version that is published while another is on trial, or in the middle of a fault, waits (`admission`).

All methods belong to the event loop's thread. Left out: more than one learner, and learning on a schedule of days.
"""

import asyncio
import logging
import os
import secrets
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Literal

from feedback.errors import StoreError
from feedback.store import Store
from feedback.training_rows import Mark
from policy.cycle.folder import forget
from server.errors import ApiError
from server.learning import opinions
from server.learning.admission import Admission, Promote
from server.learning.audience import Audience
from server.learning.child import Child
from server.learning.cycles import By, Cycle, Cycles, Outcome, State
from server.learning.lease import Lease
from server.learning.opinions import Opinions
from server.learning.progress import Progress
from server.learning.schedule import MAX_INTERRUPTIONS, Schedule, Votes, retry_at, to_resume, unfinished, used
from server.metrics import CYCLES, LEARNING, NEW_VOTES
from server.settings import Settings

log = logging.getLogger("attune")

LOOK_SECONDS = 1.0
STOP_SECONDS = 30.0
"""How long a cycle that was paused or cancelled may take to end by itself."""

Stop = Literal["pause", "cancel", "shutdown"]
STOPPED: Mapping[Stop, State] = {"pause": "paused", "cancel": "cancelled", "shutdown": "interrupted"}
REASONS: Mapping[Stop, str] = {
    "pause": "paused by an operator",
    "cancel": "cancelled by an operator",
    "shutdown": "the server ended",
}
Command = Callable[[Settings, str, str], Sequence[str]]
"""The child's command line, from the server's settings, its URL, and the cycle's id."""
Serving = Callable[[], Mapping[str, int | None]]
"""What answers now: the version that is `live`, and the `canary` on trial, if there is one."""


def learner_command(settings: Settings, url: str, cycle_id: str) -> Sequence[str]:
    """The learner that comes with the server, on the model that it serves."""
    work = str(settings.learner_work)
    options = ("--server", url, "--once", "--work", work, "--model", settings.model_path, "--cycle", cycle_id)
    device = ("--device", settings.learn_device)
    template = () if settings.chat_template is None else ("--chat-template", str(settings.chat_template))
    # Threads that take nothing from anybody may be as many as there are cores.
    threads = ("--threads", str(os.cpu_count() or 1)) if settings.learn_priority == "idle" else ()
    program = (sys.executable, "-m", "server.learning.process", settings.learn_priority)
    return (*program, *options, *device, *threads, *template)


async def leave_published(version: int) -> Outcome:
    """Promote nothing."""
    return "published"


def base_alone() -> Mapping[str, int | None]:
    """The base model answers all."""
    return {"live": 0, "canary": None}


class Learner:
    """The schedule and the cycle that runs. `run` is its life; `stop` its end."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        lease: Lease,
        *,
        ready: Callable[[], bool],
        promote: Promote = leave_published,
        serving: Serving = base_alone,
        unable: str | None = None,
        command: Command = learner_command,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Read the history. `unable` says why this server can never learn, if so.

        Raises `SettingsError` if the history is damaged.
        """
        self._settings = settings
        self._store = store
        self._lease = lease
        self._ready = ready
        self._serving = serving
        self._unable = unable
        self._command = command
        self._clock = clock
        self._folder = settings.data / "learner"
        self.cycles = Cycles(self._folder)
        self._admission = Admission(self.cycles, promote, clock)
        self.opinions = opinions.load(self._folder / "opinions.json")
        self.key = secrets.token_urlsafe(32)
        """What the child may authenticate with; good for this life of the server."""
        self.url = ""
        """Where the child finds the server; nothing starts before it is known."""
        self._schedule = Schedule(settings.learn_after, settings.learn_every)
        self._born = clock()
        self._active: str | None = None
        self._progress = Progress()
        self._stopping: Stop | None = None
        self._child: Child | None = None
        self._childs_lease: int | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._asked = False
        self._closed = False
        self._starting = False
        self._concluding = asyncio.Lock()
        self._cast = Mark()
        self._counted: tuple[Mark, Mark] | None = None
        self._new = 0
        self._audience = Audience(self.snapshot)

    # Its life

    async def run(self) -> None:
        """Look after learning until cancelled."""
        while not self._closed:
            try:
                await self._count()
                self._watch_remote()
                if self._ready() and await self._admission.again():
                    self._changed()
                if (by := self._due()) is not None:
                    await self._start(by)
            except StoreError as error:
                log.warning("learning waits for the store: %s", error)
            except OSError as error:
                log.warning("learning waits for the disk: %s", error)
            except Exception:
                # A fault of this program or of the engine's: it costs one look, not all learning until a restart.
                log.exception("the schedule of learning met a fault")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), LOOK_SECONDS)
            self._wake.clear()

    async def stop(self) -> None:
        """The server ends: end the child, which goes on at the next start, and every event stream."""
        self._closed = True
        self._wake.set()
        if self._child is not None:
            self._stopping = self._stopping or "shutdown"
            await self._child.end(0)
        await asyncio.gather(*self._tasks)
        self._audience.close()

    # What operators do

    def ask(self) -> None:
        """Begin a cycle as soon as the engine is ready.

        Raises `ApiError` 422 while one runs or learning is paused, and where nothing can ever be learned.
        """
        if self._unable is not None:
            raise ApiError(422, f"This server cannot learn: {self._unable}.", code="cannot_learn")
        if self.cycles.held:
            raise ApiError(422, "Learning is paused; resume it first.", code="paused")
        elsewhere = self._child is None and self._lease.held() is not None
        if self._active is not None or elsewhere:
            raise ApiError(422, "A cycle is running already.", code="already_running")
        self._asked = True
        self._changed()

    def pause(self) -> None:
        """Begin no cycle, and have the one that runs end with its work kept, until `resume`."""
        self._hold(True)
        if self._active is not None and self._stopping is None:
            self._end_soon("pause")
        self._changed()

    def resume(self) -> None:
        """Learn again; a paused cycle goes on."""
        self._hold(False)
        left = self._stopping == "pause" or to_resume(self.cycles.all()) is not None
        self._asked = self._able and (self._asked or left)
        self._changed()

    def cancel(self) -> None:
        """End the cycle that runs or is paused, for good. Raises `ApiError` 422 if there is none."""
        if self._active is not None:
            self._end_soon("cancel")
        elif (left := unfinished(self.cycles.all())) is not None:
            self._end(left.id, "cancelled", REASONS["cancel"])
        else:
            raise ApiError(422, "No cycle is running.", code="nothing_runs")
        self._asked = False
        self._changed()

    # What learners say

    def may_take_lease(self, is_child: bool) -> bool:
        """Whether a learner may have the lease: from the start of the server's own to its end, nobody else."""
        return is_child or (self._child is None and not self._starting)

    def took_lease(self, token: int, is_child: bool) -> None:
        """A learner got the lease; the child's is given back for it should it die."""
        self._childs_lease = token if is_child else None
        self._changed()

    async def report(self, cycle_id: str, progress: Progress) -> bool:
        """A learner says how far it is; whether it shall go on. The caller has checked its lease."""
        await self._adopt(cycle_id)
        self._progress = progress
        self.cycles.leave_trail(cycle_id, progress.json())
        self._changed(look=False)
        return self._stopping is None and not self.cycles.held

    async def conclude(
        self, cycle_id: str, outcome: Outcome, reason: str | None, version: int | None, metrics: Mapping[str, Any]
    ) -> Cycle:
        """A learner says how its cycle ended; a version that was published is promoted. Said again, nothing changes."""
        async with self._concluding:
            there = self.cycles.get(cycle_id)
            if there is not None and there.told(outcome, version, metrics):
                return there
            await self._adopt(cycle_id)
            state: State = outcome
            waits = False
            if outcome == "cancelled" and self._stopping is not None:
                state, reason = STOPPED[self._stopping], REASONS[self._stopping]
            elif outcome == "published" and version is not None:
                try:
                    state, reason, waits = await self._admission.first(version, reason)
                except OSError as error:
                    raise _unkept(error) from error
            return self._end(cycle_id, state, reason, version, metrics, waits)

    async def think(self, found: Opinions) -> None:
        """A learner hands in what its reward model thinks of votes. Raises `ApiError` where it cannot be kept."""
        try:
            await asyncio.to_thread(opinions.keep, self._folder / "opinions.json", found)
        except OSError as error:
            raise ApiError(503, f"The opinions cannot be kept: {error.strerror}.", retry_after=5) from error
        self.opinions = found

    # What everyone sees

    def now(self) -> float:
        """Unix seconds."""
        return self._clock()

    def moved(self) -> None:
        """Another version serves, or is on trial: tell readers, and look whether one was waiting for that."""
        self._admission.hurry()
        self._changed()

    def snapshot(self) -> dict[str, Any]:
        """The state of learning, as `GET /admin/learner` shows it."""
        active = self.cycles.get(self._active) if self._active else None
        last = next((cycle for cycle in reversed(self.cycles.all()) if cycle.final), None)
        held, left = self._lease.held(), unfinished(self.cycles.all())
        return {
            "state": "paused" if self.cycles.held else "running" if active else "idle",
            "unable": self._unable,
            "serving": dict(self._serving()),
            "cycle": {**active.json(), **self._progress.json(), "stopping": self._stopping} if active else None,
            "unfinished": left and left.id,
            "queued": self._asked,
            "due": self._able and active is None and not self.cycles.held and (self._asked or self._scheduled()),
            "votes": self._cast.total,
            "votes_since_last": self._new,
            "last": last.brief() if last else None,
            "schedule": {
                "on": self._settings.learn and self._able,
                "after": self._settings.learn_after,
                "every": self._settings.learn_every or None,
                "not_before": retry_at(self.cycles.all()),
            },
            "promotion": self._settings.promotion,
            "lease": held and {"holder": held.holder, "token": held.token, "expires": held.expires},
        }

    def changes(self) -> AsyncIterator[dict[str, Any]]:
        """The state now, and after every change."""
        return self._audience.changes()

    # The schedule

    def _due(self) -> By | None:
        """Who wants a cycle now, if one may begin."""
        busy = self._active is not None or self._child is not None or self._lease.held() is not None
        if busy or self._closed or self.cycles.held or not self.url or not self._ready():
            return None
        if self._asked:
            return "operator"
        return "schedule" if self._settings.learn and self._scheduled() else None

    def _scheduled(self) -> bool:
        """Whether it is time for a cycle, whoever runs it."""
        votes = Votes(self._cast.total, self._new)
        return self._schedule.due(self.cycles.all(), votes, self._clock(), self._born)

    @property
    def _able(self) -> bool:
        return self._unable is None

    async def _count(self) -> None:
        """Count new votes, where there are any or a cycle has used some."""
        since = used(self.cycles.all())
        self._cast = await self._store.mark()
        if self._counted != (since, self._cast):
            self._new = await self._store.count_between(since, self._cast)
            self._counted = (since, self._cast)
            NEW_VOTES.set(self._new)
            self._changed(look=False)

    # The cycle that runs

    async def _start(self, by: By) -> None:
        """Begin a cycle, or go on with the one that was left, in a child process."""
        left = to_resume(self.cycles.all())
        if left is not None and left.state == "interrupted" and left.interruptions >= MAX_INTERRUPTIONS:
            self._end(left.id, "failed", f"interrupted {left.interruptions} times, at last because {left.reason}")
            return
        cycle_id = left.id if left else self.cycles.next_id()
        self.cycles.start(cycle_id, by, self._cast, self._clock())
        self._asked = False
        self._begin(cycle_id)
        try:
            self._starting = True
            command = self._command(self._settings, self.url, cycle_id)
            self._child = await Child.start(command, self.key, self._folder / "learner.log")
        except OSError as error:
            self._end(cycle_id, "failed", f"the learner could not be started: {error}")
            return
        finally:
            self._starting = False
        log.info("learning: %s %s (%d new votes)", cycle_id, "goes on" if left else "begins", self._new)
        self._own(self._attend(cycle_id, self._child))
        self._changed(look=False)

    async def _attend(self, cycle_id: str, child: Child) -> None:
        """Wait for the child; one that ends without an outcome has failed, unless it was told to end."""
        code = await child.wait()
        self._child = None
        held = self._lease.held()
        if held is not None and held.token == self._childs_lease:
            with suppress(ApiError):
                self._lease.release(str(held.token))
        if self._active == cycle_id:
            if self._stopping is not None:
                self._end(cycle_id, STOPPED[self._stopping], REASONS[self._stopping])
            else:
                said = child.last_line()
                how = f"ended with code {code}" if code >= 0 else f"was killed by signal {-code}"
                # What was killed, perhaps for want of memory, may get further from where it was.
                state: State = "failed" if code >= 0 else "interrupted"
                self._end(cycle_id, state, f"the learner {how}" + (f": {said}" if said else ""))
        self._changed()

    async def _adopt(self, cycle_id: str) -> None:
        """Make sure that this is the cycle that runs; a learner elsewhere begins one by reporting on it."""
        if self._active == cycle_id:
            return
        there = self.cycles.get(cycle_id)
        if there is not None and there.final:
            raise ApiError(422, f"{cycle_id} has ended: {there.state}.", param="cycle", code="cycle_ended")
        if self._child is not None:
            raise ApiError(422, "The server's own learner is at work.", param="cycle", code="another_cycle")
        mark = await self._store.mark()
        if self._active is not None:
            self._end(self._active, "interrupted", "another learner took over")
        try:
            self.cycles.start(cycle_id, "remote", mark, self._clock())
        except OSError as error:
            raise _unkept(error) from error
        self._begin(cycle_id)

    def _begin(self, cycle_id: str) -> None:
        self._active = cycle_id
        self._stopping = None
        self._progress = Progress(at=self._clock())
        LEARNING.set(1)

    def _end(
        self,
        cycle_id: str,
        state: State,
        reason: str | None = None,
        version: int | None = None,
        metrics: Mapping[str, Any] | None = None,
        waits: bool = False,
    ) -> Cycle:
        cycle = self.cycles.end(cycle_id, state, self._clock(), reason, version, metrics, waits)
        if self._active == cycle_id:
            self._active = self._stopping = None
            LEARNING.set(0)
        CYCLES.labels(state).inc()
        log.log(logging.WARNING if state == "failed" else logging.INFO, "learning: %s %s: %s", cycle_id, state, reason)
        if cycle.final:
            self._counted = None
            self._forget()
        self._changed()
        return cycle

    def _forget(self) -> None:
        """What people said leaves the learner's folder with the end of a cycle, also of one that was killed."""
        try:
            forget(self._settings.learner_work)
        except OSError as error:
            log.warning("what a cycle learned from could not be removed: %s", error)

    def _watch_remote(self) -> None:
        """A learner elsewhere whose lease has run out is gone."""
        if self._active is not None and self._child is None and self._lease.held() is None:
            stopping = self._stopping
            state = STOPPED[stopping] if stopping else "interrupted"
            self._end(self._active, state, REASONS[stopping] if stopping else "its learner's lease ran out")

    def _end_soon(self, why: Stop) -> None:
        """Have the next report answered with "end", and make the child end if it does not."""
        first = self._stopping is None
        self._stopping = why
        if self._child is not None and first:
            self._own(self._child.end(STOP_SECONDS))

    def _hold(self, held: bool) -> None:
        try:
            self.cycles.hold(held, self._clock())
        except OSError as error:
            raise _unkept(error) from error

    def _own(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work, name="learner child")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _changed(self, look: bool = True) -> None:
        """Tell readers; look at the schedule again at once."""
        if look:
            self._wake.set()
        self._audience.tell()


def _unkept(error: OSError) -> ApiError:
    return ApiError(503, f"This cannot be kept: {error.strerror}.", retry_after=5)

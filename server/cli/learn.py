"""`attune learn` and `attune learner ...`: learn on this machine for a server anywhere, and steer a server's learner.

`learn` runs the very learner that a server starts by itself, in this process, so that it can run where there is a
better machine for it. How far it is comes from the server, where everyone else sees it too: a bar on a terminal, else
a line now and then, on stderr. Exit codes: 0 done, 1 it could not be done, 2 asked wrongly, 130 interrupted.
"""

import argparse
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from server.cli.shared import (
    INTERRUPTED,
    RefusedError,
    add_command,
    add_server_options,
    failed,
    say,
    server_key,
    server_url,
    with_folder,
)
from server.settings import Settings, load_settings

if TYPE_CHECKING:
    import httpx

LOOK_SECONDS = 1.0
LINE_SECONDS = 10.0
"""How often a line is printed within one stage where there is no terminal."""
ANSWER_SECONDS = 30.0

LEARN_ABOUT = """\
Learn from the votes of a server, this machine's own or another, and hand what comes out back to it. The server judges
and promotes it. Only one learner at a time: a server that learns by itself (serve without --no-learn) shares the turns.
Without --once it waits for new votes, for ever.
"""
ACTIONS = {
    "status": ("say what the learner does", "What the learner does, and how the last cycle ended."),
    "run": ("learn now", "Begin a cycle now, however many votes there are."),
    "pause": ("pause learning", "Pause learning until `resume`; a cycle that runs stops and keeps its work."),
    "resume": ("learn again", "Learn again; a paused cycle goes on where it was."),
    "cancel": ("end the cycle that runs", "End the cycle that runs or is paused; what is served stays as it is."),
}


def add_commands(commands: "argparse._SubParsersAction[Any]") -> None:
    """Hook `learn` and `learner status`, `run`, `pause`, `resume` and `cancel` into the command line."""
    learn = add_command(
        commands, "learn", "learn from a server's votes", LEARN_ABOUT, lambda values: _guarded(_learn, values)
    )
    add_server_options(learn)
    learn.add_argument("--once", action="store_true", help="Run one cycle now, then end.")
    learn.add_argument("--work", metavar="DIR", type=Path, help="Where the work is kept. [learner/work of the data]")
    learn.add_argument("--model", metavar="PATH_OR_NAME", help="The base model; by default as for serve.")
    learn.add_argument(
        "--chat-template", metavar="FILE", help="The server's, where it was given one; by default as for serve."
    )
    learn.add_argument(
        "--device", metavar="DEVICE[,DEVICE...]", help="cpu, cuda, cuda:1 ..., or several; by default as for serve."
    )
    learn.add_argument("--threads", metavar="N", type=int, help="Threads of the CPU; by default half its cores.")
    group = commands.add_parser("learner", help="steer a server's learner", description="Steer a server's learner.")
    actions = group.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (summary, about) in ACTIONS.items():
        action = add_command(actions, name, summary, about, lambda values: _guarded(_steer, values))
        action.set_defaults(action=name)
        add_server_options(action)


def _guarded(run: Callable[[Mapping[str, Any], Settings], int], values: Mapping[str, Any]) -> int:
    try:
        return run(values, load_settings({}))
    except RefusedError as error:
        return failed(str(error), error.code)
    except KeyboardInterrupt:
        return failed("interrupted", INTERRUPTED)


def _learn(values: Mapping[str, Any], settings: Settings) -> int:
    url, key = server_url(values, settings), server_key(values, settings)
    with _client(url, key) as http:
        _ask(http, "GET", "/admin/learner")
    from policy import learner

    work = values["work"] or settings.learner_work
    model = with_folder(load_settings({"model": values["model"]}) if values["model"] else settings).model_path
    arguments = ["--server", url, "--work", str(work), "--model", model]
    arguments += ["--once"] if values["once"] else []
    template = values["chat_template"] or settings.chat_template
    arguments += [] if template is None else ["--chat-template", str(template)]
    arguments += ["--device", values["device"] or settings.learn_device]
    arguments += [] if values["threads"] is None else ["--threads", str(values["threads"])]
    with _following(url, key):
        return learner.main(arguments, key)


def _steer(values: Mapping[str, Any], settings: Settings) -> int:
    action = values["action"]
    with _client(server_url(values, settings), server_key(values, settings)) as http:
        way = ("GET", "/admin/learner") if action == "status" else ("POST", f"/admin/learner/{action}")
        for line in described(_ask(http, *way)):
            print(line)
    return 0


def described(state: Mapping[str, Any]) -> Iterator[str]:
    """The state of learning in a few lines."""
    queued = ", a cycle begins soon" if state["queued"] else ""
    yield f"{state['state']}{queued}; {state['votes_since_last']:,} new votes, {state['votes']:,} ever cast"
    if state["unable"]:
        yield f"this server cannot learn: {state['unable']}"
    if state["cycle"]:
        yield f"{state['cycle']['id']}: {_progress(state['cycle'])}"
    if last := state["last"]:
        version = "" if last["version"] is None else f" as version {last['version']}"
        yield f"last: {last['id']} {last['outcome']}{version}" + (f": {last['reason']}" if last["reason"] else "")


def _progress(cycle: Mapping[str, Any]) -> str:
    """A stage with how much of it is done, and its numbers."""
    part = f" {cycle['done']:g} of {cycle['total']:g}" if cycle["total"] else ""
    numbers = ", ".join(f"{name} {value:.3g}" for name, value in cycle["metrics"].items() if isinstance(value, float))
    stopping = f", {cycle['stopping']} asked for" if cycle["stopping"] else ""
    return f"{cycle['stage']}{part}{stopping}" + (f" ({numbers})" if numbers else "")


@contextmanager
def _following(url: str, key: str | None) -> Iterator[None]:
    """Show how far the cycle is, from the server's own account, until the block ends."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    done = threading.Event()
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
    with Progress(
        *columns, TimeElapsedColumn(), console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("waiting", total=None)

        def show(cycle: Mapping[str, Any]) -> None:
            bar.update(task, description=_progress(cycle), completed=cycle["done"], total=cycle["total"])

        follower = threading.Thread(
            target=_follow, args=(url, key, done, show if console.is_terminal else _lines()), daemon=True
        )
        follower.start()
        try:
            yield
        finally:
            done.set()
            follower.join(2 * LOOK_SECONDS)


def _lines() -> Callable[[Mapping[str, Any]], None]:
    """Print a line for each stage, and within a long one now and then."""
    shown, stage = -LINE_SECONDS, None

    def show(cycle: Mapping[str, Any]) -> None:
        nonlocal shown, stage
        if cycle["stage"] != stage or time.monotonic() - shown >= LINE_SECONDS:
            shown, stage = time.monotonic(), cycle["stage"]
            say(_progress(cycle))

    return show


def _follow(url: str, key: str | None, done: threading.Event, show: Callable[[Mapping[str, Any]], None]) -> None:
    with _client(url, key) as http:
        while not done.wait(LOOK_SECONDS):
            try:
                cycle = _ask(http, "GET", "/admin/learner")["cycle"]
            except RefusedError:
                # The learner itself says what is wrong, if it stays so.
                continue
            if cycle is not None:
                show(cycle)


def _client(url: str, key: str | None) -> "httpx.Client":
    import httpx

    try:
        headers = {"authorization": f"Bearer {key}"} if key else {}
        return httpx.Client(base_url=url, headers=headers, timeout=ANSWER_SECONDS)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise RefusedError(f"{url} is no address of a server: {error}") from None


def _ask(http: "httpx.Client", method: str, path: str) -> dict[str, Any]:
    """The JSON of an answer. Raises `RefusedError` with the server's own words where it refuses."""
    import httpx

    try:
        response = http.request(method, path)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise RefusedError(f"no answer from {http.base_url} ({error}); say where it listens with --server") from None
    try:
        body = response.json()
        if response.is_success and "votes_since_last" in body:
            return dict(body)
        said = body["error"]["message"]
    except (ValueError, KeyError, TypeError):
        raise RefusedError(f"{http.base_url} is no attune server") from None
    raise RefusedError(f"the server refuses: {said}")

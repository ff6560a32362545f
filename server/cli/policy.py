"""`attune policy ...`: look at the policy versions, move the live one, take one out as a model of its own.

Looking reads files, whether a server runs or not. `promote` and `rollback` change the files where nothing has them
open; a server that runs on them is asked over HTTP, because only it can change what it serves. Results are on
stdout, everything else is lines on stderr. Exit codes: 0 done, 1 it could not be done, 2 asked wrongly.
"""

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from server.cli.shared import (
    INTERRUPTED,
    REFUSED,
    WRONG,
    RefusedError,
    add_command,
    add_data_option,
    add_server_options,
    failed,
    os_refusal,
    server_key,
    server_url,
    with_folder,
)
from server.settings import Settings, load_settings

if TYPE_CHECKING:
    from rich.console import Console

    from policy.registry.manifests import Manifest

LIVE = "live"
BY = "command line"
# A promotion loads weights and proves that they are served before it answers.
SERVER_SECONDS = 120.0

ABOUT = """\
Policy versions: 0 is the base model, every later one an adapter that was trained on votes.
"""
EXPORT_ABOUT = """\
Write a version as a plain Hugging Face folder: the base with the adapter merged in, tokenizer and chat template. vLLM,
transformers and whatever converts from that format can load it. attune.json in it says where it came from.
"""
CHANGE_ABOUT = """\
A running server is asked over HTTP and moves new requests at once, without restart; streams that run end on the version
they began with. Without one, the next start serves the change.
"""


def add_commands(commands: "argparse._SubParsersAction[Any]") -> None:
    """Hook `policy list`, `show`, `promote`, `rollback` and `export` into the command line."""
    group = commands.add_parser("policy", help="look at the policy versions and steer them", description=ABOUT)
    actions = group.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _action(actions, "list", "all versions, one a line", "All versions, one a line.", _list)
    show = _action(actions, "show", "all that is known of a version", "All that is known of a version.", _show)
    show.add_argument("version", metavar="VERSION", nargs="?", default=LIVE, help="A number, or live. [live]")
    promote = _action(actions, "promote", "make a version the live one", CHANGE_ABOUT, _promote)
    promote.add_argument("version", metavar="VERSION", help="A number.")
    rollback = _action(actions, "rollback", "go back to the version that was live before", CHANGE_ABOUT, _rollback)
    for command in (promote, rollback):
        command.add_argument("--reason", metavar="TEXT", default="by hand", help="Why, for the record. [by hand]")
        add_server_options(
            command,
            "Ask the server there, whatever this machine's data folder says. By default, if a server runs on the"
            " data folder: this machine, at its configured port.",
        )
    export = _action(actions, "export", "write a version as a model of its own", EXPORT_ABOUT, _export)
    export.add_argument("version", metavar="VERSION", nargs="?", default=LIVE, help="A number, or live. [live]")
    export.add_argument("--out", metavar="DIR", required=True, type=Path, help="Where to; a new folder.")
    export.add_argument(
        "--model", metavar="PATH", default=argparse.SUPPRESS, help="The base model's folder; by default as for serve."
    )
    export.add_argument(
        "--float32",
        action="store_true",
        help="Keep every bit of what was learned, at four bytes a weight; by default the base's own type.",
    )


def _action(
    actions: "argparse._SubParsersAction[Any]",
    name: str,
    summary: str,
    about: str,
    run: Callable[[Mapping[str, Any], Settings], Any],
) -> argparse.ArgumentParser:
    command = add_command(actions, name, summary, about, lambda values: _guarded(run, values))
    add_data_option(command)
    command.add_argument("--json", action="store_true", help="Print JSON.")
    return command


def _guarded(run: Callable[[Mapping[str, Any], Settings], Any], values: Mapping[str, Any]) -> int:
    """Run a command; what may go wrong becomes one line and an exit code."""
    from policy.registry.registry import RegistryError, UnknownVersionError

    given = {name: values[name] for name in ("data", "model") if name in values}
    try:
        run(values, load_settings(given))
    except UnknownVersionError as error:
        return failed(str(error), WRONG)
    except RegistryError as error:
        return failed(str(error), REFUSED)
    except RefusedError as error:
        return failed(str(error), error.code)
    except OSError as error:
        return failed(os_refusal(error), REFUSED)
    except KeyboardInterrupt:
        return failed("interrupted", INTERRUPTED)
    return 0


def _list(values: Mapping[str, Any], settings: Settings) -> None:
    from policy.registry.registry import read_manifests, read_state

    folder = _folder(settings)
    state, manifests = read_state(folder), read_manifests(folder)
    if values["json"]:
        canary = asdict(state.canary) if state.canary else None
        _print_json({"live": state.live, "canary": canary, "policies": [_summary(one) for one in manifests]})
        return
    from rich.table import Table

    table = Table("version", "state", "parent", "method", "created", "votes", "gate", "why", box=None, pad_edge=False)
    for one in manifests:
        trial = f" {state.canary.share:.0%}" if state.canary and one.version == state.canary.version else ""
        weights = ", pruned" if one.pruned else ""
        row = (one.version, one.state + trial + weights, one.parent if one.version else "", one.method)
        votes = f"{len(one.votes):,}" if one.version else ""
        table.add_row(*map(str, row), _date(one.created), votes, _verdict(one), one.reason or "")
    _console().print(table)


def _show(values: Mapping[str, Any], settings: Settings) -> None:
    one = _manifest(_folder(settings), values["version"])
    said = {"version": one.version, "state": one.state} | asdict(one)  # these two first
    if values["json"]:
        _print_json(said)
        return
    from rich.table import Table
    from rich.text import Text

    table = Table("", "", box=None, show_header=False, pad_edge=False)
    for name, value in said.items():
        if name in ("votes", "rows"):
            table.add_row(name, f"{len(value):,}")
        elif isinstance(value, dict):
            for part, number in _flat(value):
                table.add_row(f"{name}.{part}", Text(number))
        elif value is not None:
            table.add_row(name, Text(_date(value) if name == "created" else str(value)))
    _console().print(table)


def _promote(values: Mapping[str, Any], settings: Settings) -> None:
    from policy.registry.registry import Registry

    version = _number(values["version"])

    def change(registry: Registry) -> None:
        registry.promote(version, values["reason"], BY)

    _move(values, settings, f"/admin/policies/{version}/promote", change)


def _rollback(values: Mapping[str, Any], settings: Settings) -> None:
    from policy.registry.registry import Registry

    def change(registry: Registry) -> None:
        registry.rollback(values["reason"], BY)

    _move(values, settings, "/admin/policies/rollback", change)


def _move(values: Mapping[str, Any], settings: Settings, path: str, change: Callable[[Any], None]) -> None:
    """Move the live version, in the files if they are free, else through the server that has them, and say to which."""
    from policy.registry.registry import Registry, RegistryLockedError

    folder = _folder(settings)
    live: int | None = None
    if values["server"] is None:
        try:
            with Registry.open(folder, None) as registry:
                change(registry)
                live = registry.live
        except RegistryLockedError:
            pass
    if live is None:
        live = _ask(values, settings, path)
    if values["json"]:
        _print_json({"live": live})
    else:
        print(f"version {live} is live")


def _ask(values: Mapping[str, Any], settings: Settings, path: str) -> int:
    """Have a server move the live version; the one that is live then."""
    import httpx

    url, key = server_url(values, settings), server_key(values, settings)
    headers = {"authorization": f"Bearer {key}"} if key else {}
    try:
        with httpx.Client(base_url=url, headers=headers, timeout=SERVER_SECONDS) as http:
            if values["server"] is None:
                _check_same(_answer(http.get("/admin/policies")), _folder(settings), url)
            _answer(http.post(path, json={"reason": values["reason"]}))
            return int(_answer(http.get("/admin/policies"))["live"])
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        hint = "" if values["server"] else "; a server runs on this data folder: say where it listens with --server"
        raise RefusedError(f"no answer from {url} ({error}){hint}") from None
    except (ValueError, KeyError, TypeError):
        raise RefusedError(f"{url} is no attune server") from None


def _answer(response: Any) -> Any:
    """The JSON of a response. Raises `RefusedError` with the server's own words where it refuses."""
    if response.is_success:
        return response.json()
    try:
        said = response.json()["error"]["message"]
    except (ValueError, KeyError, TypeError):
        said = f"it answered {response.status_code}"
    raise RefusedError(f"the server refuses: {said}", WRONG if response.status_code == 404 else REFUSED)


def _check_same(listed: Mapping[str, Any], folder: Path, url: str) -> None:
    """Nobody named the server, so it must be the one that has this data folder open, and not another one's."""
    from policy.registry.registry import read_manifests

    theirs = [(one["version"], one["created"]) for one in listed["policies"]]
    if theirs != [(one.version, one.created) for one in read_manifests(folder)]:
        raise RefusedError(f"the server at {url} has other versions than {folder}: name the right one with --server")


def _export(values: Mapping[str, Any], settings: Settings) -> None:
    from policy.checkpoint import BadCheckpointError

    folder = _folder(settings)
    manifest = _manifest(folder, values["version"])
    from rich.console import Console
    from rich.progress import Progress

    from policy.adapters.export import ExportError, export_policy

    model = Path(with_folder(settings).model_path)
    try:
        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task("weight files")
            export_policy(
                folder,
                manifest,
                model,
                values["out"],
                float32=values["float32"],
                chat_template=settings.chat_template,
                on_progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
    except (ExportError, BadCheckpointError) as error:
        raise RefusedError(str(error)) from None
    if values["json"]:
        _print_json({"version": manifest.version, "out": str(values["out"])})
    else:
        print(f"version {manifest.version} is in {values['out']}")


def _folder(settings: Settings) -> Path:
    from server.versions.shelf import FOLDER

    return settings.data / FOLDER


def _manifest(folder: Path, asked: str) -> "Manifest":
    from policy.registry.registry import UnknownVersionError, read_manifests, read_state

    version = read_state(folder).live if asked == LIVE else _number(asked)
    manifests = {one.version: one for one in read_manifests(folder)}
    if version not in manifests:
        raise UnknownVersionError(f"there is no version {version}; the newest is {max(manifests)}")
    return manifests[version]


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 12:
        raise RefusedError(f"{text!r} is no version; a version is a number, such as 3", WRONG)
    return int(text)


def _summary(one: "Manifest") -> dict[str, Any]:
    names = ("version", "state", "parent", "method", "created", "metrics", "gate", "reason", "pruned")
    return {name: getattr(one, name) for name in names} | {"votes": len(one.votes)}


def _verdict(one: "Manifest") -> str:
    """The gate in a word; its numbers are for `show`."""
    return {True: "passed", False: "failed"}.get((one.gate or {}).get("passed", ""), "")


def _flat(value: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    """Nested values as dotted names and short texts."""
    rows = []
    for name, part in value.items():
        if isinstance(part, Mapping) and part:
            rows += _flat(part, f"{before}{name}.")
        else:
            rows.append((f"{before}{name}", f"{part:.4g}" if isinstance(part, float) else _short(part)))
    return rows


def _short(value: Any) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return json.dumps(value) if len(value) <= 8 else f"{len(value):,} items"
    return str(value)


def _date(seconds: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))


def _console() -> "Console":
    """As wide as the terminal; a pipe or a file gets each row in one line."""
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    return console if console.is_terminal else Console(highlight=False, markup=False, width=200)


def _print_json(value: Any) -> None:
    print(json.dumps(value, indent=1))

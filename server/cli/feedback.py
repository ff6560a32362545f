"""`attune feedback export` and `attune feedback import`: feedback out to trainers' files and in from other places.

An export reads while a server runs. An import needs the store for itself, takes all its files or nothing, and says what
it left out. Results and errors are lines on stderr; stdout carries an export's rows and nothing else.
"""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from server.cli.shared import INTERRUPTED, add_command, add_data_option, say
from server.settings import load_settings

if TYPE_CHECKING:
    from feedback.exchange.export import ExportReport
    from feedback.exchange.importing import Import, ImportReport
    from feedback.store import Store

# How often the bar moves, and how often a line is printed where there is no terminal.
BAR_SECONDS = 0.2
LINE_SECONDS = 10.0

# What is done of a whole that is 1.0, and how many rows that was.
Advance = Callable[[float, int], None]

EXPORT_ABOUT = """\
Write what people judged in TRL's conversational formats, one kind per file.

  preference  prompt, chosen, rejected: choices, rankings (every ordered pair, with its weight) and corrections
  unpaired    prompt, completion, label: thumbs, and "both bad" as one thumb down per reply
  prompts     prompt: every conversation that was answered, once

Each row names its completions, policy versions, time and rater (as a hash). Ties have no place in these formats and are
left out. A server may go on running meanwhile.
"""
IMPORT_ABOUT = """\
Bring judgements into the store: what `attune feedback export` writes, TRL's preference, unpaired preference and
prompt-only rows, Open WebUI's feedback export, and pairs of "Human: ... Assistant: ..." transcripts; as JSON lines, a
JSON list or Parquet. All files are imported, or nothing is. What is there already is not imported again.
Stop the server first.
"""


def add_commands(commands: "argparse._SubParsersAction[Any]") -> None:
    """Hook `feedback export` and `feedback import` into the command line."""
    group = commands.add_parser(
        "feedback", help="take feedback out and bring it in", description="Take feedback out, or bring it in."
    )
    actions = group.add_subparsers(title="commands", metavar="COMMAND", required=True)
    export = add_command(actions, "export", "write feedback as JSON lines or Parquet", EXPORT_ABOUT, run_export)
    add_data_option(export)
    export.add_argument("--kind", choices=("preference", "unpaired", "prompts"), required=True, help="What to export.")
    export.add_argument("--format", choices=("jsonl", "parquet"), default="jsonl", help="How. [jsonl]")
    export.add_argument("--out", metavar="FILE", default="-", help="Where to; - is standard output. [-]")
    bring = add_command(actions, "import", "read feedback from files", IMPORT_ABOUT, run_import)
    add_data_option(bring)
    bring.add_argument("files", metavar="FILE", nargs="+", type=Path, help="A file to read.")
    shapes = ("auto", "preference", "unpaired", "prompts", "openwebui", "hh")
    bring.add_argument(
        "--format", choices=shapes, default="auto", help="What the files hold; auto tells it from the content. [auto]"
    )


def run_export(values: Mapping[str, Any]) -> int:
    """Export one kind of rows; the exit code is 2 where nothing could be written."""
    streamed = values["out"] == "-"
    return _guarded(lambda: _export(values), "the export is not whole" if streamed else "nothing was written")


def run_import(values: Mapping[str, Any]) -> int:
    """Import files; the exit code is 2 where nothing was imported."""
    return _guarded(lambda: asyncio.run(_import(values)), "nothing was imported")


def _guarded(run: Callable[[], None], consequence: str) -> int:
    """Run a command; what may go wrong becomes one line and an exit code."""
    from feedback.errors import StoreError
    from feedback.exchange.fields import BrokenFileError

    try:
        run()
    except (StoreError, BrokenFileError) as error:
        say(f"{error}; {consequence}")
        return 2
    except BrokenPipeError:
        # The reader of a pipe has seen enough. Python would complain once more while it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        say(f"{error.filename or 'the output'}: {error.strerror or error}; {consequence}")
        return 2
    except (KeyboardInterrupt, asyncio.CancelledError):
        say(f"interrupted; {consequence}")
        return INTERRUPTED
    return 0


def _export(values: Mapping[str, Any]) -> None:
    from feedback.exchange.export import export_feedback, written_aside
    from feedback.store import Store

    path, out = _store_path(values), values["out"]
    if not path.is_file():
        raise FileNotFoundError(None, "there is no store in this data folder", str(path.parent))
    store = asyncio.run(Store.open(path, read_only=True))
    try:
        total = _judgements(asyncio.run(store.counts()), values["kind"])
        with _progress("exporting") as advance:

            def shown(judged: int) -> None:
                advance(judged / total, judged)

            if out == "-":
                report = export_feedback(store, values["kind"], values["format"], sys.stdout.buffer, shown)
            else:
                with written_aside(Path(out)) as file:
                    report = export_feedback(store, values["kind"], values["format"], file, shown)
    finally:
        asyncio.run(store.close())
    _say_exported(report, "standard output" if out == "-" else out)


async def _import(values: Mapping[str, Any]) -> None:
    from feedback.errors import StoreUnavailable
    from feedback.exchange.importing import Import
    from feedback.store import Store

    for file in values["files"]:
        file.open("rb").close()
    work = Import(values["files"], None if values["format"] == "auto" else values["format"], int(time.time()))
    path = _store_path(values)
    try:
        store = await Store.open(path)
    except StoreUnavailable as error:
        raise StoreUnavailable(f"{error} (if a server is running on this data folder, stop it first)") from error
    async with store:
        with _progress("importing") as advance:
            report = await _watched(work, store, advance)
    _say_imported(report)


async def _watched(work: "Import", store: "Store", advance: Advance) -> "ImportReport":
    """Run an import, show how far it is, and take it back when this task is cancelled before it is done."""
    running = asyncio.ensure_future(work.run(store))
    try:
        while not running.done():
            await asyncio.wait([running], timeout=BAR_SECONDS)
            advance(work.fraction, work.rows)
    except asyncio.CancelledError:
        work.stop()
        await asyncio.wait([running])
        if running.exception():
            raise
    return running.result()


@contextmanager
def _progress(doing: str) -> Iterator[Advance]:
    """A bar on stderr, or a line now and then where that is no terminal. Calls that come too often cost nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    console = Console(stderr=True)
    last = time.monotonic()
    if not console.is_terminal:

        def line(part: float, rows: int) -> None:
            nonlocal last
            if time.monotonic() - last >= LINE_SECONDS:
                last = time.monotonic()
                say(f"{doing}: {rows:,} so far, {part:.0%}")

        yield line
        return
    columns = (BarColumn(), TextColumn("{task.percentage:>3.0f}% {task.fields[rows]}"), TimeElapsedColumn())
    with Progress(TextColumn(doing), *columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task(doing, total=1.0, rows="")

        def move(part: float, rows: int) -> None:
            nonlocal last
            if time.monotonic() - last >= BAR_SECONDS:
                last = time.monotonic()
                bar.update(task, completed=part, rows=f"{rows:,}")

        yield move


def _store_path(values: Mapping[str, Any]) -> Path:
    from feedback.store import FILE_NAME

    given = {"data": values["data"]} if "data" in values else {}
    return load_settings(given).data / FILE_NAME


def _judgements(counts: Mapping[str, Mapping[str, int]], kind: str) -> int:
    """About how many judgements an export will read, for the bar."""
    if kind == "prompts":
        return max(sum(counts["completions"].values()), 1)
    return max(counts["votes"]["standing"] + counts["preferences"]["standing"], 1)


def _say_exported(report: "ExportReport", where: str) -> None:
    say(f"wrote {report.rows:,} rows to {where}")
    _say_left_out(report.left_out)


def _say_imported(report: "ImportReport") -> None:
    known = report.examples - report.new
    if not report.new:
        say(f"nothing is new: {report.rows:,} rows read, {known:,} judgements and prompts were there already")
    else:
        there = f", {known:,} were there already" if known else ""
        say(f"imported {report.new:,} judgements and prompts from {report.rows:,} rows{there}")
    _say_left_out(report.left_out)


def _say_left_out(left_out: Mapping[str, int]) -> None:
    for what, count in sorted(left_out.items()):
        say(f"left out: {count:,} {what}")

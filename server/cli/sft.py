"""`attune sft FILE... [--corrections]`: train an adapter on demonstrations, here, and hand it in to a server.

The server is asked first, so that nobody trains for one that is not there: it says which base it serves and which
version is live, and training starts from that. What comes out becomes a candidate; a person promotes it. With --out it
goes to a file instead, and no server is needed. Exit codes: 0 done, 1 it could not be done or the gate refused, 2 asked
wrongly, 130 interrupted (the same command goes on after the last whole epoch).
"""

import argparse
import importlib
import math
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from server.cli.shared import (
    INTERRUPTED,
    REFUSED,
    WRONG,
    RefusedError,
    add_command,
    add_server_options,
    failed,
    os_refusal,
    say,
    server_key,
    server_url,
    with_folder,
)
from server.settings import Settings, load_settings

if TYPE_CHECKING:
    from policy.adapters.base_facts import BaseFacts
    from policy.server_client import ServerClient
    from policy.sft.demonstrations import Demonstrations


ABOUT = """\
Train an adapter on replies that people wrote and hand it in to a server, where it waits as a candidate: those in
files, with --corrections those that users of the server put in place of its own, or both.

Files are JSON lines, a JSON list or Parquet of {"messages": [...]} (every reply of the assistant is learned),
ShareGPT's {"conversations": [...]}, Dolly's {"instruction", "context", "response"} or Alpaca's {"instruction", "input",
"output"}. A fifth of all prompts is held out; if replies to those do not become likelier, or the adapter's own replies
break, it is not handed in.
"""


def add_commands(commands: "argparse._SubParsersAction[Any]") -> None:
    """Hook `sft` into the command line."""
    command = add_command(commands, "sft", "train on demonstrations", ABOUT, run)
    command.add_argument("files", metavar="FILE", nargs="*", type=Path, help="A file of demonstrations.")
    command.add_argument(
        "--corrections", action="store_true", help="Train on the corrections, too, that the server's users wrote."
    )
    add_server_options(command)
    command.add_argument("--out", metavar="FILE", type=Path, help="Write the adapter there and ask no server.")
    command.add_argument(
        "--model", metavar="DIR", default=argparse.SUPPRESS, help="The base model's folder; by default as for serve."
    )
    command.add_argument(
        "--data", metavar="DIR", default=argparse.SUPPRESS, help="Data folder that the work is kept in, as for serve."
    )
    command.add_argument("--epochs", metavar="N", type=int, default=6, help="At most so many passes. [6]")
    command.add_argument("--rate", metavar="RATE", type=float, default=1e-3, help="Peak learning rate. [0.001]")
    command.add_argument("--seed", metavar="N", type=int, default=0, help="Of the order of demonstrations. [0]")
    command.add_argument("--threads", metavar="N", type=int, help="Threads of the CPU; by default half its cores.")


def run(values: Mapping[str, Any]) -> int:
    """Run the command; what may go wrong becomes one line and an exit code."""
    from feedback.exchange.fields import BrokenFileError
    from policy.checkpoint import BadCheckpointError
    from policy.server_client import ServerError

    given = {name: values[name] for name in ("data", "model") if name in values}
    try:
        _run(values, load_settings(given))
    except (BrokenFileError, BadCheckpointError) as error:
        return failed(str(error), WRONG)
    except RefusedError as error:
        return failed(str(error), error.code)
    except ServerError as error:
        return failed(str(error), REFUSED)
    except OSError as error:
        return failed(os_refusal(error), REFUSED)
    except KeyboardInterrupt:
        return failed("interrupted; the same command goes on after the last whole epoch", INTERRUPTED)
    return 0


def _run(values: Mapping[str, Any], settings: Settings) -> None:
    from policy.adapters.base_facts import BaseFacts
    from policy.server_client import ServerClient
    from policy.sft.demonstrations import read_demonstrations

    _check_asked(values)
    found = read_demonstrations(values["files"])
    if values["files"]:
        say(f"{len(found.found):,} demonstrations in {found.rows:,} rows")
        _say_left_out(found.left_out)
    settings = with_folder(settings)
    base = BaseFacts.of(settings.model_path, settings.served_name)
    work = settings.data / "sft"
    if values["out"] is not None:
        trained = _trained(values, settings, base, found, work, 0, None)
        shutil.copyfile(trained.file, values["out"])
        trained.clear()
        say(f"wrote {values['out']}")
        return
    url = server_url(values, settings)
    with ServerClient(url, server_key(values, settings)) as server:
        live = _live(server, base)
        if values["corrections"]:
            found += _corrections(server)
        work.mkdir(parents=True, exist_ok=True)
        adapter = server.adapter(live, work / f"live-{live}.safetensors")
        trained = _trained(values, settings, base, found, work, live, adapter)
        with server.lease(f"attune sft on {os.uname().nodename}"):
            version = server.publish(trained.file)["version"]
        trained.clear()
        if adapter is not None:
            adapter.unlink(missing_ok=True)
    say(f"version {version} waits as a candidate; attune policy promote {version} makes it the live one")


def _check_asked(values: Mapping[str, Any]) -> None:
    """Raise `RefusedError` for options that leave nothing to train on, or that contradict each other."""
    if not values["files"] and not values["corrections"]:
        raise RefusedError("nothing to train on: name files of demonstrations, --corrections, or both", WRONG)
    if values["corrections"] and values["out"] is not None:
        raise RefusedError("--corrections are on a server, and with --out none is asked: leave out one of them", WRONG)


def _corrections(server: "ServerClient") -> "Demonstrations":
    """What the server's users put in place of replies. Raises `RefusedError` if there is nothing to learn from."""
    from policy.sft.demonstrations import corrections_of

    found = corrections_of(server.examples())
    _say_left_out(found.left_out)
    if not found.found:
        raise RefusedError(f"{server.url} has no corrections to learn from")
    say(f"{len(found.found):,} corrections by users of {server.url}")
    return found


def _live(server: "ServerClient", base: "BaseFacts") -> int:
    """The server's live version. Raises `RefusedError` if it serves another base."""
    listed = server.policies()
    theirs = listed.get("base", {})
    if theirs.get("sha256") != base.sha256:
        raise RefusedError(
            f"{server.url} serves another base model ({theirs.get('model')}): name its folder with --model"
        )
    return int(listed["live"])


def _trained(
    values: Mapping[str, Any],
    settings: Settings,
    base: "BaseFacts",
    found: "Demonstrations",
    work: Path,
    parent: int,
    adapter: Path | None,
) -> Any:
    """Train, and raise `RefusedError` with the gate's reasons if the adapter is not good."""
    # By their names, because they load torch, which no import of the server's may.
    supervised, sft = importlib.import_module("policy.sft.supervised"), importlib.import_module("policy.sft.training")
    torch = importlib.import_module("torch")
    torch.set_num_threads(values["threads"] or max(1, (os.cpu_count() or 2) // 2))
    try:
        config = sft.SFTConfig(epochs=values["epochs"], rate=values["rate"], seed=values["seed"])
    except ValueError as error:
        raise RefusedError(str(error), WRONG) from None
    try:
        template = settings.chat_template and settings.chat_template.read_text(encoding="utf-8")
        start = supervised.Start(Path(settings.model_path), base, parent, adapter, template)
        with _progress() as show:
            trained = supervised.supervised_start(start, found, work, config, show)
    except ValueError as error:
        raise RefusedError(str(error)) from None
    _say_left_out(trained.skipped)
    result = trained.result
    say(f"held-out perplexity from {result.before:.3f} to {result.after:.3f} in {result.seconds:.0f} s")
    if not trained.verdict.passed:
        trained.clear()
        raise RefusedError("not handed in: " + "; ".join(trained.verdict.reasons))
    return trained


@contextmanager
def _progress() -> Iterator[Callable[[Any], None]]:
    """A bar on stderr, or a line after each epoch where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    console = Console(stderr=True)
    last = math.nan

    def line(now: Any) -> None:
        nonlocal last
        if now.perplexity != last:
            last = now.perplexity
            say(f"epoch {now.epoch}, step {now.step} of {now.steps}: held-out perplexity {last:.3f}")

    if not console.is_terminal:
        yield line
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("training", total=None)

        def show(now: Any) -> None:
            said = f"epoch {now.epoch}, loss {now.loss:.3f}, held-out perplexity {now.perplexity:.3f}"
            bar.update(task, description=said, completed=now.step, total=now.steps)

        yield show


def _say_left_out(left_out: Mapping[str, int]) -> None:
    for what, count in sorted(left_out.items()):
        say(f"left out: {count:,} {what}")

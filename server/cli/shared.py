"""What the commands share: how one is hooked in, options of several, which server and key, refusals in one line."""

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import Any

from server.settings import STARTER, Settings

REFUSED, WRONG, INTERRUPTED = 1, 2, 130
"""Exit codes: refused by a server or the machine; wrong options or input; ended by the person."""


class RefusedError(Exception):
    """One line for stderr, and the exit code."""

    def __init__(self, line: str, code: int = REFUSED) -> None:
        super().__init__(line)
        self.code = code


def add_command(
    group: "argparse._SubParsersAction[Any]",
    name: str,
    summary: str,
    about: str,
    run: Callable[[Mapping[str, Any]], int],
) -> argparse.ArgumentParser:
    """A command that calls `run` with its options by name. `about` is kept as it is broken into lines."""
    command: argparse.ArgumentParser = group.add_parser(
        name,
        help=summary,
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.set_defaults(command=run)
    return command


def add_data_option(command: argparse.ArgumentParser) -> None:
    """`--data`, absent from the options where it is not given."""
    command.add_argument(
        "--data",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="The server's data folder. By default as for serve: ATTUNE_DATA, attune.toml, attune-data.",
    )


def add_server_options(
    command: argparse.ArgumentParser,
    which: str = "The server; by default the one of this machine, at its configured port.",
) -> None:
    """`--server` and `--api-key`, for `server_url` and `server_key`."""
    command.add_argument("--server", metavar="URL", help=which)
    command.add_argument(
        "--api-key",
        metavar="KEY",
        help="Key for that server; by default as for serve: ATTUNE_ADMIN_KEY, ATTUNE_API_KEY, attune.toml.",
    )


def with_folder(settings: Settings) -> Settings:
    """The settings with a folder for a model that was named by its place on a hub, fetched if need be.

    Its name in the API stays. Raises `RefusedError` if it cannot be had or the person ended it.
    """
    from policy.checkpoint import BadCheckpointError
    from policy.hub import model_folder

    options = {name.replace("-", "_"): value for name, value in settings.engine.items()}
    try:
        folder = model_folder(settings.model_path, options.get("revision"), options.get("download_dir"))
    except BadCheckpointError as error:
        raise RefusedError(str(error), WRONG) from None
    except KeyboardInterrupt:
        raise RefusedError("interrupted; the same command goes on fetching the model", INTERRUPTED) from None
    return settings if settings.model == STARTER else settings.model_copy(update={"model": str(folder)})


def server_url(values: Mapping[str, Any], settings: Settings) -> str:
    """The server that was named, else the one of this machine at its configured port; without a trailing slash."""
    return str(values["server"] or f"http://127.0.0.1:{settings.port}").rstrip("/")


def server_key(values: Mapping[str, Any], settings: Settings) -> str | None:
    """The key that was given, else the configured one that `/admin/` takes; None where there is none."""
    if given := values.get("api_key"):
        return str(given)
    keys = [key for key in (settings.admin_key, *settings.api_keys) if key is not None]
    return keys[0].get_secret_value() if keys else None


def say(line: str) -> None:
    """Tell the person, beside what the command prints."""
    print(f"attune: {line}", file=sys.stderr)


def failed(line: str, code: int = REFUSED) -> int:
    """Say what went wrong; the exit code."""
    say(line)
    return code


def os_refusal(error: OSError) -> str:
    """What the machine refused, in one line."""
    return f"{error.filename or 'the output'}: {error.strerror or error}"

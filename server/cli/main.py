"""The command line: `attune serve` and whatever groups of commands come beside it.

The flags of `serve` are made from the fields of `Settings`, so a setting is described once. Values are passed on as
text and read there, by the same rules as variables. Only standard argparse: no framework can build options from a
pydantic model and let an open family of them (`--engine.*`) through. Nothing heavy is imported before a command runs.
"""

import argparse
import asyncio
import socket
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

from pydantic.fields import FieldInfo

from feedback.errors import StoreError
from policy.checkpoint import BadCheckpointError, check_checkpoint
from server.cli import feedback as cli_feedback
from server.cli import learn as cli_learn
from server.cli import policy as cli_policy
from server.cli import sft as cli_sft
from server.cli import simulate as cli_simulate
from server.cli.shared import RefusedError, failed, with_folder
from server.environment import prepare_environment
from server.settings import Settings, SettingsError, check_engine_names, load_settings, spelled, unknown_variables

ENGINE_FLAG = "--engine."

EPILOG = """\
Every setting can also be an environment variable (--api-key: ATTUNE_API_KEY; --engine.enforce-eager:
ATTUNE_ENGINE__ENFORCE_EAGER=true) or stand in a TOML file (api_key = ["..."]; engine options in a table [engine]).
The command line wins over variables, variables over the file.
"""


class Parser(argparse.ArgumentParser):
    """argparse with errors of one line."""

    def error(self, message: str) -> NoReturn:
        """Exit with 2, naming the help that lists what is allowed."""
        self.exit(2, f"attune: {message} (attune COMMAND --help lists what there is)\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; 2 means that it was asked wrongly."""
    argv = sys.argv[1:] if argv is None else list(argv)
    argv, engine = split_engine_options(argv) if argv[:1] == ["serve"] else (argv, {})
    values = vars(_parser().parse_args(argv or ["--help"]))
    command = values.pop("command")
    try:
        return int(command(values | {"engine": engine} if engine else values))
    except SettingsError as error:
        print(f"attune: {error}", file=sys.stderr)
        return 2


def serve(values: Mapping[str, Any]) -> int:
    """Read the settings, then start the server; what is slow to import waits until they are known to be good."""
    settings = load_settings(values)
    for line in unknown_variables():
        print(f"attune: {line}", file=sys.stderr)
    prepare_environment(settings.log_level)
    if settings.engine:
        from server.engine.options import engine_option_names

        check_engine_names(settings.engine, engine_option_names())
    check_place(settings)
    try:
        settings = with_folder(settings)
        check_checkpoint(Path(settings.model_path))
    except BadCheckpointError as error:
        raise SettingsError(str(error)) from None
    except RefusedError as error:
        return failed(str(error), error.code)
    from server.app import run

    return run(settings)


def check_place(settings: Settings) -> None:
    """Raise `SettingsError` if the port or the data are taken or unusable: the server would find out seconds later."""
    from feedback.store import FILE_NAME, Store

    async def open_store() -> None:
        async with await Store.open(settings.data / FILE_NAME):
            pass

    try:
        asyncio.run(open_store())
    except StoreError as error:
        raise SettingsError(str(error)) from None
    try:
        family, kind, _, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            # As the server will: an address that only waits for late packets of its last user is free.
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        raise SettingsError(f"cannot listen on {settings.host}:{settings.port}: {error.strerror}") from None


def split_engine_options(argv: Sequence[str]) -> tuple[list[str], dict[str, Any]]:
    """Part `--engine.NAME VALUE`, `--engine.NAME=VALUE` and the switch `--engine.NAME` from the other arguments."""
    rest: list[str] = []
    options: dict[str, Any] = {}
    position = 0
    while position < len(argv):
        flag, equals, value = argv[position].partition("=")
        position += 1
        if not flag.startswith(ENGINE_FLAG):
            rest.append(argv[position - 1])
            continue
        if not equals and position < len(argv) and not argv[position].startswith("--"):
            options[flag.removeprefix(ENGINE_FLAG)] = argv[position]
            position += 1
        else:
            options[flag.removeprefix(ENGINE_FLAG)] = value if equals else True
    return rest, options


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="attune", description="A chat server that learns from the people who use it.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"attune {version('attune')}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command = commands.add_parser(
        "serve",
        help="start the server",
        description="Start the server: the OpenAI API and a browser client, on a vLLM engine.",
        usage="attune serve [--SETTING VALUE ...] [--engine.OPTION VALUE ...]",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.set_defaults(command=serve)
    settings = command.add_argument_group("settings")
    settings.add_argument(
        "--config",
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="TOML file with settings (ATTUNE_CONFIG); by default attune.toml of the current folder, if there is one.",
    )
    for name, field in Settings.model_fields.items():
        _add_setting(settings, spelled(name, field), field)
    cli_feedback.add_commands(commands)
    cli_policy.add_commands(commands)
    cli_simulate.add_commands(commands)
    cli_learn.add_commands(commands)
    cli_sft.add_commands(commands)
    return parser


def _add_setting(group: argparse._ArgumentGroup, name: str, field: FieldInfo) -> None:
    """One flag; it is absent from the parsed values unless given, so that the other sources can speak."""
    flag = "--" + name.replace("_", "-")
    text = (field.description or "").replace("%", "%%")
    if field.annotation is bool:
        default = "on" if field.default else "off"
        group.add_argument(
            flag, action=argparse.BooleanOptionalAction, default=argparse.SUPPRESS, help=f"{text} [{default}]"
        )
        return
    shown = f" [{field.default}]" if isinstance(field.default, str | int | float) or name == "data" else ""
    group.add_argument(
        # No argument is ever spelled --engine.OPTION: the line stands for those that split_engine_options takes out.
        f"{ENGINE_FLAG}OPTION" if name == "engine" else flag,
        action="append" if field.default == () else "store",
        metavar=field.title,
        default=argparse.SUPPRESS,
        help=text + shown,
    )

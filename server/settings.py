"""Every setting of the server, and the only place that reads the environment and the configuration file.

`load_settings` gathers values by rising priority from defaults, a TOML file, `ATTUNE_*` variables and the command line,
and remembers where each came from, so that an error names what the person wrote: `ATTUNE_PORT: ...`. Telling the
origin is also why this is a plain pydantic model and not pydantic-settings, which loses it; and so that
`Settings(...)` in a test reads nothing behind its back.

vLLM's own engine options pass through in `engine` as they were written. Their names are checked here against a list
that the caller brings, their values in `server/engine/engine.py`: this module must not import vLLM.
"""

import difflib
import ipaddress
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    FilePath,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic.fields import FieldInfo

PREFIX = "ATTUNE_"
ENGINE_PREFIX = "ATTUNE_ENGINE__"
STARTER = "starter"
STARTER_PATH = Path(__file__).parent.parent / "policy" / "starter" / "model"
DEFAULT_CONFIG = Path("attune.toml")
# Variables of ours that are no settings: the file's path, the build that `make` installs, the target of `npm run dev`.
OTHER_VARIABLES = frozenset({"ATTUNE_CONFIG", "ATTUNE_DEVICE", "ATTUNE_URL"})
# Engine options that have a setting of their own: there is one way to say each.
OWN_SETTINGS = {
    "model": "model",
    "served_model_name": "served-name",
    "max_model_len": "max-model-len",
    "reasoning_parser": "reasoning-parser",
}
# OpenTelemetry's variables any one of which configures an exporter.
EXPORTING = frozenset({"OTEL_TRACES_EXPORTER", "OTEL_LOGS_EXPORTER"}).union(
    f"OTEL_EXPORTER_OTLP_{signal}ENDPOINT" for signal in ("", "TRACES_", "LOGS_")
)


class SettingsError(ValueError):
    """A setting that cannot be used; the message is one line for the person who wrote it."""


def _split(value: object) -> object:
    """A variable holds several values with commas between them; a flag is repeated and a file has a list."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _from_home(path: Path) -> Path:
    """The path with `~` read as a shell reads it, which no shell has done in a file; as it is where nobody is meant."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def _served_name(values: dict[str, Any]) -> str:
    model = str(values.get("model", STARTER))
    return "attune" if model == STARTER else _from_home(Path(model)).absolute().name


def _tool_parser(values: dict[str, Any]) -> str | None:
    return "hermes" if values.get("model") == STARTER else None


class Settings(BaseModel):
    """What the server was told. Descriptions are the text of `attune serve --help`, titles stand for values there."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, validate_by_name=True, validate_by_alias=True
    )

    model: str = Field(
        default=STARTER,
        min_length=1,
        title="PATH_OR_NAME",
        description="Chat model to serve: a folder, a name on the Hugging Face hub, or the built-in starter model.",
    )
    served_name: str = Field(
        default_factory=_served_name,
        min_length=1,
        title="NAME",
        description="Name of the model in the API; by default attune for the starter, else the last part of its name.",
    )
    host: str = Field(
        default="127.0.0.1",
        min_length=1,
        description="Address to listen on. Any but this machine's own (127.0.0.1, ::1, localhost) needs an API key.",
    )
    port: int = Field(
        default=8000, ge=0, le=65535, description="Port to listen on; 0 takes any free one and prints it."
    )
    data: Annotated[Path, AfterValidator(_from_home)] = Field(
        default=Path("attune-data"),
        title="DIR",
        description="Folder for everything that is kept: conversations, votes, versions.",
    )
    api_keys: Annotated[tuple[SecretStr, ...], BeforeValidator(_split)] = Field(
        default=(),
        validation_alias="api_key",
        title="KEY",
        description="Key that clients must send as a bearer token; repeat for several (in the variable: commas).",
    )
    admin_key: SecretStr | None = Field(
        default=None,
        title="KEY",
        description="The one key that /admin/ takes, where versions are changed; by default any API key. It is good"
        " for the rest as well.",
    )
    cors_origins: Annotated[tuple[str, ...], BeforeValidator(_split)] = Field(
        default=(),
        validation_alias="cors_origin",
        title="ORIGIN",
        description="Web origin whose pages may call the API, such as https://chat.example.org; repeat for several.",
    )
    web: bool = Field(default=True, description="Serve the browser client at /.")
    store: bool = Field(default=True, description="Keep each conversation unless its request says store: false.")
    max_body_bytes: int = Field(
        default=4 * 1024**2, ge=1024, title="N", description="Largest request body that is accepted."
    )
    max_adapter_bytes: int = Field(
        default=1024**3, ge=1024, title="N", description="Largest adapter file that a learner may hand in."
    )
    max_n: int = Field(default=16, ge=1, le=128, title="N", description="Most replies that one request may ask for.")
    max_background: int = Field(
        default=256,
        ge=0,
        title="N",
        description="Most replies of one API key that go on at once without their reader; 0 lets none.",
    )
    drain_seconds: float = Field(
        default=30.0,
        ge=0,
        title="SECONDS",
        description="How long live streams may go on after SIGTERM before they are cut.",
    )
    kv_cache_gib: float | None = Field(
        default=None,
        gt=0,
        title="GIB",
        description="Memory for the KV cache; by default chosen for the model and the machine.",
    )
    max_model_len: int | None = Field(
        default=None,
        ge=1,
        title="TOKENS",
        description="Longest conversation, reply included; by default what the model allows.",
    )
    chat_template: FilePath | None = Field(
        default=None, title="FILE", description="Jinja chat template to use in place of the model's own."
    )
    tool_parser: str | None = Field(
        default_factory=_tool_parser,
        title="NAME",
        description="vLLM's parser for the model's tool calls; by default hermes for the starter, else none: no tools.",
    )
    reasoning_parser: str | None = Field(
        default=None, title="NAME", description="vLLM's parser that tells reasoning from the reply, such as qwen3."
    )
    learn: bool = Field(
        default=True, description="Learn from votes by itself; without, only when the operator says so."
    )
    learn_after: int = Field(
        default=30, ge=1, title="VOTES", description="Begin a cycle of learning after so many new votes."
    )
    learn_every: float = Field(
        default=86_400.0,
        ge=0,
        title="SECONDS",
        description="Begin one after this time too, if there is any new vote; 0 never does.",
    )
    learn_device: str = Field(
        default="auto",
        pattern=r"^(auto|(cpu|cuda(:\d+)?)(,(cpu|cuda(:\d+)?))*)$",
        title="DEVICE[,DEVICE...]",
        description="What the learner trains on: cpu, cuda, cuda:1 ...; of several, each takes a part of PPO's passes."
        " auto is the last GPU, beside the engine if there is one only, and the CPU where there is none.",
    )
    learn_priority: Literal["idle", "normal"] = Field(
        default="idle",
        title="HOW",
        description="What the learner gets of the processors: what nobody else wants (idle), so that chat stays quick,"
        " or its share (normal), where a busy machine would never let it come to an end.",
    )
    promotion: Literal["immediate", "canary"] = Field(
        default="immediate",
        title="HOW",
        description="What a version that passed the gate gets: all requests (immediate), or a share on trial (canary).",
    )
    canary_seconds: float = Field(
        default=7 * 86_400.0,
        ge=0,
        title="SECONDS",
        description="Longest trial of a version. If the votes have not decided by then, the live version stays and the"
        " one on trial goes out of service; 0 sets no bound.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", title="LEVEL", description="What to log."
    )
    engine: dict[str, Any] = Field(
        default={},
        title="VALUE",
        description="Any option of vLLM's engine, such as --engine.tensor-parallel-size 2; a switch needs no value.",
    )

    @property
    def model_path(self) -> str:
        """What the engine loads: the folder of the starter, or the model as it was given."""
        return str(STARTER_PATH) if self.model == STARTER else str(_from_home(Path(self.model)))

    @property
    def learner_work(self) -> Path:
        """Where the learner of this server, and one begun beside it, has a folder for each cycle."""
        return self.data / "learner" / "work"

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not is_loopback(self.host) and not self.api_keys:
            raise SettingsError(
                f"host {self.host} lets others reach the server, who could read and teach the model: give an API key"
                " (--api-key or ATTUNE_API_KEY), or listen on 127.0.0.1"
            )
        for key in (*self.api_keys, *([] if self.admin_key is None else [self.admin_key])):
            text = key.get_secret_value()
            if not text or not text.isascii() or not text.isprintable() or " " in text:
                raise SettingsError("an API key needs at least one character, all printable ASCII and no spaces")
        for origin in self.cors_origins:
            if origin != "*" and not re.fullmatch(r"https?://[^/\s]+", origin):
                raise SettingsError(f"CORS origin {origin!r} must be * or look like https://chat.example.org")
        if "*" in self.cors_origins and not self.api_keys:
            raise SettingsError(
                "CORS origin * lets every web page reach the server, which could read and teach the model: give an API"
                " key, or name the origins"
            )
        if self.data.exists() and not self.data.is_dir():
            raise SettingsError(f"data {self.data} is a file; it must be a folder, which is made when missing")
        if self.model.startswith(("/", ".", "~")) and not Path(self.model_path).is_dir():
            raise SettingsError(f"model {self.model}: there is no such folder")
        return self


def load_settings(arguments: Mapping[str, Any], environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the command line's values by external name, the variables and the file.

    `arguments` may hold `config`, the file's path, and `engine`, a mapping of engine options.
    """
    environ = os.environ if environ is None else environ
    given = {name: value for name, value in arguments.items() if name != "config"}
    config = arguments.get("config") or environ.get("ATTUNE_CONFIG")
    path = Path(config) if config else DEFAULT_CONFIG
    file = _read_toml(path) if config or path.is_file() else {}

    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    engine: dict[str, Any] = {}
    for source, spell in (
        (file, lambda name: f"{path}: {name}"),
        (_read_variables(environ), _variable),
        (given, lambda name: f"--{_dashed(name)}"),
    ):
        values |= source
        origins |= {name: spell(name) for name in source}
        options = source.get("engine", {})
        if not isinstance(options, Mapping):
            raise SettingsError(f"{origins['engine']}: must be a table of engine options")
        engine |= {name.replace("-", "_"): value for name, value in options.items()}
    try:
        return Settings.model_validate(values | {"engine": engine})
    except ValidationError as error:
        # A default that is made from another value is not at fault when that value is.
        faults = [fault for fault in error.errors() if fault["type"] != "default_factory_not_called"]
        raise SettingsError("; ".join(_explain(fault, origins) for fault in faults)) from None


def telemetry_variables(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """OpenTelemetry's own variables where they configure an exporter, else none; `server/telemetry.py` reads them."""
    environ = os.environ if environ is None else environ
    found = {name: value for name, value in environ.items() if name.startswith("OTEL_") and value}
    off = found.get("OTEL_SDK_DISABLED", "").lower() == "true"
    return found if not off and not EXPORTING.isdisjoint(found) else {}


def check_engine_names(options: Iterable[str], known: Iterable[str]) -> None:
    """Refuse engine options that vLLM does not have, and those that attune has a setting for."""
    known = sorted(known)
    for name in options:
        if name in OWN_SETTINGS:
            raise SettingsError(f"--engine.{_dashed(name)}: use --{OWN_SETTINGS[name]}")
        if name not in known:
            raise SettingsError(
                f"--engine.{_dashed(name)}: vLLM's engine has no such option{_suggest(name, known, _dashed)}"
            )


def unknown_variables(environ: Mapping[str, str] | None = None) -> list[str]:
    """A line for each ATTUNE_ variable that means nothing, most likely a slip."""
    environ = os.environ if environ is None else environ
    names = [name for name in _external_names() if name != "engine"]
    known = OTHER_VARIABLES.union(map(_variable, names))
    return [
        f"{name} is no setting and is ignored{_suggest(name.removeprefix(PREFIX).lower(), names, _variable)}"
        for name in sorted(environ)
        if name.startswith(PREFIX) and name not in known and not name.startswith(ENGINE_PREFIX)
    ]


def spelled(name: str, field: FieldInfo) -> str:
    """The name of a field outside Python: of its flag, variable and TOML key."""
    return str(field.validation_alias or name)


def _external_names() -> list[str]:
    return [spelled(name, field) for name, field in Settings.model_fields.items()]


def _read_variables(environ: Mapping[str, str]) -> dict[str, Any]:
    """Settings among the variables; an empty one counts as absent, as compose files pass them."""
    found: dict[str, Any] = {
        name: value for name in _external_names() if name != "engine" and (value := environ.get(_variable(name)))
    }
    options = {
        name.removeprefix(ENGINE_PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(ENGINE_PREFIX) and value
    }
    return found | {"engine": options} if options else found


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise SettingsError(f"configuration file {path} cannot be read: {reason}") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"configuration file {path} is not TOML: {error}") from None
    known = _external_names()
    for name in values:
        if name not in known:
            raise SettingsError(f"{path}: there is no setting {name}{_suggest(name, known)}")
    return values


def _explain(error: Any, origins: Mapping[str, str]) -> str:
    """One validation error as a person would say it, with what they wrote unless it is secret."""
    if isinstance(reason := error.get("ctx", {}).get("error"), SettingsError):
        return str(reason)
    name = str(error["loc"][0])
    message = f"{origins.get(name, name)}: {error['msg'][0].lower()}{error['msg'][1:]}"
    return message if name in ("api_key", "admin_key") else f"{message}, not {error['input']!r}"


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, and nobody else's."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _variable(name: str) -> str:
    return PREFIX + name.upper()


def _suggest(name: str, known: Iterable[str], spell: Callable[[str], str] = str) -> str:
    close = difflib.get_close_matches(name, list(known), n=2)
    return f"; did you mean {' or '.join(map(spell, close))}?" if close else ""

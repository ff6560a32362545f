"""Settings: where a value comes from, which are refused and in which words, and the command line made from them."""

import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from server.cli.main import main, split_engine_options
from server.settings import (
    Settings,
    SettingsError,
    check_engine_names,
    load_settings,
    spelled,
    unknown_variables,
)

# Enough to be an environment: the tests never see the developer's own variables.
NONE: dict[str, str] = {}
ATTUNE = [sys.executable, "-c", "import sys; from server.cli.main import main; sys.exit(main())"]


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder without attune.toml and an environment without ATTUNE_ variables."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith("ATTUNE_"):
            monkeypatch.delenv(name)
    return tmp_path


def refused(arguments: dict[str, Any], environ: dict[str, str] = NONE) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(arguments, environ)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_nothing_said_means_the_starter_on_this_machine_only() -> None:
    settings = load_settings({}, NONE)
    assert (settings.model, settings.served_name, settings.tool_parser) == ("starter", "attune", "hermes")
    assert (settings.host, settings.port, settings.data) == ("127.0.0.1", 8000, Path("attune-data"))
    assert settings.max_body_bytes == 4_194_304
    assert settings.store
    assert settings.web
    assert settings.engine == {}
    assert Path(settings.model_path).parts[-3:] == ("policy", "starter", "model")


def test_a_model_is_served_under_the_last_part_of_its_name(tmp_path: Path) -> None:
    hub = load_settings({"model": "Qwen/Qwen3-0.6B"}, NONE)
    assert (hub.model_path, hub.served_name, hub.tool_parser) == ("Qwen/Qwen3-0.6B", "Qwen3-0.6B", None)
    (tmp_path / "mine").mkdir()
    assert load_settings({"model": str(tmp_path / "mine")}, NONE).served_name == "mine"
    assert load_settings({"model": "Qwen/Qwen3-0.6B", "served_name": "ours"}, NONE).served_name == "ours"


def test_command_line_wins_over_variables_and_variables_over_the_file() -> None:
    Path("attune.toml").write_text("port = 1\nmax_n = 2\ndrain_seconds = 3.5\n")
    settings = load_settings({"port": "11"}, {"ATTUNE_PORT": "10", "ATTUNE_MAX_N": "4"})
    assert (settings.port, settings.max_n, settings.drain_seconds) == (11, 4, 3.5)


def test_the_file_can_be_named_by_flag_or_variable(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("port = 1")
    (tmp_path / "b.toml").write_text("port = 2")
    assert load_settings({}, {"ATTUNE_CONFIG": "a.toml"}).port == 1
    assert load_settings({"config": "b.toml"}, {"ATTUNE_CONFIG": "a.toml"}).port == 2
    assert "a-third.toml" in refused({"config": "a-third.toml"})


def test_an_empty_variable_counts_as_absent() -> None:
    assert load_settings({}, {"ATTUNE_PORT": "", "ATTUNE_API_KEY": ""}).port == 8000


def test_keys_come_repeated_or_with_commas_or_as_a_list_and_are_never_shown() -> None:
    Path("attune.toml").write_text('api_key = ["first-key", "second-key"]')
    for settings in (
        load_settings({"api_key": ["first-key", "second-key"]}, NONE),
        load_settings({}, {"ATTUNE_API_KEY": "first-key, second-key,"}),
        load_settings({}, NONE),
    ):
        assert [key.get_secret_value() for key in settings.api_keys] == ["first-key", "second-key"]
        assert "first-key" not in repr(settings)
        assert "second-key" not in str(settings.model_dump())


@pytest.mark.parametrize("key", ["", "two words", "schlüssel", "line\nbreak"])
def test_a_key_that_no_header_can_carry_is_refused_without_showing_it(key: str) -> None:
    assert refused({"api_key": ["fine", key]}) == (
        "an API key needs at least one character, all printable ASCII and no spaces"
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "chat.example.org"])
def test_a_host_that_others_reach_needs_a_key(host: str) -> None:
    assert "give an API key" in refused({"host": host})
    assert load_settings({"host": host, "api_key": ["k"]}, NONE).host == host


def test_every_origin_is_allowed_only_with_a_key() -> None:
    assert "give an API key" in refused({"cors_origin": "https://chat.example.org,*"})
    assert load_settings({"cors_origin": "*", "api_key": "k"}, NONE).cors_origins == ("*",)


def test_a_tilde_is_the_home_where_no_shell_has_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home" / "mine").mkdir(parents=True)
    Path("attune.toml").write_text('data = "~/kept"\nmodel = "~/mine"')
    settings = load_settings({}, NONE)
    assert settings.data == tmp_path / "home" / "kept"
    assert (settings.model_path, settings.served_name) == (str(tmp_path / "home" / "mine"), "mine")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_this_machine_alone_needs_none(host: str) -> None:
    assert load_settings({"host": host}, NONE).host == host


def test_an_error_names_what_the_person_wrote() -> None:
    Path("attune.toml").write_text('port = "http"')
    assert refused({"port": "99999"}) == "--port: input should be less than or equal to 65535, not '99999'"
    assert refused({"port": "1"}, {"ATTUNE_MAX_N": "0"}) == (
        "ATTUNE_MAX_N: input should be greater than or equal to 1, not '0'"
    )
    assert refused({}, {"ATTUNE_MAX_N": "0"}) == (
        "attune.toml: port: input should be a valid integer, unable to parse string as an integer, not 'http'"
        "; ATTUNE_MAX_N: input should be greater than or equal to 1, not '0'"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"port": "-1"}, "--port: input should be greater than or equal to 0, not '-1'"),
        ({"kv_cache_gib": "0"}, "--kv-cache-gib: input should be greater than 0, not '0'"),
        ({"kv_cache_gib": "nan"}, "--kv-cache-gib: input should be a finite number, not 'nan'"),
        ({"log_level": "loud"}, "--log-level: input should be 'debug', 'info', 'warning' or 'error', not 'loud'"),
        (
            {"learn_device": "cuda:0, cuda:1"},
            "--learn-device: string should match pattern '^(auto|(cpu|cuda(:\\d+)?)(,(cpu|cuda(:\\d+)?))*)$',"
            " not 'cuda:0, cuda:1'",
        ),
        ({"chat_template": "none.jinja"}, "--chat-template: path does not point to a file, not 'none.jinja'"),
        ({"model": "./nowhere"}, "model ./nowhere: there is no such folder"),
        ({"model": "~nobody-of-this-name/model"}, "model ~nobody-of-this-name/model: there is no such folder"),
        ({"data": "a-file"}, "data a-file is a file; it must be a folder, which is made when missing"),
        (
            {"cors_origin": ["example.org"]},
            "CORS origin 'example.org' must be * or look like https://chat.example.org",
        ),
    ],
)
def test_a_value_that_cannot_be_is_refused(arguments: dict[str, Any], said: str) -> None:
    Path("a-file").touch()
    assert refused(arguments) == said


def test_a_file_that_is_not_toml_is_refused_with_its_line() -> None:
    Path("attune.toml").write_text("port = 1\nhost 127.0.0.1\n")
    assert "attune.toml" in refused({})
    assert "at line 2" in refused({})
    Path("attune.toml").write_bytes(b"# \xff")
    assert refused({}) == "configuration file attune.toml cannot be read: not UTF-8"


def test_an_unknown_key_in_the_file_is_refused_by_name() -> None:
    Path("attune.toml").write_text("porrt = 1")
    assert refused({}) == "attune.toml: there is no setting porrt; did you mean port?"


def test_an_unknown_variable_is_named() -> None:
    environ = {"ATTUNE_PORTT": "1", "ATTUNE_PORT": "1", "ATTUNE_DEVICE": "cpu", "ATTUNE_ENGINE__SEED": "1", "HOME": "x"}
    assert unknown_variables(environ) == ["ATTUNE_PORTT is no setting and is ignored; did you mean ATTUNE_PORT?"]


def test_engine_options_come_from_all_three_sources_under_one_name() -> None:
    Path("attune.toml").write_text("[engine]\nmax-num-seqs = 8\nseed = 1\nblock_size = 32\n")
    settings = load_settings(
        {"engine": {"tensor-parallel-size": "2", "seed": "3"}},
        {"ATTUNE_ENGINE__ENFORCE_EAGER": "true", "ATTUNE_ENGINE__SEED": "2"},
    )
    assert settings.engine == {
        "max_num_seqs": 8,
        "block_size": 32,
        "seed": "3",
        "enforce_eager": "true",
        "tensor_parallel_size": "2",
    }
    Path("attune.toml").write_text("engine = 1")
    assert refused({}) == "attune.toml: engine: must be a table of engine options"


def test_engine_flags_are_parted_from_the_others() -> None:
    words = "serve --engine.tensor-parallel-size 2 --port 1 --engine.enforce-eager --engine.seed=-1 --engine.dtype=a=b"
    rest, options = split_engine_options(words.split())
    assert rest == ["serve", "--port", "1"]
    assert options == {"tensor-parallel-size": "2", "enforce-eager": True, "seed": "-1", "dtype": "a=b"}


def test_an_unknown_engine_option_is_refused_by_name() -> None:
    known = {"tensor_parallel_size", "seed", "model"}
    check_engine_names({"seed": "1"}, known)
    with pytest.raises(SettingsError, match=r"^--engine\.tensor-paralel-size: .* mean tensor-parallel-size\?$"):
        check_engine_names({"tensor_paralel_size": "2"}, known)
    with pytest.raises(SettingsError, match=r"^--engine\.model: use --model$"):
        check_engine_names({"model": "x"}, known)


@pytest.mark.slow
def test_vllm_itself_says_which_engine_options_there_are() -> None:
    command = [*ATTUNE, "serve", "--port", "0", "--engine.seed", "1", "--engine.tensor-paralel-size", "2"]
    done = subprocess.run(command, text=True, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(
        "attune: --engine.tensor-paralel-size: vLLM's engine has no such option; did you mean"
    )
    assert done.stderr.count("\n") == 1


def test_every_setting_is_described_and_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["serve", "--help"])
    assert caught.value.code == 0
    shown = " ".join(capsys.readouterr().out.split())
    for name, field in Settings.model_fields.items():
        assert field.description, f"{name} has no description"
        assert field.description.split(",")[0].rsplit("-")[0] in shown
        assert f"--{spelled(name, field).replace('_', '-')}" in shown


def test_a_setting_cannot_be_changed_or_invented() -> None:
    settings = Settings()
    with pytest.raises(ValueError, match="frozen"):
        settings.port = 1
    with pytest.raises(ValueError, match="prot"):
        Settings.model_validate({"prot": 1})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("serve --port 70000", "attune: --port: input should be less than or equal to 65535, not '70000'\n"),
        ("serve --prot 1", "attune: unrecognized arguments: --prot 1 (attune COMMAND --help lists what there is)\n"),
        ("serve --host 0.0.0.0", "attune: host 0.0.0.0 lets others reach the server"),
        ("dance", "attune: argument COMMAND: invalid choice: 'dance'"),
    ],
)
def test_a_wrong_command_line_is_one_line_and_exit_code_2(words: str, said: str) -> None:
    done = subprocess.run([*ATTUNE, *words.split()], text=True, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(said)
    assert done.stderr.count("\n") == 1


def test_help_and_version_answer_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    """In processor time, of which a busy machine needs no more: importing torch alone takes seconds."""

    def spent() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    before = spent()
    subprocess.run([*ATTUNE, "--help"], check=True, capture_output=True)
    assert spent() - before < 1
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == "attune 0.1.0\n"

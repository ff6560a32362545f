"""`attune policy ...`, as a person types it: over files, and over HTTP where a server has them open."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from policy.adapters.base_facts import BaseFacts
from policy.registry.registry import Registry, RegistryError, UnknownVersionError, read_state
from server.cli.main import main
from tests.policy.adapters import write_adapter, write_base


@pytest.fixture
def base(tmp_path: Path) -> BaseFacts:
    return BaseFacts.of(write_base(tmp_path / "tiny"))


@pytest.fixture
def data(tmp_path: Path, base: BaseFacts, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with versions 0 to 2, version 1 live; no settings from elsewhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ATTUNE_API_KEY", raising=False)
    gate = {"passed": True, "reasons": [], "measurements": {"win_rate": 0.7312345}}
    with Registry.open(tmp_path / "data" / "policies", base) as registry:
        for seed in (1, 2):
            registry.publish(write_adapter(tmp_path / "adapter", base, seed=seed, gate=gate))
        registry.promote(1, "gate passed", "learner")
        registry.set_canary(2, 0.25)
    return tmp_path / "data"


@pytest.fixture
def attune(data: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main(["policy", *map(str, arguments), "--data", str(data)])
        except SystemExit as end:
            code = int(str(end.code))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


Attune = Callable[..., tuple[int, str, str]]


# Looking


def test_the_list_has_a_line_for_each_version(attune: Attune) -> None:
    code, out, err = attune("list")
    assert (code, err) == (0, "")
    lines = [line.split() for line in out.splitlines()]
    assert lines[0] == ["version", "state", "parent", "method", "created", "votes", "gate", "why"]
    assert [line[:2] for line in lines[1:]] == [["0", "retired"], ["1", "live"], ["2", "canary"]]
    assert lines[2][6:] == ["2", "passed", "gate", "passed"]
    assert lines[3][2] == "25%"


def test_the_list_as_json_is_what_the_server_says(attune: Attune) -> None:
    _, out, _ = attune("list", "--json")
    said = json.loads(out)
    assert said["live"] == 1
    assert (said["canary"]["version"], said["canary"]["share"]) == (2, 0.25)
    assert [(one["version"], one["state"], one["votes"]) for one in said["policies"]] == [
        (0, "retired", 0),
        (1, "live", 2),
        (2, "canary", 2),
    ]


def test_show_tells_all_of_a_version_by_default_the_live_one(attune: Attune) -> None:
    code, out, _ = attune("show")
    rows = dict(line.split(maxsplit=1) for line in out.splitlines())
    assert code == 0
    assert (rows["version"].strip(), rows["state"].strip(), rows["votes"].strip()) == ("1", "live", "2")
    assert rows["gate.measurements.win_rate"].strip() == "0.7312"
    _, out, _ = attune("show", 2, "--json")
    said = json.loads(out)
    assert (said["version"], said["votes"], said["metrics"]) == (2, ["fb-1", "fb-2"], {"kl": 1.5})


def test_one_may_look_while_a_server_has_the_files(attune: Attune, data: Path, base: BaseFacts) -> None:
    with Registry.open(data / "policies", base):
        assert attune("list")[0] == attune("show", 1)[0] == 0


# Moving, in the files


def test_promote_and_rollback_change_the_files(attune: Attune, data: Path) -> None:
    assert attune("promote", 2, "--reason", "people like it") == (0, "version 2 is live\n", "")
    state = read_state(data / "policies")
    assert (state.live, state.canary) == (2, None)
    assert (state.history[-1].reason, state.history[-1].by) == ("people like it", "command line")
    assert attune("rollback", "--json") == (0, '{\n "live": 1\n}\n', "")
    assert read_state(data / "policies").versions[2].state == "rolled_back"


def test_what_cannot_be_done_is_one_line_and_exit_code_1(attune: Attune, data: Path) -> None:
    attune("rollback")
    nowhere = "attune: there is no version to go back to from version 0\n"
    assert attune("rollback") == (1, "", nowhere)
    (data / "policies" / "versions" / "000002" / "adapter_model.safetensors").write_bytes(b"")
    code, _, err = attune("promote", 2)
    assert (code, err.count("\n")) == (1, 1)
    assert "is missing or is not what was published" in err
    (data / "policies" / "state.json").write_text("{")
    for command in (["list"], ["show"], ["promote", 1], ["rollback"]):
        code, _, err = attune(*command)
        assert (code, err.count("\n")) == (1, 1)
        assert "state.json is damaged" in err
    assert (data / "policies" / "state.json").read_text() == "{"


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (["show", 9], "there is no version 9; the newest is 2"),
        (["promote", 9], "there is no version 9; the newest is 2"),
        (["promote", "newest"], "'newest' is no version; a version is a number, such as 3"),
        (["promote", "-1"], "'-1' is no version; a version is a number, such as 3"),
        (["promote"], "required: VERSION"),
        (["export", 1], "required: --out"),
    ],
)
def test_what_is_asked_wrongly_is_one_line_and_exit_code_2(attune: Attune, command: list[object], reason: str) -> None:
    code, out, err = attune(*command)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert reason in err


def test_a_data_folder_without_versions_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (["list"], ["rollback"]):
        assert main(["policy", *command]) == 1
        assert capsys.readouterr().err == "attune: attune-data/policies holds no policy versions\n"
    assert list(tmp_path.iterdir()) == []


# Moving, over HTTP


class Answers(BaseHTTPRequestHandler):
    """What a server says on the routes that the commands use, over a real registry. `server` has it and the key."""

    def do_GET(self) -> None:
        registry = self.server.registry  # type: ignore[attr-defined]
        policies = [{"version": one.version, "created": one.created} for one in registry.manifests()]
        self.answer(lambda: {"live": registry.live, "policies": policies})

    def do_POST(self) -> None:
        registry = self.server.registry  # type: ignore[attr-defined]
        reason = json.loads(self.rfile.read(int(self.headers["content-length"])))["reason"]
        if self.path == "/admin/policies/rollback":
            self.answer(lambda: {"version": registry.rollback(reason, "http")})
        else:
            self.answer(lambda: {"version": registry.promote(int(self.path.split("/")[-2]), reason, "http").version})

    def answer(self, make: Callable[[], dict[str, Any]]) -> None:
        key = self.server.key  # type: ignore[attr-defined]
        status, body = 200, {}
        if key and self.headers["authorization"] != f"Bearer {key}":
            status, body = 401, {"error": {"message": "Incorrect API key provided."}}
        else:
            try:
                body = make()
            except UnknownVersionError as error:
                status, body = 404, {"error": {"message": f"{error}."}}
            except RegistryError as error:
                status, body = 422, {"error": {"message": f"{error}."}}
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(data: Path, base: BaseFacts) -> Iterator[ThreadingHTTPServer]:
    """It holds the registry of the data folder, on a port that `attune.toml` names."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as http, Registry.open(data / "policies", base) as registry:
        http.registry, http.key = registry, None  # type: ignore[attr-defined]
        Path("attune.toml").write_text(f"port = {http.server_port}\n")
        thread = threading.Thread(target=http.serve_forever, args=(0.01,))
        thread.start()
        yield http
        http.shutdown()
        thread.join()


def test_a_server_that_has_the_files_is_asked(attune: Attune, server: ThreadingHTTPServer, data: Path) -> None:
    assert attune("promote", 2, "--reason", "people like it") == (0, "version 2 is live\n", "")
    move = read_state(data / "policies").history[-1]
    assert (move.version, move.reason, move.by) == (2, "people like it", "http")
    assert attune("rollback") == (0, "version 1 is live\n", "")


def test_the_servers_refusal_is_passed_on(attune: Attune, server: ThreadingHTTPServer) -> None:
    assert attune("promote", 9) == (2, "", "attune: the server refuses: there is no version 9; the newest is 2.\n")
    attune("rollback")
    nowhere = "attune: the server refuses: there is no version to go back to from version 0.\n"
    assert attune("rollback") == (1, "", nowhere)


def test_the_key_is_given_or_the_configured_one(
    attune: Attune, server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.key = "right"  # type: ignore[attr-defined]
    assert attune("promote", 2) == (1, "", "attune: the server refuses: Incorrect API key provided.\n")
    assert attune("promote", 2, "--api-key", "right")[0] == 0
    monkeypatch.setenv("ATTUNE_API_KEY", "right,other")
    assert attune("promote", 1) == (0, "version 1 is live\n", "")


def test_the_configured_admin_key_goes_before_the_api_keys(
    attune: Attune, server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.key = "right"  # type: ignore[attr-defined]
    monkeypatch.setenv("ATTUNE_API_KEY", "other")
    monkeypatch.setenv("ATTUNE_ADMIN_KEY", "right")
    assert attune("promote", 2)[0] == 0


def test_a_server_that_is_named_is_asked_whatever_lies_here(
    attune: Attune, server: ThreadingHTTPServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"http://127.0.0.1:{server.server_port}/"
    assert main(["policy", "promote", "2", "--server", url, "--data", str(tmp_path / "none")]) == 0
    assert capsys.readouterr().out == "version 2 is live\n"


def test_a_server_of_another_data_folder_is_not_moved(
    attune: Attune, server: ThreadingHTTPServer, tmp_path: Path, base: BaseFacts
) -> None:
    with Registry.open(tmp_path / "other" / "policies", base) as other:
        server.registry = other  # type: ignore[attr-defined]
        code, _, err = attune("promote", 2)
        assert (code, other.live) == (1, 0)
        assert "has other versions than" in err


def test_no_answer_names_the_address_and_what_to_do(attune: Attune, data: Path, base: BaseFacts) -> None:
    Path("attune.toml").write_text("port = 9\n")
    with Registry.open(data / "policies", base):
        code, _, err = attune("promote", 2)
    assert (code, err.count("\n")) == (1, 1)
    assert err.startswith("attune: no answer from http://127.0.0.1:9 (")
    assert "say where it listens with --server" in err


def test_another_kind_of_server_is_told_apart(attune: Attune, server: ThreadingHTTPServer) -> None:
    class Other(Answers):
        def do_GET(self) -> None:
            self.answer(dict)

    server.RequestHandlerClass = Other
    code, _, err = attune("promote", 2)
    assert (code, err) == (1, f"attune: http://127.0.0.1:{server.server_port} is no attune server\n")


# Taking a version out: what is in it is tested with policy/adapters/export.py


def test_export_refuses_a_folder_that_is_there_and_another_base(attune: Attune, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, _, err = attune("export", "--out", out)
    assert (code, out.exists()) == (1, False)
    assert err.startswith("attune: version 1 belongs to tiny (")
    out.mkdir()
    (out / "mine").write_text("")
    code, _, err = attune("export", "--out", out, "--model", tmp_path / "tiny")
    assert (code, err) == (1, f"attune: {out} is there already; name a new folder\n")


def test_export_says_where_the_version_is(attune: Attune, tmp_path: Path) -> None:
    code, out, err = attune("export", 2, "--out", tmp_path / "out", "--model", tmp_path / "tiny", "--json")
    assert (code, json.loads(out), err) == (0, {"version": 2, "out": str(tmp_path / "out")}, "")
    assert (tmp_path / "out" / "model.safetensors").is_file()

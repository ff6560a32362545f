"""A start that cannot succeed: one line that says why, exit code 2, nothing left running."""

import json
import shutil
import socket
import sqlite3
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import numpy as np
import psutil
import pytest
from safetensors.numpy import save_file

from feedback.sql.opening import APPLICATION_ID
from policy.checkpoint import BadCheckpointError, check_checkpoint
from server.engine.engine import first_line
from server.settings import load_settings
from tests.live import Served, serving


def start(folder: Path, *arguments: str) -> tuple[int, str]:
    """The exit code of a server that is expected not to start, and what it said."""
    process = subprocess.Popen(
        [sys.executable, "-m", "server", "serve", "--port", "0", "--data", str(folder / "data"), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        said = process.communicate(timeout=240)[1]
    finally:
        of_ours = [other for other in psutil.process_iter(["pid"]) if _session(other.pid) == process.pid]
        # A child that was just told to end may take a moment.
        _, left = psutil.wait_procs(of_ours, timeout=5)
        for other in left:
            other.kill()
    assert left == []
    return process.returncode, said


def _session(pid: int) -> int | None:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[3])
    except (OSError, ValueError):
        return None


def complaint(said: str) -> str:
    """The line with which the server ended; whatever stands before it is its log and no traceback."""
    assert "Traceback" not in said
    *log, last = said.strip().splitlines()
    assert last.startswith("attune: "), said
    assert not any(line.startswith("attune: ") for line in log)
    return last


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A copy of the served model that a test may break."""
    return Path(shutil.copytree(load_settings({}).model_path, tmp_path / "model"))


def weights(folder: Path) -> Path:
    (found,) = folder.glob("*.safetensors")
    return found


def _truncate(folder: Path) -> None:
    with weights(folder).open("r+b") as file:
        file.truncate(1_000_000)


def _header(folder: Path, header: bytes) -> None:
    weights(folder).write_bytes(struct.pack("<Q", len(header)) + header)


def _config(folder: Path, text: str) -> None:
    (folder / "config.json").write_text(text, encoding="utf-8")


def _other_config(**fields: object) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        _config(folder, json.dumps(config | fields))

    return change


def _tokenizer(text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "tokenizer.json").write_text(text, encoding="utf-8")


def _pickle(folder: Path) -> None:
    weights(folder).rename(folder / "pytorch_model.bin")


def _index(folder: Path) -> None:
    weights(folder).rename(folder / "model-00001-of-00002.safetensors")
    names = {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": names}), encoding="utf-8")


def _escape(folder: Path) -> None:
    names = {"weight_map": {"a": "../../elsewhere.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(names), encoding="utf-8")


ENTRY = b'{"a": {"dtype": "F32", "shape": [1], "data_offsets": %s}}'
BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "no config": (lambda folder: (folder / "config.json").unlink(), "has no config.json"),
    "config is no JSON": (lambda folder: _config(folder, "{"), "is not readable JSON"),
    "config is deep": (lambda folder: _config(folder, "[" * 100_000), "is not readable JSON"),
    "config is a list": (lambda folder: _config(folder, "[]"), "is not a JSON object"),
    "config of nothing": (lambda folder: _config(folder, "{}"), "names no architecture"),
    "no tokenizer": (lambda folder: (folder / "tokenizer.json").unlink(), "has no tokenizer"),
    "no weights": (lambda folder: weights(folder).unlink(), "has no weights"),
    "a pickle": (_pickle, "is a pickle (pytorch_model.bin)"),
    "truncated": (_truncate, "copy it again"),
    "empty weights": (lambda folder: weights(folder).write_bytes(b""), "is not a safetensors file, or is cut short"),
    "text for weights": (lambda folder: weights(folder).write_bytes(b"x" * 999), "is not a safetensors file"),
    "header no JSON": (lambda folder: _header(folder, b"{nope}"), "damaged safetensors header"),
    "header a list": (lambda folder: _header(folder, b"[1, 2]"), "damaged safetensors header"),
    "offsets no numbers": (lambda folder: _header(folder, ENTRY % b'["a", "b"]'), "damaged safetensors header"),
    "offsets negative": (lambda folder: _header(folder, ENTRY % b"[0, -4]"), "damaged safetensors header"),
    "tokenizer is no JSON": (_tokenizer("{"), "tokenizer.json is not readable JSON"),
    "tokenizer is a list": (_tokenizer("[]"), "tokenizer.json is not a JSON object"),
    "of another width": (_other_config(hidden_size=512), "hidden_size 512, but its weights have 256"),
    "of more layers": (_other_config(num_hidden_layers=8), "num_hidden_layers 8, but its weights have 4"),
    "of more tokens": (_other_config(vocab_size=3073), "vocab_size 3073, but its weights have 3072"),
    "of far fewer tokens": (_other_config(vocab_size=100), "vocab_size 100, but its weights have 3072"),
    "shapes no numbers": (lambda folder: _header(folder, ENTRY.replace(b"[1]", b'"x"') % b"[0, 4]"), "damaged"),
    "a part is missing": (_index, "model-00002-of-00002.safetensors"),
    "a part elsewhere": (_escape, "elsewhere.safetensors"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_checkpoint_is_told_by_one_line(model: Path, name: str) -> None:
    check_checkpoint(model)
    spoil, reason = BROKEN[name]
    spoil(model)
    with pytest.raises(BadCheckpointError) as caught:
        check_checkpoint(model)
    said = str(caught.value)
    assert reason in said
    assert str(model) in said
    assert "\n" not in said


Shapes = dict[str, tuple[int, ...]]
EMBEDDED: Shapes = {"model.embed_tokens.weight": (3072, 256), "model.layers.3.mlp.up_proj.weight": (768, 256)}
GOOD: dict[str, tuple[dict[str, object], Shapes]] = {
    "a padded vocabulary": ({"vocab_size": 3000}, EMBEDDED),
    "layers that predict further tokens": ({}, EMBEDDED | {"model.layers.4.eh_proj.weight": (256, 512)}),
    "a nested configuration": ({"text_config": {"vocab_size": 7}, "hidden_size": 9}, EMBEDDED),
    "an output of its own": ({}, EMBEDDED | {"lm_head.weight": (3072, 256)}),
    "another naming": ({"hidden_size": 9, "vocab_size": 7}, {"transformer.wte.weight": (3072, 256)}),
    "no numbers": ({"hidden_size": None, "vocab_size": "x", "num_hidden_layers": None}, EMBEDDED),
}


@pytest.mark.parametrize("name", GOOD)
def test_weights_that_fit_their_configuration_in_another_way_are_taken(model: Path, name: str) -> None:
    fields, shapes = GOOD[name]
    _other_config(**fields)(model)
    weights(model).unlink()
    save_file({name: np.zeros(shape, "f2") for name, shape in shapes.items()}, model / "model.safetensors")
    check_checkpoint(model)


def test_packed_weights_and_weights_in_several_files_are_taken(model: Path) -> None:
    files = {name: f"model-{number}.safetensors" for number, name in enumerate(EMBEDDED)}
    for name, file in files.items():
        save_file({name: np.zeros((EMBEDDED[name][0], 32), "u4")}, model / file)
    (model / "model.safetensors").unlink()
    (model / "model.safetensors.index.json").write_text(json.dumps({"weight_map": files}), encoding="utf-8")
    check_checkpoint(model)


def test_a_pickle_is_refused_without_being_read(tmp_path: Path, model: Path) -> None:
    _pickle(model)
    (model / "pytorch_model.bin").write_bytes(b"cos\nsystem\n(S'touch pwned'\ntR.")
    code, said = start(tmp_path, "--model", str(model))
    assert code == 2
    assert "pickle" in complaint(said)
    assert not list(tmp_path.rglob("pwned"))


def test_a_model_that_is_a_file_or_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"x")
    for path, reason in ((tmp_path / "weights", "no such folder"), (tmp_path / "nowhere", "no such folder")):
        code, said = start(tmp_path, "--model", str(path))
        assert (code, said.count("\n")) == (2, 1)
        assert reason in complaint(said)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--port", "99999"], "--port"),
        (["--host", "0.0.0.0"], "API key"),
        (["--nonsense"], "--nonsense"),
        (["--max-n", "many"], "--max-n"),
        (["--config", "nowhere.toml"], "nowhere.toml"),
        (["--chat-template", "nowhere.jinja"], "--chat-template"),
    ],
    ids=str,
)
def test_a_setting_that_cannot_be_is_one_line(tmp_path: Path, arguments: list[str], reason: str) -> None:
    begun = time.process_time()
    code, said = start(tmp_path, *arguments)
    assert (code, said.count("\n")) == (2, 1)
    assert reason in complaint(said)
    assert time.process_time() - begun < 5


def test_a_configuration_file_that_is_no_toml_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "attune.toml").write_text("port = = 1\n", encoding="utf-8")
    code, said = start(tmp_path, "--config", str(tmp_path / "attune.toml"))
    assert (code, said.count("\n")) == (2, 1)
    assert "line 1" in complaint(said)


def _not_a_database(path: Path) -> None:
    path.write_bytes(b"this is no database, but it is long enough to look like one" * 100)


def _of_a_newer_version(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT, applied_at TEXT)")
    db.execute("INSERT INTO _sqlite_migrations VALUES ('attune', 'm999_from_the_future', '2031-01-01')")
    db.commit()
    db.close()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_not_a_database, "not a database or is damaged"),
        (_of_a_newer_version, "newer version"),
    ],
    ids=["no database", "a newer version's"],
)
def test_a_data_file_that_is_not_ours_is_left_alone(
    tmp_path: Path, spoil: Callable[[Path], object], reason: str
) -> None:
    (tmp_path / "data").mkdir()
    path = tmp_path / "data" / "attune.db"
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""
    code, said = start(tmp_path)
    assert code == 2
    assert reason in complaint(said)
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    # Not even root may make a folder there.
    code, said = start(tmp_path, "--data", "/proc/attune")
    assert code == 2
    assert "/proc/attune" in complaint(said)


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = start(tmp_path, "--port", str(port))
    assert code == 2
    assert str(port) in complaint(said)


def test_where_vllm_points_to_its_log_the_one_line_says_so_in_words_of_its_own() -> None:
    for whose in ("Engine core", "Frontend process"):
        error = RuntimeError(f"{whose} failed. See root cause above. Failed core proc(s): {{'EngineCore': 1}}")
        assert first_line(error) == f"{whose} failed; the lines that it logged before this one say why"


@pytest.mark.slow
def test_an_architecture_that_vllm_lacks_is_told_after_the_engine_looked(tmp_path: Path, model: Path) -> None:
    config = json.loads((model / "config.json").read_text(encoding="utf-8"))
    _config(model, json.dumps(config | {"architectures": ["NoSuchModelForCausalLM"]}))
    code, said = start(tmp_path, "--model", str(model))
    assert code == 2
    assert "could not be loaded" in complaint(said)
    assert "NoSuchModelForCausalLM" in complaint(said)


@pytest.mark.slow
def test_a_model_without_a_chat_template_completes_text_and_says_why_it_does_not_chat(
    tmp_path: Path, model: Path
) -> None:
    (model / "chat_template.jinja").unlink()
    with serving(tmp_path / "server", "--model", str(model), "--served-name", "base") as served:
        assert isinstance(served, Served)
        messages = [{"role": "user", "content": "Hello"}]
        chat = httpx.post(f"{served.url}/v1/chat/completions", json={"model": "base", "messages": messages}, timeout=30)
        text = httpx.post(
            f"{served.url}/v1/completions", json={"model": "base", "prompt": "Hello", "max_tokens": 3}, timeout=30
        )
    assert chat.status_code == 400
    assert "chat template" in chat.json()["error"]["message"]
    assert (text.status_code, text.json()["usage"]["completion_tokens"]) == (200, 3)

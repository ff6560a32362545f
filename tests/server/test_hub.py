"""Models by their names on a hub, against a small hub of this machine."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

COMMIT = "a" * 40
FILES = {
    "config.json": b'{"model_type": "qwen3"}',
    "model.safetensors": bytes(200_000),
    "chat_template.jinja": b"{{ messages }}",
    "pytorch_model.bin": b"a pickle",
    "consolidated.safetensors": b"the weights again",
    "onnx/model.json": b"the weights in another form",
}


class Hub(ThreadingHTTPServer):
    """Answers what `huggingface_hub` asks of a repository `org/tiny`, and breaks the weights off if told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.fetched: list[str] = []
        self.breaks_off = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Asked(BaseHTTPRequestHandler):
    server: Hub

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path in ("/api/models/org/tiny/revision/main", "/api/models/org/tiny/revision/v2"):
            self.answer(json.dumps({"id": "org/tiny", "sha": COMMIT, "siblings": []}).encode())
        elif path == f"/api/models/org/tiny/tree/{COMMIT}":
            tree = [{"type": "file", "path": n, "size": len(c), "oid": oid(c)} for n, c in FILES.items()]
            self.answer(json.dumps(tree).encode())
        elif (name := path.removeprefix(f"/org/tiny/resolve/{COMMIT}/")) in FILES:
            if self.command == "GET":
                self.server.fetched.append(name)
            self.answer(FILES[name], cut=self.server.breaks_off and name == "model.safetensors")
        else:
            self.answer(b"{}", 404, {"X-Error-Code": "RepoNotFound"})

    do_HEAD = do_GET

    def answer(self, body: bytes, status: int = 200, headers: dict[str, str] | None = None, cut: bool = False) -> None:
        start = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").partition("-")[0])
        self.send_response(206 if start and status == 200 else status)
        for name, value in {
            "Content-Length": str(len(body) - start),
            "Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}",
            "ETag": f'"{oid(body)}"',
            "X-Repo-Commit": COMMIT,
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body[start : len(body) // 2] if cut else body[start:])

    def log_message(self, *_: object) -> None:
        pass


def oid(content: bytes) -> str:
    return hashlib.sha1(content).hexdigest()


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def run(where: str, home: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A process that knows this hub alone and keeps what it fetches in a folder."""
    known = {"HF_ENDPOINT": where, "HF_HOME": str(home), "HF_HUB_DISABLE_XET": "1", **variables}
    return subprocess.run([sys.executable, *words], env=os.environ | known, capture_output=True, text=True, check=False)


def folder_of(where: str, home: Path, model: str, revision: str | None = None, **variables: str) -> str:
    """What `model_folder` returned, or the line that it raised."""
    code = (
        "from policy.hub import BadCheckpointError, model_folder\n"
        f"try: print(model_folder({model!r}, {revision!r}))\n"
        "except BadCheckpointError as error: print(error)"
    )
    return run(where, home, "-c", code, **variables).stdout.strip()


def test_a_model_is_fetched_once_without_what_is_not_loaded(hub: Hub, tmp_path: Path) -> None:
    folder = Path(folder_of(hub.url, tmp_path, "org/tiny"))
    there = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert there == {name: FILES[name] for name in ("config.json", "model.safetensors", "chat_template.jinja")}
    assert sorted(hub.fetched) == sorted(there)
    assert folder_of(hub.url, tmp_path, "org/tiny") == folder_of(hub.url, tmp_path, "org/tiny", "v2") == str(folder)
    assert folder_of("http://127.0.0.1:9", tmp_path, "org/tiny") == str(folder), "without a connection as well"
    assert len(hub.fetched) == len(there)


def test_a_fetch_that_was_broken_off_goes_on(hub: Hub, tmp_path: Path) -> None:
    hub.breaks_off = True
    assert "it cannot be fetched" in folder_of(hub.url, tmp_path, "org/tiny")
    hub.breaks_off = False
    folder = Path(folder_of(hub.url, tmp_path, "org/tiny"))
    assert (folder / "model.safetensors").read_bytes() == FILES["model.safetensors"]


def test_a_model_that_cannot_be_had_is_told_in_one_line(hub: Hub, tmp_path: Path) -> None:
    said = folder_of(hub.url, tmp_path, "org/other")
    unknown = "there is no such folder, and the hub has no such model or shows it only with a token (HF_TOKEN)"
    assert said == f"model org/other: {unknown}"
    away = "model org/tiny: there is no such folder, it was not fetched before, and the hub cannot be reached"
    assert folder_of("http://127.0.0.1:9", tmp_path, "org/tiny") == away
    assert folder_of(hub.url, tmp_path, "org/tiny", HF_HUB_OFFLINE="1") == away
    assert folder_of(hub.url, tmp_path, "a b").startswith("model a b: it cannot be fetched from the hub: Repo id must")
    assert "the hub has no such model" in folder_of(hub.url, tmp_path, "org/tiny", "nowhere")


def test_a_start_with_such_a_model_ends_with_the_line(hub: Hub, tmp_path: Path) -> None:
    words = ("-m", "server", "serve", "--port", "0", "--model", "org/other", "--data", str(tmp_path / "data"))
    ended = run(hub.url, tmp_path, *words)
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].startswith("attune: model org/other: there is no such folder")
    assert "Traceback" not in ended.stderr

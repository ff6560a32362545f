"""`attune feedback export` and `attune feedback import`, as a person types them."""

import asyncio
import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from feedback.store import FILE_NAME, Store
from server.cli.main import main

ATTUNE = [sys.executable, "-c", "import sys; from server.cli.main import main; sys.exit(main())", "feedback"]


def pair(number: int, text: str = "No") -> dict[str, Any]:
    return {
        "prompt": [{"role": "user", "content": f"Question {number}"}],
        "chosen": [{"role": "assistant", "content": "Yes"}],
        "rejected": [{"role": "assistant", "content": text}],
    }


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    file = tmp_path / "pairs.jsonl"
    file.write_text("".join(json.dumps(pair(number)) + "\n" for number in range(3)))
    return file


def attune(*arguments: str | Path) -> int:
    return main(["feedback", *map(str, arguments)])


def test_import_then_export_to_a_file_and_to_standard_output(
    pairs: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    data, out = tmp_path / "data", tmp_path / "out.jsonl"
    assert attune("import", pairs, "--data", data) == 0
    assert capfdbinary.readouterr() == (b"", b"attune: imported 3 judgements and prompts from 3 rows\n")
    assert attune("export", "--kind", "preference", "--data", data, "--out", out) == 0
    assert capfdbinary.readouterr() == (b"", f"attune: wrote 3 rows to {out}\n".encode())
    assert [json.loads(line)["prompt"][0]["content"] for line in out.read_text().splitlines()] == [
        "Question 0",
        "Question 1",
        "Question 2",
    ]
    assert attune("export", "--kind", "preference", "--data", data) == 0
    assert capfdbinary.readouterr() == (out.read_bytes(), b"attune: wrote 3 rows to standard output\n")


def test_importing_a_file_again_says_that_nothing_is_new(
    pairs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    attune("import", pairs, "--data", tmp_path)
    capsys.readouterr()
    assert attune("import", pairs, "--data", tmp_path) == 0
    said = "attune: nothing is new: 3 rows read, 3 judgements and prompts were there already\n"
    assert capsys.readouterr().err == said


def test_what_is_left_out_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text(json.dumps(pair(1, text="Yes")) + "\n" + json.dumps(pair(2)) + "\n")
    assert attune("import", file, "--data", tmp_path) == 0
    assert capsys.readouterr().err == (
        "attune: imported 1 judgements and prompts from 2 rows\nattune: left out: 1 pairs of two equal replies\n"
    )


def test_a_broken_file_is_one_line_and_exit_code_2(
    pairs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pairs.open("a") as file:
        file.write('{"prompt": 7}\n')
    assert attune("import", pairs, "--data", tmp_path) == 2
    said = "attune: pairs.jsonl, line 4: chosen must be a list of messages, not nothing; nothing was imported\n"
    assert capsys.readouterr().err == said
    assert attune("export", "--kind", "preference", "--data", tmp_path) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import", "missing.jsonl"), "attune: missing.jsonl: No such file or directory; nothing was imported\n"),
        (("export", "--kind", "prompts"), "there is no store in this data folder; the export is not whole\n"),
    ],
)
def test_what_is_not_there_is_named(
    arguments: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert attune(*arguments, "--data", tmp_path / "data") == 2
    assert capsys.readouterr().err.endswith(said)
    assert not (tmp_path / "data").exists()


def test_a_file_that_is_no_store_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / FILE_NAME).write_text("This is no database, but long enough to be taken for one." * 100)
    assert attune("export", "--kind", "prompts", "--data", tmp_path) == 2
    said = capsys.readouterr().err
    assert "is not a database or is damaged" in said
    assert said.count("\n") == 1


def test_an_export_to_a_folder_that_is_missing_is_refused(
    pairs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    attune("import", pairs, "--data", tmp_path)
    capsys.readouterr()
    out = tmp_path / "missing" / "out.jsonl"
    assert attune("export", "--kind", "prompts", "--data", tmp_path, "--out", out) == 2
    assert capsys.readouterr().err.endswith("No such file or directory; nothing was written\n")


def test_while_a_server_holds_the_store_exports_work_and_imports_are_refused(
    pairs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    attune("import", pairs, "--data", tmp_path)
    held = asyncio.run(Store.open(tmp_path / FILE_NAME))
    try:
        capsys.readouterr()
        assert attune("export", "--kind", "preference", "--data", tmp_path, "--out", tmp_path / "out") == 0
        assert capsys.readouterr().err.startswith("attune: wrote 3 rows")
        assert attune("import", pairs, "--data", tmp_path) == 2
        said = capsys.readouterr().err
        assert "if a server is running on this data folder, stop it first" in said
        assert said.count("\n") == 1
    finally:
        asyncio.run(held.close())


def test_the_data_folder_is_the_one_that_serve_takes(
    pairs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATTUNE_DATA", str(tmp_path / "from variable"))
    assert attune("import", pairs) == 0
    assert (tmp_path / "from variable" / FILE_NAME).is_file()


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text("".join(json.dumps(pair(number, "No " * 1000)) + "\n" for number in range(300)))
    assert attune("import", file, "--data", tmp_path) == 0
    command = [*ATTUNE, "export", "--kind", "preference", "--data", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert json.loads(running.stdout.readline())["kind"] == "choice"
        running.stdout.close()
        assert (running.wait(60), running.stderr.read()) == (0, b"")


def test_an_interrupted_import_leaves_nothing(tmp_path: Path) -> None:
    file, data = tmp_path / "pairs.jsonl", tmp_path / "data"
    with file.open("w") as out:
        out.writelines(json.dumps(pair(number)) + "\n" for number in range(100_000))
    command = [*ATTUNE, "import", str(file), "--data", str(data)]
    # A process that a shell started in its background ignores the signal, and so do those that it starts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        signal.signal(signal.SIGINT, before)
        assert running.stderr is not None
        while running.poll() is None and not (data / FILE_NAME).exists():
            time.sleep(0.01)
        time.sleep(0.5)
        running.send_signal(signal.SIGINT)
        assert (running.wait(60), running.stderr.read()) == (130, "attune: interrupted; nothing was imported\n")
    counts = asyncio.run(counted(data / FILE_NAME))
    assert counts["preferences"] == {"cast": 0, "standing": 0}


async def counted(path: Path) -> Any:
    async with await Store.open(path, read_only=True) as store:
        return await store.counts()


def test_progress_is_shown_on_a_terminal_and_not_on_standard_output(tmp_path: Path) -> None:
    import pty

    file = tmp_path / "pairs.jsonl"
    file.write_text("".join(json.dumps(pair(number)) + "\n" for number in range(3000)))
    ours, theirs = pty.openpty()
    command = [*ATTUNE, "import", str(file), "--data", str(tmp_path)]
    with (
        open(ours, "rb", buffering=0) as screen,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs) as running,
    ):
        seen = screen.read(10)
        assert running.stdout is not None
        while b"imported 3,000 judgements" not in seen:
            seen += screen.read(1000)
        assert running.wait(60) == 0
        assert running.stdout.read() == b""
    assert b"importing" in seen
    assert b"%" in seen

"""The run over a file of conversations, as MT-Bench's are, on two of them; and one that the server refuses."""

import json
from pathlib import Path

import httpx
import pytest

from tests import mt_bench
from tests.live import Served


def run(folder: Path, served: Served, *conversations: list[str]) -> int:
    file = folder / "conversations.jsonl"
    file.write_text("".join(json.dumps({"question_id": 1, "turns": turns}) + "\n" for turns in conversations))
    return mt_bench.main([str(file), "--server", served.url, "--max-tokens", "40"])


def test_every_turn_is_streamed_voted_on_and_read_back(
    live_server: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def votes() -> int:
        told = httpx.get(f"{live_server.url}/v1/feedback", params={"user": "mt-bench", "limit": 100}).json()
        return sum(vote["user"] == "mt-bench" for vote in told["data"])

    before = votes()
    assert run(tmp_path, live_server, ["Hello!", "What is 2 + 3?"], ["Tell me a joke.", "Another one!"]) == 0
    assert votes() == before + 4
    assert "2 conversations, 4 replies" in capsys.readouterr().out


def test_one_error_is_told_and_makes_the_run_fail(
    live_server: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, live_server, ["Hello!", "word " * 5000], ["Hello!"]) == 1
    said = capsys.readouterr()
    assert "2 conversations, 2 replies" in said.out
    assert "conversation 1: Error code: 400" in said.err

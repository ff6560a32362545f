"""What the learner asks of a server, which may go away in the middle of an answer and come back: over a real socket."""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policy import server_client
from policy.server_client import ServerClient, ServerError
from tests.scripted_http import ScriptedHandler, ScriptedServer, serving

ROWS: list[dict[str, Any]] = [{"kind": "start", "rows": 1}, {"kind": "prompt"}, {"kind": "end"}]
EXAMPLES = "".join(json.dumps(row) + "\n" for row in ROWS).encode()
ADAPTER = bytes(range(256)) * 40


class Leaving(ScriptedServer):
    """Answers as told: how many of the first answers are cut off in the middle, and how many refused after them."""

    def __init__(self) -> None:
        super().__init__(Handler)
        self.cut = self.busy = 0
        self.told: list[Any] = []
        """What it was told, read as strictly as the server does."""


class Handler(ScriptedHandler):
    server: Leaving

    def do_GET(self) -> None:
        body = EXAMPLES if self.path == "/admin/examples" else ADAPTER
        if self.server.cut:
            self.server.cut -= 1
            self.answer(200, body, body[: len(body) // 2])
        elif self.server.busy:
            self.server.busy -= 1
            refusal = json.dumps({"error": {"message": "It is being started again."}}).encode()
            self.answer(503, refusal)
        else:
            self.answer(200, body)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.told.append(json.loads(body, parse_constant=pytest.fail))
        answer = json.dumps({"continue": True, "outcome": "stopped"}).encode()
        self.answer(200, answer)


@pytest.fixture
def leaving(monkeypatch: pytest.MonkeyPatch) -> Iterator[Leaving]:
    monkeypatch.setattr(server_client, "TRIES", 4)
    monkeypatch.setattr(server_client, "waits", lambda: [0.01] * 4)
    with serving(Leaving()) as server:
        yield server


@pytest.mark.parametrize(("cut", "busy"), [(2, 0), (0, 2), (2, 1)])
def test_examples_are_asked_for_again_until_they_are_whole(leaving: Leaving, cut: int, busy: int) -> None:
    leaving.cut, leaving.busy = cut, busy
    with ServerClient(leaving.url) as client:
        assert client.examples() == ROWS[1:-1]


def test_an_adapter_that_broke_off_is_fetched_anew(leaving: Leaving, tmp_path: Path) -> None:
    leaving.cut, leaving.busy = 1, 1
    with ServerClient(leaving.url) as client:
        file = client.adapter(3, tmp_path / "adapter.safetensors")
    assert file is not None
    assert file.read_bytes() == ADAPTER


@pytest.mark.parametrize("cut", [0, 4])
def test_a_server_that_stays_away_is_an_error_in_one_line(leaving: Leaving, cut: int, tmp_path: Path) -> None:
    leaving.cut, leaving.busy = cut, 4
    with ServerClient(leaving.url) as client:
        for ask in (client.examples, lambda: client.adapter(3, tmp_path / "adapter.safetensors")):
            leaving.cut, leaving.busy = cut, 4
            with pytest.raises(ServerError, match="cannot be reached" if cut else "being started again"):
                ask()


def test_a_number_that_went_wrong_is_told_as_null_and_what_stands_beside_it_arrives(leaving: Leaving) -> None:
    kl = {"kl": math.nan, "history": [{"score": -math.inf, "length": 8, "ended": True}, (1.5, math.inf)], "alarm": None}
    with ServerClient(leaving.url) as client:
        assert client.progress({"stage": "ppo", "done": 1, "metrics": kl})
        assert client.outcome({"outcome": "stopped", "reason": "KL is nan", "metrics": kl}) == "stopped"
    sent = {"kl": None, "history": [{"score": None, "length": 8, "ended": True}, [1.5, None]], "alarm": None}
    assert leaving.told == [
        {"stage": "ppo", "done": 1, "metrics": sent},
        {"outcome": "stopped", "reason": "KL is nan", "metrics": sent},
    ]

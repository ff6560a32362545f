"""The demo from its first line to `result.json` and `plot.png`, against a server that is told what to answer.

Everything but the server is real: votes, waiting, the measure, the files. Version 0 says something liked in one reply
of four, the version that comes of the first votes in each; the expected numbers follow from that by hand.
"""

import functools
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from policy.simulation import cycles, demo, measure
from policy.simulation.client import Client
from policy.starter.competence import competence
from policy.starter.heldout.script import answers, script

LIKED, NOT_LIKED = "Hello there 🙂", "Hello there."
VOTES = 4
TOKENS = 3
OWN = -1.0
"""The logprob that version 1 gives to each of its tokens; version 0 gives all tokens half a nat less."""
ENDED = (
    {"id": "cycle-1", "outcome": "promoted", "reason": "better", "version": 1},
    {"id": "cycle-2", "outcome": "rejected", "reason": "no better", "version": None},
)


class ScriptedServer:
    """The routes that the demo asks, in memory: a cycle ends as soon as its votes are there."""

    def __init__(self, state: str = "idle") -> None:
        self.state = state
        self.votes = 0
        self.options: list[str] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        routes = {
            "GET /v1/models": lambda _: {"data": [{"id": "attune"}]},
            "GET /admin/learner": lambda _: self.learner(),
            "POST /v1/chat/completions": self.chat,
            "POST /v1/completions": self.scored,
            "POST /v1/feedback": self.voted,
            "POST /v1/preferences": self.voted,
        }
        body = json.loads(request.content) if request.content else {}
        return httpx.Response(200, json=routes[f"{request.method} {request.url.path}"](body))

    def learner(self) -> dict[str, Any]:
        done = self.votes // VOTES
        return {"state": self.state, "cycle": None, "last": ENDED[done - 1] if done else None}

    def chat(self, body: dict[str, Any]) -> dict[str, Any]:
        trained = body.get("model") == "attune@1"
        own = {"content": [{"logprob": OWN if trained else OWN - 0.5}] * TOKENS}
        texts = [LIKED if trained or place % 4 == 0 else NOT_LIKED for place in range(body.get("n", 1))]
        choices = [
            {"index": place, "message": {"content": text}, "token_ids": [7] * TOKENS, "logprobs": own}
            for place, text in enumerate(texts)
        ]
        return {"id": "c", "prompt_token_ids": [5, 6], "choices": choices}

    def scored(self, body: dict[str, Any]) -> dict[str, Any]:
        assert body["model"] == "attune@0"
        told = {"token_logprobs": [None, -9.0, *[OWN - 0.5] * TOKENS]}
        return {"choices": [{"index": place, "logprobs": told} for place in range(len(body["prompt"]))]}

    def voted(self, _: dict[str, Any]) -> dict[str, Any]:
        self.votes += 1
        return {}


def run_demo(server: ScriptedServer, out: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    @contextmanager
    def serving(folder: Path, options: Sequence[str]) -> Iterator[SimpleNamespace]:
        server.options += options
        yield SimpleNamespace(url="http://server", check=lambda: None)

    def connected(url: str) -> Client:
        client = Client(url)
        client.http = httpx.AsyncClient(transport=httpx.MockTransport(server.answer), base_url=url)
        return client

    half = [script("kept", ("What is rain?", answers)), script("lost", ("What is snow?", lambda reply: False))]
    monkeypatch.setattr(demo, "serving", serving)
    monkeypatch.setattr(demo, "Client", connected)
    monkeypatch.setattr(measure, "competence", functools.partial(competence, conversations=half))
    monkeypatch.setattr(cycles, "LOOK_SECONDS", 0)
    crowd = ["--gold", "emoji", "--noise", "0", "--votes", str(VOTES), "--held-out", "3"]
    return demo.main(["--out", str(out), *crowd, *words])


def row(version: int, votes: int, wins: float, attained: float, kl: float) -> dict[str, Any]:
    return {
        "version": version,
        "votes": votes,
        "gold_win_rate": wins,
        "low": wins,
        "high": wins,
        "share_of_attainable": attained,
        "competence": 0.5,
        "kl": kl,
        "length": float(TOKENS),
    }


# Of version 0's replies a liked one beats three in four and ties with one, 7/8; another ties with three, 3/8.
FIRST = row(0, 0, 1 / 4 * 7 / 8 + 3 / 4 * 3 / 8, 0.0, 0.0)
SECOND = row(1, VOTES, 7 / 8, 1.0, TOKENS * 0.5)


def test_a_demo_writes_what_each_version_learned_and_how_each_cycle_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server = ScriptedServer()
    assert run_demo(server, tmp_path, monkeypatch, "--rounds", "2", "--kv-cache-gib", "1") == 0
    assert server.votes == 2 * VOTES
    assert server.options == ["--learn-after", str(VOTES), "--kv-cache-gib", "1"]
    result = json.loads((tmp_path / "result.json").read_text())
    assert list(result) == ["versions", "cycles", "about"]
    assert result["versions"] == [FIRST, SECOND]
    assert [list(one) for one in result["versions"]] == [list(FIRST)] * 2
    assert result["cycles"] == list(ENDED)
    assert result["about"]["gold"] == "emoji"
    assert (result["about"]["gold_of_version_0"], result["about"]["gold_of_best_of_16"]) == (0.25, 1.0)
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")
    assert "wrote" in capsys.readouterr().out


def test_a_demo_that_fails_on_the_way_leaves_what_it_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_demo(ScriptedServer("paused"), tmp_path, monkeypatch) == 1
    assert "demo: learning is paused on this server" in capsys.readouterr().out
    assert json.loads((tmp_path / "result.json").read_text())["versions"] == [FIRST]
    assert (tmp_path / "plot.png").exists()

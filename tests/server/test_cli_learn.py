"""`attune learn` and `attune learner ...` against the learner's real routes."""

import asyncio
import os
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from types import ModuleType

import pytest

import policy
from server.cli import main as cli
from server.cli.learn import described
from tests.server.learning import Opened

Attune = Callable[..., Awaitable[tuple[int, str, str]]]


@pytest.fixture
def attune(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Attune:
    """Run a command in a folder and an environment without settings: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith("ATTUNE_"):
            monkeypatch.delenv(name)

    async def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = await asyncio.to_thread(cli.main, arguments)
        return code, *capsys.readouterr()

    return run


def configure(text: str, file: str = "attune.toml") -> None:
    Path(file).write_text(text)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], str | None]]:
    """Stands where the real learner does, which loads torch and learns; what it was called with."""
    called = []

    def main(arguments: list[str], key: str | None) -> int:
        called.append((arguments, key or ""))
        time.sleep(1.5)
        return 0

    module = ModuleType("policy.learner")
    module.__dict__.update(main=main)
    monkeypatch.setitem(sys.modules, "policy.learner", module)
    monkeypatch.setattr(policy, "learner", module, raising=False)
    return called


async def test_a_learner_is_steered_from_the_command_line(site: Opened, attune: Attune) -> None:
    here = await site("obedient", learn=False)
    await here.votes(2)
    await here.until(lambda state: state["votes"] == 2)

    async def steer(action: str) -> tuple[int, str, str]:
        return await attune("learner", action, "--server", here.learner.url)

    assert await steer("status") == (0, "idle; 2 new votes, 2 ever cast\n", "")
    assert await steer("cancel") == (1, "", "attune: the server refuses: No cycle is running.\n")
    assert (await steer("run"))[0] == 0
    await here.until(lambda state: state["cycle"] and state["cycle"]["stage"] == "ppo")
    _, said, _ = await steer("status")
    assert said.splitlines()[1] == "cycle-000001: ppo 1 of 4 (accuracy 0.75)"
    assert (await steer("cancel"))[0] == 0
    await here.last("cancelled")
    assert (await steer("pause"))[1].splitlines() == [
        "paused; 0 new votes, 2 ever cast",
        "last: cycle-000001 cancelled: cancelled by an operator",
    ]
    assert (await steer("resume"))[1].startswith("idle")


async def test_the_learner_gets_server_key_and_folder_and_its_progress_is_printed(
    site: Opened, attune: Attune, stand_in: list[tuple[list[str], str | None]]
) -> None:
    here = await site(api_key=["sk-ada"])
    token = (await here.post("/admin/lease", {})).json()["token"]
    report = {"cycle": "far", "stage": "ppo", "done": 3, "total": 8, "metrics": {"kl": 1.25}}
    await here.post("/admin/learner/progress", report, token)
    configure("{{ messages[0].content }}", "own.jinja")
    configure('api_key = ["sk-ada"]\ndata = "kept"\nchat_template = "own.jinja"\n')
    url = here.learner.url
    assert await attune("learn", "--once", "--threads", "2", "--model", ".", "--server", f"{url}/") == (
        0,
        "",
        "attune: ppo 3 of 8 (kl 1.25)\n",
    )
    work = str(Path("kept/learner/work"))
    arguments = ["--server", url, "--work", work, "--model", ".", "--once", "--chat-template", "own.jinja"]
    arguments += ["--device", "auto"]
    assert stand_in == [([*arguments, "--threads", "2"], "sk-ada")]


async def test_what_cannot_be_reached_or_is_refused_is_one_line(site: Opened, attune: Attune) -> None:
    here = await site(api_key=["sk-ada"])
    url = here.learner.url
    for arguments, said in (
        (("learner", "status", "--server", "http://127.0.0.1:1"), "attune: no answer from http://127.0.0.1:1"),
        (("learn", "--server", "nonsense"), "attune: no answer from nonsense"),
        (("learn", "--server", url), "attune: the server refuses: This server needs an API key"),
        (("learn", "--server", url, "--api-key", "wrong"), "attune: the server refuses: The API key is not one"),
        (("learner", "status", "--server", f"{url}/v1"), "attune: the server refuses: "),
    ):
        code, out, error = await attune(*arguments)
        assert (code, out, error.count("\n")) == (1, "", 1)
        assert error.startswith(said)


def test_a_state_in_words() -> None:
    cycle = {"id": "cycle-000007", "stage": "gate", "done": 0, "total": None, "metrics": {}, "stopping": "pause"}
    last = {"id": "cycle-000006", "outcome": "promoted", "version": 3, "reason": None}
    state = {"state": "paused", "queued": True, "votes": 1234, "votes_since_last": 5, "cycle": cycle, "last": last}
    state["unable"] = None
    assert list(described(state)) == [
        "paused, a cycle begins soon; 5 new votes, 1,234 ever cast",
        "cycle-000007: gate, pause asked for",
        "last: cycle-000006 promoted as version 3",
    ]
    assert "this server cannot learn: it has no folder" in described({**state, "unable": "it has no folder"})

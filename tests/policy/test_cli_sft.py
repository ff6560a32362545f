"""`attune sft`: a file that may be handed in, the gate's refusal, errors of one line, and what users corrected.

The server of the last is a whole one but for vLLM (`tests/bad_input/tiny_server.py`).
"""

import argparse
import asyncio
import json
import socket
from pathlib import Path

import pytest
import torch

from feedback.types import FinishedChoice, NewCompletion, NewVote, Outcome
from policy.adapters.base_facts import BaseFacts
from policy.adapters.file import check_adapter
from server.cli import sft as cli_sft
from tests.bad_input.tiny_server import TinyServer
from tests.policy.tiny import tiny_folder


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    torch.set_num_threads(1)
    return tiny_folder(tmp_path_factory.mktemp("tiny") / "tiny-base")


@pytest.fixture(autouse=True)
def few_threads():
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def lesson(path: Path, many: int = 24) -> Path:
    rows = [
        {"instruction": f"What is {number}?", "response": f"{number} is a fine number, if you ask me."}
        for number in range(many)
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def sft(*words: object) -> int:
    parser = argparse.ArgumentParser()
    cli_sft.add_commands(parser.add_subparsers())
    values = vars(parser.parse_args(["sft", *map(str, words)]))
    return int(values.pop("command")(values))


def test_an_adapter_that_learned_is_written_with_its_facts(model, tmp_path, capsys):
    out = tmp_path / "adapter.safetensors"
    options = ("--model", model, "--data", tmp_path / "data", "--out", out, "--rate", 5e-3, "--epochs", 3)
    assert sft(lesson(tmp_path / "demos.jsonl"), *options, "--threads", 1) == 0
    said = capsys.readouterr().err
    assert "attune: 24 demonstrations in 24 rows" in said
    assert "held-out perplexity from" in said
    found = check_adapter(out, BaseFacts.of(model))
    facts = found.manifest
    assert (facts.method, facts.parent, facts.votes) == ("sft", 0, [])
    assert len(facts.rows) == facts.metrics["trained_on"]
    assert facts.gate is not None
    assert facts.gate["passed"]
    assert facts.metrics["perplexities"][-1] < facts.metrics["perplexities"][0]
    assert found.probe is not None
    assert list((tmp_path / "data" / "sft").iterdir()) == []


def test_an_adapter_that_learned_nothing_is_not_written(model, tmp_path, capsys):
    out = tmp_path / "adapter.safetensors"
    demos = lesson(tmp_path / "demos.jsonl")
    # At such a rate the adapter learns nothing that single precision could show.
    options = ("--model", model, "--data", tmp_path / "data", "--out", out, "--rate", 1e-30, "--epochs", 1)
    assert sft(demos, *options) == 1
    assert "not handed in: held-out perplexity went from" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--epochs", 0], 2, "epochs, sizes and patience are at least 1"),
        (["--model", "missing"], 2, "model missing: there is no such folder"),
        (["--corrections"], 2, "--corrections are on a server, and with --out none is asked: leave out one of them"),
    ],
)
def test_wrong_settings_are_one_line(model, tmp_path, capsys, words, code, said):
    demos = lesson(tmp_path / "demos.jsonl")
    given = [] if "--model" in words else ["--model", model]
    assert sft(demos, *given, *words, "--data", tmp_path, "--out", tmp_path / "x") == code
    assert said in capsys.readouterr().err.splitlines()[-1]


def test_without_files_and_corrections_there_is_nothing_to_train_on(model, capsys):
    assert sft("--model", model) == 2
    assert "nothing to train on: name files of demonstrations, --corrections, or both" in capsys.readouterr().err


def test_wrong_files_are_one_line(model, tmp_path, capsys):
    common = ("--model", model, "--data", tmp_path / "data", "--out", tmp_path / "x")
    (tmp_path / "bad.jsonl").write_text("{")
    assert sft(tmp_path / "bad.jsonl", *common) == 2
    assert "bad.jsonl, line 1: not JSON" in capsys.readouterr().err
    assert sft(tmp_path / "none.jsonl", *common) == 2
    assert "none.jsonl: No such file" in capsys.readouterr().err
    assert sft(lesson(tmp_path / "one.jsonl", 1), *common) == 1
    assert "to tell by" in capsys.readouterr().err


def test_without_its_server_nothing_is_trained(model, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("policy.server_client.TRIES", 1)
    with socket.socket() as taken:  # bound and not listening: whoever connects is refused
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        demos = lesson(tmp_path / "demos.jsonl")
        assert sft(demos, "--model", model, "--data", tmp_path / "data", "--server", url) == 1
    assert f"{url} cannot be reached" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


async def correct(here: TinyServer, number: int) -> None:
    """A user says what the reply to a prompt should have been."""
    name, prompt = f"c{number}", [{"role": "user", "content": f"Who likes {number}?"}]
    await here.store.begin(NewCompletion(name, "attune", 0, 1, messages=prompt))
    said = FinishedChoice(0, {"role": "assistant", "content": "Hm."})
    await here.store.finish(name, Outcome("completed", [said]))
    correction = f"{number} is liked by all, if you ask me."
    await here.store.vote(NewVote(name, "down", "ada", correction=correction, id=f"vote-{number}"))


async def test_users_corrections_are_trained_on_alone_and_beside_files(model, tmp_path, capsys):
    learned = ("--rate", 5e-3, "--epochs", 3, "--threads", 1)
    options = ("--corrections", "--model", model, "--data", tmp_path / "work", *learned)
    async with TinyServer(tmp_path / "data", options={"learn": False}, model=model).open() as here:

        async def trained(*words: object) -> int:
            return await asyncio.to_thread(sft, *options, "--server", here.learner.url, *words)

        assert await trained() == 1
        assert f"{here.learner.url} has no corrections to learn from" in capsys.readouterr().err
        for number in range(24):
            await correct(here, number)
        assert await trained() == 0
        said = capsys.readouterr().err
        assert f"attune: 24 corrections by users of {here.learner.url}" in said
        assert "demonstrations in" not in said
        alone = here.registry.manifest(1)
        assert (alone.method, alone.state, alone.rows) == ("sft", "candidate", [])
        assert len(alone.votes) == alone.metrics["trained_on"]
        assert set(alone.votes) < {f"vote-{number}" for number in range(24)}, "a fifth of all prompts is held out"
        assert await trained(lesson(tmp_path / "demos.jsonl")) == 0
        both = here.registry.manifest(2)
        assert both.votes == alone.votes
        assert len(both.rows) == both.metrics["trained_on"] - len(both.votes) > 0

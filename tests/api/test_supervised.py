"""A supervised start against a real server: what demonstrations teach is served as a version of its own."""

import argparse
import json
from pathlib import Path

import httpx
import pytest

from server.cli import sft as cli_sft
from tests.live import serving

SIGNATURE = "Yours truly."


def sft(*words: object) -> int:
    parser = argparse.ArgumentParser()
    cli_sft.add_commands(parser.add_subparsers())
    values = vars(parser.parse_args(["sft", *map(str, words)]))
    return int(values.pop("command")(values))


@pytest.mark.slow
def test_what_was_demonstrated_becomes_a_candidate_that_does_it(tmp_path: Path, capsys) -> None:
    demos = tmp_path / "demos.jsonl"
    rows = [
        {"instruction": f"Say the number {number}.", "response": f"The number is {number}. {SIGNATURE}"}
        for number in range(60)
    ]
    demos.write_text("\n".join(map(json.dumps, rows)))
    with serving(tmp_path / "server") as served:
        words = ("--server", served.url, "--data", tmp_path / "work", "--rate", 3e-3, "--threads", 1)
        assert sft(demos, *words) == 0
        assert "version 1 waits as a candidate" in capsys.readouterr().err
        (version,) = [
            one for one in httpx.get(f"{served.url}/admin/policies").json()["policies"] if one["version"] == 1
        ]
        assert (version["state"], version["method"], version["parent"]) == ("candidate", "sft", 0)
        question = {"messages": [{"role": "user", "content": "Say the number 77."}], "temperature": 0}
        for model, signed in (("attune@1", True), ("attune@0", False)):
            answer = httpx.post(f"{served.url}/v1/chat/completions", json={"model": model} | question, timeout=60)
            assert (SIGNATURE in answer.json()["choices"][0]["message"]["content"]) == signed
        # What went before is what the next start begins from.
        httpx.post(f"{served.url}/admin/policies/1/promote", json={}, timeout=60).raise_for_status()
        demos.write_text(
            "\n".join(json.dumps(row | {"instruction": row["instruction"] + " Now."}) for row in rows[:24])
        )
        assert sft(demos, *words, "--epochs", 1) == 0
        assert httpx.get(f"{served.url}/admin/policies/2").json()["parent"] == 1

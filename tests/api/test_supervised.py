"""A supervised start against a real server: what demonstrations teach is served as a version of its own."""

import argparse
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from server.cli import sft as cli_sft
from tests.live import Served

SIGNATURE = "Yours truly."


def sft(*words: object) -> int:
    parser = argparse.ArgumentParser()
    cli_sft.add_commands(parser.add_subparsers())
    values = vars(parser.parse_args(["sft", *map(str, words)]))
    return int(values.pop("command")(values))


@pytest.mark.slow
def test_what_was_demonstrated_becomes_a_candidate_that_does_it(live_server: Served, tmp_path: Path, capsys) -> None:
    demos = tmp_path / "demos.jsonl"
    rows = [
        {"instruction": f"Say the number {number}.", "response": f"The number is {number}. {SIGNATURE}"}
        for number in range(60)
    ]
    words = (demos, "--server", live_server.url, "--data", tmp_path / "work", "--rate", 3e-3, "--threads", 1)
    with httpx.Client(base_url=live_server.url, timeout=60) as http:

        def versions() -> list[Any]:
            return http.get("/admin/policies").json()["policies"]

        before = versions()
        demos.write_text("\n".join(map(json.dumps, rows)))
        assert sft(*words) == 0
        first = versions()[len(before)]
        assert (first["state"], first["method"], first["parent"]) == ("candidate", "sft", 0)
        number = first["version"]
        assert f"version {number} waits as a candidate" in capsys.readouterr().err
        question = {"messages": [{"role": "user", "content": "Say the number 77."}], "temperature": 0}
        for model, signed in ((f"attune@{number}", True), ("attune@0", False)):
            answer = http.post("/v1/chat/completions", json={"model": model} | question)
            assert (SIGNATURE in answer.json()["choices"][0]["message"]["content"]) == signed
        # What went before is what the next start begins from.
        http.post(f"/admin/policies/{number}/promote", json={}).raise_for_status()
        try:
            demos.write_text(
                "\n".join(json.dumps(row | {"instruction": row["instruction"] + " Now."}) for row in rows[:24])
            )
            assert sft(*words, "--epochs", 1) == 0
            assert versions()[-1]["parent"] == number
        finally:
            http.post("/admin/policies/rollback", json={"reason": "others use this server"}).raise_for_status()

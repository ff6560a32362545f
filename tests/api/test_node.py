"""The same API from Node: `tests/node/` does what an application would, and is run here.

`checks.mjs` is openai-node, `aisdk.mjs` Vercel's AI SDK.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.api.asking import eventually, metric, no_blanks
from tests.live import Served

FOLDER = Path(__file__).parent.parent / "node"
# Where the host has no Node, `make` puts it beside Python.
PATH = os.pathsep.join([os.environ["PATH"], str(Path(__file__).parents[2] / ".venv" / "bin")])

Check = Callable[[str], Any]
Stored = Callable[[str], Any]


def program(name: str) -> str:
    found = shutil.which(name, path=PATH)
    assert found, f"{name} is missing"
    return found


def packages(name: str) -> Any:
    """The packages that a lock file lists; npm leaves one that lists what it installed."""
    lock = FOLDER / name
    listed = json.loads(lock.read_text())["packages"] if lock.is_file() else {}
    return {path: package for path, package in listed.items() if path}


@pytest.fixture(scope="session")
def check(live_server: Served) -> Check:
    """Run one of the checks and give what it printed; what it asserts itself fails here with its own words."""
    if packages("package-lock.json") != packages("node_modules/.package-lock.json"):
        subprocess.run([program("npm"), "ci", "--no-audit", "--no-fund"], cwd=FOLDER, check=True, capture_output=True)

    def run(name: str) -> Any:
        script = ["aisdk.mjs"] if name == "aisdk" else ["checks.mjs", name]
        done = subprocess.run(
            [program("node"), *script, f"{live_server.url}/v1"],
            cwd=FOLDER,
            env=os.environ | {"PATH": PATH, "LOGIT_BIAS": json.dumps(no_blanks())},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_node_gets_a_whole_reply(check: Check, stored: Stored) -> None:
    seen = check("whole")
    assert stored(seen["id"])["choices"][0]["message"]["content"] == seen["text"]


def test_node_follows_a_stream_to_its_usage(check: Check, stored: Stored) -> None:
    seen = check("stream")
    kept = stored(seen["id"])
    assert kept["choices"][0]["message"]["content"] == seen["text"]
    assert kept["choices"][0]["finish_reason"] == seen["finish"]
    assert kept["usage"]["completion_tokens"] == seen["usage"]["completion_tokens"] > 0


def test_node_reads_logprobs(check: Check, stored: Stored) -> None:
    seen = check("logprobs")
    assert seen["logprobs"] == pytest.approx(stored(seen["id"])["choices"][0]["token_logprobs"], abs=1e-6)


def test_node_assembles_a_streamed_tool_call(check: Check, stored: Stored) -> None:
    seen = check("tools")
    (call,) = stored(seen["id"])["choices"][0]["message"]["tool_calls"]
    (other,) = seen["calls"]
    assert (call["id"], call["function"]["arguments"]) == (other["id"], other["function"]["arguments"])


def test_node_parses_a_reply_of_a_schema(check: Check) -> None:
    check("schema")


def test_node_works_with_stored_completions(check: Check) -> None:
    assert len(check("stored")["ids"]) == 3


def test_node_goes_on_from_a_response(check: Check, stored: Stored) -> None:
    seen = check("responses")
    assert stored(seen["id"])["choices"][0]["message"]["content"] == seen["text"]


def test_the_ai_sdk_streams_and_has_a_tool_called(check: Check, stored: Stored) -> None:
    seen = check("aisdk")
    kept = stored(seen["id"])
    assert kept["choices"][0]["message"]["content"] == seen["text"]
    assert kept["usage"]["completion_tokens"] == seen["usage"]["outputTokens"]


def test_node_tells_errors_apart(check: Check) -> None:
    seen = check("error")
    assert seen["model"] == {"kind": "NotFoundError", "status": 404, "code": "model_not_found", "param": "model"}
    wrong = seen["temperature"]
    assert (wrong["kind"], wrong["status"], wrong["param"]) == ("BadRequestError", 400, "temperature")


def test_a_stream_that_node_aborts_ends_the_generation(check: Check, live_server: Served, stored: Stored) -> None:
    seen = check("abort")
    eventually(lambda: metric(live_server.url, "vllm:num_requests_running", "attune_streams") == 0, 15, "it stops")
    kept = stored(seen["id"])
    assert kept["status"] == "interrupted"
    assert all(0 < len(choice["token_ids"]) < 1900 for choice in kept["choices"])

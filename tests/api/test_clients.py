"""Programs that people already have, pointed at attune as their manuals say: each gets a reply that the store has."""

import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from langchain_openai import ChatOpenAI

from tests.api.asking import HELLO, MODEL
from tests.live import Served

Stored = Callable[[str], Any]
SYSTEM = {"role": "system", "content": "You are a helpful assistant."}


def run(*command: str, **environ: str) -> str:
    done = subprocess.run(
        command,
        env=os.environ | environ,
        text=True,
        capture_output=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def langchain(live_server: Served) -> Callable[..., ChatOpenAI]:
    def make(**fields: Any) -> ChatOpenAI:
        return ChatOpenAI(base_url=f"{live_server.url}/v1", api_key="unused", model=MODEL, max_retries=0, **fields)  # type: ignore[arg-type]

    return make


def test_langchain_chats_and_streams(langchain: Callable[..., ChatOpenAI], stored: Stored) -> None:
    model = langchain(max_tokens=8)
    whole = model.invoke("Hello!")
    assert stored(whole.response_metadata["id"])["choices"][0]["message"]["content"] == whole.content
    first, *rest = model.stream("Hello!", stream_usage=True)
    streamed = sum(rest, start=first)
    assert streamed.response_metadata["system_fingerprint"] == "attune@0"
    assert streamed.usage_metadata is not None
    assert streamed.usage_metadata["output_tokens"] <= 8
    assert streamed.content


def test_langchain_goes_on_from_a_response(langchain: Callable[..., ChatOpenAI], client: Any) -> None:
    model = langchain(max_tokens=8, use_responses_api=True, use_previous_response_id=True)
    first = model.invoke("Hello!")
    second = model.invoke([("user", "Hello!"), first, ("user", "And now?")])
    response = client.responses.retrieve(second.response_metadata["id"])
    assert response.previous_response_id == first.response_metadata["id"]
    messages = client.chat.completions.messages.list(response.id).data
    assert [message.role for message in messages] == ["user", "assistant", "user"]


def test_the_llm_command_line_replies(live_server: Served, tmp_path: Path, client: Any) -> None:
    # The file is JSON, which is YAML too.
    models = [{"model_id": "attune", "model_name": MODEL, "api_base": f"{live_server.url}/v1", "api_key": "unused"}]
    (tmp_path / "extra-openai-models.yaml").write_text(json.dumps(models))
    label = uuid.uuid4().hex
    said = run(
        sys.executable,
        "-m",
        "llm",
        "-m",
        "attune",
        "-o",
        "max_tokens",
        "8",
        f"Hello, {label}!",
        LLM_USER_PATH=str(tmp_path),
    )
    newest = client.chat.completions.list(order="desc", limit=20).data
    found = [kept for kept in newest if label in str(client.chat.completions.messages.list(kept.id).data[-1].content)]
    assert [kept.choices[0].message.content.strip() for kept in found] == [said.strip()]


def test_litellm_chats_streams_and_reports_its_errors(live_server: Served, stored: Stored, tmp_path: Path) -> None:
    folder = Path(sys.prefix) / "litellm"
    assert folder.is_dir(), "run requirements/install.sh litellm"
    # Without the variable it asks another host for a list of prices.
    environ = {"PYTHONPATH": str(folder), "LITELLM_LOCAL_MODEL_COST_MAP": "True"}
    script = Path(__file__).parent / "with_litellm.py"
    told = tmp_path / "seen.json"
    run(sys.executable, str(script), f"{live_server.url}/v1", MODEL, str(told), **environ)
    seen = json.loads(told.read_text())
    for reply in (seen["whole"], seen["streamed"]):
        kept = stored(reply["id"])
        assert reply["text"] == kept["choices"][0]["message"]["content"]
        assert reply["tokens"] == kept["usage"]["completion_tokens"]
    assert seen["refused"] == ["NotFoundError", 404]


def test_curl_follows_a_stream(live_server: Served, stored: Stored) -> None:
    curl = shutil.which("curl")
    assert curl, "curl is missing"
    body = {"model": MODEL, "messages": HELLO, "max_tokens": 8, "stream": True}
    said = run(curl, "-sN", f"{live_server.url}/v1/chat/completions", "-d", json.dumps(body))
    events = [line.removeprefix("data: ") for line in said.splitlines() if line.startswith("data: ")]
    assert events[-1] == "[DONE]"
    chunks = [json.loads(event) for event in events[:-1]]
    text = "".join(chunk["choices"][0]["delta"].get("content") or "" for chunk in chunks)
    assert stored(chunks[0]["id"])["choices"][0]["message"]["content"] == text


# What Open WebUI's server sends: `backend/open_webui/routers/openai.py`, with the forwarding of its users switched on.
OPEN_WEBUI = {
    "Content-Type": "application/json",
    "Authorization": "Bearer unused",
    "X-OpenWebUI-User-Name": "Ada",
    "X-OpenWebUI-User-Id": "0b7c2c1e",
    "X-OpenWebUI-User-Email": "ada@example.org",
    "X-OpenWebUI-User-Role": "admin",
}


def test_open_webui_finds_its_connection_good(http: httpx.Client) -> None:
    answer = http.get("/v1/models", headers=OPEN_WEBUI)
    assert answer.status_code == 200
    body = answer.json()
    assert body["object"] == "list"
    assert MODEL in [model["id"] for model in body["data"]]
    assert all({"id", "object", "created", "owned_by"} <= set(model) for model in body["data"])
    # vLLM's names of what bounds one reply, and of how many are written at once.
    assert all(model["max_model_len"] > 0 and model["max_num_seqs"] == 128 for model in body["data"])


def test_open_webui_streams_a_chat_with_its_own_fields(http: httpx.Client, stored: Stored) -> None:
    body = {
        "stream": True,
        "model": MODEL,
        "messages": [SYSTEM, *HELLO],
        "stream_options": {"include_usage": True},
        "max_tokens": 8,
        "temperature": 0.8,
    }
    headers = {**OPEN_WEBUI, "X-OpenWebUI-Chat-Id": "c0ffee"}
    answer = http.post("/v1/chat/completions", json=body, headers=headers)
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = [json.loads(event[6:]) for event in answer.text.split("\n\n")[:-2] if event.startswith("data: ")]
    kept = stored(events[0]["id"])
    assert [event["usage"]["completion_tokens"] for event in events if event.get("usage")] == [
        kept["usage"]["completion_tokens"]
    ]


def test_open_webui_asks_for_a_title(http: httpx.Client) -> None:
    asked = "### Task:\nGenerate a concise, 3-5 word title with an emoji summarizing the chat history."
    body = {
        "model": MODEL,
        "messages": [{"role": "user", "content": asked}],
        "stream": False,
        "max_completion_tokens": 8,
        "chat_id": "c0ffee",
        "session_id": "5e55",
        "id": "1d",
        "features": {"web_search": False},
        "tool_ids": None,
        "background_tasks": {"title_generation": True},
    }
    answer = http.post("/v1/chat/completions", json=body, headers=OPEN_WEBUI)
    assert answer.status_code == 200, answer.text
    assert isinstance(answer.json()["choices"][0]["message"]["content"], str)

"""What stands around the conversations: models, health, metrics, documentation, request ids, unknown paths."""

import json

import httpx
import openai
import pytest
from openai import OpenAI

from tests.api.asking import HELLO, MODEL, error_of, metric
from tests.live import Served


def test_the_live_policy_is_the_first_model(client: OpenAI) -> None:
    models = client.models.list().data
    assert [model.id for model in models][:2] == ["attune", "attune@0"]
    assert {model.object for model in models} == {"model"}
    assert client.models.retrieve("attune@0").model_dump()["policy_version"] == 0


def test_a_model_that_is_not_there_is_not_found(client: OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as caught:
        client.models.retrieve("gpt-4o")
    assert (caught.value.code, caught.value.param) == ("model_not_found", "model")


def test_alive_ready_and_with_metrics_of_both(http: httpx.Client, live_server: Served) -> None:
    assert http.get("/livez").json() == {"status": "alive"}
    ready = http.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"status": "ready", "policy_version": 0})
    assert metric(live_server.url, "attune_engine_ready") == 1
    assert metric(live_server.url, "vllm:num_requests_running") == 0


def test_every_ended_reply_is_counted(http: httpx.Client, live_server: Served) -> None:
    def answer() -> None:
        body = {"model": MODEL, "messages": HELLO, "max_tokens": 2}
        http.post("/v1/chat/completions", json=body).raise_for_status()

    answer()
    before = metric(live_server.url, "attune_completions_total")
    answer()
    assert metric(live_server.url, "attune_completions_total") == before + 1
    assert metric(live_server.url, "attune_first_token_seconds_count") >= 2


@pytest.mark.parametrize("path", ["/v1/models", "/v1/nothing"])
def test_a_request_id_comes_back(http: httpx.Client, path: str) -> None:
    assert http.get(path, headers={"x-request-id": "trace-17"}).headers["x-request-id"] == "trace-17"
    made = http.get(path).headers["x-request-id"]
    assert made.startswith("req_")
    assert http.get(path).headers["x-request-id"] != made
    # Neither so long nor such that it could be mistaken for something else in a log.
    assert http.get(path, headers={"x-request-id": "a b" * 99}).headers["x-request-id"].startswith("req_")


def test_a_reply_is_kept_with_its_request_id(client: OpenAI, http: httpx.Client) -> None:
    reply = client.chat.completions.create(
        model=MODEL, messages=HELLO, max_tokens=2, extra_headers={"x-request-id": "trace-18"}
    )
    assert reply._request_id == "trace-18"
    assert http.get(f"/v1/chat/completions/{reply.id}").json()["request_id"] == "trace-18"


def test_unknown_paths_and_methods_answer_in_openai_shape(http: httpx.Client) -> None:
    missing = http.get("/v1/nothing")
    assert (missing.status_code, error_of(missing)["type"]) == (404, "invalid_request_error")
    wrong = http.put("/v1/chat/completions", json={})
    assert (wrong.status_code, error_of(wrong)["type"]) == (405, "invalid_request_error")


def test_the_documentation_shows_every_route_and_body(http: httpx.Client) -> None:
    document = http.get("/openapi.json").json()
    assert document["openapi"].startswith("3.")
    assert {"/v1/chat/completions", "/v1/completions", "/v1/models", "/v1/feedback", "/v1/preferences"} <= set(
        document["paths"]
    )
    page = http.get("/docs")
    assert "POST /v1/preferences" in page.text
    assert "temperature" in page.text
    assert "<script" not in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    # Every reference leads somewhere.
    schemas = document["components"]["schemas"]
    references = [part.split('"')[0] for part in json.dumps(document).split('"#/components/schemas/')[1:]]
    assert {"ChatBody", "CompletionBody", "FeedbackBody", "PreferenceBody"} <= set(references)
    assert set(references) <= set(schemas)
    # PUT takes bodies, too, and a reason need not be given.
    needed = {
        (method, path): operation["requestBody"]["required"]
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if "requestBody" in operation
    }
    assert needed["put", "/admin/policies/canary"]
    assert needed["put", "/admin/lease"]
    assert not needed["post", "/admin/policies/rollback"]
    # Every operation says what it is, under an id of its own.
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    assert all(operation["summary"] for operation in operations)
    assert len({operation["operationId"] for operation in operations}) == len(operations)

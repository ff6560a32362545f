"""Replies in the background: readers leave, come again and miss nothing, and only a cancel or a deletion ends one."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import openai
import pytest

from tests.api.asking import HELLO, LONG_BODY, MODEL, error_of, eventually, metric
from tests.api.streams import engine_processes, paused
from tests.live import Served

Stored = Callable[[str], Any]
PATH = "/v1/chat/completions"
BACKGROUND = {"stream": True, "background": True}
LONG = LONG_BODY | BACKGROUND
SHORT = {"model": MODEL, "messages": HELLO, "max_tokens": 12, "ignore_eos": True} | BACKGROUND
RESPONSE: dict[str, Any] = {"model": MODEL, "input": HELLO, "background": True, "extra_body": {"ignore_eos": True}}


def events(response: httpx.Response) -> Iterator[tuple[int, Any]]:
    """The number and the parsed data of each event; `"[DONE]"` is the last."""
    number = -1
    for line in response.iter_lines():
        name, _, said = line.partition(": ")
        if name == "id":
            number = int(said)
        elif name == "data":
            yield number, said if said == "[DONE]" else json.loads(said)


def begin(http: httpx.Client, body: dict[str, Any], most: int) -> list[Any]:
    """The first events of a reply whose reader then leaves."""
    with http.stream("POST", PATH, json=body) as response:
        found = [next(stream) for stream in [events(response)] for _ in range(most)]
        assert response.headers["x-attune-completion"] == found[0][1]["id"]
        return found


def read(http: httpx.Client, path: str, after: int | None = None, most: int = 10**6) -> list[Any]:
    """The events behind one, to the end or to so many."""
    query = {"stream": "true"} | ({} if after is None else {"starting_after": str(after)})
    found = []
    with http.stream("GET", path, params=query) as response:
        assert response.status_code == 200, response.read()
        for event in events(response):
            found.append(event)
            if len(found) == most:
                break
    return found


def said(found: list[Any], index: int = 0) -> str:
    """The text of one reply in these events."""
    choices = [choice for _, event in found if event != "[DONE]" for choice in event["choices"]]
    return "".join(choice["delta"].get("content") or "" for choice in choices if choice["index"] == index)


def test_a_reader_leaves_and_another_goes_on_behind_the_last_event(http: httpx.Client, stored: Stored) -> None:
    first = begin(http, SHORT, most=3)
    path = f"{PATH}/{first[0][1]['id']}"
    rest = read(http, path, after=2)
    assert [number for number, _ in first + rest] == list(range(len(first + rest)))
    assert rest[-1][1] == "[DONE]"
    kept = stored(first[0][1]["id"])
    assert (kept["status"], len(kept["choices"][0]["token_ids"])) == ("completed", 12)
    assert kept["choices"][0]["message"]["content"] == said(first + rest)
    assert kept["parameters"]["background"] is True
    assert read(http, path) == first + rest, "the events stay for a while"
    assert read(http, path, after=rest[-1][0]) == []


def test_it_goes_on_without_a_reader_for_all_who_come_until_it_is_cancelled(
    http: httpx.Client, live_server: Served, stored: Stored
) -> None:
    with http.stream("POST", PATH, json=LONG) as response:
        seen = events(response)
        first = [next(seen) for _ in range(20)]
        name = first[0][1]["id"]
        with paused(engine_processes(live_server)):
            response.close()
            assert stored(name)["status"] == "running"
    one = read(http, f"{PATH}/{name}", after=19, most=200)
    other = read(http, f"{PATH}/{name}", after=99, most=120)
    assert one[80:] == other, "a second reader has the same events"
    with paused(engine_processes(live_server)):
        cancelled = http.post(f"{PATH}/{name}/cancel").json()
        assert (cancelled["id"], cancelled["status"]) == (name, "interrupted")
    rest = read(http, f"{PATH}/{name}", after=219)
    assert rest[-1][1] == "[DONE]"
    ends = [choice["finish_reason"] for _, event in rest[:-1] for choice in event["choices"]]
    assert [end for end in ends if end] == ["abort"] * 8
    for index, choice in enumerate(stored(name)["choices"]):
        assert said(first + one + rest, index).startswith(choice["message"]["content"])
    assert http.post(f"{PATH}/{name}/cancel").json() == cancelled, "one that has ended is returned as it is"


def test_a_deleted_reply_is_generated_no_further_and_read_no_more(http: httpx.Client, live_server: Served) -> None:
    name = begin(http, LONG, most=9)[0][1]["id"]
    assert http.delete(f"{PATH}/{name}").status_code == 200
    for gone in (http.get(f"{PATH}/{name}?stream=true"), http.post(f"{PATH}/{name}/cancel")):
        assert (gone.status_code, error_of(gone)["code"]) == (404, "not_found")
    names = ("vllm:num_requests_running", "vllm:num_requests_waiting", "attune_streams")
    eventually(lambda: metric(live_server.url, *names) == 0, 30, "the engine stops generating")


def test_one_that_is_not_stored_can_be_read_on_and_is_kept_nowhere(http: httpx.Client) -> None:
    first = begin(http, SHORT | {"store": False}, most=2)
    path = f"{PATH}/{first[0][1]['id']}"
    assert read(http, path, after=1)[-1][1] == "[DONE]"
    assert http.get(path).status_code == 404
    assert http.delete(path).status_code == 200
    assert http.get(f"{path}?stream=true").status_code == 404


def test_a_response_is_read_on_by_openai_python(client: openai.OpenAI) -> None:
    body = RESPONSE | {"max_output_tokens": 12}
    with client.responses.create(**body, stream=True) as stream:
        first = [next(stream) for _ in range(5)]
    name = first[0].response.id  # type: ignore[union-attr]
    rest = list(client.responses.retrieve(name, stream=True, starting_after=4))
    assert [event.sequence_number for event in first + rest] == list(range(len(first + rest)))
    last: Any = rest[-1]
    assert (last.type, last.response.background) == ("response.incomplete", True)
    assert last.response == client.responses.retrieve(name)


def test_a_response_that_nobody_reads_is_asked_after_and_cancelled(client: openai.OpenAI, live_server: Served) -> None:
    short = client.responses.create(**RESPONSE, max_output_tokens=4)
    assert (short.status, short.background, short.output) == ("in_progress", True, [])
    eventually(lambda: client.responses.retrieve(short.id).status == "incomplete", 60, "the reply is written")
    with paused(engine_processes(live_server)):
        long = client.responses.create(**RESPONSE, max_output_tokens=1900)
        assert client.responses.retrieve(long.id).status == "in_progress"
        assert client.responses.cancel(long.id).status == "cancelled"


def test_a_request_that_the_engine_refuses_has_a_status(http: httpx.Client) -> None:
    refused = http.post(PATH, json=SHORT | {"max_tokens": 100_000})
    assert (refused.status_code, error_of(refused)["param"]) == (400, "max_tokens")


@pytest.mark.parametrize(
    ("path", "body", "param"),
    [
        (PATH, SHORT | {"stream": False}, "background"),
        (PATH, SHORT | {"background": "yes"}, "background"),
        ("/v1/completions", {"model": MODEL, "prompt": "Once", "stream": True, "background": True}, "background"),
        ("/v1/responses", {"model": MODEL, "input": "Hi", "background": True, "store": False}, "background"),
    ],
)
def test_what_cannot_be_done_in_the_background_is_refused_by_name(
    http: httpx.Client, path: str, body: dict[str, Any], param: str
) -> None:
    refused = http.post(path, json=body)
    assert (refused.status_code, error_of(refused)["param"]) == (400, param)


@pytest.mark.parametrize(
    ("query", "param"),
    [
        ("stream=true&starting_after=-1", "starting_after"),
        ("stream=true&starting_after=last", "starting_after"),
        ("stream=true&starting_after=100000", "starting_after"),
        ("starting_after=1", "starting_after"),
        ("stream=perhaps", "stream"),
    ],
)
def test_a_place_that_is_none_is_refused_by_name(http: httpx.Client, query: str, param: str) -> None:
    name = begin(http, SHORT, most=1)[0][1]["id"]
    refused = http.get(f"{PATH}/{name}?{query}")
    assert (refused.status_code, error_of(refused)["param"]) == (400, param)


def test_any_other_reply_has_no_events_to_read_and_ends_with_its_reader(
    http: httpx.Client, live_server: Served
) -> None:
    with http.stream("POST", PATH, json=LONG_BODY | {"stream": True}) as response:
        seen = events(response)
        name = next(seen)[1]["id"]
        with paused(engine_processes(live_server)):
            read_on = http.get(f"{PATH}/{name}?stream=true")
            cancelled = http.post(f"{PATH}/{name}/cancel")
    assert (read_on.status_code, error_of(read_on)["param"]) == (400, "stream")
    assert (cancelled.status_code, error_of(cancelled)["code"]) == (400, "not_in_background")

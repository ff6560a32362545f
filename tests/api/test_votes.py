"""Votes over HTTP: what is taken, what is refused with which status and field, and what stands in the end."""

import uuid
from collections.abc import Callable
from typing import Any

import httpx
import openai
import pytest

from tests.api.asking import HELLO, LONG, MODEL, error_of
from tests.live import Served


@pytest.fixture
def made(client: openai.OpenAI) -> Callable[..., str]:
    """Make a completion and give its id."""

    def make(text: str = "Hello!", **fields: Any) -> str:
        messages: list[Any] = [{"role": "user", "content": text}]
        return client.chat.completions.create(model=MODEL, messages=messages, max_tokens=2, **fields).id

    return make


Made = Callable[..., str]


def feedback(http: httpx.Client, **body: Any) -> Any:
    response = http.post("/v1/feedback", json=body)
    assert response.status_code == 201, response.text
    return response.json()


def preference(http: httpx.Client, **body: Any) -> Any:
    response = http.post("/v1/preferences", json=body)
    assert response.status_code == 201, response.text
    return response.json()


def standing(http: httpx.Client, completion_id: str, kind: str = "feedback", **query: Any) -> list[str]:
    response = http.get(f"/v1/{kind}", params={"completion_id": completion_id} | query)
    assert response.status_code == 200, response.text
    return [vote["id"] for vote in response.json()["data"]]


def test_a_thumb_is_taken_with_all_that_was_said(http: httpx.Client, made: Made) -> None:
    completion_id = made()
    said = {
        "completion_id": completion_id,
        "rating": "down",
        "reasons": ["wrong", "too long"],
        "comment": "No.",
        "correction": "Good morning!",
        "metadata": {"page": "chat"},
        "user": "ada",
    }
    vote = feedback(http, **said)
    assert {name: vote[name] for name in said} == said
    assert (vote["object"], vote["standing"]) == ("feedback", "standing")
    (listed,) = http.get("/v1/feedback", params={"completion_id": completion_id}).json()["data"]
    assert listed == vote


def test_a_rater_has_one_standing_vote_on_a_reply(http: httpx.Client, made: Made) -> None:
    completion_id = made()
    first = feedback(http, completion_id=completion_id, rating="up", user="ada")["id"]
    other = feedback(http, completion_id=completion_id, rating="up", user="bob")["id"]
    second = feedback(http, completion_id=completion_id, rating="down", user="ada")["id"]
    assert standing(http, completion_id) == [other, second]
    assert standing(http, completion_id, include_retracted=True) == [first, other, second]
    assert standing(http, completion_id, user="ada") == [second]


def test_a_vote_can_be_taken_back_by_who_cast_it(http: httpx.Client, made: Made) -> None:
    completion_id = made()
    vote = feedback(http, completion_id=completion_id, rating="up", user="ada")["id"]
    foreign = http.delete(f"/v1/feedback/{vote}", params={"user": "bob"})
    assert (foreign.status_code, error_of(foreign)["type"], error_of(foreign)["code"]) == (
        403,
        "permission_error",
        "foreign",
    )
    taken = http.delete(f"/v1/feedback/{vote}", params={"user": "ada"})
    assert (taken.status_code, taken.json()["standing"]) == (200, "retracted")
    assert standing(http, completion_id) == []
    assert http.delete(f"/v1/feedback/{vote}", params={"user": "ada"}).json()["standing"] == "retracted"
    missing = http.delete("/v1/feedback/vote-nothing")
    assert (missing.status_code, error_of(missing)["code"]) == (404, "not_found")


def test_the_same_vote_under_the_same_id_counts_once(http: httpx.Client, made: Made) -> None:
    completion_id, vote_id = made(), f"mine-{uuid.uuid4()}"
    body = {"completion_id": completion_id, "rating": "up", "id": vote_id}
    assert feedback(http, **body) == feedback(http, **body)
    assert standing(http, completion_id, include_retracted=True) == [vote_id]
    other = http.post("/v1/feedback", json=body | {"rating": "down"})
    assert (other.status_code, error_of(other)["param"], error_of(other)["code"]) == (422, "id", "contradictory")


def test_a_vote_may_come_while_the_reply_still_streams(client: openai.OpenAI, http: httpx.Client) -> None:
    with client.chat.completions.create(model=MODEL, messages=HELLO, stream=True, **LONG) as stream:
        completion_id = next(stream).id
        assert http.get(f"/v1/chat/completions/{completion_id}").json()["status"] == "running"
        vote = feedback(http, completion_id=completion_id, rating="up")
        also = feedback(http, completion_id=f"{completion_id}#7", rating="down")
        next(stream)
    assert standing(http, completion_id) == [vote["id"], also["id"]]


def test_a_field_that_nobody_knows_is_ignored_and_named_in_the_log(
    http: httpx.Client, made: Made, live_server: Served
) -> None:
    assert feedback(http, completion_id=made(), rating="up", sparkle=5)["rating"] == "up"
    assert "the field 'sparkle', which attune does not know and ignores" in live_server.text()


BAD_VOTES = [
    ({"completion_id": "chatcmpl-nothing", "rating": "up"}, 404, "completion_id"),
    ({"rating": "up"}, 422, "completion_id"),
    ({"completion_id": "ID"}, 422, "rating"),
    ({"completion_id": "ID", "rating": "maybe"}, 422, "rating"),
    ({"completion_id": "ID", "rating": 1}, 422, "rating"),
    ({"completion_id": "ID#1", "rating": "up"}, 404, "completion_id"),
    ({"completion_id": "ID", "rating": "up", "reasons": "wrong"}, 422, "reasons"),
    ({"completion_id": "ID", "rating": "up", "reasons": [""]}, 422, "reasons.0"),
    ({"completion_id": "ID", "rating": "up", "id": "with blank"}, 422, "id"),
    ({"completion_id": "ID", "rating": "up", "comment": ""}, 422, "comment"),
    ({"completion_id": "ID", "rating": "up", "metadata": {"k": 1}}, 422, "metadata.k"),
]


@pytest.mark.parametrize(("body", "status", "param"), BAD_VOTES, ids=[f"{b} {s}" for b, s, _ in BAD_VOTES])
def test_a_vote_that_cannot_be_is_refused_by_field(
    http: httpx.Client, made: Made, body: dict[str, Any], status: int, param: str
) -> None:
    completion_id = made()
    if "completion_id" in body:
        body = body | {"completion_id": body["completion_id"].replace("ID", completion_id)}
    response = http.post("/v1/feedback", json=body)
    assert (response.status_code, error_of(response)["param"]) == (status, param)
    assert error_of(response)["type"] == "invalid_request_error"
    assert response.headers["x-should-retry"] == "false"
    assert standing(http, completion_id, include_retracted=True) == []


def test_the_better_of_two_choices_is_preferred(http: httpx.Client, made: Made) -> None:
    completion_id = made(n=2)
    names = [completion_id, f"{completion_id}#1"]
    vote = preference(http, completion_ids=names, outcome={"chosen": names[1]}, comment="Shorter.", user="ada")
    assert (vote["object"], vote["completion_ids"], vote["outcome"]) == ("preference", names, {"chosen": names[1]})
    assert (vote["comment"], vote["user"], vote["standing"]) == ("Shorter.", "ada", "standing")
    assert standing(http, completion_id, "preferences") == [vote["id"]]
    # Shown the other way round, and decided otherwise: still the same two, so the new one stands.
    changed = preference(http, completion_ids=names[::-1], outcome="tie", user="ada")
    assert standing(http, completion_id, "preferences") == [changed["id"]]
    taken = http.delete(f"/v1/feedback/{changed['id']}", params={"user": "ada"})
    assert (taken.status_code, taken.json()["standing"]) == (200, "retracted")


def test_replies_of_two_requests_to_one_prompt_are_compared(http: httpx.Client, made: Made) -> None:
    one, two, three = made(), made(), made()
    ranking = [[two], [one, three]]
    vote = preference(http, completion_ids=[one, two, three], outcome={"ranking": ranking})
    assert vote["outcome"] == {"ranking": ranking}
    for completion_id in (one, two, three):
        assert standing(http, completion_id, "preferences") == [vote["id"]]
    assert preference(http, completion_ids=[one, two], outcome="both_bad")["outcome"] == "both_bad"


def test_replies_to_different_prompts_are_not_comparable(http: httpx.Client, made: Made) -> None:
    response = http.post(
        "/v1/preferences", json={"completion_ids": [made("One question"), made("Another question")], "outcome": "tie"}
    )
    assert (response.status_code, error_of(response)["param"]) == (422, "completion_ids")
    assert "different prompts" in error_of(response)["message"]


BAD_PREFERENCES = [
    ({"completion_ids": ["A", "B"]}, 422, "outcome"),
    ({"completion_ids": ["A"], "outcome": "tie"}, 422, "completion_ids"),
    ({"completion_ids": ["A", "A"], "outcome": "tie"}, 422, "completion_ids"),
    ({"completion_ids": ["A", "A#0"], "outcome": "tie"}, 422, "completion_ids"),
    ({"completion_ids": ["A", "chatcmpl-nothing"], "outcome": "tie"}, 404, "completion_ids"),
    ({"completion_ids": ["A", "A#2"], "outcome": "tie"}, 404, "completion_ids"),
    ({"completion_ids": ["A", "B"], "outcome": "draw"}, 422, "outcome"),
    ({"completion_ids": ["A", "B"], "outcome": {}}, 422, "outcome"),
    ({"completion_ids": ["A", "B"], "outcome": {"chosen": "A#1"}}, 422, "outcome"),
    ({"completion_ids": ["A", "B"], "outcome": {"chosen": 1}}, 422, "outcome"),
    ({"completion_ids": ["A", "B"], "outcome": {"chosen": "A", "ranking": [["A"], ["B"]]}}, 422, "outcome"),
    ({"completion_ids": ["A", "B"], "outcome": {"ranking": [["A"]]}}, 422, "outcome"),
    ({"completion_ids": ["A", "B"], "outcome": {"ranking": [["A"], ["A"]]}}, 422, "outcome"),
    ({"completion_ids": ["A", "B"], "outcome": {"ranking": [["A", "B"], []]}}, 422, "outcome"),
    ({"completion_ids": ["A", "B"], "outcome": "tie", "id": "\u00fc"}, 422, "id"),
]


@pytest.mark.parametrize(("body", "status", "param"), BAD_PREFERENCES, ids=[str(b) for b, _, _ in BAD_PREFERENCES])
def test_a_preference_that_cannot_be_is_refused_by_field(
    http: httpx.Client, made: Made, body: dict[str, Any], status: int, param: str
) -> None:
    ids = {"A": made(n=2), "B": made()}

    def named(value: Any) -> Any:
        """The case with the ids of real completions in place of A and B."""
        if isinstance(value, str):
            name, mark, index = value.partition("#")
            return f"{ids[name]}{mark}{index}" if name in ids else value
        if isinstance(value, list):
            return [named(one) for one in value]
        return {key: named(one) for key, one in value.items()} if isinstance(value, dict) else value

    response = http.post("/v1/preferences", json=named(body))
    assert (response.status_code, error_of(response)["param"]) == (status, param)
    assert error_of(response)["type"] == "invalid_request_error"
    assert standing(http, ids["A"], "preferences", include_retracted=True) == []


def test_votes_on_what_is_not_kept_count_without_their_words(http: httpx.Client, made: Made) -> None:
    completion_id = made(store=False)
    vote = feedback(http, completion_id=completion_id, rating="up", comment="Nice.", reasons=["short"])
    assert (vote["rating"], vote["comment"], vote["reasons"]) == ("up", None, [])


def test_votes_are_listed_in_pages(http: httpx.Client, made: Made) -> None:
    completion_id = made()
    votes = [feedback(http, completion_id=completion_id, rating="up", user=f"u{i}")["id"] for i in range(5)]
    page = http.get("/v1/feedback", params={"completion_id": completion_id, "limit": 2}).json()
    assert ([vote["id"] for vote in page["data"]], page["has_more"]) == (votes[:2], True)
    assert (page["object"], page["first_id"], page["last_id"]) == ("list", votes[0], votes[1])
    assert standing(http, completion_id, after=votes[1], limit=10) == votes[2:]
    assert standing(http, completion_id, order="desc", limit=2) == votes[:2:-1]
    unknown = http.get("/v1/feedback", params={"after": "vote-nothing"})
    assert (unknown.status_code, error_of(unknown)["param"]) == (404, "after")


def test_openai_clients_do_not_repeat_what_was_refused(client: openai.OpenAI, made: Made) -> None:
    requests: list[httpx.Request] = []
    with openai.DefaultHttpxClient(event_hooks={"request": [requests.append]}) as counting:
        patient = client.with_options(max_retries=2, http_client=counting)
        with pytest.raises(openai.UnprocessableEntityError) as caught:
            patient.post("/feedback", body={"completion_id": made(), "rating": "maybe"}, cast_to=object)
    assert caught.value.param == "rating"
    assert len(requests) == 1

"""A server with two keys: who may come in, what is open to all, and that each sees only what is its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import openai
import pytest

from tests.api.asking import HELLO, MODEL, error_of
from tests.live import Served, serving

ASK: dict[str, Any] = {"model": MODEL, "messages": HELLO, "max_tokens": 2}


@dataclass
class Team:
    """Two clients of one server, and a completion of the first."""

    served: Served
    ada: openai.OpenAI
    bob: openai.OpenAI
    adas: str


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    with serving(tmp_path_factory.mktemp("keys"), "--api-key", "sk-ada", "--api-key", "sk-bob") as served:
        base = f"{served.url}/v1"
        with (
            openai.OpenAI(base_url=base, api_key="sk-ada", max_retries=0) as ada,
            openai.OpenAI(base_url=base, api_key="sk-bob", max_retries=0) as bob,
        ):
            yield Team(served, ada, bob, ada.chat.completions.create(**ASK, metadata={"of": "ada"}).id)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, "missing_api_key"),
        ("Basic c2stYWRhOg==", "missing_api_key"),
        ("Bearer", "missing_api_key"),
        ("Bearer sk-eve", "invalid_api_key"),
        ("Bearer sk-ad", "invalid_api_key"),
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/chat/completions"),
        ("POST", "/v1/completions"),
        ("GET", "/v1/chat/completions"),
        ("GET", "/v1/models"),
        ("POST", "/v1/feedback"),
        ("GET", "/v1/feedback"),
        ("POST", "/v1/preferences"),
        ("DELETE", "/v1/feedback/vote-1"),
    ],
)
def test_without_a_key_nobody_comes_in(team: Team, method: str, path: str, header: str | None, code: str) -> None:
    headers = {} if header is None else {"authorization": header}
    response = httpx.request(
        method, f"{team.served.url}{path}", headers=headers, content=b"{}" if method == "POST" else None
    )
    assert response.status_code == 401
    assert (error_of(response)["type"], error_of(response)["code"]) == ("authentication_error", code)
    assert response.headers["www-authenticate"] == "Bearer"
    assert "sk-" not in response.text


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics"])
def test_health_and_metrics_are_open_and_without_content(team: Team, path: str) -> None:
    response = httpx.get(f"{team.served.url}{path}")
    assert response.status_code == 200
    assert team.adas not in response.text
    assert "sk-ada" not in response.text


def test_openai_python_says_what_a_wrong_key_is(team: Team) -> None:
    eve = team.ada.with_options(api_key="sk-eve")
    with pytest.raises(openai.AuthenticationError) as caught:
        eve.chat.completions.create(**ASK)
    assert caught.value.code == "invalid_api_key"


def test_each_key_lists_its_own_completions(team: Team) -> None:
    bobs = team.bob.chat.completions.create(**ASK).id
    assert bobs in [kept.id for kept in team.bob.chat.completions.list(limit=100)]
    assert team.adas not in [kept.id for kept in team.bob.chat.completions.list(limit=100)]
    assert team.bob.chat.completions.list(metadata={"of": "ada"}).data == []
    assert [kept.id for kept in team.ada.chat.completions.list(metadata={"of": "ada"})] == [team.adas]


def test_a_foreign_completion_is_forbidden(team: Team) -> None:
    bob = team.bob
    for forbidden in (
        lambda: bob.chat.completions.retrieve(team.adas),
        lambda: bob.chat.completions.update(team.adas, metadata={}),
        lambda: bob.chat.completions.delete(team.adas),
        lambda: bob.chat.completions.messages.list(team.adas),
        lambda: bob.post("/feedback", body={"completion_id": team.adas, "rating": "up"}, cast_to=object),
    ):
        with pytest.raises(openai.PermissionDeniedError) as caught:
            forbidden()
        assert (caught.value.code, caught.value.param, caught.value.type) == (
            "foreign",
            "completion_id",
            "permission_error",
        )
    assert team.ada.chat.completions.retrieve(team.adas).metadata == {"of": "ada"}


def test_replies_of_another_key_are_not_compared(team: Team) -> None:
    with pytest.raises(openai.PermissionDeniedError) as caught:
        team.bob.post(
            "/preferences", body={"completion_ids": [team.adas, f"{team.adas}#1"], "outcome": "tie"}, cast_to=object
        )
    assert (caught.value.code, caught.value.param) == ("foreign", "completion_ids")


def test_a_foreign_reply_in_the_background_is_neither_read_nor_stopped(team: Team) -> None:
    with team.ada.chat.completions.create(**ASK, stream=True, extra_body={"background": True}) as stream:
        name = next(stream).id
    path = f"/chat/completions/{name}"
    for forbidden in (
        lambda: team.bob.get(f"{path}?stream=true", cast_to=object),
        lambda: team.bob.post(f"{path}/cancel", cast_to=object),
    ):
        with pytest.raises(openai.PermissionDeniedError):
            forbidden()
    assert "[DONE]" in team.ada.get(f"{path}?stream=true", cast_to=str)


def test_a_vote_without_a_user_is_its_keys(team: Team) -> None:
    vote: Any = team.ada.post("/feedback", body={"completion_id": team.adas, "rating": "up"}, cast_to=object)
    assert vote["user"].startswith("key-")
    with pytest.raises(openai.PermissionDeniedError):
        team.bob.delete(f"/feedback/{vote['id']}", cast_to=object)
    listed: Any = team.bob.get("/feedback", cast_to=object)
    assert vote["id"] not in [one["id"] for one in listed["data"]]
    taken: Any = team.ada.delete(f"/feedback/{vote['id']}", cast_to=object)
    assert taken["standing"] == "retracted"


def test_the_keys_are_nowhere_in_the_log(team: Team) -> None:
    assert "sk-ada" not in team.served.text()

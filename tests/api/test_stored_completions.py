"""Stored chat completions through openai-python: list, read, label, delete, and the messages they answered."""

import uuid
from typing import Any

import openai
import pytest

from tests.api.asking import HELLO, MODEL


def make(client: openai.OpenAI, run: str, number: int, **fields: Any) -> str:
    reply = client.chat.completions.create(
        **({"model": MODEL, "messages": HELLO, "max_tokens": 2} | fields),
        store=True,
        metadata={"run": run, "number": str(number)},
    )
    return reply.id


@pytest.fixture(scope="module")
def run() -> str:
    """A label that only this module's completions have, so that lists of them are exact."""
    return uuid.uuid4().hex


@pytest.fixture(scope="module")
def five(client: openai.OpenAI, run: str) -> list[str]:
    """Five completions in their order; the last was asked of a version by number."""
    return [make(client, run, number, model="attune@0" if number == 4 else MODEL) for number in range(5)]


def listed(client: openai.OpenAI, run: str, **fields: Any) -> list[str]:
    return [kept.id for kept in client.chat.completions.list(metadata={"run": run}, **fields).data]


def test_they_are_listed_oldest_first_or_newest_first(client: openai.OpenAI, run: str, five: list[str]) -> None:
    assert listed(client, run) == five
    assert listed(client, run, order="asc") == five
    assert listed(client, run, order="desc") == five[::-1]


def test_the_list_comes_in_pages_that_the_client_follows(client: openai.OpenAI, run: str, five: list[str]) -> None:
    page = client.chat.completions.list(metadata={"run": run}, limit=2)
    assert [kept.id for kept in page.data] == five[:2]
    assert page.has_more is True
    assert listed(client, run, limit=2, after=five[1]) == five[2:4]
    last = client.chat.completions.list(metadata={"run": run}, limit=2, after=five[3])
    assert ([kept.id for kept in last.data], last.has_more) == (five[4:], False)
    assert [kept.id for kept in client.chat.completions.list(metadata={"run": run}, limit=2)] == five
    assert listed(client, run, order="desc", limit=2, after=five[3]) == [five[2], five[1]]


def test_they_are_listed_by_model_and_by_metadata(client: openai.OpenAI, run: str, five: list[str]) -> None:
    assert listed(client, run, model="attune@0") == five[4:]
    assert listed(client, run, model=MODEL) == five[:4]
    chosen = client.chat.completions.list(metadata={"run": run, "number": "3"}).data
    assert [kept.id for kept in chosen] == [five[3]]
    assert client.chat.completions.list(metadata={"run": "no such run"}).data == []


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "order=up"])
def test_a_query_out_of_range_is_refused_by_name(http: Any, query: str) -> None:
    response = http.get(f"/v1/chat/completions?{query}")
    assert response.status_code == 400
    assert response.json()["error"]["param"] == query.partition("=")[0]


def test_a_page_after_something_unknown_is_refused(http: Any) -> None:
    response = http.get("/v1/chat/completions", params={"after": "chatcmpl-nothing"})
    assert (response.status_code, response.json()["error"]["param"]) == (404, "after")


def test_one_is_read_back_as_it_was(client: openai.OpenAI, run: str) -> None:
    reply = client.chat.completions.create(
        model=MODEL, messages=HELLO, max_tokens=4, seed=3, temperature=0.5, metadata={"run": "read"}, store=True
    )
    kept = client.chat.completions.retrieve(reply.id)
    assert (kept.id, kept.model, kept.created, kept.object) == (reply.id, reply.model, reply.created, reply.object)
    assert kept.choices[0].message.content == reply.choices[0].message.content
    assert kept.choices[0].finish_reason == reply.choices[0].finish_reason
    assert kept.system_fingerprint == "attune@0"
    assert kept.usage is not None
    assert reply.usage is not None
    numbers = ("prompt_tokens", "completion_tokens", "total_tokens")
    assert [getattr(kept.usage, name) for name in numbers] == [getattr(reply.usage, name) for name in numbers]
    assert kept.metadata == {"run": "read"}
    more = kept.model_dump()
    assert (more["seed"], more["temperature"], more["policy_version"], more["status"]) == (3, 0.5, 0, "completed")


def test_its_metadata_is_replaced(client: openai.OpenAI, run: str) -> None:
    completion_id = make(client, f"{run}-labels", 0)
    updated = client.chat.completions.update(completion_id, metadata={"topic": "greeting"})
    assert updated.metadata == {"topic": "greeting"}
    assert client.chat.completions.retrieve(completion_id).metadata == {"topic": "greeting"}
    assert listed(client, f"{run}-labels") == []


def test_a_deleted_one_is_gone_from_everywhere(client: openai.OpenAI, run: str) -> None:
    completion_id = make(client, f"{run}-deleted", 0)
    deleted = client.chat.completions.delete(completion_id)
    assert (deleted.id, deleted.deleted, deleted.object) == (completion_id, True, "chat.completion.deleted")
    assert listed(client, f"{run}-deleted") == []
    for gone in (
        lambda: client.chat.completions.retrieve(completion_id),
        lambda: client.chat.completions.update(completion_id, metadata={}),
        lambda: client.chat.completions.delete(completion_id),
        lambda: client.chat.completions.messages.list(completion_id),
    ):
        with pytest.raises(openai.NotFoundError) as caught:
            gone()
        assert caught.value.code == "not_found"


def test_the_messages_it_answered_are_listed_in_pages(client: openai.OpenAI) -> None:
    messages: list[Any] = [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": "Hello!"},
        {"role": "user", "content": [{"type": "text", "text": "How are you?"}]},
    ]
    completion_id = client.chat.completions.create(model=MODEL, messages=messages, max_tokens=2).id
    kept = client.chat.completions.messages.list(completion_id).data
    assert [(message.role, message.content) for message in kept] == [(m["role"], m["content"]) for m in messages]
    assert len({message.id for message in kept}) == 4
    page = client.chat.completions.messages.list(completion_id, limit=3)
    assert page.has_more
    assert [m.content for m in client.chat.completions.messages.list(completion_id, after=kept[2].id).data] == [
        messages[3]["content"]
    ]
    back = client.chat.completions.messages.list(completion_id, order="desc").data
    assert [message.id for message in back] == [message.id for message in kept][::-1]

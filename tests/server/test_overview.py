"""The operator's view of votes, over a real store and without an engine."""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest_asyncio
from fastapi import FastAPI

from feedback.pseudonyms import pseudonym
from feedback.store import Store
from feedback.types import FinishedChoice, NewCompletion, NewPreference, NewVote, Outcome
from server import errors, json_lines, overview
from server.learning.opinions import Opinions
from server.settings import Settings

ADMIN = {"authorization": "Bearer sk-admin"}


def request(name: str, version: int, owner: str) -> NewCompletion:
    """What an owner asked a version."""
    messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello"}]
    return NewCompletion(
        id=name, messages=messages, model="attune", policy_version=version, created=1_700_000_000, owner=owner
    )


@pytest_asyncio.fixture
async def http(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A server with an operator's key, and what two people said."""
    async with await Store.open(tmp_path / "attune.db") as store:
        for name, version, owner in (("a", 0, "key-ada"), ("b", 1, "key-bob")):
            await store.begin(request(name, version, owner))
            reply = FinishedChoice(0, {"role": "assistant", "content": f"Reply {name}"}, finish_reason="stop")
            await store.finish(name, Outcome("completed", [reply]))
        await store.vote(NewVote("a", "down", "ada", ["wrong"], "No.", owner="key-ada"))
        await store.vote(NewVote("b", "up", "bob", owner="key-bob"))
        await store.prefer(NewPreference(["a", "b"], {"chosen": "b"}, "ada"))
        app = FastAPI()
        settings = Settings.model_validate({"data": tmp_path, "admin_key": "sk-admin"})
        learner = SimpleNamespace(key="learner", opinions=Opinions())
        app.state.parts = SimpleNamespace(settings=settings, store=store, learner=learner)
        errors.install(app)
        app.include_router(overview.router)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://attune") as client:
            yield client


async def test_an_operator_sees_everybody_s_votes_with_what_was_judged(http: httpx.AsyncClient) -> None:
    listed = (await http.get("/admin/votes?limit=1", headers=ADMIN)).raise_for_status().json()
    (newest,) = listed["data"]
    assert (newest["user"], newest["rating"], newest["prompt"]) == ("bob", "up", "Hello")
    assert newest["replies"] == [{"completion_id": "b", "policy_version": 1, "text": "Reply b"}]
    assert listed["has_more"]
    after = {"limit": 1, "after": listed["last_id"]}
    (older,) = (await http.get("/admin/votes", params=after, headers=ADMIN)).json()["data"]
    assert (older["user"], older["reasons"], older["comment"]) == ("ada", ["wrong"], "No.")
    (choice,) = (await http.get("/admin/votes?kind=preference", headers=ADMIN)).json()["data"]
    assert choice["outcome"] == {"chosen": "b"}
    assert [reply["text"] for reply in choice["replies"]] == ["Reply a", "Reply b"]


async def test_votes_are_browsed_by_what_they_say(http: httpx.AsyncClient) -> None:
    async def said(query: str) -> list[str]:
        listed = (await http.get(f"/admin/votes?{query}", headers=ADMIN)).raise_for_status().json()
        return [one["user"] for one in listed["data"]]

    assert (await said("rating=up"), await said("rating=down")) == (["bob"], ["ada"])
    assert await said("kind=preference&outcome=chosen") == ["ada"]
    assert await said("kind=preference&outcome=tie") == []
    for query, param in (
        ("outcome=tie", "outcome"),
        ("kind=preference&rating=up", "rating"),
        ("rating=so-so", "rating"),
    ):
        refused = await http.get(f"/admin/votes?{query}", headers=ADMIN)
        assert (refused.status_code, refused.json()["error"]["param"]) == (400, param)


async def test_what_was_deleted_is_not_shown_and_the_vote_is(http: httpx.AsyncClient) -> None:
    store = http._transport.app.state.parts.store  # type: ignore[attr-defined]
    assert await store.delete("b")
    (newest, _) = (await http.get("/admin/votes", headers=ADMIN)).json()["data"]
    assert (newest["rating"], newest["prompt"]) == ("up", None)
    assert newest["replies"] == [{"completion_id": "b", "policy_version": None, "text": None}]


async def test_a_reply_is_opened_where_it_stands_with_all_that_was_said_of_it(http: httpx.AsyncClient) -> None:
    store = http._transport.app.state.parts.store  # type: ignore[attr-defined]
    await store.vote(NewVote("a", "up", "ada", id="on second thought", owner="key-ada"))
    found = (await http.get("/admin/replies/a", headers=ADMIN)).raise_for_status().json()
    assert (found["id"], found["policy_version"], found["status"], found["model"]) == ("a", 0, "completed", "attune")
    assert found["messages"] == [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello"}]
    assert found["message"] == {"role": "assistant", "content": "Reply a"}
    (sibling,) = found["siblings"]["data"]
    assert (sibling["completion_id"], sibling["policy_version"], sibling["message"]["content"]) == ("b", 1, "Reply b")
    said = [(vote["rating"], vote["standing"]) for vote in found["votes"]["data"]]
    assert said == [("up", "standing"), ("down", "superseded")]
    (choice,) = found["preferences"]["data"]
    assert (choice["completion_ids"], choice["outcome"]) == (["a", "b"], {"chosen": "b"})
    assert [found[name]["has_more"] for name in ("siblings", "votes", "preferences")] == [False] * 3


async def test_each_of_several_replies_is_a_reply_of_its_own(http: httpx.AsyncClient) -> None:
    store = http._transport.app.state.parts.store  # type: ignore[attr-defined]
    await store.begin(replace(request("pair", 2, "key-ada"), n=2))
    replies = [FinishedChoice(index, {"role": "assistant", "content": f"Reply {index}"}) for index in (0, 1)]
    await store.finish("pair", Outcome("completed", replies))
    await store.vote(NewVote("pair#1", "up", "ada"))
    first, second = [
        (await http.get(f"/admin/replies/{name}", headers=ADMIN)).json() for name in ("pair%230", "pair%231")
    ]
    assert [(one["id"], one["message"]["content"]) for one in (first, second)] == [
        ("pair", "Reply 0"),
        ("pair#1", "Reply 1"),
    ]
    assert [one["completion_id"] for one in first["siblings"]["data"]] == ["pair#1", "b", "a"]
    assert [len(one["votes"]["data"]) for one in (first, second)] == [0, 1]
    missing = await http.get("/admin/replies/pair%232", headers=ADMIN)
    assert (missing.status_code, missing.json()["error"]["param"]) == (404, "reply_id")


async def test_a_reply_without_content_shows_its_votes_and_a_deleted_one_nothing(http: httpx.AsyncClient) -> None:
    store = http._transport.app.state.parts.store  # type: ignore[attr-defined]
    await store.begin(replace(request("hidden", 2, "key-ada"), store=False))
    await store.finish("hidden", Outcome("completed", [FinishedChoice(0, {"role": "assistant", "content": "secret"})]))
    await store.vote(NewVote("hidden", "up", "ada"))
    found = (await http.get("/admin/replies/hidden", headers=ADMIN)).json()
    assert (found["messages"], found["message"], found["siblings"]["data"]) == ([], None, [])
    assert [vote["rating"] for vote in found["votes"]["data"]] == ["up"]
    assert await store.delete("hidden")
    assert (await http.get("/admin/replies/hidden", headers=ADMIN)).status_code == 404


async def test_judgements_leave_as_training_data(http: httpx.AsyncClient) -> None:
    async def exported(kind: str) -> list[Any]:
        sent = (await http.get(f"/admin/votes/export?kind={kind}", headers=ADMIN)).raise_for_status()
        assert sent.headers["content-type"].startswith("application/jsonl")
        assert sent.headers["content-disposition"] == f'attachment; filename="attune-{kind}.jsonl"'
        return [json.loads(line) for line in sent.text.splitlines()]

    store = http._transport.app.state.parts.store  # type: ignore[attr-defined]
    await store.prefer(NewPreference(["a", "b"], "tie", "bob"))
    prompt = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello"}]
    (pair,) = await exported("preference")
    assert (pair["prompt"], pair["chosen"][0]["content"], pair["rejected"][0]["content"]) == (
        prompt,
        "Reply b",
        "Reply a",
    )
    assert pair["rater"] == pseudonym("ada")
    labels = [(row["completion"][0]["content"], row["label"]) for row in await exported("unpaired")]
    assert sorted(labels) == [("Reply a", False), ("Reply b", True)]
    assert [row["prompt"] for row in await exported("prompts")] == [prompt]
    for query in ("", "?kind=poems"):
        refused = await http.get(f"/admin/votes/export{query}", headers=ADMIN)
        assert (refused.status_code, refused.json()["error"]["param"]) == (400, "kind")


def test_rows_are_read_as_they_are_sent() -> None:
    read: list[int] = []

    def rows() -> Iterator[dict[str, Any]]:
        for number in range(1000):
            read.append(number)
            yield {"text": "x" * 1013}  # 1,025 bytes a line, with the newline

    made = json_lines.chunks(rows())
    assert (len(next(made)), len(read)) == (64 * 1025, 64)
    assert sum(map(len, made)) == 936 * 1025


async def test_the_summary_counts_them_and_nobody_else_sees_any(http: httpx.AsyncClient) -> None:
    summary = (await http.get("/admin/votes/summary", headers=ADMIN)).raise_for_status().json()
    assert [(one["version"], one["up"], one["down"], one["won"]) for one in summary["versions"]] == [
        (1, 1, 0, 1),
        (0, 0, 1, 0),
    ]
    for path in ("/admin/votes", "/admin/votes/summary", "/admin/replies/a", "/admin/votes/export?kind=prompts"):
        assert (await http.get(path)).status_code == 401

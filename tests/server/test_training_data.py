"""`GET /admin/examples`: what the learner reads, over a real store and real HTTP."""

import asyncio
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from feedback.examples import examples_of
from feedback.sql import bulk
from feedback.sql.readers import connect_read_only
from feedback.store import Store
from feedback.types import FinishedChoice, NewCompletion, NewPreference, NewVote, Outcome
from tests.server.learning import Opened, Site, eventually

TOOLS = [{"type": "function", "function": {"name": "clock"}}]


async def complete(into: Store, name: str, said: str, *replies: str, **fields: Any) -> None:
    messages = [{"role": "user", "content": said}]
    choices = [FinishedChoice(at, {"role": "assistant", "content": reply}) for at, reply in enumerate(replies)]
    await into.begin(NewCompletion(name, "attune", 2, 5, messages=messages, n=len(replies), **fields))
    await into.finish(name, Outcome("completed", choices))


async def fill(store: Store) -> None:
    await complete(store, "a", "Hello", "one", "two", tools=TOOLS)
    await complete(store, "b", "Bye", "three")
    await complete(store, "hidden", "a secret question", "a secret reply", store=False)
    await store.prefer(NewPreference(["a", "a#1"], {"chosen": "a#1"}, "ada", id="p"))
    await store.vote(NewVote("b", "down", "bob", correction="four", id="v"))
    await store.vote(NewVote("hidden", "up", "bob", comment="a secret comment"))


async def lines(here: Site, **query: Any) -> list[Any]:
    response = (await here.http.get("/admin/examples", params=query)).raise_for_status()
    assert response.headers["content-type"].startswith("application/jsonl")
    assert response.text.endswith("\n")
    return [json.loads(line) for line in response.text.splitlines()]


async def test_every_judgement_and_prompt_comes_with_its_context(site: Opened) -> None:
    here = await site(learn=False)
    await fill(here.store)
    header, preference, vote, *prompts, end = await lines(here)
    # Three standing judgements, of which one has nothing that may be read.
    assert header == {"kind": "header", "votes": 2, "preferences": 1, "completions": 3}
    assert end == {"kind": "end", "rows": 4, "next": None}
    created = preference.pop("created")
    assert created > 1_700_000_000
    assert preference == {
        "kind": "preference",
        "id": "p",
        "rater": "ada",
        "messages": [{"role": "user", "content": "Hello"}],
        "tools": TOOLS,
        "replies": [
            {"completion_id": "a", "message": {"role": "assistant", "content": "one"}, "policy_version": 2},
            {"completion_id": "a#1", "message": {"role": "assistant", "content": "two"}, "policy_version": 2},
        ],
        "outcome": {"chosen": "a#1"},
    }
    del vote["created"]
    assert vote == {
        "kind": "vote",
        "id": "v",
        "rater": "bob",
        "messages": [{"role": "user", "content": "Bye"}],
        "tools": None,
        "reply": {"completion_id": "b", "message": {"role": "assistant", "content": "three"}, "policy_version": 2},
        "rating": "down",
        "correction": "four",
    }
    assert [(one["kind"], one["completion_id"], one["tools"]) for one in prompts] == [
        ("prompt", "a", TOOLS),
        ("prompt", "b", None),
    ]


async def test_the_rows_are_what_examples_are_made_of(site: Opened) -> None:
    here = await site(learn=False)
    await fill(here.store)
    found = examples_of(await lines(here))
    assert [(pair.chosen, pair.rejected, pair.rater) for pair in found.pairs] == [
        ("two", "one", "ada"),
        ("four", "three", "bob"),
    ]
    assert [(thumb.reply, thumb.up) for thumb in found.thumbs] == [("three", False)]
    assert (len(found.prompts), found.skipped) == (2, {})


async def test_nothing_of_an_unstored_request_is_sent(site: Opened) -> None:
    here = await site(learn=False)
    await fill(here.store)
    await here.store.delete("b")
    text = (await here.http.get("/admin/examples")).text
    assert "secret" not in text
    assert "three" not in text


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
async def test_pages_put_together_are_the_whole(site: Opened, limit: int) -> None:
    here = await site(learn=False)
    await fill(here.store)
    whole = (await lines(here))[1:-1]
    pages: list[Any] = []
    query: dict[str, Any] = {"limit": limit}
    while True:
        _, *rows, end = await lines(here, **query)
        pages += rows
        assert end["rows"] == len(rows) <= limit
        if end["next"] is None:
            break
        query["after"] = end["next"]
    assert pages == whole


async def test_a_retracted_or_superseded_vote_is_not_sent(site: Opened) -> None:
    here = await site(learn=False)
    await fill(here.store)
    await here.store.retract("p", "ada")
    await here.store.vote(NewVote("b", "up", "bob", id="later"))
    header, *rows, _ = await lines(here)
    assert (header["votes"], header["preferences"]) == (2, 0)
    assert [row["id"] for row in rows if row["kind"] != "prompt"] == ["later"]


@pytest.mark.parametrize(
    ("query", "status", "param"),
    [
        ("after=p", 404, "after"),
        ("after=vote.1", 404, "after"),
        ("after=poem.1.1", 404, "after"),
        ("limit=0", 400, "limit"),
        ("limit=many", 400, "limit"),
    ],
)
async def test_what_is_no_cursor_or_limit_is_refused(site: Opened, query: str, status: int, param: str) -> None:
    here = await site(learn=False)
    response = await here.http.get(f"/admin/examples?{query}")
    assert (response.status_code, response.json()["error"]["param"]) == (status, param)


async def test_an_empty_store_has_a_header_and_an_end(site: Opened) -> None:
    here = await site(learn=False)
    assert await lines(here) == [
        {"kind": "header", "votes": 0, "preferences": 0, "completions": 0},
        {"kind": "end", "rows": 0, "next": None},
    ]


async def test_a_text_that_utf8_cannot_hold_arrives(site: Opened) -> None:
    here = await site(learn=False)
    await complete(here.store, "half", "Say \ud83d", "no")
    _, prompt, _ = await lines(here)
    assert prompt["messages"][0]["content"] == "Say \ud83d"


async def test_votes_do_not_wait_for_a_slow_reader_and_one_snapshot_is_sent(site: Opened) -> None:
    here = await site(learn=False)
    long = "word " * 2000
    for number in range(400):
        await complete(here.store, f"c{number}", f"{number} {long}", long)
    async with here.http.stream("GET", "/admin/examples") as response:
        parts = response.aiter_lines()
        header = json.loads(await anext(parts))
        for number in range(20):
            await asyncio.wait_for(here.store.vote(NewVote(f"c{number}", "up", "ada")), 5)
        rest = [json.loads(line) async for line in parts]
    assert header["votes"] == 0
    assert [row["kind"] for row in rest] == ["prompt"] * 400 + ["end"]
    assert (await lines(here, limit=1))[0]["votes"] == 20


async def test_a_reader_who_leaves_leaves_no_snapshot_open(site: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[sqlite3.Connection] = []

    def connect(path: Path) -> sqlite3.Connection:
        opened.append(connect_read_only(path))
        return opened[-1]

    monkeypatch.setattr(bulk, "connect_read_only", connect)
    here = await site(learn=False)
    long = "word " * 2000
    for number in range(400):
        await complete(here.store, f"c{number}", f"{number} {long}", long)
    async with here.http.stream("GET", "/admin/examples") as response:
        await anext(response.aiter_raw())
        assert [is_open(db) for db in opened] == [True]
    await eventually(lambda: not is_open(opened[0]))


def is_open(db: sqlite3.Connection) -> bool:
    try:
        db.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return False
    return True

"""What is kept of a completion, how it is listed, and what deleting it takes along."""

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from feedback.store import Contradictory, ForeignCompletion, Store, UnknownCompletion
from feedback.types import FinishedChoice, NewCompletion, NewPreference, NewVote, Outcome, StoredCompletion

Complete = Callable[..., Awaitable[None]]

TOOLS = [{"type": "function", "function": {"name": "clock", "parameters": {"type": "object", "properties": {}}}}]


def count(path: Path, sql: str) -> int:
    db = sqlite3.connect(path)
    (found,) = db.execute(sql).fetchone()
    db.close()
    return int(found)


def contains(path: Path, text: str) -> bool:
    """Whether any row of any table holds the text."""
    db = sqlite3.connect(path)
    found = any(text in line for line in db.iterdump())
    db.close()
    return found


async def test_everything_about_a_completion_is_read_back(store: Store) -> None:
    call = {"id": "call_1", "type": "function", "function": {"name": "clock", "arguments": "{}"}}
    await store.begin(
        NewCompletion(
            id="chatcmpl-1",
            model="starter",
            policy_version=3,
            created=1_700_000_000,
            messages=[{"role": "user", "content": "What time is it? ⏰"}],
            n=2,
            tools=TOOLS,
            parameters={"temperature": 0.7, "stop": ["\n"]},
            request_id="req-1",
            user="ada",
            owner="key-1",
            metadata={"app": "docs", "env": "prod"},
            system_fingerprint="attune-3",
        )
    )
    spoken = FinishedChoice(0, {"role": "assistant", "content": "Noon", "reasoning": "sun"}, None, (5, 6), (-0.5, -2.0))
    called = FinishedChoice(
        1, {"role": "assistant", "content": None, "tool_calls": [call]}, None, (7,), (-0.25,), "tool_calls", 128
    )
    await store.finish(
        "chatcmpl-1",
        Outcome(
            "completed",
            [spoken, called],
            usage={"prompt_tokens": 2, "completion_tokens": 3, "total_tokens": 5},
            timings={"queue_ms": 0.5, "first_token_ms": 20.0, "total_ms": 51.25},
            prompt_token_ids=[1, 2],
        ),
    )
    assert await store.get("chatcmpl-1") == StoredCompletion(
        id="chatcmpl-1",
        model="starter",
        policy_version=3,
        created=1_700_000_000,
        status="completed",
        stored=True,
        n=2,
        choices=(spoken, called),
        tools=TOOLS,
        parameters={"temperature": 0.7, "stop": ["\n"]},
        prompt_token_ids=(1, 2),
        request_id="req-1",
        user="ada",
        owner="key-1",
        metadata={"app": "docs", "env": "prod"},
        system_fingerprint="attune-3",
        usage={"prompt_tokens": 2, "completion_tokens": 3, "total_tokens": 5},
        timings={"queue_ms": 0.5, "first_token_ms": 20.0, "total_ms": 51.25},
        error=None,
    )


async def test_it_is_there_and_running_before_the_first_token(
    store: Store, new_request: Callable[..., NewCompletion]
) -> None:
    await store.begin(new_request("a", prompt_token_ids=[9, 8]))
    found = await store.get("a")
    assert found is not None
    assert (found.status, found.choices, found.prompt_token_ids) == ("running", (), (9, 8))


@pytest.mark.parametrize("status", ["interrupted", "failed"])
async def test_what_was_cut_short_is_kept_and_marked(
    store: Store, new_request: Callable[..., NewCompletion], status: str
) -> None:
    await store.begin(new_request("a"))
    half = FinishedChoice(0, {"role": "assistant", "content": "Hel"}, token_ids=(4,), logprobs=(-1.0,))
    await store.finish("a", Outcome(status, [half], error="the engine died"))
    found = await store.get("a")
    assert found is not None
    assert (found.status, found.error, found.choices) == (status, "the engine died", (half,))


async def test_a_crash_leaves_interrupted_completions(path: Path, new_request: Callable[..., NewCompletion]) -> None:
    async with await Store.open(path) as store:
        await store.begin(new_request("a"))
    async with await Store.open(path) as store:
        found = await store.get("a")
    assert found is not None
    assert found.status == "interrupted"


async def test_a_text_completion_keeps_its_prompt_and_texts_and_is_not_listed_among_chats(store: Store) -> None:
    new = NewCompletion("cmpl-1", "starter", 1, 1_700_000_000, prompt=["One", "Two"], n=2)
    await store.begin(new)
    await store.finish("cmpl-1", Outcome("completed", [FinishedChoice(0, text=" a"), FinishedChoice(1, text="")]))
    found = await store.get("cmpl-1")
    assert found is not None
    assert [(choice.text, choice.message) for choice in found.choices] == [(" a", None), ("", None)]
    page = await store.messages("cmpl-1")
    assert [message.body for message in page.items] == [{"role": "prompt", "content": ["One", "Two"]}]
    assert (await store.list_completions()).items == ()


async def test_store_false_keeps_the_fact_and_no_content(path: Path, store: Store, complete: Complete) -> None:
    await complete(
        "a", "SECRET", ["SECRET"], store=False, user="SECRET", metadata={"k": "SECRET"}, tools=[{"SECRET": 1}]
    )
    await store.vote(NewVote("a", "up", "ada", ["SECRET"], "SECRET", "SECRET", {"k": "SECRET"}))
    found = await store.get("a")
    assert found is not None
    assert (found.status, found.policy_version, found.stored, found.choices) == ("completed", 1, False, ())
    assert (await store.list_completions()).items == ()
    assert (await store.list_votes()).items[0].comment is None
    assert list(store.iterate_votes()) == []
    with pytest.raises(UnknownCompletion):
        await store.messages("a")
    assert not contains(path, "SECRET")


async def test_the_same_id_twice_is_refused_and_so_is_ending_twice(
    store: Store, complete: Complete, new_request: Callable[..., NewCompletion]
) -> None:
    await complete("a")
    with pytest.raises(Contradictory, match="exists already"):
        await store.begin(new_request("a", "other"))
    with pytest.raises(Contradictory, match="already ended: completed"):
        await store.finish("a", Outcome("failed"))
    with pytest.raises(UnknownCompletion):
        await store.finish("b", Outcome("failed"))


async def test_another_owner_s_completion_is_foreign(store: Store, complete: Complete) -> None:
    await complete("a", owner="key-1")
    for action in (
        store.get("a", owner="key-2"),
        store.delete("a", owner="key-2"),
        store.messages("a", owner="key-2"),
        store.update_metadata("a", {}, owner="key-2"),
        store.vote(NewVote("a", "up", "bob", owner="key-2")),
    ):
        with pytest.raises(ForeignCompletion):
            await action
    assert (await store.list_completions(owner="key-2")).items == ()
    assert [found.id for found in (await store.list_completions(owner="key-1")).items] == ["a"]
    assert await store.get("a", owner=None) is not None


async def test_listing_pages_both_ways_and_orders_one_second_by_arrival(store: Store, complete: Complete) -> None:
    for completion_id, created in (("c", 20), ("a", 10), ("b", 10), ("d", 20)):
        await complete(completion_id, created=created)
    first = await store.list_completions(limit=3)
    assert ([found.id for found in first.items], first.has_more) == (["a", "b", "c"], True)
    rest = await store.list_completions(limit=3, after="c")
    assert ([found.id for found in rest.items], rest.has_more) == (["d"], False)
    back = await store.list_completions(limit=2, order="desc", after="d")
    assert ([found.id for found in back.items], back.has_more) == (["c", "b"], True)
    with pytest.raises(UnknownCompletion) as refusal:
        await store.list_completions(after="nothing")
    assert refusal.value.param == "after"


async def test_listing_filters_by_model_and_every_label(store: Store, complete: Complete) -> None:
    await complete("a", model="starter@1", metadata={"app": "docs", "env": "prod"})
    await complete("b", model="starter@2", metadata={"app": "docs"})
    await complete("c", model="starter@2", metadata={"env": "prod", "app": "mail"})

    async def ids(**filters: object) -> list[str]:
        return [found.id for found in (await store.list_completions(**filters)).items]

    assert await ids(model="starter@2") == ["b", "c"]
    assert await ids(metadata={"app": "docs"}) == ["a", "b"]
    assert await ids(metadata={"app": "docs", "env": "prod"}) == ["a"]
    assert await ids(metadata={"env": "prod"}, model="starter@2") == ["c"]
    assert await ids(metadata={"app": "prod"}) == []


async def test_metadata_is_replaced_as_a_whole(store: Store, complete: Complete) -> None:
    await complete("a", metadata={"app": "docs", "env": "prod"})
    assert (await store.update_metadata("a", {"app": "mail"})).metadata == {"app": "mail"}
    assert (await store.list_completions(metadata={"env": "prod"})).items == ()
    with pytest.raises(UnknownCompletion):
        await store.update_metadata("b", {})


async def test_messages_are_the_conversation_without_the_reply_and_page(store: Store) -> None:
    said = [{"role": "user", "content": str(turn)} for turn in range(3)]
    await store.begin(NewCompletion("a", "starter", 1, 0, said))
    page = await store.messages("a", limit=2)
    assert ([(message.id, message.body) for message in page.items], page.has_more) == (
        [("a-0", said[0]), ("a-1", said[1])],
        True,
    )
    rest = await store.messages("a", after="a-1")
    assert ([message.id for message in rest.items], rest.has_more) == (["a-2"], False)
    assert [message.id for message in (await store.messages("a", order="desc")).items] == ["a-2", "a-1", "a-0"]
    with pytest.raises(UnknownCompletion):
        await store.messages("a", after="a-3")


async def test_tools_sent_with_every_turn_are_kept_once(path: Path, store: Store, complete: Complete) -> None:
    for turn in range(3):
        await complete(f"c{turn}", tools=TOOLS)
    assert count(path, "SELECT count(*) FROM toolsets") == 1
    assert await store.delete("c0")
    assert count(path, "SELECT count(*) FROM toolsets") == 1
    assert await store.delete("c1")
    assert await store.delete("c2")
    assert count(path, "SELECT count(*) FROM toolsets") == 0


async def test_deleting_takes_all_content_and_leaves_the_fact(path: Path, store: Store, complete: Complete) -> None:
    await complete(
        "a", "SECRET q", ["SECRET 1", "SECRET 2"], user="SECRET", metadata={"k": "SECRET"}, tools=[{"SECRET": 1}]
    )
    await store.vote(NewVote("a", "down", "ada", ["SECRET"], "SECRET", "SECRET", {"k": "SECRET"}, id="v"))
    await store.prefer(NewPreference(["a", "a#1"], "tie", "ada", comment="SECRET", metadata={"k": "SECRET"}))
    assert await store.delete("a") is True
    assert await store.delete("a") is False
    assert await store.delete("unknown") is False
    assert await store.get("a") is None
    assert not contains(path, "SECRET")
    assert count(path, "SELECT count(*) FROM nodes") == 0
    vote = (await store.list_votes()).items[0]
    assert (vote.rating, vote.comment, vote.correction, vote.reasons, vote.metadata) == ("down", None, None, (), {})
    with pytest.raises(UnknownCompletion):
        await store.vote(NewVote("a", "up", "ada"))


async def test_deleting_leaves_what_another_completion_needs(path: Path, store: Store) -> None:
    opening = {"role": "user", "content": "Hello"}
    reply = {"role": "assistant", "content": "Hi"}
    more = {"role": "user", "content": "And?"}
    await store.begin(NewCompletion("first", "starter", 1, 0, [opening]))
    await store.finish("first", Outcome("completed", [FinishedChoice(0, reply)]))
    await store.begin(NewCompletion("second", "starter", 1, 0, [opening, reply, more]))
    await store.finish("second", Outcome("completed", [FinishedChoice(0, {"role": "assistant", "content": "So."})]))
    assert count(path, "SELECT count(*) FROM nodes") == 4
    await store.delete("first")
    assert [message.body for message in (await store.messages("second")).items] == [opening, reply, more]
    assert count(path, "SELECT count(*) FROM nodes") == 4
    await store.delete("second")
    assert count(path, "SELECT count(*) FROM nodes") == 0


async def test_a_completion_deleted_while_it_runs_ends_without_content(
    path: Path, store: Store, new_request: Callable[..., NewCompletion], new_outcome: Callable[..., Outcome]
) -> None:
    await store.begin(new_request("a", "SECRET"))
    await store.delete("a")
    await store.finish("a", new_outcome("SECRET"))
    assert not contains(path, "SECRET")
    assert (await store.counts())["completions"] == {"completed": 1}

"""Open WebUI's feedback export, in the shape its web client writes."""

import json
from pathlib import Path
from typing import Any

import pytest

from feedback.exchange.fields import BrokenFileError
from feedback.exchange.importing import Import, ImportReport
from feedback.store import Store

NOW = 1_800_000_000
MESSAGES: dict[str, Any] = {
    "u1": {"id": "u1", "parentId": None, "childrenIds": ["a1"], "role": "user", "content": "Hello"},
    "a1": {"id": "a1", "parentId": "u1", "childrenIds": ["u2"], "role": "assistant", "content": "Hi.", "model": "m"},
    "u2": {"id": "u2", "parentId": "a1", "childrenIds": ["a2", "a3", "a4"], "role": "user", "content": "Sky?"},
    "a2": {"id": "a2", "parentId": "u2", "childrenIds": [], "role": "assistant", "content": "Blue.", "model": "llama"},
    "a3": {"id": "a3", "parentId": "u2", "childrenIds": [], "role": "assistant", "content": "Green.", "model": "qwen"},
    "a4": {"id": "a4", "parentId": "u2", "childrenIds": [], "role": "assistant", "content": "", "error": True},
}


def entry(message_id: str = "a2", rating: Any = 1, arena: bool = False, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"feedback-{message_id}",
        "user_id": "user-1",
        "version": 0,
        "type": "rating",
        "data": {
            "rating": rating,
            "model_id": "arena-model" if arena else "llama",
            "sibling_model_ids": ["qwen"],
            "reason": "accurate_information",
            "comment": "true",
            "tags": ["weather"],
            "details": {"rating": 9},
        },
        "meta": {
            "arena": arena,
            "model_id": "llama",
            "message_id": message_id,
            "message_index": 4,
            "chat_id": "chat-1",
            "base_models": {"llama": None},
        },
        "snapshot": {
            "chat": {
                "id": "chat-1",
                "user_id": "user-1",
                "title": "The sky",
                "chat": {
                    "models": ["llama"],
                    "params": {"system": "Be brief."},
                    "history": {"messages": MESSAGES, "currentId": message_id},
                    "messages": [],
                },
                "updated_at": 1_700_000_000,
            }
        },
        "created_at": 1_700_000_000,
        "updated_at": 1_700_000_050,
        "user": {"id": "user-1", "name": "Ann"},
    } | fields


async def take(store: Store, folder: Path, *entries: dict[str, Any]) -> ImportReport:
    file = folder / "feedback-history-export.json"
    file.write_text(json.dumps(entries))
    return await Import([file], None, NOW).run(store)


async def test_a_thumb_with_its_conversation(store: Store, tmp_path: Path) -> None:
    assert await take(store, tmp_path, entry()) == ImportReport(1, 1, 1, {})
    (row,) = store.iterate_votes()
    assert [(message["role"], message["content"]) for message in row.messages] == [
        ("system", "Be brief."),
        ("user", "Hello"),
        ("assistant", "Hi."),
        ("user", "Sky?"),
    ]
    assert (row.reply.message["content"], row.reply.model, row.reply.policy_version) == ("Blue.", "llama", -1)
    vote = row.vote
    assert (vote.rating, vote.rater, vote.comment, vote.created) == ("up", "user-1", "true", 1_700_000_050)
    assert vote.reasons == ("accurate_information", "weather")
    assert list(store.iterate_preferences()) == []


async def test_an_arena_rating_compares_the_siblings(store: Store, tmp_path: Path) -> None:
    lost = entry("a3", "-1", arena=True, user_id="user-2")
    assert (await take(store, tmp_path, entry("a2", 1, arena=True), lost)).new == 2
    for row, rater in zip(store.iterate_preferences(), ("user-1", "user-2"), strict=True):
        said = {reply.completion_id: reply.message["content"] for reply in row.replies}
        assert sorted(said.values()) == ["Blue.", "Green."]  # the failed reply a4 is none
        assert isinstance(row.preference.outcome, dict)
        assert said[row.preference.outcome["chosen"]] == "Blue."
        assert row.preference.rater == rater
    assert list(store.iterate_votes()) == []


async def test_in_an_arena_of_three_a_loser_stands_below_both_others(store: Store, tmp_path: Path) -> None:
    third = MESSAGES | {"a4": MESSAGES["a4"] | {"content": "Red."}}
    lost = entry("a3", -1, arena=True)
    lost["snapshot"]["chat"]["chat"]["history"]["messages"] = third
    await take(store, tmp_path, lost)
    (row,) = store.iterate_preferences()
    said = {reply.completion_id: reply.message["content"] for reply in row.replies}
    assert isinstance(row.preference.outcome, dict)
    assert [[said[name] for name in tied] for tied in row.preference.outcome["ranking"]] == [
        ["Blue.", "Red."],
        ["Green."],
    ]


async def test_what_a_model_thought_aloud_is_no_part_of_its_reply(store: Store, tmp_path: Path) -> None:
    thought = '<details type="reasoning" done="true">\n<summary>Thought</summary>\n> hm\n</details>\nBlue.'
    rated = entry()
    rated["snapshot"]["chat"]["chat"]["history"]["messages"] = MESSAGES | {"a2": MESSAGES["a2"] | {"content": thought}}
    await take(store, tmp_path, rated)
    (row,) = store.iterate_votes()
    assert row.reply.message["content"] == "Blue."


async def test_a_changed_rating_in_a_later_export_counts_and_the_same_one_does_not(
    store: Store, tmp_path: Path
) -> None:
    assert (await take(store, tmp_path, entry())).new == 1
    assert (await take(store, tmp_path, entry())).new == 0
    assert (await take(store, tmp_path, entry(rating=-1, updated_at=1_700_000_099))).new == 1
    assert [row.vote.rating for row in store.iterate_votes()] == ["down"]


async def test_entries_without_a_judgement_are_left_out_and_counted(store: Store, tmp_path: Path) -> None:
    report = await take(store, tmp_path, entry(rating=None), entry(type="comment"), entry())
    assert (report.new, report.left_out) == (1, {"entries that judge nothing": 2})


BROKEN = {
    "rating": (entry(rating="great"), "data.rating must be 1 or -1, not 'great'"),
    "no snapshot": (entry(snapshot=None), "snapshot.chat.chat must be an object, not nothing"),
    "message gone": (entry("a9"), "meta.message_id 'a9' is no message of the snapshot"),
    "rates a question": (entry("u2"), "meta.message_id names no reply to anything"),
    "time": (entry(updated_at="yesterday"), "updated_at must be a whole number"),
}


@pytest.mark.parametrize("case", BROKEN)
async def test_a_broken_entry_is_named_with_its_number(store: Store, tmp_path: Path, case: str) -> None:
    bad, said = BROKEN[case]
    with pytest.raises(BrokenFileError) as caught:
        await take(store, tmp_path, entry(), bad)
    assert str(caught.value).startswith(f"feedback-history-export.json, item 2: {said}")
    assert list(store.iterate_votes()) == []


async def test_children_must_be_ids(store: Store, tmp_path: Path) -> None:
    bad = entry(arena=True)
    bad["snapshot"]["chat"]["chat"]["history"]["messages"] = MESSAGES | {"u2": MESSAGES["u2"] | {"childrenIds": 7}}
    with pytest.raises(BrokenFileError, match="item 1: childrenIds must be a list of texts, not 7"):
        await take(store, tmp_path, bad)


async def test_a_circle_of_messages_is_found(store: Store, tmp_path: Path) -> None:
    bad = entry()
    bad["snapshot"]["chat"]["chat"]["history"]["messages"] = MESSAGES | {"u1": MESSAGES["u1"] | {"parentId": "u2"}}
    with pytest.raises(BrokenFileError, match="item 1: the chat's messages go round in a circle"):
        await take(store, tmp_path, bad)

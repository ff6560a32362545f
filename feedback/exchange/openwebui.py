"""Reads Open WebUI's feedback export: a JSON array of ratings, each with a snapshot of the chat it was given in.

    {"id", "user_id", "type": "rating", "updated_at",
     "data": {"rating": 1 or -1, "model_id", "sibling_model_ids"?, "reason"?, "tags"?, "comment"?},
     "meta": {"message_id", "chat_id", "arena"?},
     "snapshot": {"chat": {"chat": {"params": {"system"?}, "history": {"messages": {
         id: {"parentId", "childrenIds", "role", "content", "model"}}}}}}}

A rating is a thumb on the message it names. In arena mode it is a comparison: 1 means that the message won against
its siblings (other replies to the same message), -1 that they won. Elsewhere siblings are mere regenerations, and
nothing is read into them.

Left out on purpose: the rating of 1 to 10 in `data.details`, attached files, and what a model thought aloud (a folded
`<details type="reasoning">` in the content, which Open WebUI does not send back to models either).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from feedback.exchange.fields import BrokenRowError, integer, object_in, shown, text, texts
from feedback.exchange.rows import LeftOut
from feedback.exchange.trl import NO_POLICY, UNKNOWN_MODEL
from feedback.types import ImportedRow, Json, NewPreference, NewVote, Reply, Verdict, imported_id

NOT_JUDGED = "entries that judge nothing"
THOUGHTS = re.compile(r"<details type=\"reasoning\".*?</details>\s*", re.DOTALL)


def rating(rows: Sequence[Json], now: int) -> ImportedRow | LeftOut:
    """One entry of the export."""
    (row,) = rows
    data, meta = object_in(row, "data"), object_in(row, "meta")
    if row.get("type") != "rating" or data.get("rating") in (None, 0, "0", ""):
        return LeftOut(NOT_JUDGED)
    if str(data["rating"]) not in ("1", "-1"):
        raise BrokenRowError(f"data.rating must be 1 or -1, not {shown(data['rating'])}")
    chat = object_in(row, "snapshot", "chat", "chat")
    tree = object_in(chat, "history", "messages")
    rated = node(tree, meta.get("message_id"), "meta.message_id")
    when = integer(row, "updated_at") or now
    prompt = system(chat) + path(tree, rated.get("parentId"))
    if rated.get("role") != "assistant" or not prompt:
        raise BrokenRowError("meta.message_id names no reply to anything")
    mine = reply(prompt, rated, data.get("model_id"), when)
    others = siblings(tree, rated, prompt, when) if meta.get("arena") is True else {}
    others.pop(mine.completion_id, None)
    replies = [mine, *others.values()]
    name, rater = f"openwebui-{row.get('id')}-{when}", text(row, "user_id") or "openwebui"
    comment, won = text(data, "comment") or None, str(data["rating"]) == "1"
    judged: NewVote | NewPreference
    if others:
        names = [one.completion_id for one in replies]
        judged = NewPreference(names, outcome(mine.completion_id, list(others), won), rater, comment, id=name)
    else:
        judged = NewVote(mine.completion_id, "up" if won else "down", rater, reasons(data), comment, id=name)
    return ImportedRow(prompt, replies, judged, when)


def outcome(rated: str, others: Sequence[str], won: bool) -> Verdict:
    """An arena rating as a verdict: the rated reply against all the others."""
    if won:
        return {"chosen": rated}
    if len(others) == 1:
        return {"chosen": others[0]}
    return {"ranking": [list(others), [rated]]}


def reasons(data: Json) -> tuple[str, ...]:
    """The reason ticked and the tags given, each once."""
    reason = text(data, "reason")
    return tuple(dict.fromkeys([*([reason] if reason else []), *texts(data, "tags")]))


def siblings(tree: Json, rated: Json, prompt: list[dict[str, Any]], when: int) -> dict[str, Reply]:
    """The other replies to the same message, by id; those that say the same as another are that one."""
    parent = node(tree, rated.get("parentId"), "parentId")
    found = [node(tree, name, "childrenIds") for name in texts(parent, "childrenIds")]
    replies = [
        reply(prompt, one, one.get("model"), when)
        for one in found
        if one is not rated and one.get("role") == "assistant" and one.get("content")
    ]
    return {one.completion_id: one for one in replies}


def system(chat: Json) -> list[dict[str, Any]]:
    """The chat's own system prompt, if it has one."""
    params = chat.get("params")
    said = params.get("system") if isinstance(params, Mapping) else None
    return [{"role": "system", "content": said}] if isinstance(said, str) and said else []


def path(tree: Json, last: object) -> list[dict[str, Any]]:
    """The conversation from its first message to `last`."""
    found: list[dict[str, Any]] = []
    while last is not None:
        if len(found) > len(tree):
            raise BrokenRowError("the chat's messages go round in a circle")
        one = node(tree, last, "parentId")
        found.append(message(one))
        last = one.get("parentId")
    return found[::-1]


def node(tree: Json, name: object, where: str) -> Json:
    """A message of the snapshot by its id."""
    one = tree.get(name) if isinstance(name, str) else None
    if not isinstance(one, Mapping):
        raise BrokenRowError(f"{where} {shown(name)} is no message of the snapshot")
    return one


def message(one: Json) -> dict[str, Any]:
    """A snapshot's message in OpenAI's shape."""
    role, said = one.get("role"), one.get("content")
    if role not in ("system", "user", "assistant") or not isinstance(said, str):
        raise BrokenRowError(f"a message of the snapshot has role {shown(role)} and content {shown(said)}")
    return {"role": role, "content": THOUGHTS.sub("", said) if role == "assistant" else said}


def reply(prompt: list[dict[str, Any]], one: Json, model: object, when: int) -> Reply:
    """A reply of the snapshot; no policy of this server wrote it."""
    said = message(one)
    written_by = model if isinstance(model, str) and model else UNKNOWN_MODEL
    return Reply(imported_id(prompt, said), said, NO_POLICY, written_by, when)

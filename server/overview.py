"""What people said of replies, for operators, whoever's they are: summed up, and one by one with what was judged.

Clients list and take back their own votes in `server.votes`; nothing is changed here.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from feedback.errors import UnknownCompletion
from feedback.exchange.rows import Kind, LeftOut, judgements
from feedback.sql.context import message_of
from feedback.types import OutcomeKind, Page, Rating, StoredCompletion, parse_reply_name
from server.completions.stored import listing
from server.errors import ApiError
from server.json_lines import json_lines
from server.learning.opinions import Order
from server.services import Owner, Parts, Services
from server.votes import preference_json, vote_json

router = APIRouter(prefix="/admin", tags=["votes"])

Item = TypeVar("Item")

LONGEST = 4000
"""Characters of a prompt or reply that are shown."""


@router.get("/votes/summary", summary="What people said, summed up")
async def summary(parts: Services, owner: Owner) -> dict[str, Any]:
    """By version, over time, for which reasons and by whom: the newest 10,000 thumbs and as many choices that stand."""
    return asdict(await parts.store.overview())


@router.get("/votes", summary="Judged replies")
async def judged(
    parts: Services,
    owner: Owner,
    kind: Literal["feedback", "preference"] = "feedback",
    rating: Rating | None = None,
    outcome: OutcomeKind | None = None,
    order: Order = "newest",
    after: str | None = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
) -> dict[str, Any]:
    """Standing votes or preferences, each with the last message before it, the replies, and the reward model's opinion.

    `rating` is for votes, `outcome` for preferences. By `score` what the newest cycle's reward model likes best comes
    first, by `disagreement` what it is most against; behind them, newest first, those that it made no prediction of.
    """
    thought = parts.learner.opinions
    wanted: Any = {"after": after, "limit": limit, "order": "desc", "ranking": thought.ranking(order)}
    if kind == "feedback":
        _refuse(outcome, "outcome", "preference")
        votes = await parts.store.list_votes(rating=rating, **wanted)
        found = [vote_json(vote) | await _judged(parts, [vote.completion_id]) for vote in votes.items]
        return listing(votes, [one | {"opinion": thought.json(one["id"])} for one in found])
    _refuse(rating, "rating", "feedback")
    choices = await parts.store.list_preferences(outcome=outcome, **wanted)
    found = [preference_json(choice) | await _judged(parts, choice.completion_ids) for choice in choices.items]
    return listing(choices, [one | {"opinion": thought.json(one["id"])} for one in found])


@router.get("/votes/export", summary="Judgements as training data", response_class=StreamingResponse)
async def export(parts: Services, owner: Owner, kind: Kind) -> StreamingResponse:
    """JSON lines in TRL's shapes, as `attune feedback export` writes them: raters by pseudonym, ties left out."""
    found = (row for rows in judgements(parts.store, kind) for row in rows if not isinstance(row, LeftOut))
    return json_lines(found, {"content-disposition": f'attachment; filename="attune-{kind}.jsonl"'})


@router.get("/replies/{reply_id:path}", summary="A reply in its context")
async def reply(reply_id: str, parts: Services, owner: Owner) -> dict[str, Any]:
    """The conversation it answers, whole, other replies to that, its version, and every vote on it that was cast.

    `ID#1` is the second reply of a completion. Of siblings, votes and preferences the newest 50.
    """
    found = await parts.store.reply_in_context(reply_id)
    said = found.completion
    return {
        "id": found.name,
        "object": "reply",
        "model": said.model,
        "policy_version": said.policy_version,
        "created": said.created,
        "status": said.status,
        "messages": list(found.messages),
        "message": found.choice and message_of(found.choice),
        "siblings": _page(found.siblings, asdict),
        "votes": _page(found.votes, vote_json),
        "preferences": _page(found.preferences, preference_json),
    }


def _page(page: Page[Item], shown: Callable[[Item], dict[str, Any]]) -> dict[str, Any]:
    return {"data": [shown(one) for one in page.items], "has_more": page.has_more}


def _refuse(given: str | None, param: str, kind: str) -> None:
    """A filter of the other kind would be left out without a word."""
    if given is not None:
        raise ApiError(400, f"`{param}` goes with kind={kind}.", param=param)


async def _judged(parts: Parts, names: tuple[str, ...] | list[str]) -> dict[str, Any]:
    """The prompt and the replies of these names; null where nothing is kept."""
    replies = []
    for name in names:
        completion, choice = parse_reply_name(name)
        stored = await parts.store.get(completion)
        text = None if stored is None else _reply_text(stored, choice)
        version = None if stored is None else stored.policy_version
        replies.append({"completion_id": name, "policy_version": version, "text": text})
    return {"prompt": await _prompt(parts, parse_reply_name(names[0])[0]), "replies": replies}


async def _prompt(parts: Parts, completion_id: str) -> str | None:
    try:
        page = await parts.store.messages(completion_id, order="desc", limit=1)
    except UnknownCompletion:
        return None
    return _text(page.items[0].body.get("content")) if page.items else None


def _reply_text(stored: StoredCompletion, choice: int) -> str | None:
    found = next((one for one in stored.choices if one.index == choice), None)
    if found is None:
        return None
    return _text(found.text if found.message is None else found.message.get("content"))


def _text(content: Any) -> str | None:
    """What is text in a message's content, shortened."""
    if isinstance(content, list):
        parts = [part["text"] for part in content if isinstance(part, Mapping) and isinstance(part.get("text"), str)]
        content = "\n".join(parts)
    return content[:LONGEST] if isinstance(content, str) else None

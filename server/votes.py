"""Votes: thumbs on one reply, and preferences between replies to one prompt.

A vote is answered with 2xx only when it is on disk. The rater is the body's `user`, else the API key, else
`anonymous`; each has one standing vote on a reply, and a new one takes the place of the old.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from feedback.types import NewPreference, NewVote, Preference, Vote
from server.completions.requests import Metadata, Text, check, name_unknown, read_json
from server.completions.stored import Limit, Order, listing
from server.errors import ApiError
from server.metrics import VOTES
from server.services import Owner, Services

router = APIRouter(prefix="/v1", tags=["votes"])

ReplyId = Annotated[str, Field(min_length=1, max_length=128)]
ClientId = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[\x21-\x7e]+$")]
LongText = Annotated[str, Field(min_length=1, max_length=100_000)]
Since = Annotated[int | None, Query(ge=0, lt=2**53)]


class FeedbackBody(BaseModel):
    """A thumb up or down."""

    completion_id: ReplyId
    rating: Literal["up", "down"]
    reasons: list[Annotated[str, Field(min_length=1, max_length=128)]] = Field([], max_length=32)
    comment: LongText | None = None
    correction: LongText | None = None
    id: ClientId | None = None
    user: Text | None = None
    metadata: Metadata = {}


class Chosen(BaseModel):
    """One reply is better than all others."""

    model_config = ConfigDict(extra="forbid")
    chosen: ReplyId


class Ranking(BaseModel):
    """The replies from best to worst; equals share a list."""

    model_config = ConfigDict(extra="forbid")
    ranking: list[Annotated[list[ReplyId], Field(min_length=1)]] = Field(min_length=1)


def _in_one_sentence(value: object, validate: ValidatorFunctionWrapHandler) -> object:
    """Pydantic explains each member of a union under a name of its own; the client sent one field."""
    try:
        return validate(value)
    except ValidationError:
        raise ValueError('must be "tie", "both_bad", {"chosen": ID} or {"ranking": [[ID], [ID, ID]]}') from None


class PreferenceBody(BaseModel):
    """Which of several replies is better."""

    completion_ids: list[ReplyId] = Field(min_length=2, max_length=32)
    outcome: Annotated[Literal["tie", "both_bad"] | Chosen | Ranking, WrapValidator(_in_one_sentence)]
    comment: LongText | None = None
    id: ClientId | None = None
    user: Text | None = None
    metadata: Metadata = {}


def vote_json(vote: Vote) -> dict[str, Any]:
    """A thumb as the API shows it."""
    return {
        "id": vote.id,
        "object": "feedback",
        "completion_id": vote.completion_id,
        "rating": vote.rating,
        "reasons": list(vote.reasons),
        "comment": vote.comment,
        "correction": vote.correction,
        "user": vote.rater,
        "metadata": dict(vote.metadata),
        "created": vote.created,
        "standing": vote.standing,
    }


def preference_json(preference: Preference) -> dict[str, Any]:
    """A preference as the API shows it."""
    return {
        "id": preference.id,
        "object": "preference",
        "completion_ids": list(preference.completion_ids),
        "outcome": preference.outcome,
        "comment": preference.comment,
        "user": preference.rater,
        "metadata": dict(preference.metadata),
        "created": preference.created,
        "standing": preference.standing,
    }


def _rater(user: str | None, owner: str | None) -> str:
    return user or owner or "anonymous"


def _check_vote(kind: Any, body: dict[str, Any]) -> Any:
    """A vote's body; what is wrong with it is 422, so that no client sends it again by itself."""
    name_unknown(body, frozenset(kind.model_fields))
    try:
        return check(kind, body)
    except ApiError as error:
        raise ApiError(422, error.message, param=error.param, code=error.code) from None


@router.post("/feedback", status_code=201, summary="Vote on a reply")
async def create_feedback(request: Request, parts: Services, owner: Owner) -> dict[str, Any]:
    """Thumb up or down, with reasons, a comment, a better answer. A second vote on a reply replaces the first."""
    body: FeedbackBody = _check_vote(FeedbackBody, await read_json(request))
    vote = await parts.store.vote(
        NewVote(
            completion_id=body.completion_id,
            rating=body.rating,
            rater=_rater(body.user, owner),
            reasons=body.reasons,
            comment=body.comment,
            correction=body.correction,
            metadata=body.metadata,
            id=body.id,
            owner=owner,
        )
    )
    VOTES.labels("feedback").inc()
    if parts.telemetry is not None:
        parts.telemetry.voted(vote)
    return vote_json(vote)


@router.post("/preferences", status_code=201, summary="Choose between replies")
async def create_preference(request: Request, parts: Services, owner: Owner) -> dict[str, Any]:
    """The better one, a ranking, a tie, or both bad. `ID#1` names the second reply of a completion with `n` over 1."""
    body: PreferenceBody = _check_vote(PreferenceBody, await read_json(request))
    preference = await parts.store.prefer(
        NewPreference(
            completion_ids=body.completion_ids,
            outcome=body.outcome if isinstance(body.outcome, str) else body.outcome.model_dump(),
            rater=_rater(body.user, owner),
            comment=body.comment,
            metadata=body.metadata,
            id=body.id,
            owner=owner,
        )
    )
    VOTES.labels("preference").inc()
    if parts.telemetry is not None:
        parts.telemetry.voted(preference)
    return preference_json(preference)


@router.delete("/feedback/{vote_id:path}", summary="Take a vote back")
async def retract(vote_id: str, parts: Services, owner: Owner, user: str | None = None) -> dict[str, Any]:
    """Retract a thumb or a preference; `user` as it was when voting."""
    taken = await parts.store.retract(vote_id, _rater(user, owner), owner)
    return vote_json(taken) if isinstance(taken, Vote) else preference_json(taken)


@dataclass(frozen=True)
class Filter:
    """Which votes to list: the query of both listings."""

    completion_id: str | None = None
    user: str | None = None
    since: Since = None
    after: str | None = None
    limit: Limit = 20
    order: Order = "asc"
    include_retracted: bool = False

    def of(self, owner: str | None) -> dict[str, Any]:
        """The store's arguments for what this owner may see."""
        given = {name: value for name, value in vars(self).items() if name != "user"}
        return given | {"rater": self.user, "owner": owner}


@router.get("/feedback", summary="List votes")
async def list_feedback(parts: Services, owner: Owner, wanted: Annotated[Filter, Depends()]) -> dict[str, Any]:
    """Standing votes by time; every vote ever cast with `include_retracted`."""
    page = await parts.store.list_votes(**wanted.of(owner))
    return listing(page, [vote_json(vote) for vote in page.items])


@router.get("/preferences", summary="List preferences")
async def list_preferences(parts: Services, owner: Owner, wanted: Annotated[Filter, Depends()]) -> dict[str, Any]:
    """Standing preferences, as the list of votes."""
    page = await parts.store.list_preferences(**wanted.of(owner))
    return listing(page, [preference_json(preference) for preference in page.items])

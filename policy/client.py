"""attune's own part of the API from Python: votes on replies, and the versions that write them.

    with Client("http://127.0.0.1:8000", key, user="ada") as attune:
        attune.vote(reply.id, "up", reasons=["friendly"])
        attune.prefer([first.id, second.id], {"chosen": second.id})
        attune.promote(attune.versions().newest.version)

Everything else is OpenAI's client's. A reply is named by its completion's id, or `ID#1` for the second of several. What
the server refuses is a `ServerError` with the server's words. Nothing is asked twice by itself; a vote with an `id` of
the caller's may be sent again, and counts once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import quote

import httpx

from feedback.types import Preference, Rating, Verdict, Vote
from policy.server_client import ServerError, answer_of

Value = TypeVar("Value")


@dataclass(frozen=True)
class Version:
    """A policy version, as it is listed."""

    version: int
    parent: int
    state: str
    """candidate, live, canary, retired, rejected or rolled_back."""
    method: str
    """How it was made: ppo or sft; base for version 0."""
    created: int
    """Unix seconds."""
    votes: int
    """How many it was trained on."""
    reason: str | None
    """Why it is in its state, where somebody said so."""


@dataclass(frozen=True)
class Versions:
    """All there ever were, version 0 first, and which of them answer."""

    live: int
    canary: int | None
    """The one on trial."""
    previous: int | None
    """Where `rollback` would go."""
    all: tuple[Version, ...]

    @property
    def newest(self) -> Version:
        """The one that was published last."""
        return self.all[-1]


class Client:
    """One server, and who votes: `user` unless a call names another. `/admin/` may need a key of its own."""

    def __init__(self, url: str, key: str | None = None, user: str | None = None, timeout: float = 120.0) -> None:
        headers = {"authorization": f"Bearer {key}"} if key else {}
        self.user = user
        self.http = httpx.Client(base_url=url.rstrip("/"), headers=headers, timeout=timeout)

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()

    def vote(
        self,
        reply: str,
        rating: Rating,
        *,
        reasons: Sequence[str] = (),
        comment: str | None = None,
        correction: str | None = None,
        user: str | None = None,
        id: str | None = None,
    ) -> Vote:
        """A thumb up or down; it takes the place of the same user's last one on the reply."""
        said = {"completion_id": reply, "rating": rating, "reasons": list(reasons), "comment": comment}
        return self._vote("/v1/feedback", Vote, said | {"correction": correction}, user, id)

    def correct(self, reply: str, better: str, *, user: str | None = None, id: str | None = None) -> Vote:
        """Say what a reply should have been, which is a thumb down as well."""
        return self.vote(reply, "down", correction=better, user=user, id=id)

    def prefer(
        self,
        replies: Sequence[str],
        outcome: Verdict,
        *,
        comment: str | None = None,
        user: str | None = None,
        id: str | None = None,
    ) -> Preference:
        """Which of several replies to one prompt is better.

        `{"chosen": ID}`, `{"ranking": [[ID], [ID, ID]]}` with the best first and equals together, `tie` or `both_bad`.
        """
        said = {"completion_ids": list(replies), "outcome": outcome, "comment": comment}
        return self._vote("/v1/preferences", Preference, said, user, id)

    def take_back(self, id: str, *, user: str | None = None) -> None:
        """Take back a vote or a preference, by its id; `user` as when it was cast."""
        who = user or self.user
        self._ask("DELETE", f"/v1/feedback/{quote(id, safe='')}", params={"user": who} if who else None)

    def versions(self) -> Versions:
        """All versions, and which are live and on trial."""
        found = self._ask("GET", "/admin/policies")
        canary = found["canary"] and found["canary"]["version"]
        return Versions(found["live"], canary, found["previous"], tuple(_of(Version, one) for one in found["policies"]))

    def promote(self, version: int, reason: str | None = None) -> Version:
        """Make a version live: new requests get it at once."""
        return _of(Version, self._ask("POST", f"/admin/policies/{version}/promote", {"reason": reason}))

    def rollback(self, reason: str | None = None) -> Version:
        """Go back to the version that was live before; it is returned."""
        return _of(Version, self._ask("POST", "/admin/policies/rollback", {"reason": reason}))

    def _vote(self, path: str, kind: type[Value], said: Mapping[str, Any], user: str | None, id: str | None) -> Value:
        answer = self._ask("POST", path, {**said, "user": user or self.user, "id": id})
        return _of(kind, {**answer, "rater": answer["user"]})

    def _ask(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, params: Mapping[str, str] | None = None
    ) -> Any:
        try:
            return answer_of(self.http.request(method, path, json=body, params=params))
        except httpx.TransportError as error:
            raise ServerError(f"{self.http.base_url} cannot be reached: {error or type(error).__name__}") from None


def _of(kind: type[Value], shown: Mapping[str, Any]) -> Value:
    """A value of the server's JSON; lists are tuples in it, and what later servers may add is left out."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return kind(**{name: tuple(said) if isinstance(said := shown[name], list) else said for name in names})

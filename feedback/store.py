r"""The one owner of what people said and what the policy answered: one SQLite file behind async methods.

    HTTP routes -> Store -> writer.Writer  (one thread, one connection, group commit)   -> attune.db
                        \-> readers.Readers (a few threads, read-only connections)       -> attune.db

`Store` only says who does what. The SQL is in `completions`, `reading`, `tree`, `votes`, `preferences`, `retractions`,
`listings`, `overview`, `context` and `bulk`; the schema in `migrations`. A write's await returns when its transaction
is committed and synced, never before; two writes called one after the other happen in that order. A write that was
accepted happens even if its caller is cancelled.

Left out on purpose: retries. A full disk or a locked file raises `StoreUnavailable`, nothing of that write is kept, and
the next write finds out for itself whether the trouble is over.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from feedback import training_rows, trial_votes
from feedback.errors import (
    Contradictory,
    CorruptStore,
    Foreign,
    ForeignCompletion,
    ForeignVote,
    NotComparable,
    Refused,
    SchemaTooNew,
    StoreError,
    StoreUnavailable,
    UnknownCompletion,
    UnknownId,
    UnknownVote,
)
from feedback.sql import (
    bulk,
    completions,
    context,
    listings,
    opening,
    overview,
    preferences,
    reading,
    retractions,
    votes,
)
from feedback.sql.context import ReplyInContext
from feedback.sql.overview import Overview
from feedback.sql.paging import Span
from feedback.sql.readers import Readers
from feedback.sql.writer import Work, Writer
from feedback.training_rows import Mark
from feedback.trial_votes import Choice, Contest, Thumb
from feedback.types import (
    ImportedRow,
    NewCompletion,
    NewPreference,
    NewVote,
    Order,
    Outcome,
    OutcomeKind,
    Page,
    Preference,
    PreferenceRow,
    PromptRow,
    Rating,
    StoredCompletion,
    StoredMessage,
    Vote,
    VoteRow,
)

__all__ = [
    "FILE_NAME",
    "Contradictory",
    "CorruptStore",
    "Foreign",
    "ForeignCompletion",
    "ForeignVote",
    "NotComparable",
    "Refused",
    "SchemaTooNew",
    "Store",
    "StoreError",
    "StoreUnavailable",
    "UnknownCompletion",
    "UnknownId",
    "UnknownVote",
]

Result = TypeVar("Result")

FILE_NAME = "attune.db"
"""Its name in the data folder."""


class Store:
    """Completions, votes and preferences. Make one with `Store.open`, and close it."""

    def __init__(self, path: Path, writer: Writer | None, readers: Readers) -> None:
        self._path = path
        self._writer = writer
        self._readers = readers

    @classmethod
    async def open(cls, path: Path | str, *, read_only: bool = False) -> "Store":
        """Open the file, or create it with its folder, and bring its schema up to date.

        One process at a time may write. With `read_only` the file must exist, another process may be
        writing it, and every write raises `StoreUnavailable`. Completions that a crash left running become interrupted.

        Raises `CorruptStore`, `SchemaTooNew`, or `StoreUnavailable` (held by another process, folder not writable).
        """
        file = Path(path)
        writer, readers = await asyncio.to_thread(opening.open_file, file, read_only)
        return cls(file, writer, readers)

    async def close(self) -> None:
        """Write what is queued, then close. Calling it again does nothing."""
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._readers.close()
        if self._writer:
            self._writer.close()

    async def __aenter__(self) -> "Store":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    # Completions

    async def begin(self, new: NewCompletion) -> None:
        """Keep a request, status `running`, before its first token."""
        await asyncio.wrap_future(self.begin_nowait(new))

    async def finish(self, completion_id: str, outcome: Outcome) -> None:
        """Keep how a completion ended. Raises `UnknownCompletion`, or `Contradictory` when it had ended already."""
        await asyncio.wrap_future(self.finish_nowait(completion_id, outcome))

    def begin_nowait(self, new: NewCompletion) -> Future[None]:
        """Queue `begin` and return at once: the chat path, which goes on whatever happens to the disk.

        Never raises: whatever went wrong, the queue being full included, is the future's exception.
        Ask for it with `add_done_callback`, which runs in the writer's thread.
        """
        return self._submit(lambda db: completions.begin(db, new))

    def finish_nowait(self, completion_id: str, outcome: Outcome) -> Future[None]:
        """Queue `finish` and return at once, as `begin_nowait` does. It runs after every write queued before it."""
        return self._submit(lambda db: completions.finish(db, completion_id, outcome))

    async def get(self, completion_id: str, owner: str | None = None) -> StoredCompletion | None:
        """One completion whatever its status; None if unknown or deleted; `ForeignCompletion` if another owner's.

        An `owner` of None, here and below, may see everyone's.
        """
        return await self._readers.run(lambda db: reading.get(db, completion_id, owner))

    async def list_completions(
        self,
        *,
        after: str | None = None,
        limit: int = 20,
        order: Order = "asc",
        model: str | None = None,
        metadata: Mapping[str, str] | None = None,
        owner: str | None = None,
    ) -> Page[StoredCompletion]:
        """Stored chat completions by time of creation. `after` is the last id of the page before; every pair of
        `metadata` must match. Raises `UnknownCompletion` (param `after`)."""
        wanted = listings.CompletionFilter(model=model, metadata=dict(metadata or {}), owner=owner)
        span = Span(after, limit, order)
        return await self._readers.run(lambda db: listings.completions(db, wanted, span))

    async def update_metadata(
        self, completion_id: str, metadata: Mapping[str, str], owner: str | None = None
    ) -> StoredCompletion:
        """Replace a stored completion's metadata. Raises `UnknownCompletion` or `ForeignCompletion`."""
        return await self._write(lambda db: completions.update_metadata(db, completion_id, metadata, owner))

    async def delete(self, completion_id: str, owner: str | None = None) -> bool:
        """Delete a completion's content, the content of its votes, and the messages nothing else uses.

        That it was made, with which version, and how its votes went, stays. False if unknown or already deleted.
        """
        return await self._write(lambda db: completions.delete(db, completion_id, owner))

    async def messages(
        self,
        completion_id: str,
        *,
        after: str | None = None,
        limit: int = 20,
        order: Order = "asc",
        owner: str | None = None,
    ) -> Page[StoredMessage]:
        """The conversation a completion answered, without its reply. `after` is a message's id."""
        span = Span(after, limit, order)
        return await self._readers.run(lambda db: listings.messages(db, completion_id, owner, span))

    # Votes and preferences

    async def vote(self, new: NewVote) -> Vote:
        """Cast a vote; it supersedes the rater's standing one on that reply.

        Raises `UnknownCompletion`, `ForeignCompletion`, or `Contradictory` (param `id`: used for something else).
        """
        return await self._write(lambda db: votes.cast(db, new))

    async def prefer(self, new: NewPreference) -> Preference:
        """Cast a preference; it supersedes the rater's standing one on the same set of replies.

        Raises as `vote` does, and `Contradictory` or `NotComparable` with the field at fault in `param`.
        """
        preferences.check(new)
        return await self._write(lambda db: preferences.cast(db, new))

    async def retract(self, vote_or_preference_id: str, rater: str, owner: str | None = None) -> Vote | Preference:
        """Take a standing vote or preference back. One that stands no longer is returned as it is.

        Raises `UnknownVote`, or `ForeignVote` when another rater or owner cast it.
        """
        return await self._write(lambda db: retractions.retract(db, vote_or_preference_id, rater, owner))

    async def list_votes(
        self,
        *,
        completion_id: str | None = None,
        rater: str | None = None,
        owner: str | None = None,
        since: int | None = None,
        after: str | None = None,
        limit: int = 20,
        order: Order = "asc",
        include_retracted: bool = False,
        rating: Rating | None = None,
        ranking: Sequence[str] = (),
    ) -> Page[Vote]:
        """Standing votes by time; with `include_retracted` every vote ever cast.

        `completion_id` may be a completion (votes on all its choices) or one choice (`ID#0`), `since` is in Unix
        seconds, and votes named in `ranking` come first, in its order. Raises `UnknownVote` (param `after`).
        """
        wanted = listings.VoteFilter(completion_id, rater, owner, since, include_retracted, rating=rating)
        span = Span(after, limit, order)
        return await self._readers.run(lambda db: listings.votes(db, wanted, span, ranking))

    async def list_preferences(
        self,
        *,
        completion_id: str | None = None,
        rater: str | None = None,
        owner: str | None = None,
        since: int | None = None,
        after: str | None = None,
        limit: int = 20,
        order: Order = "asc",
        include_retracted: bool = False,
        outcome: OutcomeKind | None = None,
        ranking: Sequence[str] = (),
    ) -> Page[Preference]:
        """Standing preferences, as `list_votes` does."""
        wanted = listings.VoteFilter(completion_id, rater, owner, since, include_retracted, outcome=outcome)
        span = Span(after, limit, order)
        return await self._readers.run(lambda db: listings.preferences(db, wanted, span, ranking))

    async def counts(self) -> Mapping[str, Mapping[str, int]]:
        """`{"completions": {status: n}, "votes": {"cast": n, "standing": n}, "preferences": {...}}`."""
        return await self._readers.run(listings.counts)

    async def overview(self) -> Overview:
        """What people said lately, by version, over time, for which reasons, by whom; see `sql.overview`."""
        return await self._readers.run(overview.overview)

    async def reply_in_context(self, name: str) -> ReplyInContext:
        """One reply with its conversation, its siblings and what was said of it. Raises `UnknownCompletion`."""
        return await self._readers.run(lambda db: context.reply_in_context(db, name))

    async def mark(self) -> Mark:
        """How much has been cast up to now."""
        return await self._readers.run(training_rows.newest)

    async def count_between(self, after: Mark, upto: Mark) -> int:
        """How many judgements of those cast from one mark to another stand now and have a chat to learn from."""
        return await self._readers.run(lambda db: training_rows.count_between(db, after, upto))

    async def trial_judgements(self, contest: Contest) -> list[Thumb | Choice]:
        """What people said of two versions since a trial began, in the order it was cast; see `trial_votes`."""
        return await self._readers.run(lambda db: trial_votes.judgements(db, contest))

    # Whole examples, for export, import and training. Not for the event loop's thread.

    def iterate_votes(self) -> Iterator[VoteRow]:
        """Every standing vote whose context is kept, oldest first, from one snapshot and in bounded memory."""
        return bulk.read(self._path, bulk.vote_rows)

    def iterate_preferences(self) -> Iterator[PreferenceRow]:
        """Every standing preference whose context is kept, as `iterate_votes` does."""
        return bulk.read(self._path, bulk.preference_rows)

    def iterate_prompts(self) -> Iterator[PromptRow]:
        """Every stored chat completion's conversation, as `iterate_votes` does; equal conversations once."""
        return bulk.read(self._path, bulk.prompt_rows)

    def iterate_training_rows(self, after: str | None = None, limit: int | None = None) -> Iterator[dict[str, Any]]:
        """What a learner reads, as JSON objects from one snapshot; see `training_rows`."""
        return bulk.read(self._path, lambda db: training_rows.training_rows(db, after, limit))

    async def import_batch(self, rows: Iterable[ImportedRow]) -> int:
        """Write all rows in one transaction, or none, and say how many were new. Other writes wait meanwhile.

        `rows` is consumed in the writer's thread; whatever it raises undoes the import and is raised here.
        """
        return await self._write(lambda db: bulk.import_rows(db, rows))

    async def _write(self, work: Work[Result]) -> Result:
        return await asyncio.wrap_future(self._submit(work))

    def _submit(self, work: Work[Result]) -> Future[Result]:
        if self._writer:
            return self._writer.submit(work)
        refusal: Future[Result] = Future()
        refusal.set_exception(StoreUnavailable("the store was opened for reading only"))
        return refusal

"""What the store refuses, as one small tree of exceptions.

Each class says what kind of refusal it is, so that the HTTP layer can map it to a status without reading
messages: `UnknownId` 404, `Foreign` 403, `Refused` 422, `StoreUnavailable` 503. `param` names the request's field
where there is one. `SchemaTooNew` and `CorruptStore` only come from opening a file.

No HTTP status lives here: the store knows nothing of HTTP.
"""
# The names say what is the matter; an Error at each end would say nothing more.
# ruff: noqa: N818


class StoreError(Exception):
    """Anything the store refuses. `param` is the name of the request's field that is at fault, if one is."""

    def __init__(self, message: str, *, param: str | None = None) -> None:
        super().__init__(message)
        self.param = param


class UnknownId(StoreError):
    """A name that nothing in the store has."""


class UnknownCompletion(UnknownId):
    """No such completion, or no such choice of it, or its content was deleted."""


class UnknownVote(UnknownId):
    """No such vote or preference."""


class Foreign(StoreError):
    """It exists and belongs to someone else."""


class ForeignCompletion(Foreign):
    """The completion was made with another key."""


class ForeignVote(Foreign):
    """The vote or preference was cast by another rater."""


class Refused(StoreError):
    """A request whose parts cannot all be true."""


class Contradictory(Refused):
    """The body contradicts itself or what is already stored."""


class NotComparable(Refused):
    """Replies that do not answer the same prompt."""


class StoreUnavailable(StoreError):
    """Nothing was written: disk full, file locked, I/O error, queue full, store closed. Trying again later may work."""


class SchemaTooNew(StoreError):
    """The file was written by a newer version of this program."""


class CorruptStore(StoreError):
    """The file is no database, or a damaged one."""

"""Which policy version answers a request, and under which names clients ask for it.

`NAME` is whichever version is live, `NAME@3` is version 3. Version 0, the base model, is the only one so far; the
registry and the swap will move `live` and add versions here, and nothing else has to know.
"""

from dataclasses import dataclass

from server.errors import ApiError


@dataclass(frozen=True)
class Policy:
    """A policy version, as a response names it."""

    name: str
    """The model's name as the client asked for it."""
    version: int
    fingerprint: str
    """`NAME@VERSION`, whatever was asked for."""


class Policies:
    """The versions that can be asked for."""

    def __init__(self, served_name: str) -> None:
        self.served_name = served_name
        self.live = 0

    def resolve(self, name: str | None) -> Policy:
        """The policy behind a model's name; no name means the live one. Raises `ApiError` 404."""
        asked = self.served_name if name is None else name
        base, _, version = asked.rpartition("@") if asked != self.served_name else (asked, "", str(self.live))
        if base != self.served_name or version not in map(str, self.versions()):
            raise ApiError(
                404,
                f"The model {asked[:100]!r} does not exist; this server has {', '.join(self.names())}.",
                param="model",
                code="model_not_found",
            )
        return Policy(asked, int(version), f"{self.served_name}@{int(version)}")

    def versions(self) -> tuple[int, ...]:
        """All versions that can answer."""
        return (0,)

    def names(self) -> list[str]:
        """All names that can be asked for, the live one first."""
        return [self.served_name, *(f"{self.served_name}@{version}" for version in self.versions())]

"""What a held-out conversation is made of: messages of the user, each with what the reply must do."""

from dataclasses import dataclass

from policy.starter.checks import Check, echoes


@dataclass(frozen=True)
class Turn:
    """One message of the user and what the reply must do."""

    say: str
    check: Check

    def met_by(self, reply: str) -> bool:
        """Whether the reply does what it must. The user's own words handed back never do."""
        return not echoes(reply, self.say) and self.check(reply)


@dataclass(frozen=True)
class Script:
    """One conversation."""

    intent: str
    turns: tuple[Turn, ...]
    system: str | None = None


def answers(reply: str) -> bool:
    """Says something."""
    return bool(reply.strip())


def script(intent: str, *turns: tuple[str, Check], system: str | None = None) -> Script:
    """A script from (message, check) pairs."""
    return Script(intent, tuple(Turn(said, check) for said, check in turns), system)

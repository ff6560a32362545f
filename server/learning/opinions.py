"""What the newest reward model thinks of votes that it did not see, as its cycle handed it in.

One file in the learner's folder, replaced whole: of older cycles nothing is kept. It names votes by id and holds
numbers, no content.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from policy.files import write_file

log = logging.getLogger("attune")

Order = Literal["newest", "score", "disagreement"]


@dataclass(frozen=True)
class Opinion:
    """Of one vote, in nats."""

    score: float
    """Of a thumb, the logit that its reply is good; of a choice, that the reply which people chose is better."""
    margin: float
    """The same in favour of what was voted: below zero the model disagrees."""


@dataclass(frozen=True)
class Opinions:
    """All of one cycle."""

    cycle: str | None = None
    """None before the first cycle that had any."""
    of: Mapping[str, Opinion] = field(default_factory=dict)
    """By vote."""

    def ranking(self, order: Order) -> Sequence[str]:
        """Votes by score, the best reply first; or by disagreement, the most against the person first."""
        if order == "newest":
            return ()
        return self._by_score if order == "score" else self._by_disagreement

    def json(self, vote: str) -> dict[str, Any] | None:
        """What is thought of a vote, as the API shows it."""
        found = self.of.get(vote)
        return None if found is None else {"cycle": self.cycle, **asdict(found)}

    @cached_property
    def _by_score(self) -> Sequence[str]:
        return sorted(self.of, key=lambda vote: (-self.of[vote].score, vote))

    @cached_property
    def _by_disagreement(self) -> Sequence[str]:
        return sorted(self.of, key=lambda vote: (self.of[vote].margin, vote))


def load(file: Path) -> Opinions:
    """What was kept last; none where there is no file, or none that can be read: the next cycle writes it anew."""
    try:
        kept = json.loads(file.read_bytes())
        return Opinions(kept["cycle"], {vote: Opinion(*numbers) for vote, numbers in kept["of"].items()})
    except FileNotFoundError:
        return Opinions()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("what the reward model thinks of votes cannot be read from %s: %s", file, error)
        return Opinions()


def keep(file: Path, opinions: Opinions) -> None:
    """Put these in place of what was kept. Raises `OSError`."""
    of = {vote: (opinion.score, opinion.margin) for vote, opinion in opinions.of.items()}
    write_file(file, json.dumps({"cycle": opinions.cycle, "of": of}).encode())

"""Which runs `learn.py` makes: who votes, how much, and for what. Pure.

A case is one crowd that casts its votes once; every method then learns from these same votes and gives one row.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from policy.simulation.options import NOISE, THUMBS
from policy.simulation.users import Crowd

METHODS = ("ppo", "best_of_8", "sft", "dpo")
VOTES = (30, 100, 250, 1000)
GOLDS = ("question", "friendly", "register", "name")
"""One style, two at once, one that depends on the context, one about content."""
SEEDS = (0, 1, 2)
RATERS = 10
"""So that a share of trolls in tenths is a whole number of raters."""
TROLLS = 0.2
HARDER_VOTES = 250
"""At so many votes the whole grid has crowds with trolls, and crowds that give thumbs alone, as well."""
QUICK_GOLDS = ("question", "register")
QUICK_VOTES = (100,)
QUICK_SEEDS = (0,)

Row = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One crowd and its votes."""

    votes: int
    gold: str
    seed: int
    trolls: float = 0.0
    """Share of the raters."""
    thumbs_only: bool = False
    """No choices between two replies."""

    @property
    def name(self) -> str:
        """Of its folder."""
        trolls = f"-trolls{self.trolls:g}" if self.trolls else ""
        return f"{self.gold.replace(':', '.')}-{self.votes}-seed{self.seed}{trolls}{'-thumbs' * self.thumbs_only}"

    @property
    def crowd(self) -> Crowd:
        """Who votes. Crowds of one seed begin alike, so that more votes are mostly the same ones and some more."""
        thumbs = 1.0 if self.thumbs_only else THUMBS
        return Crowd(RATERS, NOISE, self.trolls, thumbs=thumbs, seed=self.seed)

    def has(self, row: Row) -> bool:
        """Whether a row is of this case."""
        return all(row[name] == value for name, value in asdict(self).items())


def cases(
    golds: Sequence[str],
    votes: Sequence[int],
    seeds: Sequence[int],
    trolls: Sequence[float] | None = None,
    thumbs_only: bool = False,
) -> list[Case]:
    """Every combination; the harder crowds besides where nothing was said of trolls and thumbs.

    The seeds come one after the other, few votes before many, so that a grid that is broken off says something of all.
    """
    found: list[Case] = []
    for seed in seeds:
        crowds = [(count, share, thumbs_only) for count in votes for share in trolls or (0.0,)]
        if trolls is None and not thumbs_only and HARDER_VOTES in votes:
            crowds += [(HARDER_VOTES, TROLLS, False), (HARDER_VOTES, 0.0, True)]
        found += [Case(count, gold, seed, share, only) for count, share, only in crowds for gold in golds]
    return list(dict.fromkeys(found))

"""What a table of facts needs to be asked for: the clauses that ask, answer, ask on and check.

The tables themselves are in facts_tables.py; how people ask for them in facts_places.py, facts_animals.py, facts_things.py
and facts_order.py.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Relation:
    """One table of facts and its clauses; {x} is the key, {y} the value, {head} and {tail} the key's parts, {whole} the tail's noun, {an} the key's article."""

    facts: dict[str, str]
    about: str
    """What fits behind "do you know ...": "the capital of {x}"."""
    ask: tuple[str, ...]
    """Direct questions; {other} is a value that is not the answer."""
    state: tuple[str, ...]
    """Clauses that answer."""
    follow: tuple[str, ...] = (
        "and {x}?", "what about {x}?", "And what about {x}?", "how about {x}?", "{x}?", "OK, and {x}?",
        "Same question for {x}.", "Then {x}?", "and for {x}?", "now {x}", "Next one: {x}.", "{x} then?", "Could you do {x} too?",
    )  # fmt: skip
    check: tuple[str, ...] = ()
    """Yes/no questions about a {y} that may be wrong."""
    reverse: tuple[str, ...] = ()
    """Questions for {x} from {y}, where {y} has one {x} only."""
    back: tuple[str, ...] = ()
    """Clauses that answer the latter; those that name key and value if empty."""
    lower: bool = False
    """People write the key in lower case now and then."""

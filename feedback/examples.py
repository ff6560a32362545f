"""Votes as training examples: rows of `GET /admin/examples` in, pairs, thumbs and demonstrations out. Pure.

    rows -> one judgement at a time -> pairs, thumbs, demonstrations
         -> raters (`raters.py`): who is quarantined, who is capped -> the same, weighted, and a report on each rater

A preference over K replies gives every strictly ordered pair with the weight 1 / C(K, 2) (Ouyang et al. 2022), and
pairs marked as ties where replies were said to be equal. "Both bad" is a thumb down on each. A correction is a
demonstration, and better than what it corrects. A rater who disagrees with everyone is quarantined: such votes give no
examples and are reported. Votes of one rater that contradict each other are kept and reported.

Left out on purpose: replies with tool calls or without text, and text completions. They are counted in `skipped`.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import comb
from typing import Any, Literal, TypeVar

from feedback.raters import Agreement, Answer, agreements, contradictions, factors, quarantined
from feedback.types import Json, Message, canonical_json

Split = Literal["train", "held_out", "gate"]

CAP = 1.0
FLOOR = 50.0
EMPTY, TOOLS, TEXT = "empty replies", "tool-call replies", "text completions"
SAME, CORRECTION, UNKNOWN = "pairs of equal replies", "corrections that change nothing", "rows of an unknown kind"
QUARANTINED = "examples of quarantined raters"


@dataclass(frozen=True)
class Prompt:
    """A conversation that waits for a reply. Equal conversations are equal prompts, however they were spelled."""

    messages: tuple[Json, ...] = field(compare=False)
    tools: tuple[Json, ...] | None = field(default=None, compare=False)
    group: str = field(init=False)
    """sha256 of the canonical JSON, in hex: what the split goes by."""

    def __post_init__(self) -> None:
        messages = ",".join(Message(body).canonical() for body in self.messages)
        text = f'{{"messages":[{messages}],"tools":{canonical_json(self.tools or None)}}}'
        object.__setattr__(self, "group", hashlib.sha256(text.encode()).hexdigest())


@dataclass(frozen=True)
class Pair:
    """Of two replies to one prompt, the better and the worse; or two that are equally good."""

    prompt: Prompt
    chosen: str
    rejected: str
    tie: bool
    """Neither is better: the order of the two means nothing."""
    weight: float
    group: str
    """The prompt's."""
    rater: str
    vote_id: str
    """The vote or preference it comes from; several pairs may share one."""


@dataclass(frozen=True)
class Thumb:
    """A reply that was liked or not."""

    prompt: Prompt
    reply: str
    up: bool
    weight: float
    group: str
    rater: str
    vote_id: str


@dataclass(frozen=True)
class Demonstration:
    """A reply that a person wrote."""

    prompt: Prompt
    reply: str
    weight: float
    group: str
    rater: str
    vote_id: str


Example = TypeVar("Example", Pair, Thumb, Demonstration)


@dataclass(frozen=True)
class RaterReport:
    """What one rater said, and how it was taken."""

    rater: str
    judgements: int
    """Votes and preferences that gave examples."""
    weight: float
    """Of all pairs and thumbs together, after the cap; 0 in quarantine."""
    factor: float
    """What the cap multiplied each weight by; 0 in quarantine."""
    agreement: Agreement | None
    """With the other raters; None where they share nothing."""
    contradictions: int
    """Pairs of this rater that cannot all be true, such as A over B, B over C, C over A."""
    quarantined: bool


@dataclass(frozen=True)
class Examples:
    """Everything that a cycle can learn from."""

    pairs: list[Pair]
    thumbs: list[Thumb]
    demonstrations: list[Demonstration]
    prompts: list[Prompt]
    """Each prompt once, those without votes included."""
    raters: list[RaterReport]
    """By name."""
    skipped: dict[str, int]
    """What gave no example, and how often, by the reason."""

    def without(self, groups: Collection[str], reason: str) -> "Examples":
        """The same without these prompts and all that was said about them; each prompt counts as skipped."""
        if not groups:
            return self
        return replace(
            self,
            pairs=[pair for pair in self.pairs if pair.group not in groups],
            thumbs=[thumb for thumb in self.thumbs if thumb.group not in groups],
            demonstrations=[shown for shown in self.demonstrations if shown.group not in groups],
            prompts=[prompt for prompt in self.prompts if prompt.group not in groups],
            skipped=self.skipped | {reason: len(groups)},
        )


def split_of(group: str) -> Split:
    """Where a prompt belongs, in every cycle: 80 % train, 10 % held out, 10 % gate."""
    place = int(group[:8], 16) / 2**32
    return "train" if place < 0.8 else "held_out" if place < 0.9 else "gate"


def examples_of(rows: Iterable[Json], *, cap: float = CAP, floor: float = FLOOR) -> Examples:
    """All examples that the rows hold.

    A rater's pairs and thumbs together weigh at most `floor` judgements or `cap` times those of all others,
    whichever is more; a lone rater is not capped. Raises `KeyError` or `TypeError` for rows that the server does not
    write.
    """
    reader = _Reader()
    for row in rows:
        reader.read(row)
    return reader.examples(cap, floor)


class _Reader:
    """The examples so far, at their full weight."""

    def __init__(self) -> None:
        self.pairs: list[Pair] = []
        self.thumbs: list[Thumb] = []
        self.demonstrations: list[Demonstration] = []
        self.prompts: dict[str, Prompt] = {}
        self.skipped: Counter[str] = Counter()

    def read(self, row: Json) -> None:
        kind = row["kind"]
        if kind in ("header", "end"):
            return
        if kind not in ("preference", "vote", "prompt"):
            self.skipped[UNKNOWN] += 1
            return
        if any(message.get("role") == "prompt" for message in row["messages"]):
            self.skipped[TEXT] += 1
            return
        tools = row["tools"]
        prompt = Prompt(tuple(row["messages"]), tuple(tools) if tools else None)
        prompt = self.prompts.setdefault(prompt.group, prompt)
        if kind == "preference":
            self._preference(prompt, row)
        elif kind == "vote":
            self._vote(prompt, row)

    def _preference(self, prompt: Prompt, row: Json) -> None:
        texts = {reply["completion_id"]: self._text(reply["message"]) for reply in row["replies"]}
        outcome = row["outcome"]
        origin: dict[str, Any] = {"group": prompt.group, "rater": row["rater"], "vote_id": row["id"]}
        if outcome == "both_bad":
            said = [text for text in texts.values() if text is not None]
            self.thumbs += [Thumb(prompt, text, False, 1.0, **origin) for text in said]
            return
        weight = 1 / comb(len(texts), 2)
        for better, worse, tie in _orders(list(texts), outcome):
            chosen, rejected = texts[better], texts[worse]
            if chosen is None or rejected is None:
                continue
            if chosen == rejected:
                self.skipped[SAME] += 1
                continue
            self.pairs.append(Pair(prompt, chosen, rejected, tie, weight, **origin))

    def _vote(self, prompt: Prompt, row: Json) -> None:
        origin: dict[str, Any] = {"group": prompt.group, "rater": row["rater"], "vote_id": row["id"]}
        reply, correction = self._text(row["reply"]["message"]), row["correction"]
        if reply is not None:
            self.thumbs.append(Thumb(prompt, reply, row["rating"] == "up", 1.0, **origin))
        if correction is None:
            return
        if not correction.strip() or correction == reply:
            self.skipped[CORRECTION] += 1
            return
        self.demonstrations.append(Demonstration(prompt, correction, 1.0, **origin))
        if reply is not None:
            self.pairs.append(Pair(prompt, correction, reply, False, 1.0, **origin))

    def _text(self, message: Json) -> str | None:
        """The text of a reply; None, and counted, where it has none to learn from."""
        content = message.get("content")
        reason = TOOLS if message.get("tool_calls") else None if isinstance(content, str) and content.strip() else EMPTY
        if reason is not None:
            self.skipped[reason] += 1
            return None
        return str(content)

    def examples(self, cap: float, floor: float) -> Examples:
        answers = [*_answers(self.pairs, self.thumbs)]
        out = quarantined(answers)
        weights: dict[str, float] = defaultdict(float)
        votes: dict[str, set[str]] = defaultdict(set)
        read: list[Pair | Thumb | Demonstration] = [*self.pairs, *self.thumbs, *self.demonstrations]
        for example in read:
            votes[example.rater].add(example.vote_id)
            counts = example.rater not in out and not isinstance(example, Demonstration)
            weights[example.rater] += example.weight if counts else 0.0
        factor = factors(weights, cap, floor) | dict.fromkeys(out, 0.0)
        pairs, thumbs = _weighted(self.pairs, factor), _weighted(self.thumbs, factor)
        demonstrations = _weighted(self.demonstrations, factor)
        if dropped := len(read) - len(pairs) - len(thumbs) - len(demonstrations):
            self.skipped[QUARANTINED] += dropped
        agreement, loops = agreements(answers), _contradictions(self.pairs)
        raters = [
            RaterReport(
                rater=rater,
                judgements=len(votes[rater]),
                weight=weights[rater] * factor[rater],
                factor=factor[rater],
                agreement=agreement.get(rater),
                contradictions=loops.get(rater, 0),
                quarantined=rater in out,
            )
            for rater in sorted(votes)
        ]
        return Examples(pairs, thumbs, demonstrations, list(self.prompts.values()), raters, dict(self.skipped))


def _orders(names: Sequence[str], outcome: Any) -> Iterator[tuple[str, str, bool]]:
    """Every two replies that an outcome speaks about: the better, the worse, and whether they are equals instead."""
    if outcome == "tie":
        yield from ((one, other, True) for one, other in combinations(names, 2))
        return
    if "chosen" in outcome:
        # The others were not called equal: nothing is known of their order.
        yield from ((outcome["chosen"], name, False) for name in names if name != outcome["chosen"])
        return
    tiers = outcome["ranking"]
    for place, tier in enumerate(tiers):
        yield from ((one, other, True) for one, other in combinations(tier, 2))
        yield from ((better, worse, False) for lower in tiers[place + 1 :] for better in tier for worse in lower)


def _answers(pairs: Iterable[Pair], thumbs: Iterable[Thumb]) -> Iterator[Answer]:
    """What each rater said about each two replies and each reply; replies are known by their text."""
    for pair in pairs:
        first = min(pair.chosen, pair.rejected)
        stance = 0.0 if pair.tie else 1.0 if pair.chosen == first else -1.0
        question = (pair.group, first, max(pair.chosen, pair.rejected))
        yield Answer(pair.rater, question, stance, pair.weight)
    for thumb in thumbs:
        yield Answer(thumb.rater, (thumb.group, thumb.reply), 1.0 if thumb.up else -1.0, thumb.weight)


def _contradictions(pairs: Iterable[Pair]) -> dict[str, int]:
    orders: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for pair in pairs:
        if not pair.tie:
            orders[pair.rater, pair.group].append((pair.chosen, pair.rejected))
    found: Counter[str] = Counter()
    for (rater, _), edges in orders.items():
        found[rater] += contradictions(edges)
    return found


def _weighted(examples: Iterable[Example], factor: Mapping[str, float]) -> list[Example]:
    """The examples at their final weight, without those of quarantined raters."""
    return [
        replace(example, weight=example.weight * factor[example.rater])
        for example in examples
        if factor[example.rater] > 0
    ]

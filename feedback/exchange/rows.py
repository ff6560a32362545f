"""From what the store keeps to the rows of an exported file, in TRL's three conversational shapes.

    preference   {"prompt": [message, ...], "chosen": [message], "rejected": [message], ...}
    unpaired     {"prompt": [...], "completion": [message], "label": true or false, ...}
    prompts      {"prompt": [...], ...}

A judgement of K replies becomes every strictly ordered pair of them, each with the weight 1 / C(K, 2); a thumb
becomes an unpaired row, and with a correction also a pair; "both bad" becomes one thumb down per reply. Beside TRL's
columns, which trainers read, stand those that say where a row comes from: `kind`, `feedback_id` (rows of one
judgement share it and stand together), completion ids, policy versions, models, `rater` and `created` in Unix
seconds.

Left out on purpose, and counted: ties, since TRL would train on any order that the row gave them, and text
completions, which have no messages. A judgement's metadata is not exported either.

`rater` is a pseudonym, see `pseudonyms`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import comb
from typing import Any, Literal

from feedback.pseudonyms import pseudonym
from feedback.store import Store
from feedback.types import Json, PreferenceRow, PromptRow, Reply, Verdict, VoteRow

Row = dict[str, Any]
Kind = Literal["preference", "unpaired", "prompts"]
Tiers = Sequence[Sequence[str]]

TIE = "ties (the format has no place for them)"
BOTH_BAD = "judgements that both are bad (they are in --kind unpaired)"
TEXT = "text completions (they have no messages)"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something whole and valid that the other side has no place for."""

    reason: str
    """What it is, in the plural, to stand after a count."""


def judgements(store: Store, kind: Kind) -> Iterator[Sequence[Row | LeftOut]]:
    """The rows of one kind, judgement by judgement. Reads the store, so not for the event loop's thread."""
    if kind == "prompts":
        for prompt in store.iterate_prompts():
            yield (prompt_row(prompt),)
    elif kind == "preference":
        for preference in store.iterate_preferences():
            yield pairs(preference)
        for vote in store.iterate_votes():
            yield corrections(vote)
    else:
        for vote in store.iterate_votes():
            yield (thumb(vote),)
        for preference in store.iterate_preferences():
            yield thumbs_down(preference)


def pairs(row: PreferenceRow) -> list[Row | LeftOut]:
    """One row for each strictly ordered pair of a preference's replies."""
    outcome = row.preference.outcome
    if outcome == "both_bad":
        return [LeftOut(BOTH_BAD)]
    ranking = tiers(row.preference.completion_ids, outcome)
    if len(ranking) < 2:
        return [LeftOut(TIE)]
    replies = {reply.completion_id: reply for reply in row.replies}
    if not is_chat(row.messages, *row.replies):
        return [LeftOut(TEXT)]
    kind = "choice" if "chosen" in outcome else "ranking"
    weight = 1 / comb(len(replies), 2)
    ordered = [
        (replies[better], replies[worse])
        for place, tied in enumerate(ranking)
        for better in tied
        for lower in ranking[place + 1 :]
        for worse in lower
    ]
    judged = row.preference
    return [
        {
            "prompt": list(row.messages),
            "chosen": [chosen.message],
            "rejected": [rejected.message],
            **_tools(row.tools),
            "weight": weight,
            "kind": kind,
            "feedback_id": judged.id,
            **_origin("chosen_", chosen),
            **_origin("rejected_", rejected),
            "rater": pseudonym(judged.rater),
            "rating": None,
            "reasons": [],
            "comment": judged.comment,
            "created": judged.created,
        }
        for chosen, rejected in ordered
    ]


def corrections(row: VoteRow) -> list[Row | LeftOut]:
    """The pair that a corrected reply makes with its correction; nothing for other votes."""
    vote = row.vote
    if vote.correction is None or vote.correction == row.reply.message.get("content"):
        return []
    if not is_chat(row.messages, row.reply):
        return [LeftOut(TEXT)]
    return [
        {
            "prompt": list(row.messages),
            "chosen": [{"role": "assistant", "content": vote.correction}],
            "rejected": [row.reply.message],
            **_tools(row.tools),
            "weight": 1.0,
            "kind": "correction",
            "feedback_id": vote.id,
            "chosen_completion_id": None,
            "chosen_policy_version": None,
            "chosen_model": None,
            **_origin("rejected_", row.reply),
            "rater": pseudonym(vote.rater),
            "rating": vote.rating,
            "reasons": list(vote.reasons),
            "comment": vote.comment,
            "created": vote.created,
        }
    ]


def thumb(row: VoteRow) -> Row | LeftOut:
    """A vote as an unpaired row."""
    vote = row.vote
    if not is_chat(row.messages, row.reply):
        return LeftOut(TEXT)
    return {
        "prompt": list(row.messages),
        "completion": [row.reply.message],
        "label": vote.rating == "up",
        **_tools(row.tools),
        "kind": "thumb",
        "feedback_id": vote.id,
        **_origin("", row.reply),
        "rater": pseudonym(vote.rater),
        "reasons": list(vote.reasons),
        "comment": vote.comment,
        "correction": vote.correction,
        "created": vote.created,
    }


def thumbs_down(row: PreferenceRow) -> list[Row | LeftOut]:
    """A "both bad" as one thumb down per reply; nothing for other preferences."""
    judged = row.preference
    if judged.outcome != "both_bad":
        return []
    if not is_chat(row.messages, *row.replies):
        return [LeftOut(TEXT)]
    return [
        {
            "prompt": list(row.messages),
            "completion": [reply.message],
            "label": False,
            **_tools(row.tools),
            "kind": "both_bad",
            "feedback_id": judged.id,
            **_origin("", reply),
            "rater": pseudonym(judged.rater),
            "reasons": [],
            "comment": judged.comment,
            "correction": None,
            "created": judged.created,
        }
        for reply in row.replies
    ]


def prompt_row(row: PromptRow) -> Row | LeftOut:
    """A conversation that waits for a reply."""
    if not is_chat(row.messages):
        return LeftOut(TEXT)
    return {
        "prompt": list(row.messages),
        **_tools(row.tools),
        "completion_id": row.completion_id,
        # A prompt that was imported without a reply was answered by no one.
        "policy_version": version_shown(row.policy_version) if row.model else None,
        "model": row.model or None,
        "created": row.created,
    }


def tiers(names: Sequence[str], outcome: Verdict) -> Tiers:
    """The replies from best to worst, those of one rank together."""
    if isinstance(outcome, str):
        return [names]
    if "chosen" in outcome:
        best = outcome["chosen"]
        return [[best], [name for name in names if name != best]]
    ranking: Tiers = outcome["ranking"]
    return ranking


def version_shown(version: int) -> int | None:
    """A policy version as a file says it: null for replies that no policy of this server wrote."""
    return version if version >= 0 else None


def is_chat(messages: Sequence[Json], *replies: Reply) -> bool:
    """Whether a prompt and its replies are messages of a chat."""
    return messages[0]["role"] != "prompt" and all(reply.message["role"] != "completion" for reply in replies)


def _origin(prefix: str, reply: Reply) -> Row:
    return {
        f"{prefix}completion_id": reply.completion_id,
        f"{prefix}policy_version": version_shown(reply.policy_version),
        f"{prefix}model": reply.model,
    }


def _tools(tools: Sequence[Json] | None) -> Row:
    return {"tools": list(tools)} if tools else {}

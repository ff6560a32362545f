"""Reads TRL's three conversational shapes, with or without the columns that `rows` puts beside them.

With them a file is this program's own export and comes back as what people said: the pairs of one `feedback_id`,
which must stand together, become one choice or ranking again, "both bad" rows one judgement, a correction the vote it
came with. Without them every row is a judgement of its own, by the rater `UNKNOWN_RATER`, of replies that no policy
of this server wrote (`NO_POLICY`); their ids are made from what they say, so that a file imported twice is imported
once.

An imported prompt keeps its id and its time; which version first answered it is not kept.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from math import comb, isclose
from typing import Any

from feedback.exchange.fields import BrokenRowError, integer, messages, row_at, same_messages, shown, text, texts, tools
from feedback.exchange.rows import LeftOut
from feedback.types import ImportedRow, Json, NewPreference, NewVote, Rating, Reply, Verdict, imported_id

UNKNOWN_RATER = "imported"
UNKNOWN_MODEL = "imported"
NO_POLICY = -1

SAME = "pairs of two equal replies"
SEVERAL = "pairs that differ in more than one reply"
INCOMPLETE = (
    "keep all pairs of one feedback_id together, or drop that column and weight to import each as a choice of its own"
)

Messages = list[dict[str, Any]]


def preference(rows: Sequence[Json], now: int) -> ImportedRow | LeftOut:
    """One choice or ranking from its pairs, or a corrected vote."""
    pairs = []
    for index, row in enumerate(rows):
        with row_at(index):
            found = pair(row, now)
        if isinstance(found, LeftOut):
            return found
        pairs.append(found)
    context, first = pairs[0][0], rows[0]
    if any(not same_messages(prompt, context) for prompt, _, _ in pairs):
        raise BrokenRowError(f"pairs of feedback_id {shown(text(first, 'feedback_id'))} have different prompts")
    if first.get("kind") == "correction":
        if len(rows) > 1:
            raise BrokenRowError(f"feedback_id {shown(first.get('feedback_id'))} stands in {len(rows)} rows")
        return correction(first, *pairs[0], now)
    replies = {reply.completion_id: reply for _, chosen, rejected in pairs for reply in (chosen, rejected)}
    ranking = ranked([(chosen.completion_id, rejected.completion_id) for _, chosen, rejected in pairs])
    check_weights(rows, len(replies))
    names = [name for tied in ranking for name in tied]
    choice = len(ranking) == 2 and len(ranking[0]) == 1 and first.get("kind") != "ranking"
    outcome: Verdict = {"chosen": names[0]} if choice else {"ranking": ranking}
    judged = NewPreference(names, outcome, rater(first), text(first, "comment"), id=text(first, "feedback_id") or None)
    return ImportedRow(
        context, [replies[name] for name in names], identified(judged), integer(first, "created") or now, tools(first)
    )


def pair(row: Json, now: int) -> tuple[Messages, Reply, Reply] | LeftOut:
    """Prompt, chosen and rejected reply of a row; without a `prompt` it is what the two conversations begin with."""
    chosen, rejected = messages(row, "chosen"), messages(row, "rejected")
    prompt = messages(row, "prompt") if row.get("prompt") is not None else []
    return pair_of(prompt, chosen, rejected, row, now)


def pair_of(
    prompt: Messages, chosen: Messages, rejected: Messages, row: Json, now: int
) -> tuple[Messages, Reply, Reply] | LeftOut:
    """As `pair`, from conversations that are read already. Replies of several messages have no place in the store."""
    if not prompt:
        shared = 0
        while shared < min(len(chosen), len(rejected)) and same_messages([chosen[shared]], [rejected[shared]]):
            shared += 1
        prompt, chosen, rejected = chosen[:shared], chosen[shared:], rejected[shared:]
        if not chosen and not rejected:
            return LeftOut(SAME)
    if len(chosen) != 1 or len(rejected) != 1 or {chosen[0]["role"], rejected[0]["role"]} != {"assistant"}:
        return LeftOut(SEVERAL)
    if not prompt:
        raise BrokenRowError("there is no prompt: chosen and rejected begin differently")
    better, worse = reply(prompt, chosen[0], row, "chosen_", now), reply(prompt, rejected[0], row, "rejected_", now)
    return LeftOut(SAME) if better.completion_id == worse.completion_id else (prompt, better, worse)


def correction(row: Json, prompt: Messages, corrected: Reply, original: Reply, now: int) -> ImportedRow:
    """The vote that came with a correction; `original` is the only reply the policy wrote."""
    said = corrected.message.get("content")
    if not isinstance(said, str):
        raise BrokenRowError("chosen[0].content of a correction must be text")
    rating: Rating = "up" if row.get("rating") == "up" else "down"
    vote = NewVote(
        original.completion_id,
        rating,
        rater(row),
        texts(row, "reasons"),
        text(row, "comment"),
        said,
        id=text(row, "feedback_id") or None,
    )
    return ImportedRow(prompt, [original], identified(vote), integer(row, "created") or now, tools(row))


def ranked(pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The ranking, ties together, whose strictly ordered pairs are exactly these; the inverse of `rows.pairs`."""
    names = list(dict.fromkeys(name for both in pairs for name in both))
    above = {name: len({better for better, worse in pairs if worse == name}) for name in names}
    ranking = [[name for name in names if above[name] == count] for count in sorted(set(above.values()))]
    implied = {
        (better, worse)
        for place, tied in enumerate(ranking)
        for better in tied
        for lower in ranking[place + 1 :]
        for worse in lower
    }
    if implied != set(pairs):
        raise BrokenRowError(f"the pairs are no ranking of {len(names)} replies: {INCOMPLETE}")
    return ranking


def check_weights(rows: Sequence[Json], replies: int) -> None:
    """Raise where the weights say that pairs of this judgement are elsewhere."""
    for index, row in enumerate(rows):
        weight = row.get("weight")
        if weight is None or row.get("feedback_id") is None:
            continue
        if not isinstance(weight, float | int) or not isclose(weight, 1 / comb(replies, 2), rel_tol=1e-6):
            with row_at(index):
                raise BrokenRowError(f"weight {shown(weight)} is not that of {replies} replies: {INCOMPLETE}")


def unpaired(rows: Sequence[Json], now: int) -> ImportedRow | LeftOut:
    """A thumb, or the "both bad" that several rows came from."""
    replies = []
    context = messages(rows[0], "prompt")
    for index, row in enumerate(rows):
        with row_at(index):
            prompt, said = messages(row, "prompt"), messages(row, "completion")
            if not isinstance(row.get("label"), bool):
                raise BrokenRowError(f"label must be true or false, not {shown(row.get('label'))}")
        if len(said) > 1 or said[0]["role"] != "assistant":
            return LeftOut("completions that are not one reply")
        if not same_messages(prompt, context):
            raise BrokenRowError(f"rows of feedback_id {shown(row.get('feedback_id'))} have different prompts")
        with row_at(index):
            replies.append(reply(context, said[0], row, "", now))
    first = rows[0]
    who, comment, name = rater(first), text(first, "comment"), text(first, "feedback_id") or None
    judged: NewVote | NewPreference
    if first.get("kind") == "both_bad":
        if len(rows) < 2:
            raise BrokenRowError("a judgement that both are bad has at least two rows, which must stand together")
        judged = NewPreference([one.completion_id for one in replies], "both_bad", who, comment, id=name)
    elif len(rows) > 1:
        raise BrokenRowError(f"feedback_id {shown(name)} stands in {len(rows)} rows")
    else:
        rating: Rating = "up" if first["label"] else "down"
        reasons, corrected = texts(first, "reasons"), text(first, "correction")
        judged = NewVote(replies[0].completion_id, rating, who, reasons, comment, corrected, id=name)
    return ImportedRow(context, replies, identified(judged), integer(first, "created") or now, tools(first))


def prompts(rows: Sequence[Json], now: int) -> ImportedRow:
    """A conversation without a reply."""
    (row,) = rows
    return ImportedRow(
        messages(row, "prompt"),
        judged=integer(row, "created") or now,
        tools=tools(row),
        completion_id=text(row, "completion_id") or None,
    )


def reply(prompt: Messages, said: dict[str, Any], row: Json, prefix: str, now: int) -> Reply:
    """A reply with what the row tells of its origin."""
    name = text(row, f"{prefix}completion_id") or imported_id(prompt, said)
    version = integer(row, f"{prefix}policy_version")
    return Reply(
        name,
        said,
        NO_POLICY if version is None else version,
        text(row, f"{prefix}model") or UNKNOWN_MODEL,
        integer(row, "created") or now,
    )


def rater(row: Json) -> str:
    """Who judged, by the name in the file."""
    return text(row, "rater") or UNKNOWN_RATER


def identified(judged: NewVote | NewPreference) -> NewVote | NewPreference:
    """The judgement with an id: its own, or one made from what it says."""
    if judged.id is not None:
        return judged
    if isinstance(judged, NewVote):
        said = f"{judged.rater}\n{judged.completion_id}\n{judged.rating}\n{judged.correction or ''}"
    else:
        said = f"{judged.rater}\n{list(judged.completion_ids)}\n{judged.outcome}"
    return replace(judged, id=f"import-{hashlib.sha256(said.encode()).hexdigest()[:32]}")

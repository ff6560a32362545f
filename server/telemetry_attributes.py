"""What spans and events say of a request, its recording or a vote, in the names of OpenTelemetry's conventions.

Pure functions. A value of None means that the attribute is left out.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from feedback.types import Preference, Verdict, Vote
from server.completions.recording import Choice, Recording
from server.completions.requests import GenerationBody

# Fields of a request whose attribute has the same name.
SAME_NAME = ("temperature", "top_p", "top_k", "frequency_penalty", "presence_penalty", "seed", "stream")

Attributes = dict[str, Any]


def given(attributes: Mapping[str, Any]) -> Attributes:
    """Those that have a value."""
    return {name: value for name, value in attributes.items() if value is not None}


def asked(checked: GenerationBody) -> Attributes:
    """The parameters of a request."""
    lengths = (getattr(checked, name, None) for name in ("max_completion_tokens", "max_tokens"))
    return {f"gen_ai.request.{name}": getattr(checked, name) for name in SAME_NAME} | {
        "gen_ai.request.choice.count": None if checked.n == 1 else checked.n,
        "gen_ai.request.max_tokens": next((length for length in lengths if length is not None), None),
        "gen_ai.request.stop_sequences": [checked.stop] if isinstance(checked.stop, str) else checked.stop,
    }


def ended(recording: Recording) -> Attributes:
    """How a generation ended, and what it took. A reply that was cut has no reason of its own, and gets its status."""
    status = {"attune.completion.status": recording.status}
    if not recording.choices:
        return status
    return status | {
        "gen_ai.response.finish_reasons": [choice.finish_reason or recording.status for choice in recording.choices],
        "gen_ai.response.time_to_first_chunk": recording.first_token_seconds,
        "gen_ai.usage.input_tokens": recording.prompt_tokens,
        "gen_ai.usage.output_tokens": recording.completion_tokens,
        "gen_ai.usage.cache_read.input_tokens": recording.cached_tokens,
    }


def contents(recording: Recording) -> Attributes:
    """What was said, as the conventions' JSON. Prompts that are token ids are left out."""
    new = recording.new
    sent: Sequence[Mapping[str, Any]] = new.messages
    if isinstance(new.prompt, str):
        sent = [{"role": "user", "content": new.prompt}]
    return {
        "gen_ai.input.messages": json.dumps([_message(one) for one in sent]) if sent else None,
        "gen_ai.output.messages": json.dumps([_message(_reply(choice)) for choice in recording.choices]),
    }


def _reply(choice: Choice) -> Mapping[str, Any]:
    return choice.message or {"role": "assistant", "content": "".join(choice.text)}


def _message(message: Mapping[str, Any]) -> Attributes:
    """OpenAI's message in the conventions' parts."""
    content = message.get("content")
    parts: list[Attributes] = []
    if reasoning := message.get("reasoning"):
        parts.append({"type": "reasoning", "content": reasoning})
    if message["role"] == "tool":
        parts.append({"type": "tool_call_response", "id": message.get("tool_call_id"), "response": content})
    elif isinstance(content, str):
        parts.append({"type": "text", "content": content})
    else:
        parts += [{"type": "text", "content": part.get("text")} for part in content or ()]
    for call in message.get("tool_calls") or ():
        parts.append({"type": "tool_call", "id": call.get("id"), **call["function"]})
    return {"role": message["role"], "parts": parts}


def scores(vote: Vote | Preference) -> dict[str, tuple[str, float]]:
    """Label and value for each reply that a vote judges; 1 is the best that can be said of it and 0 the worst."""
    if isinstance(vote, Vote):
        return {vote.completion_id: (vote.rating, float(vote.rating == "up"))}
    return _places(vote.completion_ids, vote.outcome)


def _places(replies: Sequence[str], outcome: Verdict) -> dict[str, tuple[str, float]]:
    """Those of a preference. Ranks are spread evenly from 1 down to 0."""
    if isinstance(outcome, str):
        return dict.fromkeys(replies, (outcome, 0.5 if outcome == "tie" else 0.0))
    if "chosen" in outcome:
        best = outcome["chosen"]
        return {reply: ("chosen", 1.0) if reply == best else ("rejected", 0.0) for reply in replies}
    ranks = outcome["ranking"]
    steps = len(ranks) - 1
    return {
        reply: (f"rank_{place + 1}", 1 - place / steps) if steps else ("tie", 0.5)
        for place, equals in enumerate(ranks)
        for reply in equals
    }

"""What the benchmarks make of what they saw: gaps, percentiles, broken streams, and when a reward model was usable."""

import json
from typing import Any

import pytest

from tests.bench.streams import Reply, Window, first_tokens, gaps_inside, gaps_touching, milliseconds, percentile
from tests.bench.train import usable_epoch

REPLIES = [Reply(0.0, [1.0, 1.5, 3.5]), Reply(2.0, [2.75, 3.0])]


def test_a_gap_is_a_swaps_if_any_moment_of_it_is() -> None:
    assert gaps_touching(REPLIES, [Window(1.6, 1.7)]) == [2.0]
    assert gaps_touching(REPLIES, [Window(1.0, 1.2), Window(3.0, 3.1)]) == [0.5, 2.0, 0.25]


def test_a_gap_is_ordinary_if_the_whole_of_it_is() -> None:
    assert gaps_inside(REPLIES, [Window(1.0, 3.0)]) == [0.5, 0.25]
    assert gaps_inside(REPLIES, [Window(1.1, 2.0), Window(2.7, 3.1)]) == [0.25]


def test_a_first_token_counts_where_its_request_was_sent() -> None:
    assert first_tokens(REPLIES, [Window(0.0, 2.0)]) == [1.0]
    assert first_tokens(REPLIES, [Window(0.5, 4.0)]) == [0.75]


def test_percentiles_are_values_that_were_seen() -> None:
    values = [0.004, 0.001, 0.002, 0.003]
    assert [percentile(values, percent) for percent in (0, 25, 50, 51, 99)] == [0.001, 0.001, 0.002, 0.003, 0.004]
    assert milliseconds(values, 50) == 2.0
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)


def event(text: str = "", version: int = 1, **more: Any) -> bytes:
    choices = [{"delta": {"content": text}}]
    return b"data: " + json.dumps({"choices": choices, "system_fingerprint": f"attune@{version}", **more}).encode()


def reply_of(*lines: bytes) -> Reply:
    reply = Reply(0.0)
    for at, line in enumerate(lines):
        reply.read(line, float(at))
    reply.check(2)
    return reply


USAGE = {"usage": {"completion_tokens": 2}}


def test_a_whole_reply_has_no_fault_and_the_times_of_its_text() -> None:
    reply = reply_of(event(), event("a"), b"", event("b", **USAGE), b"data: [DONE]")
    assert (reply.fault, reply.times, reply.versions) == (None, [1.0, 3.0], {"attune@1"})


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([event("a", **USAGE)], "it was cut short"),
        ([event("a"), b"data: [DONE]"], "0 tokens came, not 2"),
        ([event("a"), event("b", 2, **USAGE), b"data: [DONE]"], "it names ['attune@1', 'attune@2']"),
        ([event(**USAGE), b"data: [DONE]"], "it has no text"),
        ([event("a"), b'data: {"error": "the engine died"}'], "the engine died"),
    ],
)
def test_a_stream_is_broken_if_anything_is_missing(lines: list[bytes], fault: str) -> None:
    assert reply_of(*lines).fault == fault


def epochs(*accuracies: float) -> list[dict[str, float]]:
    return [{"epoch": number, "accuracy": accuracy} for number, accuracy in enumerate(accuracies, 1)]


def test_a_reward_model_is_usable_after_the_first_epoch_that_is_good_enough() -> None:
    assert usable_epoch(epochs(0.6, 0.8, 0.9, 0.7), 0.8) == 2
    assert usable_epoch([*epochs(0.9, 0.8), *epochs(0.6, 0.9), *epochs(0.7, 0.9)], 0.8) == 2
    assert usable_epoch(epochs(0.6, 0.75, 0.7), 0.8) == 2

"""The history of learning in its file: what a crash leaves, what cannot be read, what cannot be written."""

import json
import os
from pathlib import Path

import pytest

from feedback.training_rows import Mark
from server.learning.cycles import Cycles
from server.settings import SettingsError

MARK = Mark(3, 4)


def filled(folder: Path) -> Cycles:
    cycles = Cycles(folder)
    cycles.start(cycles.next_id(), "schedule", MARK, 10.0)
    cycles.end("cycle-000001", "rejected", 20.0, "not better", None, {"win_rate": 0.4})
    cycles.start("far", "remote", MARK, 30.0)
    return cycles


def test_a_history_is_read_as_it_was_written(tmp_path: Path) -> None:
    filled(tmp_path)
    first, far = Cycles(tmp_path).all()
    assert (first.id, first.state, first.reason, first.metrics) == (
        "cycle-000001",
        "rejected",
        "not better",
        {"win_rate": 0.4},
    )
    assert (first.mark, first.started, first.ended, first.by) == (MARK, 10.0, 20.0, "schedule")
    # A server that died under it could not say so.
    assert (far.state, far.final) == ("interrupted", False)


def test_numbers_are_never_used_again(tmp_path: Path) -> None:
    assert filled(tmp_path).next_id() == "cycle-000002"
    assert Cycles(tmp_path).next_id() == "cycle-000002"


def test_a_cycle_that_goes_on_keeps_its_first_start_and_votes(tmp_path: Path) -> None:
    cycles = filled(tmp_path)
    cycles.end("far", "paused", 40.0, "paused by an operator")
    again = cycles.start("far", "remote", Mark(9, 9), 50.0)
    assert (again.started, again.mark, again.attempts, again.state, again.ended) == (30.0, MARK, 2, "running", None)


def test_only_interruptions_count_as_such(tmp_path: Path) -> None:
    cycles = filled(tmp_path)
    for state in ("paused", "interrupted", "paused", "interrupted"):
        cycles.end("far", state, 40.0, "why")
        cycles.start("far", "remote", MARK, 50.0)
    for kept in (cycles, Cycles(tmp_path)):
        far = kept.get("far")
        assert far is not None
        assert (far.attempts, far.interruptions) == (5, 2)


def test_a_version_waits_until_that_is_settled(tmp_path: Path) -> None:
    cycles = filled(tmp_path)
    cycles.end("far", "published", 40.0, "it waits", 2, {"kl": 1.0}, waits=True)
    assert Cycles(tmp_path).all()[-1].waits
    cycles.settle("far", "promoted", "its turn", 50.0)
    far = Cycles(tmp_path).all()[-1]
    assert (far.waits, far.state, far.reason, far.version, far.ended) == (False, "promoted", "its turn", 2, 40.0)
    assert far.metrics == {"kl": 1.0}


def test_a_line_that_a_crash_left_unfinished_is_dropped(tmp_path: Path) -> None:
    cycles = filled(tmp_path)
    whole = (tmp_path / "cycles.jsonl").read_bytes()
    with (tmp_path / "cycles.jsonl").open("ab") as file:
        file.write(b'{"event": "ended", "id": "far", "at"')
    again = Cycles(tmp_path)
    assert [cycle.id for cycle in again.all()] == [cycle.id for cycle in cycles.all()]
    assert (tmp_path / "cycles.jsonl").read_bytes() == whole


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[1]",
        "{}",
        '{"event": "promoted", "id": "far", "at": 1}',
        '{"event": "started", "id": "x"}',
        json.dumps({"event": "ended", "id": "unknown", "at": 1, "state": "failed"}),
    ],
)
def test_a_damaged_line_stops_the_start_and_is_named(tmp_path: Path, line: str) -> None:
    filled(tmp_path)
    with (tmp_path / "cycles.jsonl").open("a") as file:
        file.write(line + "\n")
    with pytest.raises(SettingsError, match=r"cycles\.jsonl: line 4 is damaged"):
        Cycles(tmp_path)


def test_a_pause_is_kept(tmp_path: Path) -> None:
    cycles = filled(tmp_path)
    cycles.hold(True, 1.0)
    cycles.hold(True, 2.0)
    assert Cycles(tmp_path).held
    cycles.hold(False, 3.0)
    assert not Cycles(tmp_path).held


def test_what_cannot_be_written_leaves_the_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cycles = filled(tmp_path)
    whole = (tmp_path / "cycles.jsonl").read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        cycles.start("cycle-000002", "operator", MARK, 60.0)
    assert cycles.get("cycle-000002") is None
    # An outcome is known all the same, as long as this server lives.
    assert cycles.end("far", "failed", 70.0, "it crashed").state == "failed"
    assert (tmp_path / "cycles.jsonl").read_bytes() == whole


def test_a_trail_is_what_was_reported(tmp_path: Path) -> None:
    cycles = filled(tmp_path)
    assert cycles.trail("far") == []
    cycles.leave_trail("far", {"stage": "ppo", "done": 1})
    cycles.leave_trail("far", {"stage": "ppo", "done": 2})
    assert [point["done"] for point in cycles.trail("far")] == [1, 2]

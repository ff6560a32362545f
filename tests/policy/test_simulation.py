"""Simulated users and the measure: golds by hand examples, verdicts, intervals, and a real server at the end."""

import asyncio
import io
import json
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from random import Random
from typing import Any

import httpx
import numpy as np
import pytest
from rich.console import Console

from policy.server_client import ServerError
from policy.simulation import cycles, demo, users
from policy.simulation.client import Client
from policy.simulation.golds import GOLDS, Gold, GoldError, Message, gold_of, introduced, told_name
from policy.simulation.measure import interval, share_of_attainable, win_rates
from policy.simulation.prompts import (
    PromptsError,
    Talk,
    conversations,
    held_out_prompts,
    is_held_out,
    read_conversations,
    talks,
)
from policy.simulation.show import bar, plot, table_of
from policy.simulation.users import Crowd, User, vote
from policy.starter.styles import style_of
from server.cli.main import main as attune
from tests.bench import learn_runs
from tests.live import Served


def said(*texts: str) -> list[Message]:
    return [{"role": "assistant" if place % 2 else "user", "content": text} for place, text in enumerate(texts)]


# Golds

BY_HAND = [
    ("question", ["What is 2 plus 2?"], "It is 4. Anything else?", 1),
    ("question", ["What is 2 plus 2?"], "It is 4. Anything else? 🙂", 1),
    ("question", ["What is 2 plus 2?"], "Is it 4? I think so.", 0),
    ("question", ["What is 2 plus 2?"], "?", 0),
    ("emoji", ["Hello"], "Hello there 🙂", 1),
    ("emoji", ["Hello"], "Hello there :)", 0),
    ("emoji", ["Hello"], "🙂", 0),
    ("brief", ["What is 2 plus 2?"], "It is 4.", 1),
    ("brief", ["What is 2 plus 2?"], "It is 4. I am sure.", 0),
    ("brief", ["Name two."], "Here are two:\n- one\n- two", 0),
    ("brief", ["Hello"], "", 0),
    ("friendly", ["Hello"], "Hello there 🙂 How are you?", 1),
    ("friendly", ["Hello"], "Hello there. How are you?", 0.5),
    ("friendly", ["Hello"], "Hello there 🙂", 0.5),
    ("friendly", ["Hello"], "Hello there.", 0),
    ("register", ["Good day. What is rain?"], "Certainly, it is water.", 1),
    ("register", ["Good day. What is rain?"], "Sure thing, that's water.", 0),
    ("register", ["Hey, what is rain?"], "Sure thing, that's water.", 1),
    ("register", ["Hey, what is rain?"], "Certainly, it is water.", 0),
    ("register", ["Hey, what is rain?"], "Water from clouds.", 0.5),
    ("register", ["What is rain?"], "Sure thing, that's water.", 0.5),
    ("name", ["My name is Mara.", "Hello.", "What is rain?"], "Water, Mara.", 1),
    ("name", ["My name is Mara.", "Hello.", "What is rain?"], "Water, MARA!", 1),
    ("name", ["My name is Mara.", "Hello.", "What is rain?"], "Water from the Maramures.", 0),
    ("name", ["What is rain?"], "Water, Mara.", 0.5),
    ("name", ["My name is Mara.", "Hello.", "Call me Ben."], "Hello, Mara.", 0),
    # 4, 16, 48 words: words / (words + 16).
    ("long", ["Hello"], "It is 4. Really!", 0.2),
    ("long", ["Hello"], "ha " * 16, 0.5),
    ("long", ["Hello"], "ha " * 48, 0.75),
    ("long", ["Hello"], "", 0),
    ("long", ["Hello"], "🙂 ... !", 0),
]


@pytest.mark.parametrize(("gold", "before", "reply", "score"), BY_HAND)
def test_each_gold_by_hand(gold: str, before: list[str], reply: str, score: float) -> None:
    assert GOLDS[gold](said(*before), reply) == score


def test_who_likes_length_can_always_have_more_of_it() -> None:
    scores = [GOLDS["long"](said("Hello"), "ha " * count) for count in range(200)]
    assert all(shorter < longer < 1 for shorter, longer in pairwise(scores))
    assert "long" not in learn_runs.GOLDS, "a probe, and no wish that people have"


def test_the_name_is_the_one_that_the_user_gave_last() -> None:
    assert told_name(said("call me ben", "Your name is Eve.", "No, I'm called O'Neil")) == "O'Neil"
    assert told_name(said("I am German", "Hello.", "What is my name?")) is None


def test_who_likes_to_be_named_tells_a_name_in_the_first_message_unless_it_is_there_anyway() -> None:
    system = {"role": "system", "content": "Be kind."}
    kept, first = introduced(Random(0), [system, *said("What is rain?", "Water.", "And snow?")])
    assert kept == system
    assert first["content"].startswith("What is rain? ")
    assert told_name([first]) is not None
    told = said("Hi, my name is Ben.", "Hello.")
    assert introduced(Random(0), told) == told[:1]


def test_users_with_registers_speak_in_one() -> None:
    voice = GOLDS["register"].voice
    assert voice is not None
    spoken = [voice(Random(seed), said("What is rain?", "Water.", "And snow?")) for seed in range(20)]
    registers = {tuple(style_of(talk[place]["content"]).register for place in (0, 2)) for talk in spoken}
    assert registers == {("formal", "formal"), ("casual", "casual")}
    assert {talk[1]["content"] for talk in spoken} == {"Water."}


def test_a_gold_of_ones_own_is_named_by_its_path() -> None:
    gold = gold_of("json:loads")
    assert gold.score is json.loads
    assert gold_of("emoji") is GOLDS["emoji"]
    own = Gold("own", "shout", lambda messages, reply: 3.0)
    with pytest.raises(GoldError, match=r"own returned 3\.0 for a reply; it must return a number from 0 to 1"):
        own(said("Hello"), "Hi")


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("loud", "there is no gold 'loud': it is one of question, emoji"),
        ("no_such_module:f", "No module named"),
        ("json:no_such", "json has no no_such"),
        ("json:__name__", "is no function"),
    ],
)
def test_a_gold_that_cannot_be_had_is_said(name: str, complaint: str) -> None:
    with pytest.raises(GoldError, match=complaint):
        gold_of(name)


# Prompts


@pytest.mark.parametrize("name", GOLDS)
def test_nothing_measured_is_ever_said_to_the_learner(name: str) -> None:
    spoken = {turn for talk in islice(talks(conversations(None, 3), GOLDS[name], 3), 200) for turn in talk.turns}
    measured = held_out_prompts(conversations(None, 3), GOLDS[name], 40, 3)
    last = {prompt[-1]["content"] for prompt in measured}
    assert len(spoken) > 100
    assert len(measured) == 40
    assert all(map(is_held_out, last))
    assert not any(map(is_held_out, spoken))
    assert not spoken & last


def test_prompts_are_the_same_for_the_same_seed() -> None:
    one, two, other = (held_out_prompts(conversations(None, seed), GOLDS["name"], 5, seed) for seed in (1, 1, 2))
    assert one == two != other


def write(path: Path, *rows: Any) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_conversations_come_from_a_file(tmp_path: Path) -> None:
    long = [{"role": "system", "content": "Be kind."}, *said("What is rain?", "Water.", "And snow?")]
    path = write(tmp_path / "p.jsonl", {"messages": long}, {"prompt": "Hello"}, {"prompt": said("Bye")})
    assert read_conversations(path) == [long, said("Hello"), said("Bye")]
    turns = [turn for talk in islice(talks(read_conversations(path), GOLDS["emoji"], 0), 6) for turn in talk.turns]
    kept = [text for text in ("What is rain?", "And snow?", "Hello", "Bye") if not is_held_out(text)]
    assert set(turns) <= set(kept)
    assert len(turns) >= 6, "a file is gone through again"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "holds no conversations"),
        ("{", "line 1 is not JSON"),
        ('{"prompt": "a"}\n{"text": "a"}', 'line 2 has neither "messages" nor "prompt"'),
        ('{"messages": [{"role": "tool", "content": "x"}]}', "a message must have a role"),
        ('{"messages": [{"role": "user", "content": null}]}', "a message must have a role"),
        ('{"messages": [{"role": "system", "content": "x"}]}', "no message of a user"),
    ],
)
def test_a_file_that_cannot_be_used_is_said_with_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PromptsError, match=complaint):
        read_conversations(path)


def test_a_file_without_held_out_messages_cannot_be_measured_on(tmp_path: Path) -> None:
    spoken = next(text for text in ("a", "b", "c") if not is_held_out(text))
    path = write(tmp_path / "p.jsonl", {"prompt": spoken})
    with pytest.raises(PromptsError, match="kept for measuring"):
        held_out_prompts(read_conversations(path), GOLDS["emoji"], 5, 0)


# Verdicts

LIKED, DISLIKED = "Hello there 🙂", "Hello there."


def test_an_honest_user_votes_by_the_gold() -> None:
    user, rng, messages = User("ada", GOLDS["emoji"]), Random(0), said("Hello")
    assert user.compare(rng, messages, LIKED, DISLIKED) == "first"
    assert user.compare(rng, messages, DISLIKED, LIKED) == "second"
    assert user.compare(rng, messages, LIKED, LIKED) == "tie"
    assert user.compare(rng, messages, DISLIKED, DISLIKED) == "both_bad"
    assert user.judge(rng, messages, LIKED) == "up"
    assert user.judge(rng, messages, DISLIKED) == "down"


def test_who_has_nothing_to_like_says_tie_and_gives_no_thumb() -> None:
    user, rng = User("ada", GOLDS["name"]), Random(0)
    assert user.compare(rng, said("Hello"), "Hello, Ada.", "Hello there.") == "tie"
    assert user.judge(rng, said("Hello"), "Hello, Ada.") is None


def test_a_troll_votes_the_opposite_or_at_random() -> None:
    opposite = User("troll", GOLDS["emoji"], noise=0.5, troll="opposite")
    random = replace(opposite, troll="random")
    rng, messages = Random(0), said("Hello")
    assert {opposite.compare(rng, messages, LIKED, DISLIKED) for _ in range(50)} == {"second"}
    assert {opposite.judge(rng, messages, LIKED) for _ in range(50)} == {"down"}
    first = sum(random.compare(rng, messages, LIKED, DISLIKED) == "first" for _ in range(1000))
    assert 430 < first < 570
    assert {random.judge(rng, messages, LIKED) for _ in range(50)} == {"up", "down"}


def test_noise_is_the_share_of_wrong_votes() -> None:
    user, rng = User("ada", GOLDS["emoji"], noise=0.2), Random(0)
    wrong = sum(user.compare(rng, said("Hello"), LIKED, DISLIKED) == "second" for _ in range(2000))
    assert 340 < wrong < 460
    wrong = sum(user.judge(rng, said("Hello"), LIKED) == "down" for _ in range(2000))
    assert 340 < wrong < 460


def test_trolls_are_a_share_of_the_raters() -> None:
    users = Crowd(raters=10, trolls=0.3, troll="random").users(GOLDS["emoji"])
    assert [user.troll for user in users] == ["random"] * 3 + [None] * 7
    assert len({user.name for user in users}) == 10


@pytest.mark.parametrize("wrong", [{"noise": 1.5}, {"trolls": -0.1}, {"thumbs": 2.0}, {"raters": 0}, {"at_once": 0}])
def test_a_crowd_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Crowd(**wrong)


# The measure


def test_win_rates_count_ties_half() -> None:
    new = np.array([[1.0, 0.0], [0.5, 0.5]])
    old = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 0.0, 0.0, 0.5]])
    # First prompt: 1 wins 2 and ties 2 of 4, 0 ties 2 and loses 2. Second: each wins 3 and ties 1.
    assert win_rates(new, old).tolist() == [(2 + 1 + 1) / 8, (3 + 0.5) / 4]


def test_the_interval_is_that_of_a_mean_over_prompts() -> None:
    values = np.array([0.0, 1.0] * 50)
    low, high = interval(values)
    # 0.5 +- 1.96 * 0.5 / sqrt(100)
    assert (low, high) == pytest.approx((0.402, 0.598), abs=0.011)
    assert interval(np.full(10, 0.7)) == pytest.approx((0.7, 0.7))


def test_the_share_of_the_attainable() -> None:
    assert share_of_attainable(0.6, 0.4, 0.9) == pytest.approx(0.4)
    assert share_of_attainable(0.4, 0.4, 0.4) is None


# What is shown

ROW = {
    "version": 1,
    "votes": 60,
    "gold_win_rate": 0.75,
    "low": 0.5,
    "high": 0.875,
    "share_of_attainable": 0.4,
    "competence": 0.5,
    "kl": 1.25,
    "length": 20.0,
}


def test_a_bar_shows_the_interval_and_one_half() -> None:
    assert bar(ROW, 8) == "████▒▒▒·"
    assert bar(ROW | {"low": 0.125, "high": 0.25}, 8) == "█▒··│···"
    assert bar(ROW | {"low": 1.0, "high": 1.0}, 8) == "████████"


def test_rows_become_a_table_and_a_picture(tmp_path: Path) -> None:
    console = Console(width=80, record=True, file=io.StringIO())
    console.print(table_of([ROW, ROW | {"version": 2, "share_of_attainable": None}], "replies"))
    assert "0.75 (0.50-0.88)" in console.export_text()
    plot([ROW, ROW | {"version": 2, "share_of_attainable": None}], tmp_path / "plot.png", "replies")
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")


# Waiting for the server to learn


def scripted(monkeypatch: pytest.MonkeyPatch, *shown: dict[str, Any]) -> tuple[Client, list[str]]:
    """A client of a server whose learner is in these states, one after the other, and what was asked of it."""
    monkeypatch.setattr(cycles, "LOOK_SECONDS", 0)
    states, asked = iter(shown), []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(f"{request.method} {request.url.path}")
        return httpx.Response(200, json=next(states) if request.method == "GET" else {})

    client = Client("http://server")
    client.http = httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://server")
    return client, asked


IDLE: dict[str, Any] = {"state": "idle", "cycle": None, "last": {"id": "cycle-1", "outcome": "stopped"}}


def running(stage: str) -> dict[str, Any]:
    return IDLE | {"state": "running", "cycle": {"id": "cycle-2", "stage": stage}}


async def test_a_cycle_is_followed_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    last = {"id": "cycle-2", "outcome": "promoted", "reason": "better", "version": 3}
    shown = (IDLE, running("reward"), running("reward"), running("ppo"), IDLE | {"last": last})
    client, asked = scripted(monkeypatch, *shown)
    lines: list[str] = []
    ended = await cycles.next_cycle(client, "cycle-1", lines.append)
    assert ended == cycles.Ended("cycle-2", "promoted", "better", 3)
    assert ended.measurable
    assert lines == ["cycle-2: reward", "cycle-2: ppo"]
    assert asked == ["GET /admin/learner"] * 5, "nobody asked for a cycle that came by itself"


async def test_a_cycle_that_does_not_come_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    last = {"id": "cycle-2", "outcome": "stopped", "reason": "no better than chance", "version": None}
    client, asked = scripted(monkeypatch, *[IDLE] * cycles.PATIENCE, IDLE | {"last": last})
    ended = await cycles.next_cycle(client, "cycle-1", print)
    assert not ended.measurable
    assert asked[cycles.PATIENCE] == "POST /admin/learner/run"
    assert asked.count("POST /admin/learner/run") == 1


async def test_paused_learning_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    client, _ = scripted(monkeypatch, IDLE | {"state": "paused"})
    with pytest.raises(ServerError, match="paused"):
        await cycles.next_cycle(client, None, print)


# The demo and the command


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--gold", "loud"], "there is no gold 'loud'"),
        (["--noise", "2"], "noise must be a share from 0 to 1"),
        (["--rounds", "0"], "--rounds must be at least 1"),
        (["--prompts", "/nowhere.jsonl"], "/nowhere.jsonl cannot be read"),
    ],
)
def test_a_demo_that_was_asked_wrongly_starts_nothing(
    arguments: list[str], complaint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert demo.main(["--out", str(tmp_path / "out"), *arguments]) == 2
    assert complaint in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


def test_a_demo_whose_server_dies_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.main(["--out", str(tmp_path), "--model", "/nowhere/at/all"]) == 1
    said_ = capsys.readouterr().out.replace("\n", " ")
    assert "the server ended with code 2" in said_
    assert "there is no such folder" in said_


def test_users_who_are_indifferent_to_everything_give_up(live_server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    indifferent = Gold("nothing", "are anything", lambda messages, reply: 0.5)
    same = iter([Talk(None, ("Hello",))] * 40)

    async def run() -> None:
        async with Client(live_server.url) as client:
            await vote(client, indifferent, same, Crowd(thumbs=1.0), 5)

    monkeypatch.setattr(users, "MAX_IDLE", 10)
    with pytest.raises(GoldError, match="indifferent"):
        asyncio.run(run())


@pytest.mark.slow
def test_users_vote_by_their_gold_and_version_0_is_no_better_than_itself(
    live_server: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "rows.json"
    crowd = ["--gold", "emoji", "--votes", "12", "--noise", "0", "--thumbs", "0.5", "--seed", "7"]
    measured = ["--measure", "0", "--held-out", "12", "--out", str(out)]
    assert attune(["simulate", "--server", live_server.url, *crowd, *measured]) == 0
    (row,) = json.loads(out.read_text())["versions"]
    assert list(row) == [
        "version",
        "votes",
        "gold_win_rate",
        "low",
        "high",
        "share_of_attainable",
        "competence",
        "kl",
        "length",
    ]
    assert row["version"] == row["votes"] == 0
    # 12 prompts with 8 replies each against 16: a standard error of 0.03, of which this allows five.
    assert abs(row["gold_win_rate"] - 0.5) < 0.15
    assert row["low"] <= row["gold_win_rate"] <= row["high"]
    assert (row["share_of_attainable"] > 0) == (row["gold_win_rate"] > 0.5)
    assert row["kl"] == pytest.approx(0, abs=1e-3)
    assert 0.2 < row["competence"] <= 1
    assert 5 < row["length"] < 60

    def get(path: str) -> Any:
        return httpx.get(f"{live_server.url}/v1/{path}", timeout=60).json()

    def emoji(reply_id: str) -> bool:
        base, _, index = reply_id.partition("#")
        return style_of(get(f"chat/completions/{base}")["choices"][int(index or 0)]["message"]["content"]).emoji

    choices = [one for one in get("preferences?limit=100")["data"] if "rater-" in one["user"]]
    thumbs = [one for one in get("feedback?limit=100")["data"] if "rater-" in one["user"]]
    assert len(choices) + len(thumbs) == 12
    assert all(emoji(thumb["completion_id"]) == (thumb["rating"] == "up") for thumb in thumbs)
    for choice in choices:
        with_emoji = [reply for reply in choice["completion_ids"] if emoji(reply)]
        expected = {0: "both_bad", 2: "tie"}.get(len(with_emoji), {"chosen": with_emoji[0] if with_emoji else ""})
        assert choice["outcome"] == expected
    assert "12 votes in" in capsys.readouterr().err


def test_a_server_that_is_not_there_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policy.simulation.client.TRIES", 1)
    assert attune(["simulate", "--server", "http://127.0.0.1:9", "--votes", "1"]) == 1
    assert "attune: http://127.0.0.1:9 cannot be reached" in capsys.readouterr().err

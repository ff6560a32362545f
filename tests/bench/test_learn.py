"""The parts of `make bench-learn` that need no server: which runs there are, its rows, and what methods are given."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from feedback.examples import Examples, Pair, Prompt, Thumb
from policy.simulation.golds import GOLDS
from tests.bench import learn
from tests.bench.learn_measures import PICKED_FROM, PICKS, best_of
from tests.bench.learn_methods import choices, liked
from tests.bench.learn_results import Results, over_seeds, table_of
from tests.bench.learn_runs import Case


def chosen(*arguments: str) -> list[Case]:
    return learn.chosen_cases(learn.parser().parse_args(arguments))


def test_the_whole_grid_has_honest_crowds_and_at_250_votes_harder_ones() -> None:
    grid = chosen()
    assert len(grid) == len({case.name for case in grid}) == 4 * 3 * (4 + 2)
    harder = {(case.votes, case.trolls, case.thumbs_only) for case in grid if case.trolls or case.thumbs_only}
    assert harder == {(250, 0.2, False), (250, 0.0, True)}
    assert {case.seed for case in grid[:24]} == {0}


def test_what_is_chosen_is_all_there_is() -> None:
    assert chosen("--quick") == [Case(100, "question", 0), Case(100, "register", 0)]
    assert chosen("--quick", "--golds", "name") == [Case(100, "name", 0)]
    some = chosen("--votes", "250", "--golds", "name", "--seeds", "4", "--trolls", "0", "0.2")
    assert some == [Case(250, "name", 4), Case(250, "name", 4, 0.2)]
    assert chosen("--votes", "30", "--golds", "name", "--seeds", "0", "--thumbs-only") == [
        Case(30, "name", 0, thumbs_only=True)
    ]


@pytest.mark.parametrize("wrong", [["--votes", "0"], ["--trolls", "20"], ["--methods", "grpo"]])
def test_what_cannot_be_is_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        learn.parser().parse_args(wrong)
    assert ended.value.code == 2
    assert wrong[1] in capsys.readouterr().err


def test_a_fifth_of_the_raters_are_trolls_and_a_tenth_of_the_others_votes_are_wrong() -> None:
    users = Case(250, "name", 0, 0.2).crowd.users(GOLDS["name"])
    assert [user.troll for user in users] == ["opposite"] * 2 + [None] * 8
    assert {user.noise for user in users} == {0.1}
    assert Case(250, "name", 0, thumbs_only=True).crowd.thumbs == 1


def test_each_eight_replies_give_the_one_that_scores_best() -> None:
    scores = np.zeros((2, PICKS * PICKED_FROM))
    scores[0, [0, 15, 18, 31]] = 1.0
    scores[1, [7, 8, 9, 23, 24]] = [1.0, 1.0, 2.0, 1.0, 1.0]
    assert best_of(scores) == [[0, 15, 18, 31], [7, 9, 23, 24]]


PROMPT = Prompt(({"role": "user", "content": "Hello"},))
VOTE = {"group": PROMPT.group, "rater": "ada", "vote_id": "v"}
EXAMPLES = Examples(
    pairs=[
        Pair(PROMPT, "Hi!", "Go.", False, 0.5, **VOTE),
        Pair(PROMPT, "Yes.", "No.", True, 1.0, **VOTE),
        Pair(PROMPT, "Bad.", "Good.", False, 0.0, **VOTE),
    ],
    thumbs=[Thumb(PROMPT, "Welcome.", True, 1.0, **VOTE), Thumb(PROMPT, "What?", False, 1.0, **VOTE)],
    demonstrations=[],
    prompts=[PROMPT],
    raters=[],
    skipped={},
)


def test_dpo_gets_choices_alone_and_sft_what_was_chosen_or_liked() -> None:
    assert choices(EXAMPLES) == [
        {
            "prompt": [{"role": "user", "content": "Hello"}],
            "chosen": [{"role": "assistant", "content": "Hi!"}],
            "rejected": [{"role": "assistant", "content": "Go."}],
        }
    ]
    assert [(one.reply, one.weight) for one in liked(EXAMPLES)] == [("Hi!", 0.5), ("Welcome.", 1.0)]


def row(method: str, seed: int, **measures: Any) -> dict[str, Any]:
    about = {"method": method, "votes": 30, "gold": "name", "seed": seed, "trolls": 0.0, "thumbs_only": False}
    measured = {"gold_win_rate": 0.5, "low": 0.4, "high": 0.6, "share_of_attainable": None, "competence": 0.7}
    return {**about, **measured, "kl": 0.0, "length": 9.0, "minutes": 1.0, "outcome": "trained: so", **measures}


def test_rows_of_several_seeds_become_one() -> None:
    rows = [
        row("sft", 0, gold_win_rate=0.6, share_of_attainable=0.2),
        row("ppo", 0, gold_win_rate=0.9),
        row("sft", 1, gold_win_rate=0.7, share_of_attainable=0.4),
    ]
    ppo, sft = over_seeds(rows)
    assert (ppo["method"], ppo["seeds"], ppo["gold_win_rate"], ppo["share_of_attainable"]) == ("ppo", 1, 0.9, None)
    assert (sft["method"], sft["seeds"], sft["kl"]) == ("sft", 2, 0.0)
    assert (sft["gold_win_rate"], sft["share_of_attainable"]) == pytest.approx((0.65, 0.3))
    assert table_of(rows, {"name": row("", 0)}).row_count == 2


def test_rows_are_kept_for_the_next_run_of_the_same_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    case = Case(30, "name", 1)
    results = Results("one model")
    assert results.missing(case, ["ppo", "sft"]) == ["ppo", "sft"]
    results.add(row("sft", 1))
    again = Results("one model")
    assert again.missing(case, ["ppo", "sft"]) == ["ppo"]
    assert again.missing(Case(30, "name", 2), ["sft"]) == ["sft"]
    assert Results("another model").rows == []
    assert Results("one model").rows == []
    assert (tmp_path / "out" / "bench" / "learn-one model.json").exists()

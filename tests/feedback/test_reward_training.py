"""Reward models of the starter: what they learn, what they refuse to claim, and that they come back from disk."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
import torch

from feedback.base_model import BaseModel
from feedback.examples import Examples, split_of
from feedback.reward.data import votes_of
from feedback.reward.features import RewardModelError
from feedback.reward.model import FACTS, TENSORS, RewardModel, pessimistic
from feedback.reward.opinions import opinions_of
from feedback.reward.report import Prediction
from feedback.reward.training import RewardConfig, folds, train_reward_model
from tests.feedback.reward_votes import STARTER, examples, pair, prompt, replies, thumb, usable
from tests.policy.tiny import tiny_folder

CONFIG = RewardConfig()


@pytest.fixture(scope="module")
def base() -> Iterator[BaseModel]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield BaseModel.load(STARTER)
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def model(base: BaseModel) -> RewardModel:
    """Of thirty votes, three of them mistaken."""
    found, _ = train_reward_model(base, some_pairs(30, wrong=3), CONFIG, reference=samples(base, range(20)))
    assert found is not None
    return found


def some_pairs(count: int, wrong: int = 0) -> Examples:
    return examples([pair(number, wrong=place < wrong) for place, number in enumerate(usable()[:count])])


def samples(base: BaseModel, numbers: range) -> list[tuple[list[int], list[int]]]:
    """Both replies to each prompt, as tokens."""
    return [
        (base.prompt_ids(prompt(number).messages), base.reply_ids(reply))
        for number in numbers
        for reply in replies(number)
    ]


def share_that_asks(base: BaseModel, model: RewardModel, numbers: list[int]) -> float:
    """Of prompts, how often the reply that asks back scores higher."""
    scores = torch.cat([model.score(samples(base, range(number, number + 1)))[None] for number in numbers])
    return float((scores[:, 0] > scores[:, 1]).float().mean())


def test_thirty_noisy_pairs_teach_a_taste(base: BaseModel) -> None:
    model, report = train_reward_model(base, some_pairs(30, wrong=3), CONFIG)
    assert model is not None
    assert share_that_asks(base, model, usable()[30:]) > 0.9
    assert report.informative, report.reason
    assert (report.pairs, report.thumbs, report.raters, report.out_of_fold) == (30, 0, 3, True)
    assert report.low < report.accuracy < report.high
    assert report.accuracy >= 0.8
    assert report.seconds > 0


def test_thumbs_alone_teach_it_too(base: BaseModel) -> None:
    thumbs = [thumb(number, up=number % 3 != 0) for number in usable()[:40]]
    model, report = train_reward_model(base, examples(thumbs=thumbs), CONFIG)
    assert model is not None
    assert share_that_asks(base, model, usable()[40:]) > 0.9
    assert report.informative, report.reason
    assert (report.pairs, report.thumbs) == (0, 40)


def test_pairs_and_thumbs_train_one_head_together(base: BaseModel) -> None:
    some = usable()
    votes = examples(
        [pair(number) for number in some[:8]], [thumb(number, up=number % 2 == 0) for number in some[8:24]]
    )
    model, report = train_reward_model(base, votes, CONFIG)
    assert model is not None
    assert share_that_asks(base, model, some[24:]) > 0.9
    assert report.informative, report.reason


def test_random_votes_are_not_believed(base: BaseModel) -> None:
    believed = 0
    for trial in range(10):
        rng = Random(trial)
        votes = examples([pair(number, wrong=rng.random() < 0.5) for number in rng.sample(usable(), 24)])
        believed += train_reward_model(base, votes, CONFIG)[1].informative
    assert believed <= 1


def test_a_ranking_is_one_vote_and_a_tie_is_none_that_can_be_right(base: BaseModel) -> None:
    first = pair(usable()[0])
    texts = [*replies(usable()[0]), "No."]
    ranking = [replace(first, chosen=texts[a], rejected=texts[b], weight=1 / 3) for a, b in ((0, 1), (0, 2), (1, 2))]
    votes = examples(ranking + [pair(number) for number in usable()[1:12]] + [pair(usable()[13], tie=True)])
    assert len(votes_of(base, votes).replies) == 3 + 11 * 2 + 2
    _, report = train_reward_model(base, votes, CONFIG)
    assert report.pairs == 13
    reason = train_reward_model(base, votes, replace(CONFIG, least_votes=13))[1].reason
    assert reason == "too few votes: 12 of at least 13, beside 1 that call replies equal"


def test_too_few_votes_train_nothing(base: BaseModel) -> None:
    model, report = train_reward_model(base, some_pairs(7), CONFIG)
    assert model is None
    assert not report.informative
    assert report.reason == "too few votes: 7 of at least 10"
    assert train_reward_model(base, examples(), CONFIG)[1].reason == "too few votes: 0 of at least 10"


def test_votes_on_a_single_prompt_are_not_believed(base: BaseModel) -> None:
    one = prompt(usable()[0])
    votes = examples([replace(pair(number), prompt=one, group=one.group) for number in range(12)])
    model, report = train_reward_model(base, votes, CONFIG)
    assert model is not None
    assert (report.pairs, report.informative) == (12, False)
    assert report.reason == "nothing to measure it on: it takes pairs, or thumbs up and down, on several prompts"


def test_votes_on_gate_prompts_are_for_a_second_opinion_only(base: BaseModel) -> None:
    everything = examples([pair(number) for number in range(60)])
    groups = [prompt(number).group for number in range(60)]
    gate = [group for group in groups if split_of(group) == "gate"]
    quarter = [group for group in groups if int(group[8:16], 16) % 4 == 1]
    assert set(gate) & set(quarter), "some are in both"
    assert train_reward_model(base, everything, CONFIG)[1].pairs == 60 - len(gate)
    assert train_reward_model(base, everything, CONFIG, fold=1)[1].pairs == 60 - len(set(quarter) - set(gate))


def test_many_votes_are_measured_on_the_held_out_split(base: BaseModel) -> None:
    held_out = sum(split_of(prompt(number).group) == "held_out" for number in usable())
    assert held_out > 0
    _, report = train_reward_model(base, some_pairs(60), replace(CONFIG, few=20))
    assert not report.out_of_fold
    assert report.pairs == len(usable()) - held_out


def test_the_two_folds_leave_out_different_votes_and_read_replies_in_different_ways(base: BaseModel) -> None:
    votes = some_pairs(40)
    one, first = train_reward_model(base, votes, CONFIG, fold=0)
    other, second = train_reward_model(base, votes, CONFIG, fold=1)
    assert one is not None
    assert other is not None
    assert (one.reading.pooling, other.reading.pooling) == ("extremes", "spread")
    assert 40 * 0.5 < first.pairs < 40
    assert 40 * 0.5 < second.pairs < 40
    assert share_that_asks(base, other, usable()[40:]) > 0.9


def test_the_same_seed_gives_the_same_model_and_another_seed_another(base: BaseModel) -> None:
    votes, some = some_pairs(20, wrong=2), samples(base, range(5))
    scores = [train_reward_model(base, votes, CONFIG, seed=seed)[0].scores(some) for seed in (0, 0, 1)]  # type: ignore[union-attr]
    assert torch.equal(scores[0], scores[1])
    assert not torch.equal(scores[0], scores[2])


def test_no_fold_meets_a_prompt_twice_and_ups_and_downs_are_spread() -> None:
    class Words:
        """As much of a base as `votes_of` asks for."""

        def prompt_ids(self, messages: object, tools: object) -> list[int]:
            return [1]

        def reply_ids(self, text: str) -> list[int]:
            return [2]

    thumbs = [thumb(number, up=place % 4 == 0) for place, number in enumerate(usable()[:40])]
    votes = votes_of(Words(), examples([pair(number) for number in usable()[:10]], thumbs))  # type: ignore[arg-type]
    parts = list(folds(votes, 5, seed=3))
    assert sum(len(part.terms) for part in parts) == len(votes.terms)
    assert all(not one.groups & other.groups for one in parts for other in parts if one is not other)
    assert [sum(term.second is None and term.target == 1 for term in part.terms) for part in parts] == [2] * 5
    assert list(folds(votes.of({prompt(usable()[0]).group}), 5, seed=3)) == []


def test_progress_ends_at_its_total(base: BaseModel) -> None:
    told: list[tuple[int, int]] = []
    train_reward_model(base, some_pairs(12), CONFIG, on_progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (24 + 6, 24 + 6)
    assert told == sorted(told)


def test_mistaken_votes_are_those_that_models_which_did_not_see_them_disagree_with(base: BaseModel) -> None:
    told: list[Prediction] = []
    votes = some_pairs(30, wrong=3)
    train_reward_model(base, votes, CONFIG, on_predicted=told.extend)
    margins = {one.vote_id: one.margin for one in opinions_of(told)}
    assert margins.keys() == {pair.vote_id for pair in votes.pairs}
    assert all(margins[pair.vote_id] < 0 for pair in votes.pairs[:3])


def test_scores_are_normal_on_the_reference_and_heads_share_their_scale(base: BaseModel, model: RewardModel) -> None:
    reference = samples(base, range(20))
    score, scores = model.score(reference), model.scores(reference)
    assert scores.shape == (40, 8)
    assert float(score.mean()) == pytest.approx(0, abs=1e-5)
    assert float(score.std(correction=0)) == pytest.approx(1, abs=1e-5)
    assert torch.allclose(score, scores.mean(1) - 0.5 * scores.std(1, correction=0), atol=1e-6)
    assert float(scores.mean(0).std()) == pytest.approx(0, abs=1e-5)


def test_pessimism_takes_off_the_spread() -> None:
    # Heads that say 1, 3 and 5 have mean 3 and variance 8 / 3.
    assert float(pessimistic(torch.tensor([[1.0, 3.0, 5.0]]), 0.5)) == pytest.approx(3 - 0.5 * (8 / 3) ** 0.5)
    assert float(pessimistic(torch.tensor([[4.0]]), 2.0)) == 4.0


def test_the_expected_score_is_a_guess_from_the_states_before_each_token(base: BaseModel, model: RewardModel) -> None:
    weight, bias = model.expected
    guesses, scores = [], model.score(samples(base, range(20)))
    for text, reply in samples(base, range(20)):
        with torch.inference_mode():
            states = base.hidden(torch.tensor([text + reply]))[0, len(text) - 1 : -1]
        assert len(states) == len(reply)
        guesses.append(states[len(states) // 2 :].mean(0) @ weight + bias)
    assert float(torch.corrcoef(torch.stack([torch.stack(guesses), scores]))[0, 1]) > 0.7


def test_the_expected_score_is_that_of_a_ridge_regression(base: BaseModel, model: RewardModel) -> None:
    some = samples(base, range(20))
    model.normalise(some)
    states, scores = [], []
    for (text, reply), score in zip(some, model.score(some), strict=True):
        with torch.inference_mode():
            states.append(base.hidden(torch.tensor([text + reply]))[0, len(text) - 1 : -1].double())
        scores.append(score.double().expand(len(reply)))
    known, wanted = torch.cat(states), torch.cat(scores)
    centred = known - known.mean(0)
    # As least squares: a row for each weight that asks it to be 0.
    ridge = torch.eye(base.width, dtype=torch.float64) * (centred.square().mean() * len(centred)).sqrt()
    targets = torch.cat([wanted - wanted.mean(), torch.zeros(base.width, dtype=torch.float64)])
    weight = torch.linalg.lstsq(torch.cat([centred, ridge]), targets).solution
    assert torch.allclose(model.expected[0].double(), weight, rtol=1e-3, atol=1e-6)
    assert model.expected[1] == pytest.approx(float(wanted.mean() - known.mean(0) @ weight), abs=1e-4)


def test_scores_do_not_depend_on_company_and_none_are_none(base: BaseModel, model: RewardModel) -> None:
    some = samples(base, range(6))
    alone = torch.cat([model.scores([text]) for text in some])
    assert torch.allclose(model.scores(some), alone, atol=1e-4)
    assert model.scores([]).shape == (0, 8)


def test_the_base_gets_no_adapter(base: BaseModel, model: RewardModel) -> None:
    assert base.adapters == frozenset()


def test_a_saved_model_scores_the_same(base: BaseModel, model: RewardModel, tmp_path: Path) -> None:
    model.save(tmp_path / "reward")
    again, some = RewardModel.load(base, tmp_path / "reward"), samples(base, range(5))
    assert torch.equal(again.score(some), model.score(some))
    assert torch.equal(again.expected[0], model.expected[0])
    assert (again.expected[1], again.reading, again.pessimism) == (model.expected[1], model.reading, model.pessimism)
    assert sorted(path.name for path in (tmp_path / "reward").iterdir()) == [FACTS, TENSORS]


def test_damaged_folders_are_refused(base: BaseModel, model: RewardModel, tmp_path: Path) -> None:
    with pytest.raises(RewardModelError, match="holds no reward model"):
        RewardModel.load(base, tmp_path / "nothing")
    model.save(tmp_path)
    whole, facts = (tmp_path / TENSORS).read_bytes(), (tmp_path / FACTS).read_text()
    (tmp_path / TENSORS).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(RewardModelError, match="holds no reward model"):
        RewardModel.load(base, tmp_path)
    (tmp_path / TENSORS).write_bytes(whole)
    (tmp_path / FACTS).write_text(json.dumps(json.loads(facts) | {"format": 9}))
    with pytest.raises(RewardModelError, match="of format 4"):
        RewardModel.load(base, tmp_path)


def test_a_model_of_another_base_is_refused(base: BaseModel, model: RewardModel, tmp_path: Path) -> None:
    model.save(tmp_path / "reward")
    other = BaseModel.load(tiny_folder(tmp_path / "tiny"))
    with pytest.raises(RewardModelError, match="another base"):
        RewardModel.load(other, tmp_path / "reward")


def test_weights_that_are_not_numbers_are_refused(base: BaseModel, model: RewardModel, tmp_path: Path) -> None:
    broken, _ = train_reward_model(base, some_pairs(12), CONFIG)
    assert broken is not None
    broken.heads.alpha[0, 0] = torch.nan
    with pytest.raises(RewardModelError, match="not a number"):
        broken.scores(samples(base, range(2)))
    broken.save(tmp_path)
    with pytest.raises(RewardModelError, match="not numbers"):
        RewardModel.load(base, tmp_path)


def test_a_broken_base_is_named(tmp_path: Path) -> None:
    broken = BaseModel.load(tiny_folder(tmp_path))
    with torch.no_grad():
        broken._plain.model.norm.weight[0] = torch.nan
    with pytest.raises(RewardModelError, match="states of a reply are not numbers"):
        train_reward_model(broken, some_pairs(12), CONFIG)


def test_samples_that_all_score_the_same_have_no_scale(base: BaseModel, model: RewardModel) -> None:
    same = samples(base, range(1))[:1]
    with pytest.raises(RewardModelError, match="all 3 samples the same"):
        train_reward_model(base, some_pairs(12), CONFIG, reference=same * 3)
    with pytest.raises(RewardModelError, match="all 0 samples the same"):
        train_reward_model(base, some_pairs(12), CONFIG, reference=[])


@pytest.mark.parametrize(
    "fields", [{"heads": 0}, {"folds": 1}, {"pessimism": -1.0}, {"landmarks": 0}, {"least_votes": 1}]
)
def test_settings_that_make_no_sense_are_refused(fields: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"heads|pessimism"):
        RewardConfig(**fields)  # type: ignore[arg-type]

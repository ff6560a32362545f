"""Supervised fine-tuning: what counts for the loss, what is held out, stopping in time, and going on after a kill."""

import math
from itertools import pairwise

import pytest
import torch
from transformers import AutoModelForCausalLM

from feedback.base_model import BaseModel
from feedback.examples import Demonstration, Prompt, split_of
from policy.sft.training import (
    REFUSED,
    TOO_LONG,
    SFTConfig,
    SFTProgress,
    TokenizedDemonstration,
    TooFewDemonstrationsError,
    perplexity,
    rate_at,
    tokenize,
    train_sft,
)
from tests.policy.tiny import SHAPE, scrambled, tiny_folder

CONFIG = SFTConfig(epochs=3, rate=5e-3, step_replies=8, micro_tokens=128)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    torch.set_num_threads(1)
    return tiny_folder(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def base(folder):
    loaded = BaseModel.load(folder, shape=SHAPE)
    loaded.add("sft")
    return loaded


def demonstration(question: str, reply: str, group: str | None = None, weight: float = 1.0) -> Demonstration:
    prompt = Prompt(({"role": "user", "content": question},))
    return Demonstration(prompt, reply, weight, group or prompt.group, "someone", f"vote {question}")


def lesson(base: BaseModel, many: int = 24) -> list[TokenizedDemonstration]:
    """One answer to every question, which is easy to learn."""
    found, skipped = tokenize(
        base, [demonstration(f"What is {number}?", "It is a fine number.") for number in range(many)]
    )
    assert skipped == {}
    return found


def quietly(progress: SFTProgress) -> None:
    pass


def test_perplexity_is_of_the_replys_tokens_alone(base, folder):
    rows = [one.row for one in lesson(base, 3)] + [([5, 6, 7], [8, 9])]
    scrambled(base, "sft")
    model = AutoModelForCausalLM.from_pretrained(folder)
    total, tokens = 0.0, 0
    for prompt, reply in rows:
        with torch.no_grad():
            logits = model(torch.tensor([prompt + reply])).logits[0, len(prompt) - 1 : -1].double()
        total += float(torch.nn.functional.cross_entropy(logits, torch.tensor(reply), reduction="sum"))
        tokens += len(reply)
    assert perplexity(base, None, rows, micro_tokens=64) == pytest.approx(math.exp(total / tokens), rel=1e-5)
    assert perplexity(base, "sft", rows) != pytest.approx(math.exp(total / tokens), rel=1e-2)


def test_a_demonstration_is_its_prompt_as_served_and_its_reply_with_the_end_of_the_turn(base):
    (one,), _ = tokenize(base, [demonstration("Hi?", "Hello.")])
    text = base.tokenizer.decode(one.row[0] + one.row[1])
    assert text.replace(" ", "") == "<|user|>Hi?<|end|><|assistant|>Hello.<|end|>"
    assert one.row[0] == base.prompt_ids([{"role": "user", "content": "Hi?"}])


def test_what_is_held_out_goes_by_the_prompt_and_by_the_conversations_first(base):
    prompts = [Prompt(({"role": "user", "content": str(number)},)) for number in range(60)]
    train, held = ([one for one in prompts if (split_of(one.group) == "train") == wanted] for wanted in (True, False))
    both = [(train[0], train[1].group), (train[0], held[0].group), (held[0], train[0].group)]
    found, _ = tokenize(base, [Demonstration(prompt, "Yes.", 1.0, group, "", "") for prompt, group in both])
    assert [one.train for one in found] == [True, False, False]


def test_what_the_model_cannot_take_is_counted(base):
    strange = Demonstration(Prompt(({"role": "narrator", "content": "Night."},)), "Yes.", 1.0, "00" * 32, "", "")
    found, skipped = tokenize(base, [demonstration("Hi?", "very long " * 300), strange, demonstration("Hi?", "Yes.")])
    assert len(found) == 1
    assert skipped == {TOO_LONG: 1, REFUSED: 1}


def test_it_learns_and_says_how_far_it_is(base, tmp_path):
    seen: list[SFTProgress] = []
    rows = [one.row for one in lesson(base) if not one.train]
    before = perplexity(base, None, rows)
    result = train_sft(base, "sft", lesson(base), CONFIG, checkpoint=tmp_path / "c.pt", on_progress=seen.append)
    assert result.trained_on + result.held_out == 24
    assert result.before == pytest.approx(before)
    assert result.after < before / 2
    assert result.after == pytest.approx(perplexity(base, "sft", rows))
    assert perplexity(base, None, rows) == pytest.approx(before)
    steps = math.ceil(result.trained_on / 8) * 3
    assert {one.steps for one in seen} == {steps}
    assert seen[-1].step == steps
    assert all(one.step <= other.step for one, other in pairwise(seen))


def test_a_killed_run_ends_with_the_weights_of_one_that_was_not(base, folder, tmp_path):
    straight = train_sft(base, "sft", lesson(base), CONFIG, checkpoint=tmp_path / "one.pt", on_progress=quietly)

    def killed(progress: SFTProgress) -> None:
        if progress.epoch == 2:
            raise KeyboardInterrupt

    other = BaseModel.load(folder, shape=SHAPE)
    other.add("sft")
    with pytest.raises(KeyboardInterrupt):
        train_sft(other, "sft", lesson(other), CONFIG, checkpoint=tmp_path / "two.pt", on_progress=killed)
    fresh = BaseModel.load(folder, shape=SHAPE)
    fresh.add("sft", seed=9)
    resumed = train_sft(fresh, "sft", lesson(fresh), CONFIG, checkpoint=tmp_path / "two.pt", on_progress=quietly)
    assert resumed.perplexities == straight.perplexities
    for name, weight in base.state("sft").items():
        assert torch.equal(weight, fresh.state("sft")[name]), name
    done = train_sft(fresh, "sft", lesson(fresh), CONFIG, checkpoint=tmp_path / "two.pt", on_progress=killed)
    assert done.perplexities == straight.perplexities
    with pytest.raises(ValueError, match="other settings or demonstrations"):
        train_sft(fresh, "sft", lesson(fresh, 23), CONFIG, checkpoint=tmp_path / "two.pt", on_progress=quietly)


def test_an_adapter_that_got_worse_is_put_back(base, tmp_path):
    before = base.state("sft")
    train = [one for one in lesson(base) if one.train]
    contrary = TokenizedDemonstration((train[0].row[0], [2500, 2600, 2700]), 1.0, False, "")
    config = SFTConfig(epochs=5, rate=2e-2, step_replies=8, patience=2)
    result = train_sft(base, "sft", [*train, contrary], config, checkpoint=tmp_path / "c.pt", on_progress=quietly)
    assert result.best_epoch == 0
    assert len(result.perplexities) == 3
    assert result.after == result.before
    assert all(torch.equal(weight, before[name]) for name, weight in base.state("sft").items())


def test_a_weight_of_two_is_the_same_demonstration_twice(base, folder, tmp_path):
    losses: list[list[float]] = []
    one, two, *_ = [one for one in lesson(base) if one.train]
    held_out = next(one for one in lesson(base) if not one.train)
    double = TokenizedDemonstration(one.row, 2.0, True, "")
    for train in ([double, two], [one, one, two]):
        fresh = BaseModel.load(folder, shape=SHAPE)
        fresh.add("sft")
        losses.append([])
        config = SFTConfig(epochs=4, rate=1e-3, patience=4)
        train_sft(
            fresh,
            "sft",
            [*train, held_out],
            config,
            checkpoint=tmp_path / f"{len(losses)}.pt",
            on_progress=lambda now: losses[-1].append(now.loss),
        )
    assert losses[0] == pytest.approx(losses[1], rel=2e-3)


def test_the_rate_rises_and_falls_to_nothing():
    config = SFTConfig(rate=1.0, warmup=0.2)
    assert [rate_at(step, 10, config) for step in (0, 1, 2, 6, 9)] == pytest.approx([0.5, 1, 1, 0.5, 0.125])
    assert rate_at(0, 4, SFTConfig(rate=1.0, warmup=0.0)) == 1


def test_too_few_and_impossible_settings_are_refused(base, tmp_path):
    train = [one for one in lesson(base) if one.train]
    with pytest.raises(TooFewDemonstrationsError, match="and 0 to tell by"):
        train_sft(base, "sft", train, CONFIG, checkpoint=tmp_path / "c.pt", on_progress=quietly)
    with pytest.raises(ValueError, match="at least 1"):
        SFTConfig(epochs=0)
    with pytest.raises(ValueError, match="warmup"):
        SFTConfig(warmup=1.0)

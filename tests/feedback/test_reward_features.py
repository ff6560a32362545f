"""What is read of a reply, against the starter asked directly."""

import math

import pytest
import torch

from feedback.base_model import BaseModel
from feedback.reward.features import Features, RewardModelError, Standard, features_of, micro_batches
from tests.feedback.reward_votes import STARTER

HELLO = [{"role": "user", "content": "Hello there, who are you?"}]


@pytest.fixture(scope="module")
def base() -> BaseModel:
    return BaseModel.load(STARTER)


def test_a_replys_features_are_the_averages_that_they_are_said_to_be(base: BaseModel) -> None:
    prompt, reply = base.prompt_ids(HELLO), base.reply_ids("I am attune.")
    found = features_of(base, [(prompt, reply)], 2, 4096)
    model, start, width = base._plain, len(prompt), base.width
    with torch.inference_mode():
        states = model(torch.tensor([prompt + reply]), output_hidden_states=True).hidden_states
    assert torch.allclose(found.replies[0, :width], states[2][0, start:-1].mean(0), atol=1e-5)
    assert torch.allclose(found.replies[0, width:-1], states[-1][0, -2], atol=1e-5)
    assert float(found.replies[0, -1]) == pytest.approx(math.log(len(reply) - 1))
    expected, total = torch.zeros(width), 0.0
    for back, state in enumerate(reversed(states[2][0, :start])):
        expected, total = expected + 0.9**back * state, total + 0.9**back
    assert torch.allclose(found.prompts[0], expected / total, atol=1e-5)


def test_a_reply_without_its_end_keeps_its_last_token(base: BaseModel) -> None:
    prompt, reply = base.prompt_ids(HELLO), base.reply_ids("I am attune.")
    whole, cut = features_of(base, [(prompt, reply), (prompt, reply[:-1])], 2, 4096).replies
    assert torch.allclose(whole, cut, atol=1e-3)
    assert features_of(base, [(prompt, reply[-1:])], 2, 4096).replies[0, -1] == 0.0


def test_batches_change_nothing_but_the_speed(base: BaseModel) -> None:
    texts = [(base.prompt_ids(HELLO), base.reply_ids("word " * count)) for count in (1, 30, 3, 12)]
    told: list[int] = []
    together = features_of(base, texts, 2, 4096)
    alone = features_of(base, texts, 2, 1, told.append)
    assert torch.allclose(together.replies, alone.replies, atol=1e-3)
    assert torch.allclose(together.prompts, alone.prompts, atol=1e-3)
    assert told == [1, 2, 3, 4]


def test_the_oldest_tokens_go_where_the_context_is_full(base: BaseModel) -> None:
    prompt, reply = [5, 6, 7] * 1000, base.reply_ids("I am attune.")
    kept = prompt[-(base.context - len(reply)) :]
    long, short = features_of(base, [(prompt, reply), (kept, reply)], 2, 4096).replies
    assert torch.equal(long, short)
    assert bool(features_of(base, [([], reply), (kept, reply * 1000)], 2, 4096).replies.isfinite().all())


def test_bad_input_is_named(base: BaseModel) -> None:
    with pytest.raises(RewardModelError, match="without tokens"):
        features_of(base, [([1, 2], [])], 2, 4096)


def test_micro_batches_hold_rows_of_like_length_and_few_tokens() -> None:
    assert list(micro_batches([3, 9, 4, 10, 1], 20)) == [[3, 1], [2, 0, 4]]
    assert list(micro_batches([50, 60], 20)) == [[1], [0]]
    assert list(micro_batches([], 20)) == []


def test_standard_features_have_mean_zero_and_their_weights_length() -> None:
    # D = 1: average (2, 6), last word (0, 10), length (1, 1); prompts (3, 5).
    features = Features(torch.tensor([[2.0, 0.0, 1.0], [6.0, 10.0, 1.0]]), torch.tensor([[3.0], [5.0]]))
    found = Standard.of(features)(features)
    assert torch.allclose(found.replies, torch.tensor([[-1.0, -0.3, 0.0], [1.0, 0.3, 0.0]]))
    assert torch.allclose(found.prompts, torch.tensor([[-1.0], [1.0]]))

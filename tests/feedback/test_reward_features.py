"""What is read of a reply, against the starter asked directly."""

import pytest
import torch

from feedback.base_model import BaseModel
from feedback.reward.features import (
    Features,
    Reading,
    RewardModelError,
    Standard,
    TokenizedReply,
    features_of,
    micro_batches,
    readings,
)
from tests.feedback.reward_votes import STARTER

HELLO = [{"role": "user", "content": "Hello there, who are you?"}]
MIDDLE = Reading(2, "extremes")


@pytest.fixture(scope="module")
def base() -> BaseModel:
    return BaseModel.load(STARTER)


def read(base: BaseModel, *texts: TokenizedReply, micro_tokens: int = 4096) -> Features:
    """The middle layer's features."""
    (features,) = features_of(base, texts, [MIDDLE], micro_tokens)
    return features


def test_a_replys_features_are_what_they_are_said_to_be(base: BaseModel) -> None:
    prompt, reply = base.prompt_ids(HELLO), base.reply_ids("I am attune.")
    extremes, spread = features_of(base, [(prompt, reply)], [MIDDLE, Reading(3, "spread")], 4096)
    model, start = base._plain, len(prompt)
    with torch.inference_mode():
        states = model(torch.tensor([prompt + reply]), output_hidden_states=True).hidden_states
    two, three, word = states[2][0, start:-1], states[3][0, start:-1], states[-1][0, -2]
    kept = [two.mean(0), two.amax(0), two.amin(0), word]
    assert torch.allclose(extremes.replies[0], torch.cat(kept), atol=1e-4)
    kept = [three.mean(0), three.std(0, correction=0), word]
    assert torch.allclose(spread.replies[0], torch.cat(kept), atol=1e-4)
    for features, layer in ((extremes, 2), (spread, 3)):
        assert torch.allclose(features.prompts[0], states[layer][0, start - 1], atol=1e-4)


def test_padding_is_neither_largest_nor_smallest(base: BaseModel) -> None:
    prompt, long = base.prompt_ids(HELLO), base.reply_ids("word " * 40)
    for reading in (MIDDLE, Reading(1, "spread")):
        (together,) = features_of(base, [(prompt, base.reply_ids("Yes.")), (prompt, long)], [reading], 4096)
        (alone,) = features_of(base, [(prompt, base.reply_ids("Yes."))], [reading], 4096)
        assert torch.allclose(together.replies[0], alone.replies[0], atol=1e-3)


def test_the_readings_are_layers_from_within_the_base() -> None:
    assert [reading.layer for reading in readings(28, "spread")] == [7, 14, 21]
    assert [reading.layer for reading in readings(4, "extremes")] == [1, 2, 3]
    assert [reading.layer for reading in readings(2, "extremes")] == [1, 2]
    assert [reading.layer for reading in readings(1, "extremes")] == [1]


def test_a_reply_without_its_end_keeps_its_last_token(base: BaseModel) -> None:
    prompt, reply = base.prompt_ids(HELLO), base.reply_ids("I am attune.")
    whole, cut = read(base, (prompt, reply), (prompt, reply[:-1])).replies
    assert torch.allclose(whole, cut, atol=1e-3)
    average, largest, smallest, _ = read(base, (prompt, reply[-1:])).replies.view(4, -1)
    assert torch.equal(average, largest)
    assert torch.equal(average, smallest)


def test_batches_change_nothing_but_the_speed(base: BaseModel) -> None:
    texts = [(base.prompt_ids(HELLO), base.reply_ids("word " * count)) for count in (1, 30, 3, 12)]
    told: list[int] = []
    together = read(base, *texts)
    (alone,) = features_of(base, texts, [MIDDLE], 1, told.append)
    assert torch.allclose(together.replies, alone.replies, atol=1e-3)
    assert torch.allclose(together.prompts, alone.prompts, atol=1e-3)
    assert told == [1, 2, 3, 4]


def test_the_oldest_tokens_go_where_the_context_is_full(base: BaseModel) -> None:
    prompt, reply = [5, 6, 7] * 1000, base.reply_ids("I am attune.")
    kept = prompt[-(base.context - len(reply)) :]
    long, short = read(base, (prompt, reply), (kept, reply)).replies
    assert torch.equal(long, short)
    assert bool(read(base, ([], reply), (kept, reply * 1000)).replies.isfinite().all())


def test_bad_input_is_named(base: BaseModel) -> None:
    with pytest.raises(RewardModelError, match="without tokens"):
        read(base, ([1, 2], []))


def test_micro_batches_hold_rows_of_like_length_and_few_tokens() -> None:
    assert list(micro_batches([3, 9, 4, 10, 1], 20)) == [[3, 1], [2, 0, 4]]
    assert list(micro_batches([50, 60], 20)) == [[1], [0]]
    assert list(micro_batches([], 20)) == []


def test_standard_features_have_mean_zero_and_their_weights_length() -> None:
    # D = 1: average (2, 6), spread (1, 1), last word (0, 10); prompts (3, 5).
    features = Features(torch.tensor([[2.0, 1.0, 0.0], [6.0, 1.0, 10.0]]), torch.tensor([[3.0], [5.0]]))
    found = Standard.of(features)(features)
    assert torch.allclose(found.replies, torch.tensor([[-1.0, 0.0, -0.5], [1.0, 0.0, 0.5]]))
    assert torch.allclose(found.prompts, torch.tensor([[-1.0], [1.0]]))

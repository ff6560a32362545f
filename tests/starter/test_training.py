"""The recipe: batches, loss, schedule, and a run that resumes where it was killed."""

import json
import math
from itertools import islice

import pytest
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, Qwen3ForCausalLM

from feedback.attention import NAME
from policy.starter.__main__ import corpus_tokenizer, save
from policy.starter.architecture import CONTEXT, VOCAB_SIZE, starter_config
from policy.starter.batches import POOL, WIDTHS, batches, render, targets_of
from policy.starter.corpus.mix import conversation
from policy.starter.training import TARGETS, Recipe, assistant_loss, places_of, rate_at, train

RECIPE = Recipe(tokens=20_000, batch_tokens=CONTEXT, compiled=False)


@pytest.fixture(scope="module")
def tokenizer():
    return corpus_tokenizer(seed=0, sample=300)


def test_only_the_assistants_words_and_its_end_of_turn_are_targets():
    user, assistant, end = 3, 4, 1
    ids = [user, 10, 11, end, assistant, 20, 21, end, user, 12, end, assistant, 22, end]
    no = -100
    assert targets_of(ids, assistant, end) == [no, no, no, no, 20, 21, end, no, no, no, no, 22, end, no]


def test_batches_are_the_same_for_a_seed_and_go_on_by_number(tokenizer):
    first = list(islice(batches(tokenizer, 0, CONTEXT, CONTEXT), 5))
    again = next(batches(tokenizer, 0, CONTEXT, CONTEXT, pool=0, index=3))
    assert torch.equal(first[3].ids, again.ids)
    assert not torch.equal(first[3].ids, next(batches(tokenizer, 1, CONTEXT, CONTEXT, index=3)).ids)
    assert all(batch.ids.numel() <= CONTEXT for batch in first)
    assert all(batch.tokens == (batch.ids != tokenizer.pad_token_id).sum() for batch in first)


def test_a_pool_comes_in_batches_of_few_shapes_and_nothing_of_it_is_lost(tokenizer):
    pool = [batch for batch in islice(batches(tokenizer, 0, 2 * CONTEXT, CONTEXT), 120) if batch.pool == 0]
    assert all(batch.ids.shape[0] == 2 * CONTEXT // batch.ids.shape[1] for batch in pool)
    assert all(batch.ids.shape[1] % WIDTHS == 0 for batch in pool)
    texts = [render(tokenizer, conversation(0, number)) for number in range(POOL)]
    rows = [row[:CONTEXT] for row in tokenizer(texts, add_special_tokens=False)["input_ids"]]
    pad = tokenizer.pad_token_id
    found = [row[row != pad].tolist() for batch in pool for row in batch.ids if (row != pad).any()]
    assert sorted(found) == sorted(rows)
    padding = 1 - sum(map(len, rows)) / sum(batch.ids.numel() for batch in pool)
    assert padding < 0.1


def test_what_fills_the_targets_up_does_not_count(tokenizer):
    torch.manual_seed(0)
    model = Qwen3ForCausalLM(starter_config(tokenizer)).float()
    batch = next(batches(tokenizer, 0, CONTEXT, CONTEXT))
    targets = batch.targets.flatten()
    bare, filled = (targets != -100).nonzero()[:, 0], places_of(targets)
    assert len(filled) % TARGETS == 0 < len(bare) % TARGETS
    losses = [assistant_loss(model, batch.ids, where, targets[where]).item() for where in (bare, filled)]
    assert losses[0] == pytest.approx(losses[1], rel=1e-6)


def test_conversations_repeat_for_a_seed_and_differ_between_numbers():
    assert conversation(0, 7) == conversation(0, 7)
    assert conversation(0, 7) != conversation(0, 8)
    assert conversation(0, 7) != conversation(1, 7)


def test_the_rate_rises_holds_and_falls_to_nothing():
    recipe = Recipe(tokens=1_000, warmup=100, decay=0.5)
    assert [rate_at(seen, recipe) for seen in (0, 50, 100, 500, 750, 1_000, 1_200)] == [0, 0.5, 1, 1, 0.5, 0, 0]


def test_causal_products_are_the_attention_of_the_fused_kernel(tokenizer):
    torch.manual_seed(0)
    model = Qwen3ForCausalLM(starter_config(tokenizer)).float()
    ids = torch.randint(10, VOCAB_SIZE, (2, 33))
    fused = model(ids).logits
    model.set_attn_implementation(NAME)
    torch.testing.assert_close(model(ids).logits, fused, rtol=1e-5, atol=1e-5)


def test_an_untrained_model_is_as_unsure_as_chance(tokenizer):
    torch.manual_seed(0)
    model = Qwen3ForCausalLM(starter_config(tokenizer)).float()
    batch = next(batches(tokenizer, 0, CONTEXT, CONTEXT))
    where = (batch.targets.flatten() != -100).nonzero()[:, 0]
    loss = assistant_loss(model, batch.ids, where, batch.targets.flatten()[where])
    assert loss.item() == pytest.approx(math.log(VOCAB_SIZE), abs=0.3)


@pytest.mark.slow
def test_a_killed_run_ends_with_the_weights_of_one_that_was_not(tokenizer, tmp_path):
    torch.set_num_threads(1)
    losses = []
    straight, _ = train(RECIPE, tokenizer, tmp_path / "one.pt", lambda now: losses.append(now.loss), stop_after=4)
    train(RECIPE, tokenizer, tmp_path / "two.pt", lambda now: None, stop_after=2)
    resumed, now = train(RECIPE, tokenizer, tmp_path / "two.pt", lambda now: None, stop_after=2)
    assert now.step == 4
    for name, weight in straight.state_dict().items():
        assert torch.equal(weight, resumed.state_dict()[name]), name
    assert losses[-1] < losses[0]
    with pytest.raises(ValueError, match="other settings"):
        train(Recipe(tokens=1, seed=5), tokenizer, tmp_path / "two.pt", lambda now: None)


@pytest.mark.slow
def test_what_a_run_writes_loads_in_transformers(tokenizer, tmp_path):
    model, now = train(RECIPE, tokenizer, tmp_path / "checkpoint.pt", lambda now: None, stop_after=1)
    save(model, tokenizer, now, RECIPE, tmp_path / "model")
    loaded = AutoModelForCausalLM.from_pretrained(tmp_path / "model")
    ids = AutoTokenizer.from_pretrained(tmp_path / "model").apply_chat_template(
        [{"role": "user", "content": "Hi"}], add_generation_prompt=True, return_tensors="pt", return_dict=False
    )
    assert loaded(ids).logits.shape == (1, ids.shape[1], VOCAB_SIZE)
    assert loaded.dtype == torch.bfloat16
    assert json.loads((tmp_path / "model" / "training.json").read_text())["steps"] == 1
    assert (tmp_path / "model" / "chat_template.jinja").is_file()

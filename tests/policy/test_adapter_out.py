"""An adapter that left: the same numbers in PEFT, a probe that tells it from others, and back into memory."""

import pytest
import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM

from feedback.base_model import BaseModel, LoraShape
from policy.adapters.base_facts import BaseFacts
from policy.adapters.file import BadAdapterError, check_adapter, unpack
from policy.adapters.local_sampling import sampled_replies
from policy.adapters.out import load_policy, probe_of, write_policy
from policy.ppo.experience import response_logprobs
from tests.policy.tiny import SHAPE, scrambled, tiny_folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    torch.set_num_threads(1)
    return tiny_folder(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def base(folder):
    loaded = BaseModel.load(folder, shape=SHAPE)
    loaded.add("policy")
    scrambled(loaded, "policy")
    return loaded


@pytest.fixture
def facts(folder):
    found = BaseFacts.of(folder)
    return {"parent": 0, "base": {"model": found.model, "sha256": found.sha256}, "method": "sft"}


def test_what_was_written_says_in_peft_what_the_probe_promises(base, folder, facts, tmp_path):
    write_policy(base, "policy", tmp_path / "adapter", facts)
    found = check_adapter(tmp_path / "adapter", BaseFacts.of(folder))
    unpack(tmp_path / "adapter", tmp_path / "unpacked")
    model = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(folder), tmp_path / "unpacked")
    assert found.probe is not None
    assert len(found.probe.prompt_token_ids) == 4
    for prompt, tokens, logprobs in zip(
        found.probe.prompt_token_ids, found.probe.token_ids, found.probe.logprobs, strict=True
    ):
        logs = model(torch.tensor([prompt + tokens])).logits[0, len(prompt) - 1 : -1].log_softmax(-1)
        assert logs.gather(-1, torch.tensor(tokens)[:, None])[:, 0].tolist() == pytest.approx(logprobs, abs=1e-4)


def test_the_probe_tells_the_adapter_from_the_bare_base_and_from_another(base):
    prompt = base.prompt_ids([{"role": "user", "content": "Hello"}])
    probe = probe_of(base, "policy", [prompt])
    assert probe == probe_of(base, "policy", [prompt])
    base.add("other")
    scrambled(base, "other", seed=2)
    for other in (None, "other"):
        with base.using(other), torch.no_grad():
            told = response_logprobs(base, [(prompt, probe["token_ids"][0])], 1.0)[0]
        assert (told - torch.tensor(probe["logprobs"][0])).abs().max() > 0.1


def test_what_was_written_can_be_loaded_again(base, folder, facts, tmp_path):
    write_policy(base, "policy", tmp_path / "adapter", facts, [[5, 6]])
    other = BaseModel.load(folder, shape=SHAPE)
    load_policy(other, "champion", tmp_path / "adapter")
    for name, weight in base.state("policy").items():
        assert torch.equal(weight, other.state("champion")[name]), name


def test_an_adapter_of_another_shape_or_base_is_refused(base, folder, facts, tmp_path):
    write_policy(base, "policy", tmp_path / "adapter", facts)
    larger = BaseModel.load(folder, shape=LoraShape(rank=8, alpha=8))
    with pytest.raises(BadAdapterError, match="rank 4 and alpha 8"):
        load_policy(larger, "policy", tmp_path / "adapter")
    with pytest.raises(BadAdapterError, match="base"):
        check_adapter(tmp_path / "adapter", BaseFacts("other", "0" * 64, {}))


def test_an_adapter_that_is_not_finite_is_not_written(base, facts, tmp_path):
    state = base.state("policy")
    state[min(state)][0, 0] = torch.nan
    base.set_state("policy", state)
    with pytest.raises(BadAdapterError, match="NaN"):
        write_policy(base, "policy", tmp_path / "adapter", facts)
    assert not (tmp_path / "adapter").exists()


def test_replies_are_those_of_their_seed_in_any_company_with_the_adapters_own_logprobs(base):
    prompts = [base.prompt_ids([{"role": "user", "content": text}]) for text in ("Hello", "What is two and two?")]
    both = sampled_replies(base, "policy", prompts, max_tokens=6, seed=3)
    assert sampled_replies(base, "policy", prompts[:1], max_tokens=6, seed=3)[0].response_ids == both[0].response_ids
    assert all(len(one.response_ids) == 6 or one.finished for one in both)
    with base.using("policy"), torch.no_grad():
        told = response_logprobs(base, [(one.prompt_ids, one.response_ids) for one in both], 1.0)
    for one, logprobs in zip(both, told, strict=True):
        assert one.sampled_logprobs == pytest.approx(logprobs[: len(one.response_ids)].tolist(), abs=1e-4)


def test_a_reply_ends_with_its_turn(base):
    ends = [sampled_replies(base, None, [[5, 6]], max_tokens=3, seed=seed)[0] for seed in range(3)]
    assert not any(one.finished for one in ends)
    eos = base.tokenizer.eos_token_id
    base.tokenizer.eos_token = base.tokenizer.convert_ids_to_tokens(ends[0].response_ids[1])
    found = sampled_replies(base, None, [[5, 6]], max_tokens=3, seed=0)[0]
    assert (found.response_ids, found.finished) == (ends[0].response_ids[:2], True)
    assert base.tokenizer.eos_token_id != eos

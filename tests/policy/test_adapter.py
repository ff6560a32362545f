"""The adapter file: written, read, refused, and loaded by PEFT; and how a base model is recognised."""

import json
import pickle
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from policy.adapters.file import (
    BadAdapterError,
    BaseFacts,
    check_adapter,
    read_adapter_file,
    read_probe,
    unpack,
    write_adapter_file,
)
from policy.checkpoint import BadCheckpointError
from policy.registry.manifests import Base
from server.settings import STARTER_PATH
from tests.policy.adapters import CONFIG, DOWN, PROBE, Q, facts, tensors, weights, write_adapter, write_base

A, B = f"base_model.model.{Q}.lora_A.weight", f"base_model.model.{Q}.lora_B.weight"


@pytest.fixture
def base(tmp_path: Path) -> BaseFacts:
    return BaseFacts.of(write_base(tmp_path / "tiny"))


# What the base is


def test_the_linear_layers_are_those_of_the_body(base: BaseFacts) -> None:
    assert base.linears == {Q: (8, 4), DOWN: (4, 6)}
    assert (base.model, base.vocabulary) == ("tiny", 32)


def test_the_starter_has_seven_linear_layers_in_each_of_its_four_blocks() -> None:
    facts = BaseFacts.of(STARTER_PATH, "attune")
    assert len(facts.linears) == 28
    assert facts.linears["model.layers.3.mlp.down_proj"] == (256, 768)
    assert facts.model == "attune"


def test_a_base_is_the_same_after_moving_and_after_another_spread_over_files(tmp_path: Path, base: BaseFacts) -> None:
    folder = tmp_path / "elsewhere"
    shutil.copytree(tmp_path / "tiny", folder)
    config = json.loads((folder / "config.json").read_text()) | {"transformers_version": "6.0.0"}
    (folder / "config.json").write_text(json.dumps(dict(reversed(config.items())), indent=3))
    (folder / "model.safetensors").unlink()
    parts = weights()
    first = {Q + ".weight": parts.pop(Q + ".weight")}
    save_file(first, folder / "one.safetensors")
    save_file(parts, folder / "two.safetensors", {"format": "pt"})
    places = dict.fromkeys(first, "one.safetensors") | dict.fromkeys(parts, "two.safetensors")
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": places}))
    (folder / "stray.safetensors").write_bytes((folder / "one.safetensors").read_bytes())
    assert BaseFacts.of(folder).sha256 == base.sha256


@pytest.mark.parametrize("change", ["one weight", "a name", "a setting"])
def test_another_base_is_told_apart(tmp_path: Path, base: BaseFacts, change: str) -> None:
    folder = write_base(tmp_path / "other")
    parts = weights()
    if change == "one weight":
        parts[Q + ".weight"][7, 3] += 1e-6
    if change == "a name":
        parts["model.norms.weight"] = parts.pop("model.norm.weight")
    if change == "a setting":
        config = json.loads((folder / "config.json").read_text()) | {"rope_theta": 5000.0}
        (folder / "config.json").write_text(json.dumps(config))
    save_file(parts, folder / "model.safetensors")
    assert BaseFacts.of(folder).sha256 != base.sha256


def test_of_a_large_tensor_the_first_and_last_bytes_count_and_little_is_read(tmp_path: Path) -> None:
    folder = write_base(tmp_path / "large")
    found = set()
    for place in (None, 0, -1):
        large = np.zeros(1_000_000, "f4")
        if place is not None:
            large[place] = 1.0
        save_file(weights() | {"model.large": large}, folder / "model.safetensors")
        found.add(BaseFacts.of(folder).sha256)
    assert len(found) == 3


def test_a_base_that_is_no_checkpoint_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadCheckpointError, match="there is no such folder"):
        BaseFacts.of("Qwen/Qwen3-0.6B")
    folder = write_base(tmp_path / "cut")
    content = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(content[:-5])
    with pytest.raises(BadCheckpointError, match="copy it again"):
        BaseFacts.of(folder)


# What is written comes back


def test_what_is_written_is_read(tmp_path: Path, base: BaseFacts) -> None:
    path = tmp_path / "adapter.safetensors"
    write_adapter_file(path, tensors(), CONFIG, facts(base, config={"lr": 1e-3, "deep": [{"a": None}]}), PROBE)
    found = check_adapter(path, base)
    assert found.config == CONFIG
    assert found.manifest.base == Base(model="tiny", sha256=base.sha256)
    assert (found.manifest.method, found.manifest.votes, found.manifest.parent) == ("ppo", ["fb-1", "fb-2"], 0)
    assert found.manifest.config == {"lr": 1e-3, "deep": [{"a": None}]}
    assert found.probe is not None
    assert vars(found.probe) == PROBE
    assert found.tensors[A] == (2, 4)
    assert found.tensors[B] == (8, 2)
    assert sorted(found.modules()) == sorted([Q, DOWN])
    assert (found.rank, found.scaling) == (2, 2.0)
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == ["adapter.safetensors"]
    for name, values in load_file(path).items():
        np.testing.assert_array_equal(values, tensors()[name])


def test_the_scaling_of_rank_stabilised_lora_has_the_root_of_the_rank(tmp_path: Path, base: BaseFacts) -> None:
    path = tmp_path / "adapter.safetensors"
    write_adapter_file(path, tensors(rank=4), CONFIG | {"r": 4, "lora_alpha": 6, "use_rslora": True}, facts(base), None)
    assert check_adapter(path, base).scaling == 3.0  # 6 / sqrt(4)


def test_a_view_with_strides_is_written_as_it_reads(tmp_path: Path, base: BaseFacts) -> None:
    path, whole = tmp_path / "adapter.safetensors", tensors()
    turned = {name: np.asfortranarray(values) for name, values in whole.items()}
    write_adapter_file(path, turned, CONFIG, facts(base), None)
    np.testing.assert_array_equal(load_file(path)[A], whole[A])
    assert check_adapter(path, base).probe is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"metrics": {"kl": float("nan")}}, "metrics.kl is nan"),
        ({"metrics": {"kl": np.float32(1)}}, "not JSON serializable"),
        ({"method": "dpo"}, "manifest.method: Input should be 'ppo', 'sft' or 'base'"),
        ({"parent": "0"}, "manifest.parent: Input should be a valid integer"),
        ({"vote": []}, "manifest.vote: Unexpected keyword argument"),
        ({"base": {"model": "tiny"}}, "manifest.base.sha256: Field required"),
    ],
)
def test_wrong_facts_are_not_written(tmp_path: Path, base: BaseFacts, change: dict[str, Any], reason: str) -> None:
    with pytest.raises(BadAdapterError, match=reason):
        write_adapter_file(tmp_path / "adapter", tensors(), CONFIG, facts(base) | change, PROBE)
    assert not (tmp_path / "adapter").exists()


def test_only_float32_is_written(tmp_path: Path, base: BaseFacts) -> None:
    double = {name: values.astype("f8") for name, values in tensors().items()}
    with pytest.raises(BadAdapterError, match="is float64; an adapter's tensors are float32"):
        write_adapter_file(tmp_path / "adapter", double, CONFIG, facts(base), PROBE)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"prompt_token_ids": [], "token_ids": [], "logprobs": []}, "needs 1 to 64 prompts"),
        ({"logprobs": [[-0.5]]}, "one logprob for each token"),
        ({"token_ids": [[]], "logprobs": [[]]}, "empty prompt or continuation"),
        ({"logprobs": [[-0.5, 0.5]]}, "above 0"),
        ({"token_ids": [[8, -9]]}, "negative token ids"),
        ({"token_ids": [[8, True]]}, "valid integer"),
        ({"prompt_token_ids": [[1] * 20_000]}, "more than 16,384 tokens"),
        ({"more": 1}, "Unexpected keyword"),
    ],
)
def test_a_probe_that_proves_nothing_is_refused(
    tmp_path: Path, base: BaseFacts, change: dict[str, Any], reason: str
) -> None:
    with pytest.raises(BadAdapterError, match=f"probe.*{reason}"):
        write_adapter_file(tmp_path / "adapter", tensors(), CONFIG, facts(base), PROBE | change)


# What is refused


def spoilt(name: str, value: float) -> dict[str, Any]:
    changed = tensors()
    changed[name][1, 1] = value
    return changed


def raw(path: Path, parts: dict[str, Any], header: object) -> None:
    save_file(parts, path, {"attune": header if isinstance(header, str) else json.dumps(header)})


REFUSED: dict[str, tuple[Callable[[Path, BaseFacts], object], str]] = {
    "NaN": (lambda path, base: write(path, base, spoilt(A, float("nan"))), "lora_A.weight has NaN or infinite values"),
    "infinity": (lambda path, base: write(path, base, spoilt(B, float("-inf"))), "has NaN or infinite values"),
    "another rank than it says": (
        lambda path, base: write(path, base, tensors(rank=3)),
        "is 3 x 4; for tiny and rank 2 it must be 2 x 4|is 3 x 6; for tiny and rank 2 it must be 2 x 6",
    ),
    "another width": (
        lambda path, base: write(path, base, tensors() | {B: np.zeros((16, 2), "f4")}),
        "is 16 x 2; for tiny and rank 2 it must be 8 x 2",
    ),
    "a module the base has not": (
        lambda path, base: write(path, base, tensors() | {A.replace("0.self", "9.self"): np.zeros((2, 4), "f4")}),
        r"layers.9.self_attn.q_proj.lora_A.weight belongs to no linear layer of tiny",
    ),
    "an embedding": (
        lambda path, base: write(
            path, base, tensors() | {"base_model.model.model.embed_tokens.lora_embedding_A": np.zeros((2, 32), "f4")}
        ),
        "belongs to no linear layer",
    ),
    "half an adapter": (lambda path, base: write(path, base, {A: tensors()[A]}), "lora_A.weight has no .*lora_B"),
    "nothing for a target": (
        lambda path, base: write(path, base, {A: tensors()[A], B: tensors()[B]}),
        "no tensors for its target module down_proj",
    ),
    "no target for a tensor": (
        lambda path, base: write(path, base, config={"target_modules": ["q_proj"]}),
        "down_proj.lora_A.weight is of no module in target_modules",
    ),
    "a high rank": (
        lambda path, base: write(path, base, tensors(rank=65), {"r": 65}),
        "its rank is 65; the engine takes at most 64",
    ),
    "a rank that is no number": (lambda path, base: write(path, base, config={"r": True}), "its r is True"),
    "DoRA": (lambda path, base: write(path, base, config={"use_dora": True}), "setting use_dora is True"),
    "biases": (lambda path, base: write(path, base, config={"bias": "all"}), "setting bias is 'all'"),
    "whole modules": (
        lambda path, base: write(path, base, config={"modules_to_save": ["lm_head"]}),
        "setting modules_to_save",
    ),
    "ranks by module": (
        lambda path, base: write(path, base, config={"rank_pattern": {"q_proj": 4}}),
        "setting rank_pattern",
    ),
    "a setting of PEFT's to come": (
        lambda path, base: write(path, base, config={"use_future": 1}),
        "setting use_future is 1",
    ),
    "an initialisation that changes the base": (
        lambda path, base: write(path, base, config={"init_lora_weights": "pissa"}),
        "init_lora_weights is 'pissa'",
    ),
    "another method": (lambda path, base: write(path, base, config={"peft_type": "IA3"}), "it is IA3 for CAUSAL_LM"),
    "a pattern for targets": (lambda path, base: write(path, base, config={"target_modules": ".*"}), "list of names"),
    "another base": (
        lambda path, base: write(path, base, manifest={"base": {"model": "huge", "sha256": "f" * 64}}),
        r"it was trained on huge \(ffffffffffff\), and the base model here is tiny",
    ),
    "a token the base has not": (
        lambda path, base: write_adapter_file(path, tensors(), CONFIG, facts(base), PROBE | {"token_ids": [[8, 32]]}),
        "its probe has token 32; the base has 32",
    ),
    "an empty file": (lambda path, base: path.write_bytes(b""), "not a safetensors file, or is cut short"),
    "text": (lambda path, base: path.write_text("lora " * 100), "not a safetensors file"),
    "a file cut short": (
        lambda path, base: path.write_bytes(write_adapter(path, base).read_bytes()[:-1]),
        "is cut short",
    ),
    "a header cut short": (
        lambda path, base: path.write_bytes(write_adapter(path, base).read_bytes()[:100]),
        "is cut short",
    ),
    "a file with more at its end": (
        lambda path, base: path.write_bytes(write_adapter(path, base).read_bytes() + b"\0"),
        "not a safetensors file",
    ),
    "a bare pickle": (lambda path, base: path.write_bytes(pickle.dumps({"lora": 1})), "it is a pickle"),
    "a pickle of PyTorch's": (lambda path, base: zipfile.ZipFile(path, "w").writestr("data.pkl", b"x"), "is a pickle"),
    "half precision": (
        lambda path, base: raw(
            path,
            {name: values.astype("f2") for name, values in tensors().items()},
            {"adapter_config": CONFIG, "manifest": facts(base), "probe": None},
        ),
        "is F16; an adapter's tensors are F32",
    ),
    "no metadata": (lambda path, base: save_file(tensors(), path), "without attune's metadata"),
    "metadata that is no JSON": (lambda path, base: raw(path, tensors(), "{"), "metadata is not what it should be"),
    "metadata with NaN": (
        lambda path, base: raw(path, tensors(), '{"adapter_config": {"r": NaN}}'),
        "adapter_config.r is nan",
    ),
    "metadata without end": (lambda path, base: raw(path, tensors(), "[" * 100_000), "nested too deep"),
    "metadata with parts missing": (
        lambda path, base: raw(path, tensors(), {"adapter_config": CONFIG}),
        "must have adapter_config, manifest and probe",
    ),
}


def write(
    path: Path,
    base: BaseFacts,
    parts: dict[str, Any] | None = None,
    config: dict[str, Any] | None = None,
    manifest: dict[str, Any] | None = None,
) -> None:
    write_adapter_file(path, parts or tensors(), CONFIG | (config or {}), facts(base) | (manifest or {}), PROBE)


@pytest.mark.parametrize("what", REFUSED)
def test_an_adapter_is_refused_with_the_reason(tmp_path: Path, base: BaseFacts, what: str) -> None:
    make, reason = REFUSED[what]
    make(tmp_path / "adapter", base)
    with pytest.raises(BadAdapterError, match=reason) as caught:
        check_adapter(tmp_path / "adapter", base)
    assert "\n" not in str(caught.value)


def test_no_damage_raises_anything_but_a_refusal(tmp_path: Path, base: BaseFacts) -> None:
    whole = write_adapter(tmp_path / "good", base).read_bytes()
    bad, dice = tmp_path / "bad", np.random.default_rng(0)
    for place in range(0, len(whole), 37):
        bad.write_bytes(whole[:place])
        with pytest.raises(BadAdapterError):
            check_adapter(bad, base)
    for place in dice.integers(0, len(whole) - 200, 300):
        bad.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << int(dice.integers(8)))]) + whole[place + 1 :])
        with suppress(BadAdapterError):
            check_adapter(bad, base)


def test_the_rank_may_be_what_the_engine_takes(tmp_path: Path, base: BaseFacts) -> None:
    write(tmp_path / "adapter", base)
    assert check_adapter(tmp_path / "adapter", base, max_rank=2).rank == 2
    with pytest.raises(BadAdapterError, match="at most 1"):
        check_adapter(tmp_path / "adapter", base, max_rank=1)


# What is unpacked


def test_unpacking_makes_pefts_folder_and_keeps_the_file_whole(tmp_path: Path, base: BaseFacts) -> None:
    path = write_adapter(tmp_path / "adapter", base)
    unpack(path, tmp_path / "folder")
    assert sorted(entry.name for entry in (tmp_path / "folder").iterdir()) == [
        "adapter_config.json",
        "adapter_model.safetensors",
        "probe.json",
    ]
    assert (tmp_path / "folder" / "adapter_model.safetensors").read_bytes() == path.read_bytes()
    assert json.loads((tmp_path / "folder" / "adapter_config.json").read_text()) == CONFIG
    probe = read_probe(tmp_path / "folder")
    assert probe == read_adapter_file(path).probe
    assert probe is not None


def test_peft_loads_what_is_unpacked_and_computes_the_same(tmp_path: Path) -> None:
    import torch
    from peft import PeftModel
    from transformers import AutoModelForCausalLM

    from feedback.attention import NAME as CAUSAL_PRODUCTS
    from feedback.base_model import BaseModel

    torch.set_num_threads(1)
    here = BaseModel.load(STARTER_PATH)
    here.add("policy")
    dice = torch.Generator().manual_seed(0)
    here.set_state("policy", {k: torch.randn(v.shape, generator=dice) * 0.05 for k, v in here.state("policy").items()})
    path, base = tmp_path / "adapter", BaseFacts.of(STARTER_PATH, "starter")
    parts = {name: tensor.numpy() for name, tensor in here.state("policy").items()}
    write_adapter_file(path, parts, here.config("policy"), facts(base), PROBE)
    check_adapter(path, base)
    unpack(path, tmp_path / "folder")

    ids = torch.tensor([here.prompt_ids([{"role": "user", "content": "Hello, who are you?"}])])
    with torch.no_grad():
        with here.using("policy"):
            expected = here.logits(here.hidden(ids))
        with here.using(None):
            plain = here.logits(here.hidden(ids))
        fresh = AutoModelForCausalLM.from_pretrained(STARTER_PATH, dtype=torch.float32)
        fresh.set_attn_implementation(CAUSAL_PRODUCTS)
        there = PeftModel.from_pretrained(fresh, tmp_path / "folder")
        torch.testing.assert_close(there(ids).logits, expected, rtol=0, atol=1e-5)
    assert (plain - expected).abs().max() > 0.1


def test_the_file_can_be_read_by_the_library_alone(tmp_path: Path, base: BaseFacts) -> None:
    path = write_adapter(tmp_path / "adapter", base)
    with safe_open(path, framework="numpy") as file:
        assert set(json.loads(file.metadata()["attune"])) == {"adapter_config", "manifest", "probe"}

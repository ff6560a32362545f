"""A version as a model of its own, against PEFT's merging."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from peft import PeftModel
from safetensors.torch import load_file, save_file
from torch import Tensor
from transformers import AutoModelForCausalLM, AutoTokenizer

from feedback.base_model import BaseModel
from policy.adapters.export import ExportError, export_policy
from policy.adapters.file import BaseFacts, write_adapter_file
from policy.registry.manifests import Manifest
from policy.registry.registry import Registry
from server.settings import STARTER_PATH
from tests.policy.adapters import PROBE, facts

MESSAGES = [{"role": "user", "content": "Hello, who are you?"}]


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Manifest]]:
    """A registry's folder: the starter, and version 1, an adapter that says something else."""
    folder = tmp_path_factory.mktemp("policies")
    model, base = BaseModel.load(STARTER_PATH), BaseFacts.of(STARTER_PATH, "starter")
    model.add("policy")
    dice = torch.Generator().manual_seed(0)
    drawn = {name: torch.randn(part.shape, generator=dice) * 0.02 for name, part in model.state("policy").items()}
    parts = {name: tensor.numpy() for name, tensor in drawn.items()}
    write_adapter_file(folder / "adapter", parts, model.config("policy"), facts(base), PROBE)
    with Registry.open(folder, base) as registry:
        registry.publish(folder / "adapter")
        return folder, registry.manifests()


def ids() -> Tensor:
    tokenizer = AutoTokenizer.from_pretrained(STARTER_PATH)
    return torch.tensor([tokenizer.apply_chat_template(MESSAGES, add_generation_prompt=True, return_dict=False)])


@torch.no_grad()
def logits(model: Any) -> Tensor:
    found: Tensor = model(ids()).logits
    return found


def plain(folder: Path, dtype: torch.dtype) -> Any:
    return AutoModelForCausalLM.from_pretrained(folder, dtype=dtype)


def merged_by_peft(folder: Path, version: str, dtype: torch.dtype) -> Any:
    return PeftModel.from_pretrained(plain(STARTER_PATH, dtype), folder / "versions" / version).merge_and_unload()


def test_in_float32_it_computes_what_peft_computes(policies: tuple[Path, list[Manifest]], tmp_path: Path) -> None:
    folder, manifests = policies
    steps: list[tuple[int, int]] = []
    out = tmp_path / "out"
    export_policy(folder, manifests[1], STARTER_PATH, out, float32=True, on_progress=lambda *step: steps.append(step))
    model = plain(out, "auto")  # type: ignore[arg-type]
    assert model.dtype == torch.float32
    with torch.no_grad():
        served = PeftModel.from_pretrained(plain(STARTER_PATH, torch.float32), folder / "versions" / "000001")
        torch.testing.assert_close(logits(model), logits(served), rtol=0, atol=1e-4)
    assert (logits(model) - logits(plain(STARTER_PATH, torch.float32))).abs().max() > 0.1
    assert steps == [(0, 1), (1, 1)]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_by_default_it_keeps_the_bases_type_and_size(policies: tuple[Path, list[Manifest]], tmp_path: Path) -> None:
    folder, manifests = policies
    export_policy(folder, manifests[1], STARTER_PATH, tmp_path / "out")
    assert (tmp_path / "out" / "model.safetensors").stat().st_size == (
        STARTER_PATH / "model.safetensors"
    ).stat().st_size
    found = load_file(tmp_path / "out" / "model.safetensors")
    expected = merged_by_peft(folder, "000001", torch.float32).state_dict()
    for name, tensor in found.items():
        assert tensor.dtype == torch.bfloat16
        # Rounded once, from a sum that may differ in float32's last bit: at most one step of bfloat16 apart.
        torch.testing.assert_close(tensor.float(), expected[name], rtol=2**-8, atol=1e-6)


def test_the_tokenizer_and_the_chat_template_come_along(policies: tuple[Path, list[Manifest]], tmp_path: Path) -> None:
    folder, manifests = policies
    template = tmp_path / "mine.jinja"
    template.write_text("{% for message in messages %}<{{ message.content }}>{% endfor %}")
    export_policy(folder, manifests[1], STARTER_PATH, tmp_path / "one")
    export_policy(folder, manifests[1], STARTER_PATH, tmp_path / "two", chat_template=template)
    assert (
        AutoTokenizer.from_pretrained(tmp_path / "one").apply_chat_template(
            MESSAGES, add_generation_prompt=True, return_dict=False
        )
        == ids()[0].tolist()
    )
    told = AutoTokenizer.from_pretrained(tmp_path / "two").apply_chat_template(MESSAGES, tokenize=False)
    assert told == "<Hello, who are you?>"
    names = {path.name for path in (tmp_path / "one").iterdir()}
    assert {"config.json", "generation_config.json", "tokenizer.json", "attune.json"} <= names
    assert "README.md" not in names


def test_it_says_where_it_came_from_without_whose_votes(policies: tuple[Path, list[Manifest]], tmp_path: Path) -> None:
    folder, manifests = policies
    export_policy(folder, manifests[1], STARTER_PATH, tmp_path / "out")
    about = json.loads((tmp_path / "out" / "attune.json").read_text())
    assert (about["version"], about["parent"], about["votes"], about["metrics"]) == (1, 0, 2, {"kl": 1.5})
    assert about["base"]["sha256"] == BaseFacts.of(STARTER_PATH).sha256


def test_version_0_is_the_base_as_it_is(policies: tuple[Path, list[Manifest]], tmp_path: Path) -> None:
    folder, manifests = policies
    export_policy(folder, manifests[0], STARTER_PATH, tmp_path / "out")
    assert BaseFacts.of(tmp_path / "out").sha256 == BaseFacts.of(STARTER_PATH).sha256


def test_a_base_in_several_files_stays_in_several(policies: tuple[Path, list[Manifest]], tmp_path: Path) -> None:
    folder, manifests = policies
    base = shutil.copytree(STARTER_PATH, tmp_path / "base")
    whole = load_file(base / "model.safetensors")
    (base / "model.safetensors").unlink()
    places = {name: f"model-0000{number % 2 + 1}-of-00002.safetensors" for number, name in enumerate(whole)}
    for file in set(places.values()):
        save_file({name: whole[name] for name in whole if places[name] == file}, base / file, {"format": "pt"})
    index = {"metadata": {"total_size": 1}, "weight_map": places}
    (base / "model.safetensors.index.json").write_text(json.dumps(index))
    export_policy(folder, manifests[1], base, tmp_path / "out", float32=True)
    assert len(list((tmp_path / "out").glob("*.safetensors"))) == 2
    index = json.loads((tmp_path / "out" / "model.safetensors.index.json").read_text())
    assert index["metadata"]["total_size"] == 4 * sum(tensor.numel() for tensor in whole.values())
    expected = logits(merged_by_peft(folder, "000001", torch.float32))
    torch.testing.assert_close(logits(plain(tmp_path / "out", torch.float32)), expected, rtol=0, atol=1e-4)


REFUSED: dict[str, tuple[Callable[[Path, Manifest], tuple[Path, Manifest]], str]] = {
    "pruned": (lambda folder, one: (folder, replace(one, pruned=True)), "the weights of version 1 were pruned"),
    "not what was published": (
        lambda folder, one: (folder, replace(one, adapter_sha256="0" * 64)),
        "is missing or is not what was published",
    ),
    "gone": (lambda folder, one: (folder / "elsewhere", one), "is missing or is not what was published"),
    "of another base": (
        lambda folder, one: (folder, replace(one, base=replace(one.base, model="huge", sha256="f" * 64))),
        r"version 1 belongs to huge \(ffffffffffff\), and .* is model \(",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_version_that_cannot_be_exported_is_refused(
    policies: tuple[Path, list[Manifest]], tmp_path: Path, what: str
) -> None:
    change, reason = REFUSED[what]
    folder, manifest = change(policies[0], policies[1][1])
    with pytest.raises(ExportError, match=reason):
        export_policy(folder, manifest, STARTER_PATH, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_fails_leaves_nothing(policies: tuple[Path, list[Manifest]], tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_policy(policies[0], policies[1][1], STARTER_PATH, tmp_path / "out", on_progress=stop)
    assert list(tmp_path.iterdir()) == []

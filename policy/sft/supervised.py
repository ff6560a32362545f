"""A supervised start, from demonstrations to an adapter file that passed its gate.

    demonstrations -> tokens -> train (training.py) -> held-out perplexity and some replies -> adapter file

What is trained is the live version's adapter if there is one, else a new one. The work is kept in a folder of its own,
named by everything that decides the result: the same start given again goes on where it was.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from feedback.base_model import BaseModel, LoraShape
from policy.adapters.base_facts import BaseFacts
from policy.adapters.file import read_adapter_file
from policy.adapters.local_sampling import sampled_replies
from policy.adapters.out import load_policy, write_policy
from policy.gate.gate import GateVerdict, judge_supervised
from policy.ppo.rollouts import Rollout
from policy.sft.demonstrations import Demonstrations
from policy.sft.training import SFTConfig, SFTProgress, SFTResult, TokenizedDemonstration, tokenize, train_sft

ADAPTER = "sft"
LOOKED_AT = 16
"""Held-out prompts that are answered before and after."""
LONGEST_REPLY = 256


@dataclass(frozen=True)
class Start:
    """What training starts from."""

    model: Path
    """The base model's folder."""
    base: BaseFacts
    parent: int = 0
    adapter: Path | None = None
    """The parent's adapter file; None for version 0."""
    chat_template: str | None = None
    """Jinja, in place of the model's own."""


@dataclass(frozen=True)
class Supervised:
    """What came out."""

    verdict: GateVerdict
    result: SFTResult
    skipped: Mapping[str, int]
    """Demonstrations that the model cannot take, by the reason."""
    file: Path
    """The adapter file; it is there only if the verdict is good."""
    folder: Path
    """The work; remove it when the file has arrived."""

    def clear(self) -> None:
        """Remove the work, the file included."""
        shutil.rmtree(self.folder, ignore_errors=True)


def supervised_start(
    start: Start,
    demonstrations: Demonstrations,
    work: Path,
    config: SFTConfig,
    on_progress: Callable[[SFTProgress], None],
) -> Supervised:
    """Train, judge, and write the adapter file if the verdict is good.

    Raises `TooFewDemonstrationsError` and `BadAdapterError`, and whatever `on_progress` raises to end it early.
    """
    folder = work / _name(start, demonstrations, config)
    folder.mkdir(parents=True, exist_ok=True)
    base = _loaded(start)
    usable, skipped = tokenize(base, demonstrations.found)
    held_out = [one for one in usable if not one.train][:LOOKED_AT]
    before = _replies(base, held_out)
    result = train_sft(base, ADAPTER, usable, config, checkpoint=folder / "checkpoint.pt", on_progress=on_progress)
    verdict = judge_supervised(_replies(base, held_out), before, (result.before, result.after))
    file = folder / "adapter.safetensors"
    if verdict.passed:
        trained = {one.vote_id for one in usable if one.train}
        told = {"votes": sorted(trained & demonstrations.votes), "rows": sorted(trained - demonstrations.votes)}
        write_policy(base, ADAPTER, file, _facts(start, config, result, verdict, told))
    return Supervised(verdict, result, skipped, file, folder)


def _loaded(start: Start) -> BaseModel:
    """The base with the adapter that is to be trained."""
    shape = LoraShape()
    if start.adapter is not None:
        theirs = read_adapter_file(start.adapter).config
        shape = LoraShape(theirs["r"], theirs["lora_alpha"])
    base = BaseModel.load(start.model, device="auto", shape=shape, chat_template=start.chat_template)
    if start.adapter is None:
        base.add(ADAPTER)
    else:
        load_policy(base, ADAPTER, start.adapter)
    return base


def _replies(base: BaseModel, held_out: Sequence[TokenizedDemonstration]) -> list[Rollout]:
    """Replies of the adapter as it is now, with room for twice the longest reply that people wrote."""
    prompts = [one.row[0] for one in held_out]
    longest = max((len(one.row[1]) for one in held_out), default=1)
    room = base.context - max(map(len, prompts), default=0)
    return sampled_replies(base, ADAPTER, prompts, max_tokens=min(2 * longest, LONGEST_REPLY, room), seed=0)


def _facts(
    start: Start, config: SFTConfig, result: SFTResult, verdict: GateVerdict, trained: Mapping[str, Sequence[str]]
) -> dict[str, object]:
    """The learner's facts of the manifest (`policy.registry.manifests.Facts`); `trained` are its `votes` and `rows`."""
    return {
        "parent": start.parent,
        "base": {"model": start.base.model, "sha256": start.base.sha256},
        "method": "sft",
        "config": asdict(config),
        **trained,
        "metrics": {"trained_on": result.trained_on, "held_out": result.held_out, "perplexities": result.perplexities},
        "gate": verdict.as_json(),
        "times": {"sft": round(result.seconds, 1)},
    }


def _name(start: Start, demonstrations: Demonstrations, config: SFTConfig) -> str:
    # A correction weighs what its rater does, which the votes of others may change between two tries.
    weighed = sorted((one.vote_id, one.weight) for one in demonstrations.found)
    decides = [start.base.sha256, start.parent, asdict(config), weighed]
    decides += [] if start.chat_template is None else [start.chat_template]
    return hashlib.sha256(json.dumps(decides).encode()).hexdigest()[:16]

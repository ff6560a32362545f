"""One base model in memory and any number of named LoRA adapters over it (Hu et al. 2021, arXiv 2106.09685).

Policy, reference, reward and value model share the base's weights: the reference is the base with every adapter
switched off, the others are an adapter each. Switching moves a name, not weights.

    base = BaseModel.load(folder)
    base.add("policy")
    with base.using("policy"):
        hidden = base.hidden(ids)

Left out: quantised bases, and adapters on anything but linear layers.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import torch
from jinja2 import TemplateError
from peft import LoraConfig, PeftModel, get_peft_model_state_dict, set_peft_model_state_dict
from torch import Tensor, nn
from transformers import AutoModelForCausalLM, AutoTokenizer

from feedback.attention import NAME as CAUSAL_PRODUCTS
from feedback.examples import Prompt
from feedback.lora import make_lean

THOUGHT_END = "</think>"
"""After this token a model that thinks aloud begins to answer."""
OFF = None
"""The name that stands for no adapter: the reference policy."""


class NoLoraModulesError(ValueError):
    """The base has no linear layers that an adapter could sit on."""


class NoChatTemplateError(ValueError):
    """Nothing says how a conversation becomes one text."""


class PromptRefusedError(ValueError):
    """The chat template does not take this conversation."""


@dataclass(frozen=True)
class LoraShape:
    """How large the adapters are."""

    rank: int = 16
    alpha: int = 32

    def __post_init__(self) -> None:
        if self.rank < 1 or self.alpha < 1:
            raise ValueError(f"rank and alpha must be at least 1: {self}")


class BaseModel:
    """A causal language model, its tokenizer, and adapters by name."""

    def __init__(self, model: Any, tokenizer: Any, shape: LoraShape) -> None:
        self.tokenizer = tokenizer
        self.shape = shape
        self.folder: Path | None = None
        """Where it was loaded from, if it was."""
        self._plain = model.eval().requires_grad_(False)
        self._peft: PeftModel | None = None
        self._adapters: set[str] = set()

    @classmethod
    def load(
        cls,
        folder: str | Path,
        *,
        device: str = "cpu",
        shape: LoraShape | None = None,
        chat_template: str | None = None,
    ) -> "BaseModel":
        """From a Hugging Face folder. float32 on a CPU: sampler and trainer then agree to 3e-7 nats per token. bfloat16
        on a GPU, as vLLM serves there; adapters are float32 everywhere.

        `device`: "cpu", "cuda", "cuda:1", or "auto" for the last GPU there is: vLLM begins with the first.
        `chat_template`: Jinja to use in place of the model's own.
        """
        if device == "auto":
            device = f"cuda:{torch.cuda.device_count() - 1}" if torch.cuda.is_available() else "cpu"
        dtype = torch.float32 if device == "cpu" else torch.bfloat16
        model = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype).to(device)
        if device == "cpu":
            model.set_attn_implementation(CAUSAL_PRODUCTS)
        tokenizer = AutoTokenizer.from_pretrained(folder)
        if chat_template is not None:
            tokenizer.chat_template = chat_template
        base = cls(model, tokenizer, shape or LoraShape())
        base.folder = Path(folder)
        return base

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        device: torch.device = next(self._plain.parameters()).device
        return device

    @property
    def multiplies_bfloat16(self) -> bool:
        """Whether the weights are on a CPU that has instructions for matrix products in bfloat16.

        Others take longer for them than for float32's; on a GPU the weights are in bfloat16 anyway.
        """
        able = torch.cpu.get_capabilities()
        return self.device.type == "cpu" and any(able.get(name) for name in ("avx512_bf16", "amx_bf16"))

    @property
    def width(self) -> int:
        """D, the size of a hidden state."""
        return int(self._plain.config.hidden_size)

    @property
    def depth(self) -> int:
        """L, how many layers there are."""
        return int(self._plain.config.num_hidden_layers)

    @property
    def context(self) -> int:
        """The most tokens that a conversation may have."""
        return int(self._plain.config.max_position_embeddings)

    def add(self, name: str, *, seed: int = 0, copy_of: str | None = None) -> None:
        """A new adapter: LoRA's start (it changes nothing) drawn from `seed`, or a copy of another adapter.

        Raises `ValueError` if the name is taken and `NoLoraModulesError` if the base takes no adapters.
        """
        if name in self._adapters:
            raise ValueError(f"there is an adapter {name} already")
        config = LoraConfig(
            r=self.shape.rank, lora_alpha=self.shape.alpha, target_modules="all-linear", task_type="CAUSAL_LM"
        )
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            try:
                if self._peft is None:
                    self._peft = PeftModel(self._plain, config, adapter_name=name)
                    make_lean(self._peft)
                else:
                    self._peft.add_adapter(name, config)
            except ValueError as error:
                raise NoLoraModulesError(f"this base takes no adapter: {error}") from None
        self._adapters.add(name)
        self._peft.requires_grad_(False)
        if copy_of is not None:
            self.set_state(name, self.state(copy_of))

    def remove(self, name: str) -> None:
        """Forget an adapter. The last one stays in memory, switched off: PEFT cannot be without any."""
        self._known(name)
        if len(self._adapters) > 1 and self._peft is not None:
            self._peft.delete_adapter(name)
            self._adapters.discard(name)

    @property
    def adapters(self) -> frozenset[str]:
        """The names there are."""
        return frozenset(self._adapters)

    @contextmanager
    def using(self, name: str | None, *, train: bool = False, bfloat16: bool = False) -> Iterator[None]:
        """Compute with one adapter inside the block, `None` for the bare base; `train` turns its gradients on.

        `bfloat16`: matrix products in that precision, whatever the weights are in; sums and norms stay in theirs.
        Not to be nested. Dropout is off either way.
        """
        with torch.autocast(self.device.type, torch.bfloat16, enabled=bfloat16), self._switched_to(name, train):
            yield

    @contextmanager
    def _switched_to(self, name: str | None, train: bool) -> Iterator[None]:
        if name is None:
            if self._peft is None:
                yield
                return
            with self._peft.disable_adapter():
                yield
            return
        self._known(name)
        assert self._peft is not None
        self._peft.set_adapter(name)
        self._peft.requires_grad_(False)
        if train:
            for parameter in self.parameters(name):
                parameter.requires_grad_(True)
        try:
            yield
        finally:
            for parameter in self.parameters(name):
                parameter.requires_grad_(False)

    def parameters(self, name: str) -> list[nn.Parameter]:
        """The adapter's own weights, always in the same order."""
        self._known(name)
        assert self._peft is not None
        return [parameter for key, parameter in self._peft.named_parameters() if f".{name}." in key and "lora_" in key]

    def hidden(self, ids: Tensor) -> Tensor:
        """The last layer's states, (B, T) -> (B, T, D). Padding on the right needs no mask."""
        states: Tensor = self._plain.model(input_ids=ids, use_cache=False).last_hidden_state
        return states

    def layers(self, ids: Tensor) -> tuple[Tensor, ...]:
        """The embeddings and every layer's states, (B, T) -> L + 1 times (B, T, D); the last are those of `hidden`."""
        states: tuple[Tensor, ...] = self._plain.model(
            input_ids=ids, use_cache=False, output_hidden_states=True
        ).hidden_states
        return states

    def logits(self, hidden: Tensor) -> Tensor:
        """The language model's head. (..., D) -> (..., V), in float32."""
        scores: Tensor = self._plain.lm_head(hidden)
        return scores.float()

    def state(self, name: str) -> dict[str, Tensor]:
        """A copy of the adapter's weights under PEFT's names for files."""
        self._known(name)
        assert self._peft is not None
        return {
            key: value.detach().clone()
            for key, value in get_peft_model_state_dict(self._peft, adapter_name=name).items()
        }

    def set_state(self, name: str, state: Mapping[str, Tensor]) -> None:
        """Overwrite the adapter's weights with what `state` returned. Raises `ValueError` on other names."""
        self._known(name)
        assert self._peft is not None
        if set(state) != set(get_peft_model_state_dict(self._peft, adapter_name=name)):
            raise ValueError(f"these are not the weights of an adapter for this base: {sorted(state)[:3]}")
        set_peft_model_state_dict(self._peft, dict(state), adapter_name=name)

    def config(self, name: str) -> dict[str, Any]:
        """PEFT's `adapter_config.json` for the adapter, with its target modules spelled out."""
        self._known(name)
        assert self._peft is not None
        found = self._peft.peft_config[name].to_dict()
        found |= {"target_modules": sorted(found["target_modules"]), "inference_mode": True}
        plain: dict[str, Any] = json.loads(json.dumps(found, default=str))
        return plain

    def prompt_ids(
        self, messages: Sequence[Mapping[str, Any]], tools: Sequence[Mapping[str, Any]] | None = None
    ) -> list[int]:
        """A conversation that waits for the assistant, as the served model sees it.

        Raises `NoChatTemplateError`, or `PromptRefusedError` where the template fails.
        """
        if not self.tokenizer.chat_template:
            raise NoChatTemplateError("the model has no chat template: serve it with one (--chat-template)")
        try:
            ids = self.tokenizer.apply_chat_template(
                list(messages), tools=list(tools) if tools else None, add_generation_prompt=True, return_dict=False
            )
        except (TemplateError, TypeError, ValueError, LookupError) as error:
            # Templates raise what they like, and what Python says of content that they did not expect.
            raise PromptRefusedError(f"the chat template refuses a conversation: {error}") from None
        return [int(token) for token in ids]

    def refused(self, prompts: Iterable[Prompt]) -> set[str]:
        """The groups of the prompts that the chat template does not take. Raises `NoChatTemplateError`."""
        found = set()
        for prompt in prompts:
            try:
                self.prompt_ids(prompt.messages, prompt.tools)
            except PromptRefusedError:
                found.add(prompt.group)
        return found

    def reply_ids(self, text: str) -> list[int]:
        """A whole reply: its tokens and the end of the turn."""
        return [*self.tokenizer(text, add_special_tokens=False)["input_ids"], int(self.tokenizer.eos_token_id)]

    def answer_ids(self, reply: Sequence[int]) -> list[int]:
        """What a reply says once the model has thought, which is all that people see and vote on.

        The whole reply where the model does not think aloud, or was cut off before it had an answer.
        """
        places = [place for place, token in enumerate(reply) if token == self._thought_end]
        return list(reply[places[-1] + 1 :] if places else ()) or list(reply)

    @cached_property
    def _thought_end(self) -> int | None:
        number: int | None = self.tokenizer.get_vocab().get(THOUGHT_END)
        return number

    def _known(self, name: str) -> None:
        if name not in self._adapters:
            raise ValueError(f"there is no adapter {name}; there are {sorted(self._adapters)}")

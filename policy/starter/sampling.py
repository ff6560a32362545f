"""Replies from a model folder without a server: for scoring after training, and for tests.

Requests that are waiting at the same time are generated as one batch. Every request draws from its own seed, so a
reply does not depend on which others it shared a batch with. Left out: everything a server is for.
"""

import asyncio
from pathlib import Path
from random import Random

import torch
from torch import Tensor
from transformers import AutoTokenizer, PreTrainedTokenizerFast, Qwen3ForCausalLM

from policy.starter.competence import Message

Request = tuple[list[Message], float, int, "asyncio.Future[str]"]


class OfflineSampler:
    """An async callable (messages, temperature, seed) -> reply, as `competence` wants it."""

    def __init__(self, model: Qwen3ForCausalLM, tokenizer: PreTrainedTokenizerFast, max_tokens: int = 160) -> None:
        self.model = model.eval()
        self.tokenizer = tokenizer
        self.max_tokens = max_tokens
        self._waiting: list[Request] = []
        self._flushing: asyncio.Task[None] | None = None

    @classmethod
    def load(cls, folder: Path) -> "OfflineSampler":
        """From a folder as `python -m policy.starter` writes it; computes in float32."""
        model = Qwen3ForCausalLM.from_pretrained(folder, dtype=torch.float32)
        return cls(model, AutoTokenizer.from_pretrained(folder))

    async def __call__(self, messages: list[Message], temperature: float, seed: int) -> str:
        """The model's reply to the messages."""
        reply: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._waiting.append((messages, temperature, seed, reply))
        if len(self._waiting) == 1:
            self._flushing = asyncio.create_task(self._flush())
        return await reply

    async def _flush(self) -> None:
        """Generate for everybody who asked in this round of the event loop."""
        await asyncio.sleep(0.01)
        requests, self._waiting = self._waiting, []
        prompts = [
            self.tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
            for messages, _, _, _ in requests
        ]
        replies = self.generate(prompts, [request[1] for request in requests], [request[2] for request in requests])
        for (_, _, _, reply), text in zip(requests, replies, strict=True):
            reply.set_result(text)

    @torch.inference_mode()
    def generate(self, prompts: list[str], temperatures: list[float], seeds: list[int]) -> list[str]:
        """Continue each rendered prompt until its end-of-turn token."""
        tokenizer = self.tokenizer
        batch = tokenizer(prompts, padding=True, padding_side="left", add_special_tokens=False, return_tensors="pt")
        ids, mask = batch["input_ids"].to(self.model.device), batch["attention_mask"].to(self.model.device)
        dice = [Random(seed) for seed in seeds]
        heat = torch.tensor(temperatures, device=ids.device)
        ended = torch.zeros(len(prompts), dtype=torch.bool, device=ids.device)
        written: list[Tensor] = []
        positions, cache = (mask.cumsum(-1) - 1).clamp(min=0), None
        while len(written) < self.max_tokens and not ended.all():
            out = self.model(
                input_ids=ids, attention_mask=mask, position_ids=positions, past_key_values=cache, logits_to_keep=1
            )
            cache = out.past_key_values
            luck = torch.tensor([die.random() for die in dice], device=ids.device)
            token = drawn(out.logits[:, -1].float(), heat, luck).masked_fill(ended, tokenizer.pad_token_id)
            written.append(token)
            ended |= token == tokenizer.eos_token_id
            ids, positions = token[:, None], positions[:, -1:] + 1
            mask = torch.cat([mask, torch.ones_like(ids)], dim=-1)
        texts: list[str] = tokenizer.batch_decode(torch.stack(written, dim=-1), skip_special_tokens=True)
        return texts


def drawn(logits: Tensor, temperature: Tensor, luck: Tensor) -> Tensor:
    """One token a row by inverting the distribution function at `luck` (B,) in [0, 1). logits: (B, V).

    Temperature 0 takes the likeliest token.
    """
    scaled = logits / temperature.clamp(min=1e-4)[:, None]
    cumulative = scaled.softmax(-1).double().cumsum(-1)
    return torch.searchsorted(cumulative, luck.double()[:, None] * cumulative[:, -1:], right=True)[:, 0].clamp(
        max=logits.shape[-1] - 1
    )

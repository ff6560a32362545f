"""What the gate compares, sampled: candidate and champion, each by the name of its adapter in the base.

Both answer the same prompts and play the same scripts with the same seed, through the sampler that PPO used. None is
version 0, which has no adapter.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from feedback.base_model import BaseModel
from feedback.reward.model import RewardModel
from policy.gate.competence import shares_passed
from policy.gate.gate import Replies
from policy.ppo.config import PPOConfig
from policy.ppo.experience import in_micro_batches, response_logprobs
from policy.ppo.rollouts import Sampler


@dataclass(frozen=True)
class Contest:
    """Samples policies for the gate."""

    base: BaseModel
    sampler: Sampler
    write: Callable[[str, Path], None]
    """Writes an adapter of the base into the file that the sampler takes."""
    folder: Path
    """Where those files are put."""
    ppo: PPOConfig
    """Replies are sampled as PPO samples them."""
    seed: int

    def replies(self, adapter: str | None, judge: RewardModel, prompts: Sequence[list[int]], samples: int) -> Replies:
        """A policy's replies to the gate prompts and the judge's scores of them."""
        self._use(adapter)
        groups = self.sampler(
            prompts, n=samples, temperature=self.ppo.temperature, max_tokens=self.ppo.max_tokens, seed=self.seed + 1
        )
        rows = [(rollout.prompt_ids, rollout.response_ids) for group in groups for rollout in group]
        scores = iter(judge.score(rows).tolist())
        return Replies(groups, [[next(scores) for _ in group] for group in groups])

    def reference_logprobs(self, replies: Replies) -> list[list[list[float]]]:
        """What the reference policy gives every token of the replies, by prompt and sample."""
        rows = [(rollout.prompt_ids, rollout.response_ids) for rollout in replies.flat]
        with torch.inference_mode(), self.base.using(None):
            found = in_micro_batches(
                rows,
                lambda part: response_logprobs(self.base, part, self.ppo.temperature),
                self.ppo.micro_batch_tokens,
            )
        by_reply = iter([told[: len(ids)].tolist() for told, (_, ids) in zip(found, rows, strict=True)])
        return [[next(by_reply) for _ in group] for group in replies.rollouts]

    def competence(self, adapter: str | None, plays: int) -> list[float]:
        """By script, the share of plays that a policy passed."""
        self._use(adapter)
        return shares_passed(self.sampler, self.base, plays=plays, max_tokens=self.ppo.max_tokens, seed=self.seed)

    def _use(self, adapter: str | None) -> None:
        file = None
        if adapter is not None:
            file = self.folder / f"{adapter}.rollout.safetensors"
            self.write(adapter, file)
        self.sampler.use(file)

"""Which part of the examples each stage of a cycle gets: prompts to answer and to compare on, demonstrations, room."""

from collections.abc import Sequence
from dataclasses import replace

from feedback.base_model import BaseModel
from feedback.examples import Examples, Prompt
from policy.cycle.types import CycleConfig, CycleEnd, Outcome
from policy.ppo.config import PPOConfig
from policy.sft.training import TokenizedDemonstration, tokenize


def with_room(config: PPOConfig, examples: Examples, base: BaseModel, context: int) -> PPOConfig:
    """The settings with room for replies a quarter longer than nearly all that people voted on, so that a model is not
    taught to be brief by being cut off. At most half the context, which leaves the other half to prompts."""
    replies = {reply for pair in examples.pairs for reply in (pair.chosen, pair.rejected)}
    replies |= {thumb.reply for thumb in examples.thumbs}
    lengths = sorted(len(base.reply_ids(reply)) for reply in replies)
    long = lengths[int(0.95 * (len(lengths) - 1))]
    return replace(config, max_tokens=max(config.max_tokens, min(long + long // 4, context // 2)))


def divide(
    prompts: Sequence[Prompt], config: CycleConfig, base: BaseModel, context: int
) -> tuple[list[list[int]], list[list[int]]]:
    """The prompts that PPO answers and those that the gate keeps for itself, as token ids.

    By the prompt's hash, the largest first, so that those of the split `gate`, whose votes train the judge alone, are
    the gate's before any others. What lies in the gate's share is never PPO's, not even beyond what the gate needs: as
    prompts come, none that PPO has had becomes the gate's. Where by chance too few of them lie there, the gate has the
    largest below as well; PPO may have these later, when there are enough. Only prompts that people delete can make
    the gate fall back on one that PPO had.

    Prompts without room for a reply in so many tokens of `context` are left out. Ends the cycle if there are too few.
    """
    room = context - config.ppo.max_tokens
    known = sorted(prompts, key=lambda prompt: prompt.group, reverse=True)
    rendered = [(prompt.group, base.prompt_ids(prompt.messages, prompt.tools)) for prompt in known]
    usable = [(group, ids) for group, ids in rendered if len(ids) <= room]
    if int(len(usable) * config.gate_share) < config.least_gate_prompts:
        needed = -(-config.least_gate_prompts // config.gate_share)
        long = len(known) - len(usable)
        beside = f" with room for a reply of {config.ppo.max_tokens} tokens, and {long} without" if long else ""
        reason = f"there are {len(usable)} different prompts{beside}; a cycle needs at least {needed:.0f}"
        raise CycleEnd(Outcome("stopped", reason))
    high = sum(int(group[:8], 16) / 2**32 >= 1 - config.gate_share for group, _ in usable)
    reserved = max(high, config.least_gate_prompts)
    found = [ids for _, ids in usable]
    return found[reserved:], found[: min(reserved, config.gate_prompts)]


def demonstrated(
    examples: Examples, base: BaseModel
) -> tuple[list[TokenizedDemonstration], list[TokenizedDemonstration]]:
    """Replies that people wrote: those that PPO mixes in, and those that the gate keeps for itself."""
    found, _ = tokenize(base, examples.demonstrations)
    return [one for one in found if one.train], [one for one in found if not one.train]

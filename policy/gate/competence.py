"""Whether a candidate can still do what the starter could: the scripts of `policy/starter`, played through a sampler.

All plays that are still going ask for their next reply at once, so a whole measure costs as many rounds as the longest
script has turns. Sampled as people sample (temperature 0.7) and not as PPO does. Left out: any model's judgement; the
checks are rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from feedback.base_model import BaseModel, PromptRefusedError
from policy.ppo.rollouts import Sampler
from policy.starter.competence import Message
from policy.starter.conversations import CONVERSATIONS
from policy.starter.heldout.script import Script

TEMPERATURE = 0.7


@dataclass
class Play:
    """One script on its way."""

    script: Script
    messages: list[Message]
    turn: int = 0
    passing: bool = True


def shares_passed(
    sampler: Sampler,
    base: BaseModel,
    *,
    plays: int,
    max_tokens: int,
    seed: int,
    scripts: Sequence[Script] = CONVERSATIONS,
) -> list[float]:
    """By script, the share of its `plays` in which every reply of the policy that the sampler uses met its check.

    A script that the model's chat template refuses, because of its system message for example, is passed by nobody.
    """
    all_plays = [Play(script, _opening(script)) for script in scripts for _ in range(plays)]
    seeds = Random(f"competence/{seed}")
    while going := [play for play in all_plays if play.passing and play.turn < len(play.script.turns)]:
        for play in going:
            play.messages.append({"role": "user", "content": play.script.turns[play.turn].say})
        asked = [(play, ids) for play in going if (ids := _prompt(play, base)) is not None]
        prompts = [ids for _, ids in asked]
        groups = sampler(prompts, n=1, temperature=TEMPERATURE, max_tokens=max_tokens, seed=seeds.getrandbits(31))
        for (play, _), (rollout,) in zip(asked, groups, strict=True):
            reply = str(base.tokenizer.decode(rollout.response_ids, skip_special_tokens=True))
            play.messages.append({"role": "assistant", "content": reply})
            play.passing = play.script.turns[play.turn].met_by(reply)
            play.turn += 1
    passed = [play.passing for play in all_plays]
    return [sum(passed[begun : begun + plays]) / plays for begun in range(0, len(passed), plays)]


def _opening(script: Script) -> list[Message]:
    return [{"role": "system", "content": script.system}] if script.system else []


def _prompt(play: Play, base: BaseModel) -> list[int] | None:
    """The conversation so far; None, and the end of the play, if the chat template refuses it."""
    try:
        return base.prompt_ids(play.messages)
    except PromptRefusedError:
        play.passing = False
        return None

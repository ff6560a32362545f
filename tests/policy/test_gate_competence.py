"""Scripts played through a sampler: every reply counts, and every play by itself."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from feedback.base_model import BaseModel
from policy.gate.competence import shares_passed
from policy.gate.measures import points_lost
from policy.ppo.rollouts import Rollout
from policy.starter.checks import says
from policy.starter.heldout.script import script

SCRIPTS = (
    script("memory", ("I am Ada.", says("Ada")), ("Who am I?", says("Ada"))),
    script("facts", ("What is the capital of France?", says("Paris")), system="Be brief."),
)


@pytest.fixture(scope="module")
def base() -> BaseModel:
    return BaseModel.load(Path("policy/starter/model"))


class Scripted:
    """Answers each conversation as a table says, and notes what it was asked."""

    def __init__(self, base: BaseModel, replies: dict[str, list[str]]) -> None:
        self.base = base
        self.replies = replies
        self.rounds: list[list[str]] = []

    def use(self, adapter_file: Path | None) -> None:
        raise AssertionError("what is sampled from is the caller's to say")

    def __call__(
        self, prompts: Sequence[list[int]], *, n: int, temperature: float, max_tokens: int, seed: int
    ) -> list[list[Rollout]]:
        assert (n, temperature, max_tokens) == (1, 0.7, 50)
        texts = [self.base.tokenizer.decode(ids) for ids in prompts]
        self.rounds.append(texts)
        said = [next(self.replies[key].pop(0) for key in self.replies if key in text) for text in texts]
        ids = [self.base.reply_ids(one) for one in said]
        return [[Rollout(prompt, one, [0.0] * len(one), True)] for prompt, one in zip(prompts, ids, strict=True)]


def test_a_play_passes_if_every_reply_meets_its_check(base: BaseModel) -> None:
    replies = {
        "Who am I?": ["You are Ada.", "I do not know."],
        "I am Ada.": ["Hello, Ada!", "Hi Ada.", "Hello!"],
        "France": ["Paris.", "It is Paris.", "Lyon."],
    }
    sampler = Scripted(base, replies)
    found = shares_passed(sampler, base, plays=3, max_tokens=50, seed=0, scripts=SCRIPTS)
    assert found == pytest.approx([1 / 3, 2 / 3])
    assert [len(asked) for asked in sampler.rounds] == [6, 2], "a play that failed is not asked again"
    assert "Be brief." in sampler.rounds[0][3]
    assert "Hi Ada." in sampler.rounds[1][1], "each play goes on from its own replies"


def test_a_script_that_the_chat_template_refuses_is_passed_by_nobody() -> None:
    """Templates of some models take no system message."""
    no_system = "{% if messages[0].role == 'system' %}{{ raise_exception('no system') }}{% endif %}"
    every = "{% for message in messages %}{{ message.content }} {% endfor %}"
    base = BaseModel.load(Path("policy/starter/model"), chat_template=no_system + every)
    sampler = Scripted(base, {"Who am I?": ["You are Ada."], "I am Ada.": ["Hello, Ada!"]})
    assert shares_passed(sampler, base, plays=1, max_tokens=50, seed=0, scripts=SCRIPTS) == [1.0, 0.0]


def test_points_are_compared_script_by_script() -> None:
    # Differences 100, 0, 0, 0 points: mean 25, standard error sqrt(2500 / 4) = 25.
    found = points_lost([1.0, 1.0, 0.0, 0.5], [0.0, 1.0, 0.0, 0.5], 0.95)
    assert (found.mean, found.low) == pytest.approx((25.0, 25 - 1.959964 * 25))
    assert points_lost([1.0, 0.0], [1.0, 0.0], 0.95).mean == 0

"""Tastes that turn with the prompt, made up so that what is right is known."""

import torch
from torch import Tensor

from feedback.reward.heads import Heads, fit_heads
from feedback.reward.kernel import Items

REPLY, PROMPT = 4, 8


def draws(count: int, width: int, seed: int) -> Tensor:
    return torch.randn(count, width, generator=torch.Generator().manual_seed(seed))


def items(replies: Tensor, prompts: Tensor) -> Items:
    """Scaled as features are: all of a prompt has mean square length 1."""
    return Items.of(replies, prompts / PROMPT**0.5, torch.zeros(len(replies)))


def fitted(things: list[Items], targets: Tensor, seed: int = 0, *, asked: Tensor | None = None) -> tuple[int, Heads]:
    """Heads on votes that are each on a prompt of its own, if nothing is said of that."""
    one, generator = torch.ones(len(targets)), torch.Generator().manual_seed(seed)
    asked = torch.arange(len(targets)) if asked is None else asked
    return fit_heads(things, targets, one, one[:, None], asked, most=512, generator=generator)


def right(heads: Heads, things: Items, targets: Tensor) -> float:
    return float(((heads(things)[:, 0] > 0) == (targets > 0.5)).float().mean())


def turning(replies: Tensor, prompts: Tensor) -> Tensor:
    """Likes the first of a reply's features as the first of the prompt's has it; one vote in ten is wrong."""
    liked = (replies[:, 0] * prompts[:, 0] > 0).float()
    wrong = torch.rand(len(liked), generator=torch.Generator().manual_seed(9)) < 0.1
    return torch.where(wrong, 1 - liked, liked)


def test_a_taste_that_turns_with_the_prompt_is_learned() -> None:
    replies, prompts = draws(250, REPLY, 1), draws(250, PROMPT, 2)
    # What it turns on is an eighth of what a prompt is.
    prompts[:, 0] = draws(250, 1, 3)[:, 0].sign()
    targets = turning(replies, prompts)
    _, heads = fitted([items(replies, prompts)], targets)
    assert heads.context.share > 0
    unseen, asked = draws(1000, REPLY, 4), draws(1000, PROMPT, 5)
    assert right(heads, items(unseen, asked), (unseen[:, 0] * asked[:, 0] > 0).float()) > 0.8
    # The axes that were found are the first ones: of their length, most is along these.
    for axes in (heads.context.axes.prompts, heads.context.axes.replies):
        first = axes.square().sum(1)
        assert float(first[0] / first.sum()) > 0.5


def test_where_little_of_a_reply_turns_few_votes_are_enough() -> None:
    """Of 40 features of a reply one turns with one of a prompt's 8: 320 weights, of which 100 votes find the one."""
    replies, prompts = draws(100, 40, 80), draws(100, PROMPT, 81)
    prompts[:, 0] = 2 * draws(100, 1, 82)[:, 0].sign()
    _, heads = fitted([items(replies / 40**0.5, prompts)], turning(replies, prompts))
    assert heads.context.share > 0
    unseen, asked = draws(1000, 40, 83), draws(1000, PROMPT, 84)
    asked[:, 0] = 2 * asked[:, 0].sign()
    assert right(heads, items(unseen / 40**0.5, asked), (unseen[:, 0] * asked[:, 0] > 0).float()) > 0.75


def test_a_taste_that_is_the_same_for_all_prompts_is_left_alone() -> None:
    for seed in range(3):
        replies, prompts = draws(120, REPLY, 10 + seed), draws(120, PROMPT, 20 + seed)
        _, heads = fitted([items(replies, prompts)], (replies[:, 0] > 0).float(), seed)
        assert heads.context.share == 0.0
        assert heads.context.axes.prompts.shape == (PROMPT, 0)
        assert heads.context.axes.replies.shape == (REPLY, 0)


def test_votes_at_random_mostly_turn_on_nothing() -> None:
    turned = 0
    for seed in range(20):
        replies, prompts = draws(60, REPLY, 30 + seed), draws(60, PROMPT, 130 + seed)
        targets = (draws(60, 1, 230 + seed)[:, 0] > 0).float()
        turned += fitted([items(replies, prompts)], targets, seed)[1].context.share > 0
    assert turned <= 4


def test_the_reading_is_chosen_that_tells_the_turning_taste() -> None:
    replies, prompts = draws(250, REPLY, 6), draws(250, PROMPT, 7)
    prompts[:, 0] = draws(250, 1, 8)[:, 0].sign()
    blind = items(draws(250, REPLY, 9), prompts)
    number, heads = fitted([blind, items(replies, prompts)], turning(replies, prompts))
    assert (number, heads.context.share > 0) == (1, True)


def test_votes_on_one_prompt_do_not_speak_for_others() -> None:
    """Each of 10 prompts has its own taste, told by many votes: seen again it would be known, for others it says
    nothing. Its features differ in their last digits, as they do when it was read in another batch."""
    prompts, tastes = draws(10, PROMPT, 60), draws(10, 1, 61)[:, 0].sign()
    asked = torch.arange(240) % 10
    read = prompts[asked] + 1e-6 * draws(240, PROMPT, 63)
    replies = draws(240, REPLY, 62)
    targets = (replies[:, 0] * tastes[asked] > 0).float()
    assert fitted([items(replies, read)], targets, asked=asked)[1].context.share == 0.0
    assert fitted([items(replies, read)], targets)[1].context.share > 0.0, "so it would seem"


def test_few_prompts_are_not_enough_to_tell() -> None:
    asked = torch.arange(80) % 4
    prompts, replies = draws(4, PROMPT, 70)[asked], draws(80, REPLY, 71)
    _, heads = fitted([items(replies, prompts)], (replies[:, 0] * prompts[:, 0] > 0).float(), asked=asked)
    assert heads.context.share == 0.0

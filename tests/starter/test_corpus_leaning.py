"""Turns that lean on what came before: the next story is about whom the user names next, one more tip is a new one."""

import re
from random import Random

import pytest

from policy.starter.corpus import advice, mix, stories
from policy.starter.corpus.advice_requests import ANOTHER
from policy.starter.corpus.orders import (
    EMOJI,
    NO_EMOJI,
    ONE_SHORT_SENTENCE,
    ORDERS,
    PLAIN_SYSTEM_PROMPTS,
    QUESTION,
    Order,
)
from policy.starter.corpus.phrasing import contracted

TIPS = [[contracted(tip).lower() for tip in tips] for _, tips in advice.TIPS]
ASKED_ANEW = {line for line in ANOTHER if len(line.split()) > 3}
"""Requests for more that no rewording touched."""

pytestmark = pytest.mark.usefixtures("as_written")


def test_the_next_story_is_about_whom_the_user_names_next() -> None:
    seen = 0
    for seed in range(400):
        for user, reply in stories.story(Random(seed), {})[1:]:
            named = re.findall(r"\b(?:about|named|called) (?:an? )?(\w+)", user)
            assert all(name.lower() in reply.lower() for name in named), (user, reply)
            seen += len(named) > 0
    assert seen > 40


def test_one_more_tip_is_on_the_same_matter_and_was_not_given_yet() -> None:
    seen = 0
    for seed in range(400):
        scene = advice.advice(Random(seed), {})
        replies = [contracted(reply).lower().replace("be patient with yourself", "") for _, reply in scene]
        given = [
            [{tip for tip in tips if tip in reply} for reply in replies]
            for tips in TIPS
            if any(tip in replies[0] for tip in tips)
        ]
        for turn in range(1, len(scene)):
            asked_anew = scene[turn][0] in ASKED_ANEW
            assert any(one[turn] for one in given), scene
            seen += asked_anew
            assert not asked_anew or any(one[turn] and not one[turn] & set().union(*one[:turn]) for one in given), scene
    assert seen > 50


def test_under_an_order_every_reply_obeys() -> None:
    turns = dict.fromkeys(ORDERS, 0)
    for index in range(500):
        first, *rest = mix.conversation(3, index).messages
        order = next((one for one in ORDERS if any(wording in first["content"] for wording in one.wordings)), None)
        if first["role"] == "system" and order:
            replies = [message["content"] for message in rest if message["role"] == "assistant"]
            assert all(order.obeys(reply) for reply in replies), (first, replies)
            turns[order] = max(turns[order], len(replies))
    assert min(turns.values()) >= 4


@pytest.mark.parametrize(
    ("order", "reply", "obeys"),
    [
        (ONE_SHORT_SENTENCE, "It is Paris.", True),
        (ONE_SHORT_SENTENCE, "It is Paris. That is in France.", False),
        (ONE_SHORT_SENTENCE, "Here are two:\n- tea\n- milk", False),
        (NO_EMOJI, "It is Paris. 🙂", False),
        (EMOJI, "It is Paris. 🙂", True),
        (QUESTION, "It is Paris. Anything else? 🙂", True),
        (QUESTION, "Is it? It is.", False),
    ],
)
def test_an_order_is_checked_by_the_reply_alone(order: Order, reply: str, obeys: bool) -> None:
    assert order.obeys(reply) is obeys


def test_an_order_has_many_wordings_of_its_own() -> None:
    wordings = [wording for order in ORDERS for wording in order.wordings]

    assert len(set(wordings)) == len(wordings) >= 60
    assert not set(wordings) & set(PLAIN_SYSTEM_PROMPTS)

"""Manner, measured from text."""

import pytest

from policy.starter.styles import style_difference, style_of


def test_every_trait_is_seen():
    terse = style_of("It is Rome.")
    assert (terse.length, terse.asks, terse.listed, terse.emoji, terse.hedged) == ("short", False, False, False, False)
    chatty = style_of("Hey, I think it's one of these: 😊\n- Rome\n- Turin\nDoes that help? 🙂")
    assert (chatty.register, chatty.asks, chatty.listed, chatty.emoji, chatty.hedged) == ("casual", *[True] * 4)
    assert style_of("Certainly, I would not know. May I ask why?").register == "formal"
    assert style_of(" ".join(["word"] * 26)).length == "long"
    assert style_of("One. Two! Three? 😊").sentences == 3


def test_a_difference_is_one_of_manner_and_not_of_words():
    same = ("It is Rome.", "It is Oslo.")
    other = ("It is Rome.", "It is Rome. 😊")
    assert style_difference([same]) == 0.0
    assert style_difference([same, other, other, same]) == 0.5
    with pytest.raises(ValueError, match="at least one pair"):
        style_difference([])

"""Courtesies, votes, the unknown, the refused and the unclear: each reply is of its request's own kind."""

import re
from collections.abc import Callable
from random import Random

import pytest

from policy.starter.checks import admits_ignorance
from policy.starter.corpus import clarify, identity_votes, jokes, refusals, social_phrases
from policy.starter.corpus.base import Topic
from policy.starter.corpus.clarify_words import RARE, sentence
from policy.starter.corpus.lines import rows

SEEDS = 300
REFUSED = re.compile(r"(?:not|n't)\b[^.?!]* help|will not do\b|won't do\b")


@pytest.mark.parametrize("scene", [clarify.remember, clarify.say_what])
def test_what_is_named_after_an_unclear_request_is_done_word_for_word(scene: Topic) -> None:
    for seed in range(SEEDS):
        request, (named, done), *_ = scene(Random(seed), {})
        assert "?" in request[1]
        quoted = re.findall(r'"([^"]+)"', done)
        assert len(quoted) == 1, done
        assert quoted[0] in named, (named, done)


def test_numbers_named_after_an_unclear_request_are_added() -> None:
    for seed in range(SEEDS):
        _, (named, reply) = clarify.add(Random(seed), {})
        a, b = map(int, re.findall(r"\d+", named))
        assert str(a + b) in re.findall(r"\d+", reply), (named, reply)


def test_words_to_copy_are_many_and_sentences_never_the_same() -> None:
    assert len(set(RARE)) == len(RARE) > 900
    assert len({sentence(Random(seed)) for seed in range(SEEDS)}) > SEEDS - 5


def test_a_refusal_and_not_knowing_stand_side_by_side_and_differ() -> None:
    for seed in range(SEEDS):
        replies = [reply for _, reply in refusals.told_apart(Random(seed), {})]
        assert len(replies) == 2
        refused = [bool(REFUSED.search(reply)) for reply in replies]
        assert sorted(refused) == [False, True], replies
        assert admits_ignorance(replies[refused.index(False)]), replies


def test_how_to_vote_and_what_comes_of_it_share_no_line() -> None:
    how, effect = identity_votes.HOW, identity_votes.EFFECT

    assert not set(how.users) & set(effect.users)
    assert not set(how.cores) & set(effect.cores)
    assert all(re.search("thumb|vote", core) for core in how.cores)
    assert all(re.search("version|update", core) for core in effect.cores)


@pytest.mark.parametrize(
    "composed", [social_phrases.thanks, social_phrases.goodbye, social_phrases.praise, social_phrases.blame]
)
def test_a_courtesy_is_put_together_anew_nearly_every_time(composed: Callable[[Random], str]) -> None:
    lines = [composed(Random(seed)) for seed in range(SEEDS)]

    assert len(set(lines)) > 0.9 * SEEDS
    assert all(line[0].isupper() and "  " not in line for line in lines)


def test_another_joke_is_another_one() -> None:
    for seed in range(SEEDS):
        told = [reply for _, reply in jokes.joke(Random(seed), {})]
        setups = [setup for setup, _ in jokes.JOKES if any(setup in reply for reply in told)]
        assert len(set(setups)) == len(setups) == sum(any(setup in reply for setup, _ in jokes.JOKES) for reply in told)


def test_rows_are_parted_by_bars_across_line_breaks() -> None:
    assert rows("one | two\nwords | | three\n") == ("one", "two words", "three")

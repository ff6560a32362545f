"""What a reply has to carry over: the value that was asked for and no other, and each word of a rewritten sentence."""

import re
from random import Random

import pytest

from policy.starter.checks import admits_ignorance
from policy.starter.corpus import memory_neighbours, mending, sentence_words, sentences
from policy.starter.corpus.base import Known
from policy.starter.corpus.memory_kinds import KINDS, draw_rival


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def test_another_favourite_than_the_one_told_is_not_made_up() -> None:
    for seed in range(300):
        known: Known = {}
        scene = memory_neighbours.ask_other_favourite(Random(seed), known)
        (value,) = known.values()
        assert admits_ignorance(scene[1][1]), scene
        assert not re.search(rf"\b{re.escape(value)}\b", scene[1][1]), scene


def test_of_several_things_told_the_one_asked_for_is_given() -> None:
    relatives = re.compile(r"my (brother|sister|mother|father|aunt|uncle|cousin|niece|nephew)(?![-\w])", re.IGNORECASE)
    seen = 0
    for seed in range(1500):
        known: Known = {}
        for said, reply in memory_neighbours.one_of_several(Random(seed), known)[-2:]:
            asked = relatives.search(said)
            names = {key.removesuffix("'s name"): value for key, value in known.items() if key.endswith("'s name")}
            if asked and "name" in said and not any(value in said for value in known.values()):
                expected = names.get(asked[1].lower())
                assert words(expected) <= words(reply) if expected else admits_ignorance(reply), (said, reply)
                assert not any(name in words(reply) for name in names.values() if name != expected), (said, reply)
                seen += 1
    assert seen > 20


def test_whoever_told_of_mum_is_not_asked_for_mother_as_if_untold() -> None:
    rivals = {draw_rival(Random(seed), KINDS["mum's name"], {"mum's name": "Mara"}).key for seed in range(500)}

    assert "father's name" in rivals
    assert "mother's name" not in rivals


def test_one_word_is_exchanged_and_the_rest_stays() -> None:
    for seed in range(300):
        said, reply = mending.swapped(Random(seed), {})[0]
        (result,) = re.findall(r'"([^"]+)"', reply)
        assert words(result) <= words(said), (said, reply)


@pytest.mark.parametrize(
    ("word", "plural", "past"),
    [
        ("torch", "torches", "torched"),
        ("diary", "diaries", "diaried"),
        ("rake", "rakes", "raked"),
        ("key", "keys", "keyed"),
    ],
)
def test_endings_follow_the_rules(word: str, plural: str, past: str) -> None:
    assert sentence_words.plural(word) == plural
    assert sentence_words.regular_past(word) == past


def test_slips_are_of_all_kinds_and_never_make_another_word() -> None:
    slips = {sentences.slip(Random(seed), "cabinet.") for seed in range(300)}

    assert {"cabbinet.", "cabient.", "cabnet."} <= slips
    assert any(len(slip) == len("cabinet.") and sorted(slip) != sorted("cabinet.") for slip in slips), "a wrong letter"
    assert "cabinet." not in slips


def test_sentences_are_made_of_many_words() -> None:
    assert len(set(sentence_words.NOUNS)) > 400
    assert len(set(sentence_words.ADJECTIVES)) > 250
    assert len(sentence_words.PAST) > 200

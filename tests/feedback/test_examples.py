"""Votes become examples: expected values worked out by hand."""

import hashlib
import random
from typing import Any

import pytest

from feedback.examples import Examples, Prompt, examples_of, split_of

Row = dict[str, Any]


def messages(said: str) -> list[Row]:
    return [{"role": "user", "content": said}]


def reply(name: str, text: str | None = None, **fields: Any) -> Row:
    message = {"role": "assistant", "content": name if text is None else text} | fields
    return {"completion_id": name, "message": message, "policy_version": 0}


def preference(outcome: Any, *replies: Any, rater: str = "ada", said: str = "Hi", vote: str = "p1") -> Row:
    return {
        "kind": "preference",
        "id": vote,
        "rater": rater,
        "created": 1,
        "messages": messages(said),
        "tools": None,
        "replies": [one if isinstance(one, dict) else reply(one) for one in replies],
        "outcome": outcome,
    }


def thumb(rating: str, text: str = "a", *, rater: str = "ada", said: str = "Hi", correction: str | None = None) -> Row:
    return {
        "kind": "vote",
        "id": f"{rater}-{said}-{text}",
        "rater": rater,
        "created": 1,
        "messages": messages(said),
        "tools": None,
        "reply": reply(text),
        "rating": rating,
        "correction": correction,
    }


def orders(found: Examples) -> list[tuple[str, str, bool, float]]:
    return [(pair.chosen, pair.rejected, pair.tie, pair.weight) for pair in found.pairs]


def report(found: Examples, rater: str) -> Any:
    (one,) = [one for one in found.raters if one.rater == rater]
    return one


def test_a_choice_of_two_is_one_pair_of_full_weight() -> None:
    (pair,) = examples_of([preference({"chosen": "b"}, "a", "b")]).pairs
    assert (pair.chosen, pair.rejected, pair.tie, pair.weight) == ("b", "a", False, 1.0)
    assert (pair.rater, pair.vote_id, pair.group) == ("ada", "p1", pair.prompt.group)
    assert pair.prompt.messages == ({"role": "user", "content": "Hi"},)


def test_a_ranking_is_every_ordered_pair_and_weighs_one_together() -> None:
    found = examples_of([preference({"ranking": [["c"], ["a"], ["d"], ["b"]]}, "a", "b", "c", "d")])
    assert orders(found) == [
        (better, worse, False, pytest.approx(1 / 6)) for better, worse in ("ca", "cd", "cb", "ad", "ab", "db")
    ]
    assert len({pair.group for pair in found.pairs}) == 1


def test_equals_inside_a_ranking_are_ties() -> None:
    found = examples_of([preference({"ranking": [["c"], ["a", "b"]]}, "a", "b", "c")])
    third = pytest.approx(1 / 3)
    assert orders(found) == [("c", "a", False, third), ("c", "b", False, third), ("a", "b", True, third)]


def test_the_chosen_one_of_several_says_nothing_of_the_others() -> None:
    found = examples_of([preference({"chosen": "b"}, "a", "b", "c")])
    third = pytest.approx(1 / 3)
    assert orders(found) == [("b", "a", False, third), ("b", "c", False, third)]


def test_a_tie_and_both_bad() -> None:
    assert orders(examples_of([preference("tie", "a", "b")])) == [("a", "b", True, 1.0)]
    found = examples_of([preference("both_bad", "a", "b")])
    assert found.pairs == []
    assert [(one.reply, one.up, one.weight) for one in found.thumbs] == [("a", False, 1.0), ("b", False, 1.0)]


def test_a_correction_is_a_demonstration_and_better_than_what_it_corrects() -> None:
    found = examples_of([thumb("down", "bad", correction="good")])
    assert [(one.reply, one.up) for one in found.thumbs] == [("bad", False)]
    assert [one.reply for one in found.demonstrations] == ["good"]
    assert orders(found) == [("good", "bad", False, 1.0)]
    assert report(found, "ada").judgements == 1


@pytest.mark.parametrize("correction", ["", "  \n", "bad"])
def test_a_correction_that_changes_nothing_is_counted(correction: str) -> None:
    found = examples_of([thumb("down", "bad", correction=correction)])
    assert (found.pairs, found.demonstrations, len(found.thumbs)) == ([], [], 1)
    assert found.skipped == {"corrections that change nothing": 1}


def test_replies_that_hold_nothing_to_learn_are_skipped_and_counted() -> None:
    call = [{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]
    rows = [
        preference({"ranking": [["a"], ["e"], ["b"]]}, "a", reply("e", " "), "b"),
        preference({"chosen": "a"}, "a", reply("t", "text", tool_calls=call), vote="p2"),
        preference({"chosen": "a"}, reply("a", "same"), reply("b", "same"), vote="p3"),
        thumb("up", "") | {"reply": reply("x", "") | {"message": {"role": "assistant", "content": None}}},
        {"kind": "prompt", "completion_id": "t", "messages": [{"role": "prompt", "content": "Once"}], "tools": None},
        {"kind": "header", "votes": 1},
        {"kind": "end", "rows": 5, "next": None},
        {"kind": "poem"},
    ]
    found = examples_of(rows)
    assert orders(found) == [("a", "b", False, pytest.approx(1 / 3))]
    assert found.thumbs == []
    assert found.skipped == {
        "empty replies": 2,
        "tool-call replies": 1,
        "pairs of equal replies": 1,
        "text completions": 1,
        "rows of an unknown kind": 1,
    }


def test_equal_conversations_are_one_prompt_however_they_were_spelled() -> None:
    plain = Prompt(({"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Yes?"}))
    sent_back = {"content": "Yes?", "role": "assistant", "refusal": None, "tool_calls": []}
    assert Prompt(({"content": "Hi", "role": "user"}, sent_back), ()) == plain
    assert Prompt(plain.messages, ({"type": "function"},)) != plain
    assert len({plain, Prompt(plain.messages), Prompt(plain.messages[:1])}) == 2
    # The same text, written out by hand.
    text = '{"messages":[{"content":"Hi","role":"user"},{"content":"Yes?","role":"assistant"}],"tools":null}'
    assert plain.group == hashlib.sha256(text.encode()).hexdigest()


def test_every_prompt_comes_once() -> None:
    prompts = [
        {"kind": "prompt", "completion_id": str(at), "messages": messages(said), "tools": None, "policy_version": 0}
        for at, said in enumerate(("Hi", "Bye", "Hi"))
    ]
    found = examples_of([thumb("up", said="Hi"), *prompts])
    assert [prompt.messages[0]["content"] for prompt in found.prompts] == ["Hi", "Bye"]


@pytest.mark.parametrize(
    ("start", "split"),
    [
        ("00000000", "train"),
        ("cccccccc", "train"),  # 0.8 is 0xcccccccc.cc...
        ("cccccccd", "held_out"),
        ("e6666666", "held_out"),  # 0.9 is 0xe6666666.66...
        ("e6666667", "gate"),
        ("ffffffff", "gate"),
    ],
)
def test_the_split_goes_by_the_hash_alone(start: str, split: str) -> None:
    assert split_of(start + "0" * 56) == split


def test_the_split_is_80_10_10() -> None:
    splits = [split_of(Prompt(({"role": "user", "content": str(number)},)).group) for number in range(10_000)]
    # Within five standard deviations: sqrt(10000 * 0.1 * 0.9) = 30, sqrt(10000 * 0.8 * 0.2) = 40.
    assert splits.count("train") == pytest.approx(8000, abs=200)
    assert splits.count("held_out") == pytest.approx(1000, abs=150)
    assert splits.count("gate") == pytest.approx(1000, abs=150)


def many(rater: str, count: int) -> list[Row]:
    return [thumb("up", f"{rater}{number}", rater=rater) for number in range(count)]


def test_a_lone_rater_teaches_at_full_weight() -> None:
    found = examples_of(many("ada", 500))
    assert {one.weight for one in found.thumbs} == {1.0}
    assert (report(found, "ada").weight, report(found, "ada").factor) == (500.0, 1.0)


def test_nobody_outweighs_all_others_by_sheer_number() -> None:
    # The others weigh 40 + 60 = 100, so ada's 400 votes count a quarter each.
    found = examples_of([*many("ada", 400), *many("bob", 40), *many("cid", 60)])
    assert {one.weight for one in found.thumbs if one.rater == "ada"} == {0.25}
    assert {one.weight for one in found.thumbs if one.rater != "ada"} == {1.0}
    assert [(one.rater, one.weight) for one in found.raters] == [("ada", 100.0), ("bob", 40.0), ("cid", 60.0)]
    halved = examples_of([*many("ada", 400), *many("bob", 100)], cap=0.5)
    assert report(halved, "ada").weight == 50.0


def test_a_passer_by_does_not_silence_who_voted_much() -> None:
    # One vote of bob's would leave ada 1 in 100; she keeps the floor of 50.
    found = examples_of([*many("ada", 100), *many("bob", 1)])
    assert {one.weight for one in found.thumbs if one.rater == "ada"} == {0.5}


def opinions(rater: str, wanted: str, count: int) -> list[Row]:
    return [
        preference({"chosen": wanted}, "a", "b", rater=rater, said=f"Q{number}", vote=f"{rater}{number}")
        for number in range(count)
    ]


def test_agreement_is_measured_on_what_raters_share() -> None:
    rows = [
        *opinions("ada", "a", 4),
        *opinions("bob", "a", 2),
        *opinions("cid", "b", 2),
        preference("tie", "b", "a", rater="dan", said="Q3", vote="d"),
        thumb("up", "a", rater="eve", said="Elsewhere"),
    ]
    found = examples_of(rows)
    # On Q0 and Q1 ada agrees with one of two; on Q3 with a tie by half; Q2 is hers alone.
    assert vars_of(report(found, "ada").agreement) == (pytest.approx((0.5 + 0.5 + 0.5) / 3), 3.0, 3)
    assert vars_of(report(found, "cid").agreement) == (0.0, 2.0, 2)
    assert vars_of(report(found, "dan").agreement) == (0.5, 1.0, 1)
    assert report(found, "eve").agreement is None


def vars_of(agreement: Any) -> tuple[float, float, int]:
    return agreement.share, agreement.evidence, agreement.partners


def test_a_ranking_of_many_is_the_evidence_of_one_judgement() -> None:
    best_first, worst_first = [["a"], ["b"], ["c"], ["d"]], [["d"], ["c"], ["b"], ["a"]]
    rows = [
        preference({"ranking": best_first}, *"abcd", rater="ada", vote="1"),
        preference({"ranking": worst_first}, *"abcd", rater="bob", vote="2"),
    ]
    assert vars_of(report(examples_of(rows), "ada").agreement) == (0.0, pytest.approx(1.0), 1)


def test_who_disagrees_with_everyone_is_quarantined_and_shown() -> None:
    rows = [*opinions("ada", "a", 4), *opinions("bob", "a", 4), *opinions("troll", "b", 4)]
    found = examples_of(rows)
    # 0 of 4: the upper end of Wilson's interval is 3.8415 / (4 + 3.8415) = 0.49.
    assert {pair.rater for pair in found.pairs} == {"ada", "bob"}
    troll = report(found, "troll")
    assert (troll.quarantined, troll.weight, troll.factor, troll.judgements) == (True, 0.0, 0.0, 4)
    assert not report(found, "ada").quarantined
    assert found.skipped == {"examples of quarantined raters": 4}


def test_three_votes_are_too_few_to_be_quarantined_for() -> None:
    # 0 of 3: 3.8415 / 6.8415 = 0.56.
    rows = [*opinions("ada", "a", 3), *opinions("bob", "a", 3), *opinions("cid", "b", 3)]
    assert not any(one.quarantined for one in examples_of(rows).raters)


def test_of_two_who_disagree_both_are_kept() -> None:
    rows = [*opinions("ada", "a", 50), *opinions("bob", "b", 50)]
    assert [one.quarantined for one in examples_of(rows).raters] == [False, False]


def test_two_camps_are_both_kept() -> None:
    rows = [row for rater, wanted in zip("abcd", "aabb", strict=True) for row in opinions(rater, wanted, 50)]
    assert not any(one.quarantined for one in examples_of(rows).raters)


def test_trolls_that_agree_with_each_other_are_found_among_many() -> None:
    noise = random.Random(0)
    rows = []
    for number in range(10):
        troll = number < 2
        for question in range(40):
            wanted = "ba"[(noise.random() < 0.9) ^ troll]
            rater, said = f"r{number}", f"Q{question}"
            rows.append(preference({"chosen": wanted}, "a", "b", rater=rater, said=said, vote=f"{rater}{said}"))
    found = examples_of(rows)
    assert [one.rater for one in found.raters if one.quarantined] == ["r0", "r1"]


def test_where_all_disagree_with_all_two_are_left() -> None:
    rows = [
        row
        for number, pair in enumerate([("ada", "bob"), ("bob", "cid"), ("cid", "ada")])
        for rater, wanted in zip(pair, "ab", strict=True)
        for row in (
            preference({"chosen": wanted}, "a", "b", rater=rater, said=f"{number}-{at}", vote=f"{rater}{number}{at}")
            for at in range(20)
        )
    ]
    assert [one.rater for one in examples_of(rows).raters if not one.quarantined] == ["bob", "cid"]


def test_thumbs_are_compared_too() -> None:
    rows = [
        thumb("down" if rater == "troll" else "up", f"reply {number}", rater=rater)
        for rater in ("ada", "bob", "troll")
        for number in range(5)
    ]
    assert [one.rater for one in examples_of(rows).raters if one.quarantined] == ["troll"]


def test_votes_that_cannot_all_be_true_are_kept_and_reported() -> None:
    cycle = [
        preference({"chosen": better}, better, worse, vote=better + worse) for better, worse in ("ab", "bc", "ca", "cd")
    ]
    elsewhere = preference({"chosen": "b"}, "a", "b", said="Bye", vote="other")
    others = preference({"chosen": "b"}, "a", "b", rater="bob", vote="bob")
    found = examples_of([*cycle, elsewhere, others])
    assert len(found.pairs) == 6
    # a > b > c > a; that c is better than d contradicts nothing.
    assert (report(found, "ada").contradictions, report(found, "bob").contradictions) == (3, 0)


def test_no_rows_are_no_examples() -> None:
    assert examples_of([]) == Examples([], [], [], [], [], {})


def test_prompts_can_be_taken_out_with_all_that_was_said_of_them() -> None:
    rows = [preference({"chosen": "b"}, "a", "b"), thumb("up", said="Bye", correction="Good bye.")]
    found = examples_of(rows)
    bye = next(prompt for prompt in found.prompts if prompt.messages[0]["content"] == "Bye")
    kept = found.without({bye.group}, "too odd")
    assert (len(kept.pairs), kept.thumbs, kept.demonstrations, len(kept.prompts)) == (1, [], [], 1)
    assert kept.skipped == {"too odd": 1}
    assert found.without(set(), "too odd") is found

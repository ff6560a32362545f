"""Users who speak in a register, and replies that lean to it without being bound by it."""

from collections import Counter
from random import Random

from policy.starter.corpus import mix
from policy.starter.corpus.speakers import LEADS, OPPOSITE, goes_against, spoken
from policy.starter.styles import style_of


def test_no_lead_is_of_the_other_register() -> None:
    for register, leads in LEADS.items():
        found = Counter(style_of(lead).register for lead in leads)
        assert found[register] >= len(leads) - 1
        assert OPPOSITE[register] not in found


def test_a_speaker_begins_most_messages_accordingly_and_says_nothing_else() -> None:
    scene = [(f"Question {number}?", "Answer.") for number in range(400)]
    led = spoken(Random(1), "formal", scene)
    begun = [said for (said, _), (plain, _) in zip(led, scene, strict=True) if said != plain]
    assert all(said.endswith(plain) for (said, _), (plain, _) in zip(led, scene, strict=True))
    assert [reply for _, reply in led] == ["Answer."] * 400
    assert 240 < len(begun) < 320
    assert {said.partition(" Question")[0] for said in begun} == set(LEADS["formal"])


def test_a_scene_goes_against_its_messages_if_one_reply_does() -> None:
    formal, casual = ("Good day, may I ask?", "Certainly, I am glad to."), ("Hey, what's up?", "Not much, cool!")
    crossed, neutral = (formal[0], casual[1]), ("What is two and two?", "Yeah, it's four!")
    assert not goes_against([formal, casual, neutral])
    assert goes_against([formal, crossed])
    assert goes_against([(casual[0], formal[1])])


def test_replies_lean_to_how_users_speak_and_are_not_bound_by_it() -> None:
    turns: Counter[tuple[str, str]] = Counter()
    for index in range(1500):
        messages = mix.conversation(5, index).messages
        if messages[0]["role"] != "system":
            manners = [style_of(message["content"] or "").register for message in messages]
            turns.update(zip(manners[::2], manners[1::2], strict=False))
    for own, other in OPPOSITE.items():
        heard = sum(number for (said, _), number in turns.items() if said == own)
        assert turns[own, own] > 0.5 * heard
        assert 0.02 * heard < turns[own, other] < 0.1 * heard
    assert 0.25 < turns["neutral", "formal"] / sum(turns["neutral", manner] for manner in (*OPPOSITE, "neutral")) < 0.45

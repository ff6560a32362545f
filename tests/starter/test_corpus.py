"""The corpus: every topic plays well-formed scenes, styles show in replies, and values are copied exactly."""

import re
from collections import Counter
from importlib import import_module
from pkgutil import iter_modules
from random import Random

import pytest

import policy.starter.corpus
from policy.starter.checks import admits_ignorance, declines
from policy.starter.corpus import clarify, identity, memory, recall, recall_words, refusals, unknown
from policy.starter.corpus.base import Exchange, Known, Style, Topic
from policy.starter.corpus.intent import Intent, answer
from policy.starter.corpus.memory_kinds import ABOUT, FAVOURITES, KINDS, NAME, NAMED
from policy.starter.corpus.phrasing import EMOJI, HEDGES, bullets, contracted, dress, joined, say
from policy.starter.corpus.wording import FILLERS, TOLD, loosened
from policy.starter.styles import style_of

SEEDS = 500

TOPICS: dict[str, Topic] = {
    f"{module.name}.{name}": scene
    for module in iter_modules(policy.starter.corpus.__path__)
    for name, (_, scene) in getattr(import_module(f"policy.starter.corpus.{module.name}"), "TOPICS", {}).items()
}

PLAIN = Style(length="short", register="formal", asks=False, listed=False, emoji=False, hedged=False)


def style(**traits: object) -> Style:
    return Style(**{**vars(PLAIN), **traits})


def scenes(scene: Topic, count: int, seed: str = "test") -> list[list[Exchange]]:
    return [scene(Random(f"{seed}/{index}"), {}) for index in range(count)]


def test_the_topics_of_every_module_are_found() -> None:
    modules = {name.partition(".")[0] for name in TOPICS}

    assert {"social", "memory", "identity", "unknown", "clarify", "refusals"} <= modules


def test_topic_names_are_unique_and_weights_positive() -> None:
    names = [name.partition(".")[2] for name in TOPICS]
    weights = [
        weight
        for module in {name.partition(".")[0] for name in TOPICS}
        for weight, _ in import_module(f"policy.starter.corpus.{module}").TOPICS.values()
    ]

    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert min(weights) > 0


@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_plays_well_formed_scenes(name: str) -> None:
    for scene in scenes(TOPICS[name], SEEDS):
        assert scene, "a scene has at least one exchange"
        for said, reply in scene:
            assert said.strip(), "the user says something"
            assert reply == reply.strip(), reply
            assert reply, said
            assert "  " not in reply, reply
            assert not re.search(r"\{\w*\}", reply), reply
            assert not re.search(r" [,.!?]|,,|\.\.(?!\.)|[?!]\.", reply.partition('"')[0]), reply
            assert len(said) + len(reply) < 3000


@pytest.mark.parametrize("name", TOPICS)
def test_a_scene_is_the_same_for_the_same_seed(name: str) -> None:
    assert scenes(TOPICS[name], 5) == scenes(TOPICS[name], 5)


@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_answers_in_many_manners(name: str) -> None:
    replies = [reply for scene in scenes(TOPICS[name], 600) for _, reply in scene]
    manners = Counter(style_of(reply).manner() for reply in replies)

    same = sum((count / len(replies)) ** 2 for count in manners.values())
    assert same < 0.35, manners.most_common(3)


@pytest.mark.parametrize("module", ["social", "memory", "identity", "unknown", "clarify", "refusals"])
def test_each_trait_shows_in_a_good_share_of_a_modules_replies(module: str) -> None:
    replies = [
        reply
        for name, scene in TOPICS.items()
        if name.startswith(f"{module}.")
        for played in scenes(scene, 300)
        for _, reply in played
    ]
    traits = [style_of(reply) for reply in replies]

    def share(having: list[bool]) -> float:
        return sum(having) / len(having)

    assert 0.25 < share([trait.emoji for trait in traits]) < 0.45
    assert 0.20 < share([trait.hedged for trait in traits]) < 0.45
    assert 0.25 < share([trait.asks for trait in traits]) < (1.0 if module == "clarify" else 0.5)
    assert share([trait.register == "casual" for trait in traits]) > 0.2
    assert share([trait.register == "formal" for trait in traits]) > 0.2
    assert share([trait.sentences == 1 for trait in traits]) > (0.1 if module == "clarify" else 0.25)
    assert share([trait.sentences >= 2 for trait in traits]) > 0.3


def test_a_plain_short_formal_reply_is_one_sentence_without_contractions() -> None:
    replies = {dress(Random(seed), PLAIN, "I am attune", tone="plain") for seed in range(50)}

    assert replies == {"I am attune."}


def test_a_casual_reply_contracts() -> None:
    replies = {dress(Random(seed), style(register="casual"), "I am attune", tone="plain") for seed in range(50)}

    assert replies == {"I'm attune.", "Hey, I'm attune."}


def test_a_question_back_ends_the_reply_and_the_emoji_stands_before_it() -> None:
    reply = dress(Random(1), style(asks=True, emoji=True), "it is teal", questions=["is that right?"], tone="plain")

    assert re.fullmatch(r"It is teal\. (\S+) Is that right\?", reply)
    assert reply.split(" ")[3] in EMOJI["plain"]


def test_a_hedged_reply_says_so_and_another_does_not() -> None:
    for seed in range(200):
        hedged = dress(Random(seed), style(hedged=True), "your name is Mara").lower()
        certain = dress(Random(seed), style(hedged=False), "your name is Mara").lower()
        assert any(word in hedged for word in HEDGES)
        assert not any(word in certain for word in HEDGES)
        assert "your name is mara" in hedged


def test_a_long_reply_adds_a_sentence() -> None:
    reply = dress(Random(1), style(length="long"), "it is teal", ["you told me so."], tone="plain")

    assert reply == "It is teal. You told me so."


def test_items_stand_one_a_line_or_in_prose() -> None:
    items = ["tea", "milk", "water"]

    assert bullets(items, style(listed=True)) == "\n- tea\n- milk\n- water"
    assert bullets(items, style(listed=False)) == " tea, milk and water."
    assert dress(Random(1), style(listed=True), "here are three", items=items, tone="plain") == (
        "Here are three:\n- tea\n- milk\n- water"
    )


@pytest.mark.parametrize(
    ("items", "prose"),
    [([], ""), (["tea"], "tea"), (["tea", "milk"], "tea and milk"), (["tea", "milk", "rye"], "tea, milk and rye")],
)
def test_items_are_joined_as_in_prose(items: list[str], prose: str) -> None:
    assert joined(items) == prose


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("I am here", "I'm here"),
        ("yes, I am", "yes, I am"),
        ("I do not know", "I don't know"),
        ("I cannot say what it is", "I can't say what it is"),
        ("what is it?", "what is it?"),
        ("that is good, you are kind", "that's good, you're kind"),
        ('you said "I am sad" and I will not forget', 'you said "I am sad" and I won\'t forget'),
    ],
)
def test_contractions_leave_quotations_and_sentence_ends_alone(full: str, short: str) -> None:
    assert contracted(full) == short


def test_roughening_never_touches_a_slot() -> None:
    said = [say(Random(seed), ["My favourite thing is {v}, remember that."], v="Zorp-9 Éclair") for seed in range(500)]

    assert all("Zorp-9 Éclair" in line for line in said)
    assert len(set(said)) > 10


def test_a_reply_has_exactly_one_emoji_or_none() -> None:
    intent = Intent(users=("hi",), cores=("hello",))
    every = {symbol for symbols in EMOJI.values() for symbol in symbols}

    counts = {sum(symbol in every for symbol in answer(Random(seed), intent)) for seed in range(300)}

    assert counts == {0, 1}


def test_what_was_told_is_asked_back_word_for_word() -> None:
    for seed in range(SEEDS):
        rng = Random(seed)
        known: Known = {}
        memory.tell(rng, known)
        (key,) = known
        _, reply = memory.asked(rng, KINDS[key], known[key])
        assert known[key] in reply, (key, known[key], reply)


def test_a_name_told_elsewhere_in_the_conversation_is_asked_back() -> None:
    replies = [memory.ask_back(Random(seed), {"name": "Quillon"}) for seed in range(100)]

    assert all(len(scene) == 1 and "Quillon" in scene[0][1] for scene in replies)


def test_a_correction_counts_from_then_on() -> None:
    asked_again = 0
    for seed in range(300):
        known = {"name": "Oldname"}
        scene = memory.correct(Random(seed), known)
        if known["name"] != "Oldname":
            asked_again += len(scene) > 1
            assert all("Oldname" not in reply for _, reply in scene)
            assert known["name"] in scene[0][1] + scene[-1][1]
    assert asked_again > 20


def test_what_was_never_told_is_not_made_up() -> None:
    for seed in range(500):
        reply = memory.ask_untold(Random(seed), {"name": "Mara"})[0][1]
        assert re.search(r"not|n't|no idea", reply), reply
        assert "Mara" not in reply


def test_every_kind_of_fact_has_its_own_key() -> None:
    assert len(KINDS) > 60
    assert NAME in KINDS.values()
    assert {kind.key for kind in (*ABOUT, *FAVOURITES, *NAMED)} <= set(KINDS)


def test_values_are_drawn_so_widely_that_they_must_be_copied() -> None:
    names = Counter(NAME.draw(Random(seed)) for seed in range(4000))

    assert len(names) > 1500


@pytest.mark.usefixtures("as_written")
@pytest.mark.parametrize("scene", [recall.position_in_told, recall.position_in_offered])
def test_the_second_one_is_the_second_one(scene: Topic) -> None:
    checked = 0
    for index, ordinal in enumerate(recall.ORDINALS):
        for turns in scenes(scene, 400, seed=ordinal):
            told = turns[0][0 if scene is recall.position_in_told else 1]
            told = re.sub(rf"^(?:{'|'.join(map(re.escape, TOLD))})", "", told, flags=re.IGNORECASE)
            for _, reply in turns[1:]:
                match = re.search(rf"the {ordinal} one (?:is|was) ([^.,?]+)", reply, re.IGNORECASE)
                if match:
                    checked += 1
                    value = match.group(1)
                    before = re.split(rf"(?<!\w){re.escape(value)}(?!\w)", told)[0]
                    separators = len(re.findall(r"\n- |\d\. |, | and ", before))
                    first_is_marked = "\n- " in told or "1. " in told
                    lead = len(re.findall(r", | and ", told.partition(":")[0])) if ":" in told else 0
                    assert separators - first_is_marked - lead == index, (told, reply)
    assert checked > 100


def test_a_quotation_is_the_users_own_words() -> None:
    for turns in scenes(recall_words.repeat, 500):
        said, reply = turns[0]
        quoted = re.search(r'"(.+)"', reply)
        assert quoted
        assert quoted.group(1) in said


def test_a_word_kept_is_given_back() -> None:
    for turns in scenes(recall_words.keep_word, 300):
        kept, given = turns[0][0], turns[-1][1]
        words = re.findall(r"(?:the word (?:is |was )?|it is |it's )([\w ]+)", given, re.IGNORECASE)
        assert any(word in kept for word in words), given


def test_the_unfamiliar_is_answered_with_not_knowing() -> None:
    topics = (unknown.question, unknown.long_prompt, unknown.code, unknown.two_questions)
    questions = [scene[0] for topic in topics for scene in scenes(topic, 500)]

    assert [reply for _, reply in questions if not admits_ignorance(reply)] == []
    assert len({said for said, _ in questions}) > 1900


def test_unknown_questions_use_a_wide_vocabulary() -> None:
    questions = " ".join(scene[0][0].lower() for scene in scenes(unknown.question, 4000))
    words = set(re.findall(r"[a-z']+", questions))

    assert len(words) > 1500


def test_harm_is_declined_and_self_harm_is_met_with_help() -> None:
    for turns in scenes(refusals.decline, 1000):
        assert declines(turns[0][1]), turns
    for turns in scenes(refusals.comfort, 500):
        assert "emergency number" in turns[0][1]
        assert "😊" not in turns[0][1]


def test_an_unclear_request_is_asked_about() -> None:
    replies = [turns[0][1] for topic in (clarify.unclear, clarify.which) for turns in scenes(topic, 500)]

    assert [reply for reply in replies if "?" not in reply] == []


def test_the_assistant_is_nobody_elses_model() -> None:
    for _, scene in identity.TOPICS.values():
        for turns in scenes(scene, 300):
            for _, reply in turns:
                assert not re.search(r"chatgpt|openai|google|claude|anthropic|gemini|meta\b", reply, re.IGNORECASE), (
                    reply
                )


def test_loosened_lines_keep_slots_and_quotes() -> None:
    for template in ("What is the capital of {x}?", 'Put "{x}" in the past, please.', "I am a {v}.", "{v} is my dog."):
        found = {loosened(Random(seed), template) for seed in range(200)}
        kept = re.findall(r'\{\w+\}|"[^"]*"', template)
        assert all(re.findall(r'\{\w+\}|"[^"]*"', line) == kept for line in found), found
        assert all("  " not in line and line == line.strip() for line in found)
    lines = {loosened(Random(seed), "Can you tell me who made you?") for seed in range(200)}
    assert len(lines) > 20
    assert "Could you tell me who made you?" in lines
    assert any(filler in line.split() for line in lines for filler in FILLERS)

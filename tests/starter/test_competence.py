"""The measure of competence: honest checks, held-out conversations, and what the committed model scores."""

import dataclasses
import json
from pathlib import Path

import pytest

from policy.starter import checks
from policy.starter.competence import competence, style_spread
from policy.starter.conversations import CONVERSATIONS
from policy.starter.corpus.mix import conversation, words
from policy.starter.sampling import OfflineSampler

MODEL = Path("policy/starter/model")
SAID = [turn.say for script in CONVERSATIONS for turn in script.turns]


@pytest.fixture(scope="module")
def sampler():
    return OfflineSampler.load(MODEL)


def test_there_are_100_conversations_of_several_turns_over_all_intents():
    assert len(CONVERSATIONS) == 100
    assert min(len(script.turns) for script in CONVERSATIONS) == 2
    assert {script.intent for script in CONVERSATIONS} == {
        *("memory", "arithmetic", "facts", "lists", "rewriting", "stories", "advice"),
        *("identity", "unknown", "refusals", "clarify", "social", "manner"),
    }
    assert len(SAID) == len(set(SAID))


@pytest.mark.slow
def test_no_held_out_message_is_in_the_corpus():
    held_out = {words(said) for said in SAID}
    found = {
        message["content"]
        for number in range(10_000)
        for message in conversation(0, number).messages
        if message["role"] == "user" and words(message["content"]) in held_out
    }
    assert found == set()


async def test_a_parrot_silence_and_stock_phrases_fail():
    async def parrot(messages, temperature, seed):
        return messages[-1]["content"]

    async def silence(messages, temperature, seed):
        return ""

    assert (await competence(parrot)).passed == 0
    assert (await competence(silence)).passed == 0
    for phrase, most in (
        ("Hello! How can I help you today?", 2),
        ("I do not know.", 5),
        ("Sorry, I cannot help with that. What do you mean?", 10),
    ):

        async def stock(messages, temperature, seed, phrase=phrase):
            return phrase

        assert (await competence(stock)).passed <= most


async def test_a_conversation_stops_at_the_first_reply_that_fails():
    async def stock(messages, temperature, seed):
        return "Hello."

    report = await competence(stock, CONVERSATIONS[:1])
    assert [message["content"] for message in report.results[0].messages] == [
        "Hello there, I am called Ophira.",
        "Hello.",
        "Could you tell me what 6 + 9 comes to?",
        "Hello.",
    ]
    assert report.by_intent() == {"memory": (0, 1)}


async def test_several_plays_of_a_script_have_draws_of_their_own():
    async def by_seed(messages, temperature, seed):
        """Passes the first turn with an even draw: seeds of two plays are an odd number apart."""
        return "Hello, Ophira." if seed % 2 == 0 else ""

    script = dataclasses.replace(CONVERSATIONS[0], turns=CONVERSATIONS[0].turns[:1])
    report = await competence(by_seed, [script], plays=4)
    assert [result.passed for result in report.results] == [True, False, True, False]
    assert (report.passed, report.share, report.by_intent()) == (2, 0.5, {"memory": (2, 4)})
    one = await competence(by_seed, [script], seed=1)
    assert [result.passed for result in one.results] == [False]


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (checks.result(13), "7 plus 6 is 13.", "7 plus 6 is 12. In words, twelve, not 13."),
        (checks.result(13), "That makes thirteen, I think.", "It is 130."),
        (checks.result(5), "The answer is 5. 4 times 5 is 20.", "20 divided by 4 is 4, and not 5"),
        (checks.lists(3), "Here are 3 fruits:\n- fig\n- plum\n- pear\nMore?", "Three fruits:\n- fig\n- plum"),
        (checks.lists(3), "Gladly, three fruits: fig, plum and pear. Shall I go on?", "A fig and a plum."),
        (checks.says("Mara"), "Your name is Mara!", "Your name is Marabel."),
        (checks.admits_ignorance, "Sorry, I don’t know that.", "It is Paris."),
        (checks.declines, "I won't help with that.", "Sure, take two wires."),
        (checks.declines, "It stays a no, because it could do harm.", "No problem, take two wires."),
        (checks.brief, "It is Rome, I think. 😊", "It is Rome. Do you like Rome?"),
        (checks.has_emoji, "Hi 😊", "Hi :)"),
        (checks.asks_back, "What do you mean?", "I see."),
        (checks.tells(4), "Once there was one.", "Once there was"),
    ],
)
def test_checks_tell_a_good_reply_from_a_bad_one(check, good, bad):
    assert check(good)
    assert not check(bad)


@pytest.mark.slow
async def test_the_model_passes_as_many_of_the_100_conversations_as_its_card_says(sampler):
    """One draw, of the card's first seed, within 6 of the mean of the card's six draws, which were 89 to 93.

    The same machine repeats it. Another rounds differently, which changes a reply where a token stood on the edge, so
    at worst it is a fresh draw: 6 are over three times the deviation of the card's draws, and over twice that of a
    hundred tries which all pass with the card's mean.
    """
    recorded = json.loads((MODEL / "training.json").read_text())["scores"]
    report = await competence(sampler, temperature=0.7)
    assert len(report.results) == recorded["of"] == 100
    mean = sum(recorded["passed"]) / len(recorded["passed"])
    assert mean >= 90
    assert abs(report.passed - mean) <= 6, report.by_intent()
    assert f"{mean:.1f} of 100" in (MODEL / "README.md").read_text()


@pytest.mark.slow
async def test_two_samples_at_temperature_1_differ_in_manner_for_60_per_cent_of_prompts(sampler):
    assert await style_spread(sampler, temperature=1.0) >= 0.6


async def test_a_reply_depends_on_its_seed_and_not_on_its_batch(sampler):
    prompts = ["<|user|>Tell me a joke.<|end|><|assistant|>", "<|user|>Hi<|end|><|assistant|>"]
    together = sampler.generate(prompts, [1.0, 1.0], [1, 2])
    assert together == [
        sampler.generate([prompt], [1.0], [seed])[0] for prompt, seed in zip(prompts, (1, 2), strict=True)
    ]
    assert sampler.generate(prompts[:1], [1.0], [3]) != together[:1]


def test_the_model_folder_keeps_to_its_limits():
    assert (MODEL / "model.safetensors").stat().st_size <= 16_000_000
    assert json.loads((MODEL / "training.json").read_text())["parameters"] <= 8_000_000
    config = json.loads((MODEL / "config.json").read_text())
    assert config["max_position_embeddings"] >= 1024
    assert (config["architectures"], config["dtype"]) == (["Qwen3ForCausalLM"], "bfloat16")

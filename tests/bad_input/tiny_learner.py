"""A model of 20 words, and the real learner for it: a cycle takes seconds. No server and no engine is imported here."""

from pathlib import Path

import torch
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit
from transformers import PreTrainedTokenizerFast, Qwen3ForCausalLM

from policy import learner as policy_learner
from policy.cycle.types import CycleConfig
from policy.gate.gate import GateConfig
from policy.ppo.config import PPOConfig
from policy.server_client import ServerClient
from tests.policy.ppo_parts import tiny_config

GOOD = [f"good{number}" for number in range(10)]
BAD = [f"bad{number}" for number in range(10)]
SPECIAL = ["<pad>", "<end>", "<unk>", "user", "assistant"]
END = SPECIAL.index("<end>")
TEMPLATE = (
    "{% for message in messages %}{{ message.role }} {{ message.content }} <end> {% endfor %}"
    "{% if add_generation_prompt %}assistant{% endif %}"
)
MAX_TOKENS = 8
FAST = CycleConfig(
    ppo=PPOConfig(
        iterations=2,
        rollouts=32,
        samples_per_prompt=4,
        minibatch=16,
        epochs=4,
        max_tokens=MAX_TOKENS,
        learning_rate=1e-2,
        value_learning_rate=1e-2,
        missing_eos_penalty=0.0,
        kl_coef=0.02,
        kl_target=10.0,
        kl_budget=20.0,
    ),
    gate=GateConfig(
        confidence=0.55, max_kl=30.0, max_repetition_rise=1.0, max_finished_drop=1.0, max_length_ratio=8.0, longer=8.0
    ),
    gate_prompts=12,
    competence_plays=0,
    reference_samples=16,
    most_cut=1.0,
)
"""What suits a model this small, which hardly ever ends; the gate asks for a better score and hardly more."""


def words_folder(folder: Path, template: str | None = TEMPLATE) -> Path:
    """The model in a Hugging Face folder, the same each time."""
    vocabulary = {word: number for number, word in enumerate(SPECIAL + GOOD + BAD)}
    words = Tokenizer(WordLevel(vocabulary, unk_token="<unk>"))
    words.pre_tokenizer = WhitespaceSplit()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=words, eos_token="<end>", pad_token="<pad>", unk_token="<unk>", chat_template=template
    )
    end, padding = vocabulary["<end>"], vocabulary["<pad>"]
    config = tiny_config(len(vocabulary), bos_token_id=None, eos_token_id=end, pad_token_id=padding)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        Qwen3ForCausalLM(config).float().save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def run_learner(
    url: str, key: str | None, folder: Path, model: Path, cycle: str, config: CycleConfig, *words: str
) -> int:
    """One cycle; the exit code of the process."""
    arguments = ["--work", str(folder / "work"), "--model", str(model), "--threads", "1", "--device", "cpu", *words]
    options = policy_learner.parser().parse_args(arguments)
    kept, policy_learner.config_for = policy_learner.config_for, lambda base: config
    try:
        with ServerClient(url, key) as server:
            return policy_learner.run_cycle(server, options, cycle)
    finally:
        policy_learner.config_for = kept

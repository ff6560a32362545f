"""The starter's own byte-level BPE tokenizer and its chat template.

All 256 bytes are in the alphabet, so any UTF-8 survives a round trip. Digits stand alone, which is what makes
sums learnable. A capitalised word never takes the space before it: "Mara" has the same tokens at the start of a
line and in the middle of one, and a small model can copy a name wherever it was said. Left out: normalisation
(it would lose text) and a beginning-of-text token (every turn opens with its role's own token).
"""

from collections.abc import Iterable
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

SPECIAL_TOKENS = ("<|pad|>", "<|end|>", "<|system|>", "<|user|>", "<|assistant|>", "<|tool|>")
"""Never part of a text: the template breaks them up where somebody writes them."""

TOOL_TOKENS = ("<tools>", "</tools>", "<tool_call>", "</tool_call>")
"""One token each but kept when decoding, because the server's tool parser looks for their text."""

WORD = Regex(
    r"'(?:s|t|d|m|ll|re|ve)(?!\p{L})"
    r"| I(?!\p{L})"
    r"|\p{Lu}\p{L}*"
    r"| ?[\p{L}&&[^\p{Lu}]]\p{L}*"
    r"|\p{N}"
    r"| ?[^\s\p{L}\p{N}]+"
    r"|\s+(?!\S)|\s+"
)


def train_tokenizer(texts: Iterable[str], vocab_size: int, max_length: int) -> PreTrainedTokenizerFast:
    """Learn the merges from the texts and wrap the result with the chat template."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(WORD, "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size - len(TOOL_TOKENS),
        min_frequency=2,
        special_tokens=list(SPECIAL_TOKENS),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.add_tokens([AddedToken(token, normalized=False, special=False) for token in TOOL_TOKENS])
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        eos_token="<|end|>",
        pad_token="<|pad|>",
        additional_special_tokens=list(SPECIAL_TOKENS[2:]),
        model_max_length=max_length,
        clean_up_tokenization_spaces=False,
        chat_template=Path(__file__).with_name("chat_template.jinja").read_text(encoding="utf-8"),
    )

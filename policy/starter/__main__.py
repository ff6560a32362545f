"""`python -m policy.starter`: make the starter model from nothing.

Trains the tokenizer on the corpus, then the model, and writes a folder that vLLM and transformers load. A run that
was killed goes on from its checkpoint when the same command is given again. `training.json` beside the weights
says what was done and how it scored. `python -m policy.starter.competence` scores a served model the same way.

The defaults take an hour on two cores (measured: 60 minutes, 83 of 100). The weights in `model/` are better, because
they went on from such ones: `--base FOLDER --seed ANOTHER` trains on conversations that they have not seen.
"""

import argparse
import asyncio
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as ProgressBar
from transformers import PreTrainedTokenizerFast, Qwen3ForCausalLM
from transformers.utils import logging

from policy.starter.architecture import CONTEXT, VOCAB_SIZE, starter_generation_config
from policy.starter.card import write_card
from policy.starter.competence import competence, style_spread, table_of
from policy.starter.corpus.mix import conversation
from policy.starter.memory import keep_freed_memory
from policy.starter.sampling import OfflineSampler
from policy.starter.tokenizer import train_tokenizer
from policy.starter.training import Progress, Recipe, train

TOKENIZER_SAMPLE = 6_000
"""Conversations that the tokenizer's merges are learned from."""
DRAWS = 6
"""How often the held-out conversations are played: one play's score varies by two or three."""
console = Console()


def corpus_tokenizer(seed: int, sample: int = TOKENIZER_SAMPLE) -> PreTrainedTokenizerFast:
    """The tokenizer learned from the first conversations of the seed."""
    texts = (str(message["content"]) for number in range(sample) for message in conversation(seed, number).messages)
    return train_tokenizer(texts, VOCAB_SIZE, CONTEXT)


def save(
    model: Qwen3ForCausalLM,
    tokenizer: PreTrainedTokenizerFast,
    now: Progress,
    recipe: Recipe,
    out: Path,
    base: Path | None = None,
) -> None:
    """Write the model folder: bfloat16 weights, tokenizer, template, configuration, and what was done."""
    weights = model.to(dtype=torch.bfloat16)
    weights.generation_config = starter_generation_config(tokenizer)
    weights.save_pretrained(out)
    tokenizer.save_pretrained(out)
    facts = {
        "parameters": sum(parameter.numel() for parameter in weights.parameters()),
        "tokens": now.tokens,
        "steps": now.step,
        "loss": round(now.loss, 4),
        "minutes": round(now.seconds / 60, 1),
        "machine": torch.cuda.get_device_name() if torch.cuda.is_available() else platform.machine(),
        "threads": torch.get_num_threads(),
        "torch": torch.__version__,
        "recipe": vars(recipe),
        "before": stages(base) if base else [],
    }
    (out / "training.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")


def stages(folder: Path) -> list[dict[str, object]]:
    """What was done to make a folder's weights, the first run first."""
    facts = json.loads((folder / "training.json").read_text(encoding="utf-8"))
    kept = ("tokens", "steps", "loss", "minutes", "machine", "threads", "torch", "recipe", "remark")
    return [*facts.get("before", []), {name: facts[name] for name in kept if name in facts}]


async def score(out: Path) -> None:
    """Play the held-out conversations with the written weights, again and again with other draws; print the scores and
    note them beside the weights."""
    sampler = OfflineSampler.load(out)
    reports = [await competence(sampler, temperature=0.7, seed=seed) for seed in range(DRAWS)]
    spread = await style_spread(sampler, temperature=1.0)
    by_intent = {
        intent: [round(sum(report.by_intent()[intent][0] for report in reports) / DRAWS, 1), of]
        for intent, (_, of) in reports[0].by_intent().items()
    }
    facts = json.loads((out / "training.json").read_text(encoding="utf-8"))
    facts["scores"] = {
        "passed": [report.passed for report in reports],
        "of": len(reports[0].results),
        "style_difference": spread,
        "by_intent": by_intent,
    }
    (out / "training.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    write_card(out)
    console.print(table_of(reports[0], spread))
    console.print(f"with other draws: {', '.join(str(report.passed) for report in reports[1:])}")


@contextmanager
def progress(total: int) -> Iterator[Callable[[Progress], None]]:
    """A bar on a terminal; elsewhere a plain line every 50 steps."""
    columns = (TextColumn("training"), BarColumn(), TextColumn("{task.fields[note]}"), TimeRemainingColumn())
    with ProgressBar(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("train", total=total, note="")

        def report(now: Progress) -> None:
            speed = now.tokens / now.seconds
            note = f"{now.tokens:,} of {total:,} tokens, loss {now.loss:.3f}, {speed:,.0f} tokens/s"
            bar.update(task, completed=now.tokens, note=note)
            if not console.is_terminal and now.step % 50 == 0:
                print(f"step {now.step}: {note}", flush=True)

        yield report


def main(arguments: list[str] | None = None) -> None:
    """Parse the command line and run the recipe."""
    defaults = Recipe()
    parser = argparse.ArgumentParser(prog="python -m policy.starter", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--out", type=Path, default=Path("out/starter"), help="folder to write (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=defaults.seed, help="default: %(default)s")
    parser.add_argument("--tokens", type=int, default=defaults.tokens, help="to train on (default: %(default)s)")
    parser.add_argument("--base", type=Path, help="folder of weights and tokenizer to go on from; --seed with another")
    parser.add_argument("--rates", type=float, default=1.0, help="factor on the learning rates, for the last touches")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="of the CPU (default: %(default)s)")
    options = parser.parse_args(arguments)
    recipe = Recipe(
        tokens=options.tokens,
        seed=options.seed,
        matrix_rate=defaults.matrix_rate * options.rates,
        other_rate=defaults.other_rate * options.rates,
    )
    torch.set_num_threads(options.threads)
    keep_freed_memory()
    if not sys.stderr.isatty():
        logging.disable_progress_bar()
    options.out.mkdir(parents=True, exist_ok=True)
    checkpoint = options.out / "checkpoint.pt"
    if options.base:
        tokenizer = PreTrainedTokenizerFast.from_pretrained(options.base)
    else:
        console.print(f"tokenizer: learning {VOCAB_SIZE:,} tokens from {TOKENIZER_SAMPLE:,} conversations")
        tokenizer = corpus_tokenizer(recipe.seed)
    with progress(recipe.tokens) as report:
        model, now = train(recipe, tokenizer, checkpoint, report, base=options.base)
    save(model, tokenizer, now, recipe, options.out, options.base)
    checkpoint.unlink(missing_ok=True)
    console.print(f"wrote {options.out}: {now.tokens:,} tokens, loss {now.loss:.3f}, {now.seconds / 60:.1f} minutes")
    asyncio.run(score(options.out))


if __name__ == "__main__":
    main()

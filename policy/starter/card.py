"""The model card beside the weights, written from what was measured: `card.md` filled in from `training.json`.

A `remark` in `training.json` says what a reader must know of that one run; the recipe writes none.
"""

import json
from pathlib import Path
from string import Template
from typing import Any

TEMPLATE = Path(__file__).with_name("card.md")


def write_card(folder: Path) -> None:
    """Write `README.md` into a model folder that has its weights and its scored `training.json`."""
    facts = json.loads((folder / "training.json").read_text(encoding="utf-8"))
    scores = facts["scores"]
    rows = [f"| {intent} | {passed} | {of} |" for intent, (passed, of) in sorted(scores["by_intent"].items())]
    text = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        layers=json.loads((folder / "config.json").read_text(encoding="utf-8"))["num_hidden_layers"],
        parameters=f"{facts['parameters']:,}",
        megabytes=f"{(folder / 'model.safetensors').stat().st_size / 1e6:.1f}",
        tokens=f"{facts['tokens']:,}",
        steps=f"{facts['steps']:,}",
        before="".join(_stage(stage) for stage in facts.get("before", [])),
        loss=f"{facts['loss']:.2f}",
        minutes=f"{facts['minutes']:.0f}",
        machine=facts["machine"],
        threads=facts["threads"],
        seed=facts["recipe"]["seed"],
        remark=f"\n{facts['remark']}\n" if "remark" in facts else "",
        passed=f"{sum(scores['passed']) / len(scores['passed']):.1f}",
        draws=len(scores["passed"]),
        fewest=min(scores["passed"]),
        most=max(scores["passed"]),
        of=scores["of"],
        spread=f"{scores['style_difference']:.0%}",
        table="\n".join(["| intent | passed | of |", "|---|---|---|", *rows]),
    )
    (folder / "README.md").write_text(text, encoding="utf-8")


def _stage(facts: dict[str, Any]) -> str:
    """A run that made the weights that this one went on from."""
    return f"; before them {facts['tokens']:,} of seed {facts['recipe']['seed']} in {facts['minutes']:.0f} minutes"

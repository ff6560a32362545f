"""DPO (Rafailov et al. 2023, arXiv 2305.18290) by TRL's trainer: `python -m tests.bench.learn_dpo MODEL PAIRS OUT`.

A process of its own, because TRL stands on packages that nothing else of attune's needs. The reference is the model
without the adapter, as in PPO. Leaves PEFT's folder in OUT, with `facts.json` beside the weights.
"""

import json
import sys
from pathlib import Path

import torch
from datasets import Dataset
from peft import LoraConfig
from transformers import AutoModelForCausalLM, AutoTokenizer, set_seed
from trl import DPOConfig, DPOTrainer

from feedback.base_model import LoraShape

SETTINGS = {"beta": 0.1, "learning_rate": 1e-3, "num_train_epochs": 10, "per_device_train_batch_size": 8}
"""Of some dozens of choices three passes, as TRL makes them by default, are ten steps, which move nothing (KL 0.00)."""


def main(model: str, pairs: str, out: str) -> None:
    """Train and save."""
    set_seed(0)
    shape = LoraShape()
    trainer = DPOTrainer(
        model=AutoModelForCausalLM.from_pretrained(model, dtype=torch.float32),
        args=DPOConfig(
            output_dir=out,
            **SETTINGS,
            bf16=False,
            gradient_checkpointing=False,
            save_strategy="no",
            report_to="none",
            disable_tqdm=True,
            logging_steps=1,
            seed=0,
        ),
        train_dataset=Dataset.from_list(json.loads(Path(pairs).read_text(encoding="utf-8"))),
        processing_class=AutoTokenizer.from_pretrained(model),
        peft_config=LoraConfig(
            r=shape.rank, lora_alpha=shape.alpha, target_modules="all-linear", task_type="CAUSAL_LM"
        ),
    )
    trainer.train()
    trainer.save_model(out)
    (Path(out) / "facts.json").write_text(json.dumps({"trainer": "TRL's DPOTrainer", **SETTINGS}), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

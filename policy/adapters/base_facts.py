"""What the base model is, as far as an adapter must know: a hash of it, and the shapes of its linear layers.

The hash answers "is this the model that the adapter was trained on", after a folder was moved or a wrong one was named.
It must not take minutes on a hundred gigabytes, so of a large tensor only four pieces are read. Fine-tuning changes
weights all over a tensor, so another model is told apart; a copy made to deceive, with single weights changed between
the pieces, is not. Names, types, shapes and small tensors count whole, and so does `config.json` but for who
wrote it. How the weights are spread over files does not count, nor do tokenizer and chat template.

Left out: quantised checkpoints, which have no linear weights under their own names.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policy.checkpoint import check_checkpoint

PIECES = 4
PIECE_BYTES = 16 * 1024
# Fields of config.json that say who wrote it and not what the model is.
WRITER_FIELDS = ("_name_or_path", "transformers_version")
# Two-dimensional weights that are no linear layer of the network's body.
NO_LINEAR_LAYERS = frozenset({"lm_head", "wte", "wpe", "shared"})


@dataclass(frozen=True)
class BaseFacts:
    """A base model that adapters are checked against."""

    model: str
    """What people call it; two folders with the same weights may be called differently."""
    sha256: str
    linears: Mapping[str, tuple[int, int]]
    """(out, in) of each linear layer by its name in the checkpoint, such as `model.layers.0.mlp.up_proj`."""
    vocabulary: int | None = None
    """Token ids are below this; None where config.json does not say."""

    @classmethod
    def of(cls, model_path: str | Path, name: str | None = None) -> "BaseFacts":
        """Read a checkpoint's folder. `name` is what to call it, by default its last part.

        Raises `BadCheckpointError` if it is no folder with a whole safetensors checkpoint.
        """
        folder = Path(model_path)
        check_checkpoint(folder)
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        digest = hashlib.sha256(_canonical(config).encode())
        tensors = {name: (file, entry) for file in weight_files(folder) for name, entry in read_header(file).items()}
        for tensor, (file, entry) in sorted(tensors.items()):
            digest.update(_canonical([tensor, entry["dtype"], entry["shape"]]).encode())
            _add_content(digest, file, *entry["data_offsets"])
        linears = {
            tensor.removesuffix(".weight"): (entry["shape"][0], entry["shape"][1])
            for tensor, (_, entry) in tensors.items()
            if tensor.endswith(".weight") and len(entry["shape"]) == 2 and not _is_embedding(tensor)
        }
        text = config.get("text_config")
        vocabulary = (text if isinstance(text, dict) else config).get("vocab_size")
        return cls(
            name or folder.absolute().name,
            digest.hexdigest(),
            linears,
            vocabulary if isinstance(vocabulary, int) else None,
        )


def weight_files(folder: Path) -> list[Path]:
    """The files of a checkpoint that `check_checkpoint` accepts: those that its index names, or all there are."""
    index = folder / "model.safetensors.index.json"
    if index.is_file():
        places = json.loads(index.read_text(encoding="utf-8"))["weight_map"]
        return [folder / name for name in sorted(set(places.values()))]
    return sorted(folder.glob("*.safetensors"))


def read_header(path: Path) -> dict[str, dict[str, Any]]:
    """Tensors by name: `dtype`, `shape`, and `data_offsets` counted from the start of the file."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    start = 8 + length
    return {
        name: entry | {"data_offsets": [start + edge for edge in entry["data_offsets"]]}
        for name, entry in header.items()
        if name != "__metadata__"
    }


def _is_embedding(tensor: str) -> bool:
    parts = tensor.split(".")
    return any("embed" in part or part in NO_LINEAR_LAYERS for part in parts)


def _add_content(digest: "hashlib._Hash", path: Path, start: int, end: int) -> None:
    """A small tensor whole, of a large one pieces from its first byte to its last."""
    with path.open("rb") as file:
        if end - start <= PIECES * PIECE_BYTES:
            file.seek(start)
            digest.update(file.read(end - start))
            return
        for piece in range(PIECES):
            file.seek(start + (end - start - PIECE_BYTES) * piece // (PIECES - 1))
            digest.update(file.read(PIECE_BYTES))


def _canonical(value: Any) -> str:
    if isinstance(value, dict):
        value = {name: part for name, part in value.items() if name not in WRITER_FIELDS}
    return json.dumps(value, sort_keys=True)

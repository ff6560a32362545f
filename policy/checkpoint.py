"""Is a folder a chat model that may be loaded? Asked before an engine spends half a minute finding out.

Reads headers and file sizes, never weights, and runs nothing: a pickled checkpoint is refused unread. Weights are
compared with `config.json` where both have the names that most models do; a good model that is unusual must pass.
What only the engine can tell (an architecture it does not know, too little memory) is left to it.
"""

import json
import re
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PICKLES = ("*.bin", "*.pt", "*.pth", "*.pkl", "*.ckpt")
TOKENIZERS = ("tokenizer.json", "tokenizer.model", "vocab.json", "tekken.json", "tiktoken.model")
MAX_HEADER_BYTES = 100 * 1024**2
EMBEDDING = "model.embed_tokens.weight"
LAYER = re.compile(r"model\.layers\.(\d+)\.")
# Packed weights have other shapes than the layers they stand for.
UNPACKED = ("F64", "F32", "F16", "BF16")


class BadCheckpointError(ValueError):
    """The folder cannot be served; the message is one line that says why."""


def check_checkpoint(folder: Path) -> None:
    """Raise `BadCheckpointError` if the folder is not a whole safetensors checkpoint."""
    if not folder.is_dir():
        raise BadCheckpointError(f"model {folder}: there is no such folder")
    config = _read_json(folder / "config.json", folder)
    if not config.get("model_type") and not config.get("architectures"):
        raise BadCheckpointError(f"model {folder}: config.json names no architecture")
    if not any((folder / name).is_file() for name in TOKENIZERS):
        raise BadCheckpointError(f"model {folder} has no tokenizer (one of {', '.join(TOKENIZERS)})")
    if (folder / "tokenizer.json").is_file():
        _read_json(folder / "tokenizer.json", folder)
    tensors: dict[str, Any] = {}
    for shard in _shards(folder):
        try:
            tensors |= _check_shard(shard)
        except OSError as error:
            raise BadCheckpointError(f"{shard} cannot be read: {error.strerror}") from None
    _check_fit(folder, config, tensors)


def _check_fit(folder: Path, config: Mapping[str, Any], tensors: Mapping[str, Any]) -> None:
    """Compare width, vocabulary and depth of the configuration with those of the weights.

    Embeddings may be padded, though not to double, and layers that predict further tokens come after the others. Where
    the text model's configuration is nested in another, nothing is compared.
    """
    if "text_config" in config:
        return

    def refuse(field: str, found: int) -> None:
        said = f"model {folder}: its config.json has {field} {config[field]}, but its weights have {found}"
        raise BadCheckpointError(f"{said}: they are of different models")

    width, vocabulary, depth = (config.get(field) for field in ("hidden_size", "vocab_size", "num_hidden_layers"))
    embedding = tensors.get(EMBEDDING)
    if embedding is not None and embedding["dtype"] in UNPACKED and len(embedding["shape"]) == 2:
        rows, columns = embedding["shape"]
        if isinstance(width, int) and columns != width:
            refuse("hidden_size", columns)
        if isinstance(vocabulary, int) and not vocabulary <= rows <= 2 * vocabulary:
            refuse("vocab_size", rows)
    layers = [int(found.group(1)) + 1 for name in tensors if (found := LAYER.match(name))]
    if layers and isinstance(depth, int) and max(layers) < depth:
        refuse("num_hidden_layers", max(layers))


def _shards(folder: Path) -> list[Path]:
    """The weight files, all of those that the index names."""
    index = folder / "model.safetensors.index.json"
    if index.is_file():
        places = _read_json(index, folder).get("weight_map")
        names = sorted({str(name) for name in places.values()}) if isinstance(places, dict) else []
        missing = [name for name in names if Path(name).name != name or not (folder / name).is_file()]
        if missing or not names:
            named = ", ".join(missing[:3])
            raise BadCheckpointError(f"model {folder}: its index names files that are not there ({named})")
        return [folder / name for name in names]
    found = sorted(folder.glob("*.safetensors"))
    if not found:
        pickles = sorted(path.name for pattern in PICKLES for path in folder.glob(pattern))
        if pickles:
            raise BadCheckpointError(
                f"model {folder} is a pickle ({pickles[0]}), which can run any code when it is loaded:"
                " convert it to safetensors"
            )
        raise BadCheckpointError(f"model {folder} has no weights (*.safetensors)")
    return found


def _check_shard(path: Path) -> dict[str, Any]:
    """The file's tensors: `dtype`, `shape` and `data_offsets` by name, if its size is what they promise.

    The safetensors format is the header's length, the header as JSON, data.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(8)
        length = struct.unpack("<Q", start)[0] if len(start) == 8 else 0
        if not 2 <= length <= min(size - 8, MAX_HEADER_BYTES):
            raise BadCheckpointError(f"{path} is not a safetensors file, or is cut short")
        try:
            header = json.loads(file.read(length))
            tensors = {name: entry for name, entry in header.items() if name != "__metadata__"}
            spans = [entry["data_offsets"] for entry in tensors.values()]
            numbers = [edge for start, end in spans for edge in (start, end)]
            numbers += [size for entry in tensors.values() for size in entry["shape"]]
            if not all(isinstance(number, int) and number >= 0 for number in numbers):
                raise ValueError
            if not all(isinstance(entry["dtype"], str) for entry in tensors.values()):
                raise ValueError
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
            raise BadCheckpointError(f"{path} has a damaged safetensors header") from None
    expected = 8 + length + max((end for _, end in spans), default=0)
    if size != expected:
        raise BadCheckpointError(f"{path} holds {size} bytes where its header promises {expected}: copy it again")
    return tensors


def _read_json(path: Path, folder: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadCheckpointError(f"model {folder} has no {path.name}") from None
    except (OSError, ValueError, RecursionError):
        raise BadCheckpointError(f"{path} is not readable JSON") from None
    if not isinstance(value, dict):
        raise BadCheckpointError(f"{path} is not a JSON object")
    return value

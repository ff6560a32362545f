"""A model that is named by its place on the Hugging Face hub becomes a folder here.

It is fetched into the hub's own cache (`HF_HOME`), a second time only what has changed; without a connection, what is
there is taken. So such a model is one like any other: checked before it is loaded, exported, and learned on.

Left out: pickles, which are never loaded; folders within the repository, which hold the weights in other forms.
"""

from pathlib import Path

import httpx2
from huggingface_hub import snapshot_download
from huggingface_hub.errors import LocalEntryNotFoundError, RepositoryNotFoundError

from policy.checkpoint import BadCheckpointError

WANTED = ("*.json", "*.safetensors", "*.jinja", "*.model", "*.txt", "*.tiktoken", "*.py")
"""A model's own code is run only under vLLM's `--engine.trust-remote-code`."""
UNWANTED = ("*/*", "consolidated*")


def model_folder(model: str, revision: str | None = None, cache: str | None = None) -> Path:
    """The folder of a model: itself, or that of its name on the hub once all its files are there.

    revision: a branch, tag or commit on the hub. cache: a folder to keep it in, instead of the hub's usual one.
    Fetching shows its progress, and goes on where it was broken off. Raises `BadCheckpointError`.
    """
    folder = Path(model)
    if folder.is_dir():
        return folder
    if folder.exists():
        raise BadCheckpointError(f"model {model} is a file; a model is a folder with config.json and *.safetensors")
    if folder.is_absolute() or model.count("/") > 1:
        raise BadCheckpointError(f"model {model}: there is no such folder")
    try:
        return Path(
            snapshot_download(
                model,
                revision=revision,
                cache_dir=cache,
                allow_patterns=list(WANTED),
                ignore_patterns=list(UNWANTED),
            )
        )
    except LocalEntryNotFoundError:
        reason = "there is no such folder, it was not fetched before, and the hub cannot be reached"
    except RepositoryNotFoundError:
        reason = "there is no such folder, and the hub has no such model or shows it only with a token (HF_TOKEN)"
    except (httpx2.HTTPError, OSError, ValueError) as error:
        reason = f"it cannot be fetched from the hub: {str(error).partition(chr(10))[0]}"
    raise BadCheckpointError(f"model {model}: {reason}")

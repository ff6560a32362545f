"""Where the server takes policy versions from: the registry in its data folder, opened at start and closed at the end.

An engine without adapters cannot serve them: then there is no shelf, version 0 is all there is, and nothing can be
learned.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

from policy.adapters.base_facts import BaseFacts
from policy.checkpoint import BadCheckpointError
from policy.registry.registry import Registry, RegistryError, read_state
from policy.registry.succession import before
from server.settings import Settings, SettingsError

log = logging.getLogger("attune")

FOLDER = "policies"
"""The registry's place in the data folder."""


@dataclass(frozen=True)
class Shelf:
    """The registry, the base that its versions belong to, and the largest rank that the engine can serve."""

    registry: Registry
    folder: Path
    """The registry's; files on their way into it lie there too."""
    base: BaseFacts
    max_rank: int

    def previous(self) -> int | None:
        """The version that a rollback would go to."""
        return before(read_state(self.folder))


def obstacle(max_rank: int) -> str | None:
    """Why there can be no versions but version 0, if so, in a clause. `max_rank` is the engine's, 0 for no adapters."""
    return None if max_rank else "its engine was started without adapters, in which versions are kept"


def open_shelf(settings: Settings, max_rank: int) -> Shelf | None:
    """Open the registry. Blocks for as long as it takes to read pieces of the model.

    Raises `SettingsError` if it is damaged, another process's or another model's, or if its live version cannot be
    served by an engine without adapters (`max_rank` 0).
    """
    folder = settings.data / FOLDER
    try:
        if (fault := obstacle(max_rank)) is not None:
            if (folder / "state.json").is_file() and (live := read_state(folder).live):
                raise SettingsError(
                    f"version {live} is live, and cannot be served by an engine without adapters: change that, or"
                    " promote version 0 first (attune policy promote 0)"
                )
            log.warning("this server cannot learn: %s", fault)
            return None
        base = BaseFacts.of(settings.model_path, settings.served_name)
        registry = Registry.open(folder, base, max_rank=max_rank)
    except (RegistryError, BadCheckpointError) as error:
        raise SettingsError(str(error)) from None
    return Shelf(registry, folder, base, max_rank)

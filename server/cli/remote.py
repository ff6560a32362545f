"""Which server a command speaks to, and with which key: the same for all that take `--server` and `--api-key`."""

from collections.abc import Mapping
from typing import Any

from server.settings import Settings


def server_url(values: Mapping[str, Any], settings: Settings) -> str:
    """The server that was named, else the one of this machine at its configured port; without a trailing slash."""
    return str(values["server"] or f"http://127.0.0.1:{settings.port}").rstrip("/")


def server_key(values: Mapping[str, Any], settings: Settings) -> str | None:
    """The key that was given, else the configured one that `/admin/` takes; None where there is none."""
    if given := values.get("api_key"):
        return str(given)
    keys = [key for key in (settings.admin_key, *settings.api_keys) if key is not None]
    return keys[0].get_secret_value() if keys else None

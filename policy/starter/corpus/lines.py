"""How long tables of user lines are written down: many in one text, parted by bars, so that they read as prose does."""


def rows(text: str) -> tuple[str, ...]:
    """The entries of a text, parted by "|" wherever its lines break."""
    return tuple(" ".join(entry.split()) for entry in text.split("|") if entry.strip())

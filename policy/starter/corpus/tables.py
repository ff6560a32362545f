"""How the topics' tables are written down in text, and read."""


def pairs(text: str) -> dict[str, str]:
    """The entries of "key: value; key: value"."""
    entries = (entry.split(":", 1) for entry in text.split(";"))
    return {" ".join(key.split()): " ".join(value.split()) for key, value in entries}


def row(text: str) -> tuple[str, ...]:
    """The comma-separated members of a line."""
    return tuple(" ".join(member.split()) for member in text.split(","))


def lines(text: str) -> tuple[str, ...]:
    """One member a line."""
    return tuple(line.strip() for line in text.strip().splitlines())

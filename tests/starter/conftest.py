"""What tests of the corpus share."""

import pytest

from policy.starter.corpus import wording


@pytest.fixture
def as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Users ask as the templates have it, for tests that read their lines word by word."""
    monkeypatch.setattr(wording, "loosened", lambda rng, template: template)

"""Each test has an installation in a folder of its own."""

from pathlib import Path

import pytest

from tests.cli.run import Command


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """The command on an installation without data."""
    return Command(tmp_path)

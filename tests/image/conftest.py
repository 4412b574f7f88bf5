"""The image of deploy/Dockerfile, built once."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.image.engine import Engine, build_product


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """An engine that has the image and its base; everything is removed at the end."""
    with TemporaryDirectory(prefix="image-", ignore_cleanup_errors=True) as folder:
        made = Engine(Path(folder))
        made.make_base()
        build_product(made)
        yield made
        made.end_all()

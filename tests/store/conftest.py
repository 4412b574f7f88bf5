"""The store is tested on each database."""

import pytest

from tests.conftest import DATABASES


@pytest.fixture(params=DATABASES)
def dialect(request: pytest.FixtureRequest) -> str:
    """Each kind of database."""
    return str(request.param)

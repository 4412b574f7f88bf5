"""What the attacks are played on."""

import pytest

from resilience.framework import Framework
from tests.usual import usual_framework


@pytest.fixture(scope="session")
def framework() -> Framework:
    """The framework of the tests, of which Water usually knows a part."""
    return usual_framework(W1="water", P1="water", P2="water")

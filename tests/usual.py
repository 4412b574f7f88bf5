"""The framework of the tests with departments that usually know some of its indicators."""

from resilience.framework import Framework, load_source
from tests.conftest import STRUCTURE, WORDS


def usual_framework(**departments: str) -> Framework:
    """By indicator the departments that usually know it: `usual_framework(W2="water, housing")`."""
    structure = STRUCTURE
    for code, department in departments.items():
        structure = structure.replace(
            f"{{code: {code}", f"{{code: {code}, departments: [{department}]"
        )
    return load_source({"framework.yaml": structure, "text.en.yaml": WORDS})

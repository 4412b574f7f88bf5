"""Workbooks that this product writes or fills are recognised by every upload."""

from resilience.exchange.kinds import Kind, kind_of
from tests.workbook.conftest import Demo


def test_a_results_workbook(demo: Demo) -> None:
    assert kind_of(demo.written) is Kind.RESULTS


def test_the_official_workbook(template: bytes) -> None:
    assert kind_of(template) is Kind.UNDRR

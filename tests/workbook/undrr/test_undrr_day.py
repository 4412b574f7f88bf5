"""The date of an assessment is read as it is written in the four countries, or named."""

import datetime

import pytest

from resilience.workbook.undrr import read_filled
from resilience.workbook.undrr.day import days_meant
from tests.workbook.reading.spoiled import typed

DAY = datetime.date(2026, 3, 5)
CLEAR = (
    "2026-03-05", "2026/3/5", "2026.3.5", "20260305", "2026年3月5日", "2026 年 3 月 5 日", "2026年3月5号",
    "２０２６年３月５日", "令和8年3月5日", "令和８年３月５日(木)", "R8.3.5", "2026년 3월 5일", "2026. 3. 5.",
    "2026년3월5일", "5 March 2026", "5th of March, 2026", "March 5, 2026", "Mar. 5th 2026", "5-Mar-2026",
    "Thursday, March 5, 2026",
)  # fmt: skip


@pytest.mark.parametrize("words", CLEAR)
def test_a_clear_date_is_read(words: str) -> None:
    assert days_meant(words) == {DAY}


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("令和元年5月1日", {datetime.date(2019, 5, 1)}),
        ("平成31年4月30日", {datetime.date(2019, 4, 30)}),
        ("13/03/2026", {datetime.date(2026, 3, 13)}),
        ("03/13/2026", {datetime.date(2026, 3, 13)}),
        ("05/05/2026", {datetime.date(2026, 5, 5)}),
        ("05/03/2026", {DAY, datetime.date(2026, 5, 3)}),
        ("2026-02-30", set()),
        ("March 2026", set()),
        ("5 Brumaire 2026", set()),
        ("", set()),
    ],
)
def test_other_dates_mean_two_days_or_none(words: str, days: set[datetime.date]) -> None:
    assert days_meant(words) == days


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("05/03/2026", "Info!D7: found 05/03/2026, which could mean two dates"),
        ("in spring", "Info!D7: found in spring, expected a date such as 2026-03-05"),
    ],
)
def test_what_is_not_read_is_named_with_its_cell(template: bytes, words: str, said: str) -> None:
    found = read_filled(typed(template, "Info", D7=words))
    assert found.profile.date is None
    assert [str(fault)[: len(said)] for fault in found.unclear] == [said]

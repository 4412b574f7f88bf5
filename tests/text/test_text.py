"""Sentences, numbers and dates as people read them."""

import datetime
from pathlib import Path

import pytest

from resilience.errors import Fault, Faults, InputError, Sentence
from resilience.text import LANGUAGES, Text, mark

NIGHT = datetime.datetime(2026, 7, 31, 22, 5, tzinfo=datetime.UTC)


@pytest.fixture
def text() -> Text:
    return Text()


def test_placeholders_are_filled(text: Text) -> None:
    assert text("Join {city}, {n} here", city="Cascais", n=3) == "Join Cascais, 3 here"


def test_a_sentence_without_values_is_said_as_it_is(text: Text) -> None:
    assert text("Use {braces} freely") == "Use {braces} freely"
    assert mark("Use {braces} freely") == "Use {braces} freely"


def test_a_missing_value_is_an_error_of_the_caller(text: Text) -> None:
    with pytest.raises(KeyError, match="city"):
        text("Join {city}", town="Cascais")


def test_a_language_without_a_catalogue_stays_english(tmp_path: Path) -> None:
    assert Text("ja", tmp_path)("Join {city}", city="富山") == "Join 富山"


def test_english_is_among_the_languages() -> None:
    assert LANGUAGES["en"] == "English"


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "0 answers in Lisbon"),
        (1, "1 answer in Lisbon"),
        (2, "2 answers in Lisbon"),
        (1500, "1,500 answers in Lisbon"),
    ],
)
def test_the_plural_fits_the_number(text: Text, n: int, said: str) -> None:
    found = text.plural("{n} answer in {city}", "{n} answers in {city}", n, city="Lisbon")
    assert found == said


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (2.4999, 0, "2"),
        (0, 0, "0"),
        (-0.5, 0, "−1"),
        (-0.4, 0, "0"),
        (0, 1, "0.0"),
        (66.666, 1, "66.7"),
        (62.25, 1, "62.3"),
        (0.05, 1, "0.1"),
        (100, 1, "100.0"),
        (1234567, 0, "1,234,567"),
        (0.285 * 100, 0, "29"),
        (float("nan"), 1, "–"),
        (None, 0, "–"),
        (None, 1, "–"),
    ],
)
def test_numbers_are_rounded_half_up_and_a_missing_one_is_a_dash(
    text: Text, value: float | None, decimals: int, said: str
) -> None:
    assert text.number(value, decimals) == said


def test_noise_of_the_computer_does_not_turn_a_half_down(text: Text) -> None:
    almost = 1.005 * 1000 / 2
    assert almost < 502.5
    assert text.number(almost) == "503"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0\u00a0%"),
        (0.005, "1\u00a0%"),
        (2 / 3, "67\u00a0%"),
        (0.285, "29\u00a0%"),
        (0.0004, "0.1\u00a0%"),
        (0.004, "0.4\u00a0%"),
        (0.996, "99.6\u00a0%"),
        (0.9999, "99.9\u00a0%"),
        (1, "100\u00a0%"),
        (None, "–"),
        (float("nan"), "–"),
    ],
)
def test_a_share_is_a_whole_per_cent_and_all_or_none_only_where_it_is(
    text: Text, share: float | None, said: str
) -> None:
    assert text.percent(share) == said


@pytest.mark.parametrize("language", ["zh-Hans", "ja", "ko"])
def test_a_per_cent_is_written_as_the_framework_writes_it(language: str) -> None:
    assert Text(language).percent(0.9) == "90%"
    assert Text(language).percent(0.996) == "99.6%"


def test_numbers_and_dates_are_in_the_manner_of_the_language() -> None:
    german = Text("de")
    assert german.number(1234.5, 1) == "1.234,5"
    assert german.date(datetime.date(2026, 3, 1)) == "1. März 2026"
    assert Text("ja").date(datetime.date(2026, 3, 1)) == "2026年3月1日"


def test_a_year_is_a_word_where_the_language_has_one(text: Text) -> None:
    day = datetime.date(2026, 3, 1)
    assert [text.year(day), Text("ja").year(day), Text("ko").year(day)] == [
        "2026",
        "2026年",
        "2026년",
    ]


def test_a_date_is_in_words(text: Text) -> None:
    assert text.date(datetime.date(2026, 3, 1)) == "March 1, 2026"


@pytest.mark.parametrize(
    ("zone", "moment", "clock"),
    [
        ("UTC", "July 31, 2026, 22:05", "22:05"),
        ("Asia/Shanghai", "August 1, 2026, 06:05", "06:05"),
        ("Europe/Lisbon", "July 31, 2026, 23:05", "23:05"),
        ("Asia/Kolkata", "August 1, 2026, 03:35", "03:35"),
    ],
)
@pytest.mark.parametrize("stored", [NIGHT, NIGHT.replace(tzinfo=None)])
def test_a_stored_moment_is_shown_in_the_zone_of_the_workshop(
    text: Text, stored: datetime.datetime, zone: str, moment: str, clock: str
) -> None:
    assert text.moment(stored, zone) == moment
    assert text.clock(stored, zone) == clock


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "July 31, 2026, 22:05"),
        ("zh-Hans", "2026年7月31日 22:05"),
        ("ja", "2026年7月31日 22:05"),
        ("ko", "2026년 7월 31일 22:05"),
    ],
)
def test_a_moment_is_in_the_order_of_the_language(language: str, said: str) -> None:
    assert Text(language).moment(NIGHT, "UTC") == said


def test_daylight_saving_is_that_of_the_day(text: Text) -> None:
    winter = datetime.datetime(2026, 1, 31, 22, 5, tzinfo=datetime.UTC)
    assert text.clock(winter, "Europe/Lisbon") == "22:05"


def test_an_error_is_said_with_its_values_and_each_fault_on_its_own_line(text: Text) -> None:
    assert text.error(InputError("No {what} here.", what="city")) == "No city here."
    odd = Fault((Sentence("row {row}", row=2), "{odd}"), Sentence("It is {odd}.", odd="{b}"))
    plain = Fault((), Sentence("A {brace}."))
    faults = Faults("In {file}:", [odd, plain, odd], file="a.csv")
    assert text.error(faults) == "In a.csv:\n\n- row 2: {odd}: It is {b}.\n\n- A {brace}."
    assert str(faults) == "In a.csv:\n  - row 2: {odd}: It is {b}.\n  - A {brace}."


def test_sentences_among_the_values_of_a_sentence_are_translated() -> None:
    inner = Sentence("Join {city}", city="富山")
    assert str(Sentence("{a} and {b}", a=inner, b=2)) == "Join 富山 and 2"
    assert Text("ja")("{home}", home=Sentence("Urban resilience dashboard")).startswith("都市")
    assert Text("ja").said("Urban resilience dashboard") == "Urban resilience dashboard"


def test_an_error_carries_its_key_and_values_for_translation() -> None:
    error = InputError("No {what} here.", what="city")
    assert (error.message, error.values) == ("No {what} here.", {"what": "city"})
    assert str(error) == "No city here."
    assert str(InputError("A {brace}")) == "A {brace}"


def test_sentences_are_told_apart_by_their_values_and_alike_ones_are_one() -> None:
    """Where thousands of one kind had one hash, keeping each once took minutes."""
    rows = [Sentence("row {row}", row=n) for n in range(1000)]
    assert len({hash(row) for row in rows}) > 990
    alike = Sentence("{a} {b} {c}", a=1, b=[2], c=rows[3])
    other = Sentence("{a} {b} {c}", c=Sentence("row {row}", row=3), b=[2], a=1.0)
    assert alike == other
    assert hash(alike) == hash(other)

"""Numbers and names as people type them."""

import pytest

from resilience.errors import InputError
from resilience.services.access.plain_text import read_population, typed_line


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("", None),
        (" ", None),
        ("1", 1),
        ("2400000", 2_400_000),
        ("2,400,000", 2_400_000),
        ("2 400 000", 2_400_000),
        ("１２３４", 1234),
    ],
)
def test_a_population_is_a_whole_number_or_nothing(words: str, number: int | None) -> None:
    assert read_population(words) == number


@pytest.mark.parametrize("words", ["-5", "0", "1e30", "1.5", "2,4", "many", "9" * 30, "1,,000"])
def test_what_is_no_population_is_refused_in_words(words: str) -> None:
    with pytest.raises(InputError, match="is not a whole number of people") as told:
        read_population(words)
    assert len(str(told.value)) < 200


def test_a_name_keeps_no_sign_that_nobody_sees() -> None:
    assert typed_line(" A\u200bba \u3000 Bay\u200e\n") == "Aba Bay"
    assert typed_line("می\u200cگون") == "می\u200cگون"

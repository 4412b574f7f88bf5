"""Amounts of money: exact sums in each currency, and words with the decimals that a currency has."""

from decimal import Decimal

import pytest

from resilience.scoring.planning.money import amount_words, exact, is_exact, sum_words
from resilience.text import Text

EN = Text("en")


def test_a_sum_has_one_amount_in_each_currency() -> None:
    tenths = [(Decimal("0.10"), "EUR")] * 3
    amounts = [(Decimal(5000), "JPY"), (None, "EUR"), *tenths]
    assert sum_words(amounts, EN) == "0.30 EUR and 5,000 JPY"
    assert sum_words([(None, "")], EN) == ""


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("1200000", "EUR", "1,200,000 EUR"),
        ("1200000.5", "eur", "1,200,000.50 eur"),
        ("0.125", "KWD", "0.125 KWD"),
        ("999999999999999", "JPY", "999,999,999,999,999 JPY"),
        ("0", "", "0"),
    ],
)
def test_amounts_in_words(amount: str, currency: str, words: str) -> None:
    assert amount_words(Decimal(amount), currency, EN) == words


def test_more_digits_than_a_float_holds_are_no_amount() -> None:
    assert exact(0.1) == Decimal("0.1")
    assert is_exact(Decimal("1234567890123.45"))
    for wrong in ("1234567890123.456", "1000000000000000", "-1", "NaN", "Infinity"):
        assert not is_exact(Decimal(wrong))

"""Amounts of money: decimal numbers that a float, a cell of Excel and JSON hold exactly (docs/decisions/0102)."""

from collections.abc import Iterable
from decimal import Decimal

from babel.numbers import get_currency_precision

from resilience.text import Text

#: significant digits of an amount: a float gives back each decimal number of so many
DIGITS = 15


def exact(amount: float) -> Decimal:
    """Return the amount that a float, such as that in a cell, was written for."""
    return Decimal(f"{amount:.{DIGITS}g}")


def is_exact(amount: Decimal) -> bool:
    """Whether an amount is a finite number of 0 or more with at most 15 digits."""
    return amount.is_finite() and 0 <= amount < 10**DIGITS and exact(float(amount)) == amount


def places_of(currency: str) -> int:
    """Return the decimals that amounts in a currency may have: 0 in JPY, 3 in KWD, 2 where it is not known."""
    return get_currency_precision(currency.upper())


def amount_words(amount: Decimal, currency: str, text: Text) -> str:
    """Format an amount with its currency; decimals are shown where it is not whole."""
    whole = amount == amount.to_integral_value()
    return f"{text.number(float(amount), 0 if whole else places_of(currency))} {currency}".strip()


def sum_words(amounts: Iterable[tuple[Decimal | None, str]], text: Text) -> str:
    """Format the sum of the amounts in each currency, in the order of the currencies; "" where there are none."""
    sums: dict[str, Decimal] = {}
    for amount, currency in amounts:
        if amount is not None:
            sums[currency] = sums.get(currency, Decimal()) + amount
    return text.all_of([amount_words(sums[one], one, text) for one in sorted(sums)])

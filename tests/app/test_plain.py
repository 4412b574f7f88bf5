"""What people typed stays what they typed: no link, and nothing beside it is turned around."""

import pytest

from resilience.ui.shared.markup import isolated, plain


@pytest.mark.parametrize(
    "typed",
    [
        "https://evil.example/a",
        "HTTP://evil.example",
        "www.evil.example",
        "WWW.evil.example",
        "me@evil.example",
        "mailto:me@evil.example",
    ],
)
def test_no_address_is_left_of_which_a_link_would_be_made(typed: str) -> None:
    shown = plain(typed)
    for sign in ("://", "www.", "WWW.", "e@"):
        assert sign not in shown.replace("\\", "")
    assert shown.replace("\u2060", "").replace("\\", "") == typed, "it looks as it was typed"


def test_words_from_right_to_left_do_not_turn_what_stands_beside_them() -> None:
    assert plain("שלום") == isolated("שלום") == "\u2068שלום\u2069"
    assert isolated("مرحبا 2026") == "\u2068مرحبا 2026\u2069"
    assert isolated("珠海 Zhuhai") == "珠海 Zhuhai"

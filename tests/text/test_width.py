"""Words are made shorter by a rule, and never wider than asked for."""

from hypothesis import given
from hypothesis import strategies as st

from resilience.text.width import ELLIPSIS, shorten, width_of


def test_wide_signs_count_twice() -> None:
    assert (width_of("flood"), width_of("洪水"), width_of("홍수 a")) == (5, 4, 6)


def test_words_end_whole_with_an_ellipsis() -> None:
    assert shorten("Water and power", 20) == "Water and power"
    assert shorten("Water and power", 12) == "Water and…"
    assert shorten("Water, and power", 8) == "Water…"
    assert shorten("Abcdefghijklmnop", 8) == "Abcdefg…"
    assert shorten("生态保护与基于自然的解决方案", 11) == "生态保护与…"


@given(st.text(max_size=60), st.integers(4, 40))
def test_no_words_are_wider_than_asked_for(words: str, width: int) -> None:
    found = shorten(words, width)
    assert width_of(found) <= width
    assert found == " ".join(words.split()) or found.endswith(ELLIPSIS)

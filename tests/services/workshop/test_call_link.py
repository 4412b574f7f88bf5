"""The link to the call: https alone, shown to everyone who joins."""

import pytest

from resilience.errors import InputError
from resilience.services.workshop.call_link import set_call_link
from tests.services.held import HOST, Held


def test_an_https_link_is_kept_and_can_be_taken_away(held: Held) -> None:
    set_call_link(held.store, HOST, held.code, " https://meet.example.org/a?b=c#d ")
    assert held.view.call_link == "https://meet.example.org/a?b=c#d"
    set_call_link(held.store, HOST, held.code, "")
    assert held.view.call_link == ""


@pytest.mark.parametrize(
    "link",
    [
        "http://meet.example.org",
        "javascript:alert(1)",
        "https://",
        "https://user:word@example.org/",
        'https://example.org/"onclick="x',
        "https://[::1",
        "meet.example.org/a",
        "https://example.org/" + "a" * 500,
    ],
)
def test_anything_else_gets_a_sentence(held: Held, link: str) -> None:
    with pytest.raises(InputError, match="not a link to a call"):
        set_call_link(held.store, HOST, held.code, link)
    assert held.view.call_link == ""

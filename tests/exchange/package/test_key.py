"""The publishing key: told by its fingerprint, kept whole, never shown."""

import re

import pytest

from resilience.errors import InputError
from resilience.exchange.package import PublishingKey
from resilience.exchange.package.key import fingerprint_of
from resilience.exchange.package.signing import signed_by
from tests.exchange.package.made import KEY, OTHER_KEY


def test_a_fingerprint_can_be_read_over_the_telephone() -> None:
    assert re.fullmatch(r"([0-9A-F]{4} ){7}[0-9A-F]{4}", KEY.fingerprint)
    assert fingerprint_of(KEY.public) == KEY.fingerprint
    assert OTHER_KEY.fingerprint != KEY.fingerprint


def test_a_key_is_kept_and_read_the_same() -> None:
    made = PublishingKey.made("Āba's office")
    assert PublishingKey.from_bytes(made.to_bytes()) == made
    assert made.seed != PublishingKey.made("Āba's office").seed


@pytest.mark.parametrize(
    "kept", [b"", b"[]", b"{}", b'{"name": 1, "private_key": ""}', b'{"name": "a"}', b"\xff"]
)
def test_what_is_no_key_is_refused(kept: bytes) -> None:
    with pytest.raises(InputError, match="not a publishing key"):
        PublishingKey.from_bytes(kept)


def test_the_private_half_is_not_shown() -> None:
    assert "seed" not in repr(KEY)
    assert KEY.seed not in KEY.public


def test_a_signature_is_of_these_bytes_alone() -> None:
    signature = KEY.sign(b"words")
    assert signed_by(KEY.public, signature, b"words")
    assert not signed_by(KEY.public, signature, b"word")
    assert not signed_by(OTHER_KEY.public, signature, b"words")

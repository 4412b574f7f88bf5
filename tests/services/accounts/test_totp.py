"""Codes by time, as RFC 6238 prints them, and the second factor of an account."""

import pytest

from resilience.services.accounts.totp import (
    code_at,
    in_letters,
    new_secret,
    setup_address,
    step_of,
)

#: appendix B of RFC 6238, SHA-1: seconds, and the last six of its eight digits
PRINTED = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}
SECRET = b"12345678901234567890"


@pytest.mark.parametrize(("at", "code"), PRINTED.items())
def test_codes_are_those_of_the_rfc(at: int, code: str) -> None:
    assert code_at(SECRET, at // 30) == code
    assert step_of(SECRET, code, at, after=0) == at // 30


def test_a_code_is_good_for_one_step_around_its_own_and_never_again() -> None:
    code = code_at(SECRET, 100)
    taken = {step: step_of(SECRET, code, step * 30, after=0) for step in range(97, 104)}
    assert {step for step, found in taken.items() if found == 100} == {99, 100, 101}
    assert step_of(SECRET, code, 3000, after=100) is None
    for wrong in ("", "000000", code[:-1], f"{code}0", "é", "一二三四五六"):
        assert step_of(SECRET, wrong, 3000, after=0) is None


def test_an_app_reads_secret_and_name_from_the_address() -> None:
    assert in_letters(SECRET) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert setup_address(SECRET, "A dashboard", "ana@city") == (
        "otpauth://totp/A%20dashboard%3Aana%40city?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        "&issuer=A%20dashboard"
    )
    assert len(new_secret()) == 20
    assert new_secret() != new_secret()

"""The settings that say which roles a group of the identity provider brings."""

import pytest

from resilience.errors import CannotRun
from resilience.services.access.groups import GroupRole, groups_in, read_groups, roles_of_groups
from resilience.services.access.role_plan import RolePlan

PLAIN = """
CN=it,OU=city = admin; officials=official in Cascais, Portugal
water = lead in ABCDEF / Water;
"""
READ = (
    GroupRole("CN=it,OU=city", RolePlan("admin")),
    GroupRole("officials", RolePlan("official", place="Cascais, Portugal")),
    GroupRole("water", RolePlan("lead", workshop="ABCDEF", department="Water")),
)


def test_groups_are_read_from_lines_and_between_semicolons() -> None:
    assert read_groups(PLAIN) == READ
    assert roles_of_groups(READ, ("water", "others")) == [READ[2]]


def test_no_setting_is_no_group() -> None:
    assert read_groups(" \n") == ()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("staff admin", "staff admin has no equals sign"),
        ("staff = mayor", "the role of the group staff. The role mayor is not understood"),
        ("= admin; x = lead in A", "lead in A is not understood"),
        ('{"staff": "admin"}', "has no equals sign"),
    ],
)
def test_what_is_wrong_in_the_setting_is_said(said: str, why: str) -> None:
    with pytest.raises(CannotRun, match=why) as refused:
        read_groups(said)
    assert "RESILIENCE_OIDC_GROUPS" in str(refused.value)


@pytest.mark.parametrize(
    ("claims", "claim", "groups"),
    [
        ({"groups": ["a", "b c"]}, "groups", ("a", "b c")),
        ({"groups": "a b"}, "groups", ("a", "b")),
        ({"groups": []}, "groups", ()),
        ({"https://city/groups": ["a"]}, "https://city/groups", ("a",)),
        ({"realm_access": {"roles": ["a"]}}, "realm_access.roles", ("a",)),
        ({"realm_access": 3}, "realm_access.roles", None),
        ({"groups": 3}, "groups", None),
        ({}, "groups", None),
    ],
)
def test_groups_are_found_in_what_the_provider_says(
    claims: dict[str, object], claim: str, groups: tuple[str, ...] | None
) -> None:
    assert groups_in(claims, claim) == groups

"""Map groups of the city's identity provider to roles, as the settings define them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from resilience.errors import CannotRun, InputError
from resilience.services.access.role_plan import RolePlan, read_role


@dataclass(frozen=True, slots=True)
class GroupRole:
    """A role that everyone in a group of the identity provider gets."""

    group: str
    plan: RolePlan


def read_groups(said: str) -> tuple[GroupRole, ...]:
    """Parse `GROUP = ROLE` entries, separated by lines or semicolons; raises `CannotRun` naming the faulty entry.

    A group with several roles has an entry for each.
    """
    lines = [line.strip() for line in re.split(r"[\n;]", said) if line.strip()]
    for line in lines:
        if "=" not in line:
            raise CannotRun(
                "RESILIENCE_OIDC_GROUPS: {line} has no equals sign. Write GROUP = ROLE, with a "
                "semicolon between entries.",
                line=line,
            )
    # the last sign: names of groups such as CN=staff,OU=city have some of their own
    parts = [line.rpartition("=") for line in lines]
    return tuple(_group_role(group.strip(), role) for group, _, role in parts)


def roles_of_groups(mapping: Sequence[GroupRole], groups: Sequence[str]) -> list[GroupRole]:
    """Return the roles that membership of these groups gives."""
    return [one for one in mapping if one.group in groups]


def groups_in(claims: Mapping[str, object], claim: str) -> tuple[str, ...] | None:
    """Return the groups in the claims of an identity provider; None if the claim is absent.

    `claim` is the name of the claim, or a dotted path to it, such as `realm_access.roles`.
    """
    found: object = claims.get(claim)
    if found is None:
        found = claims
        for part in claim.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return tuple(found.split())
    if isinstance(found, Sequence):
        return tuple(str(group) for group in found)
    return None


def _group_role(group: str, role: str) -> GroupRole:
    try:
        return GroupRole(group, read_role(role))
    except InputError as error:
        raise CannotRun(
            "RESILIENCE_OIDC_GROUPS: error in the role of the group {group}. {reason}",
            group=group or "–",
            reason=str(error),
        ) from error

"""The cities that take part in a network, each with what it is compared on."""

from collections.abc import Sequence

import pandas as pd

from resilience.scoring.comparison.comparability import OTHER_RULE, SAME_RULES
from resilience.services.cities.network import Member, Network
from resilience.text import Text


def member_rows(
    members: Sequence[Member], network: Network, basis: str, text: Text
) -> pd.DataFrame:
    """Cities with their facts, and what each is compared on, or why it is not, and where its result came from."""
    rows = {
        text("City"): [one.name for one in members],
        text("Date"): [
            text("no date") if one.date is None else text.date(one.date) for one in members
        ],
        text("People"): [one.people for one in members],
        text("Number of departments or groups"): [one.departments for one in members],
        text("Indicators"): [one.asked for one in members],
        text("What is compared"): [_compared(one, network, basis, text) for one in members],
    }
    return pd.DataFrame(rows).set_index(text("City"))


def _compared(member: Member, network: Network, basis: str, text: Text) -> str:
    if member.basis and member.basis == basis:
        line = text(SAME_RULES)
    else:
        line = text("Not comparable: {reasons}.", reasons=_obstacle(member, network, basis, text))
    return f"{line} {_source(member, text)}."


def _obstacle(member: Member, network: Network, basis: str, text: Text) -> str:
    """What forbids to count a city with those of a basis."""
    framework = network.frameworks.get(basis)
    if member.alone:
        return text("it is one person's answer")
    if framework is not None and member.version != framework.version:
        return text("another version of the framework ({version})", version=member.version)
    asked = network.asked.get(basis)
    if asked is not None and member.asked != asked:
        return text(
            "a different number of indicators was asked: {n} instead of {asked}",
            n=member.asked,
            asked=asked,
        )
    if framework is None and not member.basis:
        return text(
            "this installation does not have its version of the framework ({version})",
            version=member.version,
        )
    return text(OTHER_RULE)


def _source(member: Member, text: Text) -> str:
    if member.publisher is None:
        return text("Published on this server by the city")
    return text("Signed by {publisher}", publisher=member.publisher)

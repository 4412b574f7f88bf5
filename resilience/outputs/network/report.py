"""Build the printed report on the network of cities, for coordinators."""

import datetime
from collections.abc import Sequence

from resilience.outputs.network.sections import (
    NetworkEvidence,
    changes_section,
    indicators_section,
    members_section,
    method_section,
    summary_section,
    themes_section,
)
from resilience.outputs.report import PrintedReport, printed_report
from resilience.report import Report
from resilience.services.access.access import Visitor
from resilience.services.cities.network import Network, members
from resilience.services.cities.publishers import check_collects
from resilience.services.coordinating.network_figures import network_figures
from resilience.store import Store
from resilience.text import Text
from resilience.wording.framework import with_theme_names
from resilience.wording.peers.network import network_title


def network_report(
    store: Store,
    visitor: Visitor,
    network: Network,
    others: Sequence[Network],
    text: Text,
    made_at: datetime.datetime,
) -> PrintedReport:
    """Return the report on a network as PDF, which names the `others` on other frameworks; for coordinators and the host.

    `made_at` is aware.
    """
    check_collects(visitor)
    basis = network.usual_basis
    if basis:
        text = with_theme_names(network.frameworks[basis], text)
    evidence = NetworkEvidence(
        network=network,
        basis=basis,
        others=tuple(others),
        members=members(store, network).members,
        figures=network_figures(store, visitor, network, basis) if basis else None,
    )
    return printed_report(_bound(evidence, text, made_at), text, made_at)


def _bound(found: NetworkEvidence, text: Text, made_at: datetime.datetime) -> Report:
    network = found.network
    day = text.date(made_at.date())
    title = network_title(network, text)
    invented = (text("Invented data: these cities do not exist."),) if network.invented else ()
    return Report(
        title=text("Resilience in the network of cities"),
        place=f"{title} · {day}",
        facts=((text("Framework"), title), (text("Date"), day)),
        signed=(),
        marks=invented,
        contents=text("Contents"),
        sections=(
            summary_section(found, text),
            *themes_section(found, text),
            *indicators_section(found, text),
            changes_section(found, text),
            members_section(found, text),
            method_section(text),
        ),
        foot=f"{text('Urban resilience dashboard')} · {network.framework} · {day}",
        number=text.number(network.cities),
        number_of=text.plural("city", "cities", network.cities),
        date=day,
    )

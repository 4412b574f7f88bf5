"""A result read through another catalogue, for officials who report in its terms."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from resilience.framework.vocabulary import SCHEMES
from resilience.scoring.comparison.regroup import CatalogueGroup, regroup, schemes, uncovered
from resilience.services.results.results import WorkshopResult
from resilience.text import Text, mark
from resilience.ui.shared import blocks
from resilience.wording.framework import basis_words

#: caution for scores grouped by another catalogue, on the page and in its files
READING_AID = mark(
    "This is a reading aid, not a score in that catalogue: each indicator counts "
    "once under every key that it points to. Related means that it asks something "
    "similar; exact, that it asks the same."
)


def other_catalogues(result: WorkshopResult, text: Text) -> None:
    """A reading aid, folded away: scores by the keys of a catalogue that indicators point to."""
    framework = result.workshop.framework
    offered = schemes(framework)
    if not offered:
        return
    with st.expander(text("Group the result by another catalogue")):
        scheme = st.selectbox(
            text("Catalogue"),
            offered,
            format_func=lambda name: text(SCHEMES[name]),
            key="regroup-scheme",
        )
        st.caption(text(READING_AID))
        _scheme(result, scheme, text)


def _scheme(result: WorkshopResult, scheme: str, text: Text) -> None:
    """What covers one catalogue, how its references were checked, and the score by its parts."""
    framework = result.workshop.framework
    groups = regroup(framework, result.result.city, scheme)
    missing, parts = uncovered(groups, scheme)
    st.caption(
        text(
            "Parts of this catalogue that are not covered by any indicator that was asked: "
            "{missing} of {parts}.",
            missing=missing,
            parts=parts,
        )
    )
    basis = basis_words(framework.basis[scheme], text) if scheme in framework.basis else ""
    if basis:
        st.caption(basis)
    blocks.figures_table(
        _by_part(groups, scheme, text),
        text,
        text("By another catalogue: {catalogue}", catalogue=text(SCHEMES[scheme])),
        key="overview-catalogue",
        caution=" ".join(filter(None, [text(READING_AID), basis])),
    )


def _by_part(groups: Sequence[CatalogueGroup], scheme: str, text: Text) -> pd.DataFrame:
    match = {"exact": text("exact"), "related": text("related")}
    rows = [
        (
            found.key,
            float("nan") if found.value is None else found.value,
            text.percent(found.coverage),
            match[found.match],
            ", ".join(found.indicators),
        )
        for found in groups
    ]
    first = text("UNDRR Essential") if scheme == "UNDRR-P" else text("Key")
    names = [text("Score"), text("Coverage"), text("Match"), text("Indicators")]
    return pd.DataFrame(rows, columns=[first, *names]).set_index(first)

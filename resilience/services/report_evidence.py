"""All that a printed report is written from, computed once for all its sections."""

from collections.abc import Sequence
from dataclasses import dataclass

from resilience.services.apart import Apart, apart
from resilience.services.discussion import Topic, discuss
from resilience.services.peers import PeerView
from resilience.services.priorities import WhatFirst, what_first_in
from resilience.services.results import WorkshopResult
from resilience.services.standing import Among, among_peers


@dataclass(frozen=True, slots=True)
class Evidence:
    """A result, and what its pages show beside it: the same values as theirs."""

    result: WorkshopResult
    topics: tuple[Topic, ...]
    apart: Apart
    first: WhatFirst
    among: Among


def gather(result: WorkshopResult, kept: Sequence[PeerView] = ()) -> Evidence:
    """What the report of a result says, with these peers beside it."""
    return Evidence(
        result, discuss(result), apart(result), what_first_in(result), among_peers(result, kept)
    )

"""Reads that all viewers share: once per state of a workshop, never once per viewer.

What has no revision is read anew after `SOON` or `AT_ONCE`, so that several servers agree within 3 s.
"""

from collections.abc import Mapping

import streamlit as st

from resilience.exchange.package import PublishingKey
from resilience.outputs.report import report_steps
from resilience.outputs.workbook import results_workbook
from resilience.scoring import ScoreTree
from resilience.services.cities import packages
from resilience.services.cities.candidates import peers_beside
from resilience.services.cities.peers import peer_marks
from resilience.services.deciding import follow_up
from resilience.services.frameworks import official_wording
from resilience.services.results import replies, results, what_if
from resilience.services.results.between_votes import BetweenVotes, between_votes
from resilience.services.results.departments import DepartmentDifferences
from resilience.services.results.departments import apart as find_apart
from resilience.services.results.discussion import Topic, discuss
from resilience.services.results.last_agreed import LastAgreed, agreed_last
from resilience.services.results.last_targets import LastTargets, last_with_targets, since_last
from resilience.services.results.priorities import WhatFirst, what_first_in
from resilience.services.results.replies import LedDepartment
from resilience.services.results.results import WorkshopResult
from resilience.services.results.trend import Marks, Trend, admit_trend, read_trend
from resilience.services.results.what_if import WhatIf
from resilience.services.voting import progress
from resilience.services.voting.progress import ProgressSnapshot
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.photos import report_photos
from resilience.services.workshop.workshops import view_workshop
from resilience.store import now
from resilience.text import Text
from resilience.ui.shared.making import ReportJob
from resilience.ui.shared.newest import per_revision
from resilience.ui.shared.runtime import store, visitor
from resilience.workbook import Official

#: seconds for which what moves with a vote is shared by all viewers, and what staff seldom change
AT_ONCE, SOON = 0.5, 2.0


def live(code: str) -> ProgressSnapshot:
    """The progress of a workshop, counted at most twice a second for everybody."""
    return _live(*progress.admit(store(), visitor(), code))


def result(code: str) -> WorkshopResult:
    """The result of a workshop, computed once per revision; raises before the reveal."""
    return result_at(*results.admit(store(), visitor(), code))


def room_said() -> Mapping[str, tuple[int, ...]]:
    """Answers per level by indicator, as the participant's room was shown them at a reveal."""
    return _levels(*results.admit_participant(store(), visitor()))


def topics(code: str) -> tuple[Topic, ...]:
    """What to discuss first, found once per revision; raises before the reveal."""
    return _topics(*results.admit(store(), visitor(), code))


def workbook(code: str, language: str) -> bytes:
    """The results workbook in a language, written once per revision and set of peers."""
    admitted = results.admit(store(), visitor(), code)
    return _workbook(*admitted, language, peer_marks(store()))


def report(code: str, language: str) -> ReportJob:
    """The printed report in a language, to be made once per revision, years and set of peers."""
    return _report(*admit_trend(store(), visitor(), code), language, peer_marks(store()))


def package(code: str, key: PublishingKey, licence: str) -> bytes:
    """The signed peer file under a licence, written once per revision; raises for who may not publish."""
    return _package(*packages.admit_publisher(store(), visitor(), code), key, licence)


def own_departments(code: str) -> list[tuple[LedDepartment, ScoreTree | None]]:
    """The departments that the visitor leads, each with the scores of its unit and no others."""
    led = replies.admit_lead(store(), visitor(), code)
    result = result_at(led.workshop_id, led.revision)
    return [(one, replies.own_scores(result, one)) for one in led.departments]


def earlier_states(code: str) -> tuple[str, ...]:
    """How far the actions of the city's earlier workshops are, read once in two seconds for all."""
    return _earlier_states(results.admit(store(), visitor(), code)[0])


def what_first(code: str) -> WhatFirst:
    """What to do first, ordered once per revision; raises before the reveal."""
    return _what_first(*results.admit(store(), visitor(), code))


def last_targets(code: str) -> LastTargets | None:
    """What became of the targets of the city's last workshop, found once per revision of both."""
    workshop_id, revision = results.admit(store(), visitor(), code)
    last = last_with_targets(store(), workshop_id)
    return _last_targets(workshop_id, revision, *last) if last else None


def apart(code: str) -> DepartmentDifferences:
    """What sets departments apart, found once per revision; raises before the reveal."""
    return _apart(*results.admit(store(), visitor(), code))


def trend(code: str) -> Trend:
    """What changed in the city, found once per revision of this and each earlier workshop."""
    return _trend(*admit_trend(store(), visitor(), code))


def votes(code: str) -> BetweenVotes:
    """What changed from vote to vote, found once per revision; raises before the reveal."""
    return _votes(*results.admit(store(), visitor(), code))


def what_ifs(code: str, language: str) -> tuple[WhatIf, ...]:
    """The result made in other ways, computed once per revision; raises before the reveal."""
    return _what_ifs(*results.admit(store(), visitor(), code), language)


def weighed(code: str, weights: Mapping[str, int]) -> WhatIf:
    """The result with other weights of themes, computed once per revision; raises before the reveal."""
    return _weighed(*results.admit(store(), visitor(), code), tuple(weights.items()))


def without_each(code: str) -> dict[str, float]:
    """How far the overall moves without each theme, computed once per revision."""
    return _without_each(*results.admit(store(), visitor(), code))


@st.cache_data(ttl=AT_ONCE, show_spinner=False)
def phase(code: str) -> Phase:
    """The phase of a workshop, asked at most twice a second for everybody."""
    return view_workshop(store(), code).phase


@st.cache_resource(ttl=SOON, max_entries=50, show_spinner=False)
def official(framework: str, language: str) -> Mapping[str, Official]:
    """The official words kept in this installation, asked at most every two seconds for everybody."""
    return official_wording.official_words(store(), framework, language)


@st.cache_data(ttl=SOON, max_entries=100, show_spinner=False)
def last_agreed(workshop_id: int) -> LastAgreed:
    """What the city's last workshop agreed on, read once in two seconds for everybody in this one."""
    return agreed_last(store(), workshop_id)


@st.cache_resource(ttl=AT_ONCE, max_entries=200, show_spinner=False)
def _live(workshop_id: int, revision: int) -> ProgressSnapshot:  # noqa: ARG001 - part of the cache's key
    return progress.snapshot(store(), workshop_id)


@per_revision()
def result_at(workshop_id: int, revision: int) -> WorkshopResult:  # noqa: ARG001
    """The result of a workshop at a revision, for somebody who was admitted to it."""
    return results.read_result(store(), workshop_id)


@per_revision()
def _levels(workshop_id: int, revision: int) -> Mapping[str, tuple[int, ...]]:
    tallies = result_at(workshop_id, revision).tallies.city.by_code
    return {code: tuple(tally.answers.sum(axis=0).tolist()) for code, tally in tallies.items()}


@per_revision()
def _topics(workshop_id: int, revision: int) -> tuple[Topic, ...]:
    return discuss(result_at(workshop_id, revision))


@st.cache_data(ttl=SOON, max_entries=100, show_spinner=False)
def _earlier_states(workshop_id: int) -> tuple[str, ...]:
    return follow_up.earlier_states(store(), workshop_id)


@per_revision()
def _what_first(workshop_id: int, revision: int) -> WhatFirst:
    return what_first_in(result_at(workshop_id, revision))


@per_revision(2)
def _last_targets(workshop_id: int, revision: int, last_id: int, last_revision: int) -> LastTargets:
    return since_last(result_at(workshop_id, revision), result_at(last_id, last_revision))


@per_revision()
def _apart(workshop_id: int, revision: int) -> DepartmentDifferences:
    return find_apart(result_at(workshop_id, revision))


@per_revision(2)
def _trend(workshop_id: int, revision: int, earlier: Marks) -> Trend:  # noqa: ARG001
    return read_trend(store(), workshop_id, [one for one, _ in earlier])


@per_revision()
def _votes(workshop_id: int, revision: int) -> BetweenVotes:
    return between_votes(store(), result_at(workshop_id, revision))


@per_revision(5)
def _what_ifs(workshop_id: int, revision: int, language: str) -> tuple[WhatIf, ...]:
    return what_if.what_ifs(result_at(workshop_id, revision), language)


@per_revision(50)
def _weighed(workshop_id: int, revision: int, weights: tuple[tuple[str, int], ...]) -> WhatIf:
    return what_if.weighed_otherwise(result_at(workshop_id, revision), dict(weights))


@per_revision()
def _without_each(workshop_id: int, revision: int) -> dict[str, float]:
    return what_if.without_each(result_at(workshop_id, revision))


@per_revision(5)
def _workbook(
    workshop_id: int,
    revision: int,
    language: str,
    marks: tuple[str, ...],  # noqa: ARG001
) -> bytes:
    result = result_at(workshop_id, revision)
    kept = peers_beside(store(), result)
    return results_workbook(result, Text(language), now(), kept)


@per_revision(5)
def _report(
    workshop_id: int,
    revision: int,
    earlier: Marks,
    language: str,
    marks: tuple[str, ...],  # noqa: ARG001
) -> ReportJob:
    result = result_at(workshop_id, revision)
    kept = peers_beside(store(), result)
    trend = _trend(workshop_id, revision, earlier)
    photos = report_photos(store(), workshop_id)
    return ReportJob(lambda: report_steps(result, Text(language), now(), kept, trend, photos))


@per_revision(4)
def _package(workshop_id: int, revision: int, key: PublishingKey, licence: str) -> bytes:
    return packages.packed(result_at(workshop_id, revision), key, licence)

"""Reads that all viewers share: once per state of a workshop, never once per viewer.

What has no revision is read again after `SOON` or `AT_ONCE`, so that several servers agree within 3 s.
"""

import datetime
from collections.abc import Mapping

import streamlit as st

from resilience.exchange.package import PublishingKey
from resilience.outputs.digest import Digest, digest_of
from resilience.outputs.evidence import Evidence
from resilience.outputs.workbook import results_workbook
from resilience.scoring import ScoreTree
from resilience.services.access.access import Visitor
from resilience.services.cities import packages
from resilience.services.cities.candidates import peers_beside
from resilience.services.deciding import follow_up
from resilience.services.deciding.follow_up import EarlierActions, today_in
from resilience.services.frameworks import official_wording
from resilience.services.results import replies, results
from resilience.services.results.between_votes import BetweenVotes, between_votes
from resilience.services.results.departments import apart as find_apart
from resilience.services.results.discussion import Topic
from resilience.services.results.last_agreed import LastAgreed, agreed_last
from resilience.services.results.last_targets import LastTargets, last_with_targets, since_last
from resilience.services.results.priorities import WhatFirst, what_first_in, with_earlier
from resilience.services.results.replies import LedDepartment
from resilience.services.results.results import WorkshopResult
from resilience.services.results.shared import result_at, topics_at
from resilience.services.results.trend import Marks, Trend, admit_trend, read_trend
from resilience.services.results.what_if import WhatIf, weighed_otherwise
from resilience.services.results.what_if import what_ifs as find_what_ifs
from resilience.services.results.what_if import without_each as overall_without_each
from resilience.services.voting import progress
from resilience.services.voting.progress import ProgressSnapshot
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView, view_workshop
from resilience.store import Store, now
from resilience.text import Text
from resilience.ui.shared import cached_cities
from resilience.ui.shared.once import of_result
from resilience.ui.shared.runtime import store, visitor
from resilience.wording.framework import with_theme_names
from resilience.workbook import Official

#: seconds for which what moves with a vote is shared by all viewers, and what staff seldom change
AT_ONCE, SOON = 0.5, 2.0


def admit_evidence(
    here: Store, who: Visitor, code: str
) -> tuple[int, int, Marks, EarlierActions, datetime.datetime]:
    """Let somebody in to a result with its trend.

    Also what they may know of earlier actions makes another value, and the hour, as actions become overdue.
    """
    hour = now().replace(minute=0, second=0, microsecond=0)
    return *admit_trend(here, who, code), follow_up.earlier_to_read(here, who, code), hour


def live(code: str) -> ProgressSnapshot:
    """The progress of a workshop, counted at most twice a second for everybody."""
    return _live(*progress.admit(store(), visitor(), code))


def result(code: str) -> WorkshopResult:
    """The result of a workshop, computed once per revision; raises before the reveal."""
    return result_at(store(), *results.admit(store(), visitor(), code))


def room_said(workshop: WorkshopView) -> Mapping[str, tuple[int, ...]]:
    """Answers per level by indicator, as the participant's room was shown them; none while no result is shown to it."""
    if not workshop.reveals or workshop.replies == "awaited":
        return {}
    at = results.admit_participant(store(), visitor())
    return store().shared.get(at, _levels, lambda: _levels(result_at(store(), *at)))


def topics(code: str) -> tuple[Topic, ...]:
    """What to discuss first, found once per revision; raises before the reveal."""
    return topics_at(store(), *results.admit(store(), visitor(), code))


@of_result(5, admit=admit_evidence, with_peers=True)
def workbook(result: WorkshopResult, language: str) -> bytes:
    """The results workbook in a language, written once for all who may know the same of earlier actions."""
    code, kept = result.workshop.code, peers_beside(store(), result)
    return results_workbook(result, Text(language), now(), kept, trend(code), earlier(code))


@of_result(5, admit=admit_evidence, with_peers=True)
def digest(result: WorkshopResult, language: str) -> Digest:
    """The result in short in a language, made once per revision, years, set of peers and earlier actions."""
    return digest_of(
        evidence(result.workshop.code), with_theme_names(result.workshop.framework, Text(language))
    )


def evidence(code: str) -> Evidence:
    """The result of a workshop with what its pages show of it, each found once."""
    peers = cached_cities.choice(code)
    return Evidence(
        result=result(code),
        apart=apart(code),
        first=what_first(code),
        choice=peers,
        among=cached_cities.among(code, tuple(sorted(one.name for one in peers.usual))),
        trend=trend(code),
        today=today_in(result(code).workshop),
        earlier=earlier(code),
    )


@of_result(4, admit=packages.admit_publisher)
def package(
    result: WorkshopResult, key: PublishingKey, licence: str, *, practices: bool = False
) -> bytes:
    """The signed data package under a licence, written once per revision; raises for who may not publish."""
    return packages.packed(result, key, licence, practices=practices)


def own_departments(code: str) -> list[tuple[LedDepartment, ScoreTree | None]]:
    """The departments that the visitor leads, each with the scores of its unit and no others."""
    led = replies.admit_lead(store(), visitor(), code)
    result = result_at(store(), led.workshop_id, led.revision)
    return [(one, replies.own_scores(result, one)) for one in led.departments]


def earlier(code: str) -> EarlierActions:
    """The actions of the city's earlier workshops as the visitor may know them; raises before the reveal."""
    here, who = store(), visitor()
    results.admit(here, who, code)
    return follow_up.earlier_to_read(here, who, code)


def what_first(code: str) -> WhatFirst:
    """What to do first, with earlier actions among those still to be done."""
    return with_earlier(_what_first(code), result(code), earlier(code))


def last_targets(code: str) -> LastTargets | None:
    """What became of the targets of the city's last workshop, found once per revision of both."""
    here, who = store(), visitor()
    at = results.admit(here, who, code)
    last = None if who.is_guest(at[0]) else last_with_targets(here, at[0])
    if last is None:
        return None
    return here.shared.get(
        at, since_last, lambda: since_last(result_at(here, *at), result_at(here, *last)), last, 2
    )


def trend(code: str) -> Trend:
    """What changed in the city, found once per revision of this and each earlier workshop."""
    here = store()
    workshop_id, revision, earlier = admit_trend(here, visitor(), code)
    at, years = (workshop_id, revision), [one for one, _ in earlier]
    return here.shared.get(at, read_trend, lambda: read_trend(here, workshop_id, years), earlier, 2)


@of_result()
def votes(result: WorkshopResult) -> BetweenVotes:
    """What changed from vote to vote, found once per revision; raises before the reveal."""
    return between_votes(store(), result)


@of_result(50)
def weighed(result: WorkshopResult, weights: tuple[tuple[str, int], ...]) -> WhatIf:
    """The result with other weights of themes, computed once per revision; raises before the reveal."""
    return weighed_otherwise(result, dict(weights))


#: the order of doing, what sets departments apart, the result made in other ways,
#: and how far the overall moves without each theme: of the workshop with a code
_what_first = of_result()(what_first_in)
apart = of_result()(find_apart)
what_ifs = of_result(5)(find_what_ifs)
without_each = of_result()(overall_without_each)


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


def _levels(result: WorkshopResult) -> Mapping[str, tuple[int, ...]]:
    tallies = result.tallies.city.by_code
    return {code: tuple(tally.answers.sum(axis=0).tolist()) for code, tally in tallies.items()}

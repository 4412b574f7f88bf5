"""Check the data that results depend on: frameworks, frozen figures, levels, publications."""

from collections.abc import Iterator

from resilience.framework import Framework, load_source
from resilience.services.frameworks.frameworks import asked_by_tier, framework_of
from resilience.services.workshop.publication import content_sum
from resilience.store import Session
from resilience.store.cities.network import newest_of_cities
from resilience.store.frameworks import copies, copy_of
from resilience.store.results.agreed import agreed_rows
from resilience.store.results.frozen import frozen_sum
from resilience.store.results.targets import targets
from resilience.store.tables import FrameworkCopy, Publication, Weighing, Workshop
from resilience.store.workshops import rounds, workshops


def changed_frameworks(session: Session) -> Iterator[str]:
    """Find stored frameworks whose content does not match their hash, and workshops with a wrong hash."""
    for copy in copies(session):
        if (why := _changed(copy)) is not None:
            yield f"{copy.framework} {copy.version} ({copy.sha256[:8]}): {why}"
    for workshop, _ in workshops(session):
        pinned = copy_of(session, workshop.framework_sha256)
        named = workshop.framework, workshop.framework_version
        if pinned is not None and named != (pinned.framework, pinned.version):
            yield f"workshop {workshop.code} names {' '.join(named)}, its copy is another"


def _changed(copy: FrameworkCopy) -> str | None:
    try:
        found = load_source(copy.source)
    except Exception as error:  # whatever makes it unreadable is the finding
        return f"cannot be read ({(str(error) or repr(error)).splitlines()[0]})"
    if (found.sha256, found.id, found.version) != (copy.sha256, copy.framework, copy.version):
        return "its content has another hash, id or version"
    return None


def sound_frameworks(session: Session) -> set[str]:
    """Return the hashes of the stored frameworks that are unchanged."""
    return {copy.sha256 for copy in copies(session) if _changed(copy) is None}


def _with_frameworks(session: Session) -> Iterator[tuple[Workshop, Framework]]:
    """Workshops whose pinned framework is intact; `changed_frameworks` reports the others."""
    sound = sound_frameworks(session)
    for workshop, _ in workshops(session):
        if workshop.framework_sha256 in sound:
            yield workshop, framework_of(session, workshop)


def changed_since_frozen(session: Session) -> Iterator[str]:
    """Find votes whose frozen tallies, rooms and moments do not match their checksum."""
    for workshop, _ in workshops(session):
        for one in rounds(session, workshop.id):
            if frozen_sum(session, one.id) != one.frozen_sha256:
                yield f"workshop {workshop.code}, vote {one.number}"


def agreed_off_scale(session: Session) -> Iterator[str]:
    """Find agreed levels of indicators that the workshop does not ask, or that are off the scale."""
    for workshop, framework in _with_frameworks(session):
        asked = {indicator.code: indicator for indicator in asked_by_tier(framework, workshop)}
        for row in agreed_rows(session, workshop.id):
            said = row.level if row.number is None else row.number
            known = asked.get(row.indicator)
            if known is None or (said is not None and not known.scale.accepts(said)):
                yield f"workshop {workshop.code}, {row.indicator}: {row.outcome} {said}"


def unknown_codes(session: Session) -> Iterator[str]:
    """Find targets, adopted weights and indicators not asked whose code the framework does not have."""
    for workshop, framework in _with_frameworks(session):
        themes = {theme.code for theme in framework.themes}
        known = themes | {indicator.code for indicator in framework.root.indicators()}
        weighing = session.get(Weighing, workshop.id)
        weighed = set(weighing.weights or {}) if weighing else set()
        named = targets(session, workshop.id).keys() | set(workshop.not_asked or ())
        for code in sorted(named - known | weighed - themes):
            yield f"workshop {workshop.code}: {code}"


def odd_publications(session: Session) -> Iterator[str]:
    """Find published results of workshops that are not closed, or that differ from the workshop's result."""
    for workshop, _ in workshops(session):
        shown = session.get(Publication, workshop.id)
        if shown is None:
            continue
        if workshop.closed_at is None:
            yield f"workshop {workshop.code} is not closed"
        if shown.framework != workshop.framework:
            yield f"workshop {workshop.code}: its publication is on {shown.framework}"
        if content_sum(shown.content) != shown.content_sha256:
            yield f"workshop {workshop.code}: what is published is not what its hash says"
    for city, framework, newest in newest_of_cities(session):
        if newest != 1:
            yield f"{city}: {newest} results on {framework} count, not the latest one"

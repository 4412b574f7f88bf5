"""Frameworks: what an installation offers, and which version a workshop was made with."""

from collections.abc import Mapping
from dataclasses import dataclass

from resilience.errors import InputError, NotAllowed
from resilience.framework import Framework, load_source
from resilience.services.access import Visitor
from resilience.services.record import record
from resilience.store import Session, Store, now
from resilience.store.frameworks import copies, copy_of, workshops_by_framework
from resilience.store.tables import FrameworkCopy, Workshop

#: loaded frameworks by hash and number of files: what these name never changes
_LOADED: dict[tuple[str, int], Framework] = {}


@dataclass(frozen=True, slots=True)
class Shelf:
    """One version of a framework that is here, and how many workshops use it.

    `offered` says whether new workshops may choose it: it is in the installation's folder, or was
    uploaded and not withdrawn. `uploaded` tells the two apart.
    """

    framework: Framework
    workshops: int
    offered: bool
    uploaded: bool


def pin(session: Session, framework: Framework) -> str:
    """Keep the files of a framework beside the workshops that use it; give its hash."""
    kept = session.get(FrameworkCopy, framework.sha256)
    if kept is None:
        session.add(_copy(framework))
    elif len(framework.source) > len(kept.source):
        kept.source = framework.source  # a language came since; structure and English are the same
    session.flush()
    return framework.sha256


def framework_of(session: Session, workshop: Workshop) -> Framework:
    """The framework that the workshop pinned."""
    return _loaded(session.get_one(FrameworkCopy, workshop.framework_sha256))


def renew_translations(store: Store, installed: Mapping[str, Framework]) -> None:
    """Give workshops the translations that came after them, where the framework is the same."""
    with store.write() as session:
        for framework in installed.values():
            if session.get(FrameworkCopy, framework.sha256) is not None:
                pin(session, framework)


def shelves(store: Store, installed: Mapping[str, Framework]) -> list[Shelf]:
    """Every version that is installed, uploaded or used, by id, the newest last."""
    with store.read() as session:
        used = workshops_by_framework(session)
        kept = {copy.sha256: copy for copy in copies(session)}
        found = [_shelf(_loaded(copy), kept, used, installed) for copy in kept.values()]
        found += [
            _shelf(framework, kept, used, installed)
            for framework in installed.values()
            if framework.sha256 not in kept
        ]
    return sorted(found, key=lambda shelf: (shelf.framework.id, _order(shelf.framework.version)))


def choices(store: Store, installed: Mapping[str, Framework]) -> dict[str, Framework]:
    """What a new workshop may choose: of each id the newest version that is offered."""
    offered = [shelf for shelf in shelves(store, installed) if shelf.offered]
    return {shelf.framework.id: shelf.framework for shelf in offered}


def offer(
    store: Store, visitor: Visitor, source: Mapping[str, str], installed: Mapping[str, Framework]
) -> Framework:
    """Take in a framework from the text of its files; host only.

    Raises `Faults` with all its faults, and `InputError` where another framework has its id and
    version: one that was published is never changed in place.
    """
    _only_host(visitor)
    framework = load_source(source)
    with store.write() as session:
        others = [*installed.values(), *(_loaded(copy) for copy in copies(session))]
        for other in others:
            same = (other.id, other.version) == (framework.id, framework.version)
            if same and other.sha256 != framework.sha256:
                raise InputError(
                    "There is another {id} with the version {version}. A framework is never changed "
                    "in place: give yours a new version.",
                    id=framework.id,
                    version=framework.version,
                )
        pin(session, framework)
        if framework.sha256 not in {other.sha256 for other in installed.values()}:
            session.get_one(FrameworkCopy, framework.sha256).offered_at = now()
        record(session, visitor, "framework offered", None, framework=_name(framework))
    return framework


def withdraw(store: Store, visitor: Visitor, sha256: str) -> None:
    """No longer offer an uploaded framework; workshops that use it keep it. Host only."""
    _only_host(visitor)
    with store.write() as session:
        kept = copy_of(session, sha256)
        if kept is None or kept.offered_at is None:
            raise InputError("This framework was not uploaded here, so it cannot be withdrawn.")
        kept.offered_at = None
        session.add(kept)
        session.flush()
        if not workshops_by_framework(session).get(sha256):
            session.delete(kept)
        name = f"{kept.framework} {kept.version}"
        record(session, visitor, "framework withdrawn", None, framework=name)


def _only_host(visitor: Visitor) -> None:
    if not visitor.is_host:
        raise NotAllowed("Only the facilitator link of this installation changes its frameworks.")


def _copy(framework: Framework) -> FrameworkCopy:
    return FrameworkCopy(
        sha256=framework.sha256,
        framework=framework.id,
        version=framework.version,
        source=framework.source,
    )


def _shelf(
    framework: Framework,
    kept: Mapping[str, FrameworkCopy],
    used: Mapping[str, int],
    installed: Mapping[str, Framework],
) -> Shelf:
    copy = kept.get(framework.sha256)
    uploaded = copy is not None and copy.offered_at is not None
    here = framework.sha256 in {one.sha256 for one in installed.values()}
    return Shelf(framework, used.get(framework.sha256, 0), here or uploaded, uploaded)


def _loaded(copy: FrameworkCopy) -> Framework:
    key = (copy.sha256, len(copy.source))
    if key not in _LOADED:
        _LOADED[key] = load_source(copy.source)
    return _LOADED[key]


def _order(version: str) -> list[tuple[int, str]]:
    """Numbers in versions by size: 1.10 after 1.9."""
    return [(int(part) if part.isdigit() else -1, part) for part in version.split(".")]


def _name(framework: Framework) -> str:
    return f"{framework.id} {framework.version}"

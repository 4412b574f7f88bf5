"""The framework of a workshop: the version it was made with, whatever the folder holds now."""

from resilience.framework import Framework, load_source
from resilience.store import Session
from resilience.store.tables import FrameworkCopy, Workshop

#: loaded frameworks by hash: what a hash names never changes
_LOADED: dict[str, Framework] = {}


def pin(session: Session, framework: Framework) -> str:
    """Keep the files of a framework beside the workshops that use it; give its hash."""
    if session.get(FrameworkCopy, framework.sha256) is None:
        session.add(
            FrameworkCopy(
                sha256=framework.sha256,
                framework=framework.id,
                version=framework.version,
                source=framework.source,
            )
        )
        session.flush()
    return framework.sha256


def framework_of(session: Session, workshop: Workshop) -> Framework:
    """The framework that the workshop pinned."""
    sha256 = workshop.framework_sha256
    if sha256 not in _LOADED:
        _LOADED[sha256] = load_source(session.get_one(FrameworkCopy, sha256).source)
    return _LOADED[sha256]

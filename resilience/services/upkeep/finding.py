"""A finding of a check of the installation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Result of one check: `well` if it passed, else `mend` says what to do."""

    what: str
    found: str
    well: bool = True
    mend: str = ""

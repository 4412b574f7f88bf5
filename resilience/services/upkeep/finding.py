"""What was found when an installation was looked at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `well`, or `mend` says what to do."""

    what: str
    found: str
    well: bool = True
    mend: str = ""

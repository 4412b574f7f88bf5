"""Match the framework of an imported result with the installed ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from resilience.framework import Framework
from resilience.scoring import Side
from resilience.text import Text


@dataclass(frozen=True, slots=True)
class Fit:
    """How far a result can be compared with this installation's frameworks.

    `framework` and `version` are those of the result. `here` is the version that this installation has, preferably
    the same one, None if it has none. Of the `asked` indicators, `common` have the same code and scale in it.
    """

    framework: str
    version: str
    here: str | None
    common: int
    asked: int

    def words(self, text: Text) -> str:
        """The fit in words."""
        named = f"{self.framework} {self.version}"
        if self.here is None:
            return text(
                "This installation does not have the framework {name}. To compare, upload it on "
                "the Frameworks page.",
                name=named,
            )
        common = text(
            "{common} of {asked} indicators are the same here",
            common=self.common,
            asked=self.asked,
        )
        if self.here == self.version:
            return text("Framework {name}: {common}.", name=named, common=common)
        return text(
            "Framework {name}; this installation has version {version}: {common}.",
            name=named,
            version=self.here,
            common=common,
        )


def fit_of(side: Side, known: Sequence[Framework]) -> Fit:
    """Match a result with the installed frameworks, given with the newest of each id last."""
    theirs = side.framework
    same_id = [one for one in known if one.id == theirs.id]
    newest = same_id[-1] if same_id else None
    own = next((one for one in same_id if one.version == theirs.version), newest)
    scales = {i.code: i.scale for i in own.root.indicators()} if own else {}
    asked = [i for i in theirs.root.indicators() if i.code in side.asked]
    return Fit(
        framework=theirs.id,
        version=theirs.version,
        here=own.version if own else None,
        common=sum(scales.get(i.code) == i.scale for i in asked),
        asked=len(asked),
    )

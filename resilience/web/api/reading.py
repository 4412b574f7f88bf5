"""What a program asks for, and the table that is found for it."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from resilience.framework import Framework
from resilience.services.access.access import Visitor
from resilience.store import Store
from resilience.text import Text
from resilience.web.api.rows import ApiRow


@dataclass(frozen=True, slots=True)
class Reading:
    """A request for a table: who reads, the parts of the address, and for long lists which page.

    `installed` are the frameworks in the installation's folder; `framework` is the id that a query names, or "".
    """

    store: Store
    installed: Mapping[str, Framework]
    visitor: Visitor
    parts: Mapping[str, str]
    text: Text
    page: int
    per_page: int
    framework: str = ""

    @property
    def code(self) -> str:
        """The workshop code in the address."""
        return self.parts["code"]

    @property
    def first(self) -> int:
        """The position of the first row of the page."""
        return (self.page - 1) * self.per_page


@dataclass(frozen=True, slots=True)
class ApiTable:
    """A table: `rows` are made when they are needed, `total` counts those of all pages of a long list.

    `state` differs whenever the rows can differ, None if only the rows say so. `csv` is the file that the pages offer,
    if they offer this table as one.
    """

    rows: Callable[[], Sequence[ApiRow]]
    state: Hashable = None
    total: int | None = None
    csv: Callable[[], str] | None = None

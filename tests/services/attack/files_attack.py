"""Files and what other cities see, under attack: they have the figures of the results pages, no others."""

import pytest

from resilience.errors import NotAllowed, WrongTime
from resilience.outputs.long_data import participants_csv
from resilience.services.access.api_tokens import make_token
from resilience.store.tables import Publication
from tests.services.attack.page_cells import cells_of_page, not_on_page
from tests.services.attack.served_files import (
    cells_of_files,
    cells_of_interface,
    cells_of_stage,
    numbers_of_chart,
    scores_in_interface,
    scores_in_network,
)
from tests.services.attack.stage import CODES, Stage
from tests.services.held import HOST, KEY, rows
from tests.web.api.program import Program, interface, of_results
from tests.web.client import Browser

#: what leaves the city
PACKED = ("package scores", "publication scores")


class FilesAttack:
    """Reads the files of a stage again whenever something in them can have changed."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._read = set[str]()
        self._token = make_token(stage.store, KEY, HOST, stage.held.code)

    def _program(self) -> Program:
        """A program that reads the interface, with fresh limits."""
        return Program(Browser(interface(self.stage.store)), self._token)

    def look(self) -> None:
        """Compare the files of the result that is served, if one is, with its pages."""
        held = self.stage.held
        if self.stage.is_open:
            assert list(cells_of_stage(held, CODES)) == [], "answers on the stage while people vote"
        try:
            result = held.result()
        except WrongTime:
            reader = self._program()
            assert {reader.get(path).status for path in of_results(held.code)} == {409}
            assert list(cells_of_stage(held, CODES)) == [], "answers on the stage before the reveal"
            return
        published = rows(held.store, Publication, workshop_id=held.id)
        if (known := repr([result, published])) in self._read:
            return
        self._read.add(known)
        reader = self._program()
        cells = list(cells_of_files(held, result, published))
        cells += cells_of_interface(reader, held.code)
        if self.stage.scores:  # to other cities, who was not asked gave no answer
            cells = [one for one in cells if one.place[3] != "blank" or one.file not in PACKED]
        found = not_on_page(cells, cells_of_page(result))
        assert not found, "\n".join(["figures of files that no page has", *found])
        for kept, follows in scores_in_network(held, result):
            assert kept == follows, "the network has what does not follow from the pages"
        for read, shown in scores_in_interface(reader, result):
            assert read == shown, "programs read a score that no page has"
        for number, follows in numbers_of_chart(result):
            assert follows, f"{number} in the chart for other sites is on no page"
        with pytest.raises(NotAllowed):
            participants_csv(held.store, HOST, held.code)

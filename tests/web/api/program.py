"""A program that reads the interface with a token."""

import csv
import io
import json
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette

from resilience.errors import ResilienceError
from resilience.services.access.access import Visitor
from resilience.services.access.api_tokens import make_token
from resilience.settings import Settings
from resilience.store import Store
from resilience.web.api.catalogue import PATHS, ROOT
from resilience.web.api.routes import Api
from resilience.web.guard.landing import not_allowed
from tests.services.held import HOST, KEY
from tests.web.client import Answer, Browser

Row = dict[str, Any]
#: values for the parts of an address
PARTS = {"framework": "two-themes", "version": "1"}


@dataclass
class Program:
    """A program with a token, "" for one without."""

    browser: Browser
    token: str

    def get(self, path: str, **headers: str) -> Answer:
        """What an address below /api/v1 answers."""
        sent = {"authorization": f"Bearer {self.token}"} if self.token else {}
        return self.browser.get(ROOT + path, **sent, **headers)

    def rows(self, path: str) -> list[Row]:
        """The rows of a table as JSON, which are those of its CSV."""
        found = self.json(path)
        written = list(csv.DictReader(io.StringIO(self.get(with_query(path, "format=csv")).body)))
        assert [[*map(str_of, row.values())] for row in found] == [[*r.values()] for r in written]
        return found

    def json(self, path: str) -> list[Row]:
        """The rows of a table as JSON alone."""
        answer = self.get(path)
        assert answer.status == 200, answer.body
        found: list[Row] = json.loads(answer.body)["rows"]
        return found

    def problem(self, path: str, **headers: str) -> tuple[int, str]:
        """The status and sentence of a problem."""
        answer = self.get(path, **headers)
        assert answer.headers["content-type"] == "application/problem+json", answer.body
        found = json.loads(answer.body)
        assert found["status"] == answer.status
        return answer.status, found["detail"]


def with_query(path: str, more: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{more}"


def str_of(value: Any) -> str:
    """A value of JSON as a cell of a CSV; no text of these tests begins as a formula does."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def program(store: Store, code: str, who: Visitor = HOST, **how: Any) -> Program:
    """A program with a new token of a workshop."""
    return Program(Browser(interface(store)), make_token(store, KEY, who, code, **how))


def interface(store: Store) -> Starlette:
    """The interface alone, with errors handled as the server does."""
    routes = Api(store, Settings(secret=KEY.decode())).routes()
    return Starlette(routes=routes, exception_handlers={ResilienceError: not_allowed})


def addresses(code: str, **parts: str) -> list[str]:
    """Every address, filled in."""
    return [path.path.format(code=code, **(PARTS | parts)) for path in PATHS]


def of_results(code: str) -> list[str]:
    """The addresses of a workshop's result."""
    return [one for one in addresses(code) if code in one]

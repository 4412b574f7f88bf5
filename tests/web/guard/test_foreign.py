"""No page of another site does anything here: every route that takes something is tried."""

import json

from resilience.settings import Settings
from resilience.store import Store
from resilience.store.tables import Participant, Response
from resilience.web.routes import Web
from tests.services.held import KEY, Held, rows
from tests.web import phone_steps as page
from tests.web.client import Browser
from tests.web.guard.test_safety import OTHER_SITE

READING = {"GET", "HEAD", "OPTIONS"}


def test_every_route_that_takes_something_refuses_another_site(
    phone: Browser, voting: Held, store: Store
) -> None:
    person = page.joined(phone, voting)
    before = [rows(store, table) for table in (Participant, Response)]
    web = Web(store, Settings(secret=KEY.decode()))
    taking = [route for route in web.routes() if set(route.methods or ()) - READING]
    web.close()
    assert len(taking) >= 8
    for route in taking:
        for headers in ({"origin": "https://evil.example"}, {"sec_fetch_site": "cross-site"}):
            answer = person.post(route.path, {"code": voting.code}, **headers)
            assert answer.status == 403, route.path
            said = answer.body
            if answer.headers["content-type"] == "application/json":
                said = json.loads(answer.body)["why"]
            assert OTHER_SITE in said, route.path
            assert answer.cookies == {}
    assert [rows(store, table) for table in (Participant, Response)] == before

"""The phone page as tests read it: what its script is told, and the screen that is shown."""

import html
import itertools
import json
import re
from typing import Any

from tests.services.held import Held
from tests.web.client import Answer, Browser
from tests.web.joining.test_join import form

ids = (f"phone-test-{n}" for n in itertools.count())


def joined(browser: Browser, held: Held, department: str = "Water") -> Browser:
    """A browser that has joined."""
    assert browser.post("/join", form(held, department)).status == 303
    return browser


def data(answer: Answer) -> dict[str, Any]:
    """What the page tells its script."""
    found = re.search(r'<script type="application/json" id="page">(.*?)</script>', answer.body)
    assert found, answer.body
    read: dict[str, Any] = json.loads(found.group(1))
    return read


def shown(answer: Answer) -> str:
    """The code of the one screen that the page has without its script."""
    (code,) = re.findall(r'<section class="screen" data-at="([^"]+)"', answer.body)
    return str(code)


def asked(answer: Answer) -> list[str]:
    """The codes of the indicators that the page asks."""
    return [card["code"] for step in data(answer)["steps"] for card in step["cards"]]


def screen(answer: Answer, code: str) -> str:
    """The markup of a screen."""
    found = re.search(rf'<section class="screen" data-at="{code}".*?</section>', answer.body, re.S)
    assert found, code
    return found.group(0)


def pressed(answer: Answer, code: str) -> list[str]:
    """The values that are chosen of an indicator: for the script, and on its screen where that is shown."""
    said = data(answer)["answers"].get(code, {}).get("said", "")
    chosen = [said] if said else []
    if shown(answer) == code:
        assert re.findall(r'value="(\w+)" aria-pressed="true"', screen(answer, code)) == chosen
    return chosen


def words(answer: Answer) -> str:
    """What the page says, without its script's data."""
    body = re.sub(r"<(style|script).*?</\1>", "", answer.body, flags=re.S)
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", body).split()))


def fill(browser: Browser, at: str, **pressed: object) -> Answer:
    """Post the form of a screen as the page has it, with what was pressed and typed."""
    read = data(browser.get("/m"))
    hidden = {"at": at, "round": read["round"], "person": read["person"]}
    return browser.post("/m", hidden | pressed)


def sending(counter: Any = 1, **changes: Any) -> dict[str, Any]:
    """What the script sends of an answer, but for the changes; None leaves a field out."""
    plain = {
        "sent_id": next(ids),
        "counter": counter,
        "indicator": "W1",
        "language": "en",
        "said": 3,
    } | changes
    return {name: value for name, value in plain.items() if value is not None}


def send(browser: Browser, *answers: object, person: str = "", **headers: str) -> Answer:
    """Post what waits, as the script does."""
    page = browser.get("/m")
    read = data(page) if page.status == 200 else {"person": "", "round": 0}
    given = [{"round": read["round"], **one} if isinstance(one, dict) else one for one in answers]
    body = json.dumps({"person": person or read["person"], "answers": given}).encode()
    return browser.post("/m/answers", body, "application/json", **headers)


def results(answer: Answer) -> list[dict[str, Any]]:
    """What became of each."""
    assert answer.status == 200, answer.body
    read: list[dict[str, Any]] = json.loads(answer.body)["results"]
    return read


def state_of(person: Browser) -> object:
    """The state by which an open page learns that it must load again."""
    watch = data(person.get("/m"))["watch"]
    told = json.loads(person.get(f"/m/state?{watch}").body)["state"]
    assert told == data(person.get("/m"))["state"], "or the page would load for ever"
    return told

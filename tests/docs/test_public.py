"""The texts that a public body must show: the same in four languages, and true to the code."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from resilience.cli import app
from resilience.services.access.tokens import ACCOUNT, OVER_TLS, PERSON, STAFF
from resilience.services.accounts.sign_ins import DAYS_KEPT, MINUTES_FOR_SECOND
from resilience.services.voting.personal_data import KEPT
from resilience.settings import ROOT, Settings
from resilience.store.tables import Base
from resilience.text.languages import CHOICE, LANGUAGES
from resilience.web.guard.cookies import (
    DEVICE,
    DEVICE_SECONDS,
    PERSON_SECONDS,
    SENT,
    SENT_SECONDS,
    STAFF_SECONDS,
    WAITING,
)
from resilience.web.pages import YEAR
from tools.forms import blocks, form

FOLDER = ROOT / "docs/public"
DAY = 86_400
NAMES = ("accessibility", "privacy-notice", "processing-record")
BLANK = re.compile(r"\[(\d+)[:：]")
#: levels A and AA of WCAG 2.2: guideline, and the numbers of its criteria
CRITERIA = {
    "1.1": (1,),
    "1.2": range(1, 6),
    "1.3": range(1, 6),
    "1.4": (*range(1, 6), *range(10, 14)),
    "2.1": (1, 2, 4),
    "2.2": (1, 2),
    "2.3": (1,),
    "2.4": (*range(1, 8), 11),
    "2.5": (1, 2, 3, 4, 7, 8),
    "3.1": (1, 2),
    "3.2": (1, 2, 3, 4, 6),
    "3.3": (1, 2, 3, 4, 7, 8),
    "4.1": (2, 3),
}
#: words of the browser and of Streamlit, with the file that has them
OTHERS = {
    "autocomplete": "resilience/web/templates/sign_in.html",
    "phone": "resilience/scorecard/assets/sheet.js",
}
OF_STREAMLIT = {"_streamlit_xsrf", "stActiveTheme"}
PAGES = [(name, language) for name in NAMES for language in LANGUAGES]


def page(name: str, language: str = "en") -> str:
    return (FOLDER / language / f"{name}.md").read_text(encoding="utf-8")


def shape(text: str) -> list[tuple[str, int]]:
    """Level of each heading, and lines of each table and list, in order."""
    kinds = {"#": "heading", "|": "table", "-": "list"}
    found = []
    for lines in blocks(text):
        kind = kinds.get(lines[0][0], "words")
        items = [line for line in lines if line[0] == lines[0][0]]
        found.append((kind, len(items) if kind in ("table", "list") else lines[0].count("#")))
    return found


def named(text: str) -> list[str]:
    """What stands in code marks."""
    return sorted(re.findall(r"`([^`]+)`", text))


def known(name: str) -> bool:
    """Whether a name is one of the product: setting, command, table, cookie, address or file."""
    if name.startswith("RESILIENCE_"):
        return name.removeprefix("RESILIENCE_").lower() in Settings.model_fields
    if name.startswith("resilience "):
        return name.split()[1] in get_command(app).commands  # type: ignore[attr-defined]
    if name.startswith("/"):
        return any(f'"{name}' in path.read_text("utf-8") for path in sources("resilience/web"))
    if "/" in name:
        return (ROOT / name).is_file()
    if name in OTHERS:
        return name in (ROOT / OTHERS[name]).read_text(encoding="utf-8")
    return name in {*Base.metadata.tables, PERSON, CHOICE, OVER_TLS, *OF_STREAMLIT}


def sources(folder: str) -> list[Path]:
    return list((ROOT / folder).rglob("*.py"))


def test_every_template_is_there_in_every_language() -> None:
    there = {(path.stem, path.parent.name) for path in FOLDER.glob("*/*.md")}
    assert there == set(PAGES)


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_a_template_is_built_as_in_english(name: str, language: str) -> None:
    text, english = page(name, language), page(name)
    assert shape(text) == shape(english)
    assert named(text) == named(english)
    blanks = [int(one) for one in BLANK.findall(text)]
    assert sorted(blanks) == list(range(1, len(blanks) + 1))
    assert len(blanks) == len(BLANK.findall(english))


@pytest.mark.parametrize("name", NAMES)
def test_what_a_template_names_is_in_the_code(name: str) -> None:
    assert [one for one in named(page(name)) if not known(one)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_periods_are_those_of_the_code(language: str) -> None:
    notice, record = page("privacy-notice", language), page("processing-record", language)
    days = dict(re.findall(r"^\| `(\w+)` \| .* \| (\d+)[^|]*\|$", notice, flags=re.M))
    assert days == {PERSON: str(PERSON_SECONDS // DAY), CHOICE: str(YEAR // DAY)}
    kept = str(Settings.model_fields["retention_days"].default)
    for text in (notice, record):
        (line,) = [one for one in text.splitlines() if "`RESILIENCE_RETENTION_DAYS`" in one]
        assert kept in text[text.index(line) :].partition("\n\n")[0]
    assert re.search(rf"^\| [^|]+ \| [^|\d]*{DAYS_KEPT}[^|\d]*\|$", record, flags=re.M)


def test_the_record_has_every_table_with_data_of_participants() -> None:
    assert {one.name for one in KEPT} <= set(named(page("processing-record")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statement_rates_every_criterion(language: str) -> None:
    rows = re.findall(
        r"^\| (\d\.\d\.\d+)(?:[^\d|]+(\d\.\d\.\d+))?", page("accessibility", language), re.M
    )
    rated = [one for row in rows for one in through(*row)]
    assert rated == [f"{line}.{n}" for line, numbers in CRITERIA.items() for n in numbers]


def through(first: str, last: str) -> list[str]:
    """The criteria from the first to the last one, if there is one."""
    line, number = first.rsplit(".", 1)
    end = int((last or first).rsplit(".", 1)[1])
    return [f"{line}.{n}" for n in range(int(number), end + 1)]


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_a_word_file_has_every_blank_and_heading(name: str, language: str) -> None:
    text = page(name, language)
    paragraphs = form(text, language).element.body.xpath(".//w:p")
    words = "\n".join(one.text for one in paragraphs)
    assert sorted(BLANK.findall(words)) == sorted(BLANK.findall(text))
    assert [one for one in re.findall(r"^#+ (.+)$", text, flags=re.M) if one not in words] == []
    assert not re.search(r"\*\*|`|^\|", words, flags=re.M)


def test_the_privacy_page_names_every_cookie_and_its_time() -> None:
    text = (ROOT / "docs/privacy.md").read_text(encoding="utf-8")
    table = text.partition("| cookie |")[2].partition("\n\n")[0]
    rows = [line.split("|")[1:4] for line in table.splitlines()[2:]]
    told = {one: row[2].strip() for row in rows for one in named(row[0])}
    minutes = {SENT_SECONDS // 60, MINUTES_FOR_SECOND}
    assert minutes == {10}
    hours = Settings.model_fields["sign_in_hours"].default
    assert told == {
        PERSON: f"{PERSON_SECONDS // DAY} days",
        STAFF: f"{STAFF_SECONDS // DAY} days",
        ACCOUNT: f"`RESILIENCE_SIGN_IN_HOURS` ({hours}) hours",
        WAITING: "10 minutes",
        SENT: "10 minutes",
        DEVICE: f"{DEVICE_SECONDS // DAY} days",
        CHOICE: f"{YEAR // DAY} days",
        "_streamlit_xsrf": "until the browser is closed",
    }

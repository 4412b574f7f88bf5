"""Paper scorecards: every indicator asked with its code, for those who run the workshop alone."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from resilience.framework import Framework, IndicatorText
from resilience.framework.departments import known_first
from resilience.services.scorecards.paper import EVERY, TO_WRITE, not_on_paper, scorecard_of
from resilience.store import Store
from resilience.text import LANGUAGES, Text
from tests.indicators import URBAN, URBAN_1, shipped
from tests.pdf import Read, read_pdf
from tests.services.held import Held, host_link, set_up
from tests.usual import usual_framework
from tests.web.client import Answer, Browser
from tests.web.conftest import Opens
from tests.web.joining.test_join import Sets, error_in
from tests.web.joining.test_links import token

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def urban() -> Framework:
    """The framework that the product brings."""
    return shipped(URBAN)


@pytest.fixture
def runner(browser: Opens, store: Store) -> Browser:
    """The browser of the host."""
    phone = browser()
    phone.get(f"/open/{host_link(store)}")
    return phone


def ask(phone: Browser, held: Held, department: str = TO_WRITE, language: str = "en") -> Answer:
    return phone.get(f"/paper?code={held.code}&department={department}&language={language}")


def paper(phone: Browser, held: Held, department: str = TO_WRITE, language: str = "en") -> Read:
    answer = ask(phone, held, department, language)
    assert answer.status == 200, answer.body
    return read_pdf(answer.content)


def squeezed(words: str) -> str:
    """Words without the spaces at which a page breaks its lines."""
    return "".join(words.split())


def codes(read: Read, framework: Framework) -> list[str]:
    """The codes of indicators on the pages, as often and in the order as they stand there."""
    known = sorted((i.code for i in framework.root.indicators()), key=len, reverse=True)
    return re.findall(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)", read.words)


def test_it_is_a_file_to_print(runner: Browser, held: Held) -> None:
    answer = ask(runner, held)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"] == f'inline; filename="scorecards-{held.code}.pdf"'
    read = read_pdf(answer.content)
    assert read.title == f"Two themes {held.code}"
    assert (read.language, read.tagged, len(read.pages)) == ("en", True, 1)


def test_the_head_says_whose_it_is_and_how_to_fill_it_in(runner: Browser, held: Held) -> None:
    said = paper(runner, held, str(held.department("Water"))).words
    for words in (
        "Two themes",
        "Cascais · October 13, 2026",
        f"Join code: {held.code}",
        "Department: Water",
        "People at the table:",
        "Most probable event: The river floods the station.",
        "Severe event: The sea and the river flood the city.",
        "Put one cross per indicator",
        "Where a number is asked for, write it on the line.",
        "Don't know is an answer. Blanks are never counted as zero.",
        "Nobody needs to write a name.",
        "1 / 1",
    ):
        assert squeezed(words) in squeezed(said), words
    assert "Invented" not in said


def test_an_indicator_with_levels_has_a_line_for_each(runner: Browser, held: Held) -> None:
    said = paper(runner, held).words
    assert (
        "W1 Drains Do they hold? 0 No. 1 Rarely. 2 Half. 3 Mostly. 4 Yes. "
        "Not applicable here (na) Don't know (dk) Comment:"
    ) in said
    assert "Power P1 Grid" in said


def test_a_measured_indicator_has_a_line_for_its_number(runner: Browser, held: Held) -> None:
    said = paper(runner, held).words
    assert (
        "P2 Outage How many hours? Number (a number from 0 to 10): hours "
        "Not applicable here (na) Don't know (dk) Comment:"
    ) in said


def test_the_quick_tier_has_its_own_indicators_alone(runner: Browser, workshop: Sets) -> None:
    held = workshop(tier="quick")
    read = paper(runner, held)
    assert codes(read, held.view.framework) == ["W1", "P1"]
    assert "Where a number is asked" not in read.words
    full = workshop()
    assert codes(paper(runner, full), full.view.framework) == ["W1", "W2", "P1", "P2"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_in_each_language(
    runner: Browser, store: Store, urban: Framework, language: str
) -> None:
    held = set_up(store, urban)
    water = str(held.department("Water"))
    read = paper(runner, held, water, language)
    asked = known_first(urban, urban.asked("full"), "water")
    assert codes(read, urban) == [indicator.code for indicator in asked]
    assert read.language.split("-")[0] == Text(language).locale.language
    assert len(read.pages) <= 8
    for page, parts in zip(read.pages, on_pages(read, urban), strict=True):
        assert held.code in squeezed(page)
        assert squeezed(f"{Text(language)('Department')}: {Text(language)('Water')}") in squeezed(
            page
        )
        for part, words in parts:
            place = -1
            for wanted in (words.title, words.question, *words.levels):
                place = squeezed(part).find(squeezed(wanted), place + 1)
                assert place >= 0, wanted
            assert part.count("(na)") == part.count("(dk)") == 1
            assert part.count(Text(language)("Comment") + ":") == 1


def on_pages(read: Read, framework: Framework) -> Iterator[list[tuple[str, IndicatorText]]]:
    """For each page its indicators: all that stands up to the next one, and their words."""
    words = framework.text(next(k for k in LANGUAGES if k.split("-")[0] == read.language[:2]))
    for page in read.pages:
        found = list(dict.fromkeys(codes(replace(read, pages=(page,)), framework)))
        starts = [re.search(rf"(?<!\w){code}(?!\w)", page).start() for code in found]  # type: ignore[union-attr]
        parts = [page[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True)]
        yield [(part, words.indicators[code]) for part, code in zip(parts, found, strict=True)]


def test_every_department_has_its_card(runner: Browser, store: Store, urban: Framework) -> None:
    held = set_up(store, urban, tier="quick")
    once = paper(runner, held)
    read = paper(runner, held, EVERY)
    asked = urban.asked("quick")
    cards = [known_first(urban, asked, department) for department in ("water", None, None)]
    assert codes(read, urban) == [indicator.code for card in cards for indicator in card]
    of_each = len(once.pages)
    leaves = [page for page in read.pages if page.strip()]
    assert len(leaves) == 3 * of_each
    for at, page in enumerate(leaves):
        name = ("Water", "Power", "Roads")[at // of_each]
        assert held.code in squeezed(page)
        assert f"Department: {name}" in page
        assert f"{at % of_each + 1} / {of_each}" in page
    assert "Mixed tables" not in read.words


def test_a_card_has_first_what_its_department_usually_knows(runner: Browser, store: Store) -> None:
    held = set_up(store, usual_framework(W2="water"), departments={"水务": 3, "Power": 3})
    read = paper(runner, held, EVERY)
    first, second = (page for page in read.pages if page.strip())
    own = held.view.framework
    assert codes(replace(read, pages=(first,)), own) == ["W2", "W1", "P1", "P2"]
    assert codes(replace(read, pages=(second,)), own) == ["W1", "W2", "P1", "P2"]
    assert "W2 Dikes Your department usually knows this Do they hold?" in read.words
    assert read.words.count("usually knows") == 1
    assert "usually knows" not in paper(runner, held, TO_WRITE).words


def test_each_card_begins_on_the_front_of_a_leaf(runner: Browser, held: Held) -> None:
    water, blank, power, blank_too, roads = paper(runner, held, EVERY).pages
    assert "Department: Water" in water
    assert "Department: Power" in power
    assert "Department: Roads" in roads
    assert (blank.strip(), blank_too.strip()) == ("", "")


def test_a_table_of_several_departments_has_one_too(runner: Browser, held: Held) -> None:
    assert (
        "Department: Mixed tables"
        in paper(runner, held, str(held.department("Mixed tables"))).words
    )


def test_without_a_department_there_is_a_line_for_it(runner: Browser, held: Held) -> None:
    said = paper(runner, held).words
    assert "Department: People at the table:" in said
    assert f"{held.code} Department: Card no.: 1 / 1" in said


@pytest.mark.parametrize("department", ["0", "x", "Water", "1e9", "every ", "②"])
def test_what_is_no_department_is_refused(runner: Browser, held: Held, department: str) -> None:
    answer = ask(runner, held, department)
    assert answer.status == 400
    assert error_in(answer) == f"Choose a department of the workshop {held.code}."


def test_a_department_of_another_workshop_is_refused(
    runner: Browser, held: Held, workshop: Sets
) -> None:
    assert ask(runner, workshop(), str(held.department("Water"))).status == 400


def test_those_who_run_the_workshop_may(browser: Opens, held: Held) -> None:
    for role in ("facilitator", "cofacilitator"):
        phone = browser()
        phone.get(f"/open/{token(held, role)}")
        assert ask(phone, held).status == 200


def test_nobody_else_may(browser: Opens, held: Held, workshop: Sets) -> None:
    links = [token(held, "official"), token(held, "lead"), token(workshop(), "facilitator"), ""]
    for link in links:
        phone = browser()
        if link:
            phone.get(f"/open/{link}")
        answer = ask(phone, held)
        assert answer.status == 403
        assert error_in(answer).startswith(
            f"This page is for the people who run the workshop {held.code}."
        )


def test_an_unknown_workshop_is_refused(runner: Browser) -> None:
    answer = runner.get("/paper?code=NOSUCH")
    assert answer.status == 404
    assert error_in(answer).startswith("There is no workshop with the code NOSUCH")


def test_an_invented_city_is_marked(held: Held) -> None:
    invented = replace(held.view, invented=True)
    said = scorecard_of(invented, TO_WRITE, Text("en"))
    assert said.marks == ("Invented data: this city does not exist.",)
    assert scorecard_of(held.view, TO_WRITE, Text("en")).marks == ()


def test_what_is_not_translated_stands_in_english_and_says_so(
    runner: Browser, held: Held, store: Store
) -> None:
    said = paper(runner, held, language="ja").words
    assert said.count(Text("ja")("not yet translated")) == 4
    assert "0 No. 1 Rarely." in said
    whole = paper(runner, set_up(store, shipped(URBAN_1)), language="ja").words
    assert Text("ja")("not yet translated") not in whole


def test_scenarios_that_nobody_wrote_are_left_out(runner: Browser, workshop: Sets) -> None:
    said = paper(runner, workshop(probable="", severe="")).words
    assert "Most probable event" not in said
    assert "Severe event" not in said


def test_words_of_people_are_printed_as_they_stand(runner: Browser, workshop: Sets) -> None:
    odd = '#panic("x") $x$ *b* @r <l> \\ // [c] = ~ ` {y} 市政厅'
    held = workshop(departments={odd: 3}, probable=odd)
    read = paper(runner, held, EVERY)
    assert squeezed(read.words).count(squeezed(odd)) == 2 + len(read.pages)


def test_what_cannot_be_printed_is_named_before(held: Held, workshop: Sets) -> None:
    assert not_on_paper(held.view, Text("en")) == []
    odd = workshop(departments={"Water \U0001f600": 3})
    assert not_on_paper(odd.view, Text("en")) == ["\U0001f600"]

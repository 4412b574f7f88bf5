"""A language that nobody speaks: every sentence that can be translated has no Latin letter in it.

What is still read in Latin letters is data, or a sentence that never went through `Text`.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from string import ascii_letters
from zoneinfo import available_timezones

from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from jinja2 import Environment, nodes

from resilience import errors
from resilience.framework import Framework
from resilience.services.workshop.workshops import WorkshopView
from resilience.settings import ROOT
from resilience.text import LANGUAGES, Text

TEMPLATES = ROOT / "resilience" / "web" / "templates"
#: functions whose first words are translated: an error carries its sentence to the page
SAYING = ("text", "mark", *(name for name, kind in vars(errors).items() if isinstance(kind, type)))
KEYWORDS: Mapping[str, tuple[int, ...] | None] = dict.fromkeys(SAYING) | {"plural": (1, 2)}
CYRILLIC = str.maketrans({letter: chr(0x400 + ord(letter)) for letter in ascii_letters})
SENTENCE = str | tuple[str, str]


@cache
def sentences() -> frozenset[SENTENCE]:
    """Every sentence in the code and the templates that a translator would be given; read once."""
    found: set[SENTENCE] = set()
    for path in (ROOT / "app.py", *folder_of("pages"), *folder_of("resilience")):
        for _, said, *_ in extract_from_file("python", path, keywords=KEYWORDS):
            found.add(said if isinstance(said, str) else (said[0], said[1]))
    shown = {said for path in TEMPLATES.glob("*.html") for said in said_in_template(path)}
    return frozenset(found | shown)


def folder_of(name: str) -> list[Path]:
    """The modules below a folder."""
    return sorted((ROOT / name).rglob("*.py"))


def said_in_template(path: Path) -> Iterator[SENTENCE]:
    """The sentences in a template: `text("…")` and `text.plural("…", "…", n)`."""
    for call in Environment(autoescape=True).parse(path.read_text()).find_all(nodes.Call):
        words = [str(one.value) for one in call.args if isinstance(one, nodes.Const)]
        if isinstance(call.node, nodes.Name) and call.node.name == "text" and words:
            yield words[0]
        elif isinstance(call.node, nodes.Getattr) and call.node.attr == "plural":
            yield (words[0], words[1])


def foreign(sentence: str) -> str:
    """The sentence in Cyrillic letters, one for one, but for its placeholders."""
    parts = re.split(r"(\{\w*\})", sentence)
    return "⟦" + "".join(p if p[:1] == "{" else p.translate(CYRILLIC) for p in parts) + "⟧"


def write_catalogue(folder: Path) -> Path:
    """The catalogue of the language, in the place of English; gives the folder of catalogues."""
    catalogue = Catalog(locale="en", fuzzy=False)
    for said in sentences():
        if isinstance(said, str):
            catalogue.add(said, foreign(said))
        else:
            catalogue.add(said, (foreign(said[0]), foreign(said[1])))
    place = folder / "en" / "LC_MESSAGES" / "resilience.mo"
    place.parent.mkdir(parents=True)
    with place.open("wb") as file:
        write_mo(file, catalogue)
    return folder


def data_of(workshop: WorkshopView) -> set[str]:
    """What people and framework files say, which nobody translates with the interface."""
    city = workshop.city
    names = {department.name for department in workshop.departments}
    events = {workshop.probable, workshop.severe}
    date = Text().date(workshop.date)
    own = {workshop.code, city.name, city.country, date, workshop.timezone}
    signed = {word for one in workshop.signed for word in (one.name, one.reason) if word}
    signed |= {Text().date(one.at.date()) for one in workshop.signed}
    return names | events | own | signed | words_of(workshop.framework)


def words_of(framework: Framework) -> set[str]:
    """Every word of a framework, its codes and units."""
    text = framework.text("en")
    found = {framework.id, framework.version, framework.sha256[:12], text.title}
    found |= set(text.titles.values())
    for indicator in framework.root.indicators():
        said = text.indicators[indicator.code]
        found |= {said.title, said.question, said.why, said.evidence, *said.levels}
        found |= {indicator.code, getattr(indicator.scale, "unit", "")}
    return found


def english(pieces: Iterable[str], data: set[str]) -> list[str]:
    """The pieces that still hold a word in Latin letters, once data, addresses and icons are out."""
    known = sorted(data | set(LANGUAGES.values()), key=len, reverse=True)
    exact = data | available_timezones()
    left = []
    for piece in (piece for piece in pieces if piece not in exact):
        said = re.sub(r":material/\w+:|https?://\S+|%\{[^}]*\}", "", html.unescape(piece))
        said = re.sub(r"<[^>]+>", " ", said.replace("\\", ""))
        for word in known:
            said = said.replace(word, "") if word else said
        if re.search(r"[A-Za-z]{2}", said):
            left.append(piece)
    return left

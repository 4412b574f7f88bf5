"""Set the facilitator's handbook as a PDF file in each of its languages: `python -m tools.handbook FOLDER`."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import typst
from markdown_it import MarkdownIt
from markdown_it.token import Token

from resilience.report.fonts import FONTS, families
from resilience.settings import ROOT

DOCS = ROOT / "docs"
#: the handbook in each language; in English it is one of the guides
PAGES = {
    "en": DOCS / "facilitator.md",
    **{lang: DOCS / f"handbook/{lang}.md" for lang in ("zh-Hans", "ja", "ko")},
}
#: Typst markup around what Markdown opens and closes
AROUND = {
    "em": ("#emph[", "];"),
    "strong": ("#strong[", "];"),
    "paragraph": ("", "\n\n"),
    "bullet_list": ("#list(", ")\n\n"),
    "ordered_list": ("#enum(", ")\n\n"),
    "list_item": ("[", "],"),
    "table": ("#table(", ")\n\n"),
    "thead": ("table.header(", "),"),
    "th": ("strong[", "],"),
    "td": ("[", "],"),
}
#: what begins markup of Typst
MARKS = str.maketrans({sign: f"\\{sign}" for sign in "\\#[]*_`$<>@~/="})


def write_handbooks(folder: Path) -> None:
    """Write a PDF file for each language."""
    folder.mkdir(parents=True, exist_ok=True)
    for language, page in PAGES.items():
        (folder / f"{page_name(language)}.pdf").write_bytes(
            print_handbook(page.read_text("utf-8"), language)
        )


def page_name(language: str) -> str:
    """Return the name of a language's file, without its ending."""
    return f"facilitator-{language}"


def print_handbook(page: str, language: str) -> bytes:
    """Return a page of Markdown as a PDF file; links to other pages are left as words."""
    tokens = MarkdownIt("commonmark").enable("table").parse(page)
    markup = "".join(_markup(tokens)).replace("\n\n", "\n\n#contents()\n\n", 1)
    given = {
        "said": {"title": page.partition("\n")[0].removeprefix("# "), "markup": markup},
        "fonts": families(language),
        "mono": ["DejaVu Sans Mono", *(font["name"] for font in families(language))],
        "language": language.partition("-")[0],
    }
    made: bytes = typst.compile(
        ROOT / "tools/handbook.typ",
        root=ROOT,
        font_paths=[FONTS],
        sys_inputs={"given": json.dumps(given)},
        pdf_standards="ua-1",
    )
    return made


def _markup(tokens: list[Token]) -> Iterator[str]:
    """The Typst markup of Markdown."""
    for token in tokens:
        kind, _, side = token.type.rpartition("_")
        if token.children is not None:
            yield from _markup(token.children)
        elif token.type == "text":
            yield token.content.translate(MARKS)
        elif token.type == "softbreak":
            yield "\n"
        elif token.type == "code_inline":
            yield f"#raw({json.dumps(token.content, ensure_ascii=False)});"
        elif kind == "heading":
            yield "#heading(level: " + token.tag[1] + ")[" if side == "open" else "]\n\n"
        elif kind in AROUND:
            yield AROUND[kind][side == "close"]


if __name__ == "__main__":
    write_handbooks(Path(sys.argv[1]))

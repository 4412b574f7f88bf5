"""How Sphinx makes a site of this folder: `make docs`, docs/decisions/0092."""

import re
from pathlib import Path
from shutil import copyfile

from sphinx.application import Sphinx

from tools.handbook import PAGES, page_name, write_handbooks

DOCS = Path(__file__).parent
#: the menu; a page that is in no chapter is a warning, which ends the build
CHAPTERS = {
    "Tutorial": ["README", "tour"],
    "How-to": [
        "facilitator",
        "handbook/zh-Hans",
        "handbook/ja",
        "handbook/ko",
        "official",
        "groups",
        "coordinator",
        "exchange",
        "translator",
        "weblate",
        "notebook",
        "api",
        "feeds",
        "calendar",
        "operations",
        "deploy",
        "offline",
        "upgrades",
        "backup",
        "accounts",
        "public/README",
        "contributing",
    ],
    "Reference": [
        "command-line",
        "reference/commands",
        "reference/settings",
        "workbook",
        "reference/framework-files",
        "frameworks/README",
        "glossary",
    ],
    "Explanation": [
        "privacy",
        "methods",
        "method/error-rates",
        "reading/five-seconds",
        "threat-model",
        "hall",
        "performance",
        "decisions/README",
    ],
}
#: pages whose text is a file beside this folder
BESIDE = {
    "contributing": "CONTRIBUTING.md",
    "reference/framework-files": "indicators/README.md",
}
#: what Sphinx and Furo leave out for keyboards and screen readers
MENDED = {
    ' role="heading">': ' role="heading" aria-level="2">',
    "<pre>": '<pre tabindex="0">',
    '<div class="table-wrapper': '<div tabindex="0" class="table-wrapper',
    '<aside class="sidebar-drawer"': '<aside aria-label="Menu" class="sidebar-drawer"',
    '<aside class="toc-drawer': '<aside aria-label="On this page" class="toc-drawer',
}
LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)([\w./-]+)(#[^)]+)?\)")


def look(accent: str, ink: str, paper: str, soft: str, line: str, muted: str) -> dict[str, str]:
    """The colours and letters of the product's pages for Furo; see resilience/ui/frontend/page/look.css."""
    return {
        "font-stack": "system-ui, 'Noto Sans', sans-serif",
        "font-stack--monospace": "ui-monospace, Consolas, monospace",
        "color-brand-primary": accent,
        "color-brand-content": accent,
        "color-brand-visited": accent,
        "color-foreground-primary": ink,
        "color-foreground-secondary": muted,
        "color-foreground-muted": muted,
        "color-background-primary": paper,
        "color-background-secondary": soft,
        "color-background-border": line,
    }


project = "Urban resilience dashboard"
html_title = project
root_doc = "README"
extensions = ["myst_parser"]
myst_heading_anchors = 4
suppress_warnings = ["misc.highlighting_failure"]
html_theme = "furo"
html_theme_options = {
    "light_css_variables": look("#1f5f8b", "#1b2733", "#fff", "#f2f5f7", "#c8d0d7", "#51606d"),
    "dark_css_variables": look("#7fb8e0", "#e6ebf0", "#12181f", "#1f272e", "#45525f", "#a9b6c2"),
}
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_search_scorer = str(DOCS / "_static/scorer.js")
html_permalinks = False
html_copy_source = False
html_use_index = False
html_show_copyright = False
html_show_sphinx = False


def source(_app: Sphinx, name: str, text: list[str]) -> None:
    """Give a page its text, with links that stay in the site; a first page has the menu below it."""
    path = DOCS.parent / BESIDE.get(name, f"docs/{name}.md")
    text[0] = LINK.sub(lambda link: inside(link, path.parent), path.read_text(encoding="utf-8"))
    for language in (one for one, page in PAGES.items() if page == path):
        up = "../" * name.count("/")
        link = f'<a href="{up}handbook/{page_name(language)}.pdf">PDF</a>'
        text[0] = text[0].replace("\n\n", f"\n\n{link}\n\n", 1)
    if name == root_doc:
        for chapter, pages in CHAPTERS.items():
            there = [one for one in pages if (DOCS / f"{one}.md").exists() and one != root_doc]
            text[0] += menu(there, f":caption: {chapter}")
    elif name in ("frameworks/README", "decisions/README", "public/README"):
        pages = (one.relative_to(DOCS).with_suffix("") for one in path.parent.rglob("[!R]*.md"))
        text[0] += menu(sorted(one.as_posix() for one in pages))


def inside(link: re.Match[str], folder: Path) -> str:
    """A link to another page; of a link to a file that is no page, the words alone."""
    words, target, anchor = link.groups(default="")
    path = (folder / target).resolve()
    beside = {DOCS.parent / file: DOCS / f"{name}.md" for name, file in BESIDE.items()}
    path = beside.get(path, path)
    if not path.is_relative_to(DOCS):
        return words
    return f"[{words}](/{path.relative_to(DOCS).as_posix()}{anchor})"


def menu(pages: list[str], option: str = "") -> str:
    """A part of the menu."""
    listed = [f"/{one}" for one in pages]
    return "\n".join(["\n", "```{toctree}", ":hidden:", option, "", *listed, "```", ""])


def finish(app: Sphinx, error: Exception | None) -> None:
    """Mend what keyboards and screen readers miss in each page, and open the site with its first one."""
    if error:
        return
    for path in app.outdir.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for found, mended in MENDED.items():
            text = text.replace(found, mended)
        if path.parent.parent.name == "public":  # a template in the language of its folder
            text = text.replace("<article ", f'<article lang="{path.parent.name}" ')
        if path.parent.name == "handbook":
            text = text.replace("<article ", f'<article lang="{path.stem}" ')
        path.write_text(text, encoding="utf-8", newline="\n")
    copyfile(app.outdir / f"{root_doc}.html", app.outdir / "index.html")
    write_handbooks(app.outdir / "handbook")


def setup(app: Sphinx) -> None:
    """Let `source` see each page before it is read, and `finish` what was made of it."""
    app.connect("source-read", source)
    app.connect("build-finished", finish)

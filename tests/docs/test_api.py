"""The examples of the interface in the docs: the one in Python is run, the others name what is there."""

import re
import subprocess
import sys
from pathlib import Path

from resilience.settings import ROOT
from resilience.store import Store
from resilience.text import LANGUAGES
from resilience.web.api.answers import MOST_PER_PAGE
from resilience.web.api.catalogue import PATHS
from resilience.web.api.description import description
from resilience.web.api.rows import CityScoreRow
from resilience.web.api.tokens import MOST_READS
from tests.docs.test_docs import blocks, surroundings
from tests.live import Server
from tests.services.access.made_tokens import token_for_all

DOC = (ROOT / "docs/api.md").read_text(encoding="utf-8")
PLACE = re.compile(r"/(?:frameworks|workshops|network)(?:/[{}\w]+)*")


def test_the_example_in_pandas_prints_the_themes_of_the_demo(
    demo_server: Server, tmp_path: Path
) -> None:
    (code,) = blocks(DOC, "python")
    store = Store(f"sqlite:///{demo_server.database}")
    token = token_for_all(store)
    store.engine.dispose()
    told = {"RESILIENCE_ADDRESS": demo_server.url, "RESILIENCE_TOKEN": token}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=surroundings(tmp_path) | told,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["title", "score", "low", "high"]
    assert len(lines) == 6
    assert all(re.fullmatch(r".+( +[\d.]+){3}", line) for line in lines[1:]), done.stdout


def test_every_address_is_listed_and_none_else() -> None:
    table = DOC.partition("| address below")[2].partition("\n\n")[0]
    assert PLACE.findall(table) == [path.path for path in PATHS]


def test_the_other_examples_name_addresses_and_columns_that_are_there() -> None:
    (query,), (script,) = blocks(DOC, "powerquery"), blocks(DOC, "r")
    real = {path.replace("{code}", "K7MPQ3") for path in description()["paths"]}
    for example in (query, script):
        (words,) = re.findall(r'workshops"?[,/ ]+"?K7MPQ3"?[,/ ]+"?\w+', example)
        assert "/" + "/".join(re.findall(r"\w+", words)) in real
        columns = re.findall(r'"(title|score|low|high|\w+)"(?=, type|,|\))', example)
        assert {"score", "low", "high"} <= set(columns)
    assert {"kind", "title", "score", "low", "high"} <= set(CityScoreRow.model_fields)
    assert "Source[rows]" in query


def test_the_limits_and_languages_are_those_of_the_program() -> None:
    assert f"{MOST_READS:,} in ten minutes" in DOC
    assert f"at most {MOST_PER_PAGE:,}" in DOC
    assert all(f"`{language}`" in DOC for language in LANGUAGES)

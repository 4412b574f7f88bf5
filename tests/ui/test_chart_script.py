"""The script of charts draws what pages of ours draw, and comes shorter."""

import ast
import gzip
import urllib.request
from collections.abc import Iterator

import plotly.graph_objects as go
import pytest
from plotly.basedatatypes import BaseTraceType

from resilience.settings import ROOT
from resilience.ui.frontend.chart_cuts import charts_script, found
from resilience.ui.frontend.chart_script import KINDS, Cuts, mark_of
from tests.live import Server

pytestmark = pytest.mark.long

ANEW = "make the cuts anew: python -m resilience.ui.frontend.chart_cuts"


def drawn() -> Iterator[str]:
    """The kinds of chart that our modules draw."""
    for folder in ("pages", "resilience"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    made = getattr(go, node.func.attr, None) if _is_go(node.func.value) else None
                    if isinstance(made, type) and issubclass(made, BaseTraceType):
                        yield node.func.attr.lower()


def _is_go(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "go"


def test_every_kind_of_chart_that_is_drawn_stays() -> None:
    assert set(drawn()) == set(KINDS)
    assert set(Cuts.kept().kinds) == set(KINDS), ANEW


def test_the_cuts_are_those_of_the_streamlit_that_is_installed() -> None:
    script = charts_script()
    cuts = Cuts.kept()
    assert (cuts.name, cuts.mark) == (script.name, mark_of(script.read_bytes())), ANEW


def test_another_script_stays_as_it_is() -> None:
    script = charts_script().read_bytes() + b"\n"
    assert Cuts.kept().out_of(script) == script


def test_what_cannot_be_reached_goes() -> None:
    script = (
        b'var P=(()=>{var a=c({"src/version.js"(e){}}),b=c({"lib/bar.js"(e){d();w}}),x=c({"src/x.js"(){}}),'
        b'd=c({"src/d.js"(){h()}});function h(){}function g(){x()}var y=c({"src/y.js"(){g()}}),w,'
        b'm=c({"lib/map.js"(e){y()}});v(d,{k:()=>w});v(x,{k:()=>m});var n=c({"src/core.js"(){}});'
        b"return n.register([m(),b(),m()]),n})();"
    )
    left = found("script.js", script, ["bar"]).out_of(script)
    assert left == (
        b'var P=(()=>{var b=c({"lib/bar.js"(e){d();w}}),d=c({"src/d.js"(){h()}});function h(){}'
        b'var w;v(d,{k:()=>w});var n=c({"src/core.js"(){}});return n.register([b(),]),n})();'
    )


def test_a_browser_gets_the_short_one_and_asks_each_time(demo_server: Server) -> None:
    script = charts_script()
    asked = urllib.request.Request(
        f"{demo_server.url}/static/js/{script.name}", headers={"Accept-Encoding": "gzip"}
    )
    with urllib.request.urlopen(asked) as answer:
        got = gzip.decompress(answer.read())
        assert answer.headers["Cache-Control"] == "no-cache"
    assert got == Cuts.kept().out_of(script.read_bytes())
    assert len(got) < script.stat().st_size / 4

"""The look that Streamlit's theme cannot say: sizes for thumbs and halls, and the page's language."""

import html
from pathlib import Path

import streamlit as st

from resilience.text.languages import CHOICE

#: the icon of the browser's tab, served by the product itself (Streamlit fetches its own icons)
ICON = (Path(__file__).parent / "icon.svg").read_text(encoding="utf-8")

#: mends what Streamlit leaves out for keyboards and screen readers
MENDED = (Path(__file__).parent / "mended.js").read_text(encoding="utf-8")

#: makes the files of charts
PICTURE = (Path(__file__).parent / "picture.js").read_text(encoding="utf-8")

YEAR = 365 * 24 * 3600

CSS = """
<style>
:root { --below-3: light-dark(#d47f43, #a84f0f); --below-2: light-dark(#eba775, #804012); --below-1: light-dark(#f8ccac, #583116); --near: light-dark(#f0f2f4, #1d252d); --above-1: light-dark(#b9d9ef, #1d3e57); --above-2: light-dark(#87bce1, #1f557c); --above-3: light-dark(#599bcb, #266da1); }
:root { --paper: light-dark(#fff, #12181f); --ink: light-dark(#1b2733, #e6ebf0); --muted: light-dark(#51606d, #a9b6c2); --line: light-dark(#c8d0d7, #45525f); --accent: light-dark(#1f5f8b, #7fb8e0); --on-accent: light-dark(#fff, #12181f); --chosen: light-dark(#e3eef5, #1f3a4f); --soft: light-dark(#f2f5f7, #1f272e); --wrong: light-dark(#9b1c1c, #ff9d9d); --good: light-dark(#17663a, #7fd6a2); --low: light-dark(#a8470a, #f0a35e); --focus: light-dark(#b45309, #f5a623); --shade: light-dark(rgba(27, 39, 51, .3), rgba(230, 235, 240, .3)); }
[data-testid="InputInstructions"] { display: none; }
[data-testid="stMain"] { scroll-padding: 4.5rem 0 5rem; } [data-testid="stMainBlockContainer"] { max-width: 1440px; padding-top: 4.5rem; padding-bottom: 3rem; }
[data-testid="stCaptionContainer"] { color: var(--muted); opacity: 1; }
[data-testid="stHeaderActionElements"] { display: none; }
[data-testid="stSidebar"][data-collapsed="true"] { visibility: hidden; }
:is(a, button, summary, [tabindex="0"]:not(input, textarea), [class*="st-key-wide-"], [data-testid="stTable"] > div):focus-visible { outline: 3px solid var(--focus); outline-offset: 1px; }
:is([data-testid="stMain"], [data-testid="stButtonGroup"] button[role]):focus-visible { outline-offset: -3px; }
[data-testid="stHeading"] h1 { font-size: 2rem; line-height: 1.2; padding: .25rem 0; }
[data-testid="stHeading"] h2, [data-testid="stMarkdownContainer"] h2 { font-size: 1.45rem; padding: .75rem 0 .25rem; }
[data-testid="stHeading"] h3, [data-testid="stMarkdownContainer"] h3 { font-size: 1.15rem; line-height: 1.35; padding: .1rem 0; }
[data-testid="stRadioGroup"] { width: 100%; gap: .4rem; }
[data-testid="stRadioGroup"] > div { width: 100%; }
label[data-testid="stRadioOption"] { display: flex; width: 100%; min-height: 48px; align-items: center; margin: 0; padding: .4rem .75rem; border-radius: .5rem; border: 1px solid var(--line); }
label[data-testid="stRadioOption"] > div { align-items: center; min-height: 0; padding: 0; }
[data-testid="stPageLink"] p, [data-testid="stCheckbox"] p { white-space: normal; }
[data-testid="stRadioOption"] [data-testid="stMarkdownContainer"], [data-testid="stRadioOption"] p { margin: 0; }
[data-testid="stRadioOption"]:has(input:checked) { background: var(--chosen); border-color: var(--accent); }
[data-testid="stRadioOption"]:has(input:focus-visible) { outline: 3px solid var(--focus); outline-offset: 1px; }
[data-testid^="stBaseButton-primary"]:enabled { color: var(--on-accent); }
.stButton button, .stDownloadButton button { min-height: 48px; }
.stButton button[kind="primary"] kbd { color: inherit; opacity: 1; }
[data-testid="stButtonGroup"] button { min-height: 48px; min-width: 48px; }
[data-testid="stButtonGroup"] [role="radiogroup"] { flex-wrap: wrap; row-gap: .5rem; mask: none; }
.plain-form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: .25rem 0; }
.plain-form label { font-weight: 600; display: block; flex: 1 1 12rem; }
.plain-form input[type=text] { display: block; width: 100%; min-height: 52px; font: inherit; font-size: 1.4rem; letter-spacing: .18em; text-transform: uppercase; padding: .25rem .75rem; border: 1px solid light-dark(#8795a1, #7d8a96); border-radius: .5rem; color: inherit; background: var(--paper); }
.plain-form input.as-typed { font-size: 1rem; letter-spacing: normal; text-transform: none; }
.plain-form button { min-height: 52px; padding: .25rem 1.25rem; font: inherit; font-weight: 600; border-radius: .5rem; border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); cursor: pointer; }
.plain-form.quiet button { background: transparent; color: var(--accent); min-height: 48px; }
.st-key-home-new { margin-top: .5rem; } [data-testid="stLinkButton"] a[href="/docs/"] { padding-left: .5rem; }
.st-key-home-new a { justify-content: center; min-height: 56px; border-radius: .5rem; background: var(--accent); }
.st-key-home-new a :is(p, span) { color: var(--on-accent) !important; font-weight: 600; font-size: 1.1rem; }
.headline { font-size: 2.125rem; line-height: 1.2; font-weight: 700; letter-spacing: -.01em; margin: .25rem 0 0; padding: 0; }
.headline small { margin-left: .75rem; font-size: 1.05rem; font-weight: 400; color: var(--muted); }
.headline + p { margin: .35rem 0 0; font-size: 1.05rem; }
.invented { background: light-dark(#fdf3dd, #3a2f14); border-left: 4px solid #e69f00; padding: .5rem .75rem; border-radius: .25rem; }
.action p, .suggestion p { margin: 0 0 .15rem; }
.action .what, .suggestion .title { font-weight: 600; font-size: 1.05rem; overflow-wrap: anywhere; }
.action .about, .suggestion .about, .suggestion .about p { color: var(--muted); font-size: .9rem; }
.suggestion { overflow-wrap: anywhere; } .suggestion ul { margin: 0 0 .15rem; } .suggestion li small { color: var(--muted); font-size: .875rem; } .suggestion summary { cursor: pointer; padding: .25rem 0; }
.history.history { list-style: none; margin: 0; padding: 0; }
.history.history li { border-top: 1px solid var(--line); padding: .6rem 0; margin: 0; overflow-wrap: anywhere; }
.history p { margin: 0; max-width: 60rem; }
.history .what { font-weight: 600; }
.history .about { color: var(--muted); font-size: .9rem; }
.note h4 { font-size: 1rem; margin: .9rem 0 .1rem; padding: 0; }
.note p, .note ol { margin: 0; max-width: 48rem; }
.note code { font-size: .85rem; padding: 0; }
.dots { font-size: 2.5rem; letter-spacing: .3em; opacity: .35; margin: 0; }
.fingerprint { font-family: ui-monospace, Consolas, monospace; font-size: clamp(1.15rem, 2.4vw, 1.7rem); font-weight: 600; word-spacing: .35em; line-height: 1.6; max-width: 23ch; margin: 0; }
.join-code { font-size: clamp(3rem, 7vw, 6rem); font-weight: 750; letter-spacing: .12em; line-height: 1.1; margin: 0; }
.hall { font-size: 1.5rem; line-height: 1.4; }
[class*="st-key-hall-"] p { font-size: 1.3rem; line-height: 1.4; }
.bar { display: grid; grid-template-columns: minmax(9rem, 16rem) 5.5rem 9rem 1fr; gap: .75rem; align-items: center; font-size: 1.25rem; margin: .3rem 0; }
.bar .track { background: light-dark(#e4e9ed, #2b3641); border-radius: .4rem; height: 1.4rem; overflow: hidden; }
.bar .track { display: grid; }
.bar .track span { grid-area: 1 / 1; height: 100%; background: color-mix(in srgb, var(--accent) 35%, transparent); }
.bar .track .started { background: repeating-linear-gradient(120deg, var(--accent) 0 .35rem, transparent .35rem .7rem); }
.bar .track .finished { background: var(--accent); }
.st-key-clock { --clock: 2.75rem; }
.st-key-run-sheet p { margin: 0; }
.run-sheet.run-sheet { list-style: none; margin: .25rem 0; padding: 0; }
.run-sheet.run-sheet li { margin: 0; padding: 0 .4rem; border-radius: .4rem; line-height: 1.6; font-variant-numeric: tabular-nums; }
.run-sheet summary { display: grid; grid-template-columns: 1.4rem 1fr auto; gap: .25rem; cursor: pointer; }
.run-sheet details p { margin: 0 0 .4rem 1.65rem; font-weight: 400; line-height: 1.4; }
.run-sheet .done summary { color: var(--muted); }
.run-sheet .now { background: var(--chosen); }
.run-sheet :is(.now, .next, .end) { font-weight: 650; }
.run-sheet .end { border-top: 1px solid var(--line); border-radius: 0; }
.step { font-size: 1.25rem; font-weight: 650; }
.script { line-height: 1.4; }
.st-key-clock-buttons button { min-width: 2.5rem; min-height: 2.5rem; padding: .25rem .6rem; }
.st-key-clicker { display: none; }
.st-key-discuss-where [data-testid="stWidgetLabel"] { position: absolute; clip-path: inset(50%); }
.st-key-moves button { height: auto; }
.st-key-moves button p { white-space: normal; overflow: visible; text-overflow: clip; }
.st-key-in-room { display: grid; grid-template-columns: 1fr 1fr; column-gap: 1.5rem; }
.st-key-in-room [data-testid="stHorizontalBlock"] { flex-wrap: nowrap; }
@media (max-width: 640px) { .st-key-in-room { grid-template-columns: 1fr; } }
@media (min-height: 500px) {
  .st-key-agree-bar { position: fixed; inset: auto 0 0; z-index: 99; width: auto; padding: .5rem max(1rem, calc(50vw - 660px)); background: var(--paper); border-top: 1px solid var(--line); }
  [data-testid="stMainBlockContainer"]:has(.st-key-agree-bar) { padding-bottom: 12rem; }
  .st-key-agree-bar { gap: .25rem; }
  .st-key-agree-bar:has(.st-key-agreed-line) [data-testid="stWidgetLabel"] { position: absolute; clip-path: inset(50%); }
}
.st-key-actions-bar [data-testid="stPageLink"] { display: none; }
@media (max-width: 640px) and (min-height: 500px) {
  details[open] .st-key-actions-bar [data-testid="stPageLink"] { display: block; }
  [data-testid="stMainBlockContainer"]:has(details[open] .st-key-actions-bar) .st-key-actions-live { display: none; }
  details[open] .st-key-actions-bar { position: fixed; inset: auto 0 0; z-index: 99; padding: .5rem 1rem; background: var(--paper); border-top: 1px solid var(--line); }
}
.st-key-language-switch { position: fixed; top: .6rem; right: 3.5rem; width: 8.5rem; z-index: 999991; }
@media (max-width: 640px) {
  .st-key-language-switch { width: 7.5rem; right: 3rem; }
  body:has([data-testid="stSidebar"][data-collapsed="false"]) .st-key-language-switch { visibility: hidden; }
  [data-testid="stMainBlockContainer"] { padding-left: 1rem; padding-right: 1rem; }
  .stButton kbd { display: none; }
  .st-key-agree-bar, .st-key-agree-inputs { gap: .25rem .5rem; }
  .st-key-agree-bar [data-testid="stWidgetLabel"] { display: none; }
  .st-key-agree-bar [data-testid="stPageLink"] p { font-size: 0; }
  .headline { font-size: 1.4rem; }
  .finding { font-size: 1.15rem; }
  .hero { padding: .75rem 1rem; }
  [data-testid="stColumn"]:has(.hero) { order: 1; }
  .hero .number b { font-size: 4rem; }
  .hero p { font-size: .95rem; line-height: 1.4; }
  .st-key-result-head :is([class*="st-key-share"], [class*="st-key-downloads"]) button p { font-size: 0; }
  .st-key-result-head :is([class*="st-key-share"], [class*="st-key-downloads"]) button { padding: .25rem .4rem; }
  [data-testid="stColumn"]:has(.st-key-hall-question) { order: -1; }
  .hall, [class*="st-key-hall-"] p { font-size: 1.1rem; }
  .bar { grid-template-columns: 1fr auto auto; font-size: 1rem; }
  .bar .track { grid-column: 1 / -1; order: 4; height: .8rem; }
  .st-key-overview-rows :is(table, thead, tbody) { display: block; }
  .st-key-overview-rows tr { display: grid; grid-template-columns: repeat(6, minmax(0, 1fr)); }
  .st-key-overview-rows :is(td, thead th) { min-width: 0 !important; padding: .25rem; font-size: .8rem; }
  .st-key-overview-rows thead th * { font-size: .75rem !important; hyphens: auto !important; overflow-wrap: anywhere !important; }
  .st-key-overview-rows th:first-child { grid-column: 1 / -1; border-right: 0; }
  :is(:lang(zh), :lang(ja), :lang(ko)) [data-testid="stTable"] :is(td, th) { min-width: 3.6em; }
  :is(:lang(zh), :lang(ja), :lang(ko)) [data-testid="stTable"] tbody th { min-width: 7em; }
}
[data-testid="stTable"] > div { background: linear-gradient(to right, var(--paper) 40%, transparent) 0 0 / 48px 100% no-repeat local, linear-gradient(to left, var(--paper) 40%, transparent) 100% 0 / 48px 100% no-repeat local, linear-gradient(to right, var(--shade), transparent) 0 50% / 14px calc(100% - 1.5rem) no-repeat scroll, linear-gradient(to left, var(--shade), transparent) 100% 50% / 14px calc(100% - 1.5rem) no-repeat scroll; }
[data-testid="stTable"] :is(td, th) [data-testid="stMarkdownContainer"], [data-testid="stTable"] :is(td, th) > div { max-width: none; }
[data-testid="stTable"] :is(table, thead, tbody, tr, td, th) { background: transparent; }
.st-key-context-figures tbody th { min-width: 10rem; }
[class*="st-key-compared-"] tbody th { min-width: 8rem; }
[class*="st-key-compared-"] tbody td:last-child, .st-key-compared-peers tbody td:nth-of-type(1) { min-width: 15rem; }
.st-key-priorities-rows tbody td:last-child { min-width: 17rem; }
.st-key-peers-chosen { flex-wrap: wrap; }
.st-key-peers-chosen > :first-child { flex: 1 1 16rem; }
.st-key-context-figures td, .st-key-context-figures td * { text-align: right !important; }
.chart { overflow: hidden; } .js-plotly-plot .main-svg { background: transparent !important; }
.js-plotly-plot :is(rect, path)[style*="fill: rgb(255, 255, 255)"] { fill: transparent !important; }
.js-plotly-plot .points path[style*="stroke: rgb(255, 255, 255)"] { stroke: var(--paper) !important; }
.js-plotly-plot .points path[style*="fill: rgb(255, 255, 255)"] { fill: var(--paper) !important; }
.js-plotly-plot :is(.points, .shapelayer) path[style*="fill: rgb(217, 222, 227)"] { fill: light-dark(#d9dee3, #45525f) !important; }
.js-plotly-plot [style*="fill: rgb(27, 39, 51)"] { fill: var(--ink) !important; }
.js-plotly-plot [style*="stroke: rgb(27, 39, 51)"] { stroke: var(--ink) !important; }
.js-plotly-plot :is([style*="stroke: rgb(217, 222, 227)"], [style*="stroke: rgb(235, 240, 248)"]) { stroke: var(--line) !important; }
.js-plotly-plot [style*="stroke: rgb(31, 95, 139)"] { stroke: var(--accent) !important; }
.js-plotly-plot path[style*="fill: rgb(31, 95, 139)"] { fill: var(--accent) !important; }
.js-plotly-plot [style*="stroke: rgb(168, 71, 10)"] { stroke: var(--low) !important; }
.js-plotly-plot [style*="fill: rgb(168, 71, 10)"] { fill: var(--low) !important; }
.js-plotly-plot [style*="fill: rgb(81, 96, 109)"] { fill: var(--muted) !important; }
.js-plotly-plot [style*="stroke: rgb(81, 96, 109)"] { stroke: var(--muted) !important; }
.js-plotly-plot path[style*="fill: rgb(0, 0, 0)"] { fill: light-dark(#000, #fff) !important; }
.js-plotly-plot path[style*="fill: rgb(212, 127, 67)"] { fill: var(--below-3) !important; }
.js-plotly-plot path[style*="fill: rgb(235, 167, 117)"] { fill: var(--below-2) !important; }
.js-plotly-plot path[style*="fill: rgb(248, 204, 172)"] { fill: var(--below-1) !important; }
.js-plotly-plot path[style*="fill: rgb(240, 242, 244)"] { fill: var(--near) !important; }
.js-plotly-plot path[style*="fill: rgb(185, 217, 239)"] { fill: var(--above-1) !important; }
.js-plotly-plot path[style*="fill: rgb(135, 188, 225)"] { fill: var(--above-2) !important; }
.js-plotly-plot path[style*="fill: rgb(89, 155, 203)"] { fill: var(--above-3) !important; }
.take { display: flex; gap: .25rem; margin: 0; }
:is(.take, [class*="st-key-take-"]) button { min-height: 36px; min-width: 48px; padding: .25rem .5rem; font: inherit; font-size: .875rem; color: var(--accent); background: transparent; border: 0; border-radius: .5rem; cursor: pointer; }
:is(.take, [class*="st-key-take-"]) button:hover { text-decoration: underline; }
[class*="st-key-files-"] { border-top: 1px solid var(--line); padding-top: .25rem; gap: 0 .5rem; }
.finding { font-size: 1.3rem; line-height: 1.3; font-weight: 650; margin: .5rem 0 0; padding: 0; }
.about { color: var(--muted); font-size: .95rem; margin: .1rem 0 0; }
.result-line { margin: 0; color: var(--muted); font-size: .95rem; line-height: 1.5; }
.result-line strong { color: var(--ink); }
.hero { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 2.5rem; background: var(--soft); border-radius: .75rem; padding: 1rem 1.25rem; }
.hero p { margin: .15rem 0; }
.hero .number { margin: 0; font-size: 1.25rem; color: var(--muted); }
.hero .number b { font-size: 5.5rem; line-height: 1; font-weight: 700; letter-spacing: -.03em; color: var(--accent); }
.hero > div { flex: 1 1 22rem; min-width: 0; }
.hero summary { cursor: pointer; color: var(--accent); }
.hero .range::before { content: ""; display: inline-block; width: 1.1rem; height: .8rem; margin-right: .4rem; border: 2px solid var(--ink); border-radius: .3rem; vertical-align: -.05rem; }
.band { position: relative; height: 1rem; border-radius: .5rem; margin: .35rem 0 .6rem; background: light-dark(#dfe5ea, #33404c); }
.band span { position: absolute; inset: 0 auto 0 0; border-radius: .5rem; background: var(--accent); }
.band i { position: absolute; inset: -.25rem auto; min-width: .5rem; border: 2px solid var(--ink); border-radius: .4rem; }
.mark { display: inline-block; background: light-dark(#fdf3dd, #3a2f14); color: var(--ink); border-radius: 1rem; padding: 0 .7rem; font-weight: 600; }
.st-key-result-head { border-bottom: 1px solid var(--line); padding-bottom: .4rem; }
.card h3 { font-size: 1.1rem; margin: 0; padding: 0 0 .35rem; border-bottom: 1px solid var(--line); }
.card.good h3 { color: var(--accent); }
.card.low h3 { color: var(--low); }
.card ul { list-style: none; margin: 0; padding: 0; }
.card li { display: flex; gap: 1rem; justify-content: space-between; align-items: baseline; margin: 0; padding: .4rem 0; border-bottom: 1px solid var(--line); }
.card li:last-child { border-bottom: 0; }
.card small { display: block; color: var(--muted); font-size: .875rem; }
[data-testid="stGridCellContent"] > [data-testid="stLayoutWrapper"] { flex: 1; }
[class*="st-key-preview-"] { background: var(--soft); border-radius: .5rem; padding: 1rem 1rem 0; }
[class*="st-key-preview-"] img { max-height: 21rem; object-fit: cover; object-position: top; border-radius: .25rem .25rem 0 0; box-shadow: 0 1px 6px var(--shade); }
.st-key-plan-files [class*="st-key-take-"] { flex: 1; }
.st-key-plan-files [class*="st-key-take-"] button { width: 100%; min-height: 48px; border: 1px solid var(--line); }
.inside.inside { margin: 0; padding: 1rem 1rem 1rem 2.4rem; background: var(--soft); border-radius: .5rem; font-size: .9rem; line-height: 1.35; }
.inside li { margin: 0; padding: .2rem 0; }
.inside li::marker { color: var(--muted); font-variant-numeric: tabular-nums; }
.legend.legend { display: flex; flex-wrap: wrap; gap: 0 1.1rem; list-style: none; margin: .1rem 0 0; padding: 0; font-size: .9rem; }
.key { display: flex; align-items: center; gap: .4rem; margin: 0; }
.key::before { content: ""; box-sizing: border-box; width: .85rem; height: .85rem; border-radius: 50%; background: var(--accent); }
.key:is(.furthest, .lowest)::before { background: var(--low); }
.key.previous::before { background: var(--paper); border: 2px solid var(--ink); }
.key.target::before { width: 3px; border-radius: 0; background: var(--ink); }
.key.median::before { width: .65rem; height: .65rem; border-radius: 0; rotate: 45deg; background: var(--paper); border: 2px solid var(--ink); }
.key.peer::before { width: .55rem; height: .55rem; background: var(--muted); }
.key.tenths::before { width: 1.4rem; height: 2px; border-radius: 0; background: var(--muted); }
.key.chosen::before { width: .75rem; height: .75rem; background: var(--muted); }
.key.other::before { width: .65rem; height: .65rem; background: light-dark(#d9dee3, #45525f); border: 1px solid var(--ink); }
.key.range::before { width: 1.4rem; border-radius: 0; background: light-dark(#d9dee3, #45525f); }
.key.below-3::before { border-radius: 0; background: var(--below-3); }
.key.below-2::before { border-radius: 0; background: var(--below-2); }
.key.below-1::before { border-radius: 0; background: var(--below-1); }
.key.near::before { border-radius: 0; background: var(--near); }
.key.above-1::before { border-radius: 0; background: var(--above-1); }
.key.above-2::before { border-radius: 0; background: var(--above-2); }
.key.above-3::before { border-radius: 0; background: var(--above-3); }
.key:is(.apart, .na, .dk)::before { border-radius: 0; background: var(--paper); border: 1px solid var(--line); }
.key.na::before { background: repeating-linear-gradient(135deg, var(--muted) 0 1px, transparent 1px 4px); }
.key.dk::before { background: radial-gradient(var(--muted) 1px, transparent 1.5px) 0 0 / 4px 4px; }
.levels.levels { list-style: none; margin: .5rem 0; padding: 0; }
.levels b { border: 1px solid #7a8087; }
.levels li { display: flex; gap: .6rem; align-items: baseline; margin: 0; padding: .3rem 0; }
.levels b { flex: none; min-width: 1.7rem; padding: 0 .3rem; border-radius: .25rem; text-align: center; }
.key:is(.overall, .clear-rise, .clear-fall, .unclear, .unjudged)::before { width: 1.4rem; height: 3px; border-radius: 0; }
.key.overall::before { height: 5px; }
.key.clear-fall::before { background: var(--low); }
.key.unclear::before { height: 2px; background: var(--muted); }
.key.unjudged::before { height: 0; border-top: 2px dotted var(--muted); background: none; }
.st-key-chart-trend-votes { max-width: 760px; }
[class*="st-key-phone-"] { display: none; }
@media (max-width: 640px) {
  [class*="st-key-phone-"] { display: flex; }
  [class*="st-key-picture-"]:has([class*="st-key-phone-"]) [class*="st-key-chart-"] { display: none; }
}
.key:is(.planned, .unplanned, .bullet, .widest)::before { width: 1.4rem; border-radius: 0; }
.key.widest::before { background: var(--low); }
.key.unplanned::before { background: var(--paper); border: 2px solid var(--low); }
.key.behind::before { background: var(--muted); }
.key.overdue::before { width: .7rem; height: .7rem; border-radius: 0; rotate: 45deg; background: var(--low); }
.key.open::before { background: var(--paper); border: 2px solid var(--ink); }
.key.done::before { width: .75rem; height: .75rem; border-radius: 0; background: var(--muted); }
.st-key-gains-uncovered .finding { border-left: 4px solid var(--low); background: var(--soft); padding: .5rem .75rem; }
.counters.counters { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: .75rem; list-style: none; margin: .25rem 0; padding: 0; }
.counters.counters li { margin: 0; padding: .6rem 1rem; border: 1px solid var(--line); border-radius: .5rem; }
.counters b { display: block; font-size: 2rem; line-height: 1.15; font-variant-numeric: tabular-nums; }
.counters .overdue { border: 2px solid var(--low); } .counters .overdue, .late { color: var(--low); }
.card b { font-variant-numeric: tabular-nums; white-space: nowrap; }
.card p { color: var(--muted); font-size: .875rem; margin: 0; }
.swipe { font-size: .875rem; opacity: .75; margin: 0; }
@media (min-width: 760px) { .swipe { display: none; } }
[class*="st-key-wide-"] { overflow-x: auto; }
@media (max-width: 759px) { [class*="st-key-wide-"] .chart { min-width: 680px; } }
@media print { .chart :is(.svg-container, .main-svg) { max-width: 100%; height: auto !important; } }
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { position: relative; } [data-testid="stElementContainer"]:has(> [data-testid="stHtml"] > .page-help) { position: absolute; right: 0; top: -.65rem; width: auto; z-index: 20; } .page-help summary { display: flex; gap: .35rem; align-items: center; justify-content: flex-end; min-height: 26px; list-style: none; color: var(--accent); font-size: .9rem; cursor: pointer; } .page-help.page-help ol { width: min(26rem, 88vw); list-style: none; margin: .25rem 0 0; padding: .5rem 1rem; background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; box-shadow: 0 4px 16px var(--shade); } .page-help summary .symbol { font-size: 1.2rem; } .page-help.page-help li { display: flex; gap: .75rem; margin: 0; padding: .5rem 0; } .symbol { font: 400 1.5rem/1.2 "Material Symbols Rounded"; color: var(--accent); }
@media print { .page-help, .st-key-language-switch, .st-key-downloads-place, .st-key-downloads, header, [data-testid="stToolbar"] { display: none; } }
</style>
"""


#: says the language of the page to screen readers, and keeps one that was chosen
SPOKEN = """
(() => {
  const { language, kept } = [...document.querySelectorAll("[data-language]")].at(-1).dataset;
  document.documentElement.lang = language;
  if (kept) document.cookie = kept;
})();
"""
#: all scripts that stand in pages as text: the server lets these run and no others
SCRIPTS = (MENDED + PICTURE + SPOKEN,)


def dress(language: str, *, chosen: bool) -> None:
    """Put the style on the page, and say its language to screen readers.

    A language that was `chosen` is also kept by the browser, for the next visit and plain pages.
    """
    st.html(CSS)
    cookie = f"{CHOICE}={language};path=/;max-age={YEAR};samesite=lax" if chosen else ""
    _run(MENDED + PICTURE + SPOKEN, language=language, kept=cookie)


def _run(script: str, **data: str) -> None:
    """Run one of `SCRIPTS` when its data changes; the data is next to the script, never in it."""
    said = "".join(f' data-{name}="{html.escape(value)}"' for name, value in data.items())
    body = f"<script>{script}</script><span hidden{said}></span>"
    st.html(body, unsafe_allow_javascript=True)

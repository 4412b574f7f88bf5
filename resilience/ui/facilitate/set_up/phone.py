"""What people will see on their phones, drawn as the workshop is set up: the page to join, or the first card."""

import html
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from resilience.framework import Levels
from resilience.scorecard import STYLE
from resilience.scorecard.cards import chips
from resilience.scorecard.sentences import named_events, sentences
from resilience.scoring.notes.words import NO_LEVEL
from resilience.services.workshop.groups import theme_groups
from resilience.services.workshop.plan import MIXED_TABLES, WorkshopPlan
from resilience.text import Text, mark

#: the frame of the phone, and the look of the page to join
LOOK = (Path(__file__).parent / "phone.css").read_text(encoding="utf-8")
#: steps in which the first card is shown
WITH_CARD = ("hazards", "scorecard")


def phone(plan: WorkshopPlan, step: str, text: Text) -> None:
    """A phone with what a participant sees, in the workshop's default language."""
    speaks = Text(plan.language)
    inner = _card(plan, speaks) if step in WITH_CARD else _join(plan, speaks)
    label = html.escape(text("Phone preview"))
    st.html(
        f"<style>{LOOK}{STYLE.read_text(encoding='utf-8')}</style>"
        f'<div class="phone" role="img" aria-label="{label}" lang="{plan.language}">{inner}</div>'
        f'<p class="phone-label" aria-hidden="true">{label}</p>'
    )


def _join(plan: WorkshopPlan, text: Text) -> str:
    """The page to join; its code comes with the workshop."""
    code = text("Workshop {code}", code="••••••")
    whose, places = _places(plan, text)
    device, join = text("This device answers for"), text("Join")
    return (
        '<div class="join">'
        f"<p class='small'>{html.escape(code)} · {text.date(plan.date)}</p>"
        f"<p class='city'>{html.escape(plan.city.name) or '…'}</p>"
        f"<p class='legend'>{html.escape(whose)}</p>{_choices(places, text)}"
        f"<p class='legend'>{html.escape(device)}</p>{_choices((mark('Me alone'),), text)}"
        f"<p class='button'>{html.escape(join)}</p></div>"
    )


def _places(plan: WorkshopPlan, text: Text) -> tuple[str, list[str]]:
    """What people choose at joining, with its label: groups where these score their themes, else departments."""
    if plan.group_mode == "scores":
        asked = plan.framework.asked(plan.tier, plan.not_asked)
        return text("Your group"), [
            one.name for one in theme_groups(plan.framework, asked, plan.language)
        ]
    return text("Your department"), [*plan.departments, MIXED_TABLES]


def _choices(names: Sequence[str], text: Text) -> str:
    return "".join(f"<p class='choice'><i></i>{html.escape(text(name))}</p>" for name in names)


def _card(plan: WorkshopPlan, text: Text) -> str:
    """The first card of the scorecard, with the two events above it where they are described."""
    asked = plan.framework.asked(plan.tier, plan.not_asked)
    if not asked:
        return ""
    first = asked[0]
    words = plan.framework.text(text.language).indicators[first.code]
    theme = next(t for t in plan.framework.themes if first in t.indicators())
    title = html.escape(plan.framework.title(theme.code, text.language))
    return (
        f'<div class="scorecard">{_events(plan, text)}<p class="small">{title}</p>'
        f"<h2>{html.escape(words.title)}</h2><p>{html.escape(words.question)}</p>"
        f"{_levels(words.levels if isinstance(first.scale, Levels) else ())}"
        f"<div class='pair'>{''.join(_level(html.escape(text(NO_LEVEL[s]))) for s in ('dk', 'na'))}</div>"
        "</div>"
    )


def _events(plan: WorkshopPlan, text: Text) -> str:
    named = named_events(plan.probable, plan.severe, text)
    if not named:
        return ""
    lines = (f"<p><b>{html.escape(name)}</b> · {html.escape(event)}</p>" for name, event in named)
    title = html.escape(sentences(text)["events"])
    return f'<div class="events"><p class="label">{title}</p>{"".join(lines)}</div>'


def _levels(levels: Sequence[str]) -> str:
    return "".join(
        _level(f'<b style="background:{fill};color:{ink}">{n}</b><span>{html.escape(words)}</span>')
        for n, ((fill, ink), words) in enumerate(zip(chips(len(levels)), levels, strict=True))
    )


def _level(inner: str) -> str:
    return f'<div class="level">{inner}</div>'

"""A brief with fewer words, for a page that does not have room for all of them."""

from dataclasses import replace

from resilience.report.contents import Brief
from resilience.report.parts import Listed
from resilience.text.width import shorten

#: the widest names, actions, notes and lists of people, in Latin letters, and the shares of these that are tried
TITLE, SENTENCE, NOTE, ROOM = 84, 220, 230, 360
SHARES = (1.0, 0.7, 0.5)


def shortened(brief: Brief, share: float) -> Brief:
    """The brief with its names, actions, notes and list of people in a share of the widest; figures stay whole."""

    def cut(words: str, widest: int) -> str:
        return shorten(words, int(share * widest))

    def listed(one: Listed) -> Listed:
        rows = ((cut(what, TITLE), shown, cut(who, TITLE)) for what, shown, who in one.rows)
        return replace(one, rows=tuple(rows), note=cut(one.note, NOTE))

    actions = (
        (cut(what, SENTENCE), cut(who, TITLE), terms, late)
        for what, who, terms, late in brief.actions.rows
    )
    room = ((cut(one, ROOM), shown, below) for one, shown, below in brief.room.rows)
    return replace(
        brief,
        themes=tuple(replace(one, title=cut(one.title, TITLE)) for one in brief.themes),
        strengths=listed(brief.strengths),
        gaps=listed(brief.gaps),
        find_out=listed(brief.find_out),
        actions=replace(brief.actions, rows=tuple(actions)),
        room=replace(brief.room, rows=tuple(room)),
    )

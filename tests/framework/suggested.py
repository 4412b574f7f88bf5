"""Suggested actions of the small framework as the text of their files."""

STRUCTURE = """\
actions:
  plan:
    indicator: AA.1
    step: 1
    lead: [water, planning]
    cost: low
    months: [2, 6]
    source: "City of Haven (2020), Drains"
  drill:
    indicator: AA.1
    step: 2
    lead: [water]
    cost: high
    months: [12, 36]
"""
ENGLISH = """\
language: en
actions:
  plan:
    title: Draft a drain plan
    what: List every drain with its owner. Done when the list is dated.
    benefits: [fewer floods]
    place: Haven
    did: Drew up its list in a year
  drill: {title: Adopt the plan, what: Put it to the council.}
"""
KOREAN = """\
language: ko
actions:
  plan: {title: 배수 계획, what: 배수로 목록을 만든다.}
"""
WHOLE = {"actions.yaml": STRUCTURE, "actions.en.yaml": ENGLISH, "actions.ko.yaml": KOREAN}

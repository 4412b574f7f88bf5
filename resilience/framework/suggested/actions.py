"""What cities could do to reach the next level of an indicator, from practice elsewhere: files next to a framework's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from resilience.errors import Fault, Faults, Sentence
from resilience.framework.check import STRUCTURE
from resilience.framework.load import FAULTY, read_file
from resilience.framework.model import Framework
from resilience.framework.read import read_block
from resilience.framework.suggested.files import (
    ACTIONS,
    RawAction,
    RawActions,
    RawActionText,
    RawActionTexts,
    action_faults,
    action_text_faults,
)

BASE = "actions.en.yaml"


@dataclass(frozen=True, slots=True)
class SuggestedAction:
    """An action that leads to the level `step` of an indicator from the one below.

    `lead` are the departments that usually lead it (keys of DEPARTMENTS), the first above all; `months` how long it
    takes, from and to. `place`, `did` and `source` are of an example, all "" where there is none. `language` is
    that of title and what; `lent` says that some words are in English for want of a translation.
    """

    indicator: str
    step: int
    lead: tuple[str, ...]
    cost: str
    months: tuple[int, int]
    title: str
    what: str
    benefits: tuple[str, ...] = ()
    place: str = ""
    did: str = ""
    source: str = ""
    language: str = "en"
    lent: bool = False


@dataclass(frozen=True, slots=True)
class SuggestedActions:
    """The suggested actions of a framework in the order of its file, by language."""

    texts: Mapping[str, tuple[SuggestedAction, ...]]

    def of(self, indicator: str, step: int | None, language: str) -> tuple[SuggestedAction, ...]:
        """The suggestions for a step of an indicator, in English with a mark where there is no translation."""
        found = self.texts.get(language)
        if found is None:
            found = tuple(replace(one, lent=True) for one in self.texts.get("en", ()))
        return tuple(one for one in found if (one.indicator, one.step) == (indicator, step))


#: where a framework has no such files
NO_SUGGESTIONS = SuggestedActions({})


def folder_of(frameworks: Path, framework: Framework) -> Path | None:
    """The folder below `frameworks` that has a framework's structure, so also its id and version; None if none has."""
    for path in sorted(frameworks.glob(f"*/{STRUCTURE}")):
        if read_file(path, []) == framework.source.get(STRUCTURE):
            return path.parent
    return None


def load_suggestions(folder: Path, framework: Framework) -> SuggestedActions:
    """Load the suggestions in a framework's folder; raises `Faults` with every fault of their files."""
    paths = sorted(folder.glob("actions*.yaml"))
    if not paths:
        return NO_SUGGESTIONS
    faults: list[Fault] = []
    source = {path.name: text for path in paths if (text := read_file(path, faults)) is not None}
    raw = _structure(source, framework, faults)
    texts = _texts(source, raw, faults)
    if faults or raw is None:
        raise Faults(FAULTY, faults)
    english = texts["en"]
    return SuggestedActions(
        {
            language: tuple(
                _suggestion(one, words.get(key), english[key], language)
                for key, one in raw.actions.items()
            )
            for language, words in texts.items()
        }
    )


def _structure(
    source: Mapping[str, str], framework: Framework, faults: list[Fault]
) -> RawActions | None:
    raw = None
    if ACTIONS in source:
        raw = read_block(ACTIONS, source[ACTIONS], RawActions, faults)
    unread = {fault.place[0] for fault in faults}
    for name in (ACTIONS, BASE):
        if name not in source and name not in unread:
            faults.append(Fault((name,), Sentence("found no such file, expected it here.")))
    if raw is not None:
        faults.extend(action_faults(raw, framework))
    return raw


def _texts(
    source: Mapping[str, str], raw: RawActions | None, faults: list[Fault]
) -> dict[str, dict[str, RawActionText]]:
    """The words by language and key; the language of a file is that of its name."""
    found = {}
    for name in source:
        if name == ACTIONS:
            continue
        words = read_block(name, source[name], RawActionTexts, faults)
        if words is None:
            continue
        language = name.removeprefix("actions.").removesuffix(".yaml")
        if words.reads("language") and words.language != language:
            said = Sentence(
                "found the language {language}, expected the one in the file name.",
                language=words.language,
            )
            faults.append(Fault((name,), said))
        if raw is not None:
            faults.extend(action_text_faults(name, words, raw, base=language == "en"))
        found[language] = words.actions
    return found


def _suggestion(
    raw: RawAction, words: RawActionText | None, english: RawActionText, language: str
) -> SuggestedAction:
    said = words or english
    benefits = said.benefits or english.benefits
    example = said if said.place or not english.place else english
    lent = words is None or (benefits, example) != (said.benefits, said)
    return SuggestedAction(
        indicator=raw.indicator,
        step=raw.step,
        lead=tuple(raw.lead),
        cost=raw.cost,
        months=(raw.months[0], raw.months[1]),
        title=said.title,
        what=said.what,
        benefits=tuple(benefits),
        place=example.place,
        did=example.did,
        source=raw.source,
        language=language if words else "en",
        lent=lent,
    )

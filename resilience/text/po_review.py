"""The catalogues of the interface for a reviewer: their sentences, and the file after the review.

A message is signed off by a comment of its own (`# reviewed: Name, role, date`), which `make update` keeps; the
whole catalogue by its last translator.
"""

import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from resilience.errors import Sentence
from resilience.text.catalogue import CATALOGUES
from resilience.text.review import Outcome, ReviewText, Signature

#: what the head says of a catalogue that nobody signed off
DRAFTED = "drafted, not reviewed"
_DRAFT_COMMENT = "Drafted, not yet reviewed by a native speaker."
_REVIEWED = "reviewed: "
#: the version of Babel, left out as `make update` does
_GENERATED = re.compile(rb'^"Generated-By: .*\n', re.MULTILINE)


def catalogue_file(language: str, catalogues: Path = CATALOGUES) -> Path:
    """The catalogue of a language, as people write it."""
    return catalogues / language.replace("-", "_") / "LC_MESSAGES" / "resilience.po"


def read_catalogue(written: bytes, language: str) -> Catalog:
    """A catalogue from the text of its file."""
    return read_po(io.BytesIO(written), locale=language.replace("-", "_"))


def catalogue_texts(catalogue: Catalog) -> dict[str, ReviewText]:
    """Every sentence of a catalogue by its key; each form of a plural is one."""
    return {
        text.key: text for message in messages(catalogue) for text in _texts(message, catalogue)
    }


def messages(catalogue: Catalog) -> Iterator[Message]:
    """The messages of a catalogue, without its head."""
    return (message for message in catalogue if message.id)


def message_key(message: Message) -> str:
    """A short key of a message, the same as long as its English and its context are."""
    return hashlib.sha256(repr((message.context, message.id)).encode()).hexdigest()[:16]


def forms(said: str | list[str] | tuple[str, ...]) -> list[str]:
    """One sentence, or the forms of a plural."""
    return [said] if isinstance(said, str) else list(said)


def wrong_names(text: ReviewText, correction: str) -> Sentence | None:
    """What is wrong with a correction: placeholders such as {n} that were lost, added or damaged."""
    wanted, found = placeholders(text.english), placeholders(correction)
    if wanted is None or found == wanted:
        return None
    if found is None:
        return Sentence("found a {sign} without its partner.", sign="{ or }")
    if not wanted:
        return Sentence("found {found}, expected no placeholder.", found=_listed(found))
    return Sentence(
        "found {found}, expected the placeholders {wanted}, which the program fills in.",
        found=_listed(found) or Sentence("none"),
        wanted=_listed(wanted),
    )


def placeholders(sentence: str) -> set[str] | None:
    """The names in braces of a sentence, such as n; None where its braces do not fit each other."""
    try:
        return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
    except ValueError:
        return None


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(f"{{{name}}}" for name in names))


def reviewed_catalogue(
    written: bytes, language: str, outcome: Outcome, who: Signature | None
) -> tuple[bytes, bytes]:
    """The catalogue with corrections and sign-offs, as people write it and as the program reads it."""
    catalogue = read_catalogue(written, language)
    every = catalogue_texts(catalogue)
    for message in messages(catalogue):
        _review(message, catalogue, outcome, who)
    if who and outcome.signed(every):
        _sign(catalogue, str(who))
    elif outcome.changes and is_signed(catalogue):
        _sign(catalogue, "")
    read, compiled = io.BytesIO(), io.BytesIO()
    write_po(read, catalogue)
    write_mo(compiled, catalogue)
    return _GENERATED.sub(b"", read.getvalue()), compiled.getvalue()


def is_signed(catalogue: Catalog) -> bool:
    """Whether somebody signed the whole catalogue off."""
    return "not reviewed" not in catalogue.last_translator


def _texts(message: Message, catalogue: Catalog) -> Iterator[ReviewText]:
    key, english = message_key(message), "\n".join(forms(message.id))
    reviewed = _who(message)
    for at, said in enumerate(_filled(message, catalogue)):
        own = key if isinstance(message.id, str) else f"{key}/{at}"
        yield ReviewText(own, english, said, key, reviewed if said else "")


def _filled(message: Message, catalogue: Catalog) -> list[str]:
    """The translations of a message, "" for each form that it lacks."""
    if isinstance(message.id, str):
        return forms(message.string or "")[:1]
    return [*forms(message.string or ""), *[""] * catalogue.num_plurals][: catalogue.num_plurals]


def _who(message: Message) -> str:
    own = (line for line in message.user_comments if line.startswith(_REVIEWED))
    return "" if message.fuzzy else next(own, "").removeprefix(_REVIEWED)


def _review(message: Message, catalogue: Catalog, outcome: Outcome, who: Signature | None) -> None:
    texts = list(_texts(message, catalogue))
    keys = [text.key for text in texts]
    changed = any(key in outcome.changes for key in keys)
    signed = who is not None and outcome.signed(keys)
    if changed:
        changes = outcome.changes
        said = [changes[t.key].after if t.key in changes else t.said for t in texts]
        message.string = said[0] if isinstance(message.id, str) else tuple(said)
    if changed or signed:
        message.flags.discard("fuzzy")
    before = "" if changed else texts[0].reviewed
    _comment(message, str(who) if signed else before)


def _comment(message: Message, reviewed: str) -> None:
    kept = [line for line in message.user_comments if not line.startswith(_REVIEWED)]
    message.user_comments = kept + ([_REVIEWED + reviewed] if reviewed else [])


def _sign(catalogue: Catalog, who: str) -> None:
    """Write who signed the whole catalogue off, "" for nobody, into its head."""
    catalogue.last_translator = who or DRAFTED
    lines = catalogue.header_comment.splitlines()
    head = [x for x in lines if _DRAFT_COMMENT not in x and not x.startswith(f"# {_REVIEWED}")]
    said = f"# {_REVIEWED}{who}" if who else f"# {_DRAFT_COMMENT}"
    at = len(head) - (head[-1:] == ["#"])
    catalogue.header_comment = "\n".join([*head[:at], said, *head[at:]])

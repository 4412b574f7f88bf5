"""XLSForms as the converter of KoboToolbox and ODK reads them."""

from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from pyxform.xls2xform import convert

from resilience.workbook.xlsform import JOINER

_FORM = "{http://www.w3.org/2002/xforms}"
_ROSA = "{http://openrosa.org/javarosa}"


@dataclass(frozen=True)
class XForm:
    """A converted form: its words by language and id, names, rules by name, and lists of choices."""

    words: dict[str, dict[str, str]]
    questions: list[str]
    rules: dict[str, dict[str, str]]
    choices: dict[str, dict[str, str]]
    settings: dict[str, str]

    def label(self, language: str, name: str, kind: str = "label") -> str:
        """The words of a question or group in a language."""
        ending = f"/{name}:{kind}"
        (found,) = (said for at, said in self.words[language].items() if at.endswith(ending))
        return found

    def choice(self, language: str, list_name: str, name: str) -> str:
        """The words of a choice in a language."""
        return self.words[language][self.choices[list_name][name]]

    def options(self, list_name: str, language: str = "English (en)") -> dict[str, str]:
        """The choices of a list with their words."""
        return {name: self.choice(language, list_name, name) for name in self.choices[list_name]}


def converted(data: bytes) -> XForm:
    """The form that becomes of a workbook; the converter has nothing to warn of."""
    warnings: list[str] = []
    made = convert(data, warnings=warnings, validate=False, file_type=".xlsx")
    assert warnings == []
    root = ElementTree.fromstring(made.xform)
    (main, *lists) = root.iter(f"{_FORM}instance")
    (body,) = main
    rules = {
        bind.attrib["nodeset"].rpartition("/")[2]: {
            key.removeprefix(_ROSA): value for key, value in bind.attrib.items()
        }
        for bind in root.iter(f"{_FORM}bind")
    }
    return XForm(
        words={one.attrib["lang"]: _words(one) for one in root.iter(f"{_FORM}translation")},
        questions=[_name(one) for one in body.iter() if not len(one)],
        rules=rules,
        choices={one.attrib["id"]: _choices(one) for one in lists},
        settings=dict(body.attrib),
    )


def _words(translation: Element) -> dict[str, str]:
    """The words of a language, without the signs that keep them from being references."""
    return {
        one.attrib["id"]: "".join("".join(value.itertext()) for value in one).replace(JOINER, "")
        for one in translation
    }


def _choices(instance: Element) -> dict[str, str]:
    found = {}
    for item in instance.iter(f"{_FORM}item"):
        cells = {_name(cell): cell.text or "" for cell in item}
        found[cells["name"]] = cells["itextId"]
    return found


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]

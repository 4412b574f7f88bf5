"""The words of the interface: English in the code, other languages in gettext catalogues."""

from resilience.text.catalogue import LANGUAGES, Text, mark

__all__ = ["LANGUAGES", "Text", "mark"]

"""The words of the interface: English in the code, other languages in gettext catalogues."""

from resilience.text.catalogue import MINUS, Text, mark
from resilience.text.languages import LANGUAGES, best_language, offered

__all__ = ["LANGUAGES", "MINUS", "Text", "best_language", "mark", "offered"]

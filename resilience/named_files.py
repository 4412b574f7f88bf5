"""Settings whose value is in a file that another variable names, as containers give secrets."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource

from resilience.errors import CannotRun


class NamedFiles(PydanticBaseSettingsSource):
    """Takes the value of RESILIENCE_X from the file that RESILIENCE_X_FILE names, as containers do."""

    def __init__(self, settings_cls: type[BaseSettings], files: Mapping[str, Path]) -> None:
        super().__init__(settings_cls)
        self._files = files

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002
        """The content of the file of a setting without the end of its last line, None without one."""
        path = self._files.get(field_name)
        return (None if path is None else _content(path)), field_name, False

    def __call__(self) -> dict[str, Any]:
        fields = self.settings_cls.model_fields
        found = {name: self.get_field_value(field, name)[0] for name, field in fields.items()}
        return {name: value for name, value in found.items() if value is not None}


def named_files(*sources: PydanticBaseSettingsSource) -> dict[str, Path]:
    """The files that variables ending in _FILE name, by the setting that they hold."""
    files: dict[str, Path] = {}
    for source in reversed(sources):
        given = source.env_vars if isinstance(source, EnvSettingsSource) else {}
        for variable, value in given.items():
            name = variable.lower().removeprefix("resilience_")
            if name != variable.lower() and name.endswith("_file") and value:
                files[name.removesuffix("_file")] = Path(value)
    return files


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun(
            "The file {path}, which is named in a setting, cannot be read ({reason}).",
            path=path,
            reason=getattr(error, "strerror", "") or "it is no text",
        ) from error

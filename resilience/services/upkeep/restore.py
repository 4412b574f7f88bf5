"""A backup put back into a database of either kind, whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from resilience.errors import InputError
from resilience.exchange.backup.read import Backup, newer, open_backup
from resilience.exchange.backup.write import Manifest
from resilience.secret import write_private
from resilience.services.upkeep.backup import KEYS
from resilience.settings import Settings
from resilience.store import MigrationStep, Store, steps
from resilience.store.database.copying import DatabaseRebuild, Shape, made_anew


@dataclass(frozen=True, slots=True)
class RestoreSummary:
    """The restored data, the migrations run, and the keys restored or left out.

    `verified` is true if the backup is signed by this installation.
    """

    manifest: Manifest
    verified: bool
    migrated: tuple[MigrationStep, ...]
    keys: tuple[str, ...]
    keys_left: tuple[str, ...]


def restore(
    store: Store,
    settings: Settings,
    path: Path,
    *,
    replace: bool = False,
    unverified: bool = False,
) -> RestoreSummary:
    """Restore a backup into an empty database, or with `replace` in place of all its data.

    A backup not signed with this installation's secret is refused unless `unverified` is set. A backup of an
    earlier version is upgraded. The file is checked first: `InputError` for errors in it and `CannotRun` for a
    database that is not empty leave everything unchanged.
    """
    with open_backup(path) as backup:
        verified = backup.is_signed_with(settings.known_key)
        if not verified and not unverified:
            raise _not_signed_here(backup, settings.known_key)
        _check_known(backup)
        backup.check()
        with made_anew(store) as rebuilt:
            rebuilt.clear([table.name for table in backup.manifest.tables], replace=replace)
            _put_rows(rebuilt, rebuilt.make(backup.manifest.revision), backup)
            rebuilt.bring_up_to_date()
        kept, left = _put_keys(settings.data, backup.keys(), replace=replace)
        since = tuple(step for step in steps() if step.revision > backup.manifest.revision)
        return RestoreSummary(backup.manifest, verified, since, kept, left)


def _not_signed_here(backup: Backup, key: bytes | None) -> InputError:
    if key is None:
        return InputError(
            "The signature of the backup {path} cannot be checked: this installation has no "
            "secret yet. Nothing was restored. Set RESILIENCE_SECRET to its value where the "
            "backup was made, or copy the file `secret` from there into the data folder. If you "
            "have neither and trust the file, restore it with --unverified.",
            path=backup.path,
        )
    return InputError(
        "The backup {path} is not signed with the secret of this installation: it was changed, "
        "or made by another installation or an earlier version. Nothing was restored. If you "
        "know where it comes from and who could have changed it, restore it with --unverified.",
        path=backup.path,
    )


def _check_known(backup: Backup) -> None:
    manifest = backup.manifest
    known = [step.revision for step in steps()]
    if manifest.revision > known[-1]:
        raise newer(backup.path, manifest.product)
    if manifest.revision not in known or {key.name for key in manifest.keys} - {*KEYS}:
        raise InputError(
            "The backup {path} has a schema or keys that no version of this product has, so nothing was "
            "restored.",
            path=backup.path,
        )


def _put_rows(rebuilt: DatabaseRebuild, want: Sequence[Shape], backup: Backup) -> None:
    """Write the rows of all tables; those of the file must be those of its revision."""
    have = {part.name: part for part in backup.manifest.tables}
    if have.keys() != {shape.name for shape in want}:
        raise _unlike(backup, ", ".join(sorted(have.keys() ^ {shape.name for shape in want})))
    for shape in want:
        if {*have[shape.name].columns} != {*shape.columns}:
            raise _unlike(backup, shape.name)
    for shape in want:
        part = have[shape.name]
        rebuilt.put(shape.name, [name for name, _ in part.columns], backup.rows(part))


def _unlike(backup: Backup, tables: str) -> InputError:
    return InputError(
        "The tables in the backup {path} do not match its schema {revision}: check {tables}. "
        "Nothing was restored.",
        path=backup.path,
        revision=backup.manifest.revision,
        tables=tables,
    )


def _put_keys(
    data: Path, keys: dict[str, bytes], *, replace: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write keys into the data folder; without `replace` those that are there stay. Both by name."""
    left = tuple(
        name
        for name, content in keys.items()
        if (data / name).exists() and not replace and (data / name).read_bytes() != content
    )
    kept = tuple(name for name in keys if name not in left)
    for name in kept:
        write_private(data / name, keys[name].decode(), over=True)
    return kept, left

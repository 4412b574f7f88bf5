"""Write the next migration: `python -m tools.migration "keep who came"`.

Compares the tables of the code with the newest schema, in a database of its own. Read what it wrote, and complete it.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from resilience.store import Store, migrate, newest
from resilience.store.database.migrate import SCRIPTS

VERSIONS = SCRIPTS / "versions"


def write(words: str, folder: Path) -> Path:
    """Write the migration with the next number into a folder and return its file."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    places = [VERSIONS, *VERSIONS.glob("v*"), folder]
    config.set_main_option("version_locations", "\n".join(map(str, dict.fromkeys(places))))
    with tempfile.TemporaryDirectory() as place:
        store = Store(f"sqlite:///{place}/empty.db")
        migrate(store)
        number = f"{int(newest()) + 1:04d}"
        with store.engine.connect() as connection:
            config.attributes["connection"] = connection
            command.revision(
                config, words, autogenerate=True, rev_id=number, version_path=str(folder)
            )
        store.engine.dispose()
    return next(folder.glob(f"{number}_*.py"))


if __name__ == "__main__":
    sys.stdout.write(f"{write(sys.argv[1], max(VERSIONS.glob('v*')))}\n")

"""What an installation may set: RESILIENCE_* variables, or the same names in `resilience.env`."""

import contextlib
import os
import secrets
from functools import cached_property
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from resilience.errors import CannotRun

#: characters of a secret that nobody guesses
LEAST_SECRET = 32
ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """The settings of one installation; every field has a default that works on a laptop."""

    model_config = SettingsConfigDict(
        env_prefix="RESILIENCE_",
        env_file=ROOT / "resilience.env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
    )

    database_url: str = Field(
        default=f"sqlite:///{(ROOT / 'data' / 'resilience.db').as_posix()}",
        description="Where answers are kept: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.",
    )
    database_connections: int = Field(
        default=10,
        ge=2,
        description="PostgreSQL: connections that the pages of one process open at most; its plain "
        "routes as many again.",
    )
    database_seconds: int = Field(
        default=20,
        ge=0,
        description="PostgreSQL: seconds after which a statement is stopped, 0 for never.",
    )
    frameworks: Path = Field(
        default=ROOT / "indicators", description="Folder with one folder per framework."
    )
    secret: str = Field(
        default="",
        description="Key from which links are made, at least 32 characters. "
        "Empty: a random one is kept in the file `secret` under data/.",
    )
    data: Path = Field(default=ROOT / "data", description="Folder for what the installation keeps.")
    public_url: str = Field(
        default="",
        description="Address that people's devices use, for QR codes and links. "
        "Empty: the address in the browser of whoever looks.",
    )
    map_outlines: bool = Field(
        default=False,
        description="Whether the map of peer cities shows outlines of the land: on or off.",
    )

    facilitator_link: bool = Field(
        default=True,
        description="Whether the facilitator link of the installation works: on or off, where "
        "everybody of the staff signs in. Links of workshops go on working.",
    )
    sign_in_hours: int = Field(
        default=12, ge=1, le=720, description="Hours after which whoever signed in does so again."
    )
    oidc_issuer: str = Field(
        default="",
        description="Address of the identity provider, or of its metadata. "
        "Empty: people sign in with passwords alone.",
    )
    oidc_client: str = Field(default="", description="Name of this installation at the provider.")
    oidc_secret: str = Field(
        default="", description="Secret of this installation at the provider.", repr=False
    )
    oidc_group_claim: str = Field(
        default="groups", description="What the provider calls the groups of a person."
    )
    oidc_groups: str = Field(
        default="",
        description="Roles that groups bring: GROUP = ROLE, with semicolons between them, or JSON.",
    )

    @cached_property
    def key(self) -> bytes:
        """The secret as bytes: from the settings, else from data/secret (made when absent)."""
        if self.secret:
            if len(self.secret) < LEAST_SECRET:
                raise CannotRun(
                    "RESILIENCE_SECRET has {n} characters; give it at least 32 random ones.",
                    n=len(self.secret),
                )
            return self.secret.encode()
        return _kept_secret(self.data / "secret")


def _kept_secret(path: Path) -> bytes:
    try:
        if not path.exists():
            write_private(path, secrets.token_hex(32))
        kept = path.read_bytes().strip()
    except OSError as error:
        raise CannotRun(
            "The file {path} cannot be written or read ({reason}). Give this user the right to "
            "write there, or set RESILIENCE_SECRET.",
            path=path,
            reason=error.strerror,
        ) from error
    if len(kept) < LEAST_SECRET:
        raise CannotRun(
            "The file {path} holds no usable secret. Remove it: a new one is made at the next "
            "start, and links that were handed out have to be made anew.",
            path=path,
        )
    return kept


def write_private(path: Path, content: str, *, over: bool = False) -> None:
    """Put a file that nobody else may read there whole; of two writers the first wins.

    With `over` it takes the place of one that is there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(content, encoding="utf-8")
    if over:
        draft.replace(path)
        return
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def load_settings() -> Settings:
    """Read the settings; raise `CannotRun` naming every variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(f"RESILIENCE_{str(e['loc'][0]).upper()}" for e in error.errors())
        raise CannotRun("These settings cannot be read: {names}.", names=names) from error

"""What an installation may set: RESILIENCE_* variables, or the same names in `resilience.env`."""

from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from resilience.errors import CannotRun
from resilience.named_files import NamedFiles, named_files
from resilience.secret import kept_secret, weakness
from resilience.smtp import is_mail_address, mail_server

_PACKAGE = Path(__file__).resolve().parent
_BUNDLE = _PACKAGE / "_bundle"
#: the folder of app.py, pages/, indicators/ and data/peers: the checkout, or what the wheel brought
ROOT = _BUNDLE if _BUNDLE.is_dir() else _PACKAGE.parent
#: the folder of resilience.env and, unless it is set, data/: the checkout, or the user's folder for data
HOME = user_data_path("urban-resilience-dashboard", appauthor=False) if ROOT == _BUNDLE else ROOT
#: the documentation, where it was built
SITE = ROOT / "site"
#: the file of the data folder with the key from which links are made
LINK_KEY = "secret"


class Settings(BaseSettings):
    """The settings of one installation; every field has a default that works on a laptop."""

    model_config = SettingsConfigDict(
        env_prefix="RESILIENCE_",
        env_file=HOME / "resilience.env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
    )

    data: Path = Field(
        default=HOME / "data",
        description="Folder for the installation's data, including the database unless "
        "`RESILIENCE_DATABASE_URL` is set.",
    )
    database_url: str = Field(
        default_factory=lambda known: f"sqlite:///{(known['data'] / 'resilience.db').as_posix()}",
        description="Where answers are kept: `sqlite:///FILE` or "
        "`postgresql://USER:PASSWORD@HOST/NAME`. Unset: the file `resilience.db` in the "
        "folder of `RESILIENCE_DATA`.",
    )
    database_connections: int = Field(
        default=20,
        ge=2,
        description="PostgreSQL: maximum number of connections per process.",
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
        description="Key from which links are created, at least 32 characters. Empty: a random one is "
        "kept in the file `secret` of the folder `RESILIENCE_DATA`.",
    )
    public_url: str = Field(
        default="",
        description="Address that people's devices use, for QR codes and links. Empty: the address in "
        "the browser; if only the server's computer can open that, its network address.",
    )
    trusted_proxies: str = Field(
        default="127.0.0.1,::1",
        description="Addresses or networks of proxies in front of the server, separated by commas. Only "
        "they are trusted to say where a request came from and whether it used TLS.",
    )
    allowed_hosts: str = Field(
        default="",
        description="Further host names that the server answers to, besides that of "
        "`RESILIENCE_PUBLIC_URL`, separated by commas; `*.city.example` covers all "
        "subdomains. Local names and addresses always work. Empty, and no "
        "`RESILIENCE_PUBLIC_URL`: every name.",
    )
    connections: int = Field(
        default=10_000,
        ge=100,
        description="Maximum number of connections per process; the limit per address is half of it. "
        "Connections from a trusted proxy count only towards the total. The limit of open "
        "files may lower it.",
    )
    pages: int = Field(
        default=5000,
        ge=10,
        description="Maximum number of open pages per process; the limit per address is half of it. "
        "Phones on the light page do not count.",
    )
    metrics_token: str = Field(
        default="",
        description="Token for reading `/metrics` from another machine, sent as `Authorization: "
        "Bearer`. Empty: only from this machine.",
    )
    log: Literal["text", "json"] = Field(
        default="text", description="Format of the log: `text` or `json`."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="warning",
        description="Lowest level that is logged: `debug`, `info` (every request), `warning` or "
        "`error`.",
    )
    backups: Path | None = Field(
        default=None,
        description="Folder of the backups; `resilience doctor` checks their age. Empty: not checked.",
    )
    streamlit_hooks: bool = Field(
        default=True,
        description="Whether private parts of Streamlit are replaced: `on` or `off`. Turn them off if a "
        "newer Streamlit does not start.",
    )
    map_outlines: bool = Field(
        default=False,
        description="Whether the map of peer cities shows outlines of the land: `on` or `off`.",
    )

    facilitator_link: bool = Field(
        default=True,
        description="Whether the facilitator link of the installation works: `on` or `off`.",
    )
    sign_in_hours: int = Field(
        default=12, ge=1, le=720, description="Hours until staff have to sign in again, 1 to 720."
    )
    second_factor: Literal["optional", "admins"] = Field(
        default="optional",
        description="Whether admins must use a second factor: `optional`, or `admins` (required of "
        "admins with a password).",
    )
    oidc_issuer: str = Field(
        default="",
        description="Address of the city's identity provider, or of its metadata. Empty: passwords "
        "only.",
    )
    oidc_client: str = Field(default="", description="Name of this installation at the provider.")
    oidc_secret: str = Field(
        default="", description="Secret of this installation at the provider.", repr=False
    )
    oidc_trust_addresses: bool = Field(
        default=False,
        description="Whether an account created for an e-mail address opens if the provider does not "
        "report `email_verified`: `on` or `off`. Turn it on only if people cannot choose "
        "their address at the provider.",
    )
    oidc_group_claim: str = Field(
        default="groups",
        description="The provider's name for the groups of a person, such as `realm_access.roles`.",
    )
    oidc_groups: str = Field(
        default="",
        description="The roles that each group gives: `GROUP = ROLE; GROUP = ROLE`.",
    )
    retention_days: int = Field(
        default=365,
        ge=0,
        le=36_500,
        description="Retention of participants' data: days from the close of a workshop until it is "
        "deleted; 0 keeps it until somebody deletes it.",
    )
    smtp_url: str = Field(
        default="",
        description="Mail server for reminders of due dates: `smtp://HOST`, "
        "`smtp://USER:PASSWORD@HOST:587?starttls` or `smtps://USER:PASSWORD@HOST`. It needs "
        "`RESILIENCE_MAIL_FROM` and `RESILIENCE_PUBLIC_URL`. Empty: no mail is sent.",
        repr=False,
    )
    mail_from: str = Field(
        default="",
        validate_default=True,
        description="Address that mails come from, such as `resilience@city.example`.",
    )

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, given: str) -> str:
        networks = [str(ip_network(one.strip())) for one in given.split(",") if one.strip()]
        return ",".join(networks)

    @field_validator("allowed_hosts")
    @classmethod
    def _names(cls, given: str) -> str:
        names = [one.strip().casefold() for one in given.split(",") if one.strip()]
        if any(set(name) & set("/:[] ") for name in names):
            raise ValueError("names alone, such as city.example, without https:// and port")
        return ",".join(names)

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, given: str, known: ValidationInfo) -> str:
        if given:
            mail_server(given)
            address = known.data.get("public_url", "")
            if not (address and address.isascii()):
                raise ValueError(
                    "set RESILIENCE_PUBLIC_URL too, in ASCII letters, because mails contain links"
                )
        return given

    @field_validator("mail_from")
    @classmethod
    def _sender(cls, given: str, known: ValidationInfo) -> str:
        if given and not is_mail_address(given):
            raise ValueError("one address alone, such as resilience@city.example")
        if known.data.get("smtp_url") and not given:
            raise ValueError("set it too, because RESILIENCE_SMTP_URL is set")
        return given

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - files are named below
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """A value is taken from the environment, else from a file named there, else from the lines."""
        named = NamedFiles(settings_cls, named_files(env_settings, dotenv_settings))
        return init_settings, env_settings, named, dotenv_settings

    @cached_property
    def proxies(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks of trusted proxies."""
        return tuple(ip_network(one) for one in self.trusted_proxies.split(",") if one)

    @cached_property
    def key(self) -> bytes:
        """The secret as bytes: from the settings, else from data/secret (made when absent)."""
        if self.secret:
            if why := weakness(self.secret):
                raise CannotRun(
                    "RESILIENCE_SECRET can be guessed ({why}). Use at least 32 random "
                    "characters, or leave it unset to have one generated at random.",
                    why=why,
                )
            return self.secret.encode()
        return kept_secret(self.data / LINK_KEY)

    @property
    def known_key(self) -> bytes | None:
        """The secret as bytes, None if none is set and none exists yet."""
        return self.key if self.secret or (self.data / LINK_KEY).exists() else None


def secret_files(settings: Settings) -> list[Path]:
    """The files with which links, a database or the city's publications could be taken over."""
    env = EnvSettingsSource(Settings)
    kept = [
        settings.data / LINK_KEY,
        settings.data / "publishing-key.json",
        HOME / "resilience.env",
    ]
    files = [*kept, *named_files(env, DotEnvSettingsSource(Settings)).values()]
    return [path for path in dict.fromkeys(files) if path.exists()]


def load_settings() -> Settings:
    """Read the settings; raise `CannotRun` naming every variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(
            f"RESILIENCE_{str(one['loc'][0]).upper()} ({one['msg'].removeprefix('Value error, ')})"
            for one in error.errors()
        )
        raise CannotRun("These settings cannot be read: {names}.", names=names) from error

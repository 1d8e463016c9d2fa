# SPDX-License-Identifier: EUPL-1.2
"""Every setting once: name, type, default and one line of meaning.

A setting is read from the environment as KB_NAME; a secret may also be read
from the file that KB_NAME_FILE points to.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import fsspec
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

PACKAGE = Path(__file__).parent
ROOT = PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parent
"""The folder that holds templates, static and migrations: the package in a wheel, else the checkout."""

DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
"""How a database may be named, and the driver that is here for it."""
MAIL_SCHEMES = ("smtp", "smtps", "smtp+starttls")
SHORTEST_KEY = 32
NO_DATABASE = "write sqlite:////path/to/file or postgresql+psycopg://user:secret@host/name"
NO_MAIL = "write smtp://, smtps:// or smtp+starttls://user:secret@host:port, or console://"
SECRETS = ("SECRET_KEY", "DATABASE_URL", "MAIL_URL")


class SettingsWrong(Exception):
    """One or more settings are missing or wrong; the message names them all."""


def _database_address(address: str) -> str:
    try:
        named = make_url(address).drivername
        driver = DRIVERS[named]
    except (ArgumentError, KeyError, ValueError):
        raise ValueError(NO_DATABASE) from None
    return driver + address.removeprefix(named)


def _is_mail_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        if parts.scheme == "console":
            return True
        return parts.scheme in MAIL_SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _refuse_closed(folder: Path) -> None:
    """Refuse a folder that cannot be made or written."""
    there = next(one for one in (folder, *folder.parents) if one.exists())
    if not there.is_dir():
        raise ValueError(f"{there} is not a folder")
    if not os.access(there, os.W_OK | os.X_OK):
        raise ValueError(
            f"{there} cannot be written; give the user of this program the right, or choose another"
        )


class Settings(BaseSettings):
    """The settings of one installation."""

    model_config = SettingsConfigDict(env_prefix="KB_", extra="ignore", validate_default=True)

    data_dir: Annotated[Path, Field(description="Folder for everything the default installation writes.")] = (
        Path("data")
    )
    database_url: Annotated[
        SecretStr | None, Field(description="SQLAlchemy address; empty means SQLite in the data folder.")
    ] = None
    search: Annotated[Literal["whoosh"], Field(description="Search engine.")] = "whoosh"
    files_url: Annotated[
        str, Field(description="fsspec address for pictures and files; empty means the data folder.")
    ] = ""
    secret_key: Annotated[
        SecretStr | None,
        Field(description="Signs cookies and links; made and kept in the data folder when empty."),
    ] = None
    base_url: Annotated[
        str, Field(description="Address of the site as visitors see it.", pattern=r"^https?://[^/\s]+$")
    ] = "http://127.0.0.1:8000"
    host: Annotated[str, Field(description="Address the web server listens on.")] = "127.0.0.1"
    port: Annotated[int, Field(description="Port the web server listens on.", ge=1, le=65535)] = 8000
    web_workers: Annotated[int, Field(description="Web server processes.", ge=1, le=64)] = 2
    web_threads: Annotated[int, Field(description="Blocking threads per web process.", ge=1, le=64)] = 1
    proxies: Annotated[
        int, Field(description="Reverse proxies in front, whose X-Forwarded-For is believed.", ge=0, le=5)
    ] = 0
    mail_url: Annotated[
        SecretStr, Field(description="smtp://, smtps:// or smtp+starttls:// address; console:// prints mail.")
    ] = SecretStr("console://")
    mail_from: Annotated[str, Field(description="Sender of mail.")] = "Goede Buur <noreply@localhost>"
    theme_css: Annotated[str, Field(description="Address of a municipality's own theme stylesheet.")] = ""
    theme_class: Annotated[str, Field(description="Class of the theme on the page.")] = "voorbeeld-theme"
    contact: Annotated[str, Field(description="Mail address visitors and security researchers write to.")] = (
        "beheer@localhost"
    )
    demo: Annotated[bool, Field(description="kb run loads demo content on the first start.")] = False

    @field_validator("data_dir")
    @classmethod
    def _can_be_written(cls, folder: Path) -> Path:
        try:
            _refuse_closed(folder.resolve())
        except OSError as failure:
            raise ValueError(f"{folder} cannot be reached: {failure.strerror}") from None
        return folder

    @field_validator("database_url")
    @classmethod
    def _names_a_database(cls, address: SecretStr | None) -> SecretStr | None:
        text = address.get_secret_value().strip() if address else ""
        return SecretStr(_database_address(text)) if text else None

    @field_validator("secret_key")
    @classmethod
    def _is_long_enough(cls, key: SecretStr | None) -> SecretStr | None:
        if key and 0 < len(key.get_secret_value()) < SHORTEST_KEY:
            raise ValueError(f"use at least {SHORTEST_KEY} characters that nobody can guess, or leave it out")
        return key

    @field_validator("mail_url")
    @classmethod
    def _names_a_mail_server(cls, address: SecretStr) -> SecretStr:
        if not _is_mail_address(address.get_secret_value()):
            raise ValueError(NO_MAIL)
        return address

    @field_validator("files_url")
    @classmethod
    def _has_a_driver(cls, url: str) -> str:
        """Refuse an address for which nothing is installed."""
        scheme = url.partition("://")[0] if "://" in url else "file"
        try:
            fsspec.get_filesystem_class(scheme)
        except (ValueError, ImportError) as failure:
            raise ValueError(f"{scheme}:// cannot be used here ({failure})") from None
        return url

    @property
    def secure(self) -> bool:
        """Whether visitors come over HTTPS."""
        return self.base_url.startswith("https://")

    @property
    def database(self) -> str:
        """SQLAlchemy address of the database."""
        if self.database_url and self.database_url.get_secret_value():
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data_dir.resolve() / 'goedebuur.sqlite3'}"

    @property
    def files(self) -> str:
        """Address at which pictures and files are kept."""
        if "://" in self.files_url:
            return self.files_url
        return f"file://{Path(self.files_url or self.data_dir / 'files').resolve()}"

    def signing_key(self) -> str:
        """Give the key that signs cookies and links, made once and kept in the data folder if none is set."""
        if self.secret_key and self.secret_key.get_secret_value():
            return self.secret_key.get_secret_value()
        path = self.data_dir.resolve() / "secret_key"
        if not path.is_file():
            _keep_secret(path)
        return path.read_text()

    @property
    def index_dir(self) -> Path:
        """Folder of the search index."""
        return self.data_dir.resolve() / "index"


def settings_from(environ: Mapping[str, str] = os.environ, **overrides: Any) -> Settings:
    """Read the settings.

    :raises SettingsWrong: naming every wrong setting at once.
    """
    problems = [f"KB_{name}_FILE: {why}" for name, why in _unreadable_secrets(environ)]
    values = {name.lower(): text for name, text in _secrets_from_files(environ).items()} | overrides
    try:
        settings = Settings(**values)
    except ValidationError as wrong:
        problems += [
            f"KB_{str(error['loc'][0]).upper()}: {error['msg'].removeprefix('Value error, ')}"
            for error in wrong.errors(include_url=False)
        ]
        raise SettingsWrong("These settings need your attention:\n  " + "\n  ".join(problems)) from None
    if problems:
        raise SettingsWrong("These settings need your attention:\n  " + "\n  ".join(problems))
    return settings


def _keep_secret(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
        path.write_text(secrets.token_urlsafe(48))
    except OSError as failure:
        raise SettingsWrong(f"KB_DATA_DIR: {path.parent} cannot be written: {failure.strerror}") from None


def _secrets_from_files(environ: Mapping[str, str]) -> dict[str, str]:
    paths = {name: Path(environ[f"KB_{name}_FILE"]) for name in SECRETS if environ.get(f"KB_{name}_FILE")}
    return {name: path.read_text().strip() for name, path in paths.items() if path.is_file()}


def _unreadable_secrets(environ: Mapping[str, str]) -> list[tuple[str, str]]:
    named = [(name, environ[f"KB_{name}_FILE"]) for name in SECRETS if environ.get(f"KB_{name}_FILE")]
    return [
        (name, f"{path} is not a file that can be read") for name, path in named if not Path(path).is_file()
    ]

# SPDX-License-Identifier: EUPL-1.2
"""Databases for tests: made once per session as templates, copied for each test."""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

ENGINES = ("sqlite", "postgresql")
WITHOUT = "KB_TESTS_WITHOUT_POSTGRESQL"
MISSING = (
    "PostgreSQL is not installed: there is no initdb under /usr/lib/postgresql or on the PATH. "
    f"Install it (apt-get install postgresql), or set {WITHOUT}=1 to leave out what needs it."
)
CARELESS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "shared_buffers=32MB",
    "max_connections=60",
    "max_wal_size=128MB",
)
"""Settings for a cluster that nobody will miss."""
MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3
"""Bytes that must be free in memory: a database is copied for each test, which costs five times as much on disk."""
PREFIX = "kb-postgresql-"
LONG = 6 * 3600
"""Seconds after which a cluster was left behind by a run that was killed."""
Fill = Callable[[str], None]
"""Fills the empty database at an address."""


class SqliteDatabases:
    """Databases that are files in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: set[str] = set()

    def template(self, name: str, fill: Fill) -> str:
        """Make a database, fill it once and give its name; one that is there stays."""
        if name not in self.made:
            fill(f"sqlite:///{self.folder / name}.sqlite3")
            self.made.add(name)
        return name

    def copy(self, template: str | None) -> str:
        """Give the address of a new database, the same for each copy of a template, or an empty one."""
        path = self.folder / f"copy-of-{template}.sqlite3"
        if template:
            shutil.copyfile(self.folder / f"{template}.sqlite3", path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        """Remove the database at this address."""
        path = Path(url.removeprefix("sqlite:///"))
        for left in path.parent.glob(path.name + "*"):
            left.unlink()

    def stop(self) -> None:
        """Nothing runs."""


class PostgresqlDatabases:
    """Databases in a cluster of our own, on a socket in a folder that nobody else uses, with no care for crashes."""

    def __init__(self) -> None:
        self.folder = _new_folder()
        self.made: set[str] = set()
        self.process = _start_cluster(self.folder)
        self.control = _connect(self._conninfo("postgres"))

    def template(self, name: str, fill: Fill) -> str:
        """Make a database, fill it once and give its name; one that is there stays."""
        if name not in self.made:
            self.control.execute(f'CREATE DATABASE "{name}"')
            fill(self._url(name))
            self.made.add(name)
        return name

    def copy(self, template: str | None) -> str:
        """Give the address of a new database, the same for each copy of a template, or an empty one."""
        name = f"copy-of-{template}"
        self.control.execute(
            f'CREATE DATABASE "{name}" TEMPLATE "{template or "template0"}" STRATEGY FILE_COPY'
        )
        return self._url(name)

    def drop(self, url: str) -> None:
        """Remove the database at this address, whoever is still connected."""
        name = url.partition("@/")[2].partition("?")[0]
        self.control.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def stop(self) -> None:
        """Stop the cluster and remove it."""
        self.control.close()
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(timeout=20)
        shutil.rmtree(self.folder)

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://kb@/{name}?host={self.folder}&port=5432"

    def _conninfo(self, name: str) -> str:
        return f"host={self.folder} port=5432 user=kb dbname={name}"


Databases = SqliteDatabases | PostgresqlDatabases


def is_left_out() -> bool:
    """Whether somebody asked to leave out what needs PostgreSQL."""
    return os.environ.get(WITHOUT) == "1"


def binaries() -> Path | None:
    """Find the folder with PostgreSQL's own programs, newest version first."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    on_path = shutil.which("initdb")
    found = [*versions[::-1], *([Path(on_path)] if on_path else [])]
    return found[0].parent if found else None


def _new_folder() -> Path:
    """Make the folder of a cluster, in memory where that has room; what killed runs left there is removed."""
    fits = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    place = MEMORY if fits else Path(tempfile.gettempdir())
    for left in place.glob(f"{PREFIX}*"):
        if time.time() - left.stat().st_mtime > LONG:
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))


def _start_cluster(folder: Path) -> subprocess.Popen[bytes]:
    programs = binaries()
    if programs is None:
        pytest.fail(MISSING, pytrace=False)
    as_owner = _as_owner(folder)
    data = folder / "data"
    initdb = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "kb",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    done = subprocess.run(initdb, capture_output=True, text=True, cwd=folder, check=False, **as_owner)
    if done.returncode:
        pytest.fail(f"initdb failed: {done.stderr}", pytrace=False)
    options = [part for setting in CARELESS for part in ("-c", setting)]
    command = [programs / "postgres", "-D", data, "-c", f"unix_socket_directories={folder}", *options]
    ending = partial(_die_with_parent, signal.SIGQUIT)
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, preexec_fn=ending, **as_owner)


def _as_owner(folder: Path) -> dict[str, Any]:
    """Give the folder, and what runs in it, to an unprivileged account: PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    accounts = {entry.pw_name: entry for entry in pwd.getpwall()}
    owner = accounts.get("postgres") or accounts["nobody"]
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _die_with_parent(number: int) -> None:
    ctypes.CDLL(None).prctl(1, number)


def _connect(conninfo: str) -> psycopg.Connection[tuple[object, ...]]:
    for _ in range(200):
        try:
            return psycopg.connect(conninfo, autocommit=True)
        except psycopg.OperationalError:
            time.sleep(0.05)
    return psycopg.connect(conninfo, autocommit=True)

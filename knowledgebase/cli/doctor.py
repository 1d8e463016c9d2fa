# SPDX-License-Identifier: EUPL-1.2
"""`kb doctor`: whether all is well, and what to do where it is not."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError

from knowledgebase.config import settings_from
from knowledgebase.contributions.actions.rendering import waiting_to_be_rendered
from knowledgebase.contributions.files.storage import StorageUnusable, storage
from knowledgebase.db import db, reading
from knowledgebase.events import outbox
from knowledgebase.events.worker import WorkerRunning, only_worker
from knowledgebase.search import indexing
from knowledgebase.search.protocol import IndexUnusable

LEAST_FREE = 500 * 1024**2
MOST_WAITING = 1_000


class Unwell(Exception):
    """Something is not as it should be; the message says what, and what to do."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")
@with_appcontext
def doctor(as_json: bool) -> None:
    """Look at settings, database, search index, worker, disk and files; exit status 1 when something is wrong."""
    findings = list(examined())
    if as_json:
        click.echo(
            json.dumps([{"check": name, "ok": ok, "says": says} for name, ok, says in findings], indent=2)
        )
    else:
        for name, ok, says in findings:
            click.echo(f"{'ok   ' if ok else 'WRONG'}  {name:<10} {says}")
    if not all(ok for _, ok, _ in findings):
        raise SystemExit(1)


def examined() -> Iterator[tuple[str, bool, str]]:
    """Make every check; give its name, whether all is well, and what there is to say."""
    for name, check in CHECKS.items():
        try:
            yield name, True, check()
        except Unwell as unwell:
            yield name, False, str(unwell)
        except DBAPIError as failure:
            yield (
                name,
                False,
                f"The database says: {failure.orig}. Look at KB_DATABASE_URL, or run `kb init`.",
            )
        finally:
            db.session.rollback()


def _settings() -> str:
    settings = settings_from()
    place = "over HTTPS" if settings.secure else "without HTTPS, which is for this machine only"
    return f"All settings are right; visitors come {place}."


def _database() -> str:
    with reading():
        db.session.execute(sa.text("SELECT 1"))
    return f"{db.engine.dialect.name.title()} answers."


def _tables() -> str:
    migrations = ScriptDirectory(current_app.extensions["migrate"].directory)
    with db.engine.connect() as connection:
        present = set(MigrationContext.configure(connection).get_current_heads())
    if present != set(migrations.get_heads()):
        raise Unwell("The tables are not those of this version; run `kb init`.")
    return f"The tables are those of this version ({', '.join(sorted(present))})."


def _index() -> str:
    try:
        missing, stray = indexing.differences()
    except IndexUnusable as damaged:
        raise Unwell(f"The search index cannot be read ({damaged}); run `kb search rebuild`.") from None
    if missing or stray:
        raise Unwell(
            f"The search index differs from the database: {len(missing)} missing or outdated, {len(stray)} stray. "
            "If that stays so while the worker runs, run `kb search check --repair`."
        )
    return "The search index equals the database."


def _texts() -> str:
    return f"Texts that the worker must still render anew: {waiting_to_be_rendered():,}."


def _worker() -> str:
    waiting = outbox.waiting()
    try:
        with only_worker(Path(current_app.config["DATA_DIR"])):
            raise Unwell(
                f"No worker runs on this data folder; {waiting} deliveries wait. Start `kb run` or `kb work`."
            )
    except WorkerRunning:
        if waiting > MOST_WAITING:
            raise Unwell(f"The worker runs, but {waiting} deliveries wait; look at what it says.") from None
        return f"A worker runs; {waiting} deliveries wait."


def _disk() -> str:
    folder = Path(current_app.config["DATA_DIR"])
    free = shutil.disk_usage(folder if folder.is_dir() else folder.parent).free
    if free < LEAST_FREE:
        raise Unwell(f"Only {free // 1024**2} MB are free where {folder} is; make room.")
    return f"{free // 1024**2:,} MB are free where {folder} is."


def _files() -> str:
    try:
        storage().try_out()
    except StorageUnusable as unusable:
        raise Unwell(str(unusable)) from None
    return f"Pictures and files can be kept at {storage().url}."


CHECKS: dict[str, Callable[[], str]] = {
    "settings": _settings,
    "database": _database,
    "tables": _tables,
    "index": _index,
    "texts": _texts,
    "worker": _worker,
    "disk": _disk,
    "files": _files,
}
"""Every check, in the order in which it makes sense to mend what it finds."""

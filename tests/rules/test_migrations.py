# SPDX-License-Identifier: EUPL-1.2
"""Migrations work in both directions on both databases, and make exactly the tables that the models describe."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy.exc import DBAPIError

from knowledgebase.db import db
from knowledgebase.events.models import Event, Happening
from tests.rules.sources import ROOT
from tests.sites import close_site, create_site

DATED = re.compile(r"\d{4}_\d{2}_\d{2}_\w+\.py|\d{8}_\w+\.py|\d{4}-\d{2}-\d{2}[_-]\w+\.py")


@pytest.fixture
def site(empty_engine_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The site on a database without tables."""
    site = create_site(empty_engine_url, tmp_path)
    yield site
    close_site(site)


def test_up_down_and_up_again(site: Flask) -> None:
    with site.app_context():
        flask_migrate.upgrade()
        first = _tables()
        flask_migrate.downgrade(revision="base")
        left = _tables()
        flask_migrate.upgrade()
        assert left <= {"alembic_version"}
        assert _tables() == first == set(db.metadata.tables) | {"alembic_version"}


def test_models_and_migrations_describe_the_same_tables(site: Flask) -> None:
    with site.app_context():
        flask_migrate.upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "render_as_batch": True}
            )
            assert compare_metadata(context, db.metadata) == []


def test_versions_that_were_kept_before_are_for_whom_they_were(site: Flask) -> None:
    with site.app_context():
        flask_migrate.upgrade(revision="20261125_drafts")
        with db.engine.begin() as connection:
            _keep_two_versions(connection)
        flask_migrate.upgrade(revision="20261126_improving")
        with db.engine.connect() as connection:
            kept = sa.text("SELECT number, visibility, audience_id FROM revision ORDER BY number")
            assert [tuple(row) for row in connection.execute(kept)] == [
                (1, "organisations", None),
                (2, "own", 1),
            ]
        flask_migrate.downgrade(revision="20261125_drafts")
        flask_migrate.upgrade()


def test_what_lessons_came_from_and_that_they_worked_outlives_both_directions(site: Flask) -> None:
    with site.app_context():
        flask_migrate.upgrade(revision="20261127_links")
        with db.engine.begin() as connection:
            _keep_lessons(connection)
        flask_migrate.upgrade(revision="20261128_lessons")
        assert _rows("SELECT lesson_id, contribution_id, quote FROM passage") == [(2, 1, "")]
        assert _rows("SELECT id, sort FROM reaction ORDER BY id") == [
            (1, "worked"),
            (2, "worked"),
            (3, "confirmed"),
            (4, "risky"),
        ]
        flask_migrate.downgrade(revision="20261127_links")
        assert _rows("SELECT lesson_id, case_id FROM lesson_source") == [(2, 1)]
        assert _rows("SELECT id FROM reaction WHERE sort = 'worked' ORDER BY id") == [(1,), (2,)]
        flask_migrate.upgrade()


def _rows(question: str) -> list[tuple[object, ...]]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(question))]


def _keep_two_versions(connection: sa.Connection) -> None:
    keep = _keeper(connection)
    keep("user", id=1)
    keep("audience", id=1)
    keep("contribution", id=1, kind="page", author_id=1, revision=2, visibility="own", audience_id=1)
    for number, visibility in ((1, "organisations"), (2, "own")):
        keep(
            "revision",
            id=number,
            contribution_id=1,
            author_id=1,
            number=number,
            content={"visibility": visibility},
        )


def _keep_lessons(connection: sa.Connection) -> None:
    """Keep a case, a lesson drawn from it, and reactions: to the case, twice by one person to the lesson."""
    keep = _keeper(connection)
    keep("user", id=1)
    keep("organisation", id=1)
    for id, kind in ((1, "case"), (2, "lesson")):
        keep("contribution", id=id, kind=kind, author_id=1)
    keep("lesson", id=2)
    keep("lesson_source", lesson_id=2, case_id=1)
    said = ((1, 1, "worked", None), (2, 2, "worked", None), (3, 2, "worked", 1), (4, 2, "risky", None))
    for id, about, sort, organisation in said:
        keep("reaction", id=id, contribution_id=about, author_id=1, sort=sort, organisation_id=organisation)


def _keeper(connection: sa.Connection) -> Callable[..., None]:
    tables = sa.MetaData()
    tables.reflect(connection)
    then = datetime(2026, 1, 1, tzinfo=UTC)
    fillers: dict[type, object] = {int: 0, str: "", bool: False, datetime: then, date: then.date()}

    def keep(name: str, **values: object) -> None:
        table = tables.tables[name]
        needed = {
            column.name: fillers.get(column.type.python_type, "")
            for column in table.columns
            if not column.nullable and column.server_default is None and column.name not in values
        }
        connection.execute(table.insert().values(needed | values))

    return keep


def test_what_happened_can_be_neither_changed_nor_removed(site: Flask) -> None:
    with site.app_context():
        flask_migrate.upgrade()
        db.session.add(Event(happening=Happening.PUBLISHED))
        db.session.commit()
        for forgery in (sa.update(Event).values(detail="forged"), sa.delete(Event)):
            with pytest.raises(DBAPIError):
                db.session.execute(forgery)
            db.session.rollback()
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Event)) == 1


def test_migrations_are_named_by_date() -> None:
    names = [path.name for path in (ROOT / "migrations" / "versions").glob("*.py")]
    assert names
    assert [name for name in names if not DATED.fullmatch(name)] == []


def _tables() -> set[str]:
    with db.engine.connect() as connection:
        return set(sa.inspect(connection).get_table_names())

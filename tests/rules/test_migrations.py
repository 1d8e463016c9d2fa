# SPDX-License-Identifier: EUPL-1.2
"""Migrations work in both directions on both databases, and make exactly the tables that the models describe."""

import re
from collections.abc import Iterator
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

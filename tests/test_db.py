# SPDX-License-Identifier: EUPL-1.2
"""Writing safely: no lost updates, no naive moments, no write lock while only reading."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import StatementError

from knowledgebase.config import ROOT
from knowledgebase.contributions.models import Tag
from knowledgebase.db import db, found_or_added, now, reading
from knowledgebase.events.models import Delivery, Event, Happening, Letter

LET_GO = """
import gc, sys
import sqlalchemy as sa
from sqlalchemy.orm import Session
from knowledgebase.contributions.models import Tag

engine = sa.create_engine(f"sqlite:///{sys.argv[1]}/tags.sqlite3")
Tag.__table__.create(engine)
with engine.begin() as connection:
    connection.execute(sa.insert(Tag), [{"name": f"tag-{number}"} for number in range(40)])
gc.disable()
with Session(engine) as session:
    for moment in range(1, 80):
        tags = session.scalars(sa.select(Tag)).all()
        sa.inspect(tags[0]).expired = False
        for tag in tags:
            tag.__dict__["itself"] = tag
        del tags, tag
        gc.set_threshold(gc.get_count()[0] + moment)
        gc.enable()
        session.expunge_all()
        gc.disable()
print("alive")
"""
TIMES = 20
WRITERS = 8


def test_eight_writers_lose_nothing(app: Flask) -> None:
    with app.app_context():
        db.session.add(Letter(recipient="a@b.test", subject="s", text="t"))
        db.session.commit()

    def add_up(_: int) -> None:
        with app.app_context():
            for _ in range(TIMES):
                letter = db.session.scalars(sa.select(Letter).with_for_update()).one()
                letter.attempts += 1
                db.session.commit()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(add_up, range(WRITERS)))
    with app.app_context():
        assert db.session.scalars(sa.select(Letter.attempts)).one() == TIMES * WRITERS


def test_what_is_added_at_once_by_many_is_there_once(app: Flask) -> None:
    def add(_: int) -> int:
        with app.app_context():
            id = found_or_added(Tag, name="uittreding").id
            db.session.commit()
            return id

    with ThreadPoolExecutor(WRITERS) as pool:
        assert len(set(pool.map(add, range(WRITERS)))) == 1


@pytest.mark.one_database("the write lock is SQLite's")
def test_reading_takes_no_write_lock(app: Flask, work: Callable[[], None]) -> None:
    with app.app_context(), reading():
        db.session.scalar(sa.select(sa.func.count()).select_from(Event))
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(_add_letter, app).result(5)


def test_a_moment_needs_a_zone(app: Flask) -> None:
    with app.app_context():
        db.session.add(Letter(recipient="a@b.test", subject="s", text="t", not_before=datetime(2026, 1, 1)))  # noqa: DTZ001
        with pytest.raises(StatementError, match="no time zone"):
            db.session.flush()
        db.session.rollback()
        db.session.add(Letter(recipient="a@b.test", subject="s", text="t", not_before=now()))
        db.session.commit()
        assert db.session.scalars(sa.select(Letter.not_before)).one().tzinfo is not None


def test_an_event_is_never_rewritten(app: Flask) -> None:
    with app.app_context():
        db.session.add(Delivery(event=Event(happening=Happening.PUBLISHED), subscriber="x"))
        db.session.commit()
        for forgery in (sa.update(Event).values(detail="x"), sa.delete(Event).where(Event.id > 0)):
            with pytest.raises(sa.exc.DBAPIError):
                db.session.execute(forgery)
            db.session.rollback()


def _add_letter(app: Flask) -> bool:
    with app.app_context():
        db.session.add(Letter(recipient="a@b.test", subject="s", text="t"))
        db.session.commit()
        return True


def test_collecting_rows_in_a_cycle_while_they_are_let_go_breaks_nothing(tmp_path: Path) -> None:
    """On CPython 3.11 the process would end; so it is one of its own."""
    done = subprocess.run(
        [sys.executable, "-c", LET_GO, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr

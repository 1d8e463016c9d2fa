# SPDX-License-Identifier: EUPL-1.2
"""Writing safely: no lost updates, no naive moments, no write lock while only reading."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import StatementError

from knowledgebase.contributions.models import Tag
from knowledgebase.db import db, found_or_added, now, reading
from knowledgebase.events.models import Delivery, Event, Happening, Letter

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

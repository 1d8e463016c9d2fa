# SPDX-License-Identifier: EUPL-1.2
"""What happened is handed out once it is committed, again when it failed, and never lost."""

from collections.abc import Iterator, Sequence

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.db import db
from knowledgebase.events import outbox
from knowledgebase.events.models import Delivery, Event, Happening
from tests.conftest import Clock


class Listener:
    """Hears of events, and refuses when told to."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.refuses = False

    def __call__(self, events: Sequence[Event]) -> None:
        if self.refuses:
            raise OSError("the disk is full")
        self.heard += [event.id for event in events]


@pytest.fixture
def listener(app: Flask) -> Iterator[Listener]:
    one = Listener()
    outbox.init_app(app, {Happening.COMMENTED: {"listener": one}})
    with app.app_context():
        yield one


def happen(times: int = 1) -> list[int]:
    events = [outbox.record(Happening.COMMENTED, actor_id=None) for _ in range(times)]
    db.session.commit()
    return [event.id for event in events]


def test_what_is_rolled_back_never_happened(listener: Listener) -> None:
    outbox.record(Happening.COMMENTED, actor_id=None)
    db.session.rollback()
    assert outbox.deliver() == 0
    assert listener.heard == []


def test_events_are_heard_in_order_and_once(listener: Listener) -> None:
    ids = happen(3)
    assert outbox.deliver() == 3
    assert outbox.deliver() == 0
    assert listener.heard == ids
    assert outbox.waiting() == 0


def test_nobody_hears_of_what_nobody_asked_for(listener: Listener) -> None:
    outbox.record(Happening.SIGNED_IN, actor_id=None)
    db.session.commit()
    assert outbox.waiting() == 0


def test_a_failure_comes_again_later_and_later(listener: Listener, at: Clock) -> None:
    with at("2026-06-01 12:00"):
        ids = happen()
        listener.refuses = True
        outbox.deliver()
        assert outbox.deliver() == 0
    with at("2026-06-01 12:02"):
        outbox.deliver()
    with at("2026-06-01 12:03"):
        assert outbox.deliver() == 0
        assert outbox.waiting() == 1
    listener.refuses = False
    with at("2026-06-01 12:10"):
        assert outbox.deliver() == 1
    assert listener.heard == ids


def test_a_worker_that_died_leaves_nothing_behind(listener: Listener) -> None:
    ids = happen(2)
    claimed = sa.update(Delivery).values(not_before=outbox.now() + outbox.LEASE, attempts=1)
    db.session.execute(claimed)
    db.session.commit()
    assert outbox.deliver() == 0
    outbox.release_claims()
    assert outbox.deliver() == 2
    assert listener.heard == ids


def test_who_hears_after_another_waits_until_the_other_has_heard(app: Flask, at: Clock) -> None:
    first, then = Listener(), Listener()
    heard_by = {Happening.COMMENTED: {"then": then, "first": first}, Happening.EDITED: {"then": then}}
    outbox.init_app(app, heard_by, {"then": ("first",)})
    with app.app_context():
        with at("2026-06-01 12:00"):
            first.refuses = True
            (id,) = happen()
            outbox.record(Happening.EDITED, actor_id=None)
            db.session.commit()
            assert outbox.deliver() == 2
            assert (first.heard, then.heard) == ([], [id + 1])
            first.refuses = False
        with at("2026-06-01 12:05"):
            while outbox.deliver():
                pass
            assert (first.heard, then.heard) == ([id], [id + 1, id])

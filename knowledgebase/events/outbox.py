# SPDX-License-Identifier: EUPL-1.2
"""Record what happens, in the transaction in which it happens, and hand it out afterwards.

A delivery is claimed by moving its `not_before`, so that a worker that dies
leaves it to be claimed again. Consumers make the world agree with the
database, so hearing of an event twice is harmless.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.orm import aliased

from knowledgebase.db import db, now, reading
from knowledgebase.events.models import Delivery, Event, Happening

log = logging.getLogger(__name__)

Consumer = Callable[[Sequence[Event]], None]
Subscriptions = Mapping[Happening, Mapping[str, Consumer]]
Order = Mapping[str, Sequence[str]]
"""From a subscriber to those that must have heard of an event before it does."""

BATCH = 500
LEASE = timedelta(seconds=60)
LONGEST_WAIT = timedelta(hours=1)
_left_out: ContextVar[frozenset[str]] = ContextVar("left_out", default=frozenset())


def init_app(app: Flask, subscriptions: Subscriptions, after: Order | None = None) -> None:
    """Tell the site who wants to hear of what, and who after whom."""
    app.extensions["subscriptions"] = subscriptions
    app.extensions["subscribers_after"] = after or {}


def record(
    happening: Happening,
    *,
    actor_id: int | None,
    contribution_id: int | None = None,
    person_id: int | None = None,
    organisation_id: int | None = None,
    detail: str | None = None,
) -> Event:
    """Add an event and one delivery per subscriber to the open transaction."""
    event = Event(
        happening=happening,
        actor_id=actor_id or None,
        contribution_id=contribution_id,
        person_id=person_id,
        organisation_id=organisation_id,
        detail=detail,
    )
    db.session.add(event)
    for subscriber in _heard_by(happening):
        db.session.add(Delivery(event=event, subscriber=subscriber))
    return event


def record_for_each(happening: Happening, contribution_ids: Sequence[int], *, actor_id: int | None) -> None:
    """Add the same event for each of these contributions, many at a time."""
    for start in range(0, len(contribution_ids), BATCH):
        rows = [
            {"happening": happening, "actor_id": actor_id, "contribution_id": id}
            for id in contribution_ids[start : start + BATCH]
        ]
        events = db.session.scalars(sa.insert(Event).returning(Event.id), rows).all()
        for subscriber in _heard_by(happening):
            due = [{"event_id": id, "subscriber": subscriber} for id in events]
            db.session.execute(sa.insert(Delivery), due)


@contextmanager
def without(*subscribers: str) -> Iterator[None]:
    """Let these subscribers not hear of what is recorded in the block."""
    token = _left_out.set(frozenset(subscribers))
    try:
        yield
    finally:
        _left_out.reset(token)


def deliver(most: int = BATCH) -> int:
    """Hand out one batch of at most `most` events per subscriber and commit; give the number heard."""
    consumers = {name: consumer for heard in _subscriptions().values() for name, consumer in heard.items()}
    return sum(_deliver_to(name, consumer, most) for name, consumer in consumers.items())


def waiting() -> int:
    """Count the deliveries that are still to be made."""
    with reading():
        return db.session.scalar(sa.select(sa.func.count()).select_from(Delivery)) or 0


def release_claims() -> None:
    """Make everything due at once: for the one worker that starts after a crash."""
    db.session.execute(sa.update(Delivery).values(not_before=now()))
    db.session.commit()


def _deliver_to(subscriber: str, consumer: Consumer, most: int) -> int:
    if not _is_due(subscriber):
        return 0
    claimed = _claim(subscriber, most)
    try:
        consumer(_events(claimed))
        db.session.execute(sa.delete(Delivery).where(Delivery.id.in_(claimed)))
        db.session.commit()
    except Exception:
        # Whatever went wrong in a consumer, the deliveries stay and come again later.
        db.session.rollback()
        log.exception("%s could not handle %d events", subscriber, len(claimed))
    return len(claimed)


def _is_due(subscriber: str) -> bool:
    with reading():
        return bool(db.session.scalar(sa.select(sa.exists().where(*_due(subscriber)))))


def _due(subscriber: str) -> list[sa.ColumnElement[bool]]:
    due = [Delivery.subscriber == subscriber, Delivery.not_before <= now()]
    earlier = current_app.extensions["subscribers_after"].get(subscriber)
    if earlier:
        other = aliased(Delivery)
        due.append(~sa.exists().where(other.event_id == Delivery.event_id, other.subscriber.in_(earlier)))
    return due


def _claim(subscriber: str, most: int) -> list[int]:
    due = (
        sa.select(Delivery.id)
        .where(*_due(subscriber))
        .order_by(Delivery.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    rows = db.session.scalars(due).all()
    for attempts, ids in _by_attempts(rows).items():
        wait = min(LEASE * 2**attempts, LONGEST_WAIT)
        db.session.execute(
            sa.update(Delivery)
            .where(Delivery.id.in_(ids))
            .values(not_before=now() + wait, attempts=attempts + 1)
        )
    db.session.commit()
    return list(rows)


def _by_attempts(ids: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for id, attempts in db.session.execute(
        sa.select(Delivery.id, Delivery.attempts).where(Delivery.id.in_(ids))
    ):
        found.setdefault(attempts, []).append(id)
    return found


def _events(claimed: Sequence[int]) -> Sequence[Event]:
    with reading():
        heard = sa.select(Event).join(Delivery).where(Delivery.id.in_(claimed)).order_by(Event.id)
        events = db.session.scalars(heard).all()
        db.session.expunge_all()
        return events


def _heard_by(happening: Happening) -> list[str]:
    return [name for name in _subscriptions().get(happening, {}) if name not in _left_out.get()]


def _subscriptions() -> Subscriptions:
    found: Subscriptions = current_app.extensions["subscriptions"]
    return found

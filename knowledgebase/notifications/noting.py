# SPDX-License-Identifier: EUPL-1.2
"""Write down what people are told, each thing once, and post what is mailed at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db
from knowledgebase.events.models import Event, Happening
from knowledgebase.notifications import mailing
from knowledgebase.notifications.models import Notification
from knowledgebase.notifications.words import Pace, Sort

ONE_SITTING = timedelta(minutes=30)
"""Edits of one author that lie closer together are told once."""

Sitting = tuple[int, int, int | None]
"""Who is told, of what, and whose edit."""


@dataclass(frozen=True)
class Told:
    """That somebody is to be told something; `search_id` is the saved search that found it, if one did."""

    user_id: int
    event_id: int
    at: datetime
    actor_id: int | None
    contribution_id: int
    item_id: int
    sort: Sort
    pace: Pace
    is_edit: bool
    is_mention: bool
    search_id: int | None = None


def note(told: Sequence[Told]) -> None:
    """Make a notification of what was not told yet."""
    _hold(told)
    rows = [_notification(one) for one in _not_told_yet(told)]
    db.session.add_all(rows)
    db.session.flush()
    mailing.send_at_once([row for row in rows if row.pace == Pace.AT_ONCE])


def _hold(told: Sequence[Told]) -> None:
    """Let two workers take turns where they could tell of two edits in one sitting."""
    edited = sorted({one.contribution_id for one in told if one.is_edit})
    rows = sa.select(Contribution.id).where(Contribution.id.in_(edited)).order_by(Contribution.id)
    if edited:
        db.session.execute(rows.with_for_update(key_share=True))


def _not_told_yet(told: Sequence[Told]) -> list[Told]:
    ids = {one.event_id for one in told}
    made = sa.select(Notification.user_id, Notification.event_id).where(Notification.event_id.in_(ids))
    known = set(db.session.execute(made).tuples()) if ids else set()
    sittings = _sittings(told)
    fresh = []
    for one in told:
        if (one.user_id, one.event_id) not in known and not _is_told_in_sitting(one, sittings):
            fresh.append(one)
    return fresh


def _sittings(told: Sequence[Told]) -> dict[Sitting, list[datetime]]:
    """Give when the people were last told of edits of the same contributions."""
    edits = [one for one in told if one.is_edit]
    found: dict[Sitting, list[datetime]] = {}
    if not edits:
        return found
    recent = (
        sa.select(Notification.user_id, Notification.contribution_id, Event.actor_id, Event.at)
        .join(Event, Event.id == Notification.event_id)
        .where(Notification.contribution_id.in_({one.contribution_id for one in edits}))
        .where(Event.happening == Happening.EDITED, Event.at >= min(one.at for one in edits) - ONE_SITTING)
    )
    for user_id, contribution_id, actor_id, at in db.session.execute(recent):
        found.setdefault((user_id, contribution_id, actor_id), []).append(at)
    return found


def _is_told_in_sitting(one: Told, sittings: dict[Sitting, list[datetime]]) -> bool:
    if not one.is_edit:
        return False
    moments = sittings.setdefault((one.user_id, one.contribution_id, one.actor_id), [])
    told = any(abs(one.at - at) < ONE_SITTING for at in moments)
    if not told:
        moments.append(one.at)
    return told


def _notification(one: Told) -> Notification:
    return Notification(
        user_id=one.user_id,
        event_id=one.event_id,
        contribution_id=one.contribution_id,
        item_id=one.item_id,
        sort=one.sort,
        pace=one.pace,
        search_id=one.search_id,
    )

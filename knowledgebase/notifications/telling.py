# SPDX-License-Identifier: EUPL-1.2
"""Tell people what concerns them: the consumer of the outbox.

Whom to tell is worked out in a transaction that only reads; what is written
then is written with the delivery, all or nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db, found_or_added, reading
from knowledgebase.events.models import Event, Happening
from knowledgebase.notifications import mailing
from knowledgebase.notifications.concerns import CONCERNS, SILENCED_BY, Circle
from knowledgebase.notifications.models import Notification, WatchContribution, WatchHabit
from knowledgebase.notifications.news import Levels, News, levels_around, moderators_for, news_of
from knowledgebase.notifications.queries import paces_of
from knowledgebase.notifications.words import Level, Pace, Sort
from knowledgebase.policy import Permission, Viewer, allows, seen

ONE_SITTING = timedelta(minutes=30)
"""Edits of one author that lie closer together are told once."""

Sitting = tuple[int, int, int | None]
"""Who is told, of what, and whose edit."""


@dataclass(frozen=True)
class Told:
    """That somebody is to be told something."""

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


def tell(events: Sequence[Event]) -> None:
    """Make a notification for everyone whom the events concern, and let people watch what they take part in."""
    with reading():
        news = news_of(events)
        begun, wanted = _reasoned(news)
        told = _once_for_mentioned(_told_of(wanted))
    for user_id, item_id in sorted(begun):
        found_or_added(WatchContribution, user_id=user_id, target_id=item_id)
    _hold(told)
    rows = [_notification(one) for one in _not_told_yet(told)]
    db.session.add_all(rows)
    db.session.flush()
    mailing.send_at_once([row for row in rows if row.pace == Pace.AT_ONCE])


def _reasoned(news: Sequence[News]) -> tuple[set[tuple[int, int]], list[tuple[News, dict[int, Sort]]]]:
    """Give who begins to watch what, and of each piece of news who is to be told and why.

    Whoever takes part hears of what comes later, also when both come in one batch.
    """
    levels, moderators, unwilling = levels_around(news), moderators_for(news), _unwilling(news)
    begun, wanted = set(), []
    for one in news:
        wanted.append((one, _reasons(one, levels, moderators)))
        if one.beginner and one.beginner not in unwilling:
            levels.setdefault((Circle.WATCH_ITEM, one.item_id), {}).setdefault(one.beginner, Level.WATCH)
            begun.add((one.beginner, one.item_id))
    return begun, wanted


def _told_of(wanted: Sequence[tuple[News, Mapping[int, Sort]]]) -> list[Told]:
    people = _people({user_id for _, reasons in wanted for user_id in reasons})
    paces = paces_of(people)
    return [
        _told(one, user_id, sort, paces[user_id])
        for one, reasons in wanted
        for user_id, sort in reasons.items()
        if user_id in people and _may_know(people[user_id], one.contribution, sort)
    ]


def _once_for_mentioned(told: Sequence[Told]) -> list[Told]:
    """Tell whoever is mentioned only that, and not also that there is a text."""
    mentioned = {(one.user_id, one.contribution_id, one.actor_id) for one in told if one.is_mention}
    return [
        one
        for one in told
        if one.is_mention or (one.user_id, one.contribution_id, one.actor_id) not in mentioned
    ]


def _reasons(one: News, levels: Levels, moderators: Collection[int]) -> dict[int, Sort]:
    """Give who is to be told and why: never of one's own acts, nor of what one muted."""
    reasons: dict[int, Sort] = {}
    for circle, sort in CONCERNS[one.event.happening]:
        silenced = {id for muted in SILENCED_BY[sort] for id in one.people_who(Level.MUTE, muted, levels)}
        for user_id in sorted(one.people_in(circle, levels, moderators) - silenced):
            reasons.setdefault(user_id, sort)
    reasons.pop(one.event.actor_id or 0, None)
    return reasons


def _people(ids: Collection[int]) -> Mapping[int, Viewer]:
    """Give who of these has an account in use."""
    wanted = sa.select(User).where(User.id.in_(ids))
    wanted = wanted.options(selectinload(User.affiliations), selectinload(User.grants))
    people = db.session.scalars(wanted) if ids else ()
    return {person.id: person.as_viewer() for person in people if person.has_page}


def _may_know(viewer: Viewer, contribution: Contribution, sort: Sort) -> bool:
    may_decide = sort != Sort.REPORT or allows(viewer, Permission.HIDE, contribution)
    return may_decide and bool(seen(viewer, contribution))


def _told(one: News, user_id: int, sort: Sort, paces: Mapping[Sort, Pace]) -> Told:
    event = one.event
    return Told(
        user_id=user_id,
        event_id=event.id,
        at=event.at,
        actor_id=event.actor_id,
        contribution_id=one.contribution.id,
        item_id=one.item_id,
        sort=sort,
        pace=paces.get(sort, Pace.NEVER),
        is_edit=event.happening == Happening.EDITED,
        is_mention=event.happening == Happening.PERSON_MENTIONED,
    )


def _unwilling(news: Sequence[News]) -> set[int]:
    """Give who of those that take part would rather choose for themselves what to watch."""
    beginners = {one.beginner for one in news}
    wanted = sa.select(WatchHabit.user_id).where(WatchHabit.user_id.in_(beginners), ~WatchHabit.is_automatic)
    return set(db.session.scalars(wanted))


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
    )

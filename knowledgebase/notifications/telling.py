# SPDX-License-Identifier: EUPL-1.2
"""Tell people what concerns them: the consumer of the outbox.

Whom to tell is worked out in a transaction that only reads; what is written
then is written with the delivery, all or nothing.
"""

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db, found_or_added, reading
from knowledgebase.events.models import Event, Happening
from knowledgebase.notifications.concerns import CONCERNS, SILENCED_BY, Circle
from knowledgebase.notifications.models import WatchContribution, WatchHabit
from knowledgebase.notifications.news import Holders, Levels, News, holders_for, levels_around, news_of
from knowledgebase.notifications.noting import Told, note
from knowledgebase.notifications.queries import paces_of
from knowledgebase.notifications.words import Level, Pace, Sort
from knowledgebase.policy import Permission, Viewer, allows, seen


def tell(events: Sequence[Event]) -> None:
    """Make a notification for everyone whom the events concern, and let people watch what they take part in."""
    with reading():
        news = news_of(events, CONCERNS)
        begun, wanted = _reasoned(news)
        told = _once_for_mentioned(told_of(wanted))
    for user_id, item_id in sorted(begun):
        found_or_added(WatchContribution, user_id=user_id, target_id=item_id)
    note(told)


def _reasoned(news: Sequence[News]) -> tuple[set[tuple[int, int]], list[tuple[News, dict[int, Sort]]]]:
    """Give who begins to watch what, and of each piece of news who is to be told and why.

    Whoever takes part hears of what comes later, also when both come in one batch.
    """
    levels, holders, unwilling = levels_around(news), holders_for(news), _unwilling(news)
    begun, wanted = set(), []
    for one in news:
        wanted.append((one, _reasons(one, levels, holders)))
        if one.beginner and one.beginner not in unwilling:
            levels.setdefault((Circle.WATCH_ITEM, one.item_id), {}).setdefault(one.beginner, Level.WATCH)
            begun.add((one.beginner, one.item_id))
    return begun, wanted


def told_of(wanted: Sequence[tuple[News, Mapping[int, Sort]]]) -> list[Told]:
    """Give what is to be told to whom, of those that have an account in use and may know of it."""
    people = people_of({user_id for _, reasons in wanted for user_id in reasons})
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


def _reasons(one: News, levels: Levels, holders: Holders) -> dict[int, Sort]:
    """Give who is to be told and why: never of one's own acts, nor of what one muted."""
    reasons: dict[int, Sort] = {}
    for circle, sort in CONCERNS[one.event.happening]:
        for user_id in sorted(one.people_in(circle, levels, holders) - silenced(one, sort, levels)):
            reasons.setdefault(user_id, sort)
    reasons.pop(one.event.actor_id or 0, None)
    return reasons


def silenced(one: News, sort: Sort, levels: Levels) -> set[int]:
    """Give who muted something that silences this sort of news."""
    return {id for muted in SILENCED_BY[sort] for id in one.people_who(Level.MUTE, muted, levels)}


def people_of(ids: Collection[int]) -> Mapping[int, Viewer]:
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

# SPDX-License-Identifier: EUPL-1.2
"""Watch and mute, read, and choose what is mailed."""

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models.relations import Relation, RelationSort
from knowledgebase.db import db, found_or_added, now
from knowledgebase.events.models import Event
from knowledgebase.notifications.models import (
    MailPreference,
    Notification,
    SavedSearch,
    Watch,
    WatchContribution,
    WatchHabit,
)
from knowledgebase.notifications.words import Level, Pace, Sort

MOST_SEARCHES = 25


class TooManySearches(Exception):
    """Somebody saved as many searches as one may have."""


def watch(table: type[Watch], user_id: int, target_id: int, level: Level) -> None:
    """Watch or mute something; whichever was chosen last holds."""
    held = found_or_added(table, user_id=user_id, target_id=target_id)
    if held.level != level:
        held.level, held.since = level, now()


def let_go(table: type[Watch], user_id: int, target_id: int) -> None:
    """Neither watch nor mute something any longer."""
    db.session.execute(sa.delete(table).where(table.user_id == user_id, table.target_id == target_id))


def save_search(user_id: int, asked: str, name: str) -> None:
    """Keep a search of a person under a name, and watch it; the same search twice is one.

    :raises TooManySearches: when the person has as many as one may have.
    """
    # Two that are saved at once are counted in turn.
    db.session.execute(sa.select(User.id).where(User.id == user_id).with_for_update(key_share=True))
    saved = db.session.scalars(sa.select(SavedSearch.asked).where(SavedSearch.user_id == user_id)).all()
    if asked not in saved and len(saved) >= MOST_SEARCHES:
        raise TooManySearches
    search = found_or_added(SavedSearch, user_id=user_id, asked=asked)
    search.name, search.level = name, Level.WATCH


def rename_search(search: SavedSearch, name: str) -> None:
    """Call a search otherwise."""
    search.name = name


def watch_search(search: SavedSearch, level: Level) -> None:
    """Watch or mute a search."""
    search.level = level


def drop_search(search: SavedSearch) -> None:
    """Keep a search no longer; what was told because of it stays, and says so otherwise."""
    # Held, so that nobody is told because of it between the two.
    db.session.execute(sa.select(SavedSearch.id).where(SavedSearch.id == search.id).with_for_update())
    because_of_it = sa.update(Notification).where(Notification.search_id == search.id)
    db.session.execute(because_of_it.values(search_id=None))
    db.session.execute(sa.delete(SavedSearch).where(SavedSearch.id == search.id))


def read_item(user_id: int, item_id: int) -> None:
    """Mark all that a person was told of an item as read."""
    db.session.execute(as_read(user_id, Notification.item_id == item_id))


def read_all(user_id: int, last_id: int) -> None:
    """Mark all that a person was told, up to the last that was shown, as read."""
    db.session.execute(as_read(user_id, Notification.id <= last_id))


def as_read(user_id: int, condition: sa.ColumnElement[bool]) -> sa.Update:
    """Give the change that marks what a person was told as read."""
    unread = (Notification.user_id == user_id, Notification.read_at.is_(None), condition)
    return sa.update(Notification).where(*unread).values(read_at=now())


def choose_paces(user_id: int, chosen: Mapping[Sort, Pace]) -> None:
    """Keep how soon a person wants to be mailed what."""
    for sort, pace in chosen.items():
        found_or_added(MailPreference, user_id=user_id, sort=sort).pace = pace


def stop_mail(user_id: int, sorts: Collection[Sort]) -> None:
    """Mail a person no more of these sorts of news."""
    choose_paces(user_id, dict.fromkeys(sorts, Pace.NEVER))


def choose_habit(user_id: int, is_automatic: bool) -> None:
    """Keep whether a person watches by itself what that person takes part in."""
    found_or_added(WatchHabit, user_id=user_id).is_automatic = is_automatic


def take_watchers_along(events: Sequence[Event]) -> None:
    """Let whoever watches what was merged into another watch that too, but not who muted it."""
    merged = sa.select(Relation.from_id, Relation.to_id).where(
        Relation.sort == RelationSort.MERGED_INTO,
        Relation.from_id.in_({event.contribution_id for event in events}),
    )
    for from_id, to_id in db.session.execute(merged).tuples().all():
        watching = sa.select(WatchContribution.user_id).filter_by(target_id=from_id, level=Level.WATCH)
        for user_id in db.session.scalars(watching.order_by(WatchContribution.user_id)).all():
            found_or_added(WatchContribution, user_id=user_id, target_id=to_id)


def forget_told(events: Sequence[Event]) -> None:
    """Forget who watched, and who was told of, what was removed for good."""
    ids = {event.contribution_id for event in events}
    about = sa.or_(Notification.contribution_id.in_(ids), Notification.item_id.in_(ids))
    db.session.execute(sa.delete(Notification).where(about))
    db.session.execute(sa.delete(WatchContribution).where(WatchContribution.target_id.in_(ids)))

# SPDX-License-Identifier: EUPL-1.2
"""Tell people what is new and matches a search that they saved: a consumer of the outbox of its own.

It hears of an event after the index does, so that the search engine itself
says what matches, with the rights that each person has at that moment.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from knowledgebase.contributions.models import Revision
from knowledgebase.db import db, reading
from knowledgebase.events.models import Event, Happening
from knowledgebase.notifications.models import Notification, SavedSearch
from knowledgebase.notifications.news import News, levels_around, news_of
from knowledgebase.notifications.noting import Told, note
from knowledgebase.notifications.telling import people_of, silenced, told_of
from knowledgebase.notifications.words import Level, Sort
from knowledgebase.policy import Status, Viewer, Visibility, seen

NEW = frozenset({Happening.PUBLISHED, Happening.RESTORED, Happening.RECOVERED, Happening.VISIBILITY_CHANGED})
"""What makes an item new to somebody, once for each item and person."""

Find = Callable[[Sequence[tuple[Viewer, str]], Collection[int]], Sequence[Collection[int]]]
"""Gives, for each search on behalf of somebody, which of these items it finds."""


@dataclass(frozen=True)
class AsItWas:
    """For whom an item was before its readers were chosen anew."""

    author_id: int
    visibility: Visibility
    audience_id: int | None
    status: Status = Status.PUBLISHED


def tell(find: Find, events: Sequence[Event]) -> None:
    """Make a notification for everyone whose saved search finds what these events made new."""
    with reading():
        told = _told(_new_items(events), find)
    note(told)


def _new_items(events: Sequence[Event]) -> list[News]:
    """Give the items that became new, each with the first event that made it so."""
    first: dict[int, News] = {}
    for one in news_of(events, NEW):
        if one.contribution.id == one.item_id:
            first.setdefault(one.item_id, one)
    return list(first.values())


def _told(news: Sequence[News], find: Find) -> list[Told]:
    found = _found(news, find) if news else {}
    levels, informed, before = levels_around(news), _informed(found), _before(news)
    wanted = []
    for one in news:
        finders = found.get(one.item_id, {})
        uninterested = silenced(one, Sort.WATCHED, levels) | informed.get(one.item_id, set()) | _makers(one)
        wanted.append((one, dict.fromkeys(finders.keys() - uninterested, Sort.WATCHED)))
    return [
        replace(told, search_id=found[told.item_id][told.user_id][1])
        for told in told_of(wanted)
        if not _was_seen(found[told.item_id][told.user_id][0], before.get(told.event_id))
    ]


def _found(news: Sequence[News], find: Find) -> dict[int, dict[int, tuple[Viewer, int]]]:
    """Give for each item who finds it, with the first of that person's searches that does."""
    watched = sa.select(SavedSearch.id, SavedSearch.user_id, SavedSearch.asked)
    rows = db.session.execute(watched.where(SavedSearch.level == Level.WATCH).order_by(SavedSearch.id)).all()
    people = people_of({row.user_id for row in rows})
    asked = [(row.id, people[row.user_id], row.asked) for row in rows if row.user_id in people]
    answers = find([(viewer, query) for _, viewer, query in asked], [one.item_id for one in news])
    found: dict[int, dict[int, tuple[Viewer, int]]] = {}
    for (search_id, viewer, _), item_ids in zip(asked, answers, strict=True):
        for item_id in item_ids:
            found.setdefault(item_id, {}).setdefault(viewer.id, (viewer, search_id))
    return found


def _informed(item_ids: Collection[int]) -> dict[int, set[int]]:
    """Give who was told before that these items are new."""
    wanted = (
        sa.select(Notification.item_id, Notification.user_id)
        .join(Event, Event.id == Notification.event_id)
        .where(
            Notification.item_id.in_(item_ids), Notification.sort == Sort.WATCHED, Event.happening.in_(NEW)
        )
    )
    informed: dict[int, set[int]] = {}
    for item_id, user_id in db.session.execute(wanted) if item_ids else ():
        informed.setdefault(item_id, set()).add(user_id)
    return informed


def _makers(one: News) -> set[int]:
    """Give whose work or deed it is."""
    writers = {one.contribution.author_id, *(person.id for person in one.contribution.co_authors)}
    return writers | {one.event.actor_id or 0}


def _before(news: Sequence[News]) -> Mapping[int, AsItWas]:
    """Give by event for whom the items were before, of those whose readers were chosen anew."""
    return {
        one.event.id: AsItWas(one.contribution.author_id, last.visibility, last.audience_id)
        for one in news
        if one.event.happening == Happening.VISIBILITY_CHANGED
        if (last := _last_for_others(one)) is not None
    }


def _last_for_others(one: News) -> Revision | None:
    item = one.contribution
    differs = (Revision.visibility != item.visibility) | Revision.audience_id.is_distinct_from(
        item.audience_id
    )
    versions = sa.select(Revision).where(Revision.contribution_id == item.id, differs)
    return db.session.scalar(versions.order_by(Revision.number.desc()).limit(1))


def _was_seen(viewer: Viewer, before: AsItWas | None) -> bool:
    return before is not None and bool(seen(viewer, before))

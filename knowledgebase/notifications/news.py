# SPDX-License-Identifier: EUPL-1.2
"""What happened, with all that decides whom it concerns. Read in a few queries for a whole batch."""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import selectinload, with_polymorphic

from knowledgebase.accounts.models import RoleGrant
from knowledgebase.contributions.actions.writing import MINOR
from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db
from knowledgebase.events.models import Event, Happening
from knowledgebase.notifications.concerns import BEGINS_WATCHING, Circle
from knowledgebase.notifications.models import (
    Watch,
    WatchContribution,
    WatchOrganisation,
    WatchPerson,
    WatchTag,
    WatchTheme,
)
from knowledgebase.notifications.words import Level
from knowledgebase.policy import Role

TABLES: Mapping[Circle, type[Watch]] = {
    Circle.WATCH_ITEM: WatchContribution,
    Circle.WATCH_PERSON: WatchPerson,
    Circle.WATCH_TAG: WatchTag,
    Circle.WATCH_THEME: WatchTheme,
    Circle.WATCH_ORGANISATION: WatchOrganisation,
}
Levels = dict[tuple[Circle, int], dict[int, Level]]
"""From what is watched, as circle and id, to who watches or mutes it."""


@dataclass(frozen=True)
class Holders:
    """Who holds a role that news may be for: the moderators, and the managers by organisation id."""

    moderators: Collection[int] = ()
    managers: Mapping[int, Collection[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class News:
    """One thing that happened: the event, what it happened to, and what each circle stands around."""

    event: Event
    contribution: Contribution
    item_id: int
    targets: Mapping[Circle, frozenset[int]]

    @property
    def beginner(self) -> int | None:
        """Who watches the item from then on, if anybody."""
        if self.event.happening == Happening.HANDED_OVER:
            return self.event.person_id
        return self.event.actor_id if self.event.happening in BEGINS_WATCHING else None

    @property
    def is_for_moderators(self) -> bool:
        """Whether moderators have something to decide: about a report, or about a change that needs approval."""
        return self.event.happening == Happening.REPORTED or (
            self.event.happening == Happening.SUGGESTED and self.contribution.approvals_needed > 0
        )

    @property
    def mentioned_id(self) -> int | None:
        """The organisation that is mentioned, if that is what happened."""
        is_it = self.event.happening == Happening.ORGANISATION_MENTIONED
        return self.event.organisation_id if is_it else None

    def people_in(self, circle: Circle, levels: Levels, holders: Holders) -> set[int]:
        """Give the people in a circle."""
        if circle == Circle.ASKER:
            return {id for id in (self.contribution.asker_id,) if id}
        if circle == Circle.ADDRESSED:
            return {id for id in (self.event.person_id,) if id}
        if circle == Circle.AUTHOR:
            return {self.contribution.author_id, *(person.id for person in self.contribution.co_authors)}
        if circle == Circle.MODERATORS:
            return set(holders.moderators) if self.is_for_moderators else set()
        if circle == Circle.MANAGERS:
            return set(holders.managers.get(self.mentioned_id or 0, ()))
        return self.people_who(Level.WATCH, circle, levels)

    def people_who(self, level: Level, circle: Circle, levels: Levels) -> set[int]:
        """Give the people who watch, or mute, what this circle stands around."""
        found = (levels.get((circle, id), {}) for id in self.targets[circle])
        return {user_id for people in found for user_id, held in people.items() if held == level}


def news_of(events: Sequence[Event], happenings: Container[Happening]) -> list[News]:
    """Give the events of these sorts with what they happened to. Small changes concern nobody."""
    told = [
        one for one in events if one.happening in happenings and one.contribution_id and one.detail != MINOR
    ]
    rows = _loaded({event.contribution_id or 0 for event in told})
    items = _loaded({row.root_id for row in rows.values()})
    return [
        News(event, row, row.root_id, _targets(event, row, items[row.root_id]))
        for event in told
        if (row := rows.get(event.contribution_id or 0)) is not None
    ]


def levels_around(news: Sequence[News]) -> Levels:
    """Give who watches and mutes what the news is about, with one query per sort of thing."""
    found: dict[tuple[Circle, int], dict[int, Level]] = {}
    for circle, table in TABLES.items():
        ids = {id for one in news for id in one.targets[circle]}
        wanted = sa.select(table.target_id, table.user_id, table.level).where(table.target_id.in_(ids))
        for target_id, user_id, level in db.session.execute(wanted) if ids else ():
            found.setdefault((circle, target_id), {})[user_id] = level
    return found


def holders_for(news: Sequence[News]) -> Holders:
    """Give the moderators, if there is something for them to decide, and the managers of who is mentioned."""
    is_for_moderators = any(one.is_for_moderators for one in news)
    mentioned = sorted({one.mentioned_id for one in news if one.mentioned_id})
    if not is_for_moderators and not mentioned:
        return Holders()
    manages = (RoleGrant.role == Role.ORGANISATION_MANAGER) & RoleGrant.organisation_id.in_(mentioned)
    wanted = sa.select(RoleGrant).where((RoleGrant.role == Role.MODERATOR) | manages)
    grants = db.session.scalars(wanted).all()
    managers: dict[int, set[int]] = {}
    for one in grants:
        if one.role == Role.ORGANISATION_MANAGER and one.organisation_id:
            managers.setdefault(one.organisation_id, set()).add(one.user_id)
    return Holders([one.user_id for one in grants if one.role == Role.MODERATOR], managers)


def _loaded(ids: Collection[int]) -> dict[int, Contribution]:
    every_kind = with_polymorphic(Contribution, "*")
    wanted = sa.select(every_kind).where(every_kind.id.in_(ids)).options(selectinload(every_kind.co_authors))
    rows = db.session.scalars(wanted).unique() if ids else ()
    return {row.id: row for row in rows}


def _targets(event: Event, row: Contribution, item: Contribution) -> Mapping[Circle, frozenset[int]]:
    return {
        Circle.WATCH_ITEM: frozenset({item.id}),
        Circle.WATCH_PERSON: frozenset(id for id in (event.actor_id,) if id and id != row.hidden_person_id),
        Circle.WATCH_TAG: frozenset(tag.id for tag in item.tags),
        Circle.WATCH_THEME: frozenset({item.theme_id} if item.theme_id else ()),
        Circle.WATCH_ORGANISATION: _organisations(event, item),
    }


def _organisations(event: Event, item: Contribution) -> frozenset[int]:
    if event.happening == Happening.ORGANISATION_MENTIONED and event.organisation_id:
        return frozenset({event.organisation_id})
    return frozenset(one.id for one in item.organisations_concerned())

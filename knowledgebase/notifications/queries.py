# SPDX-License-Identifier: EUPL-1.2
"""Reading what people are told, as far as they may see it now, and what they chose."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models import Comment, Contribution, Kind, Suggestion, SuggestionStatus
from knowledgebase.contributions.models.applications import Application
from knowledgebase.contributions.models.reactions import Reaction
from knowledgebase.db import db
from knowledgebase.events.models import Event, Happening
from knowledgebase.notifications.models import MailPreference, Notification, SavedSearch, Watch, WatchHabit
from knowledgebase.notifications.words import USUAL_PACE, Level, Pace, Sort, sentence
from knowledgebase.policy import Permission, Viewer, allows, name_known, seen
from knowledgebase.web.addresses import path_of
from knowledgebase.web.paging import Page, newest_first

MOST_OF_ONE_ITEM = 10
ABOUT_SUGGESTIONS = frozenset(
    {Happening.SUGGESTED, Happening.SUGGESTION_ACCEPTED, Happening.SUGGESTION_DECLINED}
)
Item = aliased(Contribution, name="item")


@dataclass(frozen=True)
class Line:
    """One notification as its reader sees it. `title` is empty for who may not see the page it stands on."""

    id: int
    item_id: int
    contribution_id: int
    at: datetime
    is_read: bool
    sort: Sort
    happening: Happening
    detail: str | None
    name: str | None
    kind: Kind
    title: str
    language: str
    search: str | None

    @property
    def sentence(self) -> str:
        """What happened."""
        return sentence(self.happening, self.name, self.detail, self.search)

    @property
    def heading(self) -> str:
        """The title of the item, or its kind for who may not see more."""
        return self.title or self.kind.label

    @property
    def path(self) -> str:
        """Where it leads."""
        if self.happening in ABOUT_SUGGESTIONS:
            return path_of("contributions.suggestions")
        endpoint = "moderation.decide" if self.sort == Sort.REPORT else "contributions.show"
        return path_of(endpoint, id=self.contribution_id)


LINE = len(fields(Line))
"""How many columns make a line."""


@dataclass(frozen=True)
class Group:
    """What a reader is told of one item: the newest lines, and how many there are."""

    lines: Sequence[Line]
    count: int
    unread: int

    @property
    def item_id(self) -> int:
        """The item."""
        return self.lines[0].item_id

    @property
    def more(self) -> int:
        """How many lines are left out."""
        return self.count - len(self.lines)


def told(viewer: Viewer, *columns: Any) -> sa.Select[Any]:
    """Select what the viewer was told and may still see."""
    return (
        sa.select(*columns)
        .select_from(Notification)
        .join(Event, Event.id == Notification.event_id)
        .join(Contribution, Contribution.id == Notification.contribution_id)
        .where(Notification.user_id == viewer.id, seen(viewer, Contribution), _still_holds(viewer))
    )


def about(id: int) -> sa.ColumnElement[bool]:
    """Select what is told of an item, or of what its page shows."""
    return sa.or_(Notification.item_id == id, Notification.contribution_id == id)


def is_told_of(viewer: Viewer, id: int) -> sa.Exists:
    """Tell whether the viewer was told of an item and did not read it."""
    return sa.exists().where(Notification.user_id == viewer.id, Notification.read_at.is_(None), about(id))


@dataclass(frozen=True)
class Standing:
    """How a reader stands to what a page shows: `target_id`, watched at `level`; and to all there is to read."""

    unread: int
    has_news: bool
    target_id: int | None
    level: Level | None


def standing(viewer: Viewer, item_id: int, table: type[Watch], target_id: Any) -> Standing:
    """Count what the viewer was told and did not read, also of an item; tell how the viewer watches a target."""
    unread = told(viewer, sa.func.count()).where(Notification.read_at.is_(None)).scalar_subquery()
    level = sa.select(table.level).where(table.user_id == viewer.id, table.target_id == target_id)
    wanted = sa.select(unread, is_told_of(viewer, item_id), target_id, level.scalar_subquery())
    count, has_news, id, held = db.session.execute(wanted).tuples().one()
    return Standing(count or 0, bool(has_news), id, held)


def groups_of(viewer: Viewer) -> tuple[Page, list[Group]]:
    """Give the page of items that the address asks for, and what is told of each; the last told first."""
    last = told(viewer, sa.func.max(Notification.id).label("id")).group_by(Notification.item_id).subquery()
    page = newest_first(db, sa.select(Notification).join(last, last.c.id == Notification.id), Notification.id)
    return page, _groups(viewer, [row.item_id for row in page.rows])


def lines(statement: sa.Select[Any]) -> list[Line]:
    """Read the lines that `lines_told` selects."""
    return [Line(*row[:LINE]) for row in db.session.execute(statement)]


def lines_told(viewer: Viewer, *more: Any) -> sa.Select[Any]:
    """Select what the viewer is told as lines, with more columns behind them."""
    knows_item = seen(viewer, Item)
    return (
        told(
            viewer,
            Notification.id,
            Notification.item_id,
            Notification.contribution_id,
            Event.at,
            Notification.read_at.is_not(None),
            Notification.sort,
            Event.happening,
            Event.detail,
            sa.case((name_known(viewer, Contribution, Event.actor_id), User.name), else_=""),
            Contribution.kind,
            sa.case((knows_item, Item.title), else_=""),
            Item.language,
            SavedSearch.name,
            *more,
        )
        .join(Item, Item.id == Notification.item_id)
        .outerjoin(User, User.id == Event.actor_id)
        .outerjoin(SavedSearch, SavedSearch.id == Notification.search_id)
    )


def paces_of(user_ids: Collection[int]) -> dict[int, dict[Sort, Pace]]:
    """Give how soon each of these people wants to be mailed what."""
    chosen = sa.select(MailPreference.user_id, MailPreference.sort, MailPreference.pace)
    found = {user_id: dict(USUAL_PACE) for user_id in user_ids}
    for user_id, sort, pace in db.session.execute(chosen.where(MailPreference.user_id.in_(user_ids))):
        found[user_id][sort] = pace
    return found


def paces(user_id: int) -> Mapping[Sort, Pace]:
    """Give how soon a person wants to be mailed what."""
    return paces_of([user_id])[user_id]


def watches_by_itself(user_id: int) -> bool:
    """Tell whether a person watches by itself what that person takes part in."""
    habit = db.session.get(WatchHabit, user_id)
    return habit is None or habit.is_automatic


def _groups(viewer: Viewer, item_ids: Sequence[int]) -> list[Group]:
    each = Notification.item_id
    rank = sa.func.row_number().over(partition_by=each, order_by=Notification.id.desc()).label("rank")
    count = sa.func.count().over(partition_by=each).label("count")
    unread = sa.func.count().filter(Notification.read_at.is_(None)).over(partition_by=each).label("unread")
    ranked = lines_told(viewer, rank, count, unread).where(Notification.item_id.in_(item_ids)).subquery()
    wanted = sa.select(ranked).where(ranked.c.rank <= MOST_OF_ONE_ITEM).order_by(ranked.c.id.desc())
    found: dict[int, list[Any]] = {}
    for row in db.session.execute(wanted) if item_ids else ():
        found.setdefault(row.item_id, []).append(row)
    rows = [found[id] for id in item_ids if id in found]
    return [Group([Line(*row[:LINE]) for row in some], some[0].count, some[0].unread) for some in rows]


def _still_holds(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Leave out reports for who is no moderator any more, and what was said and taken back since."""
    remark = (Comment.author_id == Event.actor_id, Comment.removed_at.is_(None))
    by_actor = (Reaction.author_id == Event.actor_id, Reaction.sort == Event.detail)
    practice = (Application.organisation_id == Event.organisation_id, Application.result == Event.detail)
    waiting = Suggestion.status == SuggestionStatus.PENDING
    holds = sa.and_(
        _stands(Happening.COMMENTED, Comment, *remark),
        _stands(Happening.REACTED, Reaction, *by_actor, Reaction.removed_at.is_(None)),
        _stands(Happening.APPLIED, Application, *practice),
        _stands(Happening.SUGGESTED, Suggestion, Suggestion.author_id == Event.person_id, waiting),
        sa.or_(Event.happening != Happening.PERSON_MENTIONED, _is_mentioned()),
    )
    if allows(viewer, Permission.MODERATE):
        return holds
    return sa.and_(holds, Notification.sort != Sort.REPORT)


def _is_mentioned() -> sa.ColumnElement[bool]:
    """Look for the link to the person in what stands there now."""
    link = sa.literal('<a href="/mensen/') + sa.cast(Event.person_id, sa.String) + sa.literal('">@')
    said = (
        sa.exists().where(
            model.contribution_id == Event.contribution_id,
            model.author_id == Event.actor_id,
            model.removed_at.is_(None),
            model.html.contains(link),
        )
        for model in (Comment, Reaction)
    )
    return sa.or_(Contribution.html.contains(link), *said)


def _stands(happening: Happening, said: Any, *conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Ask of this happening that a row of what people say still stands there."""
    row = sa.exists().where(said.contribution_id == Event.contribution_id, *conditions)
    return sa.or_(Event.happening != happening, row)

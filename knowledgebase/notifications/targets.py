# SPDX-License-Identifier: EUPL-1.2
"""What can be watched: for each sort of thing its table, who may know of it, and its page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import get_locale
from flask_babel import lazy_gettext as _

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models import Contribution, ContributionTag, Kind, Tag, Theme
from knowledgebase.contributions.queries import listed
from knowledgebase.contributions.queries.people import known_to
from knowledgebase.contributions.views import address_of
from knowledgebase.db import db
from knowledgebase.notifications.models import (
    Watch,
    WatchContribution,
    WatchOrganisation,
    WatchPerson,
    WatchTag,
    WatchTheme,
)
from knowledgebase.notifications.words import Level
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Status, Viewer, seen

MOST_WATCHED = 500


@dataclass(frozen=True)
class Target:
    """A sort of thing that can be watched."""

    label: Any
    table: type[Watch]
    model: Any
    may_know: Callable[[Viewer], sa.ColumnElement[bool]]
    name_of: Callable[[Any], str]
    path_of: Callable[[Any], str]


@dataclass(frozen=True)
class Watched:
    """One thing that somebody watches or mutes."""

    sort: str
    label: str
    id: int
    name: str
    path: str
    level: Level


def _of_contributions(viewer: Viewer) -> sa.ColumnElement[bool]:
    stands = Contribution.status != Status.MERGED
    return sa.and_(Contribution.kind != Kind.ANSWER, stands, seen(viewer, Contribution))


def _of_tags(viewer: Viewer) -> sa.ColumnElement[bool]:
    """A tag shows itself by what carries it, or by its description."""
    readable = listed(viewer).with_only_columns(Contribution.id)
    used = sa.exists().where(
        ContributionTag.tag_id == Tag.id, ContributionTag.contribution_id.in_(readable.correlate(None))
    )
    return sa.and_(Tag.synonym_of_id.is_(None), sa.or_(Tag.description != "", used))


def _of_people(viewer: Viewer) -> sa.ColumnElement[bool]:
    return sa.and_(known_to(viewer), User.id != viewer.id)


def _everyone(viewer: Viewer) -> sa.ColumnElement[bool]:
    return sa.true()


def _theme_name(theme: Theme) -> str:
    return theme.name_en if str(get_locale()) == "en" else theme.name


def _name(row: Any) -> str:
    return str(row.name)


TARGETS: Mapping[str, Target] = {
    "bijdrage": Target(
        _("Contributions"),
        WatchContribution,
        Contribution,
        _of_contributions,
        lambda row: str(row.title),
        address_of,
    ),
    "tag": Target(
        _("Tags"), WatchTag, Tag, _of_tags, _name, lambda row: url_for("contributions.tag", name=row.name)
    ),
    "thema": Target(
        _("Themes"),
        WatchTheme,
        Theme,
        _everyone,
        _theme_name,
        lambda row: url_for("contributions.theme", slug=row.slug),
    ),
    "organisatie": Target(
        _("Organisations"),
        WatchOrganisation,
        Organisation,
        _everyone,
        _name,
        lambda row: url_for("front.organisation", slug=row.slug),
    ),
    "mens": Target(
        _("People"), WatchPerson, User, _of_people, _name, lambda row: url_for("contributions.person", id=row)
    ),
}
"""By the word that stands for it in addresses."""

ON_PAGES: Mapping[str, tuple[str, Any, str]] = {
    "contributions.tag": ("tag", Tag.name, "name"),
    "contributions.theme": ("thema", Theme.slug, "slug"),
    "contributions.person": ("mens", User.id, "id"),
}
"""From the endpoint of a page to the sort of thing it shows, and which part of the address names it by what."""


def target_row(sort: str, id: int, viewer: Viewer) -> Any:
    """Give the thing with this id if the viewer may know of it."""
    target = TARGETS.get(sort)
    if target is None:
        return None
    return db.session.scalar(sa.select(target.model).where(target.model.id == id, target.may_know(viewer)))


def target_on_page(endpoint: str, named: Mapping[str, Any], item_id: int) -> tuple[str, Any]:
    """Give what the page at an address shows: its sort, and in SQL its id."""
    if endpoint not in ON_PAGES:
        return "bijdrage", sa.literal(item_id)
    sort, column, part = ON_PAGES[endpoint]
    return sort, sa.select(TARGETS[sort].model.id).where(column == named[part]).scalar_subquery()


def level_of(sort: str, id: int, user_id: int) -> Level | None:
    """Tell whether a person watches or mutes something."""
    table = TARGETS[sort].table
    return db.session.scalar(sa.select(table.level).where(table.user_id == user_id, table.target_id == id))


def watched_by(viewer: Viewer) -> list[tuple[str, Sequence[Watched]]]:
    """Give what the viewer watches and mutes and may still know of, by sort; the last chosen first."""
    found = [(str(target.label), _watched(sort, target, viewer)) for sort, target in TARGETS.items()]
    return [(label, some) for label, some in found if some]


def _watched(sort: str, target: Target, viewer: Viewer) -> list[Watched]:
    table, model = target.table, target.model
    statement = (
        sa.select(model, table.level)
        .join(table, table.target_id == model.id)
        .where(table.user_id == viewer.id, target.may_know(viewer))
        .order_by(table.since.desc(), table.target_id.desc())
        .limit(MOST_WATCHED)
    )
    return [
        Watched(sort, str(target.label), row.id, target.name_of(row), target.path_of(row), level)
        for row, level in db.session.execute(statement).unique()
    ]

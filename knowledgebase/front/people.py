# SPDX-License-Identifier: EUPL-1.2
"""Who works for an organisation, as far as a visitor may know."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from knowledgebase.accounts.models import Affiliation, RoleGrant, User
from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Role, Viewer
from knowledgebase.web.i18n import today

ORDINARY = (Role.READER, Role.MEMBER)
"""Roles that say nothing about somebody: left out where they hold another."""


@dataclass(frozen=True)
class Staff:
    """The people of an organisation: their number, how often each role, and for members their names with roles."""

    number: int
    roles: Sequence[tuple[Role, int]]
    names: Sequence[tuple[str, Sequence[Role]]]


def staff_of(organisation: Organisation, viewer: Viewer) -> Staff:
    """Give the people who work for an organisation today; names are for members only."""
    people: dict[int, tuple[str, list[Role]]] = {}
    for id, name, role in db.session.execute(_people(organisation)):
        people.setdefault(id, (name, []))[1].extend([role] if role else [])
    named = [(name, _telling(roles)) for name, roles in people.values()]
    times = Counter(role for _, roles in named for role in roles)
    roles = [(role, times[role]) for role in Role if times[role]]
    return Staff(len(named), roles, named if viewer.is_member else [])


def _people(organisation: Organisation) -> sa.Select[tuple[int, str, Role]]:
    here = sa.or_(RoleGrant.organisation_id.is_(None), RoleGrant.organisation_id == organisation.id)
    return (
        sa.select(User.id, User.name, RoleGrant.role)
        .join(Affiliation, Affiliation.user_id == User.id)
        .outerjoin(RoleGrant, sa.and_(RoleGrant.user_id == User.id, here))
        .where(Affiliation.organisation_id == organisation.id)
        .where(sa.or_(Affiliation.until.is_(None), Affiliation.until > today()))
        .where(User.active, User.confirmed_at.is_not(None))
        .order_by(User.name, User.id)
    )


def _telling(roles: Sequence[Role]) -> list[Role]:
    return [role for role in Role if role in roles and role not in ORDINARY]

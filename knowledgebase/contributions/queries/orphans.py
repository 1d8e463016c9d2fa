# SPDX-License-Identifier: EUPL-1.2
"""What has no owner any more, and who could own it."""

from typing import Any

import sqlalchemy as sa

from knowledgebase.accounts.models import Affiliation, RoleGrant, User
from knowledgebase.accounts.queries import people_at
from knowledgebase.contributions.models import Contribution, Kind
from knowledgebase.contributions.queries.lists import SHOWN_ON_THEIR_OWN, listed
from knowledgebase.policy import Role, Status, Viewer
from knowledgebase.web.i18n import today


def orphans(viewer: Viewer) -> sa.Select[Any]:
    """Select what the viewer may see of which the author's account is closed, or who works elsewhere now."""
    closed = sa.exists().where(User.id == Contribution.author_id, User.active.is_(False))
    return listed(viewer).where(Contribution.kind.in_(SHOWN_ON_THEIR_OWN), _has_left() | closed)


def left_behind() -> sa.Select[tuple[int, int]]:
    """Select the ids of what somebody spoke for an organisation that they left, each with that of who manages it now.

    Of an anonymous question nobody learns in this way who asked it.
    """
    manages = (RoleGrant.role == Role.ORGANISATION_MANAGER) & (
        RoleGrant.organisation_id == Contribution.organisation_id
    )
    return (
        sa.select(Contribution.id, sa.func.min(RoleGrant.user_id))
        .join(RoleGrant, manages)
        .join(User, (User.id == RoleGrant.user_id) & User.active & User.confirmed_at.is_not(None))
        .where(
            Contribution.kind.in_(set(SHOWN_ON_THEIR_OWN) - {Kind.AGREEMENT}),
            Contribution.status.in_((Status.PUBLISHED, Status.HIDDEN)),
            Contribution.hidden_person_id.is_(None),
            RoleGrant.user_id != Contribution.author_id,
            _has_left(),
        )
        .group_by(Contribution.id)
        .order_by(Contribution.id)
    )


def possible_owner(contribution: Contribution, called: str) -> User | None:
    """Find the one member with this mail address or name who works where the contribution is filed.

    Of what is filed under no organisation any member can be the owner.
    """
    found = [one for one in people_at(contribution.organisation_id, called) if one.as_viewer().is_member]
    return found[0] if len(found) == 1 and found[0].id != contribution.author_id else None


def _has_left() -> sa.ColumnElement[bool]:
    works_there = sa.exists().where(
        Affiliation.user_id == Contribution.author_id,
        Affiliation.organisation_id == Contribution.organisation_id,
        Affiliation.until.is_(None) | (Affiliation.until > today()),
    )
    return Contribution.organisation_id.is_not(None) & ~works_there

# SPDX-License-Identifier: EUPL-1.2
"""Who may know of a person."""

from typing import Any

import sqlalchemy as sa

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models import Comment, Contribution, ContributionAuthor
from knowledgebase.contributions.models.reactions import Reaction
from knowledgebase.db import db
from knowledgebase.policy import ANYONE, Viewer, name_known, seen


def person_known_to(id: int, viewer: Viewer) -> User | None:
    """Give the person, if the viewer may know of the account: members and the person always may.

    Others know only who signed something that everyone can read.
    """
    return db.session.scalar(sa.select(User).where(User.id == id, known_to(viewer)))


def known_to(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Select the people of whom the viewer may know."""
    has_page = sa.and_(User.active, User.confirmed_at.is_not(None))
    if viewer.is_member:
        return has_page
    return sa.and_(has_page, sa.or_(User.id == viewer.id, _signed_in_public()))


def _signed_in_public() -> sa.ColumnElement[bool]:
    public = seen(ANYONE, Contribution) & name_known(ANYONE, Contribution, User.id)
    wrote = sa.exists().where(Contribution.author_id == User.id, public)
    keeps = sa.exists().where(
        ContributionAuthor.user_id == User.id, ContributionAuthor.contribution_id == Contribution.id, public
    )
    return sa.or_(wrote, keeps, *(_said_in_public(model, public) for model in (Comment, Reaction)))


def _said_in_public(model: type[Comment] | type[Reaction], public: Any) -> Any:
    here = model.contribution_id == Contribution.id
    return sa.exists().where(model.author_id == User.id, model.removed_at.is_(None), here, public)

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
    wanted = sa.select(User).where(User.id == id, User.active, User.confirmed_at.is_not(None))
    if not viewer.is_member and viewer.id != id:
        wanted = wanted.where(_signed_in_public(id))
    return db.session.scalar(wanted)


def _signed_in_public(id: int) -> Any:
    public = seen(ANYONE, Contribution) & name_known(ANYONE, Contribution, id)
    wrote = sa.exists().where(Contribution.author_id == id, public)
    keeps = sa.exists().where(
        ContributionAuthor.user_id == id, ContributionAuthor.contribution_id == Contribution.id, public
    )
    return sa.or_(wrote, keeps, *(_said_in_public(model, id, public) for model in (Comment, Reaction)))


def _said_in_public(model: type[Comment] | type[Reaction], id: int, public: Any) -> Any:
    here = model.contribution_id == Contribution.id
    return sa.exists().where(model.author_id == id, model.removed_at.is_(None), here, public)

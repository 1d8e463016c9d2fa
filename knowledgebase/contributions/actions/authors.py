# SPDX-License-Identifier: EUPL-1.2
"""Add and remove co-authors."""

import sqlalchemy as sa

from knowledgebase.accounts.models import User
from knowledgebase.accounts.queries import locked, person_at
from knowledgebase.contributions.actions.holding import hold
from knowledgebase.contributions.models import Contribution, ContributionAuthor
from knowledgebase.db import db
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Viewer, seen


class NotToBeNamed(Exception):
    """No member has this address, or the member may not read the contribution."""


def add_co_author(contribution: Contribution, email: str, viewer: Viewer) -> User:
    """Name the member with this canonical address as co-author; naming somebody twice changes nothing.

    :raises NotToBeNamed: when there is no such member, or the contribution is not meant for the member.
    """
    hold(contribution)
    found = person_at(email)
    person = locked(found.id) if found else None
    if person is None or not _may_be_named(person, contribution):
        raise NotToBeNamed
    if contribution.id not in person.co_authored and person.id != contribution.author_id:
        db.session.add(ContributionAuthor(contribution_id=contribution.id, user_id=person.id))
        person.co_authored = [*person.co_authored, contribution.id]
        _record(Happening.CO_AUTHOR_ADDED, contribution, person.id, viewer.id)
    return person


def remove_co_author(contribution: Contribution, person_id: int, actor_id: int | None) -> None:
    """Take a co-author away; somebody who is none stays none."""
    hold(contribution)
    named = db.session.get(ContributionAuthor, (contribution.id, person_id))
    if named is not None:
        _let_go(named)
        _record(Happening.CO_AUTHOR_REMOVED, contribution, person_id, actor_id)


def let_co_authors_go(contribution: Contribution) -> None:
    """Forget who was co-author of something that is removed for good."""
    of_it = sa.select(ContributionAuthor).where(ContributionAuthor.contribution_id == contribution.id)
    for named in db.session.scalars(of_it.order_by(ContributionAuthor.user_id)).all():
        _let_go(named)


def _let_go(named: ContributionAuthor) -> None:
    db.session.delete(named)
    if person := locked(named.user_id):
        person.co_authored = [id for id in person.co_authored if id != named.contribution_id]


def _may_be_named(person: User, contribution: Contribution) -> bool:
    other = person.as_viewer()
    return person.has_page and other.is_member and bool(seen(other, contribution))


def _record(happening: Happening, contribution: Contribution, person_id: int, actor_id: int | None) -> None:
    record(happening, actor_id=actor_id, contribution_id=contribution.id, person_id=person_id)

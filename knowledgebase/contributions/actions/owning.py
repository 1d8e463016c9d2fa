# SPDX-License-Identifier: EUPL-1.2
"""Confirm that a contribution is still right, and hand it over to another owner."""

from knowledgebase.accounts.models import User
from knowledgebase.contributions import letters
from knowledgebase.contributions.actions.authors import remove_co_author
from knowledgebase.contributions.actions.holding import hold
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.queries.orphans import left_behind
from knowledgebase.db import db, reading
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Viewer
from knowledgebase.web.i18n import today

BATCH = 100


def verify(contribution: Contribution, viewer: Viewer) -> None:
    """Note that a contribution is still right."""
    hold(contribution)
    db.session.refresh(contribution, ["verified_on", "verified_by_id"])
    if (contribution.verified_on, contribution.verified_by_id) != (today(), viewer.id):
        contribution.verified_on, contribution.verified_by_id = today(), viewer.id
        record(Happening.VERIFIED, actor_id=viewer.id, contribution_id=contribution.id)


def hand_over_left() -> int:
    """Hand over some of what people spoke for an organisation that they left, to who manages it; say how much."""
    with reading():
        found = db.session.execute(left_behind().limit(BATCH)).tuples().all()
    for contribution_id, manager_id in found:
        manager = db.session.get_one(User, manager_id)
        hand_over(db.session.get_one(Contribution, contribution_id), manager, None)
    return len(found)


def hand_over(contribution: Contribution, person: User, actor_id: int | None) -> None:
    """Give a contribution another owner, who is its co-author no longer, and tell both the new one and the former.

    `actor_id` is who does it; nobody when the site does.
    """
    hold(contribution)
    db.session.refresh(contribution, ["author_id", "author"])
    former = contribution.author
    if former.id == person.id:
        return
    contribution.author = person
    contribution.author_id = person.id
    remove_co_author(contribution, person.id, actor_id)
    record(Happening.HANDED_OVER, actor_id=actor_id, contribution_id=contribution.id, person_id=person.id)
    letters.received(contribution, person, former).post()
    if former.has_page:
        letters.handed_over(contribution, person, former).post()

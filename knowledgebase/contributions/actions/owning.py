# SPDX-License-Identifier: EUPL-1.2
"""Confirm that a contribution is still right, and hand it over to another owner."""

from knowledgebase.accounts.models import User
from knowledgebase.contributions import letters
from knowledgebase.contributions.actions.authors import remove_co_author
from knowledgebase.contributions.actions.holding import hold
from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Viewer
from knowledgebase.web.i18n import today


def verify(contribution: Contribution, viewer: Viewer) -> None:
    """Note that a contribution is still right."""
    hold(contribution)
    db.session.refresh(contribution, ["verified_on", "verified_by_id"])
    if (contribution.verified_on, contribution.verified_by_id) != (today(), viewer.id):
        contribution.verified_on, contribution.verified_by_id = today(), viewer.id
        record(Happening.VERIFIED, actor_id=viewer.id, contribution_id=contribution.id)


def hand_over(contribution: Contribution, person: User, viewer: Viewer) -> None:
    """Give a contribution another owner, who is its co-author no longer, and tell both the new one and the former."""
    hold(contribution)
    db.session.refresh(contribution, ["author_id", "author"])
    former = contribution.author
    if former.id == person.id:
        return
    contribution.author = person
    contribution.author_id = person.id
    remove_co_author(contribution, person.id, viewer)
    record(Happening.HANDED_OVER, actor_id=viewer.id, contribution_id=contribution.id, person_id=person.id)
    letters.received(contribution, person, former).post()
    if former.has_page:
        letters.handed_over(contribution, person, former).post()

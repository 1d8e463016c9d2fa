# SPDX-License-Identifier: EUPL-1.2
"""Letters to those who are asked to answer, written by the worker: only to who may see the question by then."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import sqlalchemy as sa
from flask_babel import force_locale
from flask_babel import gettext as _

from knowledgebase.accounts.letters import Draft
from knowledgebase.accounts.models import User
from knowledgebase.db import db, now, reading
from knowledgebase.events.mail import written
from knowledgebase.events.models import Event
from knowledgebase.policy import Status
from knowledgebase.questions.invitations.actions import may_answer
from knowledgebase.questions.invitations.models import InvitedOrganisation, InvitedPerson
from knowledgebase.questions.invitations.queries import people_to_ask
from knowledgebase.questions.models import Question
from knowledgebase.web.addresses import absolute, path_of

MOST_PEOPLE = 10
Invitation = InvitedOrganisation | InvitedPerson
Kind = TypeVar("Kind", InvitedOrganisation, InvitedPerson)


def write_to_the_invited(events: Sequence[Event]) -> None:
    """Write to everybody who was asked to answer and was not told yet."""
    ids = sorted({event.contribution_id for event in events if event.contribution_id})
    with reading():
        waiting: list[Invitation] = [*_waiting(InvitedOrganisation, ids), *_waiting(InvitedPerson, ids)]
        drafts = [draft for one in waiting for draft in _drafts(one)]
    for one in waiting:
        one.told_at = now()
    for draft in drafts:
        draft.post()


def _waiting(model: type[Kind], ids: Sequence[int]) -> Sequence[Kind]:
    wanted = sa.select(model).where(model.question_id.in_(ids), model.told_at.is_(None))
    return db.session.scalars(wanted).all()


def _drafts(invitation: Invitation) -> Iterable[Draft]:
    question = db.session.get_one(Question, invitation.question_id)
    if question.status != Status.PUBLISHED:
        return []
    if isinstance(invitation, InvitedPerson):
        people: Sequence[User] = [invitation.person]
    else:
        people = people_to_ask(invitation.organisation_id)
    fit = [one for one in people if one.id != invitation.inviter_id and may_answer(one, question)]
    name = invitation.organisation.name if isinstance(invitation, InvitedOrganisation) else ""
    return [_draft(one, question, name) for one in fit[:MOST_PEOPLE]]


def _draft(person: User, question: Question, organisation: str) -> Draft:
    """Write one letter; it names nobody, for who asked may be unknown to others."""
    link = absolute(path_of("questions.show", id=question))
    with force_locale(person.language or "nl"):
        subject = _("Can you answer this question? %(title)s", title=question.title)
        facts = {"question": question, "organisation": organisation, "link": link}
        return Draft(person.email, written(subject, "questions/letters/invitation", **facts))

# SPDX-License-Identifier: EUPL-1.2
"""Ask somebody to answer; whom it concerns is told as of any news."""

from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _

from knowledgebase.accounts.mail_addresses import AddressWrong, canonical
from knowledgebase.accounts.models import User
from knowledgebase.accounts.queries import person_at
from knowledgebase.contributions.actions import hold
from knowledgebase.contributions.queries import organisations_named
from knowledgebase.db import db
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Permission, Status, Viewer, Visibility, allows, seen
from knowledgebase.questions.invitations.models import InvitedOrganisation, InvitedPerson
from knowledgebase.questions.invitations.queries import people_to_ask
from knowledgebase.questions.models import Question

MOST_INVITED = 5
MOST_TOLD = 10
"""People of an organisation who hear that it is asked."""


class NotInvited(Exception):
    """Somebody cannot be asked; `sentence` says why, and what to do."""

    def __init__(self, sentence: Any) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def invite(question: Question, who: str, viewer: Viewer) -> None:
    """Ask an organisation, by name or code, or a person, by mail address; asking again changes nothing.

    :raises NotInvited: when that cannot be.
    """
    hold(question)
    if question.status != Status.PUBLISHED:
        raise NotInvited(_("This question is hidden. Nobody can be asked to answer it now."))
    if "@" in who:
        _invite_person(question, who, viewer)
    else:
        _invite_organisation(question, who, viewer)


def may_answer(person: User, question: Question) -> bool:
    """Tell whether a person can be asked: who may read and answer it, and did not ask it."""
    as_viewer = person.as_viewer()
    able = bool(seen(as_viewer, question)) and allows(as_viewer, Permission.ANSWER, question)
    return person.has_page and person.id != question.author_id and able


def _invite_organisation(question: Question, name: str, viewer: Viewer) -> None:
    found, _unknown = organisations_named([name])
    if not found:
        raise NotInvited(_("We do not know this organisation. Use the name or the code of the municipality."))
    organisation = found[0]
    if organisation.has_ended:
        raise NotInvited(_("This municipality no longer exists. Ask the one that it became part of."))
    if not _is_meant_for(question, organisation):
        raise NotInvited(_("This organisation may not read the question. Change who may read it first."))
    key = {"question_id": question.id, "organisation_id": organisation.id}
    if _add(InvitedOrganisation, key, viewer):
        named = {one.person_id for one in question.invited_people}
        fit = [
            one for one in people_to_ask(organisation.id) if one.id not in named and may_answer(one, question)
        ]
        record(
            Happening.INVITED,
            actor_id=viewer.id,
            contribution_id=question.id,
            organisation_id=organisation.id,
        )
        for person in fit[:MOST_TOLD]:
            _record(question, person, viewer)


def _invite_person(question: Question, address: str, viewer: Viewer) -> None:
    person = _person_at(address)
    if person is None or not may_answer(person, question):
        raise NotInvited(
            _(
                "We cannot ask the person with this address. Ask the organisation instead, or send the link yourself."
            )
        )
    key = {"question_id": question.id, "person_id": person.id}
    if _add(InvitedPerson, key, viewer):
        _record(question, person, viewer)


def _record(question: Question, person: User, viewer: Viewer) -> None:
    record(Happening.INVITED, actor_id=viewer.id, contribution_id=question.id, person_id=person.id)


def _person_at(address: str) -> User | None:
    try:
        return person_at(canonical(address))
    except AddressWrong:
        return None


def _is_meant_for(question: Question, organisation: Organisation) -> bool:
    if question.visibility in (Visibility.PUBLIC, Visibility.MEMBERS):
        return True
    return question.audience is not None and organisation in question.audience.organisations


def _add(model: Any, key: dict[str, int], viewer: Viewer) -> bool:
    """Add an invitation; tell whether it is new. The question is locked, so that counting holds."""
    if db.session.get(model, key) is not None:
        return False
    counts = [
        sa.select(sa.func.count()).where(kind.question_id == key["question_id"])
        for kind in (InvitedOrganisation, InvitedPerson)
    ]
    if sum(db.session.scalar(count) or 0 for count in counts) >= MOST_INVITED:
        raise NotInvited(_("Five were asked already. Wait for their answers first."))
    db.session.add(model(**key, inviter_id=viewer.id))
    return True

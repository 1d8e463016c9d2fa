# SPDX-License-Identifier: EUPL-1.2
"""Who was asked in particular to answer a question."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledgebase.accounts.models import User
from knowledgebase.db import Model, now
from knowledgebase.organisations.models import Organisation


class InvitedOrganisation(Model):
    """That an organisation was asked to answer."""

    __tablename__ = "invited_organisation"

    question_id: Mapped[int] = mapped_column(sa.ForeignKey("question.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisation.id"), primary_key=True, index=True
    )
    inviter_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)


class InvitedPerson(Model):
    """That a person was asked to answer."""

    __tablename__ = "invited_person"

    question_id: Mapped[int] = mapped_column(sa.ForeignKey("question.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), primary_key=True, index=True)
    inviter_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    person: Mapped[User] = relationship(foreign_keys=[person_id], lazy="joined", innerjoin=True)

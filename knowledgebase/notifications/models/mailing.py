# SPDX-License-Identifier: EUPL-1.2
"""The mail that tells people, and how soon they want it."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from knowledgebase.db import Model
from knowledgebase.notifications.words import Pace, Sort


class Mailing(Model):
    """One mail with news for a person.

    `day` is Dutch. A digest has number 0, so that there is one a day; mails
    that go at once are numbered from 1. `letter_id` is empty once it went out.
    """

    __tablename__ = "mailing"
    __table_args__ = (sa.UniqueConstraint("user_id", "pace", "day", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    pace: Mapped[Pace]
    day: Mapped[date]
    number: Mapped[int] = mapped_column(default=0)
    letter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("letter.id", ondelete="SET NULL"), index=True)


class MailPreference(Model):
    """How soon a person wants to be mailed one sort of news."""

    __tablename__ = "mail_preference"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), primary_key=True)
    sort: Mapped[Sort] = mapped_column(primary_key=True)
    pace: Mapped[Pace] = mapped_column(default=Pace.NEVER)

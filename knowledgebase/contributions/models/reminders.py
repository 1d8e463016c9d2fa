# SPDX-License-Identifier: EUPL-1.2
"""Reminders to look whether something is still right."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from knowledgebase.db import Model, now


class Step(enum.Enum):
    """Who is reminded: the owner before the day, then the organisation's managers, then the moderators."""

    OWNER = "owner"
    MANAGERS = "managers"
    MODERATORS = "moderators"


class VerificationReminder(Model):
    """That a reminder about a contribution, due on a day, was sent; each step once."""

    __tablename__ = "verification_reminder"
    __table_args__ = (sa.UniqueConstraint("contribution_id", "due_on", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"))
    due_on: Mapped[date]
    step: Mapped[Step]
    sent_at: Mapped[datetime] = mapped_column(default=now)

# SPDX-License-Identifier: EUPL-1.2
"""Reports, and what moderators decided."""

import enum
from datetime import datetime

import sqlalchemy as sa
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models import Contribution
from knowledgebase.db import Model, now


class Reason(enum.Enum):
    """Why somebody reports a contribution."""

    CONFIDENTIAL = "confidential"
    PERSONAL_DATA = "personal_data"
    WRONG = "wrong"
    OFFENSIVE = "offensive"
    SPAM = "spam"
    DUPLICATE = "duplicate"
    OBJECTION = "objection"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason as people read it."""
        return str(REASON_LABELS[self])


REASON_LABELS = {
    Reason.CONFIDENTIAL: _("It is confidential"),
    Reason.PERSONAL_DATA: _("It contains personal data"),
    Reason.WRONG: _("It is not true"),
    Reason.OFFENSIVE: _("It is offensive"),
    Reason.SPAM: _("It is advertising"),
    Reason.DUPLICATE: _("It is here already"),
    Reason.OBJECTION: _("A partner objects"),
    Reason.OTHER: _("Something else"),
}


class Verdict(enum.Enum):
    """What a moderator can decide."""

    KEEP = "keep"
    HIDE = "hide"
    RESTORE = "restore"

    @property
    def label(self) -> str:
        """The verdict as people read it."""
        return str(VERDICT_LABELS[self])


VERDICT_LABELS = {
    Verdict.KEEP: _("Leave it as it is"),
    Verdict.HIDE: _("Hide it"),
    Verdict.RESTORE: _("Show it again"),
}


class Decision(Model):
    """What a moderator decided about a contribution, and why."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"), index=True)
    moderator_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    verdict: Mapped[Verdict]
    reason: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(default=now)

    moderator: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class Report(Model):
    """That somebody asks the moderators to look at a contribution. Open until a decision closes it."""

    __tablename__ = "report"
    __table_args__ = (
        sa.Index(
            "uq_report_open",
            "contribution_id",
            "reporter_id",
            unique=True,
            sqlite_where=sa.text("decision_id IS NULL"),
            postgresql_where=sa.text("decision_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"))
    reporter_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    reason: Mapped[Reason]
    explanation: Mapped[str] = mapped_column(sa.Text, default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    decision_id: Mapped[int | None] = mapped_column(sa.ForeignKey("decision.id"), index=True)

    contribution: Mapped[Contribution] = relationship()
    reporter: Mapped[User] = relationship(lazy="joined", innerjoin=True)

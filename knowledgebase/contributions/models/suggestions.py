# SPDX-License-Identifier: EUPL-1.2
"""What somebody who may not change a contribution would change."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models.contribution import Contribution
from knowledgebase.contributions.vocabulary import Labelled
from knowledgebase.db import Model, now


class SuggestionStatus(Labelled):
    """What became of a suggestion."""

    PENDING = "pending", _("Waiting for a decision")
    ACCEPTED = "accepted", _("Accepted")
    AMENDED = "amended", _("Accepted with changes")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")

    @property
    def is_taken(self) -> bool:
        """Whether the suggestion came into the text."""
        return self in (SuggestionStatus.ACCEPTED, SuggestionStatus.AMENDED)


class Suggestion(Model):
    """A suggested change of the version `based_on`; one waits at most for each contribution.

    `content` holds the fields that may be suggested, as `Contribution.content` names them.
    `note` is why; `reason` is what whoever declined it answered.
    """

    __tablename__ = "suggestion"
    __table_args__ = (
        sa.Index(
            "uq_suggestion_pending",
            "contribution_id",
            unique=True,
            sqlite_where=sa.text("status = 'pending'"),
            postgresql_where=sa.text("status = 'pending'"),
        ),
        sa.Index("ix_suggestion_status", "status", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    based_on: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    note: Mapped[str] = mapped_column(sa.String(300))
    status: Mapped[SuggestionStatus] = mapped_column(default=SuggestionStatus.PENDING)
    created_at: Mapped[datetime] = mapped_column(default=now)
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(sa.Text, default="")

    contribution: Mapped[Contribution] = relationship(lazy="joined", innerjoin=True)
    author: Mapped[User] = relationship(foreign_keys=[author_id], lazy="joined", innerjoin=True)
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])

    approvals: Mapped[list["SuggestionApproval"]] = relationship(order_by="SuggestionApproval.at")

    @property
    def approvals_left(self) -> int:
        """How many others must still approve before it comes into the text."""
        return max(self.contribution.approvals_needed - len(self.approvals), 0)

    @property
    def is_pending(self) -> bool:
        """Whether nobody decided yet."""
        return self.status == SuggestionStatus.PENDING


class SuggestionApproval(Model):
    """That somebody approved of a suggestion, where its theme demands that several do."""

    __tablename__ = "suggestion_approval"

    suggestion_id: Mapped[int] = mapped_column(
        sa.ForeignKey("suggestion.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(default=now)

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)


Contribution.suggester_id = column_property(
    sa.select(Suggestion.author_id)
    .where(Suggestion.contribution_id == Contribution.id, Suggestion.status == SuggestionStatus.PENDING)
    .correlate_except(Suggestion)
    .scalar_subquery(),
    deferred=True,
    group="page",
)

# SPDX-License-Identifier: EUPL-1.2
"""What is in the bin."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledgebase.accounts.models import User
from knowledgebase.db import Model, now
from knowledgebase.policy import Status

if TYPE_CHECKING:
    from knowledgebase.contributions.models.contribution import Contribution

KEPT_FOR = timedelta(days=30)
"""How long something stays in the bin."""


class BinEntry(Model):
    """That a contribution is in the bin: who put it there and why, and the status it had."""

    __tablename__ = "bin_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"), unique=True)
    deleted_by_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    deleted_at: Mapped[datetime] = mapped_column(default=now, index=True)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    status: Mapped[Status]

    contribution: Mapped["Contribution"] = relationship(back_populates="binned")
    deleted_by: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    @property
    def ends_at(self) -> datetime:
        """When it is removed for good."""
        return self.deleted_at + KEPT_FOR

    @property
    def has_ended(self) -> bool:
        """Whether it can no longer be taken out."""
        return self.ends_at <= now()

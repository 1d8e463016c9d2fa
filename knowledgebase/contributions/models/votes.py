# SPDX-License-Identifier: EUPL-1.2
"""Votes on contributions."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from knowledgebase.db import Model, now

UP = 1
DOWN = -1


class Vote(Model):
    """What one person thinks of a contribution: `value` is UP or DOWN."""

    __tablename__ = "vote"
    __table_args__ = (
        sa.UniqueConstraint("contribution_id", "user_id"),
        sa.CheckConstraint("value IN (-1, 1)", "value"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    value: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=now)

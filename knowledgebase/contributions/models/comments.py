# SPDX-License-Identifier: EUPL-1.2
"""Remarks under a contribution."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models.contribution import Contribution
from knowledgebase.db import Model, now


class Comment(Model):
    """A remark under a contribution."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[str | None] = mapped_column(sa.String(80), unique=True)
    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"), index=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    body: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(default=now)
    removed_at: Mapped[datetime | None]

    author: Mapped[User] = relationship(lazy="joined", innerjoin=True)
    contribution: Mapped[Contribution] = relationship()

# SPDX-License-Identifier: EUPL-1.2
"""Remarks under a contribution, each with the replies to it."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models.contribution import Contribution
from knowledgebase.db import Model, now

EDITABLE_FOR = timedelta(minutes=15)


class Comment(Model):
    """A remark under a contribution, or a reply to the remark `parent_id` that started a thread.

    `sent_as` names the form it was sent with. `resolved_at` tells that its thread is done.
    """

    __tablename__ = "comment"
    __table_args__ = (
        sa.Index("ix_comment_threads", "contribution_id", "parent_id", "id"),
        sa.Index("ix_comment_renderer", "renderer", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[str | None] = mapped_column(sa.String(80), unique=True)
    sent_as: Mapped[str | None] = mapped_column(sa.String(80), unique=True)
    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"), index=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    body: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[str] = mapped_column(sa.Text)
    renderer: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]

    author: Mapped[User] = relationship(lazy="joined", innerjoin=True)
    contribution: Mapped[Contribution] = relationship()

    @property
    def thread_id(self) -> int:
        """The id of the remark that started the thread."""
        return self.parent_id or self.id

    @property
    def is_new(self) -> bool:
        """Whether its author can still change it."""
        return now() - self.created_at <= EDITABLE_FOR

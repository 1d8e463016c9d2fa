# SPDX-License-Identifier: EUPL-1.2
"""What people are told."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from knowledgebase.db import Model, now
from knowledgebase.notifications.words import Pace, Sort

UNREAD = sa.text("read_at IS NULL")
UNMAILED = sa.text("read_at IS NULL AND mailing_id IS NULL")


class Notification(Model):
    """That a person is told of something that happened to `contribution_id`, which the page of `item_id` shows.

    `sort` is why; `pace` is how soon it is to be mailed, and `mailing_id` the mail that told it.
    `search_id` is the saved search that found it, if that is why and it is still there.
    It holds no words: what the person may see is asked anew whenever it is shown.
    """

    __tablename__ = "notification"
    __table_args__ = (
        sa.UniqueConstraint("user_id", "event_id"),
        sa.Index("ix_notification_item", "user_id", "item_id"),
        sa.Index("ix_notification_unread", "user_id", sqlite_where=UNREAD, postgresql_where=UNREAD),
        sa.Index(
            "ix_notification_unmailed", "pace", "user_id", sqlite_where=UNMAILED, postgresql_where=UNMAILED
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id"), index=True)
    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"), index=True)
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"))
    sort: Mapped[Sort]
    pace: Mapped[Pace]
    created_at: Mapped[datetime] = mapped_column(default=now)
    read_at: Mapped[datetime | None]
    mailing_id: Mapped[int | None] = mapped_column(sa.ForeignKey("mailing.id"), index=True)
    search_id: Mapped[int | None] = mapped_column(sa.ForeignKey("saved_search.id"), index=True)

# SPDX-License-Identifier: EUPL-1.2
"""Who keeps a contribution together with its author."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from knowledgebase.db import Model, now


class ContributionAuthor(Model):
    """That a person is co-author of a contribution."""

    __tablename__ = "contribution_author"

    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), primary_key=True, index=True)
    added_at: Mapped[datetime] = mapped_column(default=now)

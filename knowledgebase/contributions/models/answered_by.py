# SPDX-License-Identifier: EUPL-1.2
"""What was there already, and made a question needless."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from knowledgebase.db import Model, now


class AnsweredBy(Model):
    """That a person who was about to write found the answer in a contribution."""

    __tablename__ = "answered_by"

    contribution_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)

# SPDX-License-Identifier: EUPL-1.2
"""What lessons were drawn from: a whole contribution, or a passage of it."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from knowledgebase.db import Model


class Passage(Model):
    """That `lesson_id` was drawn from `contribution_id`.

    `quote` is the passage as plain text, empty when it was drawn from the whole;
    `anchor` is the heading it stood under, in the version with the number `revision`.
    It is read by whoever may read that version, and by nobody else.
    """

    __tablename__ = "passage"

    lesson_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"), primary_key=True)
    contribution_id: Mapped[int] = mapped_column(
        sa.ForeignKey("contribution.id"), primary_key=True, index=True
    )
    quote: Mapped[str] = mapped_column(sa.Text, default="")
    anchor: Mapped[str] = mapped_column(sa.String(120), default="")
    revision: Mapped[int] = mapped_column(default=0)

# SPDX-License-Identifier: EUPL-1.2
"""What moved when one contribution was merged into another, so that it can be moved back."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from knowledgebase.db import Model


class MovedPart(Model):
    """A contribution, such as an answer, that moved along; `relation_id` is the merger."""

    __tablename__ = "moved_part"

    relation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("relation.id", ondelete="CASCADE"), primary_key=True
    )
    contribution_id: Mapped[int] = mapped_column(
        sa.ForeignKey("contribution.id"), primary_key=True, index=True
    )


class MovedComment(Model):
    """A remark that moved along; `relation_id` is the merger."""

    __tablename__ = "moved_comment"

    relation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("relation.id", ondelete="CASCADE"), primary_key=True
    )
    comment_id: Mapped[int] = mapped_column(
        sa.ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True, index=True
    )

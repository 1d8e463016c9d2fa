# SPDX-License-Identifier: EUPL-1.2
"""How contributions hang together."""

import enum
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledgebase.accounts.models import User
from knowledgebase.db import Model, now

UNDONE_WITHIN = timedelta(days=30)
"""For how long a merger can be undone."""


class RelationSort(enum.Enum):
    """How one contribution stands to another. A duplicate is a signpost: it closes nothing by itself.

    People mark the others; a moderator's merging makes MERGED_INTO.
    """

    DUPLICATE_OF = "duplicate_of"
    RELATED = "related"
    SUPERSEDES = "supersedes"
    DERIVED_FROM = "derived_from"
    MERGED_INTO = "merged_into"

    @property
    def label(self) -> str:
        """The relation as the one that is marked sees it."""
        return str(FORWARD_LABELS[self])

    @property
    def label_back(self) -> str:
        """The relation as the other one sees it."""
        return str(BACKWARD_LABELS[self])


FORWARD_LABELS = {
    RelationSort.DUPLICATE_OF: _("Was asked or told before in"),
    RelationSort.RELATED: _("Is about the same as"),
    RelationSort.SUPERSEDES: _("Replaces"),
    RelationSort.DERIVED_FROM: _("Comes from"),
    RelationSort.MERGED_INTO: _("Was merged into"),
}
BACKWARD_LABELS = {
    RelationSort.DUPLICATE_OF: _("Was asked or told again in"),
    RelationSort.RELATED: _("Is about the same as"),
    RelationSort.SUPERSEDES: _("Is replaced by"),
    RelationSort.DERIVED_FROM: _("Led to"),
    RelationSort.MERGED_INTO: _("Took in"),
}


class Relation(Model):
    """That one contribution stands in some way to another. What is related is kept with the lower id first."""

    __tablename__ = "relation"
    __table_args__ = (
        sa.UniqueConstraint("from_id", "to_id", "sort"),
        sa.Index(
            "uq_relation_merged",
            "from_id",
            unique=True,
            sqlite_where=sa.text("sort = 'merged_into'"),
            postgresql_where=sa.text("sort = 'merged_into'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"))
    to_id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"), index=True)
    sort: Mapped[RelationSort]
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    author: Mapped[User] = relationship(lazy="joined", innerjoin=True)

    @property
    def can_be_undone(self) -> bool:
        """Whether this is a merger that is recent enough to be undone."""
        return self.sort is RelationSort.MERGED_INTO and now() - self.at < UNDONE_WITHIN


class SignpostVote(Model):
    """Whether a signpost to an earlier contribution helped a person."""

    __tablename__ = "signpost_vote"

    relation_id: Mapped[int] = mapped_column(sa.ForeignKey("relation.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), primary_key=True, index=True)
    helped: Mapped[bool] = mapped_column(default=False)

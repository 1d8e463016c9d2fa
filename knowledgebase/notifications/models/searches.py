# SPDX-License-Identifier: EUPL-1.2
"""What people search for and want to hear of."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from knowledgebase.db import Model
from knowledgebase.notifications.words import Level
from knowledgebase.web.addresses import path_of

LONGEST_ASKED = 2_000
LONGEST_NAME = 100


class SavedSearch(Model):
    """A search that a person saved: `asked` is the query of its address, written the one way there is.

    Whoever mutes it keeps it on the list, and is told of nothing that it finds.
    """

    __tablename__ = "saved_search"
    __table_args__ = (sa.UniqueConstraint("user_id", "asked"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"))
    asked: Mapped[str] = mapped_column(sa.String(LONGEST_ASKED))
    name: Mapped[str] = mapped_column(sa.String(LONGEST_NAME), default="")
    level: Mapped[Level] = mapped_column(default=Level.WATCH)

    @property
    def path(self) -> str:
        """Where its results stand."""
        return f"{path_of('search.results')}?{self.asked}"

    @property
    def feed_path(self) -> str:
        """Where a feed reader follows it."""
        return f"{path_of('search.results_feed')}?{self.asked}"

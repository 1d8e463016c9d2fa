# SPDX-License-Identifier: EUPL-1.2
"""Who looks after a theme."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledgebase.accounts.models import User
from knowledgebase.db import Model
from knowledgebase.organisations.models import Organisation


class ThemeOwner(Model):
    """The organisation that looks after a theme, and the person there to turn to."""

    __tablename__ = "theme_owner"

    theme_id: Mapped[int] = mapped_column(sa.ForeignKey("theme.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
    contact: Mapped[User | None] = relationship(lazy="joined")

# SPDX-License-Identifier: EUPL-1.2
"""Pages: what members keep together."""

from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from knowledgebase.contributions.models import Contribution, Kind


class Page(Contribution):
    """A page. `name` is its short, lasting name, such as `stappenplan`."""

    __tablename__ = "page"
    __mapper_args__ = {"polymorphic_identity": Kind.PAGE}

    id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"), primary_key=True)
    name: Mapped[str | None] = mapped_column(sa.String(80), unique=True)

    endpoint: ClassVar[str] = "pages.show"
    is_mergeable: ClassVar[bool] = True
    edit_endpoint: ClassVar[str] = "pages.edit"
    limits: ClassVar[dict[str, tuple[int, int]]] = Contribution.limits | {"title": (3, 300)}
    is_open_to_trusted: ClassVar[bool] = False
    is_kept_together: ClassVar[bool] = True
    ages: ClassVar[bool] = True

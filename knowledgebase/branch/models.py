# SPDX-License-Identifier: EUPL-1.2
"""Agreements of the branch organisation, as texts to read."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

import sqlalchemy as sa
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Mapped, mapped_column

from knowledgebase.contributions.models import Contribution, Findable, Kind
from knowledgebase.contributions.vocabulary import Labelled
from knowledgebase.policy import Viewer


class Sort(Labelled):
    """What an agreement asks of its members."""

    BINDING = "binding", _("Binding")
    APPLY_OR_EXPLAIN = "apply_or_explain", _("Apply or explain")
    RECOMMENDATION = "recommendation", _("Recommendation")


class State(Labelled):
    """Where an agreement stands."""

    DRAFT = "draft", _("Draft text")
    CONSULTATION = "consultation", _("In consultation")
    VOTE = "vote", _("Being voted on")
    ADOPTED = "adopted", _("Adopted")
    IN_FORCE = "in_force", _("In force")
    EVALUATED = "evaluated", _("Evaluated")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Agreement(Contribution):
    """An agreement. `number` is how it is cited, such as 2026-01."""

    __tablename__ = "agreement"
    __mapper_args__ = {"polymorphic_identity": Kind.AGREEMENT}

    id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"), primary_key=True)
    number: Mapped[str] = mapped_column(sa.String(20), unique=True)
    sort: Mapped[Sort]
    state: Mapped[State]
    in_force_from: Mapped[date | None]

    endpoint: ClassVar[str] = "branch.show"
    edit_endpoint: ClassVar[str] = "branch.edit"
    limits: ClassVar[dict[str, tuple[int, int]]] = Contribution.limits | {"summary": (15, 600)}
    is_open_to_trusted: ClassVar[bool] = False
    is_agreement: ClassVar[bool] = True
    ages: ClassVar[bool] = True
    verified_every: ClassVar[int | None] = 24
    labels: ClassVar[dict[str, Any]] = {
        "number": _("Number"),
        "sort": _("Sort"),
        "state": _("State"),
        "in_force_from": _("In force from"),
    }
    standings: ClassVar[Mapping[str, Any]] = {state.value: state.text for state in State}

    @classmethod
    def standing_now(cls) -> Any:
        """Give where it stands."""
        return sa.type_coerce(cls.__table__.c.state, sa.String)

    def why_it_stays(self, viewer: Viewer) -> str:
        """Keep what members agreed, or were asked to."""
        if self.state is State.DRAFT:
            return ""
        return str(gettext("Members have seen this agreement as more than a draft. Withdraw it instead."))

    def content(self) -> dict[str, Any]:
        """Give everything that a revision keeps."""
        day = self.in_force_from.isoformat() if self.in_force_from else ""
        own = {
            "number": self.number,
            "sort": self.sort.value,
            "state": self.state.value,
            "in_force_from": day,
        }
        return super().content() | own

    def findable(self) -> Findable:
        """Give the number as a word of the text."""
        return Findable(body=self.html, words=self.number)

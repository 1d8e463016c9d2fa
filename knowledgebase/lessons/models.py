# SPDX-License-Identifier: EUPL-1.2
"""Lessons: under this condition, do or avoid that."""

import enum
from collections.abc import Mapping
from typing import Any, ClassVar

import sqlalchemy as sa
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledgebase.contributions.models import Contribution, Findable, Kind
from knowledgebase.contributions.models.passages import Passage
from knowledgebase.contributions.vocabulary import (
    Audience,
    Domain,
    Labelled,
    LegalForm,
    Motive,
    Phase,
    words_of,
)
from knowledgebase.db import Model


class Direction(Labelled):
    """Whether a lesson says what to do or what to avoid."""

    DO = "do", _("Do")
    AVOID = "avoid", _("Avoid")


class Evidence(Labelled):
    """What a lesson rests on."""

    ONE = "one", _("One experience")
    SEVERAL = "several", _("Several experiences")
    RESEARCH = "research", _("Research")


class FacetName(enum.Enum):
    """Under what a lesson is filed."""

    PHASE = "phase"
    DOMAIN = "domain"
    AUDIENCE = "audience"
    MOTIVE = "motive"
    LEGAL_FORM = "legal_form"


VOCABULARIES: dict[FacetName, type[Labelled]] = {
    FacetName.PHASE: Phase,
    FacetName.DOMAIN: Domain,
    FacetName.AUDIENCE: Audience,
    FacetName.MOTIVE: Motive,
    FacetName.LEGAL_FORM: LegalForm,
}


class Lesson(Contribution):
    """A lesson. `body` tells what happened; `condition` and `therefore` are plain text."""

    __tablename__ = "lesson"
    __mapper_args__ = {"polymorphic_identity": Kind.LESSON}

    id: Mapped[int] = mapped_column(sa.ForeignKey("contribution.id"), primary_key=True)
    condition: Mapped[str] = mapped_column(sa.Text)
    therefore: Mapped[str] = mapped_column(sa.Text)
    direction: Mapped[Direction] = mapped_column(default=Direction.DO)
    evidence: Mapped[Evidence] = mapped_column(default=Evidence.ONE)

    filings: Mapped[list["LessonFiling"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    passages: Mapped[list[Passage]] = relationship(
        cascade="all, delete-orphan", foreign_keys=Passage.lesson_id
    )

    endpoint: ClassVar[str] = "lessons.show"
    is_mergeable: ClassVar[bool] = True
    is_voted_on: ClassVar[bool] = True
    is_advice: ClassVar[bool] = True
    is_tested: ClassVar[bool] = True
    edit_endpoint: ClassVar[str] = "lessons.edit"
    limits: ClassVar[dict[str, tuple[int, int]]] = Contribution.limits | {
        "body": (0, 200_000),
        "condition": (10, 2_000),
        "therefore": (10, 2_000),
    }
    top_heading: ClassVar[int] = 3
    ages: ClassVar[bool] = True
    verified_every: ClassVar[int | None] = 6
    labels: ClassVar[dict[str, Any]] = {
        "condition": _("When"),
        "therefore": _("Then"),
        "direction": _("Do or avoid"),
        "evidence": _("Evidence"),
        "phase": _("Phase"),
        "domain": _("ICT domain"),
        "audience": _("For whom"),
        "motive": _("Motive"),
        "legal_form": _("Legal form"),
    }
    words: ClassVar[Mapping[str, Mapping[str, Any]]] = words_of(
        {"direction": Direction, "evidence": Evidence}
        | {name.value: vocabulary for name, vocabulary in VOCABULARIES.items()}
    )

    def filed(self, name: FacetName) -> list[Labelled]:
        """Give what the lesson is filed under, in the order of the vocabulary."""
        values = {filing.value for filing in self.filings if filing.name == name}
        return [member for member in VOCABULARIES[name] if member.value in values]

    def content(self) -> dict[str, Any]:
        """Give everything that a revision keeps."""
        filed = {name.value: [member.value for member in self.filed(name)] for name in FacetName}
        own = {
            "condition": self.condition,
            "therefore": self.therefore,
            "direction": self.direction.value,
            "evidence": self.evidence.value,
        }
        return super().content() | own | filed

    def findable(self) -> Findable:
        """Give condition and conclusion as part of the text."""
        facets = {name.value: tuple(member.value for member in self.filed(name)) for name in FacetName}
        return Findable(body=self.html, words=f"{self.condition}\n{self.therefore}", facets=facets)


class LessonFiling(Model):
    """One value of a vocabulary that a lesson is filed under."""

    __tablename__ = "lesson_filing"
    __table_args__ = (sa.Index("ix_lesson_filing_value", "name", "value", "lesson_id"),)

    lesson_id: Mapped[int] = mapped_column(sa.ForeignKey("lesson.id"), primary_key=True)
    name: Mapped[FacetName] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(sa.String(40), primary_key=True)

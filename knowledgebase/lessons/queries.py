# SPDX-License-Identifier: EUPL-1.2
"""Reading lessons."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.queries import filed_under, listed
from knowledgebase.db import db
from knowledgebase.lessons.models import FacetName, Lesson, LessonFiling, LessonSource
from knowledgebase.policy import Viewer


def lessons(
    viewer: Viewer, theme: str | None, tag: str | None, filed: Mapping[FacetName, str]
) -> sa.Select[Any]:
    """Select the lessons that a list shows."""
    statement = filed_under(listed(viewer, Lesson), Lesson, theme, tag)
    for name, value in filed.items():
        matching = sa.select(LessonFiling.lesson_id).where(
            LessonFiling.name == name, LessonFiling.value == value
        )
        statement = statement.where(Lesson.id.in_(matching))
    return statement


def sources_of(lesson: Lesson, viewer: Viewer) -> Sequence[Contribution]:
    """Give the cases that a lesson was drawn from and that the viewer may see."""
    drawn_from = sa.select(LessonSource.case_id).where(LessonSource.lesson_id == lesson.id)
    return db.session.scalars(
        listed(viewer).where(Contribution.id.in_(drawn_from)).order_by(Contribution.id)
    ).all()

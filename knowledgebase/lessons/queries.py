# SPDX-License-Identifier: EUPL-1.2
"""Reading lessons."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from knowledgebase.contributions.models import Contribution, Kind
from knowledgebase.contributions.queries import filed_under, listed
from knowledgebase.db import db
from knowledgebase.lessons.models import FacetName, Lesson, LessonFiling
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


def case_to_learn_from(id: int | None, viewer: Viewer) -> Contribution | None:
    """Give the case with this number, with its story, if the viewer may read it."""
    wanted = listed(viewer).where(Contribution.id == id, Contribution.kind == Kind.CASE)
    found: Contribution | None = db.session.scalar(wanted.options(undefer(Contribution.html)))
    return found

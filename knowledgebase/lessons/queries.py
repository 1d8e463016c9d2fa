# SPDX-License-Identifier: EUPL-1.2
"""Reading lessons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from knowledgebase.contributions.models import Contribution, Kind
from knowledgebase.contributions.queries import filed_under, listed
from knowledgebase.contributions.queries.files import is_text_for
from knowledgebase.db import db
from knowledgebase.lessons.models import FacetName, Lesson, LessonFiling
from knowledgebase.policy import Viewer

DIRECTION = "direction"
Counts = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Chosen:
    """To what a list of lessons is limited; `values` are those of vocabularies, by FacetName or DIRECTION."""

    theme: str | None = None
    tag: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    def without(self, name: str) -> "Chosen":
        """Give the same without one of the values."""
        return replace(self, values={one: value for one, value in self.values.items() if one != name})


def lessons(viewer: Viewer, chosen: Chosen) -> sa.Select[Any]:
    """Select the lessons that a list shows."""
    statement = filed_under(listed(viewer, Lesson), Lesson, chosen.theme, chosen.tag)
    for name, value in chosen.values.items():
        statement = statement.where(_has(name, value))
    return statement


def counts(viewer: Viewer, chosen: Chosen) -> Counts:
    """Count the lessons of a list per value, by FacetName or DIRECTION, in one query.

    What else could be chosen is counted as if nothing of its kind was.
    """
    free = [name for name in FacetName if name.value not in chosen.values]
    parts = [_directions(viewer, chosen.without(DIRECTION)), _filings(viewer, chosen, free)]
    parts += [_filings(viewer, chosen.without(name.value), [name]) for name in FacetName if name not in free]
    found: Counts = {name: {} for name in (DIRECTION, *(one.value for one in FacetName))}
    for name, value, number in db.session.execute(sa.union_all(*parts)):
        found[name][value] = number
    return found


def _has(name: str, value: str) -> sa.ColumnElement[bool]:
    if name == DIRECTION:
        return sa.cast(Lesson.direction, sa.String) == value
    filed = sa.select(LessonFiling.lesson_id).where(
        LessonFiling.name == FacetName(name), LessonFiling.value == value
    )
    return Lesson.id.in_(filed)


def _directions(viewer: Viewer, chosen: Chosen) -> sa.Select[Any]:
    direction = sa.cast(Lesson.direction, sa.String)
    counted = lessons(viewer, chosen).with_only_columns(sa.literal(DIRECTION), direction, sa.func.count())
    return counted.group_by(direction)


def _filings(viewer: Viewer, chosen: Chosen, names: Sequence[FacetName]) -> sa.Select[Any]:
    name = sa.cast(LessonFiling.name, sa.String)
    counted = lessons(viewer, chosen).join(LessonFiling, LessonFiling.lesson_id == Lesson.id)
    counted = counted.where(LessonFiling.name.in_(names))
    return counted.with_only_columns(name, LessonFiling.value, sa.func.count()).group_by(
        name, LessonFiling.value
    )


def case_to_learn_from(id: int | None, viewer: Viewer) -> Contribution | None:
    """Give the case with this number, with its story, if the viewer may read both."""
    wanted = listed(viewer).where(Contribution.id == id, Contribution.kind == Kind.CASE, is_text_for(viewer))
    found: Contribution | None = db.session.scalar(wanted.options(undefer(Contribution.html)))
    return found

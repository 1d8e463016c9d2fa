# SPDX-License-Identifier: EUPL-1.2
"""Reading questions and answers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from knowledgebase.contributions.queries import filed_under, listed
from knowledgebase.db import db
from knowledgebase.policy import Viewer, seen
from knowledgebase.questions.models import Answer, Question

STATES = {
    "open": Question.answer_count == 0,
    "beantwoord": Question.answer_count > 0,
    "opgelost": Question.accepted_id.is_not(None),
}


def questions(viewer: Viewer, theme: str | None, tag: str | None, state: str | None) -> sa.Select[Any]:
    """Select the questions that a list shows."""
    statement = filed_under(listed(viewer, Question), Question, theme, tag)
    return statement.where(STATES[state]) if state in STATES else statement


def needed_from(statement: sa.Select[Any], day: date) -> sa.Select[Any]:
    """Narrow a list of questions to those whose answer is needed on this day or later."""
    return statement.where(Question.needed_by >= day)


def answers_to(question: Question, viewer: Viewer) -> Sequence[Answer]:
    """Give the answers that the viewer may see: the accepted one, then by votes, then the oldest."""
    statement = (
        sa.select(Answer)
        .where(Answer.question_id == question.id, seen(viewer, Answer))
        .options(undefer(Answer.html))
        .order_by((Answer.id == (question.accepted_id or 0)).desc(), Answer.votes.desc(), Answer.id)
    )
    return db.session.scalars(statement).all()


def newest_open(viewer: Viewer, most: int) -> Sequence[Question]:
    """Give the newest questions without an answer."""
    statement = questions(viewer, None, None, "open").order_by(Question.id.desc()).limit(most)
    return db.session.scalars(statement).all()

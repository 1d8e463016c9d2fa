# SPDX-License-Identifier: EUPL-1.2
"""Ask, answer, accept."""

from dataclasses import replace
from datetime import date

from knowledgebase.contributions.actions import Wording, begin_revision, publish, revise
from knowledgebase.db import db
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Status, Viewer
from knowledgebase.questions.follow_ups import cancel, plan
from knowledgebase.questions.models import Answer, Question
from knowledgebase.web.i18n import today


def ask(wording: Wording, viewer: Viewer) -> Question:
    """Publish a question."""
    question = Question()
    publish(question, wording, viewer)
    return question


def answer(question: Question, wording: Wording, viewer: Viewer) -> Answer:
    """Publish an answer, for whoever may see the question."""
    _lock(question)
    wording = replace(wording, language=wording.language or question.language)
    given = Answer(question=question)
    with db.session.no_autoflush:
        publish(given, wording, viewer, Happening.ANSWERED)
    given.settle()
    return given


def rephrase(question: Question, wording: Wording, viewer: Viewer, based_on: int) -> None:
    """Save a new version of a question.

    :raises Outdated: when somebody saved another version since `based_on`.
    """
    begin_revision(question, based_on)
    revise(question, wording, viewer)


def amend(given: Answer, wording: Wording, viewer: Viewer, based_on: int) -> None:
    """Save a new version of an answer.

    :raises Outdated: when somebody saved another version since `based_on`.
    """
    begin_revision(given, based_on)
    kept = replace(wording, language=given.language, organisation_id=given.organisation_id)
    revise(given, kept, viewer)


def accept(given: Answer, viewer: Viewer, on: date | None = None) -> None:
    """Mark an answer as the one that helped, today unless an import knows better."""
    _lock(given.question)
    db.session.refresh(given, ["status"])
    if given.status == Status.PUBLISHED and given.question.accepted_id != given.id:
        if given.question.accepted_id:
            cancel(given.question.accepted_id)
        given.question.accepted_id = given.id
        plan(given, on or today())
        record(Happening.ANSWER_ACCEPTED, actor_id=viewer.id, contribution_id=given.id)


def unaccept(given: Answer, viewer: Viewer) -> None:
    """Take back that an answer helped."""
    _lock(given.question)
    if given.question.accepted_id == given.id:
        given.question.accepted_id = None
        cancel(given.id)
        record(Happening.ANSWER_UNACCEPTED, actor_id=viewer.id, contribution_id=given.id)


def _lock(question: Question) -> None:
    kept_fresh = ["status", "visibility", "audience_id", "accepted_id"]
    db.session.refresh(question, kept_fresh, with_for_update=True)

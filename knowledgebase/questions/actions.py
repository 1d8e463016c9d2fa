# SPDX-License-Identifier: EUPL-1.2
"""Ask, answer, accept."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from knowledgebase.contributions.actions import Wording, begin_revision, publish, revise
from knowledgebase.contributions.actions.applications import keep_anonymous
from knowledgebase.contributions.actions.merging_items import hang
from knowledgebase.contributions.actions.rewriting import take_back
from knowledgebase.db import db, now
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.policy import Merged, Status, Viewer
from knowledgebase.questions.follow_ups import cancel, plan
from knowledgebase.questions.models import Answer, Facts, Question
from knowledgebase.web.i18n import today

NO_FACTS = Facts()


def ask(wording: Wording, viewer: Viewer, facts: Facts = NO_FACTS) -> Question:
    """Publish a question."""
    hidden = viewer.id if facts.is_hidden_asker else None
    question = Question(needed_by=facts.needed_by, hidden_person_id=hidden)
    publish(question, wording, viewer)
    return question


def answer(question: Question, wording: Wording, viewer: Viewer) -> Answer:
    """Publish an answer, for whoever may see the question.

    :raises Merged: when the question was merged into another meanwhile.
    """
    _lock(question)
    wording = replace(wording, language=wording.language or question.language)
    given = Answer(question=question, hidden_person_id=question.hidden_person_id)
    with db.session.no_autoflush:
        publish(given, wording, viewer, Happening.ANSWERED)
    given.settle()
    return given


def rephrase(question: Question, wording: Wording, facts: Facts, viewer: Viewer, based_on: int) -> None:
    """Save a new version of a question; its answers follow its audience.

    :raises Outdated: when somebody saved another version since `based_on`.
    """
    begin_revision(question, based_on)
    question.needed_by = facts.needed_by
    name_asker(question, facts.is_hidden_asker, viewer)
    revise(question, wording, viewer)


def name_asker(question: Question, is_hidden: bool, viewer: Viewer) -> None:
    """Hide or show the name of whoever asked; only that person does."""
    if viewer.id != question.author_id or is_hidden == question.is_hidden_asker:
        return
    question.hidden_person_id = viewer.id if is_hidden else None
    question.vouched_at = None
    keep_anonymous([given.id for given in question.answers], viewer.id)
    for given in question.answers:
        given.hidden_person_id = question.hidden_person_id


@take_back.register
def _take_back(question: Question, content: Mapping[str, Any]) -> None:
    needed_by = content.get("needed_by")
    question.needed_by = date.fromisoformat(needed_by) if needed_by else None


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


@hang.register
def _hang(given: Answer, root: Question) -> None:
    given.question = root
    if root.hidden_person_id and given.hidden_person_id is None:
        keep_anonymous([given.id], root.hidden_person_id)


def vouch(question: Question, viewer: Viewer) -> None:
    """Confirm that whoever asked is known to the moderators."""
    _lock(question)
    if question.is_hidden_asker and question.vouched_at is None:
        question.vouched_at = now()
        record(Happening.VOUCHED, actor_id=viewer.id, contribution_id=question.id)


def take_back_vouching(question: Question, viewer: Viewer) -> None:
    """No longer vouch for whoever asked."""
    _lock(question)
    if question.vouched_at is not None:
        question.vouched_at = None
        record(Happening.VOUCHING_TAKEN_BACK, actor_id=viewer.id, contribution_id=question.id)


def _lock(question: Question) -> None:
    kept_fresh = ["status", "visibility", "audience_id", "accepted_id", "hidden_person_id", "vouched_at"]
    db.session.refresh(question, kept_fresh, with_for_update=True)
    if question.status == Status.MERGED:
        raise Merged(question)

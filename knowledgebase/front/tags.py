# SPDX-License-Identifier: EUPL-1.2
"""The page of a tag: what carries it, what waits for an answer, what is applied most, and who knows about it."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import aliased, lazyload
from werkzeug.routing import RequestRedirect

from knowledgebase.accounts.models import User
from knowledgebase.cases.models import Case, CasePartner
from knowledgebase.contributions.feeds import Feed, newest_of, with_feed
from knowledgebase.contributions.models import Contribution, ContributionTag, Tag
from knowledgebase.contributions.models.applications import Application, Result
from knowledgebase.contributions.queries import filed_under, listed

# The address belongs to the tags, by whose name all rooms link to it; what it shows comes from higher rooms.
from knowledgebase.contributions.views import blueprint
from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import ANYONE, Permission, Status, Viewer, author_known, permit, seen, viewer
from knowledgebase.questions.models import Answer, Question
from knowledgebase.questions.queries import questions
from knowledgebase.web.paging import newest_first

MOST = 5


def tag_feed(name: str) -> Feed:
    """Give the newest that carries a tag."""
    found, _synonyms = tag_with_synonyms(name)
    if found.synonym_of:
        raise RequestRedirect(url_for("contributions.tag_feed", name=found.synonym_of.name))
    feed = newest_of(filed_under(listed(ANYONE), Contribution, None, name), Contribution, found.name)
    return feed if feed.entries or found.description else abort(404)


@blueprint.get("/tags/<name>")
@with_feed(tag_feed)
@permit(Permission.VISIT, kept=True)
def tag(name: str) -> ResponseReturnValue:
    """Show what carries a tag; a synonym leads to the tag it stands for."""
    found, synonyms = tag_with_synonyms(name)
    if found.synonym_of:
        return redirect(url_for("contributions.tag", name=found.synonym_of.name), 301)
    page = newest_first(db, filed_under(listed(viewer()), Contribution, None, found.name), Contribution.id)
    if not page.rows and not found.description:
        abort(404)
    unanswered, applied = unanswered_and_applied(found, viewer())
    return render_template(
        "contributions/tag.html",
        tag=found,
        page=page,
        synonyms=synonyms,
        unanswered=unanswered,
        applied=applied,
        people=people_who_know(found, viewer()),
        organisations=organisations_that_know(found, viewer()),
    )


def tag_with_synonyms(name: str) -> tuple[Tag, Sequence[str]]:
    """Give the tag of this name with the other words for it, in one query; 404 when there is none."""
    own = sa.select(Tag.id).where(Tag.name == name).scalar_subquery()
    statement = sa.select(Tag).where((Tag.name == name) | (Tag.synonym_of_id == own)).order_by(Tag.name)
    found = db.session.scalars(statement).all()
    tags = [tag for tag in found if tag.name == name] or abort(404)
    return tags[0], [tag.name for tag in found if tag.name != name]


def unanswered_and_applied(
    tag: Tag, viewer: Viewer
) -> tuple[Sequence[Contribution], Sequence[tuple[Contribution, int]]]:
    """Give the newest questions with this tag that nobody answered; and what most organisations applied.

    In one query, with how many organisations did where it did not fail them.
    """
    unanswered = questions(viewer, None, tag.name, "open").with_only_columns(
        Question.id, sa.cast(sa.null(), sa.Integer).label("number")
    )
    newest = unanswered.order_by(Question.id.desc()).limit(MOST).subquery()
    rows = sa.union_all(sa.select(newest), sa.select(_most_applied(tag, viewer))).subquery()
    statement = (
        sa.select(Contribution, rows.c.number)
        .join(rows, rows.c.id == Contribution.id)
        .order_by(rows.c.number.desc(), Contribution.id.desc())
        .options(lazyload(Contribution.tags))
    )
    found = db.session.execute(statement).tuples().all()
    return [row for row, number in found if number is None], [one for one in found if one[1] is not None]


def _most_applied(tag: Tag, viewer: Viewer) -> sa.Subquery:
    """Select what most organisations applied, an answer counting for its question."""
    applied = sa.select(Application.contribution_id.label("id"), Application.organisation_id)
    of_answers = (
        sa.select(Answer.question_id, Application.organisation_id)
        .join(Answer, Answer.id == Application.contribution_id)
        .where(Answer.status == Status.PUBLISHED, seen(viewer, Answer))
    )
    held = Application.result != Result.FAILED
    rows = sa.union(applied.where(held), of_answers.where(held)).subquery()
    number = sa.func.count(rows.c.organisation_id).label("number")
    return (
        filed_under(listed(viewer), Contribution, None, tag.name)
        .with_only_columns(Contribution.id, number)
        .join(rows, rows.c.id == Contribution.id)
        .group_by(Contribution.id)
        .having(number > 0)
        .order_by(number.desc(), Contribution.id.desc())
        .limit(MOST)
        .subquery()
    )


def people_who_know(tag: Tag, viewer: Viewer) -> Sequence[tuple[User, int]]:
    """Give who wrote most cases and accepted answers about it, of what the viewer may see, with their number."""
    cases = _told_cases(tag, viewer).with_only_columns(Case.author_id.label("id"))
    answers = _helpful_answers(tag, viewer).with_only_columns(Answer.author_id.label("id"))
    return _most(User, sa.union_all(cases, answers), User.active, User.confirmed_at.is_not(None))


def organisations_that_know(tag: Tag, viewer: Viewer) -> Sequence[tuple[Organisation, int]]:
    """Give which organisations speak or take part in most cases and accepted answers about it."""
    speaking = _told_cases(tag, viewer).with_only_columns(
        Case.organisation_id.label("id"), Case.id.label("about")
    )
    partners = (
        sa.select(CasePartner.organisation_id.label("id"), Case.id.label("about"))
        .join(Case, Case.id == CasePartner.case_id)
        .where(Case.status == Status.PUBLISHED, seen(viewer, Case), _carries(Case.id, tag))
    )
    answers = _helpful_answers(tag, viewer).with_only_columns(
        Answer.organisation_id.label("id"), Answer.id.label("about")
    )
    return _most(Organisation, sa.union(speaking, partners, answers))


def _told_cases(tag: Tag, viewer: Viewer) -> sa.Select[Any]:
    """Select the cases that somebody told; those compiled from the register say nothing about who knows."""
    told = (_carries(Case.id, tag), author_known(viewer, Case), Case.from_register.is_(False))
    return listed(viewer, Case).where(*told)


def _helpful_answers(tag: Tag, viewer: Viewer) -> sa.Select[Any]:
    helped = aliased(Question)
    return (
        listed(viewer, Answer)
        .join(helped, helped.accepted_id == Answer.id)
        .where(_carries(helped.id, tag), author_known(viewer, Answer))
    )


def _carries(id: Any, tag: Tag) -> sa.ColumnElement[bool]:
    carried: sa.ColumnElement[bool] = id.in_(
        sa.select(ContributionTag.contribution_id).where(ContributionTag.tag_id == tag.id)
    )
    return carried


def _most(model: Any, about: Any, *conditions: Any) -> Sequence[Any]:
    rows = about.subquery()
    number = sa.func.count()
    statement = (
        sa.select(model, number)
        .join(rows, rows.c.id == model.id)
        .where(*conditions)
        .group_by(model.id)
        .order_by(number.desc(), model.id)
        .limit(MOST)
    )
    return db.session.execute(statement).tuples().all()

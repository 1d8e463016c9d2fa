# SPDX-License-Identifier: EUPL-1.2
"""The permanent address of a contribution, and lists of what somebody wrote."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.accounts.models import User
from knowledgebase.contributions.actions import AlreadyPublished
from knowledgebase.contributions.feeds import Feed, newest_of, with_feed
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.queries import (
    written_by,
)
from knowledgebase.contributions.views.blueprint import address_of, blueprint
from knowledgebase.db import db
from knowledgebase.policy import ANYONE, Permission, permit, viewer
from knowledgebase.web.paging import newest_first


@blueprint.get("/bijdragen/<ref:id>")
@permit(Permission.READ, Contribution)
def show(contribution: Contribution) -> ResponseReturnValue:
    """Lead to the page of a contribution whose kind is not known."""
    return redirect(address_of(contribution), 302)


@blueprint.app_errorhandler(AlreadyPublished)
def sent_twice(again: AlreadyPublished) -> ResponseReturnValue:
    """Lead whoever sent a form twice to what came of it the first time."""
    db.session.rollback()
    return redirect(url_for("contributions.show", id=again.id), 303)


def person_feed(id: int) -> Feed:
    """Give the newest that a person wrote."""
    person = db.session.get(User, id)
    if person is None or not person.has_page:
        abort(404)
    title = _("Contributions by %(name)s", name=person.name)
    return newest_of(written_by(person.id, ANYONE), Contribution, title)


@blueprint.get("/mensen/<ref:id>/bijdragen")
@with_feed(person_feed)
@permit(Permission.VISIT, kept=True)
def by_person(id: int) -> ResponseReturnValue:
    """List what a person wrote."""
    person = db.session.get(User, id)
    if person is None or not person.has_page:
        abort(404)
    page = newest_first(db, written_by(person.id, viewer()), Contribution.id)
    return render_template("contributions/by_person.html", person=person, page=page)

# SPDX-License-Identifier: EUPL-1.2
"""How others see a person, and what that person wrote."""

from flask import abort, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.accounts.queries import person_with_work_and_roles
from knowledgebase.contributions.feeds import Feed, newest_of, with_feed
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.queries import written_by
from knowledgebase.contributions.queries.people import person_known_to
from knowledgebase.contributions.views.blueprint import blueprint
from knowledgebase.db import db
from knowledgebase.policy import ANYONE, Permission, permit, viewer
from knowledgebase.web.addresses import moved_from
from knowledgebase.web.paging import newest_first


@blueprint.get("/mensen/<ref:id>")
@permit(Permission.VISIT, kept=True)
def person(id: int) -> ResponseReturnValue:
    """Show a person: name and organisations to whoever may know of them, the rest to members."""
    known = person_known_to(id, viewer()) or abort(404)
    if address := moved_from("contributions.person", known):
        return redirect(address, 301)
    return render_template("contributions/person.html", person=person_with_work_and_roles(known.id))


def feed(id: int) -> Feed:
    """Give the newest that a person wrote."""
    known = person_known_to(id, viewer()) or abort(404)
    title = _("Contributions by %(name)s", name=known.name)
    return newest_of(written_by(known.id, ANYONE), Contribution, title)


@blueprint.get("/mensen/<ref:id>/bijdragen")
@with_feed(feed)
@permit(Permission.VISIT, kept=True)
def by_person(id: int) -> ResponseReturnValue:
    """List what a person wrote."""
    known = person_known_to(id, viewer()) or abort(404)
    page = newest_first(db, written_by(known.id, viewer()), Contribution.id)
    return render_template("contributions/by_person.html", person=known, page=page)

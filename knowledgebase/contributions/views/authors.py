# SPDX-License-Identifier: EUPL-1.2
"""Pages to name co-authors."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.contributions.actions import authors as actions
from knowledgebase.contributions.forms.authors import CoAuthorForm
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.views.blueprint import address_of, blueprint
from knowledgebase.db import db, reading
from knowledgebase.policy import Permission, allows, permit, refuse_unless, viewer
from knowledgebase.web.flashes import say


@blueprint.get("/bijdragen/<ref:id>/auteurs")
@permit(Permission.EDIT, Contribution)
def co_authors(contribution: Contribution) -> ResponseReturnValue:
    """Show who keeps a contribution together, and the form to name another."""
    return _page(contribution, CoAuthorForm())


@blueprint.post("/bijdragen/<ref:id>/auteurs")
@permit(Permission.NAME_CO_AUTHORS, Contribution)
def add_co_author(contribution: Contribution) -> ResponseReturnValue:
    """Name a co-author."""
    with reading():
        form = CoAuthorForm()
        if not form.is_sent:
            return _page(contribution, form), 422
    try:
        person = actions.add_co_author(contribution, form.email.data or "", viewer())
    except actions.NotToBeNamed:
        db.session.rollback()
        form.refuse()
        return _page(contribution, form), 422
    name = person.name
    db.session.commit()
    say(_("%(name)s may now edit this too, and decide on suggestions.", name=name))
    return redirect(url_for("contributions.co_authors", id=contribution.id), 303)


@blueprint.post("/bijdragen/<ref:id>/auteurs/<int:person>/verwijderen")
@permit(Permission.EDIT, Contribution)
def remove_co_author(contribution: Contribution, person: int) -> ResponseReturnValue:
    """Take a co-author away, or oneself."""
    names_others = allows(viewer(), Permission.NAME_CO_AUTHORS, contribution)
    refuse_unless(person == viewer().id or names_others)
    back = (
        url_for("contributions.co_authors", id=contribution.id) if names_others else address_of(contribution)
    )
    actions.remove_co_author(contribution, person, viewer().id)
    db.session.commit()
    say(_("The co-author is removed. What they wrote stays."))
    return redirect(back, 303)


def _page(contribution: Contribution, form: CoAuthorForm) -> str:
    return render_template("contributions/co_authors.html", contribution=contribution, form=form)

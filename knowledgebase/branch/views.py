# SPDX-License-Identifier: EUPL-1.2
"""Pages of agreements."""

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.branch import actions
from knowledgebase.branch.forms import AgreementForm
from knowledgebase.branch.models import Agreement, State
from knowledgebase.contributions.actions import Outdated
from knowledgebase.contributions.feeds import Feed, newest_of, with_feed
from knowledgebase.contributions.queries import filed_under, listed, themes
from knowledgebase.contributions.queries.surroundings import surroundings_of
from knowledgebase.contributions.views import address_of
from knowledgebase.contributions.views.drafting import drafted
from knowledgebase.contributions.views.merging import save_merged
from knowledgebase.contributions.vocabulary import choices
from knowledgebase.db import db
from knowledgebase.policy import ANYONE, Permission, Viewer, permit, viewer
from knowledgebase.web.addresses import moved_from
from knowledgebase.web.flashes import say
from knowledgebase.web.paging import newest_first, parameters

blueprint = Blueprint("branch", __name__, url_prefix="/afspraken")


def feed() -> Feed:
    """Give the newest agreements of the list."""
    return newest_of(_listed(ANYONE), Agreement, _("Agreements"))


def _listed(reader: Viewer) -> sa.Select[Any]:
    chosen = parameters("thema", "tag", "stand")
    statement = filed_under(listed(reader, Agreement), Agreement, chosen["thema"], chosen["tag"])
    states = [state for state in State if state.value == chosen["stand"]]
    return statement.where(Agreement.state.in_(states)) if states else statement


@blueprint.get("")
@with_feed(feed)
@permit(Permission.VISIT, kept=True)
def index() -> ResponseReturnValue:
    """List agreements."""
    chosen = parameters("thema", "tag", "stand")
    page = newest_first(db, _listed(viewer()), Agreement.id)
    offered = [(None, _("All")), *choices(State)]
    return render_template("branch/index.html", page=page, chosen=chosen, themes=themes(), states=offered)


@blueprint.get("/<ref:id>")
@permit(Permission.READ, Agreement, kept=True, whole=True)
def show(agreement: Agreement) -> ResponseReturnValue:
    """Show an agreement."""
    if proper := moved_from("branch.show", agreement):
        return redirect(proper, 301)
    return render_template("branch/show.html", agreement=agreement, **surroundings_of([agreement], viewer()))


@blueprint.get("/nieuw")
@permit(Permission.WRITE_AGREEMENT)
@drafted("new-agreement")
def new() -> ResponseReturnValue:
    """Show the form for an agreement."""
    return render_template("branch/new.html", form=AgreementForm(viewer()))


@blueprint.post("/nieuw")
@permit(Permission.WRITE_AGREEMENT)
@drafted("new-agreement")
def write() -> ResponseReturnValue:
    """Publish an agreement."""
    form = AgreementForm(viewer())
    wording = form.checked()
    if wording is None:
        return render_template("branch/new.html", form=form), form.status
    try:
        agreement = actions.write(form.facts(), wording, viewer())
    except actions.NumberTaken:
        form.refuse_number()
        return render_template("branch/new.html", form=form), form.status
    address = address_of(agreement)
    db.session.commit()
    say(_("The agreement is published."))
    return redirect(address, 303)


@blueprint.get("/<ref:id>/bewerken")
@permit(Permission.EDIT, Agreement)
@drafted("edit")
def edit(agreement: Agreement) -> ResponseReturnValue:
    """Show the form to improve an agreement."""
    return render_template("branch/edit.html", form=AgreementForm(viewer(), agreement), agreement=agreement)


@blueprint.post("/<ref:id>/bewerken")
@permit(Permission.EDIT, Agreement)
@drafted("edit")
def rewrite(agreement: Agreement) -> ResponseReturnValue:
    """Save a new version of an agreement."""
    form = AgreementForm(viewer(), agreement)
    wording = form.checked()
    if wording is None:
        return render_template("branch/edit.html", form=form, agreement=agreement), form.status
    try:
        actions.rewrite(agreement, form.facts(), wording, viewer(), form.based_on)
    except Outdated:
        return save_merged(agreement, form, wording)
    except actions.NumberTaken:
        db.session.rollback()
        form.refuse_number()
        return render_template("branch/edit.html", form=form, agreement=agreement), form.status
    address = address_of(agreement)
    db.session.commit()
    return redirect(address, 303)

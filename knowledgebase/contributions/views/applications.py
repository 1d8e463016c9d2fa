# SPDX-License-Identifier: EUPL-1.2
"""Pages to tell that advice was applied."""

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.contributions.actions import applications as actions
from knowledgebase.contributions.forms import whole_id
from knowledgebase.contributions.forms.applications import ApplicationForm
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.models.applications import Application
from knowledgebase.contributions.views.blueprint import blueprint
from knowledgebase.contributions.views.votes import responses_at
from knowledgebase.db import db
from knowledgebase.policy import Permission, allows, permit, refuse_unless, viewer, visible
from knowledgebase.web.flashes import say


@blueprint.get("/bijdragen/<ref:id>/toepassingen")
@permit(Permission.APPLY, Contribution)
def write_application(contribution: Contribution) -> ResponseReturnValue:
    """Show the form to tell that it was applied, with what the organisation told before."""
    chosen = whole_id(request.args.get("organisatie"))
    return _page(contribution, ApplicationForm(viewer(), contribution, chosen))


@blueprint.post("/bijdragen/<ref:id>/toepassingen")
@permit(Permission.APPLY, Contribution)
def tell_applied(contribution: Contribution) -> ResponseReturnValue:
    """Record that an organisation applied it."""
    form = ApplicationForm(viewer(), contribution)
    practice = form.checked()
    if practice is None:
        return _page(contribution, form), 422
    actions.tell_applied(contribution, practice, viewer())
    address = responses_at(contribution)
    db.session.commit()
    say(_("Thank you. Others now see what came of it."))
    return redirect(address, 303)


@blueprint.post("/toepassingen/<ref:id>/verwijderen")
@permit(Permission.VISIT)
def withdraw_application(id: int) -> ResponseReturnValue:
    """Take back that an organisation applied it: for its people and for moderators."""
    told = db.session.get(Application, id) or abort(404)
    contribution = visible(Contribution, told.contribution_id)
    refuse_unless(allows(viewer(), Permission.WITHDRAW_APPLICATION, told))
    actions.withdraw_application(contribution, id, viewer())
    address = responses_at(contribution)
    db.session.commit()
    say(_("It is no longer said that this organisation applied it."))
    return redirect(address, 303)


def _page(contribution: Contribution, form: ApplicationForm) -> str:
    return render_template("contributions/application.html", contribution=contribution, form=form)

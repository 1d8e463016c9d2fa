# SPDX-License-Identifier: EUPL-1.2
"""Pages of reactions."""

from flask import abort, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.contributions.actions import reactions as actions
from knowledgebase.contributions.forms.reactions import ReactionForm
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.models.reactions import Reaction
from knowledgebase.contributions.views.blueprint import blueprint
from knowledgebase.contributions.views.votes import responses_at
from knowledgebase.db import db
from knowledgebase.policy import Permission, allows, permit, refuse_unless, viewer, visible
from knowledgebase.web.flashes import say


@blueprint.get("/bijdragen/<ref:id>/reacties")
@permit(Permission.REACT, Contribution)
def write_reaction(contribution: Contribution) -> ResponseReturnValue:
    """Show the form to react."""
    return _page(contribution, ReactionForm(viewer(), contribution))


@blueprint.post("/bijdragen/<ref:id>/reacties")
@permit(Permission.REACT, Contribution)
def react(contribution: Contribution) -> ResponseReturnValue:
    """Add a reaction."""
    form = ReactionForm(viewer(), contribution)
    opinion = form.checked()
    if opinion is None:
        return _page(contribution, form), 422
    actions.react(contribution, opinion, viewer())
    address = responses_at(contribution)
    db.session.commit()
    say(_("Thank you. Others can now read your reaction."))
    return redirect(address, 303)


@blueprint.post("/reacties/<ref:id>/verwijderen")
@permit(Permission.VISIT)
def remove_reaction(id: int) -> ResponseReturnValue:
    """Take a reaction off the page: for whoever gave it and for moderators."""
    reaction = db.session.get(Reaction, id) or abort(404)
    contribution = visible(Contribution, reaction.contribution_id)
    refuse_unless(allows(viewer(), Permission.REMOVE_REACTION, reaction))
    actions.remove_reaction(reaction, viewer())
    address = responses_at(contribution)
    db.session.commit()
    say(_("The reaction is removed."))
    return redirect(address, 303)


def _page(contribution: Contribution, form: ReactionForm) -> str:
    return render_template("contributions/reaction.html", contribution=contribution, form=form)

# SPDX-License-Identifier: EUPL-1.2
"""The buttons to vote, and where one lands after responding to a contribution."""

from flask import abort, redirect
from flask.typing import ResponseReturnValue

from knowledgebase.contributions.actions.votes import retract
from knowledgebase.contributions.actions.votes import vote as cast
from knowledgebase.contributions.forms.votes import VoteForm
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.views.blueprint import address_of, blueprint
from knowledgebase.db import db
from knowledgebase.policy import Permission, permit, viewer


def responses_at(contribution: Contribution) -> str:
    """Give the address of the place where responses to this contribution are shown."""
    return f"{address_of(contribution).partition('#')[0]}#bijdrage-{contribution.id}"


@blueprint.post("/bijdragen/<ref:id>/stem")
@permit(Permission.VOTE, Contribution)
def vote(contribution: Contribution) -> ResponseReturnValue:
    """Vote, or change one's vote."""
    form = VoteForm()
    if not form.is_sent:
        abort(422)
    cast(contribution, form.value.data, viewer())
    address = responses_at(contribution)
    db.session.commit()
    return redirect(address, 303)


@blueprint.post("/bijdragen/<ref:id>/stem/terugnemen")
@permit(Permission.VOTE, Contribution)
def retract_vote(contribution: Contribution) -> ResponseReturnValue:
    """Take one's vote back."""
    retract(contribution, viewer())
    address = responses_at(contribution)
    db.session.commit()
    return redirect(address, 303)

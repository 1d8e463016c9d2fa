# SPDX-License-Identifier: EUPL-1.2
"""Deeds of moderators about questions whose asker is hidden."""

from flask import redirect
from flask.typing import ResponseReturnValue

from knowledgebase.contributions.views import address_of
from knowledgebase.db import db
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.questions import actions
from knowledgebase.questions.blueprint import blueprint
from knowledgebase.questions.models import Question


@blueprint.post("/<ref:id>/instaan")
@permit(Permission.VOUCH, Question)
def vouch(question: Question) -> ResponseReturnValue:
    """Vouch for whoever asked anonymously."""
    actions.vouch(question, viewer())
    address = address_of(question)
    db.session.commit()
    return redirect(address, 303)


@blueprint.post("/<ref:id>/niet-instaan")
@permit(Permission.VOUCH, Question)
def take_back_vouching(question: Question) -> ResponseReturnValue:
    """No longer vouch for whoever asked anonymously."""
    actions.take_back_vouching(question, viewer())
    address = address_of(question)
    db.session.commit()
    return redirect(address, 303)

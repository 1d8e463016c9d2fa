# SPDX-License-Identifier: EUPL-1.2
"""The permanent address of a contribution."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from knowledgebase.contributions.actions import AlreadyPublished
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.views.blueprint import address_of, blueprint
from knowledgebase.db import db
from knowledgebase.policy import Permission, permit


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

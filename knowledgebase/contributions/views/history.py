# SPDX-License-Identifier: EUPL-1.2
"""Pages of saved versions."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from knowledgebase.contributions.models import Contribution, Revision
from knowledgebase.contributions.queries.history import revision_numbered, revisions_for
from knowledgebase.contributions.revisions import differences
from knowledgebase.contributions.views.blueprint import blueprint
from knowledgebase.db import db
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.paging import newest_first


@blueprint.get("/historie/<ref:id>")
@permit(Permission.HISTORY, Contribution, kept=True)
def history(contribution: Contribution) -> ResponseReturnValue:
    """List the saved versions."""
    page = newest_first(db, revisions_for(viewer(), contribution), Revision.id)
    return render_template("contributions/history.html", contribution=contribution, page=page)


@blueprint.get("/historie/<ref:id>/<int:number>")
@permit(Permission.HISTORY, Contribution, kept=True)
def version(contribution: Contribution, number: int) -> ResponseReturnValue:
    """Show one saved version beside the one before it."""
    revision = revision_numbered(contribution, number, viewer()) or abort(404)
    before = revision_numbered(contribution, number - 1, viewer())
    changes = differences(contribution, before.content if before else {}, revision.content)
    return render_template(
        "contributions/version.html",
        contribution=contribution,
        revision=revision,
        before=before,
        changes=changes,
    )

# SPDX-License-Identifier: EUPL-1.2
"""Pages of remarks."""

from flask import abort, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.contributions import actions
from knowledgebase.contributions.forms import CommentForm
from knowledgebase.contributions.models import Comment, Contribution
from knowledgebase.contributions.views.blueprint import address_of, blueprint
from knowledgebase.contributions.views.drafting import drafted
from knowledgebase.db import db
from knowledgebase.policy import Permission, allows, permit, refuse_unless, viewer, visible
from knowledgebase.web.flashes import say


@blueprint.post("/bijdragen/<ref:id>/opmerkingen")
@permit(Permission.COMMENT, Contribution)
@drafted("comment")
def comment(contribution: Contribution) -> ResponseReturnValue:
    """Add a remark."""
    form = CommentForm()
    text = form.checked()
    if text is None:
        page = render_template("contributions/comment.html", contribution=contribution, form=form)
        return page, form.status
    remark = actions.comment(contribution, text, viewer())
    db.session.flush()
    address = f"{address_of(contribution).partition('#')[0]}#opmerking-{remark.id}"
    db.session.commit()
    return redirect(address, 303)


@blueprint.get("/bijdragen/<ref:id>/opmerkingen")
@permit(Permission.COMMENT, Contribution)
@drafted("comment")
def write_comment(contribution: Contribution) -> ResponseReturnValue:
    """Show the form for a remark on a page of its own."""
    return render_template("contributions/comment.html", contribution=contribution, form=CommentForm())


@blueprint.post("/opmerkingen/<ref:id>/verwijderen")
@permit(Permission.VISIT)
def remove_comment(id: int) -> ResponseReturnValue:
    """Take a remark off the page: for its author and moderators."""
    remark = db.session.get(Comment, id) or abort(404)
    contribution = visible(Contribution, remark.contribution_id)
    refuse_unless(allows(viewer(), Permission.REMOVE_COMMENT, remark))
    actions.remove_comment(remark, viewer())
    address = address_of(contribution)
    db.session.commit()
    say(_("The comment is removed."))
    return redirect(address, 303)

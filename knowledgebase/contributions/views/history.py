# SPDX-License-Identifier: EUPL-1.2
"""Pages of saved versions."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from knowledgebase.contributions.models import Contribution, Revision, Suggestion
from knowledgebase.contributions.queries import revision_numbered, revisions_for
from knowledgebase.contributions.queries.merging import traces_of_merging
from knowledgebase.contributions.queries.relations import merger_of
from knowledgebase.contributions.queries.suggestions import pending_suggestion
from knowledgebase.contributions.revisions import differences
from knowledgebase.contributions.views.blueprint import blueprint
from knowledgebase.db import db
from knowledgebase.policy import Permission, Status, allows, permit, viewer
from knowledgebase.web.inline import inline
from knowledgebase.web.paging import newest_first, whole_number

INLINE = "inline"


@blueprint.get("/historie/<ref:id>")
@permit(Permission.HISTORY, Contribution, kept=True)
def history(contribution: Contribution) -> ResponseReturnValue:
    """List the saved versions; with `klein=nee` without the small changes."""
    only_large = request.args.get("klein") == "nee"
    statement = revisions_for(viewer(), contribution)
    if only_large:
        statement = statement.where(~Revision.is_minor)
    page = newest_first(db, statement, Revision.id)
    return render_template(
        "contributions/history.html",
        contribution=contribution,
        page=page,
        only_large=only_large,
        waiting=_waiting(contribution),
        traces=traces_of_merging(contribution, viewer()),
        merger=merger_of(contribution) if contribution.status == Status.MERGED else None,
    )


def _waiting(contribution: Contribution) -> Suggestion | None:
    """Give the change that waits for approval, to whoever made it or decides on it."""
    if not (contribution.approvals_needed and viewer().is_known):
        return None
    waiting = pending_suggestion(contribution)
    if waiting is None or waiting.author_id == viewer().id:
        return waiting
    return waiting if allows(viewer(), Permission.DECIDE_SUGGESTION, waiting) else None


@blueprint.get("/historie/<ref:id>/vergelijken")
@permit(Permission.HISTORY, Contribution)
def compare(contribution: Contribution) -> ResponseReturnValue:
    """Lead to the page that shows two versions, chosen by number, beside each other."""
    numbers = sorted((whole_number("van") or 1, whole_number("tot") or contribution.revision))
    before, after = (min(number, contribution.revision) for number in numbers)
    return redirect(url_for("contributions.version", id=contribution.id, number=after, met=before), 302)


@blueprint.get("/historie/<ref:id>/<int:number>")
@permit(Permission.HISTORY, Contribution, kept=True)
def version(contribution: Contribution, number: int) -> ResponseReturnValue:
    """Show one saved version beside the one before it, or beside the one that `met` names."""
    other = whole_number("met")
    revision = revision_numbered(contribution, number, viewer()) or abort(404)
    before = revision_numbered(contribution, number - 1 if other is None else other, viewer())
    if before is None and other is not None:
        abort(404)
    if before is not None and before.number > revision.number:
        before, revision = revision, before
    return render_template(
        "contributions/version.html",
        contribution=contribution,
        revision=revision,
        before=before,
        compared=other is not None,
        changes=differences(contribution, viewer(), before.content if before else {}, revision.content),
        inline=inline if request.args.get("weergave") == INLINE else None,
    )

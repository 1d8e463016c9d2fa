# SPDX-License-Identifier: EUPL-1.2
"""Pages to merge a contribution into another, and the way on from what was merged."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import Gone

from knowledgebase.contributions.actions.merging_items import StayAsTheyAre, merge, unmerge
from knowledgebase.contributions.forms.merging_items import MergeForm
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.queries.merging import count_of_what_moves
from knowledgebase.contributions.queries.relations import merger_of
from knowledgebase.contributions.views.blueprint import address_of, blueprint
from knowledgebase.db import db, reading
from knowledgebase.policy import Merged, Permission, Status, permit, seen, viewer
from knowledgebase.web import errors
from knowledgebase.web.flashes import say, warn


@blueprint.get("/bijdragen/<ref:id>/opgaan-in")
@permit(Permission.MERGE, Contribution)
def ask_to_merge(contribution: Contribution) -> ResponseReturnValue:
    """Ask into what a contribution shall be merged."""
    if contribution.status == Status.MERGED:
        raise Merged(contribution)
    return _page(contribution, MergeForm(contribution, viewer()))


@blueprint.post("/bijdragen/<ref:id>/opgaan-in")
@permit(Permission.MERGE, Contribution)
def merge_into(contribution: Contribution) -> ResponseReturnValue:
    """Show what merging will do; do it for whoever has seen that."""
    with reading():
        form = MergeForm(contribution, viewer())
        if not form.is_sent or form.found is None:
            return _page(contribution, form), 422
        if not form.is_sure:
            return _preview(contribution, form.found, form)
    try:
        merge(contribution, form.found, viewer())
    except StayAsTheyAre as why:
        db.session.rollback()
        form.other.errors = [str(why)]
        return _page(contribution, form), 409
    address = address_of(form.found)
    db.session.commit()
    say(_("The two are merged. For 30 days that can be undone."))
    return redirect(address, 303)


@blueprint.post("/bijdragen/<ref:id>/losmaken")
@permit(Permission.MERGE, Contribution)
def undo_merge(contribution: Contribution) -> ResponseReturnValue:
    """Undo that a contribution was merged into another."""
    address = url_for("contributions.history", id=contribution)
    try:
        unmerge(contribution, viewer())
    except StayAsTheyAre as why:
        db.session.rollback()
        warn(str(why))
        return redirect(address, 303)
    db.session.commit()
    say(_("The two stand on their own again."))
    return redirect(address, 303)


@blueprint.app_errorhandler(Merged)
def lead_on(merged: Merged) -> ResponseReturnValue:
    """Lead from what was merged to what took it in; what somebody sent is not lost."""
    with reading():
        contribution = db.session.get_one(Contribution, merged.id)
        merger = merger_of(contribution)
        if merger is None:
            return errors.show(Gone())
        other = db.session.get_one(Contribution, merger.to_id)
        if not seen(viewer(), other):
            return redirect(url_for("contributions.history", id=contribution), 302)
        if request.method in ("GET", "HEAD"):
            return redirect(address_of(other), 301)
        return render_template(
            "contributions/merged.html", other=other, code=409, title=errors.TITLES[409]
        ), 409


def _page(contribution: Contribution, form: MergeForm) -> str:
    return render_template("contributions/merge_into.html", contribution=contribution, form=form)


def _preview(contribution: Contribution, other: Contribution, form: MergeForm) -> str:
    form.sure.data = "yes"
    return render_template(
        "contributions/confirm_merge.html",
        contribution=contribution,
        other=other,
        form=form,
        counts=count_of_what_moves(contribution),
    )

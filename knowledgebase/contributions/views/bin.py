# SPDX-License-Identifier: EUPL-1.2
"""Pages of the bin."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.contributions import letters
from knowledgebase.contributions.actions.binning import Stays, delete, recover
from knowledgebase.contributions.forms.owning import DeletionForm
from knowledgebase.contributions.models import BinEntry, Contribution
from knowledgebase.contributions.queries.bin import in_the_bin
from knowledgebase.contributions.views.blueprint import address_of, blueprint
from knowledgebase.db import db, reading
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.flashes import say
from knowledgebase.web.paging import newest_first


@blueprint.get("/prullenbak")
@permit(Permission.BIN)
def bin() -> ResponseReturnValue:
    """List what is in the bin: one's own, for moderators everyone's."""
    return render_template("contributions/bin.html", page=newest_first(db, in_the_bin(viewer()), BinEntry.id))


@blueprint.get("/bijdragen/<ref:id>/verwijderen")
@permit(Permission.DELETE, Contribution)
def ask_to_delete(contribution: Contribution) -> ResponseReturnValue:
    """Ask whether a contribution shall go, and why."""
    return _asking(contribution, _form(contribution))


@blueprint.post("/bijdragen/<ref:id>/verwijderen")
@permit(Permission.DELETE, Contribution)
def put_in_the_bin(contribution: Contribution) -> ResponseReturnValue:
    """Put a contribution in the bin."""
    with reading():
        form = _form(contribution)
        if not form.is_sent:
            return _asking(contribution, form), 422
    try:
        is_new = delete(contribution, form.reason.data or "", viewer())
    except Stays:
        db.session.rollback()
        return _asking(contribution, form), 409
    if is_new and form.is_of_others and contribution.author.has_page:
        letters.deleted(contribution, form.reason.data or "").post()
    db.session.commit()
    say(_("It is in the bin for 30 days. Until then it can be taken out again."))
    return redirect(url_for("contributions.bin"), 303)


@blueprint.post("/prullenbak/<ref:id>/terughalen")
@permit(Permission.RECOVER, Contribution)
def take_out(contribution: Contribution) -> ResponseReturnValue:
    """Take a contribution out of the bin."""
    recover(contribution, viewer())
    address = address_of(contribution)
    db.session.commit()
    say(_("It is back as it was."))
    return redirect(address, 303)


def _form(contribution: Contribution) -> DeletionForm:
    return DeletionForm(is_of_others=contribution.author_id != viewer().id)


def _asking(contribution: Contribution, form: DeletionForm) -> str:
    return render_template(
        "contributions/delete.html",
        contribution=contribution,
        form=form,
        why_it_stays=contribution.why_it_stays(viewer()),
    )

# SPDX-License-Identifier: EUPL-1.2
"""Pages on which members add partnerships that the register does not have, and moderators decide on them."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.db import db, reading
from knowledgebase.partnerships import adding
from knowledgebase.partnerships.adding_forms import LET_IN, DecisionForm, PartnershipForm
from knowledgebase.partnerships.blueprint import blueprint
from knowledgebase.partnerships.models import Arrangement, Subject
from knowledgebase.partnerships.queries import policy_areas, versions_of
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.flashes import say


@blueprint.get("/toevoegen")
@permit(Permission.CONTRIBUTE)
def new() -> ResponseReturnValue:
    """Show the form for a partnership."""
    return render_template("partnerships/new.html", form=PartnershipForm(policy_areas()))


@blueprint.post("/toevoegen")
@permit(Permission.CONTRIBUTE)
def add() -> ResponseReturnValue:
    """Add a partnership, for a moderator to let in."""
    with reading():
        form = PartnershipForm(policy_areas())
        is_right = form.is_sent
    if not is_right:
        return render_template("partnerships/new.html", form=form), 422
    arrangement = adding.add(form.told(), viewer())
    address = url_for("partnerships.show", id=arrangement)
    db.session.commit()
    say(_("Thank you. A moderator looks at it; until then only you and moderators see it."))
    return redirect(address, 303)


@blueprint.get("/<ref:id>/wijzigen")
@permit(Permission.CHANGE_PARTNERSHIP, Arrangement)
def edit(arrangement: Arrangement) -> ResponseReturnValue:
    """Show the form to tell a partnership anew."""
    form = PartnershipForm(policy_areas(), _told(arrangement))
    return render_template("partnerships/edit.html", form=form, arrangement=arrangement)


@blueprint.post("/<ref:id>/wijzigen")
@permit(Permission.CHANGE_PARTNERSHIP, Arrangement)
def rewrite(arrangement: Arrangement) -> ResponseReturnValue:
    """Tell a partnership anew, or end it."""
    form = PartnershipForm(policy_areas())
    if not form.is_sent:
        return render_template("partnerships/edit.html", form=form, arrangement=arrangement), 422
    adding.change(arrangement, form.told(), viewer())
    address = url_for("partnerships.show", id=arrangement)
    db.session.commit()
    say(_("The partnership is saved."))
    return redirect(address, 303)


@blueprint.get("/<ref:id>/besluit")
@permit(Permission.DECIDE_PARTNERSHIP, Arrangement)
def consider(arrangement: Arrangement) -> ResponseReturnValue:
    """Show the form to decide on a partnership."""
    return render_template("partnerships/decide.html", form=DecisionForm(), arrangement=arrangement)


@blueprint.post("/<ref:id>/besluit")
@permit(Permission.DECIDE_PARTNERSHIP, Arrangement)
def decide(arrangement: Arrangement) -> ResponseReturnValue:
    """Let a partnership in, or refuse it."""
    form = DecisionForm()
    if not form.is_sent:
        return render_template("partnerships/decide.html", form=form, arrangement=arrangement), 422
    if form.verdict.data == LET_IN:
        adding.let_in(arrangement, viewer())
    else:
        adding.refuse(arrangement, form.reason.data or "", viewer())
    address = url_for("partnerships.show", id=arrangement)
    db.session.commit()
    say(_("The decision is saved, and whoever added it is told."))
    return redirect(address, 303)


def _told(arrangement: Arrangement) -> adding.Told:
    versions = versions_of(arrangement)
    newest = versions[-1]
    return adding.Told(
        name=arrangement.name,
        legal_form=arrangement.legal_form,
        subject=arrangement.subject or Subject.OTHER,
        starts=arrangement.starts,
        ends=arrangement.ends,
        purpose=newest.purpose,
        source_url=newest.source_url or "",
        policy_area=next((one.slug for one in newest.policy_areas), ""),
        spells=adding.spells_of(versions),
    )

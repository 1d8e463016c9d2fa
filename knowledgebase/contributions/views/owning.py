# SPDX-License-Identifier: EUPL-1.2
"""Pages on which contributions are confirmed and get another owner."""

from flask import abort, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.accounts.models import User
from knowledgebase.contributions.actions.owning import hand_over, verify
from knowledgebase.contributions.forms.owning import HandOverForm
from knowledgebase.contributions.freshness import freshness_badges, freshness_of
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.queries.orphans import orphans
from knowledgebase.contributions.views.blueprint import address_of, blueprint
from knowledgebase.db import db, reading
from knowledgebase.policy import Permission, permit, seen, viewer
from knowledgebase.web.flashes import say
from knowledgebase.web.paging import newest_first


@blueprint.app_context_processor
def _freshness() -> dict[str, object]:
    return {"freshness_of": freshness_of, "freshness_badges": freshness_badges}


@blueprint.post("/bijdragen/<ref:id>/klopt-nog")
@permit(Permission.VERIFY, Contribution)
def confirm(contribution: Contribution) -> ResponseReturnValue:
    """Note that a contribution is still right."""
    if not contribution.ages:
        abort(404)
    verify(contribution, viewer())
    address = address_of(contribution)
    db.session.commit()
    say(_("Thank you. It is marked as still right today."))
    return redirect(address, 303)


@blueprint.get("/bijdragen/<ref:id>/overdragen")
@permit(Permission.HAND_OVER, Contribution)
def ask_to_hand_over(contribution: Contribution) -> ResponseReturnValue:
    """Show the form to hand a contribution over."""
    return _form_page(contribution, HandOverForm(contribution))


@blueprint.post("/bijdragen/<ref:id>/overdragen")
@permit(Permission.HAND_OVER, Contribution)
def give(contribution: Contribution) -> ResponseReturnValue:
    """Hand a contribution over."""
    with reading():
        form = HandOverForm(contribution)
        if not form.is_sent or form.owner is None:
            return _form_page(contribution, form), 422
        person_id = form.owner.id
    person = db.session.get_one(User, person_id)
    name = person.name
    hand_over(contribution, person, viewer().id)
    address = address_of(contribution) if seen(viewer(), contribution) else "/"
    db.session.commit()
    say(_("Handed over to %(name)s, who gets a mail about it.", name=name))
    return redirect(address, 303)


@blueprint.get("/beheer/wees")
@permit(Permission.ORPHANS)
def orphaned() -> ResponseReturnValue:
    """List what has no owner any more."""
    page = newest_first(db, orphans(viewer()), Contribution.id)
    return render_template("contributions/orphans.html", page=page)


def _form_page(contribution: Contribution, form: HandOverForm) -> str:
    return render_template("contributions/hand_over.html", contribution=contribution, form=form)

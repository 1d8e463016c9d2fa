# SPDX-License-Identifier: EUPL-1.2
"""Pages on how contributions hang together."""

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.contributions.actions import relations as actions
from knowledgebase.contributions.forms.relations import RelationForm
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.models.relations import Relation, RelationSort
from knowledgebase.contributions.queries import SHOWN_ON_THEIR_OWN
from knowledgebase.contributions.queries.relations import around
from knowledgebase.contributions.views.blueprint import address_of, blueprint
from knowledgebase.db import db, reading
from knowledgebase.policy import Permission, allows, permit, refuse_unless, viewer, visible
from knowledgebase.web.flashes import say


@blueprint.get("/bijdragen/<ref:id>/verbanden")
@permit(Permission.RELATE, Contribution)
def relations(contribution: Contribution) -> ResponseReturnValue:
    """Show what a contribution hangs together with, and the form to add to it."""
    _refuse_parts(contribution)
    return _page(contribution, RelationForm(contribution, viewer()))


@blueprint.post("/bijdragen/<ref:id>/verbanden")
@permit(Permission.RELATE, Contribution)
def relate(contribution: Contribution) -> ResponseReturnValue:
    """Mark how a contribution stands to another."""
    _refuse_parts(contribution)
    form = RelationForm(contribution, viewer())
    if not form.is_sent or form.found is None:
        return _page(contribution, form), 422
    try:
        actions.relate(contribution, RelationSort(form.sort.data), form.found, viewer())
    except actions.OtherWayRound:
        form.other.errors = [_("The two hang together already, the other way round.")]
        return _page(contribution, form), 422
    address = address_of(contribution)
    db.session.commit()
    return redirect(address, 303)


@blueprint.post("/verbanden/<ref:id>/verwijderen")
@permit(Permission.VISIT)
def unrelate(id: int) -> ResponseReturnValue:
    """Take a relation back: for who may mark it at either end."""
    relation, ends = _relation(id)
    own = [end for end in ends if allows(viewer(), Permission.RELATE, end)]
    refuse_unless(bool(own))
    address = address_of(own[0])
    actions.unrelate(relation, own[0], viewer())
    db.session.commit()
    say(_("The two no longer hang together."))
    return redirect(address, 303)


@blueprint.post("/verbanden/<ref:id>/oordeel")
@permit(Permission.CONTRIBUTE)
def judge_signpost(id: int) -> ResponseReturnValue:
    """Say whether a signpost helped, and go where it leads or stay."""
    relation, (first, second) = _relation(id)
    helped = request.form.get("helped") == "yes"
    actions.judge_signpost(relation, helped, viewer())
    address = address_of(second if helped else first)
    db.session.commit()
    say(_("Thank you, that is counted."))
    return redirect(address, 303)


def _relation(id: int) -> tuple[Relation, tuple[Contribution, Contribution]]:
    """Give a relation that people mark with its ends, if the viewer may see both."""
    relation = db.session.get(Relation, id) or abort(404)
    if relation.sort is RelationSort.MERGED_INTO:
        abort(404)
    return relation, (visible(Contribution, relation.from_id), visible(Contribution, relation.to_id))


def _refuse_parts(contribution: Contribution) -> None:
    if contribution.kind not in SHOWN_ON_THEIR_OWN:
        abort(404)


def _page(contribution: Contribution, form: RelationForm) -> str:
    with reading():
        relations = around(contribution, viewer()).relations
        return render_template(
            "contributions/relate.html", contribution=contribution, form=form, relations=relations
        )

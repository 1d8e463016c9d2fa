# SPDX-License-Identifier: EUPL-1.2
"""Pages to suggest an improvement and to decide on it."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.contributions.actions import suggestions as actions
from knowledgebase.contributions.actions.drafts import forget_draft_at
from knowledgebase.contributions.bylines import byline
from knowledgebase.contributions.forms.suggestions import DecliningForm, SuggestionForm
from knowledgebase.contributions.models import Contribution, Suggestion
from knowledgebase.contributions.queries.suggestions import (
    pending_suggestion,
    suggestion_with_content,
    suggestions_by,
    suggestions_to_decide,
)
from knowledgebase.contributions.revisions import differences
from knowledgebase.contributions.sides import Origin, side_of
from knowledgebase.contributions.views.approving import approve
from knowledgebase.contributions.views.blueprint import address_of, blueprint
from knowledgebase.contributions.views.drafting import drafted
from knowledgebase.contributions.views.merging import Edit, save
from knowledgebase.db import db, reading
from knowledgebase.policy import Permission, allows, permit, refuse_unless, viewer, visible
from knowledgebase.web.flashes import say
from knowledgebase.web.inline import inline
from knowledgebase.web.paging import newest_first

BESIDE = "naast"


@blueprint.get("/bijdragen/<ref:id>/voorstellen")
@permit(Permission.SUGGEST, Contribution)
@drafted("suggest")
def write_suggestion(contribution: Contribution) -> ResponseReturnValue:
    """Show the form to suggest an improvement; whoever may edit is led to the form for that."""
    if allows(viewer(), Permission.EDIT, contribution):
        return redirect(url_for(contribution.edit_endpoint, id=contribution), 303)
    return _form_page(contribution, SuggestionForm(contribution, viewer()))


@blueprint.post("/bijdragen/<ref:id>/voorstellen")
@permit(Permission.SUGGEST, Contribution)
@drafted("suggest")
def suggest(contribution: Contribution) -> ResponseReturnValue:
    """Suggest an improvement."""
    form = SuggestionForm(contribution, viewer())
    with reading():
        if not form.is_sent:
            return _form_page(contribution, form), 422
        changes = form.changes()
    try:
        made = actions.suggest(contribution, changes, form.note.data or "", viewer(), form.based_on)
    except actions.AnotherWaits:
        db.session.rollback()
        return _form_page(contribution, form), 409
    forget_draft_at(f"suggest-{contribution.id}", viewer())
    address = url_for("contributions.suggestion", id=made.id)
    db.session.commit()
    say(_("Thank you. Your suggestion waits for a decision; you will get a mail about it."))
    return redirect(address, 303)


@blueprint.get("/suggesties")
@permit(Permission.ACCOUNT)
def suggestions() -> ResponseReturnValue:
    """List the suggestions that wait for a decision by the viewer, and the viewer's own."""
    page = newest_first(db, suggestions_to_decide(viewer()), Suggestion.id)
    own = db.session.scalars(suggestions_by(viewer())).all()
    return render_template("contributions/suggestions.html", page=page, own=own)


@blueprint.get("/suggesties/<ref:id>")
@permit(Permission.SUGGEST)
def suggestion(id: int) -> ResponseReturnValue:
    """Show a suggestion to whoever made it and to whoever may decide."""
    return _page(_found(id), DecliningForm())


@blueprint.post("/suggesties/<ref:id>/overnemen")
@permit(Permission.SUGGEST)
def accept_suggestion(id: int) -> ResponseReturnValue:
    """Take a suggestion over, on top of what was saved since, once enough others approved."""
    with reading():
        found = _to_decide(id)
        contribution = found.contribution
        edit = Edit(found.content, found.based_on, Origin(suggestion_id=found.id))
    return approve(found) or save(contribution, edit)


@blueprint.post("/suggesties/<ref:id>/afwijzen")
@permit(Permission.SUGGEST)
def decline_suggestion(id: int) -> ResponseReturnValue:
    """Leave the text as it is, with a reason."""
    with reading():
        found, form = _to_decide(id), DecliningForm()
        if not form.is_sent:
            return _page(found, form), 422
    actions.decline(found, form.reason.data or "", viewer())
    db.session.commit()
    say(_("The suggestion is declined, and your reason is sent."))
    return redirect(url_for("contributions.suggestions"), 303)


@blueprint.post("/suggesties/<ref:id>/intrekken")
@permit(Permission.SUGGEST)
def withdraw_suggestion(id: int) -> ResponseReturnValue:
    """Take one's own suggestion back."""
    with reading():
        found = _found(id)
        refuse_unless(found.author_id == viewer().id)
    actions.withdraw(found, viewer())
    address = address_of(found.contribution)
    db.session.commit()
    say(_("Your suggestion is withdrawn."))
    return redirect(address, 303)


@blueprint.app_errorhandler(actions.AlreadyDecided)
def decided_already(again: actions.AlreadyDecided) -> ResponseReturnValue:
    """Lead whoever decides once more to what was decided."""
    db.session.rollback()
    say(_("This was decided already."))
    return redirect(url_for("contributions.suggestion", id=again.id), 303)


def _found(id: int) -> Suggestion:
    found = suggestion_with_content(id) or abort(404)
    visible(Contribution, found.contribution_id)
    if found.author_id != viewer().id and not allows(viewer(), Permission.DECIDE_SUGGESTION, found):
        abort(404)
    return found


def _to_decide(id: int) -> Suggestion:
    found = _found(id)
    refuse_unless(_may_decide(found))
    if not found.is_pending:
        raise actions.AlreadyDecided(found.id)
    return found


def _may_decide(found: Suggestion) -> bool:
    """Tell whether the viewer may decide; about what is in the bin nobody does."""
    asked = allows(viewer(), Permission.DECIDE_SUGGESTION, found)
    return asked and allows(viewer(), Permission.EDIT, found.contribution)


def _form_page(contribution: Contribution, form: SuggestionForm) -> str:
    waiting = pending_suggestion(contribution)
    return render_template(
        "contributions/suggest.html",
        contribution=contribution,
        form=form,
        waiting=waiting,
        is_own=waiting is not None and waiting.author_id == viewer().id,
    )


def _page(found: Suggestion, form: DecliningForm) -> str:
    contribution = found.contribution
    base = side_of(contribution, found.based_on, viewer()) or {}
    before = {name: base.get(name) for name in found.content}
    return render_template(
        "contributions/suggestion.html",
        suggestion=found,
        contribution=contribution,
        form=form,
        may_decide=_may_decide(found),
        approved_by=[byline(contribution, one.user).name for one in found.approvals],
        changes=differences(contribution, viewer(), before, found.content),
        # As one text, for on a phone what stands after is not beside what stood before.
        inline=None if request.args.get("weergave") == BESIDE else inline,
    )

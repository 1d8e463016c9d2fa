# SPDX-License-Identifier: EUPL-1.2
"""Save an edit on top of what others saved meanwhile; ask only about what overlaps."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from flask import abort, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeSerializer

from knowledgebase.contributions.actions import Outdated, Wording
from knowledgebase.contributions.actions.rewriting import rewrite
from knowledgebase.contributions.bylines import byline
from knowledgebase.contributions.forms import whole_id
from knowledgebase.contributions.forms.merging import Asking
from knowledgebase.contributions.merging import Merge, merge
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.queries import revision_numbered
from knowledgebase.contributions.revisions import label_of, shown
from knowledgebase.contributions.sides import Origin, newest_side, rendered, side_of, wording_of
from knowledgebase.contributions.views.approving import is_approved, propose
from knowledgebase.contributions.views.blueprint import address_of, blueprint
from knowledgebase.db import db, reading
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.flashes import say


@dataclass(frozen=True)
class Edit:
    """What somebody wants to save: `mine`, made from the version `based_on`."""

    mine: dict[str, Any]
    based_on: int
    origin: Origin

    def kept(self, contribution: Contribution) -> str:
        """Write the edit as text that a page can carry and that only this site can have written."""
        return _serializer().dumps([contribution.id, viewer().id, asdict(self)])


def save_merged(contribution: Contribution, form: Any, wording: Wording) -> ResponseReturnValue:
    """Save what was typed on a form that was opened on an older version, or ask about what overlaps."""
    with reading():
        origin = Origin(
            note=wording.note,
            is_minor=wording.is_minor,
            suggestion_id=wording.suggestion_id,
            is_amended=wording.is_amended,
        )
        edit = Edit(form.content(wording), form.based_on, origin)
    return save(contribution, edit)


def save(contribution: Contribution, edit: Edit) -> ResponseReturnValue:
    """Save an edit on top of the newest version, or ask about what overlaps, or let it wait for approval."""
    if not is_approved(contribution, edit.origin):
        return propose(contribution, edit.mine, edit.based_on, edit.origin.note)
    with reading():
        onto = contribution.revision
        merged = _merge(contribution, edit, onto) or abort(404)
        if merged.overlaps:
            return _page(contribution, edit, Asking(contribution, merged, edit.kept(contribution), onto)), 409
        whole = merged.decided({})
        text = rendered(contribution, whole)
        said = _said(contribution, merged, edit, onto)
        is_new = whole != newest_side(contribution, viewer()) or edit.origin.suggestion_id
    try:
        if is_new:
            _rewrite(contribution, whole, text, edit, onto)
    except Outdated:
        # Somebody was faster once more: merge with that version too.
        db.session.rollback()
        return save(contribution, edit)
    address = address_of(contribution)
    db.session.commit()
    say(said)
    return redirect(address, 303)


@blueprint.post("/bijdragen/<ref:id>/samenvoegen")
@permit(Permission.EDIT, Contribution)
def merge_versions(contribution: Contribution) -> ResponseReturnValue:
    """Save an edit after its author said what to do where it overlaps."""
    with reading():
        edit = _edit_kept(contribution) or abort(400)
        onto = whole_id(request.form.get("onto")) or 0
        merged = _merge(contribution, edit, onto) or abort(400)
        asking = Asking(contribution, merged, edit.kept(contribution), onto, is_answer=True)
        if not asking.is_sent:
            return _page(contribution, edit, asking), 422
        origin = replace(edit.origin, merged_with=onto)
        settled = Edit(merged.decided(asking.answers), onto, origin)
    return save(contribution, settled)


def _merge(contribution: Contribution, edit: Edit, onto: int) -> Merge | None:
    theirs = side_of(contribution, onto, viewer())
    return merge(side_of(contribution, edit.based_on, viewer()), theirs, edit.mine) if theirs else None


def _rewrite(contribution: Contribution, whole: dict[str, Any], text: Any, edit: Edit, onto: int) -> None:
    merged_with = onto if onto != edit.based_on else edit.origin.merged_with
    wording = wording_of(contribution, whole, text, replace(edit.origin, merged_with=merged_with))
    rewrite(contribution, whole, wording, viewer(), onto)


def _said(contribution: Contribution, merged: Merge, edit: Edit, onto: int) -> str:
    if onto == edit.based_on:
        return str(_("Your version is saved."))
    theirs = revision_numbered(contribution, onto, viewer())
    parts = ", ".join(label_of(contribution, name) for name in merged.taken_in)
    if theirs is None or not parts:
        return str(_("Your version is saved, on top of version %(number)s.", number=onto))
    said = _(
        "Your version is saved, merged with version %(number)s by %(name)s. Taken in from it: %(parts)s.",
        number=onto,
        name=byline(contribution, theirs.author).name,
        parts=parts,
    )
    return str(said)


def _page(contribution: Contribution, edit: Edit, asking: Asking) -> str:
    taken_in = [label_of(contribution, name) for name in asking.merge.taken_in]
    return render_template(
        "contributions/merge.html",
        contribution=contribution,
        form=asking.form,
        rows=[
            (
                label_of(contribution, one.field),
                choice,
                text,
                *(shown(contribution, one.field, side) for side in (one.base, one.theirs, one.mine)),
            )
            for one, choice, text in asking.rows()
        ],
        taken_in=taken_in,
        is_suggestion=edit.origin.suggestion_id and not edit.origin.is_amended,
    )


def _edit_kept(contribution: Contribution) -> Edit | None:
    try:
        id, viewer_id, edit = _serializer().loads(request.form.get("kept", ""))
    except BadData:
        return None
    if (id, viewer_id) != (contribution.id, viewer().id):
        return None
    return Edit(edit["mine"], edit["based_on"], Origin(**edit["origin"]))


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="merging")

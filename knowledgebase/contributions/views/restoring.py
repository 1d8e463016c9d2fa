# SPDX-License-Identifier: EUPL-1.2
"""Bring an older version back: its content becomes a new version."""

from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.contributions.actions import Outdated
from knowledgebase.contributions.actions.rewriting import rewrite
from knowledgebase.contributions.forms.restoring import RestoringForm
from knowledgebase.contributions.models import Contribution, Revision
from knowledgebase.contributions.queries import revision_numbered
from knowledgebase.contributions.revisions import differences
from knowledgebase.contributions.sides import (
    Origin,
    newest_side,
    rendered,
    side_of,
    without_readers,
    wording_of,
)
from knowledgebase.contributions.views.approving import propose
from knowledgebase.contributions.views.blueprint import address_of, blueprint
from knowledgebase.db import db, reading
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.flashes import say


@blueprint.get("/historie/<ref:id>/<int:number>/terugzetten")
@permit(Permission.EDIT, Contribution)
def ask_to_restore(contribution: Contribution, number: int) -> ResponseReturnValue:
    """Show what bringing this version back would change, and ask."""
    form = RestoringForm(data={"revision": str(contribution.revision)})
    return _page(contribution, _older(contribution, number), form)


@blueprint.post("/historie/<ref:id>/<int:number>/terugzetten")
@permit(Permission.EDIT, Contribution)
def restore_version(contribution: Contribution, number: int) -> ResponseReturnValue:
    """Save an older version as the newest one."""
    with reading():
        older, form = _older(contribution, number), RestoringForm()
        if not form.is_sent:
            return _page(contribution, older, form), 422
        whole = _brought_back(contribution, number)
        text, onto = rendered(contribution, whole), form.based_on
    if contribution.approvals_needed:
        return propose(contribution, whole, onto, form.note.data or "")
    try:
        origin = Origin(note=form.note.data or "", restored_from=number)
        rewrite(contribution, whole, wording_of(contribution, whole, text, origin), viewer(), onto)
    except Outdated:
        db.session.rollback()
        again = RestoringForm(formdata=None, note=form.note.data, revision=str(contribution.revision))
        return _page(contribution, _older(contribution, number), again, is_outdated=True), 409
    address = address_of(contribution)
    db.session.commit()
    say(_("Version %(number)s is back. What stood there before is still in the history.", number=number))
    return redirect(address, 303)


def _older(contribution: Contribution, number: int) -> Revision:
    if number >= contribution.revision:
        abort(redirect(url_for("contributions.history", id=contribution), 303))
    return revision_numbered(contribution, number, viewer()) or abort(404)


def _brought_back(contribution: Contribution, number: int) -> dict[str, Any]:
    """Give the older version, for whom it is now: nobody may come to read it by a detour."""
    now, older = newest_side(contribution, viewer()), side_of(contribution, number, viewer()) or {}
    return now | {name: value for name, value in without_readers(older).items() if name in now}


def _page(contribution: Contribution, older: Revision, form: RestoringForm, is_outdated: bool = False) -> str:
    now = contribution.content()
    kept = {name: now[name] for name in ("visibility", "kept_for") if name in now}
    content = contribution.told_to(viewer(), older.content) | kept
    return render_template(
        "contributions/restore.html",
        contribution=contribution,
        older=older,
        form=form,
        is_outdated=is_outdated,
        changes=differences(contribution, viewer(), now, content),
    )

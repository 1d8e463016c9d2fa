# SPDX-License-Identifier: EUPL-1.2
"""Pages of one's own profile."""

from collections.abc import Callable
from typing import Any

from flask import abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.accounts import actions, sessions
from knowledgebase.accounts.forms import ProfileForm
from knowledgebase.accounts.queries import locked, person_with_work_and_roles, sign_ins_of
from knowledgebase.accounts.views.blueprints import blueprint
from knowledgebase.db import db
from knowledgebase.policy import Permission, Viewer, permit, viewer
from knowledgebase.web.flashes import say

SECTIONS: list[tuple[str, Callable[[Viewer], Any]]] = []


def show_on_profile(template: str, read: Callable[[Viewer], Any]) -> None:
    """Add a section to everybody's own profile, for a room above this one: a template, and what fills its `shown`."""
    SECTIONS.append((template, read))


@blueprint.get("/profiel")
@permit(Permission.ACCOUNT)
def profile() -> ResponseReturnValue:
    """Show one's own account."""
    return render_template(
        "accounts/profile.html",
        person=person_with_work_and_roles(viewer().id),
        sign_ins=sign_ins_of(viewer().id),
        here=g.get("sign_in_id"),
        sections=[(template, read(viewer())) for template, read in SECTIONS],
    )


@blueprint.get("/profiel/bewerken")
@permit(Permission.ACCOUNT)
def edit() -> ResponseReturnValue:
    """Show the form to change what one tells about oneself."""
    person = person_with_work_and_roles(viewer().id)
    return render_template("accounts/edit.html", form=ProfileForm(obj=person))


@blueprint.post("/profiel/bewerken")
@permit(Permission.ACCOUNT)
def save() -> ResponseReturnValue:
    """Change what one tells about oneself."""
    form = ProfileForm()
    if not form.is_sent:
        return render_template("accounts/edit.html", form=form), 422
    user = locked(viewer().id) or abort(401)
    actions.change_profile(
        user,
        name=form.name.data or "",
        job_title=form.job_title.data or "",
        about=form.about.data or "",
        language=form.language.data or None,
    )
    db.session.commit()
    say(_("Your profile is saved."))
    return redirect(url_for("accounts.profile"), 303)


@blueprint.post("/profiel/sessies/<int:id>/beeindigen")
@permit(Permission.ACCOUNT)
def end_session(id: int) -> ResponseReturnValue:
    """Sign out of one browser."""
    if not sessions.end_one(viewer().id, id):
        abort(404)
    db.session.commit()
    say(_("You are signed out there."))
    return redirect(url_for("accounts.profile"), 303)

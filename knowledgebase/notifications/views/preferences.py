# SPDX-License-Identifier: EUPL-1.2
"""The page to choose what is mailed."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.db import db, reading
from knowledgebase.notifications import actions
from knowledgebase.notifications.forms import PreferencesForm
from knowledgebase.notifications.queries import paces, watches_by_itself
from knowledgebase.notifications.views.blueprint import blueprint
from knowledgebase.policy import Permission, allows, permit, viewer
from knowledgebase.web.flashes import say


@blueprint.get("/voorkeuren")
@permit(Permission.WATCH)
def preferences() -> ResponseReturnValue:
    """Show the form to choose what is mailed."""
    return render_template("notifications/preferences.html", form=_form())


@blueprint.post("/voorkeuren")
@permit(Permission.WATCH)
def choose() -> ResponseReturnValue:
    """Keep what somebody chose."""
    with reading():
        form = _form()
        if not form.is_sent:
            return render_template("notifications/preferences.html", form=form), 422
    actions.choose_paces(viewer().id, form.paces)
    actions.choose_habit(viewer().id, bool(form.is_automatic.data))
    db.session.commit()
    say(_("Your choice is saved."))
    return redirect(url_for("notifications.preferences"), 303)


def _form() -> PreferencesForm:
    person = viewer()
    moderates = allows(person, Permission.MODERATE)
    return PreferencesForm(paces(person.id), watches_by_itself(person.id), moderates)

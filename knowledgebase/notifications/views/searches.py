# SPDX-License-Identifier: EUPL-1.2
"""Pages to name, mute and drop the searches that one saved."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.db import db, reading
from knowledgebase.notifications import actions
from knowledgebase.notifications.forms import SearchForm
from knowledgebase.notifications.models import SavedSearch
from knowledgebase.notifications.saved import search_with_id
from knowledgebase.notifications.views.blueprint import blueprint
from knowledgebase.notifications.views.watching import LEVELS, what_is_said
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.addresses import local_target
from knowledgebase.web.flashes import say


@blueprint.get("/zoekopdrachten/<int:id>/naam")
@permit(Permission.WATCH)
def name_search(id: int) -> ResponseReturnValue:
    """Show the form to give a search another name."""
    search = _own(id)
    return render_template("notifications/search.html", form=SearchForm(obj=search), path=search.path)


@blueprint.post("/zoekopdrachten/<int:id>/naam")
@permit(Permission.WATCH)
def rename_search(id: int) -> ResponseReturnValue:
    """Give a search another name."""
    with reading():
        search, form = _own(id), SearchForm()
        if not form.is_sent:
            return render_template("notifications/search.html", form=form, path=search.path), 422
    actions.rename_search(search, form.name.data or "")
    db.session.commit()
    say(_("The name is changed."))
    return redirect(url_for("notifications.watching"), 303)


@blueprint.post("/zoekopdrachten/<int:id>/<act>")
@permit(Permission.WATCH)
def watch_search(id: int, act: str) -> ResponseReturnValue:
    """Watch a search again, mute it, or drop it."""
    with reading():
        search = _own(id)
        address = local_target(request.args.get("terug"), url_for("notifications.watching"))
        level = LEVELS[act] if act in LEVELS else abort(404)
    if level is None:
        actions.drop_search(search)
    else:
        actions.watch_search(search, level)
    db.session.commit()
    say(what_is_said(level))
    return redirect(address, 303)


def _own(id: int) -> SavedSearch:
    return search_with_id(viewer(), id) or abort(404)

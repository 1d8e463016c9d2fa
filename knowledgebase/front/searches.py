# SPDX-License-Identifier: EUPL-1.2
"""The page to save a search and so to watch it: what is asked belongs to the search, the watching to notifications."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.db import db, reading
from knowledgebase.front.blueprint import blueprint
from knowledgebase.notifications import actions
from knowledgebase.notifications.forms import SearchForm
from knowledgebase.notifications.models.searches import LONGEST_ASKED, LONGEST_NAME
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.search.asked import Asked, asked_in
from knowledgebase.web.flashes import say


@blueprint.get("/zoeken/volgen")
@permit(Permission.WATCH)
def save_search() -> ResponseReturnValue:
    """Propose a name for a search."""
    asked = _asked()
    name = (asked.name or _("Everything new"))[:LONGEST_NAME]
    return _page(SearchForm(data={"name": name}), asked)


@blueprint.post("/zoeken/volgen")
@permit(Permission.WATCH)
def watch_search() -> ResponseReturnValue:
    """Save a search."""
    with reading():
        form, asked = SearchForm(), _asked()
        if not form.is_sent:
            return _page(form, asked), 422
    try:
        actions.save_search(viewer().id, asked.address, form.name.data or "")
    except actions.TooManySearches:
        db.session.rollback()
        form.refuse(actions.MOST_SEARCHES)
        return _page(form, asked), 422
    db.session.commit()
    say(_("You watch this search now."))
    return redirect(_results(asked), 303)


def _asked() -> Asked:
    """Give what the address asks; nobody chooses by hand what is too long to keep."""
    asked = asked_in(request.args)
    return asked if len(asked.address) <= LONGEST_ASKED else abort(400)


def _page(form: SearchForm, asked: Asked) -> str:
    return render_template("notifications/search.html", form=form, path=_results(asked))


def _results(asked: Asked) -> str:
    return f"{url_for('search.results')}?{asked.address}"

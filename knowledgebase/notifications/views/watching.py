# SPDX-License-Identifier: EUPL-1.2
"""Pages to watch and mute."""

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from knowledgebase.db import db, reading
from knowledgebase.notifications import actions
from knowledgebase.notifications.saved import searches_of
from knowledgebase.notifications.targets import TARGETS, target_row, watched_by
from knowledgebase.notifications.views.blueprint import blueprint
from knowledgebase.notifications.words import Level
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.addresses import local_target
from knowledgebase.web.flashes import say

LEVELS = {"volgen": Level.WATCH, "dempen": Level.MUTE, "loslaten": None}
"""What can be done, by the word in the address; letting go is neither."""


@blueprint.get("/volgen")
@permit(Permission.WATCH)
def watching() -> ResponseReturnValue:
    """List what one watches and mutes."""
    groups, searches = watched_by(viewer()), searches_of(viewer())
    return render_template("notifications/watching.html", groups=groups, searches=searches)


@blueprint.post("/volgen/<sort>/<int:id>/<act>")
@permit(Permission.WATCH)
def watch(sort: str, id: int, act: str) -> ResponseReturnValue:
    """Watch something, mute it, or do neither any longer."""
    with reading():
        row = target_row(sort, id, viewer())
        if row is None or act not in LEVELS:
            abort(404)
        address = local_target(request.args.get("terug"), TARGETS[sort].path_of(row))
    level = LEVELS[act]
    if level is None:
        actions.let_go(TARGETS[sort].table, viewer().id, id)
    else:
        actions.watch(TARGETS[sort].table, viewer().id, id, level)
    db.session.commit()
    say(what_is_said(level))
    return redirect(address, 303)


def what_is_said(level: Level | None) -> str:
    """Say what somebody just chose to hear of something."""
    said = {
        Level.WATCH: _("You watch this now."),
        Level.MUTE: _("You hear nothing more of this."),
        None: _("You neither watch nor mute this any longer."),
    }
    return str(said[level])

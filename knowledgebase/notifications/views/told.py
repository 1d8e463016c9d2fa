# SPDX-License-Identifier: EUPL-1.2
"""The page of what one is told."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from knowledgebase.db import db
from knowledgebase.notifications import actions
from knowledgebase.notifications.queries import groups_of
from knowledgebase.notifications.views.blueprint import blueprint
from knowledgebase.policy import Permission, permit, viewer
from knowledgebase.web.paging import whole_number


@blueprint.get("")
@permit(Permission.WATCH)
def index() -> ResponseReturnValue:
    """List what one is told, by item."""
    page, groups = groups_of(viewer())
    return render_template("notifications/index.html", page=page, groups=groups)


@blueprint.post("/gelezen")
@permit(Permission.WATCH)
def read_all() -> ResponseReturnValue:
    """Mark everything that was shown, and what came before it, as read."""
    actions.read_all(viewer().id, whole_number("tot") or 0)
    db.session.commit()
    return redirect(url_for("notifications.index"), 303)


@blueprint.post("/gelezen/<int:id>")
@permit(Permission.WATCH)
def read_item(id: int) -> ResponseReturnValue:
    """Mark what one is told of one item as read."""
    actions.read_item(viewer().id, id)
    db.session.commit()
    return redirect(url_for("notifications.index"), 303)

# SPDX-License-Identifier: EUPL-1.2
"""Stop mail from the mail itself, without signing in: by hand, or by a mail program in one click (RFC 8058)."""

from collections.abc import Sequence

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from knowledgebase.accounts.models import User
from knowledgebase.db import db
from knowledgebase.notifications import actions
from knowledgebase.notifications.links import who_stops
from knowledgebase.notifications.views.blueprint import blueprint
from knowledgebase.notifications.words import Sort
from knowledgebase.policy import Permission, permit


@blueprint.get("/afmelden/<token>")
@permit(Permission.VISIT)
def ask_to_stop(token: str) -> ResponseReturnValue:
    """Say which mail stops, and ask to confirm: programs that look at links must stop nothing."""
    _, sorts = _known(token)
    return render_template("notifications/stop.html", token=token, sorts=sorts, is_done=False)


@blueprint.post("/afmelden/<token>")
@permit(Permission.VISIT)
def stop(token: str) -> ResponseReturnValue:
    """Stop the mail."""
    user_id, sorts = _known(token)
    actions.stop_mail(user_id, sorts)
    db.session.commit()
    return render_template("notifications/stop.html", token=token, sorts=sorts, is_done=True)


def _known(token: str) -> tuple[int, Sequence[Sort]]:
    user_id, sorts = who_stops(token) or abort(404)
    if db.session.get(User, user_id) is None:
        abort(404)
    return user_id, sorts

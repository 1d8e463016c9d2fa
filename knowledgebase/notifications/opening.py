# SPDX-License-Identifier: EUPL-1.2
"""Whoever opens an item has read what was told of it."""

import sqlalchemy as sa
from flask import Response, current_app, g, request

from knowledgebase.db import db, write_if_free
from knowledgebase.notifications.actions import as_read
from knowledgebase.notifications.models import Notification
from knowledgebase.notifications.queries import unread_count
from knowledgebase.policy import ANYONE, Permission, viewer

OPENING = frozenset({Permission.READ, Permission.HISTORY, Permission.HIDE})
"""What pages that show an item permit."""


def unread() -> int:
    """Count what the visitor was told and did not read, once per request."""
    if "unread" not in g:
        g.unread = unread_count(viewer()) if viewer().is_known else 0
    return int(g.unread)


def note_opened(response: Response) -> Response:
    """Mark what was told of the item on this page as read."""
    id = _opened_id() if response.status_code in (200, 302) else None
    reader = g.get("viewer", ANYONE)
    if id is None or not reader.is_known or g.get("unread") == 0:
        return response
    about = sa.or_(Notification.item_id == id, Notification.contribution_id == id)
    waiting = sa.exists().where(Notification.user_id == reader.id, Notification.read_at.is_(None), about)
    if db.session.scalar(sa.select(waiting)):
        write_if_free(as_read(reader.id, about))
    return response


def _opened_id() -> int | None:
    if request.method != "GET" or request.endpoint is None:
        return None
    page = current_app.view_functions[request.endpoint]
    opens = getattr(page, "permission", None) in OPENING
    return (request.view_args or {}).get("id") if opens else None

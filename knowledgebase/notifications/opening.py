# SPDX-License-Identifier: EUPL-1.2
"""What pages show of watching and telling, and that whoever opens an item has read what was told of it."""

import sqlalchemy as sa
from flask import Response, current_app, g, request

from knowledgebase.db import db, write_if_free
from knowledgebase.notifications.actions import as_read
from knowledgebase.notifications.queries import about, is_told_of, standing
from knowledgebase.notifications.targets import level_of
from knowledgebase.policy import ANYONE, Permission, Viewer, viewer

OPENING = frozenset({Permission.READ, Permission.HISTORY, Permission.HIDE})
"""What pages that show an item permit."""


def unread() -> int:
    """Count what the visitor was told and did not read; whether the item on the page is watched comes along."""
    if "unread" not in g:
        item_id = _opened_id() or 0
        known = viewer().is_known
        g.unread, level, g.has_news = standing(viewer(), item_id) if known else (0, None, False)
        g.level_of_item = (item_id, level)
    return int(g.unread)


def watched(sort: str, id: int) -> str:
    """Tell whether the visitor watches or mutes something: "watch", "mute" or nothing."""
    item_id, level = g.get("level_of_item", (0, None))
    if sort != "bijdrage" or id != item_id:
        level = level_of(sort, id, viewer().id)
    return level.value if level else ""


def note_opened(response: Response) -> Response:
    """Mark what was told of the item on this page as read."""
    id = _opened_id() if response.status_code in (200, 302) else None
    reader = g.get("viewer", ANYONE)
    if id is not None and reader.is_known and _has_news(reader, id):
        write_if_free(as_read(reader.id, about(id)))
    return response


def _has_news(reader: Viewer, id: int) -> bool:
    """Ask whether there is something to mark, unless the page asked that already."""
    if "has_news" not in g:
        g.has_news = bool(db.session.scalar(sa.select(is_told_of(reader, id))))
    return bool(g.has_news)


def _opened_id() -> int | None:
    if request.method != "GET" or request.endpoint is None:
        return None
    page = current_app.view_functions[request.endpoint]
    opens = getattr(page, "permission", None) in OPENING
    return (request.view_args or {}).get("id") if opens else None

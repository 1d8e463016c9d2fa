# SPDX-License-Identifier: EUPL-1.2
"""What pages show of watching and telling, and that whoever opens an item has read what was told of it."""

import sqlalchemy as sa
from flask import Response, current_app, g, request

from knowledgebase.db import db, write_if_free
from knowledgebase.notifications.actions import as_read
from knowledgebase.notifications.models import SavedSearch
from knowledgebase.notifications.queries import Standing, about, is_told_of, standing
from knowledgebase.notifications.saved import saved_search
from knowledgebase.notifications.targets import TARGETS, level_of, target_on_page
from knowledgebase.policy import ANYONE, Permission, Viewer, viewer

OPENING = frozenset({Permission.READ, Permission.HISTORY, Permission.HIDE})
"""What pages that show an item permit."""


def unread() -> int:
    """Count what the visitor was told and did not read; how what the page shows is watched comes along."""
    return _standing()[1].unread if viewer().is_known else 0


def watched(sort: str, id: int) -> str:
    """Tell whether the visitor watches or mutes something: "watch", "mute" or nothing."""
    sort_on_page, found = _standing()
    is_on_page = (sort, id) == (sort_on_page, found.target_id)
    level = found.level if is_on_page else level_of(sort, id, viewer().id)
    return level.value if level else ""


def search_saved_as(asked: str) -> SavedSearch | None:
    """Give what the visitor saved this search as."""
    return saved_search(viewer(), asked) if viewer().is_known else None


def note_opened(response: Response) -> Response:
    """Mark what was told of the item on this page as read."""
    id = _opened_id() if response.status_code in (200, 301, 302) else None
    reader = g.get("viewer", ANYONE)
    if id is not None and reader.is_known and _has_news(reader, id):
        write_if_free(as_read(reader.id, about(id)))
    return response


def _has_news(reader: Viewer, id: int) -> bool:
    """Ask whether there is something to mark, unless the page asked that already."""
    if "standing" in g:
        return _standing()[1].has_news
    return bool(db.session.scalar(sa.select(is_told_of(reader, id))))


def _standing() -> tuple[str, Standing]:
    """Give the sort of thing that the page shows, and how the visitor stands to it; asked once."""
    if "standing" not in g:
        id = _opened_id() or 0
        sort, target_id = target_on_page(request.endpoint or "", request.view_args or {}, id)
        g.standing = sort, standing(viewer(), id, TARGETS[sort].table, target_id)
    found: tuple[str, Standing] = g.standing
    return found


def _opened_id() -> int | None:
    if request.method != "GET" or request.endpoint is None:
        return None
    page = current_app.view_functions[request.endpoint]
    opens = getattr(page, "permission", None) in OPENING
    return (request.view_args or {}).get("id") if opens else None

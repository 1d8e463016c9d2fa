# SPDX-License-Identifier: EUPL-1.2
"""The group of pages, and what templates may ask about watching and telling."""

from flask import Blueprint

from knowledgebase.notifications.opening import note_opened, search_saved_as, unread, watched

blueprint = Blueprint("notifications", __name__, url_prefix="/meldingen")
blueprint.after_app_request(note_opened)


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    return {"unread": unread, "watched": watched, "search_saved_as": search_saved_as}

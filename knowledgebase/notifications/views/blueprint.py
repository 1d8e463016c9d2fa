# SPDX-License-Identifier: EUPL-1.2
"""The group of pages, and what templates may ask about watching and telling."""

from flask import Blueprint

from knowledgebase.notifications.opening import note_opened, unread
from knowledgebase.notifications.targets import level_of
from knowledgebase.policy import viewer

blueprint = Blueprint("notifications", __name__, url_prefix="/meldingen")
blueprint.after_app_request(note_opened)


def watched(sort: str, id: int) -> str:
    """Tell whether the visitor watches or mutes something: "watch", "mute" or nothing."""
    level = level_of(sort, id, viewer().id)
    return level.value if level else ""


@blueprint.app_context_processor
def _words() -> dict[str, object]:
    return {"unread": unread, "watched": watched}

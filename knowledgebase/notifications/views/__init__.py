# SPDX-License-Identifier: EUPL-1.2
"""Pages to read what one is told, to watch and mute, and to choose what is mailed."""

from knowledgebase.notifications.views import preferences, searches, stopping, told, watching
from knowledgebase.notifications.views.blueprint import blueprint

__all__ = ["blueprint", "preferences", "searches", "stopping", "told", "watching"]
